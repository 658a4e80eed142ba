"""The lanes on which a replay draws events: one for each lot, and one for what is of them all."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.http.lot_seen import Together
from api.http.pages.speech import Speech
from api.http.project_seen import short_names
from api.lots.story import Told

LANES_MAX = 8
"""So many lots have a lane of their own; all others share the last."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """What each lane is called, and in full: none of a lot alone; on which one a lot's events are.

    `of_lot`: lots by the codes of their streams; what is of no single lot is on the first lane.
    """

    names: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, int] | None = None
    of_lot: Mapping[str, str] | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return max(1, len(self.names))

    def of(self, event: Told) -> int:
        """On which lane an event is, from 0."""
        if self.places is None or self.of_lot is None:
            return 0
        return self.places.get(self.of_lot.get(event.code, ""), 0)


def lanes(found: Together, wish: Speech) -> Lanes:
    """A lane for the project itself, then one for each lot by their codes."""
    short = short_names([one.now.code for one in found.lots])
    own = list(found.lots[:LANES_MAX])
    whole = wish.say("kind.project")
    names = [(whole, whole), *((short[one.now.code], one.title) for one in own)]
    places = {one.now.code: n for n, one in enumerate(own, 1)}
    if rest := found.lots[LANES_MAX:]:
        names.append(("…", wish.say("replay.lanes.rest", n=len(rest))))
        places |= {one.now.code: LANES_MAX + 1 for one in rest}
    return Lanes(tuple(names), places, found.of_lot)
