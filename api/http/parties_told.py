"""What is told of a market subject: its registration, and where it takes part, once that is open.

Before a lot's opening nobody is told who takes part in it; of a natural person nobody is, ever.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from api.alerts import meant
from api.alerts import told as alerts_told
from api.http.alerts import AlertTold
from api.http.answers import Told
from api.http.positions import When
from api.lots.story import story
from domain.deposit.refund import Standing
from domain.kernel import StreamId
from domain.party_codes import is_natural
from projections.alerts import ALERTS
from projections.deposits import DEPOSITS
from projections.lacking import frozen_fen
from projections.lots import LOTS
from projections.refunds import REFUNDS

type Row = dict[str, Any]
type Lots = Sequence[str] | None
"""Lots that a reader's posts are for; None: all there are."""

_SUMS = ("held_fen", "secured_fen", "receivable_fen")
_OF_A_REFUND = ("number", "cause", "due", "amount_fen")


class RefundStands(Told):
    """What of a deposit goes back: why, until when, how much, how far it has come."""

    number: int
    cause: str
    due: date
    amount_fen: int
    standing: str


class PartTold(Told):
    """Its part in a lot whose bids are open, and how its deposit stands; fen.

    `secured_fen`: what a guarantee stands in for, to the end of `secured_until`; `receivable_fen`:
    what went out, and the bank took back then; `became`: the account that it was converted to.
    """

    lot: str
    title: str
    phase: str
    won: bool
    deposit: str
    amount_fen: int | None
    held_fen: int
    frozen_fen: int
    secured_fen: int
    secured_until: date | None
    receivable_fen: int
    became: str | None
    refunds: list[RefundStands]


class PartyRow(Told):
    """A company that takes part in a lot whose bids are open."""

    party: str
    name: str


class PartyTold(Told):
    """A market subject. `name`: null of a natural person. `parts`: where it takes part, as far as
    bids are open; null to who may not know, and of a natural person always. `alerts`: of its
    deposits; null to who reads none.
    """

    party: str
    natural: bool
    name: str | None
    registered_at: datetime
    parts: list[PartTold] | None
    alerts: list[AlertTold] | None


def registration(when: When, party: str) -> Row | None:
    """What was registered of it, without what is sealed; None where nobody had."""
    events = story(when.system, [StreamId("party", party)], when.position, money=False)
    if not events:
        return None
    first = events[0]
    told = {"name": first.said.get("name"), "registered_at": first.occurred_at}
    return {"party": party, "natural": is_natural(party), **told}


def parts(when: When, party: str, lots: Lots) -> list[Row]:
    """Its part in each of these lots that is open, by their codes."""
    readers, at = when.system.readers, when.position
    where: Row = {"party": party} if lots is None else {"party": party, "lot": list(lots)}
    found = readers.deposits.rows(DEPOSITS, where, as_of=at, order=("lot", "deposit")).rows
    known = _lots(when, sorted({row["lot"] for row in found}))
    codes = [row["deposit"] for row in found]
    goes = readers.refunds.rows(REFUNDS, {"deposit": codes}, as_of=at).rows if codes else []
    return [_part(row, known[row["lot"]], goes) for row in found]


def alerts_of(when: When, told: Sequence[Row]) -> list[Row]:
    """The alerts of the deposits of these parts, as far as they may be told."""
    readers, at = when.system.readers, when.position
    deposits = {row["deposit"] for row in told}
    where = meant(readers, at, [row["lot"] for row in told])
    rows = readers.alerts.rows(ALERTS, where, as_of=at, order=("alert",)).rows
    return alerts_told(readers, at, [row for row in rows if deposits & {*row["deposits"]}])


def taking_part(when: When, lots: Lots, after: str | None, limit: int) -> list[Row]:
    """Companies by their codes that take part in these lots, as far as they are open."""
    of, found = when.system.readers.deposits, dict[str, Row]()
    where: Row = {} if lots is None else {"lot": list(lots)}
    last: Row = {"party": after, "deposit": "~"} if after else {}
    while len(found) < limit:
        order = ("party", "deposit")
        some = of.rows(DEPOSITS, where, as_of=when.position, order=order, after=last, limit=limit)
        for row in some.rows:
            found.setdefault(row["party"], {"party": row["party"], "name": row["payer"]})
        if len(some.rows) < limit:
            break
        last = {name: some.rows[-1][name] for name in order}
    return list(found.values())[:limit]


def _lots(when: When, codes: Sequence[str]) -> Mapping[str, Row]:
    where = {"lot": list(codes)}
    rows = when.system.readers.lots.rows(LOTS, where, as_of=when.position).rows if codes else []
    return {row["lot"]: row for row in rows}


def _part(row: Row, lot: Row, refunds: Sequence[Row]) -> Row:
    goes = sorted(
        (one for one in refunds if one["deposit"] == row["deposit"]), key=lambda one: one["number"]
    )
    return {
        "lot": row["lot"],
        "title": lot["title"],
        "phase": lot["phase"],
        "won": lot["winner"] == row["party"],
        "deposit": row["deposit"],
        "amount_fen": row["amount_fen"],
        **{name: row[name] or 0 for name in _SUMS},
        "frozen_fen": frozen_fen(row),
        "secured_until": row["secured_until"] if row["secured_fen"] else None,
        "became": row["became"],
        "refunds": [
            {name: one[name] for name in _OF_A_REFUND}
            | {"standing": Standing(one["standing"]).name}
            for one in goes
        ],
    }
