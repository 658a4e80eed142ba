"""The bank's interest on a deposit that became a bond: its payer's, until the contract (CT-20)."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.account.periods import earned_fen
from domain.account.state import BankAccount
from domain.accounts import INTEREST_TO_ALLOCATE
from domain.calendar import beijing_day
from domain.categories.category import Category, Cause
from domain.deposit.price import accounts_of
from domain.deposit.receipt import Receipt
from domain.deposit.state import Deposit
from domain.desk.entitled import Paying
from domain.desk.interest_after import owed_apart
from domain.desk.left import stays, why_left
from domain.desk.pairing import blind
from domain.governance.state import Law
from domain.identifiers import RefundId, account_code, deposit_code, line_id, lot_code
from domain.interest import history
from domain.kernel import Command, Context, Decider, Decision, Event, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.payee import Payee
from domain.terms import Due, pays_interest, refund_due


@command("OweInterest", zh="应付转换保证金利息")
class OweInterest(Command):
    """Owe the bank's interest on this account of a winner's deposit, now a bond, to who paid it."""

    deposit: str
    lot: str
    account: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        account_code(self.account)


def decide(
    states: tuple[Deposit, Lot, BankAccount], asked: OweInterest, context: Context
) -> Decision:
    """To each account that paid, what its money bore from when it came to the contract, as far as
    the bank paid; asked again only what came since. What is left then stays, with its reason (R14).
    """
    deposit, lot, ours = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    due = _owed_by(deposit, lot, asked, context.law)
    if isinstance(due, Rejected):
        return due
    line, there = deposit.interest_line(asked.account), deposit.interest.get(asked.account, 0)
    if line is None or not there:
        return Rejected("refund.interest_missing", f"no interest came on {asked.deposit}")
    paid = max(one.until for one in deposit.paid_interest if one.account == asked.account)
    paying = Paying(asked.account, ours, beijing_day(context.received_at))
    until = min(paid, _signed(lot))
    try:
        earned = list(_earned(deposit, until, context.law, paying))
    except ValueError as problem:
        return Rejected("interest.cannot_be_reckoned", str(problem))
    return tuple(_given(asked.deposit, deposit, earned, there, due, line))


def _owed_by(deposit: Deposit, lot: Lot, asked: OweInterest, law: Law) -> Due | Rejected:
    """Until when it is owed; the refusal where no rule owes it."""
    assert lot.defined is not None, "a lot that was opened was defined"
    category = category_of(lot.defined, law)
    if isinstance(category, Rejected):
        return category
    if not deposit.converted or not pays_interest(category, Cause.WINNER):
        return Rejected("interest.not_owed", f"{asked.deposit} did not become a bond")
    return _due(category, lot, law)


def _signed(lot: Lot) -> date:
    """The day of the contract, whatever came of it: a result that is void ends the lot later."""
    signed = lot.day_of("ContractSigned")
    assert signed is not None, "a deposit is converted once the contract was signed"
    return signed


def _due(category: Category, lot: Lot, law: Law) -> Due | Rejected:
    due = refund_due(category, Cause.WINNER, _signed(lot), law.calendar)
    return due or Rejected("interest.not_owed", f"no row of {category.code} says until when")


def _earned(
    deposit: Deposit, until: date, law: Law, paying: Paying
) -> Iterator[tuple[Payee | None, int]]:
    """What the money of each account that paid bore. Raises ValueError where nobody can tell."""
    counted = [
        one
        for one in deposit.receipts
        if one.counted_fen  # nothing counts of what the bank took back
        and paying.account in (accounts_of((one,)) or {paying.account})
    ]
    payees = {one.payee and one.payee.account: one.payee for one in counted}
    for payee in payees.values():
        came = list(_came([one for one in counted if one.is_of(payee)], until))
        yield payee, earned_fen(history(came, until), until, paying.ours, paying.rates(law))


def _came(receipts: Sequence[Receipt], until: date) -> Iterator[tuple[date, int]]:
    for one in receipts:
        if one.since is None:
            raise ValueError("nobody can tell when its money came")
        if one.since <= until:
            yield one.since, one.counted_fen


def _given(
    code: str,
    deposit: Deposit,
    earned: Sequence[tuple[Payee | None, int]],
    there: int,
    due: Due,
    line: str,
) -> Iterator[Event]:
    """A refund of interest alone to each; and what is left of it, if that is not told yet."""
    number, given = len(deposit.refunds), 0
    for payee, fen in earned:
        owed = min(fen - _had(deposit, payee, line), there - given)
        if owed > 0:
            number, given = number + 1, given + owed
            yield from owed_apart(RefundId(code, number), Cause.WINNER, payee, owed, due, line)
    left = deposit.balance(INTEREST_TO_ALLOCATE.code) - given
    said = stays(code, left, why_left(deposit))
    if left and said != deposit.told:
        yield said


def _had(deposit: Deposit, payee: Payee | None, line: str) -> int:
    """What of its interest is owed to an account already, or was until a court took it: of the
    winner's, by a line of its own.

    On each account of ours apart: what came on another than `line` did is other interest.
    """
    account, on = payee and payee.account, line_id(line).page.of.account
    return sum(
        one.given_fen
        for one in deposit.refunds
        if one.cause == Cause.WINNER
        and one.line is not None
        and line_id(one.line).page.of.account == on
        and (one.payee and one.payee.account) == account
    )


OWE_INTEREST = Decider(
    handles=OweInterest,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
        StreamId("account", asked.account),
    ),
    decide=decide,
)
