"""Samples of what is said of a lot that has its winner: published, and paid past our custody."""

from domain.desk.certificate import IssueCertificate
from domain.desk.external import ConfirmExternalPayment
from domain.kernel import Command, Event
from domain.lot.concluded import (
    DealFiled,
    ExternalPaymentConfirmed,
    Instalment,
    InstalmentsAgreed,
    ResultPublished,
    TransactionCertificateIssued,
)
from domain.lot.file_deal import FileDeal
from domain.lot.instalments import AgreeInstalments
from domain.lot.publish import PublishResult
from tests.golden.facts import DAY, DEPOSIT, DIGEST, LOT, NOON, PRICE

_STANDS = {"media": ("福建省公共资源交易电子公共服务平台",), "text": DIGEST}
_PAID = {"amount_fen": PRICE, "paid_on": DAY, "document": "税票〔2026〕1号", "evidence": DIGEST}
_PARTS = (Instalment(due=DAY, amount_fen=PRICE),)
_PAPER = {"number": "漳交易凭证〔2026〕1号", "text": DIGEST}

CONCLUDED_EVENTS: tuple[Event, ...] = (
    ResultPublished(lot=LOT, published_at=NOON, **_STANDS),
    DealFiled(lot=LOT, filed_at=NOON, document=DIGEST),
    InstalmentsAgreed(
        lot=LOT, instalments=_PARTS, warned=("LD-12 price.all_paid",), document=DIGEST
    ),
    ExternalPaymentConfirmed(lot=LOT, **_PAID),
    TransactionCertificateIssued(lot=LOT, issued_at=NOON, **_PAPER),
)
CONCLUDED_COMMANDS: tuple[Command, ...] = (
    PublishResult(lot=LOT, **_STANDS),
    FileDeal(lot=LOT, document=DIGEST),
    AgreeInstalments(lot=LOT, instalments=_PARTS, document=DIGEST),
    ConfirmExternalPayment(lot=LOT, deposit=DEPOSIT, **_PAID),
    IssueCertificate(lot=LOT, deposit=DEPOSIT, **_PAPER),
)
