"""Everything that can be asked of a log, by everybody; and where two logs answer differently."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from api.http.app import ROUTERS
from domain.permissions import ROLE_CODES
from ledger.tiles import TILE_WIDTH, entries_path, tile_path
from tests.kit import bidding
from tests.kit.door import Door
from tests.kit.listening import heard
from tests.noninterference.masking import masked

PUBLIC = None
READERS: tuple[str | None, ...] = (PUBLIC, "nobody", *(f"reader-{role}" for role in ROLE_CODES))
"""The public, a person with a token and no post, and one person for each role."""

MOMENTS = ("", "as_of=2026-03-16T18:00:00%2B08:00", "as_of=2026-03-16", "as_of=2026-03-15")
_AT_A_MOMENT = (
    "/v1/balances?by=owner",
    "/v1/balances?by=account",
    "/v1/balances?by=owner&limit=3",
    "/v1/bankdays",
    "/v1/lots?limit=1",
    "/v1/deposits",
    "/v1/deposits?limit=2",
    f"/v1/deposits?lot={bidding.LOTS[0]}",
    f"/v1/deposits?lot={bidding.LOTS[1]}",
    "/v1/events?limit=1000",
    "/v1/refunds",
    "/v1/refunds?limit=1",
    "/v1/refund-batches",
    "/v1/payments",
    "/v1/closes",
)
_DESK = f"/desk?account={bidding.ACCOUNT}&day={bidding.DAY}"
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
    "/static/0/css/frame.css",
    "/sign-in",
    "/trust.json",
    "/status",
    "/trail",
    "/trail?day=2026-03-16",
    "/trail?kind=deposit",
    "/trail?name=ReceiptMatched",
    "/trail?person=matcher",
    f"/trail?code={bidding.DEPOSITS[0]}",
    "/balances?open=1001,2001,2002,2015",
    f"/balances?open=2001&account=2001&owner={bidding.ACCOUNT}/{bidding.DAY}",
    f"/balances?account=2002&owner={bidding.DEPOSITS[0]}",
    "/dues",
    "/dues?within=week",
    f"/dues/{bidding.DEPOSITS[0]}/1/evidence",
    f"/refunds/{bidding.DEPOSITS[0]}/1/receipt",
    "/batches",
    "/batches?state=every",
    "/batches/RB-2026-03-16-0001",
    "/close",
    f"/close/{bidding.ACCOUNT}/{bidding.DAY}",
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
    assert full == 0, "the logs here fit one tile"
    yield from (f"/{tile_path(0, 0, rest)}", f"/{entries_path(0, rest)}", "/tile/0/000")
    yield from (f"/v1/proofs/{size // 2}", f"/v1/proofs/{size // 3}?size={size // 2}")
    yield f"/v1/consistency/{size // 2}/{size}"
    yield from _PAGES
    yield from (f"/events/{position}" for position in range(6, size + 1, 29))
    yield from (f"/events/{size // 2}/proof", f"/at/{size // 2}/balances?open=2001")
    yield f"/at/{size}/balances.csv"
    yield from (_at(path, moment) for path in _AT_A_MOMENT for moment in MOMENTS)
    yield from (_at(f"/v1/lots/{bidding.LOTS[1]}", moment) for moment in MOMENTS)


def at_each(positions: Iterable[int], size: int) -> Iterator[str]:
    """The same as known at each position, and the trail page by page from each."""
    for position in positions:
        moment = f"as_of={position}"
        yield from (_at(path, moment) for path in _AT_A_MOMENT if "limit" not in path)
        yield f"/v1/events?after={position}&limit=2"
        yield f"/v1/proofs/{position}?size={size}"
        yield f"/events/{position}"
        yield from (f"/events/{position}/proof", f"/events/{position}/proof?file=true")
        yield f"{_DESK}&tab=all&as_of={position}"
        yield f"/trail?before={position}&kind=deposit"
        yield f"/at/{position}/balances?open=1001,2001,2002"


def _at(path: str, moment: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{moment}"


def unasked(door: Door, paths: Iterable[str]) -> set[str]:
    """Routes that can be read and that none of these paths leads to."""
    asked = [path.partition("?")[0] for path in paths]
    assert door.app.state.system is door.system
    return {
        route.path
        for router in ROUTERS
        for route in router.routes
        if "GET" in route.methods
        and not any(re.fullmatch(route.path_regex, path) for path in asked)
    }


type Answers = dict[tuple[str | None, str], dict[str, Any]]


def answers(door: Door, readers: Iterable[str | None], paths: Iterable[str]) -> Answers:
    """What every reader is answered, masked, by reader and path."""
    asked = list(paths)
    plainly = [path for path in asked if not path.startswith(STREAM)]
    streamed = [path for path in asked if path.startswith(STREAM)]
    size = door.system.tree.size()
    said: Answers = {}
    for reader in readers:
        for path, answer in zip(plainly, door.at_once(plainly, reader), strict=True):
            said[reader, path] = masked(answer)
        for path in streamed:
            said[reader, path] = masked(_streamed(door, path, reader, size))
    return said


def _streamed(door: Door, path: str, reader: str | None, size: int) -> httpx.Response:
    """What came up to the last event; or the problem that came instead."""
    told = heard(door, path, reader, lambda so_far: so_far.last >= size)
    request = httpx.Request("GET", f"http://door{path}")
    return httpx.Response(told.status, headers=told.headers, content=told.body, request=request)


def differences(one: Answers, other: Answers) -> list[Found]:
    """Where the two answer differently."""
    return [
        Found(reader, path, place, (said.get(place), heard.get(place)))
        for (reader, path), said in one.items()
        for heard in (other[reader, path],)
        for place in sorted(said.keys() | heard.keys())
        if said.get(place) != heard.get(place)
    ]


def representatives(said: Answers) -> list[str | None]:
    """One reader of each group whose members are answered alike."""
    heard: dict[str | None, list[Any]] = {}
    for (reader, path), answer in said.items():
        heard.setdefault(reader, []).append((path, answer))
    return list({repr(what): reader for reader, what in heard.items()}.values())
