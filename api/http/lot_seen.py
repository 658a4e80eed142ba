"""What a reader may see of lots: as they stand, what tells of them, whose deposits are named.

Rights follow now, data follow then: whose lot is open today, its past may be looked at; of a lot
that is not, neither deposits nor their number are read at any instant.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.http.identity import Identity
from api.http.positions import When
from api.http.seeing import MONEY, TRAIL
from api.lots.money import Flow, Move, moves
from api.lots.standing import Standing, standings
from api.lots.story import Told, story, streams_of
from domain.kernel import StreamId
from projections.deposits import DEPOSITS
from projections.projects import PROCEDURES

type Row = dict[str, Any]

_OF_ALL = ("project", "procedure")
"""Kinds of streams that tell of several lots."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A lot as it stands at the page's moment, and what may be told of it.

    `deposits`: those of the open lot, but for natural persons'; `streams`: whose events tell of it;
    `money`: deposits' amounts are this reader's, too.
    """

    now: Standing
    project: str | None
    deposits: tuple[Row, ...]
    streams: tuple[StreamId, ...]
    money: bool

    @property
    def title(self) -> str:
        """What it is called."""
        assert self.now.lot.defined is not None, "only what was defined is seen"
        return self.now.lot.defined.title

    @property
    def payers(self) -> dict[str, str]:
        """Whose each deposit is, by its payer; for who may know."""
        return {row["deposit"]: row["payer"] or "" for row in self.deposits if self.money}

    @property
    def names(self) -> dict[str, str]:
        """What parties are called, by their codes; for who may know."""
        of = {row["party"]: row["payer"] for row in self.deposits if self.money}
        return {party: name for party, name in of.items() if name}

    @property
    def may(self) -> bool:
        """Whether this reader may know of its parties and money, and anybody may."""
        return self.money and self.now.lot.opened

    @property
    def flow(self) -> Flow | None:
        """What came for its deposits and left them, as their rows say; None of what this reader
        may not know, or nobody may yet.
        """
        sums = (sum(row[name] or 0 for row in self.deposits) for name in ("came_fen", "went_fen"))
        return Flow(*sums) if self.may else None

    def moved(self, events: Iterable[Told]) -> tuple[Move, ...]:
        """What these events moved for its deposits."""
        return moves(events, [row["deposit"] for row in self.deposits])


@dataclass(frozen=True)
class Together:
    """Lots that are looked at as one: a project's, or one alone. `streams`: whose events tell of
    them; `money`: amounts are this reader's, of all of them.
    """

    lots: tuple[Seen, ...]
    streams: tuple[StreamId, ...]
    money: bool

    @cached_property
    def of_lot(self) -> Mapping[str, str]:
        """Which lot the events of a stream tell of, by its code; those of all are left out."""
        return {
            stream.code: one.now.code
            for one in self.lots
            for stream in one.streams
            if stream.kind not in _OF_ALL
        }

    @cached_property
    def payers(self) -> dict[str, str]:
        """Whose each deposit is, by its payer; for who may know."""
        return {code: payer for one in self.lots for code, payer in one.payers.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """What parties are called, by their codes; for who may know."""
        return {party: name for one in self.lots for party, name in one.names.items()}

    @property
    def may(self) -> bool:
        """Whether there is a lot of whose money this reader may know."""
        return self.money and any(one.now.lot.opened for one in self.lots)

    @property
    def sealed(self) -> bool:
        """Whether there is a lot of which nobody may know who takes part."""
        return any(not one.now.lot.opened for one in self.lots)

    def moved(self, events: Iterable[Told]) -> tuple[Move, ...]:
        """What these events moved for their deposits."""
        return moves(events, [row["deposit"] for one in self.lots for row in one.deposits])


def together(lots: Sequence[Seen], streams: Iterable[StreamId] = ()) -> Together:
    """These lots as one; `streams`: what tells of them besides their own."""
    every = dict.fromkeys((*streams, *(stream for one in lots for stream in one.streams)))
    return Together(tuple(lots), tuple(every), all(one.money for one in lots))


def seen(when: When, reader: Identity, code: str) -> Seen | None:
    """What this reader sees of a lot; None where nobody had defined it."""
    return next(iter(seen_all(when, reader, [code])), None)


def seen_all(when: When, reader: Identity, codes: Sequence[str]) -> tuple[Seen, ...]:
    """What this reader sees of lots, in this order; those that nobody had defined are left out."""
    stand = standings(when.system, codes, when.position)
    projects = _projects_of(when, stand.values())
    of = when.system.readers.deposits
    rows = of.rows(DEPOSITS, {"lot": list(codes)}, as_of=when.position).rows
    found: dict[str, list[Row]] = {code: [] for code in codes}
    for row in rows:
        found[row["lot"]].append(row)
    return tuple(
        _seen(reader, stand[code], projects, found[code]) for code in found if code in stand
    )


def events_of(when: When, found: Seen | Together) -> tuple[Told, ...]:
    """All their events up to the page's moment."""
    return story(when.system, found.streams, when.position, money=found.money)


def _seen(
    reader: Identity, now: Standing, projects: Mapping[str, str], rows: Sequence[Row]
) -> Seen:
    lot, defined = now.lot, now.lot.defined
    assert defined is not None, "standings are of what was defined"
    near = reader.near(defined.region)
    deposits = tuple(rows) if lot.opened and near.holds(*TRAIL) else ()
    project = projects.get(defined.procedure or "")
    cases = [row["case"] for row in now.cases]
    streams = streams_of(now.code, lot, project, cases, [row["deposit"] for row in deposits])
    return Seen(now, project, deposits, streams, near.holds(*MONEY))


def _projects_of(when: When, stand: Iterable[Standing]) -> dict[str, str]:
    """Projects by their procedures."""
    of = (one.lot.defined.procedure for one in stand if one.lot.defined)
    codes = sorted({code for code in of if code})
    if not codes:
        return {}
    where = {"procedure": codes}
    rows = when.system.readers.projects.rows(PROCEDURES, where, as_of=when.position).rows
    return {row["procedure"]: row["project"] for row in rows}
