"""Facts of a lot whose bidders are qualified first (资格预审); public: none names an applicant."""

from datetime import date, datetime
from typing import NamedTuple

from domain.kernel import Event, event


@event("PrequalificationIssued", zh="资格预审文件发出")
class PrequalificationIssued(Event):
    """Who wants to bid applies first. The documents can be had until an instant, and applications
    handed in until a later one. `text`: the SHA-256 of the documents.
    """

    lot: str
    issued_at: datetime
    until: datetime
    closes_at: datetime
    text: str

    def happened_at(self) -> datetime:
        """The first instant at which the documents could be had."""
        return self.issued_at


@event("PrequalificationConcluded", zh="资格预审结束")
class PrequalificationConcluded(Event):
    """Every application was reviewed; `report`: the SHA-256 of what says so.

    `enough`: as many may bid as its rules ask for; else it is tendered anew (条例 19). How many, is
    not told.
    """

    lot: str
    concluded_on: date
    report: str
    enough: bool


@event("PrequalificationClarified", zh="资格预审文件澄清修改")
class PrequalificationClarified(Event):
    """The documents of a prequalification were clarified, or changed, for all at once.

    `affects`: it may affect how an application is made; `until`, `closes_at`: as they are from now
    on, as in PrequalificationIssued, where they move by it; `text`: the SHA-256 of it.
    """

    lot: str
    clarified_at: datetime
    affects: bool
    text: str
    until: datetime | None
    closes_at: datetime | None

    def happened_at(self) -> datetime:
        """The instant from which on all could have it."""
        return self.clarified_at


@event("QualifiedInvited", zh="投标邀请书(资格预审合格)")
class QualifiedInvited(Event):
    """Whoever was found qualified is invited to bid, all of them and nobody else; who they are,
    each application says. `text`: the invitation's SHA-256.
    """

    lot: str
    invited_at: datetime
    text: str

    def happened_at(self) -> datetime:
        """The instant at which it was sent."""
        return self.invited_at


type PrequalificationEvent = (
    PrequalificationIssued
    | PrequalificationClarified
    | PrequalificationConcluded
    | QualifiedInvited
)


class Prequalification(NamedTuple):
    """That of a lot as it stands; its times are those that were said last.

    `concluded`: how it ended, None where it did not yet; `invited`: to bid, by that.
    """

    issued: PrequalificationIssued
    until: datetime
    closes_at: datetime
    clarified: PrequalificationClarified | None = None
    concluded: PrequalificationConcluded | None = None
    invited: QualifiedInvited | None = None

    def at(self, until: datetime | None, closes_at: datetime | None) -> "Prequalification":
        """The same at later times; None: as they are."""
        return self._replace(until=until or self.until, closes_at=closes_at or self.closes_at)

    @property
    def succeeded(self) -> bool:
        """Whether it is over and enough may bid."""
        return self.concluded is not None and self.concluded.enough
