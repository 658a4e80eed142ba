"""What a reader may see of a project: its procedures, and their lots as each may be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.http.identity import Identity
from api.http.lot_seen import Seen, Together, seen_all, together
from api.http.positions import When
from api.lots.money import Flow, Move, flow
from domain.kernel import StreamId
from projections.lots import LOTS
from projections.projects import PROCEDURES, PROJECTS

type Row = dict[str, Any]

LOTS_MAX = 200
"""So many lots of a project, or of a procedure, are looked at together, by their codes."""


@dataclass(frozen=True)
class ProjectSeen:
    """A project as it was registered, how it is traded, and its lots at the page's moment.

    `near`: the reader with those posts alone that are for where it lies; `left_out`: so many of its
    lots are not among these.
    """

    row: Row
    procedures: tuple[Row, ...]
    lots: tuple[Seen, ...]
    near: Identity
    left_out: int

    @property
    def code(self) -> str:
        """The project's code."""
        return str(self.row["project"])

    @cached_property
    def whole(self) -> Together:
        """All of its lots as one, with what tells of the project and its procedures."""
        codes = [row["procedure"] for row in self.procedures]
        of = (StreamId("procedure", code) for code in codes)
        return together(self.lots, [StreamId("project", self.code), *of])

    def of(self, procedure: str) -> list[Seen]:
        """The lots of one of its procedures."""
        return [one for one in self.lots if _procedure(one) == procedure]


def project_seen(
    when: When, reader: Identity, code: str, procedure: str | None = None
) -> ProjectSeen | None:
    """What this reader sees of a project, or of one of its procedures alone; None of what nobody
    had registered.
    """
    of = when.system.readers.projects
    found = of.rows(PROJECTS, {"project": code}, as_of=when.position).rows
    if not found:
        return None
    where = {"project": code} if procedure is None else {"procedure": procedure}
    procedures = of.rows(PROCEDURES, where, as_of=when.position, order=("procedure",)).rows
    codes, left_out = _lots(when, [row["procedure"] for row in procedures])
    return ProjectSeen(
        row=found[0],
        procedures=tuple(procedures),
        lots=seen_all(when, reader, codes),
        near=reader.near(found[0]["region"]),
        left_out=left_out,
    )


def flows(found: Together, moved: Sequence[Move], until: int) -> Mapping[str, Flow | None]:
    """What came and went for each lot up to a position; None of those whose money this reader may
    not know, or nobody may yet.
    """
    of: dict[str, list[Move]] = {one.now.code: [] for one in found.lots}
    for move in moved:
        of[found.of_lot[move.deposit]].append(move)
    return {one.now.code: flow(of[one.now.code], until) if one.may else None for one in found.lots}


def short_names(codes: Sequence[str]) -> dict[str, str]:
    """As much of the end of each code as tells them apart: of a lot its number, or more."""
    for signs in (3, 6, 9):
        short = {code: code[-signs:] for code in codes}
        if len({*short.values()}) == len(short):
            return short
    return {code: code for code in codes}


def _lots(when: When, procedures: Sequence[str]) -> tuple[list[str], int]:
    """The first lots of these procedures by their codes, and how many more there are."""
    of, where = when.system.readers.lots, {"procedure": list(procedures)}
    rows = of.rows(LOTS, where, as_of=when.position, order=("lot",), limit=LOTS_MAX).rows
    every = of.count(LOTS, where, when.position) if len(rows) == LOTS_MAX else len(rows)
    return [row["lot"] for row in rows], every - len(rows)


def _procedure(one: Seen) -> str | None:
    assert one.now.lot.defined is not None, "only what was defined is seen"
    return one.now.lot.defined.procedure
