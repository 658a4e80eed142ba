"""What a reader sees of a lot's story: its events as rows, the deposits that may be named.

Rights follow now, data follow then: whose lot is open today, its past may be looked at; of a lot
that is not, neither deposits nor their number are read at any instant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from api.http.identity import Identity
from api.http.pages.drawing import post_name
from api.http.pages.names import event_name, kind_name
from api.http.pages.sentences import sentence
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.views.lot import EventRow
from api.http.positions import When
from api.http.seeing import MONEY, TRAIL
from api.lots.money import Move, moves
from api.lots.standing import Standing, standing
from api.lots.story import Told, story, streams_of
from api.wiring import System
from domain.kernel import StreamId
from projections.deposits import DEPOSITS
from projections.projects import PROCEDURES

type Row = dict[str, Any]


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
    def payers(self) -> dict[str, str]:
        """Whose each deposit is, by its payer; for who may know."""
        return {row["deposit"]: row["payer"] or "" for row in self.deposits if self.money}

    @property
    def names(self) -> dict[str, str]:
        """What parties are called, by their codes; for who may know."""
        of = {row["party"]: row["payer"] for row in self.deposits if self.money}
        return {party: name for party, name in of.items() if name}

    def moved(self, events: Sequence[Told]) -> tuple[Move, ...]:
        """What these events moved for its deposits."""
        return moves(events, [row["deposit"] for row in self.deposits])


def seen(when: When, reader: Identity, code: str) -> Seen | None:
    """What this reader sees of a lot; None where nobody had defined it."""
    system, at = when.system, when.position
    now = standing(system, code, at)
    if now is None or now.lot.defined is None:
        return None
    project = _project_of(when, now.lot.defined.procedure)
    found = system.readers.deposits.rows(DEPOSITS, {"lot": code}, as_of=at).rows
    near = reader.near(now.lot.defined.region)
    deposits = tuple(found) if now.lot.opened and near.holds(*TRAIL) else ()
    cases = [row["case"] for row in now.cases]
    streams = streams_of(code, now.lot, project, cases, [row["deposit"] for row in deposits])
    return Seen(now, project, deposits, streams, near.holds(*MONEY))


def events_of(when: When, found: Seen) -> tuple[Told, ...]:
    """All its events up to the page's moment."""
    return story(when.system, found.streams, when.position, money=found.money)


def money_of(when: When, found: Seen) -> tuple[Told, ...]:
    """Those of its deposits alone, which tell all that its money did."""
    deposits = (one for one in found.streams if one.kind == "deposit")
    return story(when.system, deposits, when.position, money=found.money)


def _project_of(when: When, procedure: str | None) -> str | None:
    if procedure is None:
        return None
    where = {"procedure": procedure}
    rows = when.system.readers.projects.rows(PROCEDURES, where, as_of=when.position).rows
    return str(rows[0]["project"]) if rows else None


def event_rows(
    system: System, wish: Speech, events: Sequence[Told], payers: Mapping[str, str]
) -> tuple[EventRow, ...]:
    """Events as rows; a deposit's by its payer, or else by its random id."""
    return tuple(_row(system, wish, one, payers.get(one.code, "")) for one in events)


def _row(system: System, wish: Speech, told: Told, payer: str) -> EventRow:
    code = told.code if told.kind in ("deposit", "participation") else ""
    name = event_name(system.log, told.name, wish)
    seen = {"public": told.said, "entries": _entries(told)}
    words = escape(name) if code else sentence(name, told.name, seen, Shown(wish))
    return EventRow(
        position=told.position,
        path=f"/events/{told.position}",
        occurred_at=told.occurred_at,
        recorded_at=told.recorded_at,
        label=name,
        sentence=words,
        where=payer or code or kind_name(told.kind, wish),
        person=told.person,
        post=post_name(told.post, wish.lang) if told.post else "",
        custodial=told.custodial,
        amount=told.moved or None,
    )


def _entries(told: Told) -> list[dict[str, Any]] | None:
    """The legs in the place where a sentence looks for an amount."""
    if not told.legs:
        return None
    return [{"currency": "CNY", "legs": [{"amount": leg.amount} for leg in told.legs]}]
