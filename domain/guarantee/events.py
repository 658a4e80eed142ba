"""Facts of a guarantee. Its id is random; whom it stands for is sealed. Book MEMO: no money."""

from datetime import date

from domain.kernel import Event, event, restricted, sealed
from domain.postings import MoneyEvent


@event("GuaranteeAccepted", zh="保函提交")
class GuaranteeAccepted(MoneyEvent):
    """A guarantor promises the deposit (P29). `number` is the guarantor's own."""

    guarantee: str
    deposit: str | None = sealed()
    lot: str | None = sealed()
    party: str | None = sealed()
    number: str | None = sealed()
    guarantor: str | None = sealed()
    valid_until: date | None = sealed()


@event("GuaranteeReleased", zh="保函解除")
class GuaranteeReleased(MoneyEvent):
    """The promise is no longer needed (P29)."""

    guarantee: str


@event("GuaranteeExtended", zh="保函展期")
class GuaranteeExtended(Event):
    """It stands until this day; `evidence` is the SHA-256 of what the guarantor wrote."""

    guarantee: str
    valid_until: date | None = sealed()
    evidence: str = restricted()


@event("GuaranteeClaimed", zh="保函索赔")
class GuaranteeClaimed(MoneyEvent):
    """The lot's owner claims so much of it, for what the bidder did (P30).

    `ground` and `rule` as with a forfeiture: a guarantee stands in for the deposit.
    """

    guarantee: str
    ground: str = restricted()
    rule: str = restricted()
    decided_by: str = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("GuaranteePaid", zh="保函赔付")
class GuaranteePaid(MoneyEvent):
    """The guarantor paid so much of the claim to the beneficiary itself (P30).

    What it disputes stays claimed; `evidence` is the SHA-256 of what shows the payment.
    """

    guarantee: str
    evidence: str = restricted()


@event("GuaranteePaidIn", zh="保函赔付入账")
class GuaranteePaidIn(MoneyEvent):
    """The guarantor paid so much of the claim to us, by this line; the deposit passes it on (P30).

    What of the promise and the claim is gone by it; the money itself is told with the deposit.
    """

    guarantee: str
    line: str | None = sealed()


@event("GuaranteeUnpaid", zh="保函赔付入账撤销")
class GuaranteeUnpaid(MoneyEvent):
    """What this line had paid is gone again: claim and promise stand as before it."""

    guarantee: str
    line: str | None = sealed()


@event("GuaranteeRefused", zh="保函拒赔")
class GuaranteeRefused(Event):
    """The guarantor disputes so much of the claim, in fen: it stays open (E13)."""

    guarantee: str
    amount_fen: int = restricted()
    reason: str = restricted()
    evidence: str = restricted()


type GuaranteeEvent = (
    GuaranteeAccepted
    | GuaranteeExtended
    | GuaranteeReleased
    | GuaranteeClaimed
    | GuaranteePaid
    | GuaranteePaidIn
    | GuaranteeUnpaid
    | GuaranteeRefused
)
