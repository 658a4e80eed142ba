"""What a lot's page says is to be done about a deposit: a bond's interest is owed (decision 32).

What is owed then stands in `/dues`, and is paid as any refund: submitted by one, signed by another.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from api.desk.outcome import outcome
from api.http.identity import Identity
from api.http.pages.acting import Asker, acted, made, once
from api.http.pages.due_list import why_not
from api.http.pages.dues import CommandId
from api.http.pages.failing import Drawn
from api.http.pages.payees import Deposit
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, Confirmed
from api.http.positions import When
from api.http.shapes import LotCode
from api.said import plain_money
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.state import Deposit as DepositState
from domain.desk.owe_interest import OweInterest
from domain.kernel import StreamId
from domain.lot.state import Lot

router = APIRouter(route_class=Drawn, include_in_schema=False)

_OWES = "C-SET2"


@router.post("/lots/{lot}/deposits/{deposit}/interest")
async def owe(
    request: Request,
    reader: Asker,
    lot: LotCode,
    deposit: Deposit,
    account: Annotated[str, Form(max_length=32)],
    command_id: CommandId,
) -> Response:
    """Owes what the bank paid on this account of ours to who paid the deposit."""
    wanted = made(OweInterest, deposit=deposit, lot=lot, account=account)
    return await acted(request, reader, wanted, f"/lots/{lot}", command_id=command_id)


def owing_acts(
    when: When, wish: Speech, reader: Identity, lot: str, deposit: str
) -> tuple[Confirmed, ...]:
    """By account, what a checker may owe of a bond's interest; none where there is nothing, of an
    earlier moment, and for all others.
    """
    if not reader.holds(_OWES) or when.past:
        return ()
    state = when.system.replay.state(StreamId("deposit", deposit))
    if not isinstance(state, DepositState) or not state.converted:
        return ()
    accounts = sorted(account for account, fen in state.interest.items() if fen > 0)
    wanted = (OweInterest(deposit=deposit, lot=lot, account=account) for account in accounts)
    found = (_act(when, wish, reader, one) for one in wanted)
    return tuple(one for one in found if one is not None)


def undecided(when: When, wish: Speech, lot: Lot, deposit: str) -> str:
    """Whose decision the deposit of who won and did not sign waits for: its lot's owner keeps of it
    or gives it back, and nobody at the desk (`WaiveForfeiture`); '' once that is decided."""
    state = when.system.replay.state(StreamId("deposit", deposit), when.position)
    if lot.defined is None or not isinstance(state, DepositState) or state.given.decided:
        return ""
    return wish.say("paying.defaulted", owner=lot.defined.owner)


def _act(when: When, wish: Speech, reader: Identity, wanted: OweInterest) -> Confirmed | None:
    """As the Book would answer it now; None where nothing more is owed."""
    would = outcome(when.system, wanted, reader.person, reader.posts)
    owed = [one for one in would.events if isinstance(one, RefundObligationCreated)]
    if not owed and would.refused is None:
        return None
    act = Act(
        wish.say("paying.interest"),
        f"/lots/{wanted.lot}/deposits/{wanted.deposit}/interest",
        (("account", wanted.account), ("command_id", once())),
        kind="act",
        reason=why_not(wish, would.refused) if would.refused else "",
        dialog=f"owe-{wanted.deposit}-{wanted.account}",
    )
    if not owed:
        return Confirmed(act, "")
    return Confirmed(act, _words(wish, wanted.account, owed))


def _words(wish: Speech, account: str, owed: list[RefundObligationCreated]) -> str:
    """How much goes to whom, and until when."""
    comma = wish.say("join.comma")
    names = comma.join(one.payee.name for one in owed if one.payee)
    fen = plain_money(sum(one.amount_fen for one in owed))
    due = min(one.due for one in owed).isoformat()
    return wish.say("paying.interest.words", account=account, fen=fen, payee=names, due=due)
