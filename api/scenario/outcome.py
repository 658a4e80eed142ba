"""What playing scenarios came to: rows, checkpoints, days, interest; what differs, by the fen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What became of a row."""

    PLAYED = "played"
    NOT_DONE = "not_done"
    """Nothing can play it yet."""
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What was expected of a key and what there is: fen, or days, or words."""

    key: str
    expected: object
    actual: object


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTold:
    """A row, and what became of it. `first`, `last`: positions of its events, where it has any.

    `posts`: who said its facts; `dues`: the days that followed from it. `why`: a key of the
    catalogue where it is not done, the refusal's rule where it was refused.
    """

    scenario: str
    seq: int
    at: datetime
    facts: tuple[str, ...]
    fate: Fate
    first: int | None = None
    last: int | None = None
    posts: tuple[str, ...] = ()
    dues: tuple[date, ...] = ()
    why: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Balances at a position by the table's keys; fen, debit positive."""

    scenario: str
    name: str
    position: int
    expected: Mapping[str, int]
    actual: Mapping[str, int]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where they are not the same."""
        return compared(self.expected, self.actual)


@dataclass(slots=True)
class Outcome:
    """All that was found, in order. It passes where nothing differs and nothing is left undone."""

    scale: int
    add: int
    exchanged: Mapping[str, Mapping[str, str]]
    rows: list[RowTold] = field(default_factory=list)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    others: list[tuple[str, str, tuple[Difference, ...]]] = field(default_factory=list)
    """Scenario, what was held against the table, what differs of it."""
    events: int = 0
    verified: bool = False

    @property
    def not_done(self) -> list[RowTold]:
        """Rows that nothing can play yet."""
        return [row for row in self.rows if row.fate is Fate.NOT_DONE]

    @property
    def differs(self) -> bool:
        """Whether anything is not as the table has it."""
        wrong = (Fate.DIFFERS, Fate.REFUSED)
        return (
            any(row.fate in wrong for row in self.rows)
            or any(one.differences for one in self.checkpoints)
            or any(found for _, _, found in self.others)
        )

    @property
    def passed(self) -> bool:
        """Whether every row was played, everything agrees, and the log verifies."""
        return not self.differs and not self.not_done and self.verified

    def as_json(self) -> dict[str, Any]:
        """The document that `--json` prints."""
        return {
            "passed": self.passed,
            "scale": self.scale,
            "add": self.add,
            "exchanged": self.exchanged,
            "rows": [asdict(row) for row in self.rows],
            "not_done": [{"scenario": row.scenario, "seq": row.seq} for row in self.not_done],
            "checkpoints": [
                asdict(one) | {"differences": [asdict(d) for d in one.differences]}
                for one in self.checkpoints
            ],
            "others": [
                {"scenario": scenario, "of": of, "differences": [asdict(d) for d in found]}
                for scenario, of, found in self.others
            ],
            "events": self.events,
            "verified": self.verified,
        }


def compared(expected: Mapping[str, int], actual: Mapping[str, int]) -> tuple[Difference, ...]:
    """Keys of which there is not as much as is expected; an absent one is nothing."""
    return tuple(
        Difference(key=key, expected=expected.get(key, 0), actual=actual.get(key, 0))
        for key in sorted(expected.keys() | actual.keys())
        if expected.get(key, 0) != actual.get(key, 0)
    )


def listed(
    of: str, expected: Iterable[date | int | str], actual: Iterable[date | int | str]
) -> Iterator[Difference]:
    """The difference of two lists, in their order."""
    wanted, found = [*map(str, expected)], [*map(str, actual)]
    if wanted != found:
        yield Difference(key=of, expected=", ".join(wanted), actual=", ".join(found))
