"""Interest (REFERENCE 3.6): Σ(balance × days × rate) / 360, one rounding per period.

The day of a credit counts, the day of a payment does not (算头不算尾); the result is rounded half
up to the fen on the sum, never per day.

How a bank reckons is a fact of our account with it (`InterestAgreed`); `DEMAND` until one is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from domain.money import Fen

_YEAR = 360  # actual/360, as banks reckon demand deposits (积数计息法)
_WHOLE = _YEAR * 1_000_000

type Rates = Sequence[tuple[date, int]]
"""From a day on, so many parts per million a year; in any order."""


class Mode(StrEnum):
    """Which rate counts when it changes: each day's own, or that of the day of settlement."""

    PIECEWISE = "PIECEWISE"
    RATE_AT_CLOSE = "RATE_AT_CLOSE"


class Basis(StrEnum):
    """What bears interest: every fen, or whole yuan only."""

    FEN_EXACT = "FEN_EXACT"
    YUAN_TRUNCATED = "YUAN_TRUNCATED"


@dataclass(frozen=True, slots=True)
class Convention:
    """How a bank reckons.

    `quarterly`: settled on the 20th of March, June, September and December; added to the balance
    on the 21st.
    """

    mode: Mode = Mode.PIECEWISE
    basis: Basis = Basis.FEN_EXACT
    quarterly: bool = False


DEMAND = Convention()
"""A sub-account that is closed when its deposit goes back: nothing is capitalised (MODE_A)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A balance from a day on, up to but not including another.

    Raises ValueError, naming the field, when it is negative or ends before it begins.
    """

    balance_fen: int
    since: date
    until: date

    def __post_init__(self) -> None:
        if self.balance_fen < 0:
            raise ValueError(f"balance_fen {self.balance_fen}: expected zero or more")
        if self.until < self.since:
            raise ValueError(f"until {self.until}: expected {self.since} or later")

    @property
    def days(self) -> int:
        """How many days it lay there."""
        return (self.until - self.since).days


def history(movements: Iterable[tuple[date, int]], close: date) -> tuple[Span, ...]:
    """The balances that credits (+) and payments (-) in fen leave behind, up to a closing day.

    Raises ValueError when the balance falls below zero or a movement lies after the close.
    """
    spans: list[Span] = []
    balance, since = 0, None
    for day, fen in sorted(movements):
        if day > close:
            raise ValueError(f"close {close}: a movement on {day} comes after it")
        if since is not None and day > since:
            spans.append(Span(balance, since, day))
        balance, since = balance + fen, day
    return tuple(spans) if since is None else (*spans, Span(balance, since, close))


def day_product(spans: Iterable[Span]) -> int:
    """Σ(balance × days) in fen-days (积数): by it a lump of interest is distributed (E19)."""
    return sum(span.balance_fen * span.days for span in spans)


def interest_fen(spans: Sequence[Span], rates: Rates, convention: Convention = DEMAND) -> Fen:
    """Interest on a history of balances, rounded half up once a period.

    A period is the whole history, or what lies between capitalisations. Raises ValueError, naming
    the field: no rate for a day on which money lay, two rates from one day, a negative rate,
    spans that do not follow each other.
    """
    return compounded(reckoned(spans, convention), rates)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Balances of days that the bank reckons together, and the day on which it settles them."""

    spans: Sequence[Span]
    settled: date
    convention: Convention

    def fen(self, spans: Iterable[Span], rates: Rates) -> Fen:
        """Interest on balances of its days. Raises as `interest_fen`."""
        return period_fen(spans, rates, self.convention, self.settled)


def compounded(periods: Iterable[Reckoned], rates: Rates) -> Fen:
    """Interest of periods that follow each other, each rounded by itself. Raises as `interest_fen`.

    Where the bank adds interest to the balance, what a period earned bears interest in the next for
    as long as the money lies there: what went took its own along (3.6), and what comes anew when
    nothing lay there any more bears on itself alone. That nothing lay there shows over a night
    alone: what comes on the very day on which all goes, or before that, is one balance with it,
    and what was earned till then bears interest on.
    """
    earned = there = 0
    for period in periods:
        before = there if period.convention.quarterly else 0
        fen = period.fen(_grown(period.spans, before), rates)
        lasting = _since_empty(period.spans)
        there = there + fen if len(lasting) == len(period.spans) else period.fen(lasting, rates)
        earned += fen
    return Fen(earned)


def reckoned(spans: Sequence[Span], convention: Convention) -> Iterator[Reckoned]:
    """The periods of a history that the bank settles by itself: between its additions, to the end.

    Raises ValueError for spans that do not follow each other.
    """
    if not _following(spans):
        return
    start, close = spans[0].since, spans[-1].until
    additions = list(_additions(start, close)) if convention.quarterly else []
    for end in (*additions, close):
        settled = close if end == close else end - timedelta(days=1)
        yield Reckoned(within(spans, start, end), settled, convention)
        start = end


def _grown(spans: Iterable[Span], earned_fen: int) -> Iterator[Span]:
    """Balances with what was added to them before, until nothing lies there."""
    for span in spans:
        earned_fen = earned_fen if span.balance_fen else 0
        yield replace(span, balance_fen=span.balance_fen + earned_fen)


def _since_empty(spans: Sequence[Span]) -> Sequence[Span]:
    """What follows the last day on which nothing lay there; all, where some always did."""
    empty = [number for number, span in enumerate(spans) if not span.balance_fen]
    return spans[empty[-1] + 1 :] if empty else spans


def period_fen(spans: Iterable[Span], rates: Rates, convention: Convention, settled: date) -> Fen:
    """Interest on balances of one period, which is settled on a day. Raises as `interest_fen`."""
    return Fen(_half_up(weighed(spans, rates, convention, settled)))


def within(spans: Iterable[Span], since: date, until: date) -> list[Span]:
    """What of a history is of the days from `since` on, up to but not including `until`."""
    return [cut for span in spans if (cut := _cut(span, since, until)) is not None]


def weighed(spans: Iterable[Span], rates: Rates, convention: Convention, settled: date) -> int:
    """Σ(balance × days × ppm), nothing rounded yet; settled on a day. Raises as `interest_fen`."""
    table = _ordered(rates)
    at_close = convention.mode is Mode.RATE_AT_CLOSE
    total = 0
    for span in spans:
        base = span.balance_fen
        if convention.basis is Basis.YUAN_TRUNCATED:
            base -= base % 100
        if base and span.days:
            whole = span.days * _rate_on(settled, table) if at_close else _ppm_days(span, table)
            total += base * whole
    return total


def _half_up(weighed_fen: int) -> int:
    return (weighed_fen + _WHOLE // 2) // _WHOLE


def _ordered(rates: Rates) -> list[tuple[date, int]]:
    table = sorted(rates)
    for (day, _), (next_day, _) in pairwise(table):
        if day == next_day:
            raise ValueError(f"rates: two of them since {day}")
    for day, ppm in table:
        if ppm < 0:
            raise ValueError(f"rates: {ppm} ppm since {day}, expected zero or more")
    return table


def _rate_on(day: date, table: Rates) -> int:
    known = [ppm for since, ppm in table if since <= day]
    if not known:
        raise ValueError(f"rates: none is known for {day}")
    return known[-1]


def _ppm_days(span: Span, table: Rates) -> int:
    """Σ(days × ppm) over a span, each day at its own rate."""
    changes = [since for since, _ in table if span.since < since < span.until]
    cuts = [span.since, *changes, span.until]
    return sum((end - start).days * _rate_on(start, table) for start, end in pairwise(cuts))


def _following(spans: Sequence[Span]) -> Sequence[Span]:
    for span, later in pairwise(spans):
        if span.until != later.since:
            raise ValueError(
                f"since {later.since}: expected {span.until}, where the last span ends"
            )
    return spans


def _additions(start: date, close: date) -> Iterator[date]:
    """The 21sts of March, June, September and December within a time, its ends not included."""
    for year in range(start.year, close.year + 1):
        for month in (3, 6, 9, 12):
            if start < (day := date(year, month, 21)) < close:
                yield day


def _cut(span: Span, start: date, end: date) -> Span | None:
    since, until = max(span.since, start), min(span.until, end)
    return Span(span.balance_fen, since, until) if since < until else None
