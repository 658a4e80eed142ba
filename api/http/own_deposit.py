"""One's own deposit (REFERENCE 4.4): a bidder reads at once what came for it, and what goes back.

Of any other it hears what it hears of none; the access log names no person here.
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from api.estimating import calendar_at, is_owed_by_estimate
from api.http.answers import Answer, Told
from api.http.deposits import unnamed
from api.http.identity import Identity
from api.http.positions import When, asked
from api.http.seeing import demand_its_own, holding
from api.http.shapes import DepositCode
from domain.calendar import Calendar
from domain.categories.category import Cause
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.kernel import StreamId

router = APIRouter(prefix="/v1/deposits", tags=["deposits"])

_OTHERS = (Cause.MISMATCH, Cause.UNIDENTIFIED)
"""What is owed back for these is a stranger's, who paid in the bidder's place."""


class PayeeOut(Told):
    """Where it goes: the account that the bidder's money came from, or one it has shown since."""

    name: str
    account: str
    bank: str | None


class OwnRefundOut(Told):
    """What goes back, by which row of the rules, until when; `standing`: how far it has come.

    `payee`: null where nobody knows it yet; `estimated`: the calendar of a year that its term runs
    through is not published yet, and `due` may move.
    """

    number: int
    cause: str
    rule: str
    due: date
    estimated: bool
    amount_fen: int
    interest_fen: int
    standing: Standing
    payee: PayeeOut | None
    paid_on: date | None


class OwnDepositOut(Told):
    """One's own deposit as it stands; fen. `secured_fen`: what a guarantee stands in for, to the
    end of `secured_until`; null where none does.
    """

    lot: str
    party: str
    amount_fen: int
    deadline: datetime
    sub_account: str | None
    held_fen: int
    secured_fen: int
    secured_until: date | None
    refunds: list[OwnRefundOut]


@router.get("/{deposit}", response_model=Answer[OwnDepositOut], dependencies=[Depends(unnamed)])
def own(
    reader: Annotated[Identity, holding("BIDDER")],
    when: Annotated[When, asked(lambda r: (r.lots,))],
    deposit: DepositCode,
) -> dict[str, Any]:
    """One's own deposit; of any other 404, there or not."""
    state = when.system.replay.state(StreamId("deposit", deposit), when.position)
    assert isinstance(state, Deposit)
    terms = state.terms
    demand_its_own(reader, terms.party if terms else None, f"deposit {deposit}")
    assert terms is not None, "what has an owner has terms"
    told = {name: getattr(terms, name) for name in ("lot", "party", "amount_fen", "deadline")}
    secured = state.secured
    money = {
        "held_fen": state.held_fen,
        "secured_fen": (secured.amount_fen if secured else None) or 0,
        "secured_until": secured.valid_until if secured else None,
    }
    calendar = calendar_at(when.system, when.position)
    owed = [_refund(one, calendar) for one in state.refunds if one.cause not in _OTHERS]
    return when.answer(told | money | {"sub_account": state.sub_account, "refunds": owed})


_SAID = OwnRefundOut.model_fields.keys() - {"payee", "estimated"}


def _refund(refund: Refund, calendar: Calendar) -> dict[str, Any]:
    told = {name: getattr(refund, name) for name in _SAID}
    told["estimated"] = is_owed_by_estimate(refund, calendar)
    return told | {"payee": asdict(refund.pays) if refund.pays else None}
