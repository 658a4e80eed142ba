"""May this refund be paid, and with how much interest? The same for who proposes and approves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.accounts import INTEREST_PAYABLE, INTEREST_TO_ALLOCATE, RETURNED
from domain.deposit.covering import came_to
from domain.deposit.kept_back import held_back
from domain.deposit.refund import PAYABLE, Refund, Standing
from domain.deposit.state import Deposit
from domain.desk.entitled import NOT_PAID_YET, Paying, entitled_fen
from domain.desk.gone import OpenReversal, may_be_gone
from domain.desk.left import why_left
from domain.governance.state import Law
from domain.identifiers import RefundId
from domain.kernel import Rejected
from domain.money import show
from domain.refund.events import Item

_TOLERANCE_FEN = 1
"""So much may the bank's interest differ from ours on one line: its rounding (E04, R13)."""


@dataclass(frozen=True, slots=True)
class Payable:
    """A refund that may be paid: interest to allocate first, what of the bank's is left then.

    `item`: as it is to be seen and signed. Nothing is left while another refund waits for it;
    `left_reason`: why something is (R14). `to_come`: it may be approved, and goes with its interest
    once the bank has paid that.
    """

    item: Item
    refund: Refund
    allocate_fen: int
    left_fen: int
    left_reason: str | None
    to_come: bool = False


def payable(
    code: str,
    number: int,
    deposit: Deposit,
    law: Law,
    paying: Paying,
    before: Sequence[Payable] = (),
    reversals: Sequence[OpenReversal] = (),
) -> Payable | Rejected:
    """The refund with all that is paid with it; else the refusal that says what stands against it.

    It may be paid before the bank's interest came: then it waits for that (`to_come`). It is paid
    from the account that its money came to, where its interest was earned; money of two
    accounts is not paid in one: un-matched and matched again, a line is owed apart. `before`: the
    batch's refunds of the deposit, whose interest goes first. `reversals`: those that nobody
    has matched; a decider knows of none, so the platform looks again before it sends.
    """
    refund, name = deposit.refund(number), RefundId(code, number)
    if refund is None:
        return Rejected("refund.unknown", f"nothing is owed as {name}")
    if refund.standing not in PAYABLE:
        return Rejected("refund.not_payable", f"{name} is {refund.standing}")
    if kept := held_back(deposit, refund, str(name)):
        return kept
    if refund.pays is None:
        return Rejected("refund.no_payee", f"nobody knows to whom {name} goes")
    if gone := _gone(name, refund, deposit, reversals) or _not_held(name, refund, deposit, before):
        return gone
    ours = came_to(deposit, refund)
    if len(ours) > 1:
        both = " and ".join(sorted(ours))
        return Rejected("refund.two_accounts", f"the money of {name} came to {both}")
    if ours - {paying.account}:
        return Rejected("refund.other_account", f"the money of {name} came to {min(ours)}")
    there = deposit.interest.get(paying.account, 0) - sum(one.allocate_fen for one in before)
    interest = goes_along(deposit, refund, law, paying, there)
    if isinstance(interest, Rejected) and interest.rule != NOT_PAID_YET:
        return interest
    allocate = None if isinstance(interest, Rejected) else interest
    item = Item(
        deposit=code,
        number=number,
        version=refund.version,
        amount_fen=refund.amount_fen,
        interest_fen=(allocate or 0) + _with_it(deposit, refund),
        elsewhere=refund.proposed is not None,
    )
    return _with_interest(item, refund, deposit, allocate, before)


def _with_interest(
    item: Item, refund: Refund, deposit: Deposit, allocate: int | None, before: Sequence[Payable]
) -> Payable:
    """The refund with so much of the bank's interest, None while that is to come; and what of it is
    left then, as far as those `before` have theirs.
    """
    given = [(one.refund.number, one.allocate_fen) for one in before if not one.to_come]
    if allocate is not None:
        given.append((refund.number, allocate))
    left = left_then(deposit, *given)
    reason = why_left(deposit) if left else None
    return Payable(item, refund, allocate or 0, left, reason, to_come=allocate is None)


def left_then(deposit: Deposit, *given: tuple[int, int]) -> int:
    """What of the bank's interest no refund waits for, once these (number, fen) have theirs."""
    done = {number for number, _ in given}
    if any(one.waits_for_interest for one in deposit.refunds if one.number not in done):
        return 0
    return deposit.balance(INTEREST_TO_ALLOCATE.code) - sum(fen for _, fen in given)


def _gone(
    name: RefundId, refund: Refund, deposit: Deposit, reversals: Iterable[OpenReversal]
) -> Rejected | None:
    """The bidder's money that the bank took back is not paid again, though it came back."""
    if deposit.own_receivable_fen and refund.standing is not Standing.OWED:
        owing = show(deposit.own_receivable_fen)
        return Rejected("refund.receivable_open", f"{name}: the bank took {owing} of it back")
    if by := may_be_gone(deposit, reversals):
        return Rejected("refund.reversal_open", f"{by}: it may have taken back the money of {name}")
    return None


def _not_held(
    name: RefundId, refund: Refund, deposit: Deposit, before: Iterable[Payable]
) -> Rejected | None:
    """What was owed at a lot's end is paid from what the deposit holds, and from nothing else."""
    if not _is_of_what_is_held(refund):
        return None
    others = (one.refund for one in before if _is_of_what_is_held(one.refund))
    held = deposit.held_fen - sum(one.amount_fen for one in others)
    if refund.amount_fen <= held:
        return None
    return Rejected("refund.not_held", f"{name} is {show(refund.amount_fen)}, {show(held)} is held")


def _is_of_what_is_held(refund: Refund) -> bool:
    return refund.line is None and refund.standing is Standing.OWED


def as_seen(
    item: Item, deposit: Deposit, law: Law, paying: Paying, before: Sequence[Payable]
) -> Payable | Rejected:
    """The refund as the item shows it, still so; else the refusal. `before` as in `payable`."""
    found = payable(item.deposit, item.number, deposit, law, paying, before)
    if isinstance(found, Rejected) or found.item == item:
        return found
    code = RefundId(item.deposit, item.number)
    if found.item.interest_fen != item.interest_fen:
        right = found.item.interest_fen
        return Rejected("refund.interest_differs", f"interest of {code}: {right} fen is right")
    return Rejected("refund.changed", f"{code} has changed: look again")


def _with_it(deposit: Deposit, refund: Refund) -> int:
    """The interest that was allocated before: payable still, or come back with the rest; fen."""
    if returned := deposit.balance(RETURNED.code, refund.number):
        return returned - refund.amount_fen
    return deposit.balance(INTEREST_PAYABLE.code, refund.number)


def goes_along(
    deposit: Deposit, refund: Refund, law: Law, paying: Paying, there: int
) -> int | Rejected:
    """What of the interest that is there goes with a refund that waits for it, else nothing; fen.

    None of it that had followed the refund of which this is the rest. The refusal says why it
    cannot go yet.
    """
    if not refund.waits_for_interest:
        return 0
    entitled = entitled_fen(deposit, refund, law, paying)
    if isinstance(entitled, Rejected):
        return entitled
    owed = max(0, entitled - refund.interest_fen)
    if owed > there + _TOLERANCE_FEN and not paying.pays_lumps:
        return Rejected("interest.bank_paid_less", f"{owed} fen are owed, the bank paid {there}")
    return min(owed, there)
