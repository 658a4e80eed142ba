"""The scenarios of REFERENCE 8 as they were reckoned by hand: rows, checkpoints, bank days; fen.

`tests/golden/scenarios.json` is the oracle: it knows keys such as `2002/P03/L1`, debit positive.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.calendar import BEIJING

ORACLE = Path(__file__).parents[1] / "golden" / "scenarios.json"

type Key = tuple[str, str]
"""As our books have it: account and owner."""


@dataclass(frozen=True)
class Row:
    """One row: when, which facts (`type`, `type(qualifier)`), and what they move."""

    seq: int
    at: datetime
    facts: tuple[str, ...]
    moves: Mapping[str, int]


@dataclass(frozen=True)
class Scenario:
    """All of one: `checkpoints` by name, `bank_days` as the statement of 1001 tells them."""

    rows: tuple[Row, ...]
    checkpoints: Mapping[str, Mapping[str, int]]
    interest: Mapping[str, int]
    bank_days: tuple[Mapping[str, Any], ...]

    def row(self, seq: int) -> Row:
        """The row of that number."""
        return self.rows[seq - 1]


def scenario(name: str) -> Scenario:
    """A scenario by its name: A, B, B_default, C."""
    told = json.loads(ORACLE.read_text("utf-8"))[name]
    return Scenario(
        rows=tuple(map(_row, told["events"])),
        checkpoints=told["checkpoints"],
        interest=told["interest"],
        bank_days=tuple({**day, "date": date.fromisoformat(day["date"])} for day in _days(told)),
    )


def _days(told: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return told["bank_days_1001"]


def _row(told: Mapping[str, Any]) -> Row:
    return Row(
        seq=told["seq"],
        at=datetime.strptime(told["date"], "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING),
        facts=tuple(map(_fact, told["events"])),
        moves=summed((one["account"], one["dr"] - one["cr"]) for one in told["postings"]),
    )


def _fact(told: Mapping[str, str]) -> str:
    return f"{told['type']}({told['qualifier']})" if "qualifier" in told else told["type"]


def summed(moves: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What is moved by key, where anything is."""
    found: Counter[str] = Counter()
    for key, fen in moves:
        found[key] += fen
    return {key: fen for key, fen in sorted(found.items()) if fen}
