"""A rule pack as it is written, and the category that it says.

What a pack must be, `Category` and `Rule` say, and they may grow stricter; what was once published
is read by these shapes, which do not.
"""

from collections.abc import Iterable
from typing import Any

from domain.bounds import Bound, Quantity
from domain.calendar import Unit
from domain.categories.category import Category, Cause, Forfeit, Ground, Refund
from domain.lifecycle import Hears, Lifecycle
from domain.methods import Method, Order
from domain.packs.shapes import (
    WrittenForfeit,
    WrittenHears,
    WrittenMethod,
    WrittenOrder,
    WrittenPack,
    WrittenRefund,
    WrittenRule,
)
from domain.phases import Phase
from domain.rules import Evidence, Rule, Severity, Source

_UNITS: dict[str, Unit | Quantity] = {one.value: one for one in (*Unit, *Quantity)}


_ALIKE = (
    "code",
    "zh",
    "en",
    "least_bidders",
    "basic_account_required",
    "deposit_becomes",
    "interest_unowed_goes_to",
    "secret_until",
    "awarded_by",
    "price_goes_to",
    "forfeited_to",
    "forfeited_interest",
    "overdue_rate",
)
"""Fields that stand in a pack as they stand in a category."""


def written(category: Category) -> WrittenPack:
    """A category as a pack is written."""
    return WrittenPack(
        **{name: getattr(category, name) for name in _ALIKE},
        refunds=tuple(
            WrittenRefund(
                causes=tuple(cause.value for cause in one.causes),
                due=one.due,
                interest=one.interest,
            )
            for one in category.refunds
        ),
        forfeits=tuple(
            WrittenForfeit(ground=one.ground.value, rule=one.rule) for one in category.forfeits
        ),
        methods=tuple(
            WrittenMethod(zh=one.zh, protocol=one.protocol, scopes=one.scopes)
            for one in category.methods
        ),
        lifecycle=_written_order(category.lifecycle),
        orders=tuple(
            WrittenOrder(
                scope=one.scope,
                least_bidders=one.least_bidders,
                lifecycle=_written_order(one.lifecycle),
            )
            for one in category.orders
        ),
        rules=tuple(map(_written_rule, category.rules)),
    )


def category_in(pack: WrittenPack) -> Category:
    """The category that a pack says. Raises ValueError, naming the row that cannot be."""
    told: dict[str, Any] = {name: getattr(pack, name) for name in _ALIKE}
    return Category(
        **told,
        offered=True,
        refunds=tuple(
            Refund(tuple(map(Cause, one.causes)), one.due, one.interest) for one in pack.refunds
        ),
        forfeits=tuple(Forfeit(Ground(one.ground), one.rule) for one in pack.forfeits),
        methods=tuple(Method(one.zh, one.protocol, one.scopes) for one in pack.methods),
        lifecycle=_order(pack.lifecycle),
        orders=tuple(
            Order(one.scope, one.least_bidders, _order(one.lifecycle)) for one in pack.orders
        ),
        rules=tuple(map(_rule, pack.rules)),
    )


def _written_order(lifecycle: Lifecycle) -> tuple[WrittenHears, ...]:
    return tuple(
        WrittenHears(
            phases=tuple(phase.name for phase in one.phases), event=one.event, after=one.after
        )
        for one in lifecycle
    )


def _order(rows: Iterable[WrittenHears]) -> Lifecycle:
    return tuple(Hears(tuple(_phases(one.phases)), one.event, one.after) for one in rows)


def _phases(names: Iterable[str]) -> Iterable[Phase]:
    for name in names:
        if name not in Phase.__members__:
            raise ValueError(f"phase {name!r}: expected one of {', '.join(Phase.__members__)}")
        yield Phase[name]


def _written_rule(rule: Rule) -> WrittenRule:
    at_least, at_most = rule.at_least, rule.at_most
    return WrittenRule(
        id=rule.id,
        subject=rule.subject,
        zh=rule.zh,
        text=rule.source.text,
        evidence=rule.source.evidence.value,
        since=rule.source.since,
        until=rule.source.until,
        jurisdiction=rule.source.jurisdiction,
        at_least=at_least.n if at_least else None,
        at_most=at_most.n if at_most else None,
        unit=rule.bound.unit.value if rule.bound else "",
        anchor=rule.anchor,
        ends=rule.ends,
        scope=rule.scope,
        severity=rule.severity.value,
        rolls=rule.rolls,
    )


def _rule(row: WrittenRule) -> Rule:
    try:
        evidence = Evidence(row.evidence)
        source = Source(row.text, evidence, row.since, row.until, row.jurisdiction)
        return Rule(
            row.id,
            row.subject,
            row.zh,
            source,
            at_least=_bound(row.at_least, row.unit),
            at_most=_bound(row.at_most, row.unit),
            anchor=row.anchor,
            ends=row.ends,
            scope=row.scope,
            severity=Severity(row.severity),
            rolls=row.rolls,
        )
    except ValueError as problem:
        raise ValueError(f"row {row.id} {row.subject}: {problem}") from None


def _bound(n: int | None, unit: str) -> Bound | None:
    if n is None:
        return None
    if unit not in _UNITS:
        raise ValueError(f"unit {unit!r}: expected one of {', '.join(_UNITS)}")
    return Bound(n, _UNITS[unit])
