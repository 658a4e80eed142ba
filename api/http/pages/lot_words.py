"""A lot in words: its phase, its way, what is due and whose it is, why it stands still."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from api.http.pages.drawing import post_name
from api.http.pages.names import event_name
from api.http.pages.shown import Shown, money
from api.http.pages.speech import Speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.lot import AlertView, FactView, Known, StepView, StillView
from api.http.pages.views.lots import DueView
from api.lots.clocks import Clock
from api.lots.differing import FACTS, OPENED, SUSPENDED, Value, said
from api.lots.standing import Standing
from api.lots.way import ENDS, heard, way
from api.wiring import System
from domain.lot.events import LotDefined
from domain.lot.state import Lot
from domain.money import show
from domain.phases import Phase

_WON = (Phase.AWARDED, Phase.CONTRACTED, Phase.SETTLED, Phase.ARCHIVED)


def phase_name(phase: Phase, wish: Speech) -> str:
    """`公示中`, `result in public`."""
    return wish.say(f"phase.{phase.name}")


def phase_tag(phase: Phase, wish: Speech) -> TagView:
    """Where a lot is: under way, won, or off its way."""
    words = phase_name(phase, wish)
    if phase in ENDS:
        return TagView("idle", "dash", words)
    if phase in _WON:
        return TagView("done", "tick", words)
    return TagView("way", "arrow", words)


def steps_view(standing: Standing, wish: Speech) -> tuple[StepView, ...]:
    """The phases of its way."""
    return tuple(
        StepView(phase_name(one.phase, wish), one.stands, one.optional, one.on)
        for one in way(standing.lot, standing.lifecycle)
    )


def facts_view(system: System, standing: Standing, wish: Speech) -> tuple[FactView, ...]:
    """What it may hear in its phase."""
    return tuple(
        FactView(
            event_name(system.log, one.event, wish),
            one.kind,
            one.been,
            one.on,
            wish.say("join.comma").join(event_name(system.log, n, wish) for n in one.lacking),
        )
        for one in heard(standing.lot, standing.lifecycle)
    )


def due_view(system: System, of: Standing, clock: Clock, now: datetime, wish: Speech) -> DueView:
    """What is to be done, by whom, until when."""
    return DueView(
        label=_label(system, clock, wish),
        who=whose_words(of.lot.defined, clock.who, wish),
        day=clock.day,
        at=clock.at,
        origin=clock.origin,
        least=clock.least,
        late=clock.is_late(now),
        rule=clock.rule,
        case=clock.case,
    )


def _label(system: System, clock: Clock, wish: Speech) -> str:
    """What it is that is to be: of a price, with what is still to come of it."""
    name = event_name(system.log, clock.event, wish)
    if clock.missing_fen is None:
        return name
    return wish.say("due.price", event=name, amount=show(clock.missing_fen))


def next_due(system: System, standing: Standing, now: datetime, wish: Speech) -> DueView | None:
    """What is due first of all that runs; what may merely not be sooner is not due."""
    running = (one for one in standing.clocks if one.day is not None and not one.least)
    first = next(running, None)
    return due_view(system, standing, first, now, wish) if first else None


def whose_words(defined: LotDefined | None, who: tuple[str, ...], wish: Speech) -> str:
    """Whose something is, by roles: the organisations, where the lot names them; else the posts."""
    named = defined and {"OWNER": defined.owner, "AGENCY": defined.agency}
    if named and who == (*named,):
        return " / ".join(filter(None, named.values()))
    return " / ".join(post_name(role, wish.lang) for role in who)


def stills_view(lot: Lot, wish: Speech) -> tuple[StillView, ...]:
    """What it waits for."""
    return tuple(
        StillView(
            wish.say(f"still.{one.told.cause.value}"),
            one.told.suspended_at,
            one.until,
            one.told.case or "",
        )
        for one in lot.suspended
    )


def alert_view(row: Mapping[str, Any], wish: Speech) -> AlertView:
    """An alert: its kind in the reader's language; `row` as `api.alerts` tells it."""
    return AlertView(
        alert_words(row, wish),
        row["arose_at"],
        tuple(row["causes"]),
        wish.say(f"alert.stage.{row['stage']}"),
        escalated_words(row, wish),
    )


def alert_words(row: Mapping[str, Any], wish: Speech) -> str:
    """`RF-02 他人代缴保证金`: an alert's signal."""
    words = row["zh"] if wish.lang == "zh" else row["name"].replace("_", " ").lower()
    return f"{row['kind']} {words}"


def escalated_words(row: Mapping[str, Any], wish: Speech) -> str:
    """That an alert was escalated, and by which day somebody was to take it up; '' where not."""
    if row["escalated_at"] is None:
        return ""
    due = row["escalated_due"]
    return wish.say("alert.untaken", day=str(due)) if due else wish.say("alert.escalated")


def known_view(standing: Standing, wish: Speech, called: Mapping[str, str]) -> tuple[Known, ...]:
    """What is said of it, as far as anything is; parties by these names."""
    told = said(standing)
    names = (name for name in FACTS if name not in ("phase", SUSPENDED) and told[name] is not None)
    return tuple(Known(label(name, wish), value(name, told[name], wish, called)) for name in names)


def label(name: str, wish: Speech) -> str:
    """What a fact of a lot is called."""
    return wish.say(f"lot.fact.{name}")


def value(name: str, of: Value, wish: Speech, called: Mapping[str, str]) -> Markup | str:
    """A fact's value as it is written."""
    shown = Shown(wish)
    match of:
        case None:
            return "–"
        case bool():
            return wish.say("lot.opened.yes") if name == OPENED else wish.say("yes")
        case datetime():
            return shown.moment(of, seconds=False)
        case date():
            return shown.day(of)
        case int():
            return money(of)
        case tuple() if name == SUSPENDED:
            return wish.say("join.comma").join(wish.say(f"still.{one}") for one in of)
        case tuple():
            return wish.say("join.comma").join(called.get(str(one), str(one)) for one in of)
    if name == "phase":
        return phase_name(Phase(str(of)), wish)
    return called.get(str(of), str(of))
