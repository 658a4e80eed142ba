"""How facts fold by which money of a deposit becomes others', or is its own again."""

from dataclasses import replace
from typing import assert_never

from domain.accounts import (
    BANK_RECEIVABLE,
    DEPOSITS_HELD,
    INTEREST_TO_ALLOCATE,
    PRICE_HELD,
    UNIDENTIFIED,
    Account,
)
from domain.deposit import giving as others
from domain.deposit import price as prices
from domain.deposit.besides import Besides
from domain.deposit.enforced import bore, taken_on
from domain.deposit.events import DepositEvent
from domain.deposit.holding import Hold
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import (
    DepositForfeited,
    EnforcementExecuted,
    ForfeitureMoneyReturned,
    ForfeitureReversed,
    GuaranteeProceedsReceived,
    PriceReceived,
    PriceReleased,
    ProceedsTakenBack,
    TreasuryPayableRecognised,
    VoidMoneyAwarded,
)
from domain.deposit.receipt import Receipt
from domain.deposit.spend import goes_back_withdrawn, lowered, restored, taken, uncounted
from domain.deposit.state import Deposit
from domain.deposit.void_money import lies_on as void_lies_on
from domain.deposit.void_money import undecided
from domain.identifiers import line_id
from domain.postings import MoneyEvent

type Passing = (
    DepositForfeited
    | ForfeitureReversed
    | ForfeitureMoneyReturned
    | EnforcementExecuted
    | GuaranteeProceedsReceived
    | ProceedsTakenBack
    | PriceReceived
    | PriceReleased
    | TreasuryPayableRecognised
    | VoidMoneyAwarded
)


def lay_on(before: Deposit, after: Deposit, event: DepositEvent) -> frozenset[str]:
    """On which accounts of ours what the fact gives on to others lies."""
    match event:
        case PriceReleased() | TreasuryPayableRecognised():
            return before.price.lies_on(before.receipts)
        case VoidMoneyAwarded(deposit=code):
            return void_lies_on(before, undecided(code, before))
        case InterestAllocated():
            return frozenset(before.interest)
        case GuaranteeProceedsReceived(line=line) if line is not None:
            return frozenset((line_id(line).page.of.account,))
        case EnforcementExecuted():
            account, number = _of(before, event)
            return taken_on(before, after, account, number, _debited(event))
        case DepositForfeited():
            return prices.accounts_of(bore(before.receipts, after.receipts))
        case _:
            return frozenset()


def passed_on(deposit: Deposit, event: Passing) -> Deposit:
    """What such a fact does besides moving money."""
    match event:
        case DepositForfeited():
            of = taken(deposit.receipts, deposit.refunds, _debited(event))
            given = others.forfeited(deposit.given, event, of)
            return replace(deposit, given=given, receipts=lowered(deposit.receipts, of))
        case ForfeitureReversed():
            return _held_again(deposit, event)
        case ForfeitureMoneyReturned():
            return _came_back(deposit, event)
        case EnforcementExecuted():
            return _court_took(deposit, event)
        case GuaranteeProceedsReceived(guarantee=guarantee, line=line):
            gone = deposit.proceeds_gone_fen - _on(BANK_RECEIVABLE, event)
            one = Besides(came=_line(line, event), guarantee=guarantee)
            return replace(deposit, besides=(*deposit.besides, one), proceeds_gone_fen=gone)
        case ProceedsTakenBack():
            return _taken_back(deposit, event)
        case PriceReceived():
            return replace(deposit, price=prices.came(deposit.price, event))
        case PriceReleased() | TreasuryPayableRecognised():
            return replace(deposit, price=prices.given_on(deposit.price))
        case VoidMoneyAwarded():
            given = others.awarded(deposit.given, event)
            return replace(deposit, given=given, price=prices.given_on(deposit.price))
        case _:
            assert_never(event)


def _of(before: Deposit, event: EnforcementExecuted) -> tuple[str, int | None]:
    """The account that the hold took from whose money a court takes, and of which refund."""
    found = ((one.account, one.number) for one in before.holds if one.code == event.hold)
    return next(found, (DEPOSITS_HELD.code, None))


def let_go(deposit: Deposit, hold: str) -> Deposit:
    """It stands no more."""
    return replace(deposit, holds=tuple(one for one in deposit.holds if one.code != hold))


def _court_took(deposit: Deposit, event: EnforcementExecuted) -> Deposit:
    """So much less is held back, and goes back or on no more. A bond goes nowhere by itself; what
    a refund owes less, a fact of its own says.
    """
    holds = [_less(one, event) if one.code == event.hold else one for one in deposit.holds]
    now = replace(deposit, holds=tuple(one for one in holds if one.amount_fen))
    account, _ = _of(deposit, event)
    match account:
        case DEPOSITS_HELD.code:
            of = taken(deposit.receipts, deposit.refunds, _debited(event))
            left = lowered(deposit.receipts, of)
            if goes_back_withdrawn(deposit.refunds):
                left = uncounted(left, of)
            return replace(now, receipts=left)
        case PRICE_HELD.code:
            # What did not yet say its day (`former`) was told of the deposit's part first.
            price = prices.taken(deposit.price, _debited(event), part_first=event.day is None)
            return replace(now, price=price)
        case _:
            return now


def _held_again(deposit: Deposit, event: ForfeitureReversed) -> Deposit:
    """What was kept, and was not paid out, goes back again; the rest its beneficiary owes."""
    stood = deposit.given.forfeiture
    back = restored(deposit.receipts, stood.taken if stood else (), _on(DEPOSITS_HELD, event))
    given = others.kept_no_more(deposit.given, back)
    return replace(deposit, given=given, receipts=lowered(deposit.receipts, back))


def _came_back(deposit: Deposit, event: ForfeitureMoneyReturned) -> Deposit:
    """So much of a claim is here: it goes back to who paid it, as far as the bank left it there."""
    back = restored(deposit.receipts, deposit.given.owed_back, _on(DEPOSITS_HELD, event))
    fen = _on(DEPOSITS_HELD, event) + _on(BANK_RECEIVABLE, event)
    interest = _on(INTEREST_TO_ALLOCATE, event)
    given = others.came_back(deposit.given, event.payout, fen, interest, back)
    now = replace(deposit, given=given, receipts=lowered(deposit.receipts, back))
    if not _on(UNIDENTIFIED, event):
        return now
    one = Besides(
        came=_line(event.line, event),
        own=event.entries[1:],
        payout=event.payout,
        fen=fen,
        interest_fen=interest,
    )
    return replace(now, besides=(*now.besides, one))


def _taken_back(deposit: Deposit, event: ProceedsTakenBack) -> Deposit:
    """Such a line is nobody's, or gone: a beneficiary owes what it had paid back, as before."""
    one = deposit.brought_besides(event.line)
    if one is None:
        return deposit
    left = tuple(other for other in deposit.besides if other is not one)
    if one.payout is None:
        gone = deposit.proceeds_gone_fen - _on(BANK_RECEIVABLE, event)
        return replace(deposit, besides=left, proceeds_gone_fen=gone)
    of = taken(deposit.receipts, deposit.refunds, -_on(DEPOSITS_HELD, event))
    given = others.owes_again(deposit.given, one.payout, one.fen, one.interest_fen, of)
    return replace(deposit, besides=left, given=given, receipts=lowered(deposit.receipts, of))


def _line(line: str | None, event: MoneyEvent) -> Receipt:
    """A line that nobody who bids paid, and what it moved in custody."""
    return Receipt(line, None, None, None, 0, 0, event.entries[0])


def _less(hold: Hold, event: EnforcementExecuted) -> Hold:
    """What is left of it after a court's order."""
    executed = (*hold.executed, event.document)
    return replace(hold, amount_fen=hold.amount_fen - _debited(event), executed=executed)


def _debited(event: MoneyEvent) -> int:
    return sum(entry.amount for entry in event.entries)


def _on(account: Account, event: MoneyEvent) -> int:
    """What the fact adds to an account, credit positive."""
    legs = (leg for entry in event.entries for leg in entry.legs)
    return -sum(leg.amount for leg in legs if leg.account == account.code)
