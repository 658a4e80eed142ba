"""The letter of an obligation: what goes back from our custody, and what from others' own book.

Of deposits of open lots alone; of a sealed one the answer is that of one that is not there.
"""

from typing import Annotated

from fastapi import APIRouter, HTTPException

from api.http.answers import Answer, Told
from api.http.positions import When, asked
from api.http.refund_acts import OfDeposit
from api.http.seeing import MONEY, holding
from api.http.shapes import DepositCode
from domain.deposit.state import Deposit
from domain.desk.letter import Letter, letter
from domain.kernel import StreamId
from domain.lot.state import Lot
from projections.deposits import DEPOSITS
from projections.refunds import REFUNDS

router = APIRouter(prefix="/v1", tags=["refunds"])


class FeeOut(Told):
    """What the documents cost, and who gives it back from its own account."""

    fee_fen: int
    owed_by: str
    document: str
    evidence: str


class LetterOut(Told):
    """Two books, side by side: custody's payment, and the fee. Amounts in fen; never one sum."""

    refund: str
    lot: str
    cause: str
    principal_fen: int
    interest_fen: int
    custody_fen: int
    fee: FeeOut | None


@router.get(
    "/refunds/{deposit}/{number}/letter",
    response_model=Answer[LetterOut],
    dependencies=[holding(*MONEY)],
)
def told(
    when: Annotated[When, asked(lambda r: (r.refunds, r.deposits))],
    deposit: DepositCode,
    number: OfDeposit,
) -> dict[str, object]:
    """What is owed back with this refund, by whom."""
    readers, key = when.system.readers, {"deposit": deposit}
    place = readers.deposits.rows(DEPOSITS, key, as_of=when.position).rows
    rows = readers.refunds.rows(REFUNDS, {**key, "number": number}, as_of=when.position).rows
    if not place or not rows:
        raise HTTPException(404, f"no letter of {deposit}/{number}")
    lot = place[0]["lot"]
    found = _letter(when, deposit, number, lot, rows[0]["interest_fen"] or 0)
    names = ("fee_fen", "owed_by", "document", "evidence")
    fee = {name: getattr(found.fee, name) for name in names} if found.fee else None
    data = {
        "refund": f"{deposit}/{number}",
        "lot": lot,
        "cause": found.cause,
        "principal_fen": found.principal_fen,
        "interest_fen": found.interest_fen,
        "custody_fen": found.custody_fen,
        "fee": fee,
    }
    return when.answer(data)


def _letter(when: When, deposit: str, number: int, lot: str, interest_fen: int) -> Letter:
    replay = when.system.replay
    owing = replay.state(StreamId("deposit", deposit), when.position)
    ended = replay.state(StreamId("lot", lot), when.position)
    assert isinstance(owing, Deposit)
    assert isinstance(ended, Lot)
    refund = owing.refund(number)
    assert refund is not None, "what has a row is owed"
    return letter(refund, interest_fen, ended)
