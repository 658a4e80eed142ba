"""`/trail`: the audit trail, newest first, by kind, name, person, stream and day.

Veiled events stand in the unfiltered trail by position and time alone. Where rows are chosen by
what they say, only those are asked for that the reader may see: neither their number nor the place
where a page ends tells of any other.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import AfterValidator

from api.http.identity import Identity
from api.http.pages.drawing import Sheet, draw, post_name
from api.http.pages.failing import Drawn
from api.http.pages.names import event_name, field_name, kind_name
from api.http.pages.shown import last_of
from api.http.pages.speech import Speech, speech
from api.http.pages.stored import read
from api.http.pages.today_wish import a_day
from api.http.pages.views.frame import Choice
from api.http.pages.views.trail import Filters, Trail, TrailRow
from api.http.positions import When, asked
from api.http.regional import far_accounts
from api.http.seeing import MONEY_KINDS, TRAIL, VEILED, holding, may_see_event
from api.http.trail import opened_of
from api.instants import at_instant
from api.reports.labels import event_names
from api.wiring import System
from domain.calendar import midnight
from projections.audit_trail import TRAIL as TRAIL_TABLE

router = APIRouter(route_class=Drawn, include_in_schema=False)

PAGE = 100
_OF_DEPOSITS = frozenset({"deposit", "payment"})
"""Veiled kinds whose streams are told once their deposit's lot is open."""

SHEET = Sheet(
    "trail.html",
    "trail.title",
    place="trail",
    style="trail",
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "key.enter", True),
        (("[", "]"), "key.pages", True),
    ),
)

Word = Annotated[str, Query(max_length=64, pattern=r"^[^\x00]*$")]
Place = Annotated[int | None, Query(ge=0, le=2**53)]


@router.get("/trail", response_class=HTMLResponse)
def trail(
    request: Request,
    reader: Annotated[Identity, holding(*TRAIL)],
    when: Annotated[When, asked(lambda r: (r.trail, r.deposits, r.lots))],
    kind: Word = "",
    name: Word = "",
    person: Word = "",
    code: Word = "",
    day: Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$"), AfterValidator(a_day)] = "",
    before: Place = None,
    after: Place = None,
) -> Response:
    """A page: the newest, or those before a position, or those after one."""
    filters = Filters(kind, name, person, code, date.fromisoformat(day) if day else None)
    view = _view(request, reader, when, filters, before, after)
    return draw(request, reader, SHEET, view, when)


def _view(
    request: Request,
    reader: Identity,
    when: When,
    filters: Filters,
    before: int | None,
    after: int | None,
) -> Trail:
    wish = speech(request)
    lowest, highest = _bounds(when, filters.day)
    rows, more_up, more_down = _page(reader, when, filters, (lowest, highest), before, after)
    shown = tuple(_row(when.system, wish, *one) for one in rows)
    kept = tuple(
        (key, value)
        for key, value in request.query_params.items()
        if key in ("kind", "name", "person", "code", "day", "as_of") and value
    )
    return Trail(
        rows=shown,
        filters=filters,
        kinds=_kinds(when.system, wish, filters.kind),
        names=_names(when.system, wish, filters.name),
        head=when.position,
        newer=_address(kept, after=shown[0].position) if more_up and shown else None,
        older=_address(kept, before=shown[-1].position) if more_down and shown else None,
        clear=_address(tuple(one for one in kept if one[0] == "as_of")),
        kept=tuple(one for one in kept if one[0] == "as_of"),
    )


def _address(kept: tuple[tuple[str, str], ...], **more: int) -> str:
    query = urlencode([*kept, *((name, str(value)) for name, value in more.items())])
    return f"/trail?{query}".rstrip("?")


def _bounds(when: When, day: date | None) -> tuple[int, int]:
    """Positions after the first and up to the second were recorded on that day."""
    if day is None:
        return 0, when.position
    store = when.system.store
    lowest = at_instant(store, midnight(day) - timedelta(microseconds=1))
    return lowest, min(when.position, at_instant(store, last_of(day)))


type Found = tuple[dict[str, Any], bool]
"""A row, and whether its reader may see it."""


def _page(
    reader: Identity,
    when: When,
    filters: Filters,
    bounds: tuple[int, int],
    before: int | None,
    after: int | None,
) -> tuple[list[Found], bool, bool]:
    """Rows, newest first; whether there are newer and older ones."""
    lowest, highest = bounds
    if after is not None:
        low = max(after, lowest)
        found = list(islice(_rows(reader, when, filters, low, highest, up=True), PAGE + 1))
        return found[:PAGE][::-1], len(found) > PAGE, True
    upper = min(highest, (before or highest + 1) - 1)
    found = list(islice(_rows(reader, when, filters, lowest, upper, up=False), PAGE + 1))
    return found[:PAGE], upper < highest, len(found) > PAGE


def _rows(
    reader: Identity, when: When, filters: Filters, low: int, high: int, *, up: bool
) -> Iterator[Found]:
    """Rows of positions within (low, high], as many as a page needs and one more."""
    far = far_accounts(when.system, reader.regions(*TRAIL))
    if not filters.narrow:
        rows = _read(when, {}, low, high, up)
        opened = _opened(reader, when, rows)
        for row in rows:
            yield row, may_see_event(row["kind"], row["code"], opened, far)
        return
    wanted = {name: value for name, value in _wanted(filters).items() if value}
    kinds = [kind for kind in when.system.log.kinds if filters.kind in ("", kind)]
    hiding = _OF_DEPOSITS | (MONEY_KINDS if far else frozenset())
    plain = {**wanted, "kind": [kind for kind in kinds if kind not in VEILED | hiding]}
    owned = {**wanted, "kind": [kind for kind in kinds if kind in hiding]}
    rows = _read(when, plain, low, high, up)
    rows += islice(_seen(reader, when, owned, far, low, high, up), PAGE + 1)
    for row in sorted(rows, key=_at, reverse=not up):
        yield row, True


def _seen(
    reader: Identity,
    when: When,
    where: dict[str, Any],
    far: frozenset[str],
    low: int,
    high: int,
    up: bool,
) -> Iterator[dict[str, Any]]:
    """Rows of streams of which some may be seen, however many lie between that may not."""
    while rows := _read(when, where, low, high, up):
        opened = _opened(reader, when, rows)
        yield from (row for row in rows if may_see_event(row["kind"], row["code"], opened, far))
        low, high = (rows[-1]["at"], high) if up else (low, rows[-1]["at"] - 1)


def _opened(reader: Identity, when: When, rows: list[dict[str, Any]]) -> frozenset[str]:
    """Whose events of these may be seen: deposits of open lots where the reader's posts are for."""
    among = (row["code"] for row in rows)
    return opened_of(when.system.readers, reader.regions(*TRAIL), when.position, among)


def _at(row: dict[str, Any]) -> int:
    at: int = row["at"]
    return at


def _wanted(filters: Filters) -> dict[str, str]:
    return {"name": filters.name, "person": filters.person, "code": filters.code}


def _read(when: When, where: dict[str, Any], low: int, high: int, up: bool) -> list[dict[str, Any]]:
    read, most = when.system.readers.trail.rows, PAGE + 1
    if up:
        found = read(TRAIL_TABLE, where, as_of=high, after={"at": low}, limit=most)
    else:
        down = {"at": high + 1}
        found = read(TRAIL_TABLE, where, as_of=high, after={"at": low}, before=down, limit=most)
    return found.rows


def _row(system: System, wish: Speech, row: dict[str, Any], seen: bool) -> TrailRow:
    at, recorded = row["at"], row["recorded_at"]
    if not seen:
        return TrailRow(at, recorded, f"/events/{at}", veiled=True)
    return TrailRow(
        position=at,
        recorded_at=recorded,
        path=f"/events/{at}",
        veiled=False,
        event=event_name(system.log, row["name"], wish),
        name=row["name"],
        kind=kind_name(row["kind"], wish),
        stream=row["code"],
        sequence=row["sequence"],
        person=row["person"] if row["command"] else "",
        post=post_name(row["post"], wish.lang) if row["command"] else "",
        custodial=row["custodial"],
        behalf=(row["on_behalf_of"] or "") if row["command"] else "",
        cause=row["cause"],
        sealed=row["sealed"],
        said=_said(system, wish, row),
    )


def _said(system: System, wish: Speech, row: dict[str, Any]) -> str:
    """That a statement was said to be the whole day: the word that decided what of it is new."""
    if row["name"] != "StatementImported":
        return ""
    public = read(system, row["at"]).said["public"]
    return field_name("whole_day", wish) if public.get("whole_day") else ""


def _kinds(system: System, wish: Speech, chosen: str) -> tuple[Choice, ...]:
    kinds = (kind for kind in system.log.kinds if kind in _OF_DEPOSITS or kind not in VEILED)
    return tuple(Choice(kind_name(kind, wish), "", kind == chosen, kind) for kind in kinds)


def _names(system: System, wish: Speech, chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(event_name(system.log, name, wish), "", name == chosen, name)
        for name in event_names(system.log)
    )
