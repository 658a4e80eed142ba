"""The desk over HTTP: a line is moved as it was seen; of sealed lots every answer is the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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
