"""The figures of a close as a page shows them: no difference is netted, no check left out."""

from collections import Counter
from typing import Any

from api.closing.books import Line
from api.closing.figures import Close as Figures
from api.closing.found import Found
from api.closing.reconciling import Side
from api.http.identity import Identity
from api.http.pages.shown import plain_money
from api.http.pages.speech import Speech
from api.http.pages.views.close import Adjustment, Check, Close, Difference, Half, Step
from api.http.pages.views.desk import Act, Signatory, TagView
from domain.bankday.checks import RULES
from domain.bankday.events import Result

_STAGES: dict[str, tuple[Any, Any, str]] = {
    "OPEN": ("idle", "dash", "close.open"),
    "STALE": ("warn", "warn", "close.open"),
    "PREPARED": ("way", "clock", "close.prepared"),
    "RETURNED": ("warn", "hook", "close.returned"),
    "CLOSED": ("done", "tick", "close.closed"),
}
_RESULTS: dict[Result, tuple[Any, Any]] = {
    "PASS": ("done", "tick"),
    "FAIL": ("danger", "stop"),
    "NOT_APPLICABLE": ("idle", "dash"),
}


def view_of(
    found: Figures,
    wish: Speech,
    reader: Identity,
    beside: tuple[str | None, str | None],
    last: tuple[str, bool],
) -> Close:
    """`beside`: addresses of the days before and after; `last`: what was asked for last."""
    say, sides = wish.say, found.sides
    kind, glyph, words = _STAGES[found.progress.stage]
    closing = found.closing
    state = TagView(kind, glyph, say(words))
    if closing is None:
        state = TagView("warn", "warn", say("close.no_statement"))
    checks = tuple(_check(one, wish, found) for one in found.checks)
    counted = Counter(one.check.result for one in found.checks)
    return Close(
        account=found.account,
        day=found.day,
        earlier=beside[0],
        later=beside[1],
        state=state,
        subject=say(
            "close.subject",
            account=found.account,
            currency=found.currency,
            position=f"{found.position:,}",
        ),
        books=Half(
            say("close.books"),
            say("close.books.label", holds="1001"),
            found.ledger,
            _adjusted(sides.bank_only, say("close.bank.only")),
        ),
        bank=Half(
            say("close.bank"),
            say("close.bank.label"),
            closing or 0,
            _adjusted(sides.books_only, say("close.books.only")),
        ),
        equation=say(
            "close.equation",
            difference=plain_money((closing or 0) - found.ledger, found.currency, signed=True),
        ),
        differences=(
            *_differences(sides.bank_only, say("close.bank.only"), 1),
            *_differences(sides.books_only, say("close.books.only"), -1),
        ),
        differences_note="",
        checks=checks,
        counts=tuple(
            TagView(*_RESULTS[result], f"{counted[result]} {say(f'close.check.{result}')}")
            for result in _RESULTS
            if counted[result]
        ),
        steps=_steps(found, wish),
        act=_act(found, wish, reader),
        people=_people(found, wish, reader),
        explain=_explain(found, wish, reader),
        give_back=_give_back(found, wish, reader),
        last=last[0],
        refused=last[1],
    )


def _adjusted(side: Side, words: str) -> tuple[Adjustment, ...]:
    if not side.credits and not side.debits:
        return ()
    if not side.lines:
        return (Adjustment(f"{words}（{side.credits + side.debits}）", side.total),)
    return tuple(Adjustment(words, line.signed, _source(line)) for line in side.lines)


def _differences(side: Side, words: str, sign: int) -> tuple[Difference, ...]:
    tag = TagView("danger", "warn", words)
    return tuple(
        Difference(tag, sign * line.signed, _source(line), "R01 R02", None) for line in side.lines
    )


def _source(line: Line) -> str:
    return line.place


def _check(found: Found, wish: Speech, close: Figures) -> Check:
    check = found.check
    kind, glyph = _RESULTS[check.result]
    zh = wish.lang == "zh"
    words = next(zh_words if zh else en for code, zh_words, en in RULES if code == check.rule)
    signed = {one.rule: one.note for one in close.progress.checks}
    finding = signed.get(check.rule) or check.note
    if not finding and found.rows:
        finding = "；".join(row.said or row.what for row in found.rows[:3])
    return Check(
        check.rule, words, finding, TagView(kind, glyph, wish.say(f"close.check.{check.result}"))
    )


def _steps(found: Figures, wish: Speech) -> tuple[Step, ...]:
    stage, there = found.progress.stage, found.closing is not None
    names = ("close.step.statement", "close.step.prepare", "close.step.sign")
    now = 2 if stage == "PREPARED" else 3 if stage == "CLOSED" else 1 if there else 0
    return tuple(Step(wish.say(name), "", n == now) for n, name in enumerate(names))


def _act(found: Figures, wish: Speech, reader: Identity) -> Act | None:
    say, path = wish.say, f"/close/{found.account}/{found.day}"
    stage, progress = found.progress.stage, found.progress
    if found.closing is None or stage == "CLOSED":
        return None
    if stage == "PREPARED":
        reason = ""
        if progress.prepared_by == reader.person:
            reason = say("close.own")
        elif not reader.holds("C-SET2"):
            reason = say("close.only_checker")
        ids = (("command_id", f"close-{(progress.snapshot or '')[:40]}"),)
        return Act(say("close.sign"), f"{path}/signature", ids, kind="act", reason=reason)
    reason = "" if reader.holds("C-CASH") else say("close.only_preparer")
    ids = (("command_id", f"prepare-{found.snapshot[:40]}"),)
    return Act(say("close.prepare"), f"{path}/preparation", ids, kind="act", reason=reason)


def _give_back(found: Figures, wish: Speech, reader: Identity) -> Act | None:
    may = reader.holds("C-SET2") and found.progress.prepared_by != reader.person
    if found.progress.stage != "PREPARED" or not may:
        return None
    path = f"/close/{found.account}/{found.day}/return"
    ids = (("command_id", f"return-{(found.progress.snapshot or '')[:40]}"),)
    return Act(wish.say("close.give_back"), path, ids, kind="hard", dialog="give-back")


def _explain(found: Figures, wish: Speech, reader: Identity) -> tuple[tuple[str, str], ...]:
    """Rules that failed, for which whoever prepares writes a sentence."""
    if found.progress.stage in ("PREPARED", "CLOSED") or not reader.holds("C-CASH"):
        return ()
    titles = {code: (zh, en) for code, zh, en in RULES}
    at = 0 if wish.lang == "zh" else 1
    return tuple((rule, titles[rule][at]) for rule in found.to_explain)


def _people(found: Figures, wish: Speech, reader: Identity) -> tuple[Signatory, ...]:
    say, progress = wish.say, found.progress
    if progress.prepared_by is None:
        return ()
    maker = Signatory(
        role=say("close.preparer"),
        person=progress.prepared_by,
        note="",
        signed_at=progress.prepared_at,
        position=progress.position,
        custodial=True,
        me=progress.prepared_by == reader.person,
    )
    if progress.checked_by is None:
        return (maker,)
    checker = Signatory(
        role=say("batches.checker"),
        person=progress.checked_by,
        note=progress.reason or "",
        signed_at=progress.checked_at,
        position=progress.position,
        custodial=True,
        me=progress.checked_by == reader.person,
    )
    return (maker, checker)
