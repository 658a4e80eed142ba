"""Facts of what is filed: about which lot and what, and, sealed, by whom.

That there is a case, about what and how it ended is public: the pause of its lot is. Who filed it
is a bidder's name until the lot's opening (REFERENCE 4.4), and is under the lot's key like it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import Calendar
from domain.dispute.words import Matter
from domain.kernel import Event, event, sealed
from domain.timing import Stop, Term, again, effective


@dataclass(frozen=True, slots=True)
class Filer:
    """Who objects: the bidder of this deposit; without one another interested party (条例 60)."""

    party: str
    deposit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """In which time it was to come: by its row's term, but for the days of `stop`, the owner's own.

    `before`: the day on which bids are due, of a term that must be left until then; None where it
    has to come while the term runs.
    """

    term: Term
    stop: Stop | None = None
    before: date | None = None

    def is_missed(self, filed: date, calendar: Calendar) -> bool:
        """Whether what came in on a day did not keep it, by this calendar."""
        if self.before is not None:
            return again(self.term, calendar).due > self.before
        last = self.last(calendar)
        return last is not None and filed > last

    def last(self, calendar: Calendar) -> date | None:
        """The last day of the term, by this calendar; None while the owner's own days go on."""
        return effective(again(self.term, calendar), (self.stop,) if self.stop else (), calendar)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFirst:
    """By which row the owner is asked before a supervisor, and in which time it was to answer what
    it was asked: whoever complains earlier does not keep the row.
    """

    rule: str
    answer: Term

    def is_early(self, filed: date, calendar: Calendar) -> bool:
        """Whether the owner still had time on the day of the complaint, by this calendar."""
        return filed <= again(self.answer, calendar).due


@event("ObjectionFiled", zh="提出异议")
class ObjectionFiled(Event):
    """Somebody objects, to the owner; `answer` is the term for it, where a row has one.

    `warned`: rows that it does not keep and that do not refuse it. `document`: the SHA-256.
    `within`: where that was judged by an estimate, by what; else None.
    """

    case: str
    lot: str
    category: str
    region: str
    matter: Matter
    filed_at: datetime
    warned: tuple[str, ...]
    answer: Term | None
    filer: Filer | None = sealed()
    document: str | None = sealed()
    within: Within | None = sealed()

    def happened_at(self) -> datetime:
        """When it came in."""
        return self.filed_at


@event("QueryFiled", zh="提出质疑")
class QueryFiled(Event):
    """A supplier questions a procurement, to the purchaser; the fields are an objection's.

    `since`: the day from which its time to ask counts.
    """

    case: str
    lot: str
    category: str
    region: str
    matter: Matter
    filed_at: datetime
    warned: tuple[str, ...]
    answer: Term | None
    filer: Filer | None = sealed()
    since: date | None = sealed()
    document: str | None = sealed()
    within: Within | None = sealed()

    def happened_at(self) -> datetime:
        """When it came in."""
        return self.filed_at


@event("ComplaintFiled", version=2, zh="提出投诉")
class ComplaintFiled(Event):
    """Somebody complains to a supervisor: `to` is its role, `acceptance` its term to look at it.

    `since`: the day from which the term to complain counts; `follows`: the objection or query
    before it; `warned`, `document`, `within` as of an objection. `first`: where an estimate said
    whether the owner still had time to answer that, by what; else None.
    """

    case: str
    lot: str
    category: str
    region: str
    matter: Matter
    to: str
    filed_at: datetime
    warned: tuple[str, ...]
    acceptance: Term | None
    filer: Filer | None = sealed()
    since: date | None = sealed()
    follows: str | None = sealed()
    document: str | None = sealed()
    within: Within | None = sealed()
    first: AskedFirst | None = sealed()

    def happened_at(self) -> datetime:
        """When it came in."""
        return self.filed_at


type Filed = ObjectionFiled | QueryFiled | ComplaintFiled
