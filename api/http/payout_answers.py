"""The shapes of answers about payouts; amounts in fen."""

from datetime import datetime

from api.http.answers import Told
from api.http.receipts import ReceiptOut


class PartOut(Told):
    """All that one deposit gave on."""

    deposit: str
    amount_fen: int


class PayoutOut(Told):
    """A payout: who proposed it, the digest of that command, and who checked it."""

    payout: str
    account: str
    chart: str
    owner: str
    amount_fen: int
    stage: str
    proposed_by: str
    proposal: str
    checked_by: str | None
    reason: str | None
    code: str | None
    since: datetime
    parts: list[PartOut]


class PayoutReceipt(ReceiptOut):
    """The payout's own opaque id."""

    payout: str
