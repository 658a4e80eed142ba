"""A panel as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, assert_never

from domain.panel.events import (
    BidScored,
    ExpertLeft,
    ExpertReplaced,
    ExpertsDrawn,
    PanelEvent,
)


class Place(NamedTuple):
    """A place that is to be filled: whose it was, and whether it is one of the owner's own."""

    left: str | None
    representative: bool


class Given(NamedTuple):
    """What a member gives a party's bid: hundredths of a point, and the SHA-256 of why."""

    member: str
    party: str
    points: int
    reasons: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Whether it was drawn, and who is on it (None: nobody can read it any more)."""

    drawn: bool = False
    members: tuple[str, ...] | None = None
    own: tuple[str, ...] = ()
    """Those of them who are the owner's own."""
    gone: tuple[str, ...] = ()
    """Who was on it and left."""
    vacant: tuple[Place, ...] = ()
    """The places of those who left that nobody took yet."""
    filled_at: datetime | None = None
    """When the last place was filled that somebody left; None where none was."""
    seed: str | None = None
    """What it was drawn with."""
    avoid: str | None = None
    """The digest of the seed and of who was not to be drawn; None where that was not said."""
    agencies: tuple[str, ...] = ()
    """The lot's agencies when it was drawn; none where that was not said: any letter that is there
    now could have come later."""
    scores: Mapping[tuple[str, str], Given] = field(default_factory=dict)
    """What its members gave bids, by member and party, the last word of each: who left gave nothing
    (条例 48)."""

    def has(self, person: str) -> bool:
        """Whether a person is on it."""
        return self.members is not None and person in self.members

    def place(self, *, representative: bool) -> Place | None:
        """The first place of this kind that is to be filled."""
        found = (one for one in self.vacant if one.representative == representative)
        return next(found, None)


def evolve(panel: Panel, event: PanelEvent) -> Panel:
    """The panel after an event."""
    match event:
        case ExpertsDrawn(members=members, experts=experts, seed=seed, avoid=avoid):
            own = (members or ())[experts:]
            agencies = event.agencies or ()
            return Panel(True, members, own, seed=seed, avoid=avoid, agencies=agencies)
        case ExpertLeft():
            return _left(panel, event)
        case ExpertReplaced():
            return _replaced(panel, event)
        case BidScored():
            return _scored(panel, event)
        case _:
            assert_never(event)


def _left(panel: Panel, event: ExpertLeft) -> Panel:
    place = Place(event.member, event.representative)
    after = replace(panel, vacant=(*panel.vacant, place))
    if event.member is None or panel.members is None:
        return after
    members = tuple(one for one in panel.members if one != event.member)
    scores = {whose: one for whose, one in panel.scores.items() if one.member != event.member}
    return replace(after, members=members, gone=(*panel.gone, event.member), scores=scores)


def _replaced(panel: Panel, event: ExpertReplaced) -> Panel:
    filled = Place(event.left, event.representative)
    vacant = tuple(one for one in panel.vacant if one != filled)
    after = replace(panel, vacant=vacant, filled_at=event.drawn_at)
    if event.member is None or panel.members is None:
        return after
    own = (*panel.own, event.member) if event.representative else panel.own
    return replace(after, members=(*panel.members, event.member), own=own)


def _scored(panel: Panel, event: BidScored) -> Panel:
    """Nothing of what nobody can read any more."""
    if event.member is None or event.party is None or event.points is None:
        return panel
    whose = event.member, event.party
    given = Given(*whose, event.points, event.reasons or "")
    return replace(panel, scores={**panel.scores, whose: given})
