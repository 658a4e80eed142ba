"""An application as it stands."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from domain.application.events import ApplicationEvent, ApplicationReceived, ApplicationReviewed


class Standing(StrEnum):
    """What became of an application."""

    NONE = "未提交"
    RECEIVED = "已提交"
    QUALIFIED = "合格"
    REJECTED = "不合格"


@dataclass(frozen=True, slots=True)
class Application:
    """What stands of it; None of what cannot be read any more."""

    standing: Standing = Standing.NONE
    lot: str | None = None
    party: str | None = None
    file: str | None = None
    grounds: str | None = None
    reviewed_at: datetime | None = None

    def reviewed_since(self, instant: datetime | None) -> bool:
        """Whether it was reviewed, and not before this instant."""
        return self.reviewed_at is not None and (instant is None or self.reviewed_at >= instant)

    def qualifies(self, lot: str, party: str) -> bool:
        """Whether by it this party may bid for this lot."""
        return self.standing is Standing.QUALIFIED and (self.lot, self.party) == (lot, party)


def evolve(application: Application, event: ApplicationEvent) -> Application:
    """The application after an event."""
    match event:
        case ApplicationReceived(lot=lot, party=party, file=file):
            return Application(Standing.RECEIVED, lot, party, file)
        case ApplicationReviewed(qualified=qualified, grounds=grounds, reviewed_at=at):
            found = Standing.QUALIFIED if qualified else Standing.REJECTED
            return replace(application, standing=found, grounds=grounds, reviewed_at=at)
        case _:
            assert_never(event)
