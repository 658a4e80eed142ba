"""What deposits gave on to others and nobody has paid out yet: it lies where the deposit lay."""

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from itertools import batched

from api.wiring import System
from domain.deposit.given import OTHERS
from domain.deposit.state import Deposit
from domain.identifiers import DayId
from domain.kernel import StreamId
from domain.payout.state import Stage
from ledger.replay import Replay
from projections.balance_reader import Balance
from projections.payouts import GIVEN, PARTS, PAYOUTS

_AT_ONCE = 1_000
"""Deposits that are folded together."""
_UNPAID = (Stage.APPROVED, Stage.INSTRUCTED, Stage.FAILED, Stage.RETURNED, Stage.GIVEN_UP)
"""Of payouts that took parts along which nobody has; of one that was given up it is payable again,
as the deposit says.
"""


@dataclass(frozen=True, slots=True)
class GivenOn:
    """Looks at one position. `balances`: those that are not zero."""

    system: System
    replay: Replay
    of: DayId
    position: int
    balances: tuple[Balance, ...]

    def lying(self) -> Counter[str]:
        """Of each deposit, what others have of it that lies on this account of ours still; fen."""
        unpaid = self._unpaid()
        parts = self.system.readers.payouts.every(PARTS, {"payout": sorted(unpaid)}, self.position)
        deposits = sorted({*self._payable(), *(str(row["deposit"]) for row in parts)})
        found: Counter[str] = Counter()
        for some in batched(deposits, _AT_ONCE):
            streams = [StreamId("deposit", code) for code in some]
            for stream, state in self.replay.states(streams, self.position).items():
                found[stream.code] = lying_on(self.of.account, stream.code, state, unpaid)
        return found

    def _payable(self) -> set[str]:
        """Deposits that may have given on to whoever has something to get."""
        if not any(one.account in OTHERS for one in self.balances):
            return set()
        rows = self.system.readers.payouts.every(GIVEN, {"open": True}, self.position)
        return {str(row["deposit"]) for row in rows}

    def _unpaid(self) -> frozenset[str]:
        where = {"stage": [one.value for one in _UNPAID]}
        rows = self.system.readers.payouts.every(PAYOUTS, where, self.position)
        return frozenset(str(row["payout"]) for row in rows)


def lying_on(account: str, deposit: str, state: Deposit, unpaid: Container[str]) -> int:
    """What others have of a deposit that lies on this account of ours; fen.

    `unpaid`: payouts that nobody has got. What is the deposit's by name (a court's order) is told
    with its own. Where nobody can read any more where it lies, it is told here.
    """
    given = state.given
    payable = [
        (given.lies.get(key, frozenset()), fen)
        for key, fen in given.payable.items()
        if key[1].partition("/")[0] != deposit
    ]
    taken = [(due.lies, due.amount_fen) for code, due in given.payouts.items() if code in unpaid]
    return sum(fen for lies, fen in (*payable, *taken) if not lies or account in lies)
