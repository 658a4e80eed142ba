"""`/lots/{lot}`: a lot as it stands, beside its events; `/lots/{lot}/rules`: its rules."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from api.alerts import to_explain
from api.http.identity import Identity
from api.http.lasting import shown
from api.http.lot_seen import Seen, seen
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.lot_converting import converting_acts
from api.http.pages.lot_money import Stands, money, stands_of
from api.http.pages.lot_owing import owing_acts, undecided
from api.http.pages.lot_parts import born, cases, opening, parties
from api.http.pages.lot_rules import rule_rows
from api.http.pages.lot_timeline import replayed_at, timeline
from api.http.pages.lot_words import (
    alert_view,
    due_view,
    facts_view,
    known_view,
    phase_tag,
    steps_view,
    stills_view,
)
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Confirmed
from api.http.pages.views.lot import AlertView, LotView, PartyRow, Rules
from api.http.pages.void_left import left_fen, page_path
from api.http.positions import When, asked
from api.http.prices import clocks_for
from api.http.seeing import DESK, TRAIL, WATCH, holding, holds_near
from api.http.shapes import LotCode
from api.lots.standing import standing
from api.said import plain_money

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "lot.html",
    "lot.title",
    place="lots",
    style="lots",
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "key.enter", True),
        (("[", "]"), "key.pages", True),
        (("P",), "lot.key.replay", True),
    ),
    lasting=True,
)
RULES = Sheet("rules.html", "lot.rules", place="lots", style="lots", lasting=True)

Asked = Annotated[
    When,
    asked(
        lambda r: (
            *(r.lots, r.projects, r.bids, r.deposits, r.disputes, r.alerts),
            *(r.balances.reader, r.refunds, r.trail, r.sealed_deposits),
        )
    ),
]
Reader = Annotated[Identity, holding(*TRAIL)]
Place = Annotated[int | None, Query(ge=0, le=2**53)]


@shown(router, "/lots/{lot}")
def lot(
    request: Request,
    reader: Reader,
    when: Asked,
    lot: LotCode,
    before: Place = None,
    after: Place = None,
) -> Response:
    """The lot's page: its newest events, or those beside a position."""
    found = demand(when, reader, lot)
    view = _view(request, reader, when, found, (before, after))
    return draw(request, reader, SHEET, view, when, title=view.title)


@shown(router, "/lots/{lot}/rules")
def rules(request: Request, reader: Reader, when: Asked, lot: LotCode) -> Response:
    """The rules that the lot was born under, and keeps."""
    of = standing(when.system, lot, when.position)
    if of is None or of.lot.defined is None:
        raise nobody_defined(lot, when)
    wish = speech(request)
    rows = rule_rows(when.system, of.category, wish) if of.category else ()
    view = Rules(lot, of.lot.defined.title, born(when, of, wish), rows)
    return draw(request, reader, RULES, view, when)


def demand(when: When, reader: Identity, lot: str) -> Seen:
    """What this reader sees of a lot; 404 where nobody had defined it."""
    found = seen(when, reader, lot)
    if found is None:
        raise nobody_defined(lot, when)
    return found


def nobody_defined(lot: str, when: When) -> HTTPException:
    """404, as of a position."""
    return HTTPException(404, f"nobody defined {lot}, as of position {when.position}")


def _view(
    request: Request,
    reader: Identity,
    when: When,
    found: Seen,
    place: tuple[int | None, int | None],
) -> LotView:
    wish, now, page = speech(request), when.instant, f"/lots/{found.now.code}"
    of, defined = found.now, found.now.lot.defined
    assert defined is not None, "only what was defined has a page"
    stands = stands_of(when, found) if found.may else {}
    told = timeline(when, found, found.payers, wish, place, page)
    last, refused = last_act(when, reader, wish)
    runs = clocks_for(when.system, reader, [of])[of.code]
    return LotView(
        code=of.code,
        title=defined.title,
        project=found.project or "",
        project_path=when.there(f"/projects/{found.project}") if found.project else "",
        phase=phase_tag(of.lot.phase, wish),
        steps=steps_view(of, wish),
        facts=facts_view(when.system, of, wish),
        alerts=_alerts(reader.near(defined.region), when, of.code, wish),
        stills=stills_view(of.lot, wish),
        dues=tuple(due_view(when.system, of, clock, now, wish) for clock in runs),
        known=known_view(of, wish, found.names),
        born=born(when, of, wish),
        sealed=not of.lot.opened,
        may=found.may,
        opening_at=of.lot.opening_at,
        parties=_parties(when, wish, reader, found, stands) if found.may else (),
        opening=opening(when, reader, of.code),
        money=money(found, stands, wish) if found.may else None,
        cases=cases(of, now, wish),
        replay=replayed_at(when, page),
        desk=reader.holds(*DESK),
        last=last,
        refused=refused,
        events=told.events,
        total=told.total,
        newer=told.newer,
        older=told.older,
    )


def _parties(
    when: When, wish: Speech, reader: Identity, found: Seen, stands: Stands
) -> tuple[PartyRow, ...]:
    """Who takes part, with what is to be done, or decided, about each deposit."""
    return tuple(
        replace(
            _void(when, wish, reader, found, one),
            owe=_of_the_winner(when, wish, reader, found.now.code, one) if one.won else (),
        )
        for one in parties(when, found, stands)
    )


def _of_the_winner(
    when: When, wish: Speech, reader: Identity, code: str, one: PartyRow
) -> tuple[Confirmed, ...]:
    """What its checker may do about the winner's deposit: convert it, owe its bond's interest."""
    return (
        *converting_acts(when, wish, reader, code, one.deposit, one.name),
        *owing_acts(when, wish, reader, code, one.deposit),
    )


def _void(when: When, wish: Speech, reader: Identity, found: Seen, one: PartyRow) -> PartyRow:
    """With whose decision its deposit waits for, as it won and did not sign; or as what it had
    become is of a void result, which the desk writes down."""
    lot, code = found.now.lot, found.now.code
    if one.defaulted:
        return replace(one, note=undecided(when, wish, lot, one.deposit))
    fen = left_fen(when, lot, one.deposit)
    if not fen:
        return one
    note = wish.say("void.waits", fen=plain_money(fen))
    desk = holds_near(reader, lot, *DESK) and not when.past
    return replace(one, note=note, award=page_path(code, one.deposit) if desk else "")


def _alerts(reader: Identity, when: When, lot: str, wish: Speech) -> tuple[AlertView, ...]:
    """What is red and unexplained: it shows wherever the lot does."""
    if not reader.holds(*WATCH):
        return ()
    found = to_explain(when.system.readers, when.position, lot)
    return tuple(alert_view(row, wish) for row in found)
