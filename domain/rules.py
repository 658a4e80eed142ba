"""Rule rows (REFERENCE 2.5): each number of the law with its source, its time and its weight.

A row says what is bounded, never of which category. A day of start is never counted (201).
"""

from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from domain.bounds import PPM, Bound, Quantity
from domain.calendar import Calendar, Unit


class Severity(StrEnum):
    """What a breach does: refuses the act, warns of it, or is only told. The gravest first."""

    BLOCK = "BLOCK"
    WARN = "WARN"
    INFO = "INFO"


class Evidence(StrEnum):
    """How sure we are of a source (REFERENCE 0.1)."""

    V = "V"  # verified against the primary text
    S = "S"  # seen in a secondary or local source
    K = "K"  # professional knowledge, to be checked
    A = "A"  # assumption, ours


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from, how sure that is, from which day to before which it is in force.

    `since` None: nobody verified the first day, and every day counts. Raises ValueError when
    something verified has no text or no first day.
    """

    text: str
    evidence: Evidence
    since: date | None
    until: date | None = None
    jurisdiction: str = "CN"

    def __post_init__(self) -> None:
        if self.evidence is Evidence.V and not (self.text and self.since):
            raise ValueError(f"source {self.text!r}: verified, but without text or first day")

    def article(self, number: int | str, *, also: str = "") -> "Source":
        """One article of this source, perhaps with another text that says the same."""
        text = f"{self.text} 第{number}条" + (f"；{also}" if also else "")
        return Source(text, self.evidence, self.since, self.until, self.jurisdiction)

    def in_force(self, day: date) -> bool:
        """True from the first day on, no longer on the last."""
        return (self.since or day) <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. Without a bound it is a sentence, its `zh`, that people weigh.

    `anchor` is the event a term counts from (or, where none tells, words), `ends` the event it
    bounds, `scope` the lots it is meant for ('' all: sub-category, method, lot). `rolls` None:
    as 203 has it. Raises ValueError for BLOCK without a verified source, for two bounds, and for
    a term that counts from nothing.
    """

    id: str
    subject: str
    zh: str
    source: Source
    _: KW_ONLY
    at_least: Bound | None = None
    at_most: Bound | None = None
    anchor: str = ""
    ends: str = ""
    scope: str = ""
    severity: Severity = Severity.WARN
    rolls: bool | None = None

    def __post_init__(self) -> None:
        if self.severity is Severity.BLOCK and self.source.evidence is not Evidence.V:
            raise ValueError(f"{self}: blocks, but its source is not verified")
        if self.at_least is not None and self.at_most is not None:
            raise ValueError(f"{self}: two bounds are two rows")
        if self.is_term and not self.anchor:
            raise ValueError(f"{self}: a term counts from something")

    def __str__(self) -> str:
        return f"{self.id} {self.subject}"

    @property
    def bound(self) -> Bound | None:
        """The one bound, whichever its direction."""
        return self.at_least if self.at_most is None else self.at_most

    @property
    def is_term(self) -> bool:
        """True when it bounds days or months, so that something ends on a day."""
        return self.bound is not None and isinstance(self.bound.unit, Unit)

    @property
    def direction(self) -> str:
        """Of a term: `NOT_LATER` is at most, `NOT_EARLIER` at least; '' of anything else."""
        if not self.is_term:
            return ""
        return "NOT_LATER" if self.at_most is not None else "NOT_EARLIER"

    @property
    def roll_to_working_day(self) -> bool:
        """Whether a last day off moves on: an at_most does, an at_least counts full days (203)."""
        return self.at_most is not None if self.rolls is None else self.rolls

    def term(self, anchor: date, calendar: Calendar) -> date:
        """At most: the last day in time. At least: the first day on which the term is full.

        Raises ValueError when the row bounds no term of days or months.
        """
        if self.bound is None or not isinstance(self.bound.unit, Unit):
            raise ValueError(f"{self}: no term that ends on a day")
        roll = self.roll_to_working_day
        return calendar.add(anchor, self.bound.n, self.bound.unit, roll=roll)

    def limit(self, whole: int = 0) -> int:
        """The most, or the least, that is allowed; a share is of the whole, exact to the unit.

        Raises ValueError when the row bounds neither fen nor share nor count.
        """
        match self.bound:
            case Bound(n, Quantity.PPM):
                return n * whole // PPM if self.at_most is not None else -(-n * whole // PPM)
            case Bound(n, Quantity.FEN | Quantity.COUNT):
                return n
            case _:
                raise ValueError(f"{self}: bounds no amount, share or count")

    def allows(self, found: int, whole: int = 0) -> bool:
        """True within the bound; exactly on it is within."""
        limit = self.limit(whole)
        return found <= limit if self.at_most is not None else found >= limit


def in_force(
    rules: Iterable[Rule], subject: str, day: date, scopes: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """The rows about a subject on a day: those for all lots, and those for these scopes."""
    return tuple(
        rule
        for rule in rules
        if rule.subject == subject
        and rule.source.in_force(day)
        and (not rule.scope or rule.scope in scopes)
    )


def overlapping(rules: Iterable[Rule]) -> tuple[tuple[Rule, Rule], ...]:
    """Pairs of rows that speak of one subject and scope on the same day: one must go."""
    return tuple(
        (one, other)
        for one, other in combinations(rules, 2)
        if (one.subject, one.scope) == (other.subject, other.scope)
        and (_meet(one.source, other.source))
    )


def _meet(one: Source, other: Source) -> bool:
    firsts = [source.since for source in (one, other) if source.since is not None]
    return not firsts or (one.in_force(max(firsts)) and other.in_force(max(firsts)))
