"""A statement waits: nobody can tell which of its lines are new. Its figures, for any language."""

from dataclasses import asdict, dataclass
from typing import Any

from api.banks.planning import CannotImport
from domain.identifiers import DayId


@dataclass(frozen=True, slots=True)
class Waiting:
    """One statement as the bank calls it, with its balances as they are written.

    `alike` of its `lines` look like lines that are banked, of which there are `others`.
    `whole_day`: it is said to be all of its day, and has not all of these.
    """

    statement: str | None
    day: DayId
    opens: str
    closes: str
    lines: int
    alike: int
    others: int
    whole_day: bool

    @property
    def told(self) -> dict[str, Any]:
        """What the sentences of the catalogue leave open."""
        of = {"account": self.day.account, "day": self.day.day.isoformat()}
        return {**asdict(self), "statement": self.statement or "–", **of}

    def __str__(self) -> str:
        """For programs, and where a sentence is kept: what would decide, by whichever door."""
        told = (
            f"statement {self.statement} of {self.day} leads from {self.opens} to {self.closes}: "
            f"{self.alike} of its {self.lines} lines look like lines that are banked, of "
            f"{self.others}, "
        )
        if self.whole_day:
            return f"{told}and of a whole day all of these would be among them"
        return (
            f"{told}and its balances do not tell which are the same. Bring the statement before or "
            "behind it first, or the whole day in one file and say that it is"
        )


class Waits(CannotImport):
    """A statement waits, with all of its file."""

    def __init__(self, waiting: Waiting, sha256: str) -> None:
        super().__init__(f"{waiting} (file {sha256})")
        self.waiting = waiting
