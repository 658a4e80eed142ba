"""Refunds as rows of a list: which lot, to whom as far as it may be told, how long there is."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from api.estimating import is_refund_estimated
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.today_names import masked
from api.http.pages.views.desk import TagView
from api.http.pages.views.refunds import Countdown, DueRow
from api.http.positions import When
from api.texts import texts
from domain.calendar import Calendar, beijing_day
from domain.deposit.refund import Refund, Standing
from domain.identifiers import line_id
from domain.kernel import StreamId
from domain.payment.state import Stage as PaymentStage
from domain.refund.events import Item
from domain.refund.state import Stage
from projections.deposits import DEPOSITS
from projections.lots import LOTS

type Row = dict[str, Any]

_TAGS: Mapping[Standing, tuple[Any, Any]] = {
    Standing.OWED: ("idle", "dash"),
    Standing.APPROVED: ("way", "arrow"),
    Standing.INSTRUCTED: ("way", "arrow"),
    Standing.PAID: ("done", "tick"),
    Standing.FAILED: ("danger", "stop"),
    Standing.RETURNED: ("warn", "hook"),
    Standing.VOID: ("idle", "dash"),
}


_DONE = frozenset({Standing.PAID, Standing.VOID})


class Telling:
    """Makes rows, asking once for the lots of all: of deposits that are sealed nothing is told; of
    strays, which are of no lot, what the desk is told of their lines."""

    def __init__(self, when: When, speech: Speech, rows: list[Row]) -> None:
        readers, codes = when.system.readers, sorted({row["deposit"] for row in rows})
        opened = readers.deposits.rows(DEPOSITS, {"deposit": codes}, as_of=when.position).rows
        self._lots_of = {row["deposit"]: row["lot"] for row in opened}
        lots = sorted(set(self._lots_of.values()))
        told = readers.lots.rows(LOTS, {"lot": lots}, as_of=when.position).rows
        self._titles = {row["lot"]: row["title"] for row in told}
        self._replay, self._at = when.system.replay, when.position if when.past else None
        self._deposits = self._replay.states(
            (StreamId("deposit", code) for code in codes), self._at
        )
        self._strays = {of.code for of, one in self._deposits.items() if one.of_nobody}
        self._calendar: Calendar = when.law.calendar
        self._speech = speech

    def row(self, row: Row, interest: int | None, today: date, blocked: str = "") -> DueRow:
        """`interest`: what would be, or was, paid with it, None where nobody can say yet.

        `blocked`: what stands against it.
        """
        say, lot = self._speech.say, self._lots_of.get(row["deposit"])
        standing = Standing(row["standing"])
        stray = row["deposit"] in self._strays
        payee, account, warn = self._payee(row, lot is not None or stray)
        code = f"{row['deposit']}/{row['number']}"
        basis = "refund.basis" if row["interest"] else "refund.no_basis"
        return DueRow(
            obligation=code,
            due=row["due"],
            estimated=is_refund_estimated(row, self._calendar),
            countdown=self.countdown(row["due"], today, standing),
            lot=self._titles.get(lot, lot)
            if lot
            else say("refund.stray" if stray else "refund.sealed"),
            cause=say(f"cause.{row['cause']}"),
            payee=masked(payee) if stray else payee,
            account=account,
            warn=blocked or warn,
            principal=row["amount_fen"],
            interest=interest if row["interest"] else None,
            no_interest=say("refund.not_reckoned" if row["interest"] else "batches.no_interest"),
            basis=say(basis, rule=row["rule"]),
            tag=self._tag(row, standing, blocked),
            evidence=f"/dues/{code}/evidence" if row["elsewhere"] and (lot or stray) else "",
            path=f"/lots/{lot}" if lot else "",
        )

    def countdown(
        self, due: date, today: date, standing: Standing, paid: date | None = None
    ) -> Countdown:
        """In working days of the calendar in force; the server's day, never the browser's.

        `paid`: the day on which the bank paid it, after which no time runs.
        """
        say, day = self._speech.say, paid or today
        if standing in _DONE and day <= due:
            return Countdown("kept", 0, say("left.kept"))
        if day == due:
            return Countdown("today", 0, say("left.today"))
        first, last = sorted((due, day))
        days = sum(
            self._calendar.is_working(date.fromordinal(n))
            for n in range(first.toordinal() + 1, last.toordinal() + 1)
        )
        if due > day:
            return Countdown("soon", days, say("left.soon", n=days))
        return Countdown("late", days, say("left.late", n=days))

    def in_batch(
        self, row: Row, item: Row, stage: Stage, payment: Row | None, today: date
    ) -> DueRow:
        """A refund as it stands in a batch: waiting, changed since, sent back, or on its way."""
        say, shown = self._speech.say, self.row(row, item["interest_fen"], today)
        if stage is Stage.PROPOSED:
            if row["version"] != item["version"]:
                tag, why = TagView("warn", "warn", say("refund.changed")), say("refund.changed.why")
                return replace(shown, tag=tag, note=why)
            return replace(shown, tag=TagView("warn", "clock", say("refund.PROPOSED")))
        if stage is Stage.REJECTED:
            tag = TagView("idle", "hook", say("batches.rejected"))
            return replace(shown, tag=tag)
        if row["batch"] != item["batch"]:
            no_time = Countdown("kept", 0, "–")
            tag = self.come(row, item)
            return replace(shown, tag=tag, note=row["batch"] or "", countdown=no_time)
        standing, note = Standing(row["standing"]), self._bank_said(payment)
        if standing is Standing.PAID and payment is not None:
            left = self.countdown(row["due"], today, standing, self._paid_on(payment, row["due"]))
            slip, note = f"/refunds/{shown.obligation}/receipt", say("receipt.see", said=note)
            return replace(shown, note=note, slip=slip, countdown=left)
        return replace(shown, note=note)

    def come(self, row: Row, item: Row) -> TagView:
        """How far a refund of an approved batch has come; another batch may have it since."""
        if row["batch"] != item["batch"]:
            return TagView("idle", "hook", self._speech.say("refund.again"))
        return self._tag(row, Standing(row["standing"]), "")

    def _paid_on(self, payment: Row, due: date) -> date:
        """The day by the bank's own line; its statement comes later, which is asked only then."""
        told = beijing_day(payment["since"])
        if told <= due:
            return told
        line = self._replay.state(StreamId("payment", payment["payment"]), self._at).line
        return line_id(line).page.of.day if line else told

    def _bank_said(self, payment: Row | None) -> str:
        """What became of the payment, with the bank's code, and when."""
        if payment is None:
            return ""
        say, here = self._speech.say, Shown(self._speech)
        stage = say(f"payment.{PaymentStage(payment['stage']).name}")
        code = (payment["code"] or "").strip()
        key = f"bank.{code}"
        if not code:
            return say("payment.said", stage=stage, at=here.clock(payment["since"]))
        return say("payment.why", stage=stage, reason=say(key) if key in texts() else code)

    def refund(self, row: Row) -> Refund | None:
        """The refund itself, with to whom it goes."""
        found = self._deposits[StreamId("deposit", row["deposit"])].refund(row["number"])
        return found if isinstance(found, Refund) else None

    def _payee(self, row: Row, open_lot: bool) -> tuple[str, str, str]:
        """Name, account, and what a signer must look at: only once that may be told (4.4)."""
        say = self._speech.say
        refund = self.refund(row) if open_lot else None
        if refund is None or refund.pays is None:
            return say("refund.sealed"), "", ""
        tail = refund.pays.account[-4:]
        if refund.proposed is not None:
            return refund.pays.name, "", say("refund.elsewhere", tail=tail)
        return refund.pays.name, say("refund.tail", tail=tail), ""

    def _tag(self, row: Row, standing: Standing, blocked: str) -> TagView:
        say = self._speech.say
        if blocked:
            return TagView("warn", "lock", say("refund.BLOCKED"))
        if row["awaits"]:
            return TagView("way", "clock", say("refund.AWAITS"))
        kind, glyph = _TAGS[standing]
        return TagView(kind, glyph, say(f"refund.{standing.name}", code=row["code"] or "").strip())


def plain(item: Item) -> str:
    """The item as a form carries it, back to be submitted exactly so."""
    return json.dumps({name: getattr(item, name) for name in Item.__slots__})
