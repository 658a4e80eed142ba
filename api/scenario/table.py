"""A scenario as its file tells it: rows, checkpoints, interest, days of the bank. Amounts in fen.

Keys are the file's, such as `2002/A1/B1`, debit positive. What people pay, ask and decide is the
rows' own; what follows from it is not taken from here, only held against it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.calendar import BEIJING
from domain.money import yuan

SCENARIOS = ("A", "B", "B_default", "C")
FINAL = "final"
_AMOUNT = r"([\d,]+\.\d\d)"
_OFFER = re.compile(r"(\w+) (\d+\.\d\d) m\b")
_DUE = re.compile(
    r"(?:due|ends|extended to|days: to) (\d{4}-\d\d-\d\d)"
    r"|working days \((?:\d\d-\d\d,)*(\d\d-\d\d)\)"
)
"""A day that is named whole, or the last of working days that are listed without their year."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class NoScenario(ValueError):
    """A file that is no scenarios; the sentence names the field, its value, what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: when, which facts (`type`, `type(qualifier)`), who it names, what it moves.

    `postings`: key and fen, in the table's order. `sealed`: nobody may read whose it is before the
    opening.
    """

    seq: int
    at: datetime
    facts: tuple[str, ...]
    actor: str
    note: str
    sealed: bool
    postings: tuple[tuple[str, int], ...]

    @property
    def moves(self) -> dict[str, int]:
        """What it moves by key, where anything is."""
        return summed(self.postings)

    @property
    def names(self) -> tuple[str, ...]:
        """Its facts by their names alone."""
        return tuple(fact.partition("(")[0] for fact in self.facts)

    @property
    def due(self) -> tuple[date, ...]:
        """The days that its note says something is due, or ends."""
        found = _DUE.findall(self.note)
        return tuple(date.fromisoformat(whole or f"{self.at.year}-{day}") for whole, day in found)

    @property
    def offers(self) -> tuple[tuple[str, int], ...]:
        """Who offers how much in it, in order."""
        found = _OFFER.findall(self.note)
        return tuple((who, yuan(millions.replace(".", "") + "0000")) for who, millions in found)

    def said(self, label: str = "") -> int:
        """The amount that its note says after a word; the first where none is given.

        Raises NoScenario where it says none.
        """
        found = re.search(f"{re.escape(label)} ?{_AMOUNT}" if label else _AMOUNT, self.note)
        if found is None:
            raise NoScenario(
                f"row {self.seq}, note {self.note!r}: expected an amount after {label!r}"
            )
        return yuan(found[1])

    def moved(self, account: str) -> int:
        """What it moves on an account of the chart, whoever's."""
        return sum(fen for key, fen in self.postings if key.partition("/")[0] == account)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDay:
    """A day of 1001 as the statement tells it."""

    date: date
    opening: int
    credits: int
    debits: int
    lines: int
    closing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One scenario. `checkpoints`: by name, what lies on each key; an absent key is nothing."""

    name: str
    rows: tuple[Row, ...]
    checkpoints: Mapping[str, Mapping[str, int]]
    interest: Mapping[str, int]
    bank_days: tuple[BankDay, ...]

    def row(self, seq: int) -> Row:
        """The row of that number. Raises NoScenario."""
        for row in self.rows:
            if row.seq == seq:
                return row
        raise NoScenario(f"scenario {self.name}: expected a row {seq}")

    def ends(self, name: str) -> int:
        """The last row that a checkpoint has behind it."""
        told = _DAY.search(name)
        if told is None:
            return self.rows[-1].seq
        day = date.fromisoformat(told[0])
        return max((row.seq for row in self.rows if row.at.date() <= day), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """What all scenarios of a file share: the bank's demand rate, the calendar of a year."""

    rate_ppm: int
    holidays: tuple[date, ...]
    makeup: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file of scenarios, by name."""

    fixture: Fixture
    tables: Mapping[str, Table]


def read(path: Path) -> File:
    """A file of scenarios. Raises NoScenario, OSError."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except ValueError as problem:
        raise NoScenario(f"{path.name}: {problem}; expected a JSON document") from None
    return parsed(told)


def parsed(told: Any) -> File:
    """The same of what the document says. Raises NoScenario."""
    try:
        fixture = told["fixture"]
        found = _names(told)
        return File(
            Fixture(
                rate_ppm=fixture["rate_ppm"],
                holidays=tuple(map(date.fromisoformat, fixture["holidays"])),
                makeup=tuple(map(date.fromisoformat, fixture["makeup"])),
            ),
            {name: _table(name, told[name]) for name in found},
        )
    except (KeyError, TypeError) as problem:
        right = "a fixture, and scenarios each with events, checkpoints, interest, bank_days_1001"
        raise NoScenario(f"{problem!r}: expected {right}") from None


def _names(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The scenarios of a file: one at least, and nothing that nobody would play."""
    known = ", ".join(SCENARIOS)
    for name in told:
        if name not in ("fixture", *SCENARIOS):
            raise NoScenario(f"{name!r}: expected fixture, or one of {known}")
    found = tuple(name for name in SCENARIOS if name in told)
    if not found:
        raise NoScenario(f"the file has no scenario: expected one at least of {known}")
    return found


def _table(name: str, told: Mapping[str, Any]) -> Table:
    for field in ("events", "checkpoints"):
        if not told[field]:
            raise NoScenario(f"scenario {name}, {field}: expected one at least")
    table = Table(
        name=name,
        rows=tuple(map(_row, told["events"])),
        checkpoints=told["checkpoints"],
        interest=told["interest"],
        bank_days=tuple(
            BankDay(**{**day, "date": date.fromisoformat(day["date"])})
            for day in told["bank_days_1001"]
        ),
    )
    for row in table.rows:
        if sum(fen for _, fen in row.postings):
            raise NoScenario(f"scenario {name}, row {row.seq}: its postings do not sum to zero")
    return table


def _row(told: Mapping[str, Any]) -> Row:
    return Row(
        seq=told["seq"],
        at=datetime.strptime(told["date"], "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING),
        facts=tuple(map(_fact, told["events"])),
        actor=told["actor"],
        note=told["note"],
        sealed=bool(told["sealed"]),
        postings=tuple((one["account"], one["dr"] - one["cr"]) for one in told["postings"]),
    )


def _fact(told: Mapping[str, str]) -> str:
    return f"{told['type']}({told['qualifier']})" if "qualifier" in told else told["type"]


def summed(moves: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What is moved by key, where anything is."""
    found: Counter[str] = Counter()
    for key, fen in moves:
        found[key] += fen
    return {key: fen for key, fen in sorted(found.items()) if fen}
