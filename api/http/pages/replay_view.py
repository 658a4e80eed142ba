"""A replay as its page shows it: of a lot alone, or of all lots of a project under one cursor."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request
from pydantic import BaseModel, Field

from api.http.lot_seen import Seen, Together
from api.http.pages.lot_story import event_rows
from api.http.pages.lot_words import known_view, phase_tag, steps_view, stills_view
from api.http.pages.project_words import called, lot_names
from api.http.pages.replay_chart import chart, minute
from api.http.pages.replay_differing import changed_rows, shifted_rows
from api.http.pages.replay_lanes import Lanes, lanes
from api.http.pages.replay_moments import Moments, steps
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.lot import EventRow
from api.http.pages.views.replay import ChangedRow, Instant, LotThen, Replay, Stop
from api.http.positions import When
from api.http.project_seen import flows
from api.instants import recorded_at
from api.lots.differing import changed, shifted
from api.lots.money import Move, balances, in_parts
from api.lots.standing import Standing, standings
from api.lots.story import Told

ROWS = 200
"""So many events are listed, around the cursor."""

type Then = Mapping[str, Standing]
"""Lots as they stood at an instant, by their codes, but for those that were not defined yet."""


class Wanted(BaseModel):
    """The cursor (`at`, or a minute of the slider), and what it is held against (`with`); of a
    project's events those of this `lot` alone are listed.
    """

    at: str = Field("", max_length=40)
    held: str = Field("", max_length=40, alias="with")
    minute: int | None = Field(None, ge=0, le=2**31)
    lot: str = Field("", pattern=r"^([0-9A-Z-]{3,40})?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is replayed, and where its page is. `alone`: the lot, None of a project's."""

    code: str
    title: str
    page: str
    found: Together
    alone: Seen | None = None

    @property
    def path(self) -> str:
        """Where it is replayed."""
        return f"{self.page}/replay"


def replay_view(request: Request, when: When, subject: Subject, of: Moments, lot: str) -> Replay:
    """The page. What its reader may know today of each lot, it shows at any instant of its past."""
    wish, found = speech(request), subject.found
    here = _at(when, found, of.position(of.here))
    moved = found.moved(of.events) if found.may else ()
    drawn = Lanes() if subject.alone else lanes(found, wish)
    return Replay(
        code=subject.code,
        title=subject.title,
        here=_instant(of, of.here, wish),
        other=_instant(of, of.other, wish),
        past=of.here < len(of.events),
        nth=of.here,
        total=len(of.events),
        stops=_stops(of, wish),
        tabs=() if subject.alone else _tabs(found, of, wish, lot),
        lots=() if subject.alone else _lots(found, of, moved, here, wish),
        events=_rows(when, subject, of, wish, lot),
        chart=chart(of, moved, recorded_at(when.system.store, when.position), wish, drawn),
        money=found.may,
        sealed=found.sealed,
        go=steps(of),
        page=subject.page,
        path=subject.path,
        kept=of.kept,
        minute=minute(of.events[of.here - 1], of.events[0]) if of.here else 0,
        **_of_one(subject.alone, here, wish),
        **_differs(when, subject, of, wish, (here, moved)),
    )


def _of_one(alone: Seen | None, here: Then, wish: Speech) -> dict[str, Any]:
    """How the lot stood, of a lot alone."""
    if alone is None:
        return {"phase": None, "steps": (), "stills": (), "known": (), "opening_at": None}
    then = here.get(alone.now.code)
    return {
        "phase": phase_tag(then.lot.phase, wish) if then else _before(wish),
        "steps": steps_view(then, wish) if then else (),
        "stills": stills_view(then.lot, wish) if then else (),
        "known": known_view(then, wish, alone.names) if then else (),
        "opening_at": alone.now.lot.opening_at,
    }


def _lots(
    found: Together, of: Moments, moved: tuple[Move, ...], here: Then, wish: Speech
) -> tuple[LotThen, ...]:
    """How all lots of a project stood, each led on to its own replay."""
    position = of.position(of.here)
    money = flows(found, moved, position)
    return tuple(
        LotThen(
            code=code,
            title=one.title,
            path=f"/lots/{code}/replay?at={position}",
            phase=phase_tag(then.lot.phase, wish) if then else _before(wish),
            stills=stills_view(then.lot, wish) if then else (),
            sealed=not one.now.lot.opened,
            here=flow.here if (flow := money[code]) else None,
        )
        for one in found.lots
        for code, then in ((one.now.code, here.get(one.now.code)),)
    )


def _differs(
    when: When, subject: Subject, of: Moments, wish: Speech, at: tuple[Then, tuple[Move, ...]]
) -> dict[str, Any]:
    """What the two instants differ by, the other one (A) first; `at`: how it stands at B."""
    (here, moved), found = at, subject.found
    was, now = of.position(of.other), of.position(of.here)
    rows, alike = shifted(moved, was, now)
    low, high = sorted((of.other, of.here))
    between = of.events[low:high]
    return {
        "changed": _changed(subject, _at(when, found, was), here, wish),
        "shifted": shifted_rows(when.system, rows, _called(subject, wish), wish),
        "before": sum(in_parts(balances(moved, was)).values()),
        "after": sum(in_parts(balances(moved, now)).values()),
        "unchanged": alike,
        "between": len(between),
        "moved": sum(bool(one.legs) for one in between),
    }


def _changed(subject: Subject, was: Then, now: Then, wish: Speech) -> tuple[ChangedRow, ...]:
    """The facts that differ, lot by lot; beside each other, lots are told apart."""
    of = {} if subject.alone else lot_names(subject.found, wish)
    return tuple(
        row
        for one in subject.found.lots
        for code in (one.now.code,)
        for row in changed_rows(
            changed(was.get(code), now.get(code)), wish, one.names, of.get(code, "")
        )
    )


def _called(subject: Subject, wish: Speech) -> Mapping[str, str]:
    """Of what a stream's events are, by its code."""
    return subject.alone.payers if subject.alone else called(subject.found, wish)


def _at(when: When, found: Together, position: int) -> Then:
    """The lots at a position."""
    codes = [one.now.code for one in found.lots]
    return standings(when.system, codes, position) if position else {}


def _before(wish: Speech) -> TagView:
    return TagView("idle", "dash", wish.say("replay.before"))


def _instant(of: Moments, place: int, wish: Speech) -> Instant:
    if not place:
        return Instant(0, None, wish.say("replay.before"))
    event = of.events[place - 1]
    return Instant(event.position, event.recorded_at, Shown(wish).line(event.recorded_at))


def _stops(of: Moments, wish: Speech) -> tuple[Stop, ...]:
    """The events as places of the slider, for its script."""
    shown = Shown(wish)
    return tuple(
        Stop(minute(one, of.events[0]), one.position, shown.line(one.recorded_at))
        for one in of.events
    )


def _tabs(found: Together, of: Moments, wish: Speech, lot: str) -> tuple[Choice, ...]:
    """All events, or those of one lot; the cursor stays."""
    as_of = tuple(pair for pair in of.kept if pair[0] != "lot")

    def tab(label: str, code: str) -> Choice:
        kept = (*as_of, ("lot", code)) if code else as_of
        return Choice(label, replace(of, kept=kept).address(of.here), code == lot, code)

    names = lot_names(found, wish).items()
    return (tab(wish.say("replay.tab.every"), ""), *(tab(name, code) for code, name in names))


def _rows(
    when: When, subject: Subject, of: Moments, wish: Speech, lot: str
) -> tuple[EventRow, ...]:
    """The events around the cursor, oldest first; what comes after it is marked."""
    of_lot = subject.found.of_lot
    every: list[tuple[int, Told]] = [
        (n, one) for n, one in enumerate(of.events, 1) if not lot or of_lot.get(one.code) == lot
    ]
    here = sum(n <= of.here for n, _ in every)
    begin = max(0, min(here - ROWS // 2, len(every) - ROWS))
    some = every[begin : begin + ROWS]
    rows = event_rows(when.system, wish, [one for _, one in some], _called(subject, wish))
    return tuple(
        replace(row, later=n > of.here, here=n == of.here, other=n == of.other, seek=of.address(n))
        for (n, _), row in zip(some, rows, strict=True)
    )
