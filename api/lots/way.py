"""The way of a lot through its phases, as its rules have it: what was, what is, what may come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.lifecycle import Lifecycle
from domain.lot.state import Lot
from domain.phases import LEADS_TO, Phase

ENDS = (Phase.FAILED, Phase.TERMINATED, Phase.VOIDED)
"""Where a lot leaves its way."""
WAY = tuple(phase for phase in Phase if phase not in (Phase.DRAFT, *ENDS))
"""The way itself, in order."""
_HERE_OR_THERE = {
    "TimedBiddingClosed": Phase.COMPETITION,
    "SessionEnded": Phase.RESULT_PROPOSED,
    "ReserveCompared": Phase.RESULT_PROPOSED,
}
"""Facts that lead on, though not by their names alone (`lot.moving`)."""

type Stands = Literal["past", "now", "ahead", "passed_by"]
type Kind = Literal["onward", "before", "beside", "ends"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a lot may hear in its phase. `onward`: it leads on; `before`: what leads on waits for
    it; `beside`: it may be or not; `ends`: nothing comes after it. `on`: when it was, if it says.
    """

    event: str
    kind: Kind
    been: bool
    on: date | None
    lacking: tuple[str, ...]
    """What must have been before, and was not."""


@dataclass(frozen=True, slots=True)
class Step:
    """A phase of the way. `optional`: the rules lead past it, too; `on`: the last day it began."""

    phase: Phase
    stands: Stands
    optional: bool
    on: date | None


def way(lot: Lot, lifecycle: Lifecycle) -> tuple[Step, ...]:
    """The phases that the rules know, in order; of a lot that ended, those it saw, and the end."""
    led = {(phase, to) for row in lifecycle if (to := _to(row.event)) for phase in row.phases}
    known = [p for p in WAY if p is Phase.REGISTERED or any(to is p for _, to in led)]
    if lot.phase not in known and lot.phase in WAY:
        known = [p for p in WAY if p in known or p is lot.phase]
    begun = {phase: _began(lot, phase) for phase in known}
    if lot.phase in ENDS:
        seen = [Step(p, "past", False, begun[p][1]) for p in known if begun[p][0]]
        return (*seen, Step(lot.phase, "now", False, lot.ended_on))
    place: dict[Phase, int] = {phase: n for n, phase in enumerate(known)}
    here = place.get(lot.phase, 0)
    return tuple(
        Step(
            phase,
            _stands(place[phase], here, begun[phase][0]),
            any(place.get(a, n) < n < place.get(b, n) for a, b in led),
            begun[phase][1] if place[phase] <= here else None,
        )
        for n, phase in enumerate(known)
    )


def heard(lot: Lot, lifecycle: Lifecycle) -> tuple[Fact, ...]:
    """What the lot may hear in the phase it is in, as its rules list it."""
    rows = [row for row in lifecycle if lot.phase in row.phases]
    waited_for = {name for row in rows for name in row.after}
    return tuple(
        Fact(
            row.event,
            _kind(lot.phase, row.event, waited_for),
            lot.was(row.event),
            lot.day_of(row.event),
            tuple(name for name in row.after if not lot.was(name)),
        )
        for row in rows
    )


def _to(event: str) -> Phase | None:
    to = _HERE_OR_THERE.get(event) or LEADS_TO.get(event)
    return to if to in WAY else None


def _kind(phase: Phase, event: str, waited_for: set[str]) -> Kind:
    if LEADS_TO.get(event) in ENDS:
        return "ends"
    to = _to(event)
    if to is not None and WAY.index(to) > WAY.index(phase):
        return "onward"
    return "before" if event in waited_for else "beside"


def _began(lot: Lot, phase: Phase) -> tuple[bool, date | None]:
    """Whether a lot came to a phase, and the last day on which it did."""
    if phase is Phase.REGISTERED:
        return lot.defined is not None, lot.day_of("LotDefined")
    names = [name for name in _leading_to(phase) if lot.was(name)]
    days = [day for name in names if (day := lot.day_of(name))]
    return bool(names) or lot.phase is phase, max(days, default=None)


def _leading_to(phase: Phase) -> Iterator[str]:
    yield from (name for name, to in LEADS_TO.items() if to is phase)
    yield from (name for name, to in _HERE_OR_THERE.items() if to is phase)
    if phase is Phase.CLOSED:
        yield "DepositDeadlinePassed"


def _stands(place: int, here: int, came: bool) -> Stands:
    if place == here:
        return "now"
    if place > here:
        return "ahead"
    return "past" if came else "passed_by"
