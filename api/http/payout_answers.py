"""The shapes of answers about payouts; amounts in fen."""

from datetime import datetime

from pydantic import ConfigDict

from api.http.answers import Told
from api.http.receipts import ReceiptOut


class PartOut(Told):
    """All that one deposit gave on."""

    deposit: str
    amount_fen: int


class PayeeOut(Told):
    """Whom it goes to."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    account: str
    bank: str | None


class PayoutOut(Told):
    """A payout: all that its checker signs, who proposed it, the digest of that command, who
    checked it.

    `document` is the SHA-256 of what shows that the payee is right, `evidence` where that file is
    read, if it is kept here. Of a lot that was never opened `lot`, `owner`, `payee`, `document`,
    `parts` and `reason` are told to who makes or checks it alone; of an annual pool too, whose code
    `lot` is.
    """

    payout: str
    lot: str | None
    account: str
    chart: str
    owner: str | None
    payee: PayeeOut | None
    document: str | None
    evidence: str | None
    amount_fen: int
    stage: str
    proposed_by: str
    proposed_at: datetime
    proposal: str
    checked_by: str | None
    checked_at: datetime | None
    reason: str | None
    code: str | None
    since: datetime
    parts: list[PartOut]


class PayoutReceipt(ReceiptOut):
    """The payout's own opaque id."""

    payout: str
