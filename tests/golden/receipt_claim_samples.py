"""Samples of what a bidder claims of money that reached nobody, and of what became of it."""

from domain.deposit.claim_receipt import ClaimReceipt, WithdrawReceiptClaim
from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused, ReceiptClaimWithdrawn
from domain.desk.refuse_claim import RefuseReceiptClaim
from domain.kernel import Command, Event
from tests.golden.facts import COMPANY, DAY, DEPOSIT, LOT, PAYER, PAYER_ACCOUNT, PRICE

_REASON, _SERIAL = "查无此款", "2026031700012345"

RECEIPT_CLAIM_EVENTS: tuple[Event, ...] = (
    ReceiptClaimed(
        deposit=DEPOSIT,
        claim=2,
        party=COMPANY,
        amount_fen=PRICE,
        sent_on=DAY,
        payer=PAYER,
        payer_account=PAYER_ACCOUNT,
        serial=_SERIAL,
    ),
    ReceiptClaimWithdrawn(deposit=DEPOSIT, claim=2),
    ReceiptClaimRefused(deposit=DEPOSIT, claim=2, reason=_REASON),
)
RECEIPT_CLAIM_COMMANDS: tuple[Command, ...] = (
    ClaimReceipt(
        deposit=DEPOSIT,
        party=COMPANY,
        amount_fen=PRICE,
        sent_on=DAY,
        payer=PAYER,
        payer_account=PAYER_ACCOUNT,
        serial=_SERIAL,
    ),
    WithdrawReceiptClaim(deposit=DEPOSIT, party=COMPANY, claim=2),
    RefuseReceiptClaim(deposit=DEPOSIT, lot=LOT, claim=2, reason=_REASON),
)
