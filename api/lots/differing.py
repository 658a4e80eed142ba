"""What differs between two moments of one lot: what its facts say, and its money."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.lots.money import Key, Move, balances
from api.lots.standing import Standing

type Value = object
"""Text, a day, an instant, an amount, a list of texts; None where nothing is said."""

OPENED, CANDIDATES, SUSPENDED, OPEN_CASES = "opened", "candidates", "suspended", "open_cases"
PASSED_OVER = "passed_over"
FACTS = (
    "phase",
    SUSPENDED,
    "deposit_deadline",
    "documents_until",
    "opening_at",
    OPENED,
    "public_until",
    CANDIDATES,
    PASSED_OVER,
    "winner",
    "price_fen",
    "awarded_on",
    "contract_due",
    "ended_on",
    "outside_fen",
    OPEN_CASES,
)
"""What is said of a lot, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that two moments say otherwise."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Shifted:
    """A balance at two moments, and the moves between them."""

    account: str
    deposit: str
    before: int
    after: int
    by: tuple[Move, ...]


def said(standing: Standing | None) -> dict[str, Value]:
    """What is said of a lot at a moment; before it was defined, nothing is.

    Candidates, and which of them left, are told once they stand in public: before, only those who
    tender know them.
    """
    if standing is None:
        return dict.fromkeys(FACTS)
    lot = standing.lot
    told = {name: getattr(lot, name, None) for name in FACTS}
    told["phase"] = lot.phase.value
    told[SUSPENDED] = tuple(one.told.cause.value for one in lot.suspended)
    if not lot.was("CandidatesPublicised"):
        told[CANDIDATES] = told[PASSED_OVER] = ()
    told[OPEN_CASES] = tuple(row["case"] for row in standing.cases if row["open"])
    return {name: value or None for name, value in told.items()}


def changed(before: Standing | None, after: Standing | None) -> Iterator[Changed]:
    """The facts that the two moments say otherwise."""
    was, now = said(before), said(after)
    return (Changed(name, was[name], now[name]) for name in FACTS if was[name] != now[name])


def shifted(moved: Iterable[Move], first: int, last: int) -> tuple[tuple[Shifted, ...], int]:
    """Balances that moved between two positions, by account, those that came back to what they were
    last; and how many did not move.
    """
    every = tuple(moved)
    was, now = balances(every, first), balances(every, last)
    low, high = sorted((first, last))
    between = [move for move in every if low < move.position <= high]
    keys = sorted(was.keys() | now.keys() | {(one.account, one.deposit) for one in between})
    rows = tuple(_shifted(key, was, now, between) for key in keys)
    differ = [row for row in rows if row.before != row.after or row.by]
    differ.sort(key=lambda row: row.before == row.after)
    return tuple(differ), len(rows) - len(differ)


def _shifted(key: Key, was: dict[Key, int], now: dict[Key, int], moved: Iterable[Move]) -> Shifted:
    by = tuple(move for move in moved if (move.account, move.deposit) == key)
    return Shifted(*key, was.get(key, 0), now.get(key, 0), by)
