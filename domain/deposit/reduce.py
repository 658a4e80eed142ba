"""A court takes of what a refund owes back: so much less goes back of what came for it (P27)."""

from collections.abc import Iterator
from dataclasses import replace

from domain.accounts import INTEREST_PAYABLE, REFUNDS_PAYABLE, RETURNED
from domain.categories.category import Cause
from domain.deposit.covering import covered
from domain.deposit.holding import OF_A_REFUND, Hold, frozen_fen
from domain.deposit.owed import RefundObligationCancelled, RefundObligationReduced
from domain.deposit.refund import Refund, Taken, moved_on
from domain.deposit.spend import lowered, summed, uncounted
from domain.deposit.state import Deposit
from domain.identifiers import RefundId
from domain.kernel import Rejected
from domain.money import show
from domain.names import same_name


def may_be_taken(
    code: str, deposit: Deposit, hold: Hold, refund: Refund, fen: int
) -> Rejected | None:
    """Why a court cannot take so much of it by this hold: it is not the party's, or its interest,
    there or to come, would be left without it, which is paid with it or not at all.
    """
    name, terms = RefundId(code, refund.number), deposit.terms
    if refund.payee is None or terms is None or not same_name(refund.payee.name, terms.payer):
        detail = f"{name} goes back to whoever paid it, and that is not the party of {code}"
        return Rejected("hold.not_the_partys", detail)
    stands = _standing(deposit, refund)
    if fen < refund.amount_fen or (fen == stands and not refund.awaits):
        return None
    less = f"take less than {show(refund.amount_fen)}"
    if hold.account == RETURNED.code:  # its interest came back with it, to where it may be frozen
        less += f", or all {show(stands)} once both are frozen"
    return Rejected("hold.leaves_interest", f"interest goes back with {name}: {less}")


def owes_less(
    code: str, refund: Refund, fen: int
) -> Iterator[RefundObligationReduced | RefundObligationCancelled]:
    """What is owed of it once a court took so much; where nothing is left, nothing is owed."""
    left = max(0, refund.amount_fen - fen)
    yield RefundObligationReduced(deposit=code, number=refund.number, amount_fen=left)
    if not left:
        yield RefundObligationCancelled(deposit=code, number=refund.number)


def _standing(deposit: Deposit, refund: Refund) -> int:
    """All that stands in its name, interest with it, frozen or not."""
    accounts = (REFUNDS_PAYABLE, INTEREST_PAYABLE, RETURNED)
    free = sum(deposit.balance(one.code, refund.number) for one in accounts)
    return free + sum(frozen_fen(deposit.holds, one, refund.number) for one in OF_A_REFUND)


def reduced(deposit: Deposit, event: RefundObligationReduced) -> Deposit:
    """How it folds: what two signed is more than goes now, so its version is another."""
    refund = deposit.refunds[event.number - 1]
    fen = refund.amount_fen - event.amount_fen
    less = _first(deposit, refund, fen)
    of = ((one.place, fen) for one, fen in covered(deposit, refund))
    left = summed(of, ((place, -fen) for place, fen in less))
    now = replace(refund, amount_fen=event.amount_fen, of=left, taken_fen=refund.taken_fen + fen)
    at = refund.number - 1
    refunds = (*deposit.refunds[:at], moved_on(now, now.standing), *deposit.refunds[at + 1 :])
    receipts = lowered(deposit.receipts, less)
    if refund.cause == Cause.WITHDRAWN:
        receipts = uncounted(receipts, less)
    return replace(deposit, refunds=refunds, receipts=receipts)


def _first(deposit: Deposit, refund: Refund, fen: int) -> Taken:
    """Of which receipts of the deposit so much came first; of a line that never counted, none."""
    found = []
    for receipt, there in covered(deposit, refund):
        some = min(there, fen)
        fen -= some
        found.append((receipt.place, some))
    return tuple(found)
