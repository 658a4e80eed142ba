"""Rows of a lot's rules in words: what each bounds, from which fact to which, by which law."""

import re
from collections.abc import Mapping

from api.http.pages.names import event_name
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Glyph, TagKind, TagView
from api.http.pages.views.lot import RuleRow
from api.said import plain_money
from api.wiring import System
from domain.bounds import Bound, Quantity
from domain.categories.category import Category
from domain.rules import Rule, Severity

_FACT = re.compile(r"[A-Z][A-Za-z]+")
_TAGS: Mapping[Severity, tuple[TagKind, Glyph]] = {
    Severity.BLOCK: ("danger", "stop"),
    Severity.WARN: ("warn", "warn"),
    Severity.INFO: ("idle", "dash"),
}


def rule_rows(system: System, category: Category, wish: Speech) -> tuple[RuleRow, ...]:
    """All rows, in the order of the pack."""
    seen: set[str] = set()
    rows = []
    for rule in category.rules:
        rows.append(_row(system, rule, wish, rule.id if rule.id not in seen else ""))
        seen.add(rule.id)
    return tuple(rows)


def _row(system: System, rule: Rule, wish: Speech, place: str) -> RuleRow:
    runs = [_fact(system, name, wish) for name in (rule.anchor, rule.ends) if name]
    return RuleRow(
        id=rule.id,
        subject=rule.subject,
        text=rule.zh,
        bound=_bound(rule, wish),
        runs=" → ".join(runs),
        severity=TagView(*_TAGS[rule.severity], wish.say(f"rule.{rule.severity.value}")),
        source=rule.source.text,
        evidence=rule.source.evidence.value,
        since=rule.source.since,
        place=place,
    )


def _fact(system: System, name: str, wish: Speech) -> str:
    """A fact by its label; what is said in words, in these."""
    return event_name(system.log, name, wish) if _FACT.fullmatch(name) else name


def _bound(rule: Rule, wish: Speech) -> str:
    if rule.bound is None:
        return ""
    key = "rule.at_least" if rule.at_least is not None else "rule.at_most"
    return wish.say(key, bound=_quantity(rule.bound, wish))


def _quantity(bound: Bound, wish: Speech) -> str:
    """`5 日`, `2%`, `800,000.00 元`, `3 个`."""
    match bound.unit:
        case Quantity.PPM:
            return f"{bound.n / 10_000:g}%"
        case Quantity.FEN:
            return wish.say("rule.yuan", amount=plain_money(bound.n))
        case Quantity.COUNT:
            return wish.say("rule.count", n=bound.n)
        case unit:
            return wish.say(f"rule.unit.{unit.name}", n=bound.n)
