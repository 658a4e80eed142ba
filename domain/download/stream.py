"""The record of the stream: `download/L0123456789ABCDEF`. Its decider sits with the trade."""

from domain.download.events import DocumentDownloaded
from domain.download.state import Download, evolve
from domain.kernel import KeyName, Stream
from domain.keys import keys_of


def _keys(first: DocumentDownloaded) -> tuple[KeyName, ...]:
    return keys_of(first.lot, first.party)


DOWNLOAD = Stream(
    name="download",
    events=(DocumentDownloaded,),
    initial=Download(),
    evolve=evolve,
    keys=_keys,
)
