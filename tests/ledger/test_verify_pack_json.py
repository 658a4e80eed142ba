"""The verdict on an audit pack as JSON: what whoever verifies with a program of their own reads."""

import json

from ledger.verdict import Problem
from ledger.verify_pack import PackVerdict

FOUND = Problem("event.position", 12, {"found": 15})


def test_everything_is_said_by_its_name_and_a_pack_is_never_verified_by_halves() -> None:
    verdict = PackVerdict(
        ok=False,
        origin="lamp.example/log",
        mode="simulated",
        size=32,
        events=10,
        streams={"lamp/l": 7},
        commands=4,
        elsewhere=1,
        first_bad=12,
        problem_count=1,
        problems=(FOUND,),
        seconds=1.25,
    )
    assert json.loads(json.dumps(verdict.as_json())) == {
        "depth": "full",
        "ok": False,
        "origin": "lamp.example/log",
        "mode": "simulated",
        "size": 32,
        "events": 10,
        "streams": {"lamp/l": 7},
        "commands": 4,
        "elsewhere": 1,
        "first_bad": 12,
        "problem_count": 1,
        "problems": [
            {"code": "event.position", "position": 12, "sentence": "the event says position 15"},
        ],
        "seconds": 1.25,
    }
