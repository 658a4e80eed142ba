"""What left one of our accounts arrived in another: neither line is open any more."""

from typing import Any

from domain.accounts import BANK_DEBITS, UNIDENTIFIED
from domain.bankpage.events import FundsTransferredBetweenAccounts, TransferMatched
from domain.bankpage.state import Page
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
        sent, came = line_id(self.debit), line_id(self.credit)
        if sent.page.of.account == came.page.of.account:
            raise ValueError("credit: expected a line of another account than the debit's")


def decide(states: tuple[Any, ...], asked: MatchTransfer, context: Context) -> Decision:
    """To the fen (P10); the credit is not open, and neither is the debit.

    A person is refused any two lines alike, and hears nothing of either.
    """
    debit_page, credit_page = states
    decided = _decided(debit_page, credit_page, asked)
    if isinstance(decided, Rejected) and not context.holds("MATCHER"):
        return Rejected("desk.not_this_line", "those are no two sides, or not as they were seen")
    return decided


def _decided(debit_page: Page, credit_page: Page, asked: MatchTransfer) -> Decision:
    sent = free_line(debit_page, asked.debit, asked.debit_seen, credit=False)
    if isinstance(sent, Rejected):
        return sent
    came = credit_line(credit_page, asked.credit, asked.credit_seen)
    if isinstance(came, Rejected):
        return came
    if sent.amount != came.amount:
        return Rejected("desk.amount_differs", f"{sent.amount} fen left, {came.amount} arrived")
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


MATCH_TRANSFER = Decider(
    handles=MatchTransfer,
    touches=lambda asked: (
        StreamId("bankpage", str(line_id(asked.debit).page)),
        StreamId("bankpage", str(line_id(asked.credit).page)),
    ),
    decide=decide,
)
