"""An approved refund that waits for the bank's interest (decision 32): paid now, by its checker.

The clock pays it by itself as soon as the interest is there, or it is due; nobody has to wait for
the clock.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.pages.acting import Asker, acted, made, once
from api.http.pages.due_list import why_not
from api.http.pages.dues import CommandId
from api.http.pages.failing import Drawn
from api.http.pages.payees import Deposit, Number
from api.http.pages.refund_rows import Row
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, Confirmed
from api.http.pages.views.refunds import DueRow
from api.http.positions import When
from api.said import plain_money
from domain.calendar import beijing_day
from domain.deposit.refund import Refund
from domain.desk.entitled import Paying
from domain.desk.pay_refund import PayRefund, goes_now
from domain.kernel import Rejected, StreamId

router = APIRouter(route_class=Drawn, include_in_schema=False)

_PAYS = "C-SET2"


@router.post("/refunds/{deposit}/{number}/payment")
async def pay(
    request: Request,
    reader: Asker,
    deposit: Deposit,
    number: Number,
    account: Annotated[str, Form(max_length=32)],
    batch: Annotated[str, Form(pattern=r"^RB-\d{4}-\d{2}-\d{2}-[0-9A-F]{4}$")],
    command_id: CommandId,
) -> Response:
    """Pays it from this account, and leads back to its batch."""
    wanted = made(PayRefund, deposit=deposit, number=number, account=account)
    return await acted(request, reader, wanted, f"/batches/{batch}", command_id=command_id)


def paying_act(
    when: When, wish: Speech, reader: Identity, row: Row, shown: DueRow
) -> Confirmed | None:
    """What would be paid now, or why nothing is yet; None for what does not wait, for who does not
    pay, and of an earlier moment. `shown`: the refund as its row tells it, with to whom it goes.
    """
    if not row["awaits"] or not reader.holds(_PAYS) or when.past:
        return None
    found = when.system.replay.state(StreamId("deposit", row["deposit"]))
    refund = found.refund(row["number"])
    if not isinstance(refund, Refund) or not refund.awaits or refund.account is None:
        return None
    ours = when.system.replay.state(StreamId("account", refund.account))
    on = Paying(refund.account, ours, beijing_day(when.system.clock()))
    fen = goes_now(found, refund, when.system.law(), on)
    against = why_not(wish, fen) if isinstance(fen, Rejected) else ""
    code = f"{row['deposit']}/{row['number']}"
    fields = (("account", refund.account), ("batch", row["batch"] or ""), ("command_id", once()))
    act = Act(
        wish.say("paying.refund"),
        f"/refunds/{code}/payment",
        fields,
        kind="act",
        reason=against,
        dialog=f"pay-{code.replace('/', '-')}",
    )
    return Confirmed(act, "" if isinstance(fen, Rejected) else _words(wish, refund, fen, shown))


def _words(wish: Speech, refund: Refund, fen: int | None, shown: DueRow) -> str:
    """What goes to the bank; `fen`: its interest, None where it is due and goes without."""
    key = "paying.refund.alone" if fen is None else "paying.refund.with"
    principal, interest = plain_money(refund.amount_fen), plain_money(fen or 0)
    total = plain_money(refund.amount_fen + (fen or 0))
    payee = shown.payee if not shown.account else f"{shown.payee} {shown.account}"
    of = {"account": refund.account, "payee": payee, "principal": principal}
    return wish.say(key, **of, interest=interest, total=total)
