"""What a run found, as a table for people and as JSON."""

from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.figure import Figure


@dataclass(frozen=True, slots=True)
class Report:
    """The machine, the figures, and why some could not be measured."""

    machine: dict[str, Any]
    figures: list[Figure]
    problems: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """The whole as plain data."""
        return {
            "machine": self.machine,
            "figures": [figure.as_json() for figure in self.figures],
            "problems": self.problems,
        }

    def show(self, console: Console) -> None:
        """Prints the table, below it what each figure is measured beside, and the machine."""
        table = Table(box=None, pad_edge=False)
        for column in ("figure", "value", "", "beside", "ratio min/median/max", "goal", ""):
            table.add_column(column, justify="right" if column in _NUMBERS else "left")
        for figure in self.figures:
            table.add_row(*_row(figure))
        console.print(table)
        lines = [
            *(f"{one.name}: beside {one.baseline}{_notes(one)}" for one in self.figures),
            ", ".join(f"{name} {value}" for name, value in self.machine.items()),
            *(f"{name} could not be measured: {why}" for name, why in self.problems.items()),
        ]
        for line in lines:
            console.print(line, highlight=False, soft_wrap=True)


_NUMBERS = ("value", "beside", "ratio min/median/max")


def _row(figure: Figure) -> tuple[str, ...]:
    ratios = (min(figure.ratios), figure.ratio, max(figure.ratios))
    return (
        figure.name,
        _number(figure.value),
        figure.unit,
        _number(figure.baseline_value),
        " ".join(f"{ratio:6.2f}" for ratio in ratios),
        f"{figure.goal.of} {figure.goal.sign} {figure.goal.limit:,g}",
        "reached" if figure.reached else "missed",
    )


def _notes(figure: Figure) -> str:
    aim = f"; aim {figure.goal.aim}" if figure.goal.aim else ""
    return "".join(f"; {name} {number:,.0f}" for name, number in figure.notes.items()) + aim


def _number(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2f}"
