"""A statement waits: nobody can tell which of its lines are new. Its figures, for any language."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.banks.planning import CannotImport
from domain.identifiers import DayId

_SIGNS = 16
"""So much of a SHA-256 tells a file from any other that a person has."""
_FEW = 2
"""So many statements and days are named: the way on stands behind them, and is not cut off."""


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


class InPart(CannotImport):
    """Another file was banked in part, and its lines cannot be told from this one's: that one is
    brought again, or the whole day. A door says better how a file is said to be that."""

    def __init__(
        self, other: str, left: Mapping[DayId, Sequence[str]], days: Sequence[DayId], sha256: str
    ) -> None:
        """`other`: the file that was banked in part, and what is `left` of it: its statements, by
        their days. `days`: those of which it has lines, one at least; `sha256`: of the file that
        came."""
        named = [f"{name} {of.day}" for of, names in left.items() for name in names]
        told = [f"{one.day}" for one in days]
        super().__init__(
            "unbanked.in_part",
            other=other[:_SIGNS],
            statements=", ".join(named[:_FEW]) + ("…" if len(named) > _FEW else ""),
            account=days[0].account,
            days=", ".join(told) if len(told) <= _FEW else f"{told[0]} – {told[-1]}",
            file=sha256[:_SIGNS],
        )
