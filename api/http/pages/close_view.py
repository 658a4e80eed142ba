"""The figures of a close as a page shows them: no difference is netted, no check left out."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from api.closing.books import Line
from api.closing.figures import Close as Figures
from api.closing.found import Found
from api.closing.reconciling import Side
from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.shown import plain_money
from api.http.pages.speech import Speech
from api.http.pages.views.close import Adjustment, Check, Close, Difference, Explain, Half, Step
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
    typed: Mapping[str, str],
) -> Close:
    """`typed`: sentences by rule that were typed before. Days beside are the route's to add."""
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
        earlier=None,
        later=None,
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
        differences_note=say("close.blind") if found.blind else "",
        checks=checks,
        counts=tuple(
            TagView(*_RESULTS[result], f"{counted[result]} {say(f'close.check.{result}')}")
            for result in _RESULTS
            if counted[result]
        ),
        steps=_steps(found, wish),
        act=_act(found, wish, reader),
        people=_people(found, wish, reader),
        explain=_explain(found, wish, reader, typed),
        give_back=_give_back(found, wish, reader),
        unit=say("close.unit")
        if found.currency == "CNY"
        else say("close.currency", currency=found.currency),
        sentence=_sentence(found, wish, counted),
        object=say("close.object", account=found.account, day=found.day),
    )


def _sentence(found: Figures, wish: Speech, counted: Counter[Result]) -> str:
    checks = wish.say("join.comma").join(
        f"{wish.say(f'close.check.{result}')} {counted[result]}"
        for result in _RESULTS
        if counted[result]
    )
    return wish.say(
        "close.sentence",
        account=found.account,
        day=found.day,
        closing=plain_money(found.closing or 0, found.currency),
        ledger=plain_money(found.ledger, found.currency),
        checks=checks,
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
    words = _titles(wish)[check.rule]
    signed = {one.rule: one.note for one in close.progress.checks}
    tag = TagView(kind, glyph, wish.say(f"close.check.{check.result}"))
    note = signed.get(check.rule, "")
    if check.result == "FAIL" and note:
        tag = TagView("warn", "warn", wish.say("close.check.EXPLAINED"))
        note = wish.say("close.explained", note=note)
    return Check(check.rule, words, note or _finding(found), tag)


def _finding(found: Found) -> str:
    """What was found: the check's own words, else the first of its rows."""
    if found.check.note:
        return found.check.note
    return "；".join(row.said or row.what for row in found.rows[:3] if row.said or row.what)


def _titles(wish: Speech) -> dict[str, str]:
    at = 0 if wish.lang == "zh" else 1
    return {code: (zh, en)[at] for code, zh, en in RULES}


def _steps(found: Figures, wish: Speech) -> tuple[Step, ...]:
    """What is done and what is at hand: statement, differences, maker, checker."""
    say, progress = wish.say, found.progress
    there, stage = found.closing is not None, progress.stage
    left = len(found.sides.bank_only.lines) + len(found.sides.books_only.lines)
    failed = len(found.to_explain)
    now = {"PREPARED": 3, "CLOSED": 4}.get(stage, 0 if not there else 1 if left or failed else 2)
    come = say("close.step.statement.come", lines=found.lines)
    clear = say("close.step.differences.none")
    notes = (
        come if there else say("close.step.statement.none"),
        say("close.step.differences.left", n=left, failed=failed) if left or failed else clear,
        progress.prepared_by or say("close.step.prepare.who"),
        progress.checked_by or say("close.step.sign.who"),
    )
    names = ("statement", "differences", "prepare", "sign")
    return tuple(
        Step(say(f"close.step.{name}"), note, n == now)
        for n, (name, note) in enumerate(zip(names, notes, strict=True))
    )


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
        return Act(
            say("close.sign"),
            f"{path}/signature",
            (("command_id", once()),),
            kind="act",
            reason=reason,
            dialog="sign",
            key="⇧Enter",
        )
    reason = "" if reader.holds("C-CASH") else say("close.only_preparer")
    ids = (("command_id", once()),)
    return Act(say("close.prepare"), f"{path}/preparation", ids, kind="act", reason=reason)


def _give_back(found: Figures, wish: Speech, reader: Identity) -> Act | None:
    may = reader.holds("C-SET2") and found.progress.prepared_by != reader.person
    if found.progress.stage != "PREPARED" or not may:
        return None
    path = f"/close/{found.account}/{found.day}/return"
    ids = (("command_id", once()),)
    return Act(wish.say("close.give_back"), path, ids, kind="hard", dialog="give-back")


def _explain(
    found: Figures, wish: Speech, reader: Identity, typed: Mapping[str, str]
) -> tuple[Explain, ...]:
    """Rules that failed, for which whoever prepares writes a sentence."""
    decided = found.progress.stage in ("PREPARED", "CLOSED")
    if decided or found.closing is None or not reader.holds("C-CASH"):
        return ()
    titles, wanted = _titles(wish), set(found.to_explain)
    return tuple(
        Explain(rule, titles[rule], _finding(one), typed.get(rule, ""))
        for one in found.checks
        if (rule := one.check.rule) in wanted
    )


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
