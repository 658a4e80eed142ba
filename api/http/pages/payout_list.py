"""Payouts of a tab, page by page, as groups: how far each has come, and what the bank said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException

from api.http.identity import Identity
from api.http.pages.payout_words import Names, chart_words, owner_words
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.payouts import PartRow, PayoutGroup
from api.http.payout_near import near_payouts
from api.http.payout_told import told
from api.http.positions import When
from api.texts import texts
from domain.calendar import BEIJING
from domain.payment.state import Stage as Sent
from domain.payout.state import Stage
from projections.payments import PAYMENTS
from projections.payouts import PAYOUTS
from projections.reader import Row

SHOWN = 20
"""Payouts of a page."""
GOING = (Stage.APPROVED, Stage.INSTRUCTED, Stage.FAILED, Stage.RETURNED)
"""What is approved and neither paid nor given up."""
TABS: dict[str, tuple[Stage, ...]] = {
    "waiting": (Stage.PROPOSED,),
    "going": GOING,
    "every": (),
}
"""Tabs of payouts, and the stages that each lists; none: any."""
_TAGS: dict[Stage, tuple[Any, Any]] = {
    Stage.PROPOSED: ("warn", "clock"),
    Stage.REJECTED: ("idle", "hook"),
    Stage.APPROVED: ("way", "arrow"),
    Stage.INSTRUCTED: ("way", "arrow"),
    Stage.PAID: ("done", "tick"),
    Stage.FAILED: ("danger", "stop"),
    Stage.RETURNED: ("warn", "hook"),
    Stage.GIVEN_UP: ("idle", "dash"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The payouts of a page, as far as the reader may know them; how many there are on all; where
    the list goes on, if it does."""

    rows: list[Row]
    total: int
    more: int | None


def listed(when: When, reader: Identity, stages: Sequence[Stage], after: int | None) -> Listed:
    """The newest first; `after`: where the page before ended."""
    read = when.system.readers.payouts
    near = near_payouts(when, reader)
    where: dict[str, list[str]] = {} if near is None else {"payout": near}
    if stages:
        where["stage"] = [one.value for one in stages]
    newest: Any = {"order": ("proposed_position",), "before": {"proposed_position": after or 2**53}}
    rows = read.rows(PAYOUTS, where, as_of=when.position, limit=SHOWN + 1, **newest).rows
    more = rows[SHOWN - 1]["proposed_position"] if len(rows) > SHOWN else None
    total = read.count(PAYOUTS, where, when.position)
    return Listed(told(when, reader, rows[:SHOWN]), total, more)


def first(when: When, reader: Identity, code: str) -> Row:
    """The payout that was asked for. 404 where nobody proposed it."""
    found = when.system.readers.payouts.rows(PAYOUTS, {"payout": code}, as_of=when.position).rows
    near = near_payouts(when, reader)
    if not found or (near is not None and code not in near):
        raise HTTPException(404, f"nobody proposed {code}, as of position {when.position}")
    return told(when, reader, found)[0]


def groups(when: When, wish: Speech, rows: Sequence[Row]) -> tuple[PayoutGroup, ...]:
    """One for each payout; the first is the one in the pane, told part by part."""
    lots = (row["lot"] for row in rows if row["lot"])
    names = Names(when, wish, lots, (part["deposit"] for part in rows[0]["parts"]))
    codes = [row["payout"] for row in rows]
    read = when.system.readers.payments
    sent = read.rows(PAYMENTS, {"payment": codes}, as_of=when.position).rows
    payments = {row["payment"]: row for row in sent}
    return tuple(
        PayoutGroup(
            code=row["payout"],
            words=_words(wish, row),
            amount=row["amount_fen"],
            rows=_rows(wish, names, row) if n == 0 else (),
            mine=n == 0,
            path=when.there(f"/payouts/{row['payout']}"),
            note=_note(wish, row, payments.get(row["payout"])),
        )
        for n, row in enumerate(rows)
    )


def tag(wish: Speech, row: Row) -> TagView:
    """How far a payout has come."""
    stage = Stage(row["stage"])
    return TagView(*_TAGS[stage], wish.say(f"payouts.{stage.name}"))


def _rows(wish: Speech, names: Names, row: Row) -> tuple[PartRow, ...]:
    if row["lot"] is None:
        sealed = wish.say("payouts.sealed")
        return (PartRow(sealed, "", sealed, "", row["amount_fen"], tag(wish, row), selected=True),)
    payee = row["payee"]
    return tuple(
        PartRow(
            lot=names.lot(row["lot"]),
            whose=names.whose(part["deposit"]),
            to=payee.name,
            note=wish.say("payouts.tail", tail=payee.account[-4:]),
            amount=part["amount_fen"],
            tag=tag(wish, row),
            selected=n == 0,
            path=names.path(row["lot"]),
        )
        for n, part in enumerate(row["parts"])
    )


def _words(wish: Speech, row: Row) -> str:
    """Who submitted it when, or who checked it when; from where to whom."""
    say, stage = wish.say, Stage(row["stage"])
    person, moment = row["proposed_by"], row["proposed_at"]
    if row["checked_by"] is not None:
        person, moment = row["checked_by"], row["checked_at"]
    short = f"{moment.astimezone(BEIJING):%m-%d} {Shown(wish).clock(moment)}"
    to = say("payouts.sealed")
    if row["owner"] is not None:
        to = owner_words(row["chart"], row["owner"], wish)
    return say(f"payouts.group.{stage.name}", to=to, person=person, moment=short)


def _note(wish: Speech, row: Row, payment: Row | None) -> str:
    """Why it was given back or up, as far as that may be told; else what the bank said of its
    payment, and when."""
    say, stage = wish.say, Stage(row["stage"])
    if stage in (Stage.REJECTED, Stage.GIVEN_UP):
        return say("batches.because", reason=row["reason"]) if row["reason"] else ""
    if payment is None:
        return ""
    code = (row["code"] or payment["code"] or "").strip()
    words = say(f"payment.{Sent(payment['stage']).name}")
    if not code:
        return say("payment.said", stage=words, at=Shown(wish).clock(payment["since"]))
    key = f"bank.{code}"
    return say("payment.why", stage=words, reason=say(key) if key in texts() else code)


def what_is_paid(wish: Speech, row: Row) -> str:
    """The account of the chart, and whose it is."""
    owner = owner_words(row["chart"], row["owner"], wish)
    return f"{chart_words(row['chart'], wish)} / {owner}"
