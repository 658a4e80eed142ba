"""A receipt is taken back: it was another's, or the bank reversed its credit."""

from collections.abc import Iterable, Iterator

from domain.accounts import (
    BANK_DEBITS,
    BANK_RECEIVABLE,
    BONDS_HELD,
    DEPOSITS_HELD,
    INTEREST_PAYABLE,
    INTEREST_TO_ALLOCATE,
    PRICE_HELD,
    REFUNDS_PAYABLE,
    RETURNED,
    UNIDENTIFIED,
)
from domain.deposit.arrived import BankCreditReversed, ReceiptUnmatched
from domain.deposit.holding import OF_A_REFUND, frozen
from domain.deposit.owed import RefundObligationCancelled
from domain.deposit.proceeds import without
from domain.deposit.receipt import Receipt, taken_back
from domain.deposit.refund import WITH_US, Refund, Standing, owed_still
from domain.deposit.shares import shares
from domain.deposit.state import Deposit
from domain.identifiers import RefundId
from domain.kernel import Event, Rejected
from domain.postings import Entry, Leg, reversed_entry

type Standings = frozenset[Standing]
type Move = tuple[str, str, int]
"""Account, owner, fen; debits positive."""
_ONLY_OWED = frozenset({Standing.OWED})


def give_up(code: str, deposit: Deposit, line: str, reason: str) -> tuple[Event, ...] | Rejected:
    """The facts that a line is not this deposit's after all: its entry, what it was owed for."""
    if came := deposit.price.line(line):
        return _not_the_price(code, deposit, came, reason)
    if besides := deposit.brought_besides(line):
        entry = besides.came.entry
        source = Leg(UNIDENTIFIED.code, entry.legs[0].owner, -entry.amount, entry.legs[0].p)
        return without(code, deposit, besides, source, None)
    receipt = deposit.receipt(line)
    if receipt is None:
        return Rejected("deposit.not_paid_by", f"{code} was not paid by {line}")
    if receipt.source is not None:
        return Rejected("deposit.carried_over", f"the money of {line} came over from elsewhere")
    if not all(_stands(deposit, receipt, leg) for leg in _given(receipt)):
        return Rejected("deposit.money_moved_on", f"the money of {line} has gone on since")
    entry = reversed_entry(receipt.entry)
    given_up = ReceiptUnmatched(deposit=code, line=line, reason=reason, entries=(entry,))
    return (given_up, *_cancelled(code, deposit, receipt, _ONLY_OWED))


def reverse(
    code: str, deposit: Deposit, line: str, by: str, by_owner: str
) -> tuple[Event, ...] | Rejected:
    """The bank's debit `by` takes the credit of `line` back (P09); `by_owner` holds it in 1008.

    What was to be paid out and still stands with us is not owed any more. Only what has gone out is
    the payer's or the bank's debt to us, never a negative deposit; it is owned by the deposit, for
    the line is a secret until the opening. What an order freezes, waits for it to be lifted.
    """
    if came := deposit.price.line(line):
        return _price_reversed(code, deposit, came, by, by_owner)
    if besides := deposit.brought_besides(line):
        source = Leg(BANK_DEBITS.code, by_owner, -besides.came.entry.amount, "P09")
        return without(code, deposit, besides, source, by)
    receipt = deposit.receipt(line)
    if receipt is None:
        return Rejected("deposit.not_paid_by", f"{code} was not paid by {line}")
    if receipt.gone_over:
        return Rejected("deposit.carried_over", f"the money of {line} went over to another deposit")
    ended, _ = _ended(deposit, receipt, WITH_US)
    moves = [move for refund in ended for move in _set_free(code, deposit, refund)]
    freed = sum(fen for account, _, fen in moves if account == DEPOSITS_HELD.code)
    there = deposit.held_fen - freed
    taken = min(receipt.back_fen, max(0, _unpaid(deposit, receipt, WITH_US)))
    bond = -sum(leg.amount for leg in _given(receipt) if leg.account == BONDS_HELD.code)
    wanted = (
        (DEPOSITS_HELD.code, taken - there),
        (BONDS_HELD.code, bond - deposit.balance(BONDS_HELD.code)),
    )
    if kept := _kept(deposit, line, wanted, ended):
        return kept
    moves.append((DEPOSITS_HELD.code, code, min(taken, there)))
    moves.append((BONDS_HELD.code, code, min(bond, deposit.balance(BONDS_HELD.code))))
    gone = receipt.entry.amount - sum(fen for _, _, fen in moves)
    moves.append((BANK_RECEIVABLE.code, code, gone))
    moves.append((BANK_DEBITS.code, by_owner, -receipt.entry.amount))
    entry = Entry(receipt.entry.book, receipt.entry.currency, _netted(moves))
    gone = taken_back(receipt, entry, deposit.refunds).back_fen + receipt.taken_fen
    reversed_ = BankCreditReversed(deposit=code, line=line, by=by, gone_fen=gone, entries=(entry,))
    return (reversed_, *_cancelled(code, deposit, receipt, WITH_US))


def _not_the_price(
    code: str, deposit: Deposit, came: Receipt, reason: str
) -> tuple[Event, ...] | Rejected:
    """A line of the price is another's after all, while nothing of it was given on or frozen."""
    line = came.line
    held = -sum(leg.amount for leg in came.entry.legs if leg.account == PRICE_HELD.code)
    if came.back_fen != held or held > deposit.balance(PRICE_HELD.code):
        return Rejected("deposit.money_moved_on", f"the money of {line} has gone on since")
    entry = reversed_entry(came.entry)
    return (ReceiptUnmatched(deposit=code, line=line, reason=reason, entries=(entry,)),)


def _price_reversed(
    code: str, deposit: Deposit, came: Receipt, by: str, by_owner: str
) -> tuple[Event, ...] | Rejected:
    """What of it was not given on goes out of the price; the rest is owed to us (1003). Of a void
    sale it may be owed back: that is owed no more, while it is with us.
    """
    own = [one for one in deposit.refunds if one.line == came.line and one.standing in WITH_US]
    moves = [move for refund in own for move in _set_free(code, deposit, refund)]
    lacks = ((PRICE_HELD.code, came.back_fen - deposit.balance(PRICE_HELD.code)),)
    if kept := _kept(deposit, came.line, lacks, own):
        return kept
    moves.append((PRICE_HELD.code, code, came.back_fen))
    gone = came.entry.amount - sum(fen for _, _, fen in moves)
    if gone < 0:
        detail = f"of {came.line} more is owed back than it brought"
        return Rejected("deposit.money_moved_on", detail)
    moves.append((BANK_RECEIVABLE.code, code, gone))
    moves.append((BANK_DEBITS.code, by_owner, -came.entry.amount))
    entry = Entry(came.entry.book, came.entry.currency, _netted(moves))
    reversed_ = BankCreditReversed(
        deposit=code, line=came.line, by=by, gone_fen=0, entries=(entry,)
    )
    ended = (RefundObligationCancelled(deposit=code, number=refund.number) for refund in own)
    return (reversed_, *ended)


def _kept(
    deposit: Deposit, line: str | None, lacks: Iterable[tuple[str, int]], owed: Iterable[Refund]
) -> Rejected | None:
    """Why an order keeps it back: what an account lacks of it, or what these refunds owed.

    `lacks`: by account, what is wanted there beyond what stands; fen.
    """
    wanted: list[tuple[str, int | None]] = [(account, None) for account, fen in lacks if fen > 0]
    wanted += [(account, one.number) for one in owed for account in OF_A_REFUND]
    found = (frozen(line, deposit.holds, account, number) for account, number in wanted)
    return next((one for one in found if one), None)


def _set_free(code: str, deposit: Deposit, refund: Refund) -> Iterator[Move]:
    """What stands in a refund's name is the deposit's again; of a line's own refund, nobody's."""
    standing = [
        (account.code, str(RefundId(code, refund.number)), fen)
        for account in (REFUNDS_PAYABLE, INTEREST_PAYABLE, RETURNED)
        if (fen := deposit.balance(account.code, refund.number))
    ]
    yield from standing
    if refund.line is None and standing:
        interest = sum(fen for _, _, fen in standing) - refund.amount_fen
        yield DEPOSITS_HELD.code, code, -refund.amount_fen
        yield INTEREST_TO_ALLOCATE.code, code, -interest


def _netted(moves: list[Move]) -> tuple[Leg, ...]:
    """One leg for each account and owner, in the order they came; none of zero."""
    net: dict[tuple[str, str], int] = {}
    for account, owner, fen in moves:
        net[account, owner] = net.get((account, owner), 0) + fen
    return tuple(Leg(account, owner, fen, "P09") for (account, owner), fen in net.items() if fen)


def _given(receipt: Receipt) -> Iterator[Leg]:
    """Where the receipt put its money."""
    return (leg for leg in receipt.entry.legs if leg.account != UNIDENTIFIED.code)


def _stands(deposit: Deposit, receipt: Receipt, leg: Leg) -> bool:
    """Whether this part of the receipt's money still stands where it was put."""
    if leg.account == DEPOSITS_HELD.code:
        free = shares(deposit.receipts, deposit.refunds, receipt.payee).free[receipt.place]
        return receipt.counted_fen == receipt.back_fen <= min(deposit.held_fen, free)
    if leg.account == BANK_RECEIVABLE.code:
        return receipt.back_fen <= receipt.counted_fen
    if -leg.amount > deposit.balances.get((leg.account, leg.owner), 0):
        return False
    return leg.account == BONDS_HELD.code or any(
        one.line == receipt.line for one in deposit.refunds if one.standing in _ONLY_OWED
    )


def _unpaid(deposit: Deposit, receipt: Receipt, standings: Standings) -> int:
    """What goes back to the receipt's account, less its refunds that are not in `standings`."""
    theirs = sum(one.back_fen for one in deposit.receipts if one.is_of(receipt.payee))
    of_theirs = (one for one in deposit.refunds if one.is_of(receipt.payee))
    return theirs - sum(one.amount_fen for one in of_theirs if one.standing not in standings)


def _ended(deposit: Deposit, receipt: Receipt, standings: Standings) -> tuple[list[Refund], int]:
    """Which refunds in `standings` are owed no more without the receipt: its own first, then what
    its account is owed, the newest first, as far as it is short; and what is left of the last, fen.

    What was owed before them stays, with its own last day and the days on which it was kept back.
    """
    here = [one for one in deposit.refunds if one.standing in standings]
    ended = [one for one in here if one.line is not None and one.line == receipt.line]
    shared = [one for one in here if one.is_of(receipt.payee)]
    left = max(0, _unpaid(deposit, receipt, standings) - receipt.back_fen)
    short = sum(one.amount_fen for one in shared) - left
    while shared and short > 0:
        ended.append(shared.pop())
        short -= ended[-1].amount_fen
    return ended, max(0, -short) if ended and ended[-1].line is None else 0


def _cancelled(
    code: str, deposit: Deposit, receipt: Receipt, standings: Standings
) -> Iterator[Event]:
    """Nothing is owed of it any more; what its account paid besides is owed as it was."""
    ended, left = _ended(deposit, receipt, standings)
    for refund in ended:
        yield RefundObligationCancelled(deposit=code, number=refund.number)
    if left:
        yield owed_still(code, len(deposit.refunds) + 1, ended[-1], left)
