"""The record of the stream: `deposit/P0123456789ABCDEF`."""

from typing import get_args

from domain.deposit.claim_receipt import CLAIM_RECEIPT, WITHDRAW_RECEIPT_CLAIM
from domain.deposit.compensate import RECOGNISE_COMPENSATION, RECORD_COMPENSATION_PAID
from domain.deposit.dormant import CLAIM_DORMANT, DECLARE_DORMANT
from domain.deposit.enforce import EXECUTE_ENFORCEMENT
from domain.deposit.events import DepositEvent, DepositRequired
from domain.deposit.fold import evolve
from domain.deposit.former import FORMER
from domain.deposit.issue import ISSUE_SUB_ACCOUNT
from domain.deposit.reckon import RECKON_REFUND_DUE
from domain.deposit.redirect import PROPOSE_PAYEE
from domain.deposit.state import Deposit
from domain.kernel import KeyName, Stream
from domain.keys import keys_of


def _keys(first: DepositRequired) -> tuple[KeyName, ...]:
    terms = first.terms
    return keys_of(terms.lot, terms.party) if terms else ()


def _own_key(first: DepositRequired) -> KeyName | None:
    """What gives a stray back is of no lot: it lies under a key of its own, which nobody opens."""
    terms = first.terms
    return KeyName("lot", first.deposit) if terms and not terms.party else None


DEPOSIT = Stream(
    name="deposit",
    events=get_args(DepositEvent.__value__),
    initial=Deposit(),
    evolve=evolve,
    deciders=(
        ISSUE_SUB_ACCOUNT,
        EXECUTE_ENFORCEMENT,
        PROPOSE_PAYEE,
        RECKON_REFUND_DUE,
        RECOGNISE_COMPENSATION,
        RECORD_COMPENSATION_PAID,
        DECLARE_DORMANT,
        CLAIM_DORMANT,
        CLAIM_RECEIPT,
        WITHDRAW_RECEIPT_CLAIM,
    ),
    former=FORMER,
    keys=_keys,
    owns=_own_key,
)
