"""`/batches`: 退款批次, what was submitted; the checker reads it, signs it, or sends it back."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.acting import Asker, acted, made, refusal
from api.http.pages.batch_groups import grouped
from api.http.pages.batch_list import batch_list
from api.http.pages.batch_sign import to_sign
from api.http.pages.desk_sheets import BATCHES
from api.http.pages.drawing import draw
from api.http.pages.dues import Asked, CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.refund_rows import Row
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Nothing
from api.http.pages.views.frame import Choice
from api.http.pages.views.refunds import Refunds
from api.http.positions import After, When
from domain.desk.approve import ApproveRefunds, RejectRefunds
from domain.kernel import StreamId
from domain.refund.events import RefundProposed
from domain.refund.state import Stage
from projections.refunds import BATCHES as BATCH_ROWS

router = APIRouter(route_class=Drawn, include_in_schema=False)

_TABS = (
    ("waiting", Stage.PROPOSED),
    ("approved", Stage.APPROVED),
    ("rejected", Stage.REJECTED),
    ("every", None),
)
Code = Annotated[str, Path(pattern=r"^RB-\d{4}-\d{2}-\d{2}-[0-9A-F]{4}$")]
Reason = Annotated[str, Form(max_length=300)]


@shown(router, "/batches")
@shown(router, "/batches/{batch}")
def batches(
    request: Request, reader: Reader, when: Asked, batch: Code | None = None, after: After = None
) -> Response:
    """For the desk. One batch is open: the one asked for, else the first that waits."""
    return draw(request, reader, BATCHES, _view(request, reader, when, batch, after), when)


@router.post("/batches/{batch}/approval")
async def approve(
    request: Request,
    reader: Asker,
    batch: Code,
    command_id: CommandId,
    seen: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Signs the batch as it was proposed: the same items, naming the maker's command.

    `seen`: the evidence of changed accounts was looked at; without it such a batch is not signed.
    """
    proposed, back = await run_in_threadpool(_proposed, request, batch), f"/batches/{batch}"
    if seen != "yes" and any(item.elsewhere for item in proposed.items):
        return refusal(back, "batches.evidence_unseen")
    wanted = made(ApproveRefunds, batch=batch, account=proposed.account, items=proposed.items)
    maker = proposed.proposal
    return await acted(request, reader, wanted, back, command_id=command_id, maker=maker)


@router.post("/batches/{batch}/return")
async def send_back(
    request: Request, reader: Asker, batch: Code, command_id: CommandId, reason: Reason = ""
) -> Response:
    """Sends it back to its maker, with a reason; after a refusal what was typed is there still."""
    back, kept = f"/batches/{batch}", {"reason": reason}
    if not reason.strip():
        return refusal(back, "batches.no_reason")
    wanted = made(RejectRefunds, batch=batch, reason=reason.strip())
    return await acted(request, reader, wanted, back, command_id=command_id, kept=kept)


def _proposed(request: Request, code: str) -> RefundProposed:
    system = request.app.state.system
    found = system.replay.state(StreamId("refund", code))
    if not isinstance(found.proposed, RefundProposed):
        raise HTTPException(404, f"nobody proposed {code}")
    return found.proposed


def _nothing(when: When, wish: Speech, tab: str) -> Nothing:
    """What is true of the tab; any other than all leads there."""
    say, key = wish.say, tab if tab in dict(_TABS) else "every"
    words, more = say(f"batches.nothing.{key}"), say("batches.nothing.more")
    if key == "every":
        return Nothing(words, more)
    return Nothing(words, more, label=say("see_all"), path=when.there("/batches?state=every"))


def _view(
    request: Request, reader: Identity, when: When, code: str | None, after: str | None
) -> Refunds:
    wish = speech(request)
    tab = request.query_params.get("state", "waiting") if code is None else "every"
    of = batch_list(when, dict(_TABS).get(tab), after)
    listed = of.rows if code is None else _first(when, code, of.rows)
    found = grouped(when, wish, reader, listed) if listed else None
    groups = found.groups if found else ()
    one_sum = len(listed) == of.total and (tab in ("waiting", "approved") or len(groups) == 1)
    last, refused = last_act(when, reader, wish)
    typed = request.query_params.get("reason", "")[:300]
    path, on = f"/batches/{code or ''}".rstrip("/"), urlencode({"state": tab, "after": of.more})
    say, n = wish.say, sum(batch["count"] for batch in listed)
    return Refunds(
        subject=say("batches.subject", n=of.total, position=f"{when.position:,}"),
        tabs=tuple(
            Choice(say(f"batches.{name}"), when.there(f"/batches?state={name}"), name == tab)
            for name, _ in _TABS
        ),
        note=say("batches.note"),
        groups=groups,
        total_words=say("batches.total", n=n) if one_sum else "",
        kept_back="",
        kept_back_path="",
        sign=to_sign(when, wish, reader, listed[0], found, typed) if found else None,
        propose=None,
        nothing=None if groups else _nothing(when, wish, tab),
        last=last,
        refused=refused,
        more=when.there(f"{path}?{on}") if of.more else "",
    )


def _first(when: When, code: str, rows: list[Row]) -> list[Row]:
    """The batch that was asked for before the others. 404 where nobody proposed it."""
    read = when.system.readers.refunds
    found = read.rows(BATCH_ROWS, {"batch": code}, as_of=when.position).rows
    if not found:
        raise HTTPException(404, f"nobody proposed {code}, as of position {when.position}")
    return [*found, *(row for row in rows if row["batch"] != code)]
