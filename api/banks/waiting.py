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


class Waits(CannotImport):
    """A statement waits, with all of its file. Its sentence says what would decide, by whichever
    door: a door that knows its own says it better."""

    def __init__(self, waiting: Waiting, sha256: str) -> None:
        key = "unbanked.waits.not_whole" if waiting.whole_day else "unbanked.waits"
        super().__init__(key, **waiting.told, file=sha256)
        self.waiting = waiting
