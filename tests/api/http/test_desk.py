"""The desk over HTTP: a line is moved as it was seen; of sealed lots every answer is the same."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.appointing import appoint
from api.embedded import Server
from api.upkeep import upkeep
from tests.kit import bidding
from tests.kit.bidding import DEPOSITS, LOTS, PAGE
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem

LINE = f"{PAGE}#1"


@pytest.fixture(scope="module")
def opened(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The door of the usual log, its first lot open."""
    folder: Path = tmp_path_factory.mktemp("opened")
    with city(fresh(server), folder) as running:
        bidding.tell(running, bidding.USUAL)
        bidding.open_bids(running, 0, bidding.USUAL)
        appoint(running, "colleague", "C-SET1", "centre")
        with upkeep(running), door(running) as made:
            yield made


def ask(at: Door, act: str, seen: int | None, person: str = "clerk", **changed: Any) -> Any:
    asked = {"line": LINE, "deposit": DEPOSITS[0], "lot": LOTS[0]} | changed
    headers = at.headers(person) | ({} if seen is None else {"If-Match": f'"{seen}"'})
    return at.ask("POST", f"/v1/desk/{act}", json=asked, headers=headers)


def test_a_line_is_taken_back_and_given_again_as_it_was_seen(opened: Door):
    problem(ask(opened, "unmatch", None, reason="看错"), 428, "version-needed")
    said = problem(ask(opened, "unmatch", 1, reason="看错"), 412, "refused")
    assert said["rule"] == "desk.line_changed"
    assert ask(opened, "unmatch", 2, reason="看错").status_code == 201
    assert problem(ask(opened, "match", 2), 412, "refused")["rule"] == "desk.line_changed"
    assert ask(opened, "match", 3).status_code == 201


def test_a_reversal_is_matched_by_a_clerk_as_it_was_seen(opened: Door):
    taken = {"reversed": LINE}
    problem(ask(opened, "reversal", None, **taken), 428, "version-needed")
    said = problem(ask(opened, "reversal", 1, **taken), 412, "refused")
    assert said["rule"] == "desk.line_changed"
    said = problem(ask(opened, "reversal", 1, reversed=f"{PAGE}#2"), 409, "refused")
    assert said["rule"] == "desk.not_this_line"
    said = problem(ask(opened, "reversal", 1, "reviewer", **taken), 403, "refused")
    assert said["rule"] == "permission.missing"


def at_once(at: Door, act: str, seen: int, **said: str) -> list[httpx.Response]:
    """Two clerks ask the same three times each, all at the same instant."""
    asked = {"line": LINE, "deposit": DEPOSITS[0], "lot": LOTS[0]} | said
    people = [at.headers(person) | {"If-Match": f'"{seen}"'} for person in ("clerk", "colleague")]

    async def all_of_them(client: httpx.AsyncClient) -> list[httpx.Response]:
        asking = (client.post(f"/v1/desk/{act}", json=asked, headers=one) for one in people * 3)
        return await asyncio.gather(*asking)

    return at.run(all_of_them)


def test_of_two_clerks_at_the_same_instant_one_wins_and_the_others_are_told(opened: Door):
    answers = at_once(opened, "unmatch", 4, reason="看错")
    assert sorted(one.status_code for one in answers) == [201] + [412] * 5
    lost = [problem(one, 412, "refused") for one in answers if one.status_code == 412]
    assert {one["rule"] for one in lost} == {"desk.line_changed"}


def test_what_two_clerks_want_alike_at_the_same_instant_is_done_once(opened: Door):
    answers = [one.json() for one in at_once(opened, "match", 5)]
    assert sorted(one["first"] > 0 for one in answers) == [False] * 5 + [True]


def test_who_is_no_clerk_moves_nothing(opened: Door):
    for person in ("reviewer", "cash", "auditor"):
        said = problem(ask(opened, "match", 1, person), 403, "refused")
        assert said["rule"] == "permission.missing"


@pytest.mark.parametrize(
    "asked",
    [
        {"deposit": DEPOSITS[3], "lot": LOTS[1]},
        {"deposit": DEPOSITS[3], "lot": LOTS[1], "line": f"{PAGE}#6"},
        {"deposit": DEPOSITS[3]},
        {"deposit": "P00000000000000FF", "lot": LOTS[1]},
        {"deposit": "P00000000000000FF"},
        {"deposit": DEPOSITS[3], "lot": "NO-SUCH-LOT"},
        {"deposit": DEPOSITS[3], "lot": LOTS[1], "line": f"{bidding.ACCOUNT}/2026-03-01/9#9"},
    ],
)
@pytest.mark.parametrize("seen", [1, 7])
def test_of_a_lot_that_is_not_open_every_answer_is_the_same(opened: Door, asked: Any, seen: int):
    said = problem(ask(opened, "match", seen, **asked), 409, "refused")
    assert said["rule"] == "desk.not_open"
    code = asked["deposit"]
    assert said["detail"] == f"{code} is no deposit of a lot whose bids are open"


@pytest.mark.parametrize("line", ["x", f"{PAGE}#0", f"{PAGE}#1000", f"{PAGE}#501", PAGE])
def test_a_line_that_can_be_none_is_told(opened: Door, line: str):
    problem(ask(opened, "match", 1, line=line), 422, "invalid")
