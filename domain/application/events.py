"""Facts of an application: its id is random; whose it is and what was found are sealed.

They stay so until the opening of the lot, as who may bid is a secret until then (法 22).
"""

from datetime import datetime

from domain.kernel import Event, event, sealed


@event("ApplicationReceived", zh="提交资格预审申请")
class ApplicationReceived(Event):
    """A party handed its application in, or another in its place; in time, by the door's clock.

    `file` is the SHA-256 of the encrypted application.
    """

    application: str
    received_at: datetime
    lot: str | None = sealed()
    party: str | None = sealed()
    file: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the door had it."""
        return self.received_at


@event("ApplicationReviewed", zh="资格预审结果")
class ApplicationReviewed(Event):
    """The panel found whether the applicant may bid; `grounds`: the SHA-256 of why."""

    application: str
    reviewed_at: datetime
    qualified: bool | None = sealed()
    grounds: str | None = sealed()

    def happened_at(self) -> datetime:
        """When it was found."""
        return self.reviewed_at


type ApplicationEvent = ApplicationReceived | ApplicationReviewed
