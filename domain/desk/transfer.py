"""What left one of our accounts arrived in another: neither line is open any more."""

from typing import Any, Protocol

from domain.account.state import BankAccount
from domain.accounts import BANK_DEBITS, UNIDENTIFIED
from domain.bankpage.events import FundsTransferredBetweenAccounts, TransferMatched
from domain.bankpage.state import Line
from domain.desk.pairing import credit_line, free_line
from domain.identifiers import line_id
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.postings import moved


@command("MatchTransfer", zh="匹配本方账户划转")
class MatchTransfer(Command):
    """This debit line on one account of ours is this credit line on another."""

    debit: str
    debit_seen: int
    credit: str
    credit_seen: int

    def __post_init__(self) -> None:
        check_lines(self.debit, self.credit)


class TwoLines(Protocol):
    """Any command about the two lines of a transfer, as they were seen."""

    @property
    def debit(self) -> str:
        """The line by which it left."""

    @property
    def debit_seen(self) -> int:
        """Its version."""

    @property
    def credit(self) -> str:
        """The line by which it arrived."""

    @property
    def credit_seen(self) -> int:
        """Its version."""


def check_lines(debit: str, credit: str) -> None:
    """Raises ValueError unless both are lines, of two accounts."""
    if line_id(debit).page.of.account == line_id(credit).page.of.account:
        raise ValueError("credit: expected a line of another account than the debit's")


def touched(asked: TwoLines) -> tuple[StreamId, ...]:
    """The pages of both lines, and their accounts."""
    return (
        StreamId("bankpage", str(line_id(asked.debit).page)),
        StreamId("bankpage", str(line_id(asked.credit).page)),
        StreamId("account", line_id(asked.debit).page.of.account),
        StreamId("account", line_id(asked.credit).page.of.account),
    )


def decide(states: tuple[Any, ...], asked: TwoLines, context: Context) -> Decision:
    """To the fen (P10), and where the bank names our other account: else it may be anybody's.

    A person is refused any two lines alike, and hears nothing of either.
    """
    decided = _decided(states, asked)
    if isinstance(decided, Rejected) and not context.holds("MATCHER"):
        return Rejected("desk.not_this_line", "those are no two sides, or not as they were seen")
    return decided


def _decided(states: tuple[Any, ...], asked: TwoLines) -> Decision:
    debit_page, credit_page, sender, receiver = states
    sent = free_line(debit_page, asked.debit, asked.debit_seen, credit=False)
    if isinstance(sent, Rejected):
        return sent
    came = credit_line(credit_page, asked.credit, asked.credit_seen)
    if isinstance(came, Rejected):
        return came
    if sent.amount != came.amount:
        return Rejected("desk.amount_differs", f"{sent.amount} fen left, {came.amount} arrived")
    if not _are_two_sides(sent, sender, came, receiver):
        return Rejected("desk.other_party", f"{asked.debit} and {asked.credit} name others")
    source, target = line_id(asked.debit).page, line_id(asked.credit).page
    entry = moved("P10", (UNIDENTIFIED, str(target.of)), (BANK_DEBITS, str(source.of)), sent.amount)
    at = StreamId("bankpage", str(target))
    return (
        FundsTransferredBetweenAccounts(
            source=source.of.account, target=target.of.account, entries=(entry,)
        ),
        TransferMatched(number=sent.number, other=asked.credit, amount=sent.amount),
        Placed(at, TransferMatched(number=came.number, other=asked.debit, amount=came.amount)),
    )


def _are_two_sides(sent: Line, sender: BankAccount, came: Line, receiver: BankAccount) -> bool:
    """One of the lines names the other's account at least, and neither names anybody else's."""
    named = [
        _spaceless(line.particulars.payer_account) == _spaceless(other.opened.number)
        for line, other in ((sent, receiver), (came, sender))
        if other.opened is not None and line.particulars and line.particulars.payer_account
    ]
    return bool(named) and all(named)


def _spaceless(number: str | None) -> str:
    return "".join((number or "").split())


MATCH_TRANSFER = Decider(
    handles=MatchTransfer,
    touches=touched,
    decide=decide,
)
