"""Batches with their refunds as groups of a list, and what of the first a signer must look at."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.http.identity import Identity
from api.http.pages.refund_pay import paying_act
from api.http.pages.refund_rows import Row, Telling
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.views.refunds import DueGroup, DueRow
from api.http.positions import When
from domain.calendar import BEIJING
from domain.identifiers import PaymentId, RefundId
from domain.refund.state import Stage
from projections.payments import PAYMENTS
from projections.refunds import ITEMS, REFUNDS


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups; of the first batch, how many go elsewhere, and how many changed since."""

    groups: tuple[DueGroup, ...]
    elsewhere: int
    changed: int


def grouped(when: When, wish: Speech, reader: Identity, batches: Sequence[Row]) -> Grouped:
    """`batches`: rows of the projection, the one in the pane first; at least one.

    Only the first is told row by row, for which its deposits are folded from the log; of the
    others the sums that their maker saw, and how far their refunds have come.
    """
    of, refunds = _inside(when, batches)
    pane = batches[0]
    first = of[pane["batch"]]
    found = [refunds[item["deposit"], item["number"]] for item in first]
    payments = _payments(when, found)
    telling, today = Telling(when, wish, found), when.today
    rows = tuple(
        telling.in_batch(row, item, Stage(pane["stage"]), payments.get(_payment(row)), today)
        for row, item in zip(found, first, strict=True)
    )
    rows = tuple(
        replace(shown, pay=paying_act(when, wish, reader, row, shown))
        if row["batch"] == pane["batch"]
        else shown
        for row, shown in zip(found, rows, strict=True)
    )
    groups = [_group(when, wish, pane, rows, Counter(row.tag.words for row in rows))]
    for batch in batches[1:]:
        come = (telling.come(refunds[i["deposit"], i["number"]], i) for i in of[batch["batch"]])
        groups.append(_group(when, wish, batch, (), Counter(tag.words for tag in come)))
    changed = sum(row["version"] != item["version"] for row, item in zip(found, first, strict=True))
    return Grouped(tuple(groups), sum(item["elsewhere"] for item in first), changed)


def _inside(
    when: When, batches: Sequence[Row]
) -> tuple[dict[str, list[Row]], dict[tuple[str, int], Row]]:
    """The items of the pane's batch and of approved ones; and the refunds that they are."""
    read = when.system.readers.refunds
    approved = Stage.APPROVED.value
    codes = [one["batch"] for one in batches if one is batches[0] or one["stage"] == approved]
    items = read.rows(ITEMS, {"batch": codes}, as_of=when.position).rows
    of: dict[str, list[Row]] = defaultdict(list)
    for item in items:
        of[item["batch"]].append(item)
    deposits = sorted({item["deposit"] for item in items})
    found = read.rows(REFUNDS, {"deposit": deposits}, as_of=when.position).rows
    return of, {(row["deposit"], row["number"]): row for row in found}


def _group(
    when: When, wish: Speech, batch: Row, rows: tuple[DueRow, ...], states: Counter[str]
) -> DueGroup:
    return DueGroup(
        code=batch["batch"],
        words=_words(wish, batch),
        rows=rows,
        mine=bool(rows),
        path=when.there(f"/batches/{batch['batch']}"),
        note=_note(wish, batch, states),
        sums=(batch["amount_fen"], batch["interest_fen"]),
    )


def _payment(refund: Row) -> str:
    of = RefundId(refund["deposit"], refund["number"])
    return str(PaymentId(of, max(refund["attempt"], 1)))


def _payments(when: When, refunds: Sequence[Row]) -> dict[str, Row]:
    """The newest payment of each refund that has one."""
    codes = [_payment(row) for row in refunds if row["attempt"]]
    if not codes:
        return {}
    rows = when.system.readers.payments.rows(PAYMENTS, {"payment": codes}, as_of=when.position).rows
    return {row["payment"]: row for row in rows}


def _words(wish: Speech, batch: Row) -> str:
    """Who submitted it when; or who checked it when."""
    stage, here = Stage(batch["stage"]), Shown(wish)
    person, moment = batch["proposed_by"], batch["proposed_at"]
    if stage is not Stage.PROPOSED:
        person, moment = batch["checked_by"], batch["checked_at"]
    short = f"{moment.astimezone(BEIJING):%m-%d} {here.clock(moment)}"
    return wish.say(f"batches.group.{stage.name}", person=person, moment=short, n=batch["count"])


def _note(wish: Speech, batch: Row, states: Counter[str]) -> str:
    """How far it has come, state by state; or why it was sent back."""
    if batch["stage"] == Stage.REJECTED.value:
        return wish.say("batches.because", reason=batch["reason"] or "")
    if batch["stage"] == Stage.PROPOSED.value:
        return ""
    return wish.say("join.comma").join(f"{words} {n}" for words, n in states.items())
