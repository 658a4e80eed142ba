"""A file that does not add up goes into quarantine whole; one person may discard it there.

REFERENCE 4.1 lets the reconciler decide what is imported: to discard banks nothing and hides
nothing. Only what would bring money in takes two (`release.py`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.bankday.events import Fault, StatementDiscarded, StatementQuarantined
from domain.bankday.state import BankDay
from domain.identifiers import DayId, account_code, currency_code, digest
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Placed,
    Rejected,
    StreamId,
    command,
)

DAYS_MOST = 400
"""Days of one file that are decided about at once."""


@command("QuarantineStatement", zh="隔离对账单")
class QuarantineStatement(Command):
    """Put a statement whose file does not add up into quarantine. Fields as in its event."""

    account: str
    day: date
    statement: str | None
    currency: str
    rule: Fault
    lines: int
    of: tuple[DayId, ...]
    brought_by: str
    sha256: str
    opening: int | None
    credits: int
    debits: int
    closing: int | None
    expected: int | None
    found: int | None
    why: str

    def __post_init__(self) -> None:
        account_code(self.account)
        currency_code(self.currency)
        digest(self.sha256)
        for name in ("credits", "debits", "lines"):
            if (value := getattr(self, name)) < 0:
                raise ValueError(f"{name} {value}: expected zero or more")
        check_days(self.of)
        if (own := DayId(self.account, self.day)) not in self.of:
            raise ValueError(f"of: expected the days of the file, {own} among them")


@command("DiscardStatement", zh="作废隔离对账单")
class DiscardStatement(Command):
    """Never bank a file that lies in quarantine; `of`: the days of its statements."""

    sha256: str
    of: tuple[DayId, ...]
    reason: str

    def __post_init__(self) -> None:
        check_file(self.sha256, self.of, self.reason)


def quarantine(day: BankDay, asked: QuarantineStatement) -> Decision:
    """Each statement of a file once, whatever became of it since."""
    known = ((one.came.sha256, one.came.statement) for one in day.quarantine)
    if day.states(asked.sha256, asked.statement) or (asked.sha256, asked.statement) in known:
        return ()
    if asked.rule == "DOES_NOT_ADD_UP" and asked.expected == asked.found:
        return Rejected("bankday.adds_up", f"{asked.sha256} adds up: it is imported")
    if refused := _not_its_figures(asked):
        return refused
    return (
        StatementQuarantined(
            account=asked.account,
            day=asked.day,
            statement=asked.statement,
            currency=asked.currency,
            rule=asked.rule,
            lines=asked.lines,
            of=asked.of,
            brought_by=asked.brought_by,
            sha256=asked.sha256,
            opening=asked.opening,
            credits=asked.credits,
            debits=asked.debits,
            closing=asked.closing,
            expected=asked.expected,
            found=asked.found,
            why=asked.why,
        ),
    )


def _not_its_figures(asked: QuarantineStatement) -> Rejected | None:
    """The sum that does not hold is of the figures beside it; a fault of another kind has none."""
    right: tuple[int | None, int | None] = (None, None)
    if asked.rule == "DOES_NOT_ADD_UP":
        if asked.opening is None or asked.closing is None:
            return Rejected("bankday.other_sum", "a statement that is summed has both balances")
        right = asked.opening + asked.credits - asked.debits, asked.closing
    if (asked.expected, asked.found) != right:
        said = f"expected {asked.expected}, found {asked.found}"
        return Rejected("bankday.other_sum", f"{said}: by its figures {right[0]} and {right[1]}")
    return None


def discard(states: tuple[Any, ...], asked: DiscardStatement, by: Context) -> Decision:
    """What of it waits, on every day that is named."""
    days: tuple[BankDay, ...] = states[: len(asked.of)]
    for of, day in zip(asked.of, days, strict=True):
        if refused := not_waiting(day, of, asked.sha256, whole=False):
            return refused
    return tuple(
        Placed(
            stream(of),
            StatementDiscarded(
                account=of.account,
                day=of.day,
                statement=one.statement,
                discarded_by=by.actor.person,
                sha256=asked.sha256,
                reason=asked.reason,
            ),
        )
        for of, day in zip(asked.of, days, strict=True)
        for one in day.waiting
        if one.sha256 == asked.sha256
    )


def check_file(sha256: str, of: Sequence[DayId], reason: str) -> None:
    """A file, its days in order and each once, and why. Raises ValueError."""
    digest(sha256)
    check_days(of)
    if not reason.strip():
        raise ValueError("reason: expected why")


def check_days(of: Sequence[DayId]) -> None:
    """The days of a file, in order and each once. Raises ValueError."""
    for one in of:
        account_code(one.account)
    if not 0 < len(of) <= DAYS_MOST:
        raise ValueError(f"of: {len(of)} days, expected 1 to {DAYS_MOST}")
    if list(of) != sorted({*of}, key=str):
        raise ValueError("of: expected each day once, in order")


def not_waiting(day: BankDay, of: DayId, sha256: str, *, whole: bool) -> Rejected | None:
    """Why nothing can be decided about a file: nothing of it waits; or not the `whole` of it."""
    fates = day.fates(sha256)
    if fates == {"WAITING"} or ("WAITING" in fates and not whole):
        return None
    told = " and ".join(sorted(fates - {"WAITING"})).lower()
    found = f"was {told}" if told else "never came there"
    return Rejected("bankday.not_in_quarantine", f"file {sha256[:8]} of {of} {found}")


def stream(of: DayId) -> StreamId:
    """A day's stream."""
    return StreamId("bankday", str(of))


def with_accounts(of: Sequence[DayId]) -> tuple[StreamId, ...]:
    """Days, and after them their accounts, which say where they lie: posts for elsewhere decide
    nothing about them.
    """
    accounts = dict.fromkeys(one.account for one in of)
    return (*map(stream, of), *(StreamId("account", account) for account in accounts))


DISCARD_STATEMENT = Decider(
    handles=DiscardStatement, touches=lambda asked: with_accounts(asked.of), decide=discard
)
