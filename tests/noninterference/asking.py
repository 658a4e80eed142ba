"""Everything that can be asked of a log, by everybody; and where two logs answer differently."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import batched, product
from typing import Any
from urllib.parse import quote

import httpx

from api.http.app import ROUTERS
from api.http.seeing import VEILED
from api.wiring import System
from domain.roles import ROLE_CODES
from ledger.tiles import TILE_WIDTH, entries_path, tile_path
from projections.audit_trail import TRAIL
from tests.kit import bidding, desk_facts, tendering
from tests.kit.door import Door
from tests.kit.listening import heard
from tests.noninterference import a_project
from tests.noninterference.apart import apart

TURNS = int(os.environ.get("ZHANGBEN_TURNS", "6"))
"""In how many parts `at_each` asks for what is known, and groups of readers ask by turns;
`./zhangben soak --more` has one, and all of them ask."""

PUBLIC = None
READERS: tuple[str | None, ...] = (
    PUBLIC,
    "nobody",
    "reader-county",
    *(f"reader-{role}" for role in ROLE_CODES),
)
"""The public, a person with a token and no post, a supervisor of the lots' region alone, and one
person for each role.
"""
_REPORTS = (
    f"day/{bidding.ACCOUNT}/{bidding.DAY}",
    f"month/{bidding.ACCOUNT}/{bidding.DAY:%Y-%m}",
    f"year/{bidding.ACCOUNT}/{bidding.DAY:%Y}",
    f"clearance/{bidding.ACCOUNT}/{bidding.DAY:%Y}",
)
_PERIOD = "from=2026-03-01&to=2026-03-31"


MOMENTS = ("", "as_of=2026-03-16T18:00:00%2B08:00", "as_of=2026-03-16", "as_of=2026-03-15")
_AT_A_MOMENT = (
    "/v1/balances?by=owner",
    "/v1/balances?by=account",
    "/v1/balances?by=owner&limit=3",
    "/v1/bankdays",
    "/v1/lots?limit=1",
    "/v1/projects",
    *a_project.PATHS,
    "/v1/deals",
    "/v1/consultations?category=CONSTRUCTION",
    "/v1/milestones",
    "/v1/statistics?since=2026-01&until=2026-12",
    "/v1/statistics/reports",
    "/v1/calendars",
    "/v1/calendars/2026",
    "/v1/venues",
    "/v1/venues/ROOM-301/bookings",
    "/v1/filings",
    "/v1/market-trades",
    "/v1/resolutions",
    "/v1/resolutions/GGW-2026-3/system-owners",
    "/v1/mandates",
    "/v1/parties",
    f"/v1/parties?region={bidding.LOT.region}&limit=2",
    *(f"/v1/parties/{party}" for party in (bidding.COMPANY, bidding.NATURAL)),
    "/v1/deposits",
    "/v1/deposits?limit=2",
    f"/v1/deposits?lot={bidding.LOTS[0]}",
    f"/v1/deposits?lot={bidding.LOTS[1]}",
    "/v1/events?limit=1000",
    "/v1/refunds",
    "/v1/refunds?limit=1",
    "/v1/refund-batches",
    "/v1/payouts",
    "/v1/dormant",
    "/v1/pools/Y00000000000000FF",
    "/v1/deposits/P00000000000000FF",
    "/v1/deposits/P00000000000000FF/receipt-claims",
    "/v1/bids/B00000000000000FF",
    "/v1/bids/B00000000000000FF/file",
    "/v1/applications/A00000000000000FF",
    f"/v1/lots/{bidding.LOTS[1]}/applications",
    f"/v1/lots/{bidding.LOTS[1]}/prequalification",
    f"/v1/bids/B{desk_facts.LATE[1:]}",
    f"/v1/bids/B{desk_facts.LATE[1:]}/file",
    f"/v1/lots/{bidding.LOTS[0]}/receipt-claims",
    f"/v1/lots/{bidding.LOTS[1]}/receipt-claims",
    f"/v1/lots/{bidding.LOTS[0]}/session",
    f"/v1/lots/{bidding.LOTS[1]}/offers",
    f"/v1/refunds/{desk_facts.OVER}/1/letter",
    "/v1/quarantine",
    "/v1/alerts",
    f"/v1/alerts?lot={bidding.LOTS[1]}&level=R&unexplained=true",
    f"/v1/alerts?lot={bidding.LOTS[0]}&limit=1",
    f"/v1/alerts?lot={bidding.LOTS[0]}&stage=1",
    f"/v1/alerts/{desk_facts.ALERTS[0]}",
    "/v1/disputes",
    f"/v1/disputes?lot={bidding.LOTS[1]}&state=open",
    f"/v1/disputes/{desk_facts.COMPLAINT}",
    f"/v1/lots/{bidding.LOTS[1]}/suspensions",
    f"/v1/lots/{bidding.LOTS[1]}/archive",
    f"/v1/lots/{bidding.LOTS[1]}/panel",
    f"/v1/lots/{bidding.LOTS[1]}/draw",
    f"/v1/lots/{bidding.LOTS[1]}/questions",
    f"/v1/lots/{bidding.LOTS[0]}/questions?limit=1",
    "/v1/inspections",
    "/v1/interventions",
    "/v1/downloads/L00000000000000FF",
    *(f"/v1/lots/{lot}/inspections/1" for lot in bidding.LOTS),
    *(f"/v1/lots/{lot}/downloads" for lot in bidding.LOTS),
    *(f"/v1/lots/{lot}/scores" for lot in bidding.LOTS),
    *(f"/v1/lots/{lot}/opening-record" for lot in bidding.LOTS),
    *(f"/v1/lots/{lot}/bids" for lot in bidding.LOTS),
    *(f"/v1/lots/{lot}/bids/B{desk_facts.LATE[1:]}/file" for lot in bidding.LOTS),
    *(f"/v1/lots/{lot}/guarantees" for lot in bidding.LOTS),
    *(f"/v1/refunds?lot={lot}" for lot in bidding.LOTS),
    "/v1/payments",
    "/v1/closes",
)
_DESK = f"/desk?account={bidding.ACCOUNT}&day={bidding.DAY}"
LOOKED_FOR = (
    bidding.DEPOSITS[0],
    f"{bidding.DEPOSITS[0]}/1",
    f"{desk_facts.OVER}/1/1",
    desk_facts.GUARANTEE,
    desk_facts.number(bidding.USUAL, desk_facts.LATE),
    bidding.COMPANY,
    bidding.subject(6)[0],
    bidding.USUAL.stranger,
    bidding.DEPOSITS[2],
    bidding.ELSEWHERE,
)
"""What somebody who guesses may look for: ids, a number, parties and payers. The number, the payers
and the last two deposits stand in one of two logs alone."""
_LASTING = (
    f"{_DESK}&tab=all",
    "/dues",
    "/batches",
    f"/batches/{desk_facts.WAITING}",
    "/payouts?state=every",
    "/payouts/Q00000000000000FF",
    f"/close/{bidding.ACCOUNT}/{bidding.DAY}",
    "/quarantine",
    "/registers?kind=guarantees",
    "/lots?tab=every",
    f"/lots/{bidding.LOTS[0]}",
    f"/lots/{bidding.LOTS[1]}/rules",
    "/projects",
    "/calendars",
    f"/projects/{tendering.PROJECT}",
    "/own",
    f"/own/{bidding.LOTS[0]}",
    "/hall?day=2026-03-17",
    "/office?role=OWNER",
)
"""Pages that are shown again as they were."""
_PAGES = (
    "/",
    "/desk",
    "/desk/import",
    *(f"{_DESK}&tab={tab}" for tab in ("open", "suspense", "done", "all")),
    f"{_DESK}&side=in&mine=1",
    *(f"{_DESK}&line={bidding.PAGE}%23{n}" for n in (1, 4, 6, 7)),
    f"{_DESK}&did=1-200&of={bidding.PAGE}%234",
    f"{_DESK}&refused=desk.line_changed&of={bidding.PAGE}%234&left={bidding.PAGE}%236",
    "/find?q=2026-03-16",
    *(f"/find?q={quote(what)}" for what in LOOKED_FOR),
    "/static/0/css/frame.css",
    "/sign-in",
    "/trust.json",
    "/status",
    "/trail",
    "/trail?day=2026-03-16",
    "/trail?kind=deposit",
    "/trail?name=ReceiptMatched",
    "/trail?person=matcher",
    *(f"/trail?code={code}" for code in LOOKED_FOR),
    *(f"/trail?person={quote(name)}" for name in LOOKED_FOR),
    *(f"/trail?kind=deposit&code={code}" for code in LOOKED_FOR[-2:]),
    "/balances?open=1001,2001,2002,2015",
    f"/balances?open=2001&account=2001&owner={bidding.ACCOUNT}/{bidding.DAY}",
    f"/balances?account=2002&owner={bidding.DEPOSITS[0]}",
    *(f"/registers?kind={kind}" for kind in ("holds", "guarantees", "pools", "dormant")),
    "/dues",
    "/dues?within=week",
    f"/dues/{desk_facts.LATE}/1/evidence",
    f"/refunds/{desk_facts.OVER}/1/receipt",
    "/batches",
    "/batches?state=every",
    f"/batches/{desk_facts.DONE}",
    f"/batches/{desk_facts.WAITING}",
    "/payouts",
    *(f"/payouts?state={tab}" for tab in ("due", "waiting", "going", "every")),
    "/payouts/Q00000000000000FF",
    "/payouts/Q00000000000000FF/evidence",
    "/alerts",
    "/alerts?stage=1",
    "/lots",
    "/lots?tab=every&category=CONSTRUCTION",
    "/lots?phase=ANNOUNCED&q=E3506",
    *(f"/lots?tab=every&q={quote(what)}" for what in LOOKED_FOR[::4]),
    *(f"/lots/{lot}" for lot in bidding.LOTS),
    *(f"/lots/{lot}/deposits/{bidding.DEPOSITS[0]}/void-award" for lot in bidding.LOTS),
    f"/lots/{bidding.LOTS[1]}/deposits/P00000000000000FF/void-award",
    f"/quarantine/acts/{'0' * 64}/evidence",
    *(f"/lots/{lot}/deposits/{bidding.DEPOSITS[0]}/price" for lot in bidding.LOTS),
    "/hall",
    "/office",
    "/own",
    *(f"/own/{lot}?deposit={bidding.DEPOSITS[0]}" for lot in bidding.LOTS),
    f"/lots/{bidding.LOTS[1]}/rules",
    *(f"/lots/{lot}/replay" for lot in bidding.LOTS),
    *(f"/lots/{lot}/replay?at={bidding.DAY}&with=1" for lot in bidding.LOTS),
    f"/lots/{bidding.LOTS[1]}/replay?minute=9",
    "/lots/E3506000001000001001009",
    "/projects",
    "/calendars",
    "/calendars?year=2027&by=package",
    *(f"/projects/{code}" for code in (tendering.PROJECT, "A99")),
    f"/projects/{tendering.PROJECT}/replay",
    f"/projects/{tendering.PROJECT}/replay?at={bidding.DAY}&with=1&lot={a_project.LOTS[0]}",
    "/close",
    f"/close/{bidding.ACCOUNT}/{bidding.DAY}",
    f"/v1/closes/{bidding.ACCOUNT}/{bidding.DAY}",
    "/v1/joint-acts",
    "/quarantine",
    *(f"/reports/{report}" for report in _REPORTS),
)
"""What a person sees in a browser; by no word, count or address may it tell more than the rest."""

STREAM = "/v1/events/stream"
"""Its answer does not end: it is heard up to the last event."""


@dataclass(frozen=True)
class Found:
    """Two logs answered differently: to whom, what was asked, where in the answer."""

    reader: str | None
    path: str
    place: str
    values: tuple[Any, Any]


def plain(size: int) -> Iterator[str]:
    """Every route once, whose answer knows no moment; and a moment or two of all others."""
    yield from ("/healthz", "/readyz", "/metrics", "/v1/me", f"/sign-in/demo/ops?token={'x' * 43}")
    yield from ("/v1/position", "/checkpoint", "/v1/openapi.json")
    yield from (f"{STREAM}?from=1", f"{STREAM}?from={size - 3}")
    full, rest = divmod(size, TILE_WIDTH)
    yield from (f"/{tile_path(0, n)}" for n in range(full))
    yield from (f"/{entries_path(n)}" for n in range(full))
    yield from (f"/{tile_path(0, full, rest)}", f"/{entries_path(full, rest)}", "/tile/0/001")
    yield from (f"/v1/proofs/{size // 2}", f"/v1/proofs/{size // 3}?size={size // 2}")
    yield f"/v1/consistency/{size // 2}/{size}"
    yield from _PAGES
    yield from (f"/events/{position}" for position in range(6, size + 1, 29))
    yield from (f"/events/{size // 2}/proof", f"/at/{size // 2}/balances?open=2001")
    yield f"/at/{size}/balances.csv"
    yield from (f"/at/{size // 2}{page}" for page in _LASTING)
    for report in _REPORTS:
        yield from (f"/at/{size}/reports/{report}{ending}" for ending in ("", ".xlsx", ".pdf"))
    yield from (f"/at/{size}/vouchers.{ending}?{_PERIOD}" for ending in ("csv", "xlsx"))
    yield f"/at/{size}/vouchers.csv?{_PERIOD}&account={bidding.ACCOUNT}"
    yield from (_at(path, moment) for path in _AT_A_MOMENT for moment in MOMENTS)
    yield from (_at(f"/v1/lots/{bidding.LOTS[1]}", moment) for moment in MOMENTS)


def at_each(positions: Iterable[int], size: int) -> Iterator[str]:
    """The same as known at each position, and the trail page by page from each.

    What is told of the position's own event is asked for at each. What is known there changes
    little from one to the next: of that so many parts take turns as `TURNS` says.
    """
    known = [path for path in _AT_A_MOMENT if "limit" not in path]
    for turn, position in enumerate(positions):
        yield from (_at(path, f"as_of={position}") for path in known[turn % TURNS :: TURNS])
        yield f"/v1/events?after={position}&limit=2"
        yield f"/v1/proofs/{position}?size={size}"
        yield f"/events/{position}"
        yield from (f"/events/{position}/proof", f"/events/{position}/proof?file=true")
        yield from _shown(turn, position)


def _shown(turn: int, position: int) -> tuple[str, ...]:
    """By turns: money, what happened, or lines as they were known; and all lots, one of them, or
    its replay from what is known now.
    """
    lot = bidding.LOTS[turn // 3 % 2]
    return (
        (f"/at/{position}/balances?open=1001,2001,2002", f"/lots?tab=every&as_of={position}"),
        (
            f"/trail?before={position}&kind=deposit",
            f"/at/{position}/vouchers.csv?{_PERIOD}",
            f"/lots/{lot}?as_of={position}",
        ),
        (f"{_DESK}&tab=all&as_of={position}", f"/lots/{lot}/replay?at={position}"),
    )[turn % 3]


def sealed_since(system: System) -> list[int]:
    """Positions of everything written since the first deposit was asked for, but what is public."""
    head = system.tree.size()
    rows = system.readers.trail.rows(TRAIL, {"kind": sorted(VEILED)}, as_of=head).rows
    at = sorted(row["at"] for row in rows)
    first = next(row["at"] for row in rows if row["kind"] == "deposit")
    return [position for position in at if position >= first - 1]


def _at(path: str, moment: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{moment}"


_ROUTES = [route for router in ROUTERS for route in router.routes]


def route_of(path: str) -> str:
    """The route that a path leads to when it is read; of what no router has, the path itself."""
    return _route(path.partition("?")[0])


@cache
def _route(plainly: str) -> str:
    found = (r.path for r in _ROUTES if "GET" in r.methods and r.path_regex.fullmatch(plainly))
    return next(found, plainly)


def unasked(paths: Iterable[str]) -> set[str]:
    """Routes that can be read and that none of these paths leads to."""
    readable = {route.path for route in _ROUTES if "GET" in route.methods}
    return readable - {route_of(path) for path in paths}


def uncalled(asked: Iterable[tuple[str, str]]) -> set[str]:
    """Ways to ask for something that none of these requests takes: method and route."""
    called = list(asked)
    return {
        f"{method} {route.path}"
        for route in _ROUTES
        for method in route.methods - {"GET", "HEAD"}
        if not any(method == how and route.path_regex.fullmatch(path) for how, path in called)
    }


type Asked = tuple[str | None, str]
"""Who asks, and for which path."""
type Answers = dict[Asked, httpx.Response]
"""What was answered."""

_TOGETHER = 12
"""So many are asked for at the same moment."""


def answers(door: Door, readers: Iterable[str | None], paths: Iterable[str]) -> Answers:
    """What every reader is answered to every path."""
    return answered(door, product(readers, list(paths)))


def answered(door: Door, asked: Iterable[Asked]) -> Answers:
    """What each who asks is answered."""
    size = door.system.tree.size()
    said: Answers = {}
    for some in batched(asked, _TOGETHER, strict=False):
        plainly = [one for one in some if not one[1].startswith(STREAM)]
        told = door.all_at_once((path, reader) for reader, path in plainly)
        said |= zip(plainly, told, strict=True)
        for reader, path in some:
            if path.startswith(STREAM):
                said[reader, path] = _streamed(door, path, reader, size)
    return said


def _streamed(door: Door, path: str, reader: str | None, size: int) -> httpx.Response:
    """What came up to the last event; or the problem that came instead."""
    told = heard(door, path, reader, lambda so_far: so_far.last >= size)
    request = httpx.Request("GET", f"http://door{path}")
    return httpx.Response(told.status, headers=told.headers, content=told.body, request=request)


def differences(one: Answers, other: Answers) -> list[Found]:
    """Where the two answer differently behind the masks; the first may hold more than the other
    was asked.
    """
    return [
        Found(reader, path, place, (said.get(place), heard.get(place)))
        for (reader, path), answer in other.items()
        for said, heard in (apart(one[reader, path], answer),)
        for place in sorted(said.keys() | heard.keys())
    ]
