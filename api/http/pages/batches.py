"""`/batches`: 退款批次, what was submitted; the checker reads it, signs it, or sends it back."""

from collections import defaultdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, Response

from api.http.identity import Identity
from api.http.pages.acting import acted, made
from api.http.pages.desk_sheets import BATCHES
from api.http.pages.digest_words import digest_words
from api.http.pages.drawing import draw
from api.http.pages.dues import Asked, Reader
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.refund_rows import Row, Telling
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Act, Signatory
from api.http.pages.views.frame import Choice
from api.http.pages.views.refunds import DueGroup, Refunds, ToSign
from api.http.positions import When
from domain.calendar import beijing_day
from domain.desk.approve import ApproveRefunds, RejectRefunds
from domain.kernel import StreamId
from domain.refund.state import Batch, Stage
from ledger.replay import Replay
from projections.refunds import BATCHES as BATCH_ROWS
from projections.refunds import ITEMS, REFUNDS

router = APIRouter(route_class=Drawn, include_in_schema=False)

_TABS = (
    ("waiting", Stage.PROPOSED),
    ("approved", Stage.APPROVED),
    ("rejected", Stage.REJECTED),
    ("every", None),
)
_SHOWN = 20
Code = Annotated[str, Path(pattern=r"^RB-\d{4}-\d{2}-\d{2}-[0-9A-F]{4}$")]
CommandId = Annotated[str, Form(max_length=64)]


@router.get("/batches", response_class=HTMLResponse)
@router.get("/batches/{batch}", response_class=HTMLResponse)
def batches(request: Request, reader: Reader, when: Asked, batch: Code | None = None) -> Response:
    """For the desk. One batch is open: the one asked for, else the first that waits."""
    return draw(request, reader, BATCHES, _view(request, reader, when, batch), when)


@router.post("/batches/{batch}/approval")
async def approve(request: Request, reader: Reader, batch: Code, command_id: CommandId) -> Response:
    """Signs the batch as it was proposed: the same items, naming the maker's command."""
    found = _batch(request, batch)
    proposed = found.proposed
    if proposed is None:
        raise HTTPException(404, f"nobody proposed {batch}")
    wanted = made(ApproveRefunds, batch=batch, account=proposed.account, items=proposed.items)
    back = f"/batches/{batch}"
    maker = proposed.proposal
    return await acted(request, reader, wanted, back, command_id=command_id, maker=maker)


@router.post("/batches/{batch}/return")
async def send_back(
    request: Request,
    reader: Reader,
    batch: Code,
    command_id: CommandId,
    reason: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Sends it back to its maker, with a reason."""
    wanted = made(RejectRefunds, batch=batch, reason=reason)
    return await acted(request, reader, wanted, f"/batches/{batch}", command_id=command_id)


def _batch(request: Request, code: str) -> Batch:
    system = request.app.state.system
    found = Replay(system.log, system.store, system.vault).state(StreamId("refund", code))
    assert isinstance(found, Batch)
    return found


def _view(request: Request, reader: Identity, when: When, code: str | None) -> Refunds:
    wish, readers = speech(request), when.system.readers
    tab = request.query_params.get("state", "waiting" if code is None else "every")
    stage = dict(_TABS).get(tab)
    where: dict[str, Any] = {"stage": stage.value} if stage else {}
    rows = readers.refunds.rows(BATCH_ROWS, where, as_of=when.position, order=("batch",)).rows
    shown = sorted(rows, key=lambda row: row["proposed_at"], reverse=True)[:_SHOWN]
    if code is not None:
        shown = [row for row in rows if row["batch"] == code]
        if not shown:
            raise HTTPException(404, f"nobody proposed {code}, as of position {when.position}")
    groups, elsewhere = _groups(when, wish, shown, reader)
    current = shown[0] if shown else None
    last, refused = last_act(request, wish)
    return Refunds(
        subject=wish.say("batches.subject", position=f"{when.position:,}"),
        tabs=tuple(
            Choice(wish.say(f"batches.{name}"), f"/batches?state={name}", name == tab)
            for name, _ in _TABS
        ),
        note="",
        groups=groups,
        total_words=wish.say("batches.total", n=sum(len(group.rows) for group in groups)),
        kept_back="",
        kept_back_path="",
        sign=_sign(wish, reader, current, elsewhere) if current else None,
        propose=None,
        nothing=None if groups else (wish.say("batches.nothing"), wish.say("batches.nothing.more")),
        last=last,
        refused=refused,
    )


def _groups(
    when: When, wish: Speech, batches: list[Row], reader: Identity
) -> tuple[tuple[DueGroup, ...], bool]:
    """The batches with their refunds; whether the first has one that goes elsewhere."""
    read, here = when.system.readers.refunds, Shown(wish)
    items = read.rows(ITEMS, {"batch": [one["batch"] for one in batches]}, as_of=when.position).rows
    of: dict[str, list[Row]] = defaultdict(list)
    for item in items:
        of[item["batch"]].append(item)
    deposits = sorted({item["deposit"] for item in items})
    found = read.rows(REFUNDS, {"deposit": deposits}, as_of=when.position).rows
    refunds = {(row["deposit"], row["number"]): row for row in found}
    telling, today = Telling(when, wish, found), beijing_day(when.system.clock())
    groups = tuple(
        DueGroup(
            code=one["batch"],
            words=wish.say(
                "batches.group",
                person=one["proposed_by"],
                moment=here.line(one["proposed_at"]),
                n=one["count"],
            ),
            rows=tuple(
                telling.row(refunds[item["deposit"], item["number"]], item["interest_fen"], today)
                for item in of[one["batch"]]
            ),
            mine=one["stage"] == Stage.PROPOSED.value and reader.holds("C-SET2"),
        )
        for one in batches
    )
    first = of[batches[0]["batch"]] if batches else []
    return groups, any(item["elsewhere"] for item in first)


def _sign(wish: Speech, reader: Identity, batch: Row, elsewhere: bool) -> ToSign:
    say, code = wish.say, batch["batch"]
    made_it = batch["proposed_by"] == reader.person
    waits = batch["stage"] == Stage.PROPOSED.value
    reason = ""
    if not waits:
        reason = say("batches.done", stage=say(f"batches.{_of_stage(batch['stage'])}"))
    elif made_it:
        reason = say("batches.you_made")
    elif not reader.holds("C-SET2"):
        reason = say("batches.not_checker")
    path, ids = f"/batches/{code}", (("command_id", f"check-{code}"),)
    return ToSign(
        code=code,
        sentence=say("batches.sentence", account=batch["account"], batch=code, n=batch["count"]),
        principal=batch["amount_fen"],
        interest=batch["interest_fen"],
        words=digest_words(batch["proposal"]),
        digest=batch["proposal"],
        people=_people(wish, reader, batch, reason),
        confirm=say("batches.confirm") if elsewhere and not reason else "",
        approve=Act(
            say("batches.approve"),
            f"{path}/approval",
            ids,
            kind="act",
            reason=reason,
            dialog="sign",
            key="⇧Enter",
        ),
        acts=(
            Act(
                say("batches.send_back"),
                f"{path}/return",
                (("command_id", f"back-{code}"),),
                kind="hard",
                reason=reason,
                dialog="send-back",
            ),
        ),
    )


def _of_stage(stage: str) -> str:
    return next(name for name, one in _TABS if one is not None and one.value == stage)


def _people(wish: Speech, reader: Identity, batch: Row, reason: str) -> tuple[Signatory, Signatory]:
    say = wish.say
    maker = Signatory(
        role=say("batches.maker"),
        person=batch["proposed_by"],
        note="",
        signed_at=batch["proposed_at"],
        position=batch["proposed_position"],
        custodial=True,
        me=batch["proposed_by"] == reader.person,
    )
    checker = Signatory(
        role=say("batches.checker"),
        person=batch["checked_by"] or (reader.person if not reason else ""),
        note=batch["reason"] or reason or say("batches.you_may"),
        signed_at=batch["checked_at"],
        position=batch["position"] if batch["checked_at"] else None,
        custodial=True if batch["checked_at"] else None,
        me=batch["checked_by"] == reader.person or not reason,
    )
    return maker, checker
