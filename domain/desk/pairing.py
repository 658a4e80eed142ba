"""Who may bring a line and a deposit together, and on what: the same for match and un-match.

Before an opening only the matcher may: an answer, even a refusal, would tell a person who bids.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.bankpage.state import Line, Page
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, line_id, lot_code, payment_of, sub_account_in
from domain.kernel import Command, Context, Decide, Decision, Rejected, StreamId
from domain.lot.state import Lot


class OfALine(Protocol):
    """Any command about one line."""

    @property
    def line(self) -> str:
        """The line's code."""


class OfItsLot(Protocol):
    """Any command about a deposit and the lot it is said to be of."""

    @property
    def deposit(self) -> str | None:
        """The deposit's code, if one is named."""

    @property
    def lot(self) -> str | None:
        """The lot's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfADeposit(Command):
    """What commands about a line and a deposit have in common.

    `line_seen`: the line's version that the asker saw. `lot`: the deposit's, which a person names:
    its bids are open. The matcher names none.
    """

    line: str
    line_seen: int
    deposit: str
    lot: str | None

    def __post_init__(self) -> None:
        line_id(self.line)
        deposit_code(self.deposit)
        if self.lot is not None:
            lot_code(self.lot)


def streams(asked: OfADeposit) -> tuple[StreamId, ...]:
    """The deposit, the page the line stands on, and the lot if one is named."""
    page = StreamId("bankpage", str(line_id(asked.line).page))
    named = (StreamId("lot", asked.lot),) if asked.lot is not None else ()
    return (StreamId("deposit", asked.deposit), page, *named)


def to_be_heard(decide: Decide) -> Decide:
    """What is decided of a line and a deposit, as whoever asks may hear it.

    The states are those of `streams`, and what the command touches besides.
    """

    def answer(states: tuple[Any, ...], asked: OfADeposit, context: Context) -> Decision:
        deposit, page, *others = states
        lots = others[:1] if asked.lot is not None else []
        if refused := blind(context, asked, deposit, lots):
            return refused
        decided = decide(states, asked, context)
        return heard(context, asked, page, decided, number=deposit.sub_account)

    return answer


def blind(
    context: Context, asked: OfItsLot, deposit: Deposit, lots: Sequence[Lot]
) -> Rejected | None:
    """A person works on deposits of open lots alone; of all others every answer is the same.

    `lots`: the lot that was named, if one was. The matcher works on all.
    """
    if context.holds("MATCHER"):
        return None
    opened = any(lot.opened for lot in lots)
    if opened and deposit.terms is not None and deposit.terms.lot == asked.lot:
        return None
    return not_open(asked.deposit)


def not_open(deposit: str | None) -> Rejected:
    """The one answer to whoever may not work on this deposit: it is so of any."""
    return Rejected("desk.not_open", f"{deposit} is no deposit of a lot whose bids are open")


def heard(
    context: Context,
    asked: OfALine,
    page: Page,
    decision: Decision,
    *,
    number: str | None = None,
    payment: str | None = None,
) -> Decision:
    """The decision as its asker may hear it: a person is refused one line like any other.

    Whether a line is there, whether it is anybody's, which way it goes, what it says and who paid
    it, a person hears only of a line that names this deposit's `number` or this `payment`, or is
    theirs already; and of strays, once the matcher has opened them. A yes tells as much as a no.
    """
    if context.holds("MATCHER"):
        return decision
    whose = (payment, getattr(asked, "deposit", None))
    if may_be_told(page, asked.line, *whose, number=number, payment=payment):
        return decision
    return not_this_line(asked.line)


def not_this_line(line: str) -> Rejected:
    """The one answer to whoever may hear nothing of this line."""
    return Rejected("desk.not_this_line", f"{line} is not that, or not as it was seen")


def may_be_told(
    page: Page,
    line: str,
    *whose: str | None,
    number: str | None = None,
    payment: str | None = None,
) -> bool:
    """Whether a person may hear of a line: as `heard` says; `whose`: theirs it is already."""
    found = page.line(line_id(line).number)
    if found is None:
        return False
    return _names(found, whose, number, payment) or _open_stray(page, found)


def _names(
    line: Line, whose: tuple[str | None, ...], number: str | None, payment: str | None
) -> bool:
    """A divided line is theirs where all that have a part of it are."""
    if line.deposit is not None and line.deposit in whose:
        return True
    if line.deposits and frozenset(line.deposits) <= frozenset(whose):
        return True
    said = line.particulars
    if said is None:
        return False
    by_number = number is not None and sub_account_in(said.reference) == number
    return by_number or (payment is not None and payment_of(said.end_to_end) == payment)


def _open_stray(page: Page, line: Line) -> bool:
    return line.stray and line.number <= page.open_to


def seen_line(page: Page, line: str, line_seen: int) -> Line | Rejected:
    """The line, as the asker saw it; refused when there is none, or it changed since."""
    found = page.line(line_id(line).number)
    if found is None:
        return _no_such_line(line)
    if found.version != line_seen:
        return Rejected("desk.line_changed", f"{line} is at version {found.version}: look again")
    return found


def _no_such_line(line: str) -> Rejected:
    return Rejected("desk.no_such_line", f"there is no line {line}")


def divided(line: str) -> Rejected:
    """The answer to whoever would take one deposit's part of a divided line alone."""
    return Rejected("desk.divided", f"{line} is of several deposits: it is taken back whole")


def credit_line(
    page: Page, line: str, line_seen: int, *, returned: bool = False
) -> Line | Rejected:
    """A credit in CNY that is nobody's yet: a payment of ours that came back, or none."""
    seen = free_line(page, line, line_seen, credit=True)
    if isinstance(seen, Rejected) or seen.particulars is None:
        return seen
    if seen.particulars.returned and not returned:
        return Rejected("desk.returned_payment", f"{line} is a payment of ours that came back")
    if returned and not seen.particulars.returned:
        return Rejected("desk.not_returned", f"{line} is no payment of ours that came back")
    return seen


def taken_back(
    pages: Callable[[str], Page], line: str, line_seen: int, credit: str
) -> tuple[Line, Line] | Rejected:
    """The debit `line`, and the `credit` that it takes back (P09): to the fen, on the same account,
    and only what the bank itself calls a reversal. `pages`: the one that a line stands on.
    """
    seen = free_line(pages(line), line, line_seen, credit=False)
    if isinstance(seen, Rejected):
        return seen
    if seen.particulars is None or not seen.particulars.reversal:
        return Rejected("desk.no_reversal", f"the bank does not call {line} a reversal")
    of, came = line_id(credit), pages(credit).line(line_id(credit).number)
    if came is None:
        return _no_such_line(credit)
    same = of.page.of.account == line_id(line).page.of.account
    if not same or came.amount != seen.amount:
        return other_credit(line, credit)
    return seen, came


def other_credit(line: str, credit: str) -> Rejected:
    """The answer to whoever would take back with this debit what it does not take back."""
    return Rejected("desk.other_credit", f"{line} does not take {credit} back")


def free_line(page: Page, line: str, line_seen: int, *, credit: bool) -> Line | Rejected:
    """A line in CNY that goes this way, can be read, and is nobody's yet."""
    seen = seen_line(page, line, line_seen)
    if isinstance(seen, Rejected):
        return seen
    if seen.particulars is None:
        return Rejected("desk.line_unreadable", f"what the bank said of {line} is gone")
    if seen.allocated:
        return Rejected("desk.line_allocated", f"{line} has been given away")
    if seen.credit and not credit:
        return Rejected("desk.not_a_debit", f"{line} is money that came in")
    if credit and not seen.credit:
        return Rejected("desk.not_a_credit", f"{line} is a payment of ours")
    if seen.currency != "CNY":
        return Rejected("desk.foreign_currency", f"{line} is {seen.currency}; deposits are CNY")
    return seen
