"""Keeps the bytes of new samples for ever: `python -m tests.golden.keep` adds, never overwrites."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from domain.kernel import Command, Event
from domain.register import CHARTER
from ledger.codec import Codec, encode
from ledger.envelope import CommandBody, Expected
from ledger.log import OWN_STREAMS
from tests.golden.requests import COMMANDS
from tests.golden.samples import EVENTS

HERE = Path(__file__).parent
STREAMS = (*OWN_STREAMS, *CHARTER.streams)


def new_codec() -> Codec:
    """The codec of a log of this house."""
    own = (decider for stream in STREAMS for decider in stream.deciders)
    return Codec(STREAMS, [decider.handles for decider in (*own, *CHARTER.deciders)])


class Parts(msgspec.Struct):
    """The parts of an event's body, as bytes; `sealed` before it is encrypted."""

    entries: msgspec.Raw
    public: msgspec.Raw
    restricted: msgspec.Raw
    sealed: msgspec.Raw


def place(sample: Event | Command) -> Path:
    """Where the bytes of a sample lie."""
    folder = "events" if isinstance(sample, Event) else "commands"
    return HERE / folder / f"{sample.NAME}@{sample.VERSION}.json"


def written(codec: Codec, sample: Event | Command) -> bytes:
    """The canonical bytes of an event's parts, or of a command with a plain envelope."""
    if isinstance(sample, Event):
        shape = codec.shape_of(sample.NAME, sample.VERSION)
        return encode(
            {
                "entries": shape.entries(sample),
                "public": shape.public.of(sample),
                "restricted": shape.restricted.of(sample),
                "sealed": shape.sealed.of(sample),
            }
        )
    return encode(
        CommandBody(
            content=sample,
            expects=(Expected(seen=3, stream="deposit/P00000000000000D1"),),
            id="0123456789abcdef",
            name=sample.NAME,
            not_after=datetime(2026, 3, 17, 4, 0, tzinfo=UTC),
            origin="ledger.example.cn/zhangben",
            salt="5a" * 32,
            version=sample.VERSION,
        )
    )


def read_event(codec: Codec, name: str, version: int, data: bytes) -> Event:
    """The event whose parts these bytes are, as today's shape."""
    parts = msgspec.json.decode(data, type=Parts)
    sealed = None if bytes(parts.sealed) == b"null" else bytes(parts.sealed)
    return codec.shape_of(name, version).event(parts, sealed)


def main() -> None:
    """Writes the files that are not there yet."""
    codec = new_codec()
    for sample in (*EVENTS, *COMMANDS):
        path = place(sample)
        if not path.exists():
            path.write_bytes(written(codec, sample))
            print(f"kept {path.relative_to(HERE)}")


if __name__ == "__main__":
    main()
