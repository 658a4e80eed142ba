"""The figures of a close as a page shows them: no difference is netted, no check left out."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from api.closing.books import Line
from api.closing.figures import Close as Figures
from api.closing.found import Found
from api.closing.notes import joined, understood
from api.closing.reconciling import Side
from api.http.identity import Identity
from api.http.pages.close_sign import act, give_back, people, reopen, steps
from api.http.pages.digest_words import digest_words
from api.http.pages.speech import Speech
from api.http.pages.views.close import Adjustment, Check, Close, Difference, Explain, Half, ToSign
from api.http.pages.views.desk import TagView
from api.said import plain_money
from domain.bankday.checks import RULES
from domain.bankday.events import DayClosePrepared, Result
from domain.bankday.state import EarlierClose

_STAGES: dict[str, tuple[Any, Any, str]] = {
    "OPEN": ("idle", "dash", "close.open"),
    "STALE": ("warn", "warn", "close.open"),
    "PREPARED": ("way", "clock", "close.prepared"),
    "RETURNED": ("warn", "hook", "close.returned"),
    "CLOSED": ("done", "tick", "close.closed"),
    "REOPENED": ("warn", "hook", "close.reopened"),
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
    counted = Counter(one.check.result for one in found.checks)
    books, bank = _halves(found, wish)
    apart = plain_money((found.closing or 0) - found.ledger, found.currency, signed=True)
    told = {"account": found.account, "currency": found.currency}
    in_yuan = found.currency == "CNY"
    return Close(
        account=found.account,
        day=found.day,
        earlier=None,
        later=None,
        state=_state(found, wish),
        subject=say("close.subject", position=f"{found.position:,}", **told),
        books=books,
        bank=bank,
        equation=say("close.equation", difference=apart),
        differences=(
            *_differences(sides.bank_only, say("close.bank.only"), 1),
            *_differences(sides.books_only, say("close.books.only"), -1),
        ),
        differences_note=say("close.blind") if found.blind else "",
        checks=tuple(_check(one, wish, found) for one in found.checks),
        counts=tuple(
            TagView(*_RESULTS[result], f"{counted[result]} {say(f'close.check.{result}')}")
            for result in _RESULTS
            if counted[result]
        ),
        steps=steps(found, wish),
        act=act(found, wish, reader),
        people=people(found, wish, reader),
        explain=_explain(found, wish, reader, typed),
        give_back=give_back(found, wish, reader),
        quarantined=_quarantined(found, wish),
        reopen=reopen(found, wish, reader),
        earlier_closes=tuple(_earlier(one, found.currency, wish) for one in found.earlier),
        unit=say("close.unit") if in_yuan else say("close.currency", currency=found.currency),
        to_sign=_to_sign(found, wish),
        object=say("close.object", account=found.account, day=found.day),
    )


def _quarantined(found: Figures, wish: Speech) -> str:
    """How many statements of the day are not banked for what they say, and what each is off by:
    two faults that cancel are two (E16).
    """
    if not found.quarantined:
        return ""
    off = [one.difference or 0 for one in found.quarantined]
    told = wish.say("quarantine.join").join(
        plain_money(minor, found.currency, signed=True) for minor in off
    )
    return wish.say("quarantine.notice", n=len(off), difference=told)


def _earlier(one: EarlierClose, currency: str, wish: Speech) -> str:
    """A close that stood until the day was opened again."""
    closed, reopened = one.closed, one.reopened
    return wish.say(
        "close.earlier_close",
        prepared_by=closed.prepared_by,
        closed_by=closed.closed_by,
        position=f"{closed.position:,}",
        closing=plain_money(closed.closing, currency),
        ledger=plain_money(closed.ledger, currency),
        proposed_by=reopened.proposed_by,
        reopened_by=reopened.reopened_by,
        reason=reopened.reason,
    )


def _state(found: Figures, wish: Speech) -> TagView:
    if found.closing is None:
        return TagView("warn", "warn", wish.say("close.no_statement"))
    kind, glyph, words = _STAGES[found.progress.stage]
    return TagView(kind, glyph, wish.say(words))


def _halves(found: Figures, wish: Speech) -> tuple[Half, Half]:
    """The books with what the bank alone has, the bank with what the books alone have."""
    say, sides = wish.say, found.sides
    holds = "1001" if found.currency == "CNY" else "1002"
    books = Half(
        say("close.books"),
        say("close.books.label", holds=holds),
        found.ledger,
        _adjusted(sides.bank_only, say("close.bank.only"), wish),
    )
    bank = Half(
        say("close.bank"),
        say("close.bank.label"),
        found.closing or 0,
        _adjusted(sides.books_only, say("close.books.only"), wish),
    )
    return books, bank


def _to_sign(found: Figures, wish: Speech) -> ToSign | None:
    """What was prepared, not what the day has come to since: a checker signs that and no other."""
    waiting = found.progress.waiting
    if waiting is None:
        return None
    return ToSign(
        sentence=_sentence(found, waiting, wish),
        sums=(
            (wish.say("close.bank.label"), waiting.closing),
            (wish.say("close.books"), waiting.ledger),
        ),
        currency=found.currency,
        words=digest_words(waiting.proposal),
        digest=waiting.proposal,
    )


def _sentence(found: Figures, waiting: DayClosePrepared, wish: Speech) -> str:
    counted = Counter(one.result for one in waiting.checks)
    checks = wish.say("join.comma").join(
        f"{wish.say(f'close.check.{result}')} {counted[result]}"
        for result in _RESULTS
        if counted[result]
    )
    return wish.say(
        "close.sentence",
        account=found.account,
        day=found.day,
        closing=plain_money(waiting.closing, found.currency),
        ledger=plain_money(waiting.ledger, found.currency),
        checks=checks,
    )


def _adjusted(side: Side, words: str, wish: Speech) -> tuple[Adjustment, ...]:
    if not side.credits and not side.debits:
        return ()
    if not side.lines:
        together = wish.say("close.together", words=words, n=side.credits + side.debits)
        return (Adjustment(together, side.total),)
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
    if not note:
        return Check(check.rule, words, _finding(found, wish), tag)
    if check.result != "FAIL":
        ours = joined(understood(note), wish.lang)
        return Check(check.rule, words, ours, tag, signed="" if ours else note)
    tag = TagView("warn", "warn", wish.say("close.check.EXPLAINED"))
    return Check(check.rule, words, wish.say("close.explained"), tag, signed=note)


def _finding(found: Found, wish: Speech) -> str:
    """What was found: the check's own words, else the first that is said of its rows."""
    if found.notes:
        return found.note(wish.lang)
    rows = (row.said.words(wish.lang) if row.said else row.what for row in found.rows)
    return wish.say("join.semicolon").join([*dict.fromkeys(filter(None, rows))][:3])


def _titles(wish: Speech) -> dict[str, str]:
    at = 0 if wish.lang == "zh" else 1
    return {code: (zh, en)[at] for code, zh, en in RULES}


def _explain(
    found: Figures, wish: Speech, reader: Identity, typed: Mapping[str, str]
) -> tuple[Explain, ...]:
    """Rules that failed, for which whoever prepares writes a sentence."""
    decided = found.progress.stage in ("PREPARED", "CLOSED")
    if decided or found.closing is None or not reader.holds("C-CASH"):
        return ()
    titles, wanted = _titles(wish), set(found.to_explain)
    return tuple(
        Explain(rule, titles[rule], _finding(one, wish), typed.get(rule, ""))
        for one in found.checks
        if (rule := one.check.rule) in wanted
    )
