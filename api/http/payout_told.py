"""What may be told of a payout: its lot, payee and parts, once the lot is open.

To who makes or checks it also where the lot ended unopened, or the deposit is a pool's: nobody
signs what is not shown.
"""

from collections.abc import Sequence
from typing import Any

from api.http.identity import Identity
from api.http.positions import When
from api.http.seeing import SETTLES
from api.paying_out import lots_by_code, may_be_told
from domain.kernel import StreamId
from domain.payout.state import Payout
from projections.payouts import PARTS
from projections.reader import Row


def evidence_key(digest: str) -> str:
    """The key under which the file lies that shows a payee: its own, whoever named it first."""
    return f"payee/{digest}"


def told(when: When, reader: Identity, rows: Sequence[Row]) -> list[Row]:
    """Rows of payouts with their parts and what lies under seal, as far as the reader may know it.

    Of what may not be told `lot`, `payee`, `owner`, `document` are None, and there are no parts;
    `reason` too, for it may name any of them.
    `evidence`: where the file of `document` is read; None where it is not kept here.
    """
    system, codes = when.system, [row["payout"] for row in rows]
    states = system.replay.states((StreamId("payout", code) for code in codes), when.position)
    payouts: dict[str, Payout] = {code: states[StreamId("payout", code)] for code in codes}
    facts = {code: one.proposed for code, one in payouts.items() if one.proposed}
    lots = lots_by_code(system, (one.lot for one in facts.values()), when.position)
    settles = reader.holds(*SETTLES)
    seen = [code for code in codes if may_be_told(facts[code].lot, lots, settles)]
    read = system.readers.payouts
    parts = read.rows(PARTS, {"payout": seen}, as_of=when.position).rows if seen else []
    return [
        {
            **row,
            "parts": [part for part in parts if part["payout"] == row["payout"]],
            **(_open(when, payouts[row["payout"]]) if row["payout"] in seen else _SEALED),
        }
        for row in rows
    ]


_SEALED: dict[str, Any] = {
    "lot": None,
    "owner": None,
    "payee": None,
    "document": None,
    "evidence": None,
    "reason": None,
}


def _open(when: When, payout: Payout) -> dict[str, Any]:
    fact = payout.proposed
    assert fact is not None, "a payout that is told was proposed"
    blobs, key = when.system.blobs, evidence_key(fact.document)
    kept = blobs.lies_under(fact.document, key) and not blobs.is_destroyed(key)
    return {
        "lot": fact.lot,
        "payee": fact.payee,
        "document": fact.document,
        "evidence": f"/payouts/{fact.payout}/evidence" if kept else None,
        "reason": payout.reason,
    }
