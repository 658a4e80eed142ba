"""What a lot's page offers once it is signed: its winner's deposit becomes bond or price."""

from functools import reduce

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.desk.outcome import Outcome, outcome
from api.http.identity import Identity
from api.http.pages.acting import Asker, acted, made, once
from api.http.pages.due_list import why_not
from api.http.pages.dues import CommandId
from api.http.pages.failing import Drawn
from api.http.pages.payees import Deposit
from api.http.pages.payout_words import chart_words
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, Confirmed
from api.http.positions import When
from api.http.shapes import LotCode
from api.said import plain_money
from domain.deposit.owed import DepositConverted, RefundObligationCancelled
from domain.desk.convert import ConvertDeposit

router = APIRouter(route_class=Drawn, include_in_schema=False)

_CONVERTS = "C-SET2"
_NOT_TO_BE = frozenset(
    {
        "deposit.not_the_winners",
        "deposit.refunded",
        "deposit.nothing_held",
        "deposit.beside_price",
    }
)
"""Rules by which there is nothing to convert, so nothing is offered; of all others it is said."""


@router.post("/lots/{lot}/deposits/{deposit}/conversion")
async def convert(
    request: Request, reader: Asker, lot: LotCode, deposit: Deposit, command_id: CommandId
) -> Response:
    """Converts the winner's deposit as its kind of trade has it."""
    wanted = made(ConvertDeposit, deposit=deposit, lot=lot)
    return await acted(request, reader, wanted, f"/lots/{lot}", command_id=command_id)


def converting_acts(
    when: When, wish: Speech, reader: Identity, lot: str, deposit: str, payer: str
) -> tuple[Confirmed, ...]:
    """The act, for a checker; none where nothing is to be converted, of an earlier moment, and for
    all others.
    """
    if not reader.holds(_CONVERTS) or when.past:
        return ()
    wanted = ConvertDeposit(deposit=deposit, lot=lot)
    would = outcome(when.system, wanted, reader.person, reader.posts)
    refused = would.refused
    if (refused is None and not would.events) or (refused and refused.rule in _NOT_TO_BE):
        return ()
    act = Act(
        wish.say("converting"),
        f"/lots/{lot}/deposits/{deposit}/conversion",
        (("command_id", once()),),
        kind="act",
        reason=why_not(wish, refused) if refused else "",
        dialog=f"convert-{deposit}",
    )
    return (Confirmed(act, "" if refused else _words(wish, would, payer)),)


def _words(wish: Speech, would: Outcome, payer: str) -> str:
    """What it becomes, how much of it is earnest, and that it is owed back no more."""
    converted = next(one for one in would.events if isinstance(one, DepositConverted))
    fen = converted.entries[0].amount
    to = chart_words(converted.to, wish)
    said = [wish.say("converting.words", payer=payer, fen=plain_money(fen), to=to)]
    if converted.earnest_fen:
        said.append(wish.say("converting.earnest", fen=plain_money(converted.earnest_fen)))
    if any(isinstance(one, RefundObligationCancelled) for one in would.events):
        said.append(wish.say("converting.not_owed"))
    said.append(wish.say("converting.last"))
    return reduce(lambda one, other: wish.say("converting.both", one=one, other=other), said)
