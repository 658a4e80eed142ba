"""What bidders claim of money, as far as people may know it: for deposits that may be seen.

The one place that asks. A claim is evidence beside the five marks, and decides nothing.
"""

from collections.abc import Collection, Iterable

from api.desk.seen_line import SeenLine
from api.wiring import System
from domain.deposit.receipt_claim import ReceiptClaim, bare, fulfilled, looked_for
from domain.deposit.state import Deposit
from domain.kernel import StreamId
from projections.deposits import DEPOSITS
from projections.receipt_claims import CLAIMS


class Claims:
    """Claims for deposits of open lots, all at one position."""

    def __init__(self, system: System, at: int) -> None:
        self._system = system
        self._at = at
        self._known: dict[str, bool] = {}

    def deposits(self, line: SeenLine) -> list[str]:
        """For which deposits a payment of a line's amount, from its account, is claimed.

        Of sealed ones too: only who then reads them as they may be seen, may tell of them.
        """
        if line.account is None:
            return []
        where = {"amount_fen": line.minor, "payer_account": bare(line.account), "open": True}
        rows = self._system.readers.sealed_claims.rows(CLAIMS, where, as_of=self._at).rows
        return sorted({row["deposit"] for row in rows})

    def know(self, deposits: Iterable[str]) -> None:
        """Looks up, all together, for which of these deposits there is any claim."""
        wanted = sorted(set(deposits) - self._known.keys())
        if wanted:
            found = self._claimed(wanted)
            self._known |= {code: code in found for code in wanted}

    def of(self, line: SeenLine, deposit: str) -> ReceiptClaim | None:
        """The claim that an open line fits, or that a matched one fulfilled; None where none."""
        self.know([deposit])
        if not self._known[deposit]:
            return None
        state = self._deposit(deposit)
        if not line.open:
            done = fulfilled(state.claimed, state.receipts)
            by = (one for one in state.claimed if _is(done.get(one.number), line.code))
            return next(by, None)
        return looked_for(
            state.claimed,
            state.receipts,
            amount_fen=line.minor,
            day=line.day,
            account=line.account,
            serial=line.serial,
        )

    def of_lot(self, lot: str) -> list[tuple[str, ReceiptClaim]]:
        """Every claim for deposits of a lot that may be seen, as it stands, by deposit."""
        rows = self._system.readers.deposits.rows(DEPOSITS, {"lot": lot}, as_of=self._at).rows
        codes = sorted(self._claimed([row["deposit"] for row in rows]))
        return [(code, one) for code in codes for one in self._deposit(code).told_claims]

    def _claimed(self, deposits: Collection[str]) -> set[str]:
        where = {"deposit": list(deposits)}
        rows = self._system.readers.sealed_claims.rows(CLAIMS, where, as_of=self._at).rows
        return {row["deposit"] for row in rows}

    def _deposit(self, code: str) -> Deposit:
        state: Deposit = self._system.replay.state(StreamId("deposit", code), self._at)
        return state


def _is(came: object, line: str) -> bool:
    return getattr(came, "line", None) == line
