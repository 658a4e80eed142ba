"""The guarantees (保函) that stand in for a lot's deposits: from its opening on, to who may know.

A natural person's is never told.
"""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter

from api.http.answers import Answer, Told
from api.http.identity import Identity
from api.http.positions import When, asked
from api.http.regional import money_near
from api.http.seeing import ITS_OWN, MONEY, holding
from api.http.shapes import LotCode
from domain.guarantee.state import Guarantee
from domain.kernel import StreamId
from projections.deposits import DEPOSITS

type Row = dict[str, Any]

router = APIRouter(prefix="/v1/lots/{lot}", tags=["deposits"])


class GuaranteeOut(Told):
    """A guarantee and the deposit that it stands in for; fen. `number`: the guarantor's own;
    `secured_fen`: 0 once it was given back; `open_fen`: what was claimed of it and is not paid.
    """

    guarantee: str
    deposit: str
    party: str
    payer: str | None
    number: str | None
    guarantor: str | None
    valid_until: date | None
    secured_fen: int
    claimed_fen: int
    open_fen: int


@router.get("/guarantees", response_model=Answer[list[GuaranteeOut]])
def guarantees(
    reader: Annotated[Identity, holding(*MONEY, *ITS_OWN)],
    when: Annotated[When, asked(lambda r: (r.lots, r.deposits))],
    lot: LotCode,
) -> Row:
    """Those of a lot whose bids are open, by its deposits; of another none, and no number. To who
    holds a post of another county, it is another.
    """
    near = {"lot": money_near(reader, when, lot)}
    found = when.system.readers.deposits.rows(DEPOSITS, near, as_of=when.position).rows
    rows = {row["guarantee"]: row for row in found if row["guarantee"]}
    streams = (StreamId("guarantee", code) for code in rows)
    states = when.system.replay.states(streams, when.position)
    return when.answer([_told(rows[one.code], state) for one, state in states.items()])


def _told(row: Row, guarantee: Guarantee) -> Row:
    accepted = guarantee.accepted
    return {
        **{name: row[name] for name in ("guarantee", "deposit", "party", "payer")},
        "number": accepted.number if accepted else None,
        "guarantor": accepted.guarantor if accepted else None,
        "valid_until": guarantee.valid_until,
        "secured_fen": row["secured_fen"] or 0,
        "claimed_fen": guarantee.claimed_fen,
        "open_fen": guarantee.open_fen,
    }
