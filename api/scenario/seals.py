"""Who bids for a lot stands in no readable byte until it is opened; from then on it can be read."""

from collections.abc import Iterable, Iterator

from api.scenario.outcome import Difference
from api.scenario.script import Script
from api.scenario.stage import Stage
from api.scenario.table import Row
from ledger.feed import Recorded
from projections.deposits import DEPOSITS

_PUBLIC = frozenset({"PartyRegistered"})
"""Who is a market subject is public; that it bids for a lot is not."""


class Seals:
    """What can be seen of one scenario's lots, row by row."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self._stage, self._script = stage, script
        self._closed = set(script.lots)

    def after(self, row: Row, written: Iterable[Recorded]) -> Iterator[Difference]:
        """What was written names no bidder while its lots are closed; then they are seen."""
        opens = self._script.opens
        opened = opens.get(row.seq, ())
        for lot in opens.get(row.seq + 1, ()):
            yield from self._readers_see(lot, set())
        yield from self._names(one for one in written if self._is_closed(one, opened))
        self._closed -= set(opened)
        for lot in opened:
            keys = self._stage.of(lot)
            parties = {self._stage.bidder(key.partition("/")[2]).party for key in keys}
            yield from self._readers_see(lot, parties)

    def ended(self) -> Iterator[Difference]:
        """A lot that was never opened is read by who settles it, and by nobody else."""
        for lot in sorted(self._closed):
            yield from self._readers_see(lot, set())

    def _readers_see(self, lot: str, parties: set[str]) -> Iterator[Difference]:
        self._stage.town.settle()
        reader = self._stage.town.system.readers.deposits
        rows = reader.rows(DEPOSITS, {"lot": self._stage.lot(lot)}).rows
        found = {str(row["party"]) for row in rows}
        if found != parties:
            yield Difference(
                key=f"deposits of {lot}",
                expected=", ".join(sorted(parties)),
                actual=", ".join(sorted(found)),
            )

    def _is_closed(self, recorded: Recorded, opened: tuple[str, ...]) -> bool:
        """Whether an event may name nobody: any, until the first lot opens; then those of lots that
        are closed still, and of their deposits.
        """
        if self._closed == set(self._script.lots) and not opened:
            return True
        closed = self._closed - set(opened)
        of = {self._stage.lot(lot) for lot in closed}
        of |= {self._stage.deposits[key] for lot in closed for key in self._stage.of(lot)}
        event = recorded.event
        return bool(of & {getattr(event, "lot", None), getattr(event, "deposit", None)})

    def _names(self, written: Iterable[Recorded]) -> Iterator[Difference]:
        """Any byte of these events by which a bidder of ours could be told."""
        bidders = self._script.bidders.values()
        telling = [sign.encode() for one in bidders for sign in (one.party, one.name, one.account)]
        for recorded in written:
            of_a_party = getattr(recorded.event, "kind", None) == "party"
            if recorded.body.name in _PUBLIC or of_a_party:
                continue
            if any(sign in recorded.stored for sign in telling):
                at = f"#{recorded.position} {recorded.body.name}"
                yield Difference(key="seals", expected="-", actual=at)
