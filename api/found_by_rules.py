"""What policies look for in an event of a lot, by the rules that the lot was born under."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from domain.alert.events import Missed
from domain.alert.kinds import FEW_BIDDERS
from domain.calendar import Calendar
from domain.categories.category import Category
from domain.lot.events import LotDefined
from domain.lot.periods import breaches
from domain.lot.state import Lot
from domain.rules import Severity
from domain.trade import odd_terms as odd
from domain.trade.few_bidders import too_few

type Find = Callable[[Any, Lot, Category, Calendar, date], Iterable[str]]
"""find(event, lot after it, its rules, calendar, the event's day): what is told of it."""


def missed_terms(
    event: Any, lot: Lot, rules: Category, calendar: Calendar, _day: date
) -> Iterator[str]:
    """Terms as `alert.events` reads them: what blocks was refused, and what only informs is told by
    nobody.
    """
    for row, began, limit, ended in breaches(rules, lot, calendar, event.NAME):
        if row.severity is Severity.WARN:
            yield str(Missed(rule=str(row), began=began, limit=limit, ended=ended))


def odd_terms(
    event: Any, lot: Lot, rules: Category, calendar: Calendar, day: date
) -> Iterator[str]:
    """Kinds of alerts (MA-1, MA-5)."""
    defined_on = day if isinstance(event, LotDefined) else None
    return (one.code for one in odd.odd_terms(lot, rules, calendar, defined_on))


def few_bidders(
    event: Any, lot: Lot, rules: Category, _calendar: Calendar, day: date
) -> tuple[str, ...]:
    """The kind of alert, where fewer bids were opened than a row that warns asks for."""
    return (FEW_BIDDERS.code,) if too_few(lot, rules, event.bidders, day) else ()
