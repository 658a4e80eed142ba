"""Disclosure of state property (信息披露): extended while nobody qualifies (SP-02), then closed.

It ends when deposits are due. That nobody had qualified by then is the platform's word: no public
stream counts those who did.
"""

from datetime import date, datetime

from domain.calendar import beijing_day, zoned
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Event, Rejected, StreamId, command
from domain.lot.bidding import DisclosureClosed, DisclosureExtended
from domain.lot.events import DeadlinePostponed, LotDefined
from domain.lot.standing import category_of, hears, may_hear
from domain.lot.state import Lot
from domain.packs.rulebook import Rulebook
from domain.rules import Rule
from domain.timing import is_estimate


@command("ExtendDisclosure", zh="延长披露")
class ExtendDisclosure(Command):
    """The clock found that nobody had qualified by `ends_at`: it goes on until then."""

    lot: str
    ends_at: datetime
    until: datetime

    def __post_init__(self) -> None:
        lot_code(self.lot)
        zoned("ends_at", self.ends_at)
        zoned("until", self.until)


@command("CloseDisclosure", zh="披露期满")
class CloseDisclosure(Command):
    """The disclosure is over, and somebody has qualified."""

    lot: str
    ends_at: datetime

    def __post_init__(self) -> None:
        lot_code(self.lot)
        zoned("ends_at", self.ends_at)


def extend(lot: Lot, asked: ExtendDisclosure, context: Context) -> Decision:
    """At its end or later, by a unit of the category's row at least; the session moves with it."""
    known = _over(lot, asked, context, DisclosureExtended)
    if isinstance(known, Rejected):
        return known
    ended, until = beijing_day(asked.ends_at), beijing_day(asked.until)
    for row in extensions(lot, ended, context.law):
        if until < (least := row.term(ended, context.law.calendar)):
            return Rejected("disclosure.too_short", f"{row.id}: expected {least} or later")
    assert lot.opening_at is not None, "an announced lot has its times"
    return (
        DisclosureExtended(
            lot=asked.lot,
            ended_at=asked.ends_at,
            until=asked.until,
            too_short=_is_short(lot, context.law),
        ),
        DeadlinePostponed(
            lot=asked.lot,
            deposit_deadline=asked.until,
            opening_at=lot.opening_at + (asked.until - asked.ends_at),
        ),
    )


def close(lot: Lot, asked: CloseDisclosure, context: Context) -> Decision:
    """Once, at its end or later, if that is not too early by the calendar that came since. While
    it is an estimate the clock waits; who closes it in person goes by the calendar in force, as all
    trade does.
    """
    if lot.was(DisclosureClosed.NAME) and lot.deposit_deadline == asked.ends_at:
        return ()
    known = _over(lot, asked, context, DisclosureClosed)
    if isinstance(known, Rejected):
        return known
    if _is_short(lot, context.law):
        detail = f"{asked.lot} is to be disclosed longer, by the calendar that was published since"
        return Rejected("disclosure.too_short", detail)
    return (DisclosureClosed(lot=asked.lot, closed_at=asked.ends_at),)


def extensions(lot: Lot, day: date, law: Rulebook) -> tuple[Rule, ...]:
    """The rows by which a lot's disclosure is extended, if it ends on a day; none where its order
    knows no extension: packs were published whose row speaks of all their lots.
    """
    known = lot.defined
    if known is None or not may_hear(lot, law, DisclosureExtended):
        return ()
    category = category_of(known, law)
    if isinstance(category, Rejected):
        return ()
    return category.about("disclosure.extension", day, lot.scopes)


def is_whole(lot: Lot, law: Rulebook) -> bool | None:
    """Whether the extension that ran last was as long as its row asks for; None while nobody can
    tell, as the calendar of a year is not published. What was announced at first is its owner's.

    What was long enough by a calendar that had all its years is so for good: a correction takes no
    day from it that was told. One that was superseded before they were there tells nothing.
    """
    began, ends = lot.day_of(DisclosureExtended.NAME), lot.deposit_deadline
    rows = extensions(lot, began, law) if began is not None else ()
    if began is None or ends is None or not rows:
        return True
    last = beijing_day(ends)
    if is_estimate(began, last, law.calendar):
        return None
    whole = (days for days in law.calendars if not is_estimate(began, last, days))
    return any(rows[0].term(began, days) <= last for days in whole)


def _is_short(lot: Lot, law: Rulebook) -> bool:
    """Whether the extension that ran last is shorter than its row asks for: for good, or, while
    another year is not published, by the calendar in force.
    """
    if (whole := is_whole(lot, law)) is not None:
        return not whole
    began, ends = lot.day_of(DisclosureExtended.NAME), lot.deposit_deadline
    assert began is not None, "what was not extended is whole"
    assert ends is not None, "what was extended ends"
    (row, *_) = extensions(lot, began, law)
    return row.term(began, law.calendar) > beijing_day(ends)


def _over(
    lot: Lot, asked: ExtendDisclosure | CloseDisclosure, context: Context, event: type[Event]
) -> LotDefined | Rejected:
    """The lot as defined, where its disclosure has run out; else why it has not."""
    known = hears(lot, asked.lot, context.law, event)
    if isinstance(known, Rejected):
        return known
    if not extensions(lot, beijing_day(asked.ends_at), context.law):
        return Rejected("lot.wrong_procedure", f"no lot of {known.category} is disclosed")
    if asked.ends_at != lot.deposit_deadline:
        return Rejected("lot.other_deadline", f"deposits of {asked.lot} are due at another time")
    if context.received_at < asked.ends_at:
        return Rejected("lot.too_early", f"deposits are due at {asked.ends_at.isoformat()}")
    return known


EXTEND_DISCLOSURE = Decider(
    handles=ExtendDisclosure, touches=lambda asked: (StreamId("lot", asked.lot),), decide=extend
)
CLOSE_DISCLOSURE = Decider(
    handles=CloseDisclosure, touches=lambda asked: (StreamId("lot", asked.lot),), decide=close
)
