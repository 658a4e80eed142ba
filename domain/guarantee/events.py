"""Facts of a guarantee. Its id is random; whom it stands for is sealed. Book MEMO: no money."""

from datetime import date

from domain.kernel import event, sealed
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


type GuaranteeEvent = GuaranteeAccepted | GuaranteeReleased
