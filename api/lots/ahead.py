"""What is to come of a lot: what has a day, and what would lead it on; whose it is, by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.lots.asked_by import OWNERS, is_wish, whose
from api.lots.clocks import Clock
from api.lots.standing import Standing
from api.lots.way import Fact, heard
from domain.lifecycle import phases_for
from domain.lot.tendered import NextCandidateConfirmed
from domain.lot.validity import lapsed
from domain.panel.events import ExpertReplaced, ExpertsDrawn
from domain.panel.state import Panel
from domain.trade.draw_panel import has_panel
from domain.trade.experts import phases_of

_REPORT = "EvaluationReportReceived"
_FAILS = "LotFailed"
_NAMES_WINNER = frozenset({"AwardNoticeIssued", "NextCandidateConfirmed", "TransactionConfirmed"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is to come: one of these `events`. `who`: whose it is, by roles; `wish`: the
    platform does it, once they wish so; `clock`: by when, None where nothing says a day.
    """

    events: tuple[str, ...]
    who: tuple[str, ...]
    wish: bool
    clock: Clock | None = None


def ahead(of: Standing, day: date) -> tuple[Step, ...]:
    """All that is to come, as of a day: what has a day, the earliest first; and where nothing that
    leads on has one, what may lead on now. Where nobody can win any more, the lot fails.
    """
    dated = (
        Step((one.event,), one.who, not one.case and is_wish(one.event), one) for one in of.clocks
    )
    steps = (*dated, *_undated(of))
    if not _nobody_left(of, day):
        return steps
    fails = Step((_FAILS,), whose(_FAILS), is_wish(_FAILS))
    return (*(one for one in steps if not _NAMES_WINNER & {*one.events}), fails)


def next_step(of: Standing, steps: tuple[Step, ...]) -> Step | None:
    """What comes first of what may be now, else first of all; None where nothing is to come."""
    may = {one.event for one in heard(of.lot, of.lifecycle) if one.kind != "ends" and _may(one)}
    now = [one for one in steps if may & {*one.events}]
    return min(now or steps, key=_weight, default=None)


def panel_step(of: Standing, panel: Panel, day: date) -> Step | None:
    """That who evaluates is to be drawn, or somebody in the place of who left; the platform draws.

    None where the lot's order or its rules on that day know no panel, or it is complete.
    """
    if of.category is None or of.lot.suspended or of.lot.phase not in phases_of(of.lot):
        return None
    if not phases_for(of.lifecycle, _REPORT) or not has_panel(of.lot, of.category, day):
        return None
    if not panel.drawn:
        return Step((ExpertsDrawn.NAME,), OWNERS, wish=True)
    return Step((ExpertReplaced.NAME,), OWNERS, wish=True) if panel.vacant else None


def _undated(of: Standing) -> Iterator[Step]:
    """What leads on, or what that waits for, and nothing says when: together by whose it is."""
    if of.lot.suspended:
        return
    facts = [one for one in heard(of.lot, of.lifecycle) if one.kind in ("onward", "before")]
    if {one.event for one in facts} & {one.event for one in of.clocks}:
        return
    found: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for event in (one.event for one in facts if _may(one)):
        found.setdefault((whose(event), is_wish(event)), []).append(event)
    for (who, wish), events in found.items():
        yield Step(tuple(events), who, wish)


def _nobody_left(of: Standing, day: date) -> bool:
    """Whether whoever the panel put forward left or did not sign, while somebody is to be named; in
    a sale, whether its buyer did not: nobody comes next (`lot.award.confirm`). Or no bid binds any
    more.
    """
    lot = of.lot
    named = _NAMES_WINNER & {one.event for one in heard(lot, of.lifecycle)}
    if lot.suspended or not named:
        return False
    if lapsed(lot, of.code, day):
        return True
    if lot.defaulted and not phases_for(of.lifecycle, NextCandidateConfirmed.NAME):
        return True
    return bool(lot.candidates) and {*lot.candidates} <= {*lot.out}


def _may(fact: Fact) -> bool:
    """Whether it may be now: what leads on also once more, where the lot came back to its phase."""
    return not fact.lacking and (fact.kind == "onward" or not fact.been)


def _weight(step: Step) -> tuple[int, str]:
    """What has a last day, then what may not be sooner, what has none, and what stands still."""
    clock = step.clock
    if clock is None:
        return 2, ""
    if clock.day is None:
        return 3, ""
    return int(clock.least), clock.day.isoformat()
