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


type PrequalificationEvent = PrequalificationIssued | PrequalificationConcluded


class Prequalification(NamedTuple):
    """That of a lot as it stands; `concluded`: how it ended, None where it did not yet.

    `extended`: until when applications come since the lot stood still; None where it did not.
    """

    issued: PrequalificationIssued
    concluded: PrequalificationConcluded | None = None
    extended: datetime | None = None

    @property
    def closes_at(self) -> datetime:
        """Until when applications come, by what is known now."""
        return self.extended or self.issued.closes_at

    @property
    def succeeded(self) -> bool:
        """Whether it is over and enough may bid."""
        return self.concluded is not None and self.concluded.enough
