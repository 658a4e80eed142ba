"""The shapes of answers: data, the moment they stand for, links; as OpenAPI tells of them."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict


class AsOf(BaseModel):
    """The moment that an answer stands for."""

    position: int
    recorded_at: datetime | None
    checkpoint: str | None
    """A signed note that covers the position; none yet for a moment."""
    lag_ms: int
    """From the first event that is not in the answer to the log's newest; 0 if all are."""
    head: int
    day: date | None
    mode: str


class Links(BaseModel):
    """`self` shows just this again, whenever; `next` what follows, if there is more."""

    self: str
    next: str | None = None


class Answer[T](BaseModel):
    """What was asked for, when it was so, and how it is shown again."""

    data: T
    as_of: AsOf
    links: Links


class Told(BaseModel):
    """These fields; what else a row has, is not told."""


class Exactly(BaseModel):
    """These fields, and no row with others."""

    model_config = ConfigDict(extra="forbid")


class BalanceOut(Told):
    """A balance in minor units, debit positive."""

    book: str
    currency: str
    account: str
    owner: str | None
    amount: int
    debit: int
    credit: int


class BankDayOut(Told):
    """An account's day: the bank's figures, ours, and the difference."""

    account: str
    day: date
    currency: str
    lines: int
    matched: int
    credits: int
    debits: int
    opening: int | None
    closing: int | None
    ledger: int
    difference: int | None


class LotOut(Told):
    """A lot and the terms of its deposit."""

    lot: str
    title: str
    category: str
    region: str
    owner: str
    agency: str | None
    estimate_fen: int | None
    deposit_fen: int
    deposit_deadline: datetime
    opening_at: datetime
    phase: str
    announced_at: datetime | None
    corrected_at: datetime | None
    clarified_at: datetime | None
    opened_at: datetime | None
    winner: str | None
    price_fen: int | None
    contract_due: date | None
    signed_on: date | None
    certificate: str | None
    certified_at: datetime | None
    settled_at: datetime | None
    archived_at: datetime | None
    archive: str | None
    """SHA-256 over all its streams as they stood when its record was sealed."""
    voided_on: date | None
    failed_lot: str | None
    next_lot: str | None
    reason: str | None


class DepositOut(Told):
    """A deposit of an open lot; which fields are there, depends on who reads."""

    deposit: str
    lot: str
    party: str
    payer: str
    amount_fen: int
    deadline: datetime
    held_fen: int | None
    sub_account: str | None = None
    lines: list[str] | None = None
    evidence: list[str] | None = None
    mismatches: int | None = None


class EventOut(Exactly):
    """An event of the trail; `on_behalf_of`: in whose name its person asked, if in another's."""

    position: int
    recorded_at: datetime
    occurred_at: datetime | None
    kind: str
    code: str
    number: int
    sequence: int
    name: str
    person: str
    post: str
    organisation: str
    custodial: bool
    cause: int | None
    command: str | None
    sealed: bool
    on_behalf_of: str | None


class VeiledOut(Exactly):
    """An event under seal: that there is one, and when."""

    position: int
    recorded_at: datetime
    sealed: bool
