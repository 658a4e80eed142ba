"""`/dues`: 应退清单, what is owed back and until when; the clerk submits it for checking."""

import json
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.http.identity import Identity
from api.http.pages.acting import acted, made
from api.http.pages.desk_sheets import DUES
from api.http.pages.drawing import draw
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.refund_rows import Telling
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Act
from api.http.pages.views.frame import Choice
from api.http.pages.views.refunds import DueGroup, DueRow, Proposal, Refunds
from api.http.positions import When, asked
from api.http.seeing import holding
from api.refunding import batch_of, judged
from domain.calendar import Calendar, Unit, beijing_day
from domain.desk.batches import MOST
from domain.desk.payable import Payable
from domain.desk.propose import ProposeRefunds
from domain.kernel import Rejected
from domain.refund.events import Item
from projections.bankdays import ACCOUNTS

router = APIRouter(route_class=Drawn, include_in_schema=False)

DESK = ("C-SET1", "C-SET2", "C-CASH")
Reader = Annotated[Identity, holding(*DESK)]
Asked = Annotated[When, asked(lambda r: (r.refunds, r.payments, r.deposits, r.lots, r.bankdays))]
_WITHIN = ("all", "today", "tomorrow", "week")


@router.get("/dues", response_class=HTMLResponse)
def dues(
    request: Request,
    reader: Reader,
    when: Asked,
    account: Annotated[str, Query(max_length=32)] = "",
    within: Annotated[str, Query(pattern="^(all|today|tomorrow|week)$")] = "all",
) -> Response:
    """For the desk; of lots that are sealed only what the ledger's own legs tell."""
    return draw(request, reader, DUES, _view(request, reader, when, account, within), when)


@router.post("/dues")
async def propose(
    request: Request,
    reader: Reader,
    account: Annotated[str, Form(max_length=32)],
    batch: Annotated[str, Form(max_length=40)],
    items: Annotated[str, Form(max_length=60_000)],
    command_id: Annotated[str, Form(max_length=64)],
) -> Response:
    """Submits exactly what was shown: these refunds, at these versions and amounts."""
    try:
        shown = tuple(Item(**one) for one in json.loads(items))
    except (ValueError, TypeError):
        raise HTTPException(422, "items: expected the refunds as the page listed them") from None
    wanted = made(ProposeRefunds, batch=batch, account=account, items=shown)
    return await acted(request, reader, wanted, f"/batches/{batch}", command_id=command_id)


def _view(request: Request, reader: Identity, when: When, account: str, within: str) -> Refunds:
    wish, system = speech(request), when.system
    account = account or _paying(when)
    today = beijing_day(system.clock())
    due_by = _due_by(system.law().calendar, today, within)
    found = judged(system, account, due_by) if account else []
    telling = Telling(when, wish, [row for row, _ in found])
    ready = [(row, one) for row, one in found if isinstance(one, Payable)][:MOST]
    rows = [telling.row(row, one.item.interest_fen, today) for row, one in ready]
    blocked = [
        telling.row(row, 0, today, one.detail) for row, one in found if isinstance(one, Rejected)
    ]
    over = tuple(row for row in rows if row.due <= today)
    groups = tuple(
        DueGroup("", wish.say(key), those)
        for key, those in (
            ("dues.over", over),
            ("dues.soon", tuple(row for row in rows if row.due > today)),
            ("dues.blocked", tuple(blocked)),
        )
        if those
    )
    nothing = None if groups else (wish.say("dues.nothing"), wish.say("dues.nothing.more"))
    last, refused = last_act(request, wish)
    return Refunds(
        subject=wish.say("dues.subject", account=account or "—", position=f"{when.position:,}"),
        tabs=tuple(
            Choice(wish.say(f"dues.{name}"), f"/dues?within={name}", name == within)
            for name in _WITHIN
        ),
        note=wish.say("dues.note"),
        groups=groups,
        total_words=wish.say("dues.total", n=len(rows) + len(blocked)),
        kept_back="",
        kept_back_path="",
        sign=None,
        propose=_proposal(wish, reader, account, rows, [one.item for _, one in ready], when),
        nothing=nothing,
        last=last,
        refused=refused,
    )


def _proposal(
    wish: Speech,
    reader: Identity,
    account: str,
    rows: list[DueRow],
    items: list[Item],
    when: When,
) -> Proposal | None:
    if not items:
        return None
    maker = reader.holds("C-SET1")
    batch = batch_of(when.system.clock())
    fields: dict[str, Any] = {
        "account": account,
        "batch": batch,
        "items": json.dumps([_plain(item) for item in items]),
        "command_id": f"propose-{batch}",
    }
    return Proposal(
        words=wish.say("dues.propose", n=len(items), account=account),
        principal=sum(row.principal for row in rows),
        interest=sum(row.interest or 0 for row in rows),
        act=Act(
            label=wish.say("dues.propose.act", n=len(items)),
            path="/dues",
            fields=tuple(fields.items()),
            kind="act",
            reason="" if maker else wish.say("dues.only_maker"),
        ),
    )


def _plain(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in Item.__slots__}


def _due_by(calendar: Calendar, today: date, within: str) -> date | None:
    match within:
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case "week":
            return calendar.add(today, 5, Unit.WORKING_DAYS)
        case _:
            return None


def _paying(when: When) -> str:
    """The first custody account in CNY; empty where none is open."""
    wanted = {"holds": "1001", "currency": "CNY"}
    rows = when.system.readers.bankdays.rows(ACCOUNTS, wanted, as_of=when.position).rows
    return str(rows[0]["account"]) if rows else ""
