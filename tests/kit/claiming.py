"""A bidder's claim of a payment, and what becomes of it, told by facts."""

from dataclasses import replace
from typing import Any

from domain.deposit.claim_receipt import ClaimReceipt
from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused, ReceiptClaimWithdrawn
from tests.kit.rows import BASIC, DAY, PAYER, PRICE, USCC, D

SERIAL = "2026031700012345"
ASKED = ClaimReceipt(
    deposit=D, party=USCC, amount_fen=PRICE, sent_on=DAY, payer=PAYER, payer_account=BASIC
)
"""The whole deposit was sent from the basic account on the day of `rows`."""


def claiming(**other: Any) -> ClaimReceipt:
    """The same, with other particulars."""
    return replace(ASKED, **other)


def claimed(number: int = 1, **other: Any) -> ReceiptClaimed:
    """It was claimed."""
    said = {name: getattr(ASKED, name) for name in ASKED.__slots__} | other
    return ReceiptClaimed(claim=number, **said)


def withdrawn(number: int = 1) -> ReceiptClaimWithdrawn:
    """It was taken back."""
    return ReceiptClaimWithdrawn(deposit=D, claim=number)


def refused(number: int = 1, reason: str = "查无此款") -> ReceiptClaimRefused:
    """A clerk refused it."""
    return ReceiptClaimRefused(deposit=D, claim=number, reason=reason)
