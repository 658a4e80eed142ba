"""年度清退: what of deposits is still held or owed at a year's end, since when and why (R20)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from api.closing.blinding import deposit_in
from api.closing.reading import reach
from api.estimating import calendar_at, is_owed_by_estimate
from api.reports.account import Account, account_of
from api.reports.standing import Stand, standing
from api.wiring import System
from domain.accounts import (
    BONDS_HELD,
    BY_CODE,
    DEPOSITS_HELD,
    FROZEN,
    IN_TRANSIT,
    INTEREST_PAYABLE,
    INTEREST_TO_ALLOCATE,
    POOL,
    REFUNDS_PAYABLE,
    RETURNED,
    UNIDENTIFIED,
)
from domain.calendar import beijing_day
from domain.deposit.refund import PAYABLE, Refund, Standing
from domain.deposit.state import Deposit
from domain.identifiers import RefundId, day_id, line_id
from domain.kernel import StreamId
from domain.phases import UNDER_WAY
from projections.balance_reader import Balance, Where
from projections.deposits import DEPOSITS
from projections.dormant import DORMANT
from projections.lots import LOTS
from projections.reader import Row

_HELD = {
    UNIDENTIFIED.code: "clearance.UNIDENTIFIED",
    DEPOSITS_HELD.code: "",
    BONDS_HELD.code: "clearance.BOND",
    REFUNDS_PAYABLE.code: "",
    INTEREST_PAYABLE.code: "",
    INTEREST_TO_ALLOCATE.code: "clearance.INTEREST",
    IN_TRANSIT.code: "",
    FROZEN.code: "clearance.FROZEN",
    RETURNED.code: "",
    POOL.code: "clearance.POOL",
}
"""Where money of deposits lies that is to go back one day, and why where the account tells it."""
_GOING = {
    Standing.OWED: "clearance.OWED",
    Standing.APPROVED: "clearance.APPROVED",
    Standing.INSTRUCTED: "clearance.INSTRUCTED",
    Standing.PAID: "clearance.PAID",
    Standing.FAILED: "clearance.FAILED",
    Standing.RETURNED: "clearance.RETURNED",
    Standing.VOID: "clearance.VOID",
}
"""How far a refund has come by now."""
_UNDER_WAY = {one.value for one in UNDER_WAY}


@dataclass(frozen=True, slots=True)
class Remaining:
    """So much (minor units) is still there, on an account of the chart, for an owner.

    `since`: the day its first money came; `due`: by when it is owed back; None where neither is
    known; `estimated`: the calendar up to then is not published yet. `why`: a key of the catalogue.
    Without an owner: what may not be told singly.
    """

    account: str
    owner: str
    lot: str
    amount: int
    since: date | None
    due: date | None
    why: str
    estimated: bool = False

    def age(self, day: date) -> int | None:
        """Days from its first money to a day."""
        return None if self.since is None else (day - self.since).days

    def overdue(self, day: date) -> bool:
        """Whether it should have gone back by then, for certain."""
        return self.due is not None and self.due < day and not self.estimated


@dataclass(frozen=True, slots=True)
class ClearanceReport:
    """A year's end, up to `through`, of the whole custody book in an account's currency.

    The books do not divide what is owed by bank account. The oldest come first.
    """

    stand: Stand
    account: Account
    first: date
    last: date
    through: date
    left: tuple[Remaining, ...]


def clearance_report(
    system: System, account: str, first: date, last: date, at: int
) -> ClearanceReport:
    """The record at a position; whatever is added to the log later, it is this again.

    Raises NotFollowed for an unknown account.
    """
    reach(system, at)
    stand, of = standing(system, at), account_of(system, account, at)
    through = max(first, min(last, beijing_day(stand.recorded_at)))
    where: Where = {
        "book": BY_CODE[of.holds].book,
        "currency": of.currency,
        "account": [*_HELD],
    }
    balances = system.readers.balances.owned(at, through, where, standing=True).rows
    known = Known(system, balances, through, at)
    left = sorted(remaining(balances, known), key=_oldest)
    return ClearanceReport(stand, of, first, last, through, tuple(left))


class Known:
    """What may be told of the owners of some balances of a day's end, as known at a position."""

    def __init__(self, system: System, balances: list[Balance], day: date, at: int) -> None:
        read, self._day = system.readers, day
        self._owners = frozenset(one.owner or "" for one in balances)
        named = sorted({one for owner in self._owners if (one := deposit_in(owner))})
        rows = read.deposits.every(DEPOSITS, {"deposit": named}, at)
        self.deposits: Mapping[str, Row] = {row["deposit"]: row for row in rows}
        streams = [StreamId("deposit", code) for code in self.deposits]
        self._states = system.replay.states(streams, at)
        self.calendar = calendar_at(system, at)
        lots = sorted({row["lot"] for row in self.deposits.values()})
        found = read.lots.every(LOTS, {"lot": lots}, at)
        self.phases: Mapping[str, str] = {row["lot"]: row["phase"] for row in found}
        every = read.dormant.every(DORMANT, {}, at)
        self.published = frozenset(str(row["owner"]) for row in every if not row["claimed"])

    def state(self, deposit: str) -> Deposit:
        """The deposit, all of it, as known at the position."""
        state = self._states[StreamId("deposit", deposit)]
        assert isinstance(state, Deposit)
        return state

    def refund(self, owner: str) -> Refund | None:
        """The refund that owns a balance; of a deposit's own the first that is owed of it then."""
        deposit, _, number = owner.partition("/")
        state = self.state(deposit)
        if number:
            return state.refund(int(number.partition("/")[0]))
        mine = {owner for owner in self._owners if owner.startswith(f"{deposit}/")}
        apart = {int(owner.split("/")[1]) for owner in mine}
        return owed_of_its_own(state.refunds, apart, self._day)


def came_first(deposit: Deposit) -> date | None:
    """The day on which the first of its lines came; none that was another's, or taken back."""
    lines = (one.line for one in deposit.receipts if not one.reversed)
    return min((line_id(line).page.of.day for line in lines if line), default=None)


def owed_of_its_own(refunds: Iterable[Refund], apart: Collection[int], day: date) -> Refund | None:
    """The first that is owed of what stood in a deposit's own name at a day's end.

    So what is owed at a lot's end does until it is approved (P11). `apart`: the numbers of those
    in whose names money stood by then.
    """
    owed = (
        one
        for one in refunds
        if one.line is None and one.standing is not Standing.VOID and one.number not in apart
    )
    unpaid = (one for one in owed if one.paid_on is None or one.paid_on > day)
    return min(unpaid, key=lambda one: one.due, default=None)


def remaining(balances: Iterable[Balance], known: Known) -> Iterator[Remaining]:
    """One by one what may be told so; of each account the others in one sum."""
    together: dict[str, int] = {}
    for one in balances:
        owner = one.owner or ""
        deposit = deposit_in(owner)
        if one.account in (IN_TRANSIT.code, RETURNED.code) and deposit is None:
            continue  # a payout to others, or one that came back: no deposit any more
        if one.account == UNIDENTIFIED.code and owner:
            yield _unidentified(one, owner, known)
        elif deposit is not None and deposit in known.deposits:
            yield _of_deposit(one, owner, known.deposits[deposit], known)
        else:
            together[one.account] = together.get(one.account, 0) - one.amount
    for account, amount in together.items():
        why = "clearance.POOL" if account == POOL.code else "clearance.SEALED"
        yield Remaining(account, "", "", amount, None, None, why)


def _unidentified(one: Balance, owner: str, known: Known) -> Remaining:
    why = "clearance.PUBLISHED" if owner in known.published else "clearance.UNIDENTIFIED"
    return Remaining(one.account, owner, "", -one.amount, day_id(owner).day, None, why)


def _of_deposit(one: Balance, owner: str, deposit: Row, known: Known) -> Remaining:
    refund = known.refund(owner) if not _HELD[one.account] else None
    return Remaining(
        account=one.account,
        owner=owner,
        lot=deposit["lot"],
        amount=-one.amount,
        since=came_first(known.state(deposit["deposit"])),
        due=refund.due if refund else None,
        why=_HELD[one.account] or _why(deposit, refund, known),
        estimated=refund is not None and is_owed_by_estimate(refund, known.calendar),
    )


def _why(deposit: Row, refund: Refund | None, known: Known) -> str:
    if refund is None:
        return (
            "clearance.UNDER_WAY"
            if known.phases.get(deposit["lot"]) in _UNDER_WAY
            else "clearance.OVER"
        )
    name = str(RefundId(deposit["deposit"], refund.number))
    if name in known.published and refund.standing in PAYABLE:
        return "clearance.PUBLISHED"
    return _GOING[refund.standing]


def _oldest(one: Remaining) -> tuple[date, str, str]:
    return one.since or date.max, one.account, one.owner
