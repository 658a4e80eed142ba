"""The shapes of answers about refunds, their batches, payments and closes; amounts in fen."""

from datetime import date, datetime

from api.http.answers import Told


class RefundOut(Told):
    """A refund by its opaque id; `standing` is the state's name in English.

    `awaits`: it is approved and waits for the bank's interest; `estimated`: the calendar of a year
    that its term runs through is not published yet, and `due` may move.
    """

    refund: str
    cause: str
    rule: str
    due: date
    estimated: bool
    amount_fen: int
    interest: bool
    interest_fen: int
    awaits: bool
    standing: str
    version: int
    attempt: int
    batch: str | None
    elsewhere: bool
    code: str | None
    since: datetime


class ItemOut(Told):
    """A refund of a batch as its maker saw it."""

    deposit: str
    number: int
    version: int
    amount_fen: int
    interest_fen: int
    elsewhere: bool


class BatchOut(Told):
    """A batch: who proposed it, the digest of that command, and who checked it."""

    batch: str
    account: str
    stage: str
    proposed_by: str
    proposed_at: datetime
    proposal: str
    checked_by: str | None
    checked_at: datetime | None
    reason: str | None
    count: int
    amount_fen: int
    interest_fen: int
    items: list[ItemOut]


class PaymentOut(Told):
    """An instruction to a bank; `message` and `sha256`: the file that it went in."""

    payment: str
    account: str
    amount_fen: int
    stage: str
    message: str | None
    sha256: str | None
    code: str | None
    reason: str | None
    since: datetime


class CloseOut(Told):
    """How far the close of a day has come; `proposal` is what whoever signs it names."""

    of: str
    account: str
    day: date
    stage: str
    prepared_by: str | None
    prepared_at: datetime | None
    proposal: str | None
    seen_at: int | None
    snapshot: str | None
    closing: int | None
    ledger: int | None
    checked_by: str | None
    checked_at: datetime | None
    reason: str | None
