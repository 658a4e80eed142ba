"""A figure: what was measured, beside which baseline, and whether its goal is reached."""

from dataclasses import dataclass
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit that the value or the ratio has to reach; `aim` is what we would like besides."""

    of: Literal["value", "ratio"]
    sign: Literal[">=", "<="]
    limit: float
    aim: str = ""

    def reached(self, measured: float) -> bool:
        """Whether a measured number keeps the limit."""
        return measured >= self.limit if self.sign == ">=" else measured <= self.limit


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the report. `ours` and `beside` were measured in turn, pair by pair.

    `baseline` says what stands beside; `notes` are numbers that help to read the row.
    """

    name: str
    unit: str
    ours: tuple[float, ...]
    baseline: str
    beside: tuple[float, ...]
    goal: Goal
    notes: dict[str, float]

    @property
    def value(self) -> float:
        """The median of our measurements."""
        return median(self.ours)

    @property
    def baseline_value(self) -> float:
        """The median of the baseline's."""
        return median(self.beside)

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours to the baseline, pair by pair."""
        return tuple(a / b for a, b in zip(self.ours, self.beside, strict=True))

    @property
    def ratio(self) -> float:
        """The median ratio."""
        return median(self.ratios)

    @property
    def reached(self) -> bool:
        """Whether the median keeps the goal."""
        return self.goal.reached(self.value if self.goal.of == "value" else self.ratio)

    def as_json(self) -> dict[str, Any]:
        """The row as plain data."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "baseline": self.baseline,
            "baseline_value": round(self.baseline_value, 3),
            "ratio": {
                "min": round(min(self.ratios), 3),
                "median": round(self.ratio, 3),
                "max": round(max(self.ratios), 3),
                "pairs": len(self.ratios),
            },
            "goal": {
                "of": self.goal.of,
                "sign": self.goal.sign,
                "limit": self.goal.limit,
                "aim": self.goal.aim,
            },
            "reached": self.reached,
            "notes": {name: round(number, 3) for name, number in self.notes.items()},
        }
