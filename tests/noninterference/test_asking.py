"""Who asks for something learns no more than who reads; nor does who counts what was asked.

Two logs are asked the same in the same order: answers and figures are the same but for hashes,
although other bidders bid in each.
"""

import re
from itertools import product
from typing import Any

import pytest

from tests.kit import bidding
from tests.kit.bidding import DEPOSITS, LOTS, PAGE, Sealed
from tests.kit.door import Door
from tests.noninterference.conftest import Logs
from tests.noninterference.masking import document
from tests.noninterference.test_sealed_facts import OTHER_BIDDERS

ASKED: tuple[tuple[str, str, Any], ...] = (
    *(
        ("clerk", "/v1/desk/match", {"line": f"{PAGE}#{n}", "deposit": deposit, "lot": lot})
        for n, deposit, lot in product((1, 6), (DEPOSITS[0], DEPOSITS[3], DEPOSITS[5]), LOTS)
    ),
    *(
        (
            "clerk",
            "/v1/desk/unmatch",
            {"line": f"{PAGE}#{n}", "deposit": DEPOSITS[0], "lot": LOTS[0], "reason": "?"},
        )
        for n in (1, 2)
    ),
    ("agency", f"/v1/lots/{LOTS[0]}/opening", {"bidders": 3}),
    ("agency", "/v1/deposits", {"lot": LOTS[0], "party": bidding.COMPANY}),
    ("bidder", "/v1/deposits", {"lot": LOTS[0], "party": bidding.PARTIES[1]}),
    ("ops", "/v1/parties", {"party": "N00000000000000AA", "name": "x"}),
)


def asked(door: Door) -> list[dict[str, Any]]:
    """What is answered to everything that is asked, in order; random ids taken out."""
    said = []
    for person, path, wanted in ASKED:
        headers = door.headers(person) | {
            "If-Match": '"1"',
            "Idempotency-Key": f"id-{len(said):08}",
        }
        answer = door.ask("POST", path, json=wanted, headers=headers)
        said.append({"(status)": answer.status_code, **document(answer.json())})
    return said


@pytest.fixture(scope="module")
def usual(logs: Logs) -> Door:
    return logs.told(Sealed())


@pytest.fixture(scope="module")
def other(logs: Logs) -> Door:
    return logs.told(OTHER_BIDDERS)


def test_what_is_asked_is_answered_alike_and_counted_alike(usual: Door, other: Door):
    assert asked(usual) == asked(other)
    counted = [_counted(door) for door in (usual, other)]
    assert counted[0] == counted[1]
    assert any(value > 0 for value in counted[0].values())


def _counted(door: Door) -> dict[str, float]:
    """How often everything was asked; how long it took, is left out."""
    lines = (line.rpartition(" ") for line in door.get("/metrics").text.splitlines())
    return {
        name: float(value)
        for name, _, value in lines
        if name.startswith("zhangben_") and not re.search("_(bucket|sum|created)", name)
    }
