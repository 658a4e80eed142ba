"""The record of an owner's list: what waits for its side, and its procedures with their lots."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from api.http.identity import Identity
from api.http.pages.kinds import kind_names
from api.http.pages.lot_steps import step_view
from api.http.pages.lot_words import phase_tag
from api.http.pages.own_procedures import Row, procedures_of, without_lots
from api.http.pages.own_seen import deposits_of, own_lots, waits
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Nothing
from api.http.pages.views.lots import StepView
from api.http.pages.views.own import OwnLots, OwnProcedure, OwnRow, OwnWait
from api.http.positions import When
from api.lots.ahead import Step, ahead, next_step, panel_step
from api.lots.standing import Standing
from domain.calendar import beijing_day
from domain.kernel import StreamId
from domain.panel.state import Panel

_SIDE = "OWNER"
"""What is this role's is its agency's to do as well."""

type Steps = Mapping[str, tuple[Step, ...]]
"""What is to come of each lot, by its code."""


def lots_view(when: When, reader: Identity, after: str) -> OwnLots:
    """A page of the reader's own lots, and what of them waits for its side."""
    wish, now = speech(when.request), when.instant
    found, more = own_lots(when, reader, after)
    steps, decide = _steps(when, found, now), _to_decide(when, found)
    rows = [_row(when, one, steps[one.code], decide.get(one.code, 0), wish, now) for one in found]
    procedures = _procedures(when, found, rows, wish)
    if not after:
        procedures += _bare(when, reader, wish)
    procedures.sort(key=lambda one: one.code, reverse=True)
    none = Nothing(wish.say("own.none"), wish.say("own.none.more"), "dash")
    return OwnLots(
        waits=_waits(when, found, steps, decide, wish, now),
        procedures=tuple(procedures),
        nothing=None if procedures or more else none,
        part=bool(more or after),
        more=when.there(f"/own?after={more}") if more else "",
    )


def _steps(when: When, lots: Sequence[Standing], now: datetime) -> Steps:
    """What is to come of them; who evaluates is drawn for each once its order knows a panel."""
    streams, today = [StreamId("panel", one.code) for one in lots], beijing_day(now)
    panels = when.system.replay.states(streams, when.position)
    found: dict[str, tuple[Step, ...]] = {}
    for stream, one in zip(streams, lots, strict=True):
        panel = panels[stream]
        assert isinstance(panel, Panel)
        draw = panel_step(one, panel, today)
        found[one.code] = (*ahead(one, today), *([draw] if draw else []))
    return found


def _to_decide(when: When, lots: Sequence[Standing]) -> dict[str, int]:
    """Of how many deposits of each lot its owner has to decide."""
    deposits = deposits_of(when, [one for one in lots if one.lot.defaulted])
    of = {one.code: one.lot for one in lots}
    return {
        code: sum(waits(of[code], state) for _, state in found) for code, found in deposits.items()
    }


def _row(
    when: When, of: Standing, steps: tuple[Step, ...], decide: int, wish: Speech, now: datetime
) -> OwnRow:
    first = next_step(of, steps)
    return OwnRow(
        code=of.code,
        title=_title(of),
        path=when.there(f"/own/{of.code}"),
        phase=phase_tag(of.lot.phase, wish),
        still=bool(of.lot.suspended),
        next=step_view(when.system, of, first, now, wish) if first else None,
        sealed=not of.lot.opened,
        waits=decide,
    )


def _waits(
    when: When,
    lots: Sequence[Standing],
    steps: Steps,
    decide: Mapping[str, int],
    wish: Speech,
    now: datetime,
) -> tuple[OwnWait, ...]:
    """What is its side's to do: what has a day, the earliest first, then what has none."""
    found = [
        OwnWait(step, _title(of), of.code, when.there(f"/own/{of.code}"))
        for of in lots
        for step in (
            *_decisions(of, decide.get(of.code, 0), wish),
            *(
                step_view(when.system, of, one, now, wish)
                for one in steps[of.code]
                if _SIDE in one.who
            ),
        )
    ]
    return tuple(sorted(found, key=_weight))


def _decisions(of: Standing, n: int, wish: Speech) -> Iterator[StepView]:
    """That its owner decides of deposits, which no law gives a day."""
    assert of.lot.defined is not None, "only what was defined is listed"
    if n:
        yield StepView(wish.say("own.to_decide", n=n), of.lot.defined.owner, wish=False, due=None)


def _weight(one: OwnWait) -> tuple[bool, str, bool, str]:
    due = one.step.due
    day = due.day if due else None
    return day is None, day.isoformat() if day else "", bool(due and due.least), one.code


def _procedures(
    when: When, lots: Sequence[Standing], rows: Sequence[OwnRow], wish: Speech
) -> list[OwnProcedure]:
    """The rows by their procedures, those of each by their codes."""
    groups: dict[str, list[OwnRow]] = {}
    for of, row in zip(lots, rows, strict=True):
        assert of.lot.defined is not None, "only what was defined is listed"
        groups.setdefault(of.lot.defined.procedure or "", []).append(row)
    known = procedures_of(when, [code for code in groups if code])
    bare = {"procedure": "", "title": wish.say("own.no_procedure")}
    kinds = kind_names(when.law, wish)
    return [
        _procedure(known.get(code, bare), sorted(some, key=lambda row: row.code), kinds)
        for code, some in groups.items()
    ]


def _bare(when: When, reader: Identity, wish: Speech) -> list[OwnProcedure]:
    kinds = kind_names(when.law, wish)
    return [_procedure(row, [], kinds) for row in without_lots(when, reader).values()]


def _procedure(row: Row, lots: Sequence[OwnRow], kinds: Mapping[str, str]) -> OwnProcedure:
    about = (kinds.get(row.get("category", "")), row.get("method"), row.get("agency"))
    return OwnProcedure(row["procedure"], row["title"], " ".join(filter(None, about)), tuple(lots))


def _title(of: Standing) -> str:
    return of.lot.defined.title if of.lot.defined else of.code
