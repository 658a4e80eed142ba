"""`/dues`: 应退清单, what is owed back and until when; the clerk submits it for checking."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.acting import Asker, acted, made, once, refusal
from api.http.pages.desk_sheets import DUES
from api.http.pages.drawing import draw
from api.http.pages.due_list import due_list
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Act, Nothing
from api.http.pages.views.frame import Choice
from api.http.pages.views.refunds import DueRow, Proposal, Refunds, Typed
from api.http.positions import When, asked
from api.http.refund_acts import ItemIn, ProposalIn
from api.http.seeing import DESK, holding
from api.readers import Readers
from api.refunding import batch_of
from domain.calendar import Calendar, Unit
from domain.desk.propose import ProposeRefunds
from projections.bankdays import ACCOUNTS
from projections.reader import Reader as Rows

router = APIRouter(route_class=Drawn, include_in_schema=False)

Reader = Annotated[Identity, holding(*DESK)]


def needed(r: Readers) -> tuple[Rows, ...]:
    """What the pages of refunds read."""
    return (r.refunds, r.payments, r.deposits, r.lots, r.bankdays, r.trail)


Asked = Annotated[When, asked(needed)]
CommandId = Annotated[str, Form(max_length=64, pattern=r"^[0-9A-Za-z._:-]{8,64}$")]
_WITHIN = ("all", "today", "tomorrow", "week")
_ITEM_MAX = 600
"""Signs of one refund as a form carries it."""


@shown(router, "/dues")
def dues(
    request: Request,
    reader: Reader,
    when: Asked,
    account: Annotated[str, Query(max_length=32)] = "",
    within: Annotated[str, Query(pattern="^(all|today|tomorrow|week)$")] = "all",
) -> Response:
    """For the desk; of lots that are sealed only what the ledger's own legs tell."""
    view = dues_view(request, reader, when, account, within)
    return draw(request, reader, DUES, view, when)


@router.post("/dues")
async def propose(
    request: Request,
    reader: Asker,
    account: Annotated[str, Form(max_length=32)],
    batch: Annotated[str, Form(max_length=40)],
    command_id: CommandId,
    item: Annotated[tuple[Annotated[str, Form(max_length=_ITEM_MAX)], ...], Form()] = (),
) -> Response:
    """Submits exactly what was shown and ticked: these refunds, at these versions and amounts.

    422 for what the JSON door would not read either.
    """
    if not item:
        return refusal("/dues", "refund.none_ticked")
    try:
        shown = tuple(ItemIn.model_validate_json(one) for one in item)
        asked_for = ProposalIn(batch=batch, account=account, items=shown)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None
    wanted = made(ProposeRefunds, batch=batch, account=account, items=asked_for.seen())
    return await acted(
        request,
        reader,
        wanted,
        f"/batches/{batch}",
        command_id=command_id,
        refused_to="/dues",
        kept={"tick": [f"{one.deposit}/{one.number}" for one in shown]},
    )


def dues_view(
    request: Request,
    reader: Identity,
    when: When,
    account: str = "",
    within: str = "all",
    typed: Mapping[str, Typed] = {},
) -> Refunds:
    """The record of the page. `typed`: by refund, what was typed of another account for it."""
    wish = speech(request)
    account = account or paying(when)
    due_by = _due_by(when.law.calendar, when.today, within)
    ticked = frozenset(request.query_params.getlist("tick"))
    found = due_list(when, wish, reader, account, due_by, ticked, typed) if account else None
    groups = found.groups if found else ()
    n = sum(len(group.rows) for group in groups)
    last, refused = last_act(when, reader, wish)
    return Refunds(
        subject=wish.say("dues.subject", account=account or "—", position=f"{when.position:,}"),
        tabs=tuple(
            Choice(wish.say(f"dues.{name}"), when.there(f"/dues?within={name}"), name == within)
            for name in _WITHIN
        ),
        note=wish.say("dues.note"),
        groups=groups,
        total_words=wish.say("dues.total", n=n),
        kept_back="",
        kept_back_path="",
        sign=None,
        propose=_proposal(wish, reader, account, found.ready, when) if found else None,
        nothing=None if groups else _nothing(when, wish, within),
        last=last,
        refused=refused,
    )


def _nothing(when: When, wish: Speech, within: str) -> Nothing:
    """What is true of the tab; of another than all, what is due later is one step away."""
    say = wish.say
    if within == "all":
        return Nothing(say("dues.nothing.all"), say("dues.nothing.more"))
    later = say("dues.nothing.later")
    return Nothing(
        say(f"dues.nothing.{within}"), later, label=say("see_all"), path=when.there("/dues")
    )


def _proposal(
    wish: Speech, reader: Identity, account: str, ready: tuple[DueRow, ...], when: When
) -> Proposal | None:
    """None where nothing may be submitted, and of the past; who is no maker sees who does it."""
    if not ready or when.past:
        return None
    say, batch = wish.say, batch_of(when.system.clock())
    ticked = [row for row in ready if row.ticked]
    left = len(ready) - len(ticked)
    notes = [say("dues.next")]
    if any(row.payee_act and not row.ticked for row in ready):
        notes.insert(0, say("dues.left_out", n=left))
    maker = reader.holds("C-SET1")
    return Proposal(
        words=say("dues.propose", n=len(ticked), account=account),
        words_pattern=say("dues.propose", n="{n}", account=account),
        principal=sum(row.principal for row in ticked),
        interest=sum(row.interest or 0 for row in ticked),
        act=Act(
            label=say("dues.propose.act", n=len(ticked)),
            path="/dues",
            fields=(("account", account), ("batch", batch), ("command_id", once())),
            kind="act",
            reason="" if maker else say("dues.only_maker"),
        ),
        label_pattern=say("dues.propose.act", n="{n}"),
        notes=tuple(notes),
    )


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


def paying(when: When) -> str:
    """The first custody account in CNY; empty where none is open."""
    wanted = {"holds": "1001", "currency": "CNY"}
    rows = when.system.readers.bankdays.rows(ACCOUNTS, wanted, as_of=when.position).rows
    return str(rows[0]["account"]) if rows else ""
