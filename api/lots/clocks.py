"""What has to be done about a lot, by whom, until when: as its facts say, or its rules come to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from domain.calendar import Calendar, Unit, beijing_day
from domain.categories.category import Category
from domain.dispute.words import Kind, Stage
from domain.lifecycle import Lifecycle, phases_for
from domain.lot.negotiated import NegotiationStarted
from domain.lot.overlay import Suspension
from domain.lot.periods import last_day, runs_from
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.phases import Phase
from domain.rules import Rule
from domain.timing import is_estimate

type Origin = Literal["stated", "calendar", "estimate"]
"""Whether a fact says the day, or it was reckoned: by the published days off, or, where a year's
are not published yet, by weekends alone."""

_OWNER = ("OWNER", "AGENCY")
WHO: Mapping[str, tuple[str, ...]] = {
    "AnnouncementPublished": _OWNER,
    "DocumentIssued": _OWNER,
    "DocumentSalePeriodClosed": ("PLATFORM",),
    "DepositDeadlinePassed": ("BIDDER",),
    "BidDeadlinePassed": ("BIDDER",),
    "NegotiationStarted": _OWNER,
    "BidOpened": _OWNER,
    "ListingStarted": ("PLATFORM",),
    "ListingClosed": ("PLATFORM",),
    "TimedBiddingStarted": ("PLATFORM",),
    "DisclosureClosed": ("PLATFORM",),
    "EvaluationReportReceived": ("EXPERT",),
    "CandidatesPublicised": _OWNER,
    "AwardNoticeIssued": _OWNER,
    "TransactionConfirmed": _OWNER,
    "ContractSigned": _OWNER,
    "ResultPublished": _OWNER,
    "DealFiled": _OWNER,
    "ProcedureResumed": _OWNER,
    "ObjectionAnswered": _OWNER,
    "QueryAnswered": _OWNER,
}
"""Whose it is that a fact comes to be, by roles; of a complaint the supervisor it went to."""

_DAY = timedelta(days=1)
_ENDS_A_CASE = {Kind.OBJECTION: "ObjectionAnswered", Kind.QUERY: "QueryAnswered"}
_COMING = (Phase.REGISTERED, Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One thing to be done. `least`: not before that day; `at`: the instant, where a fact says it.

    `rule`: the row it comes from, '' of what a fact says by itself; `case`: the dispute it is of;
    `day` None: its clock stands still; `missing_fen`: of a price, so much is to come by then.
    """

    event: str
    who: tuple[str, ...]
    day: date | None
    origin: Origin
    at: datetime | None = None
    least: bool = False
    rule: str = ""
    case: str = ""
    missing_fen: int | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether its time is up, for certain, and nothing came of it."""
        if self.least or self.day is None or self.origin == "estimate":
            return False
        return self.at < now if self.at else self.day < beijing_day(now)


def clocks(
    lot: Lot, category: Category | None, lifecycle: Lifecycle, calendar: Calendar
) -> tuple[Clock, ...]:
    """Everything that runs for the lot itself, the earliest first."""
    if lot.defined is None or lot.is_over:
        return ()
    stated = tuple(_stated(lot, lifecycle, calendar))
    said = {clock.event for clock in stated if not clock.least}
    rows = category.rules if category else ()
    reckoned = (
        clock
        for row in rows
        for clock in _of_a_row(row, lot, lifecycle, calendar)
        if clock.event not in said or clock.least
    )
    return tuple(sorted((*stated, *reckoned), key=by_day))


def of_cases(cases: Iterable[Mapping[str, Any]], calendar: Calendar) -> Iterator[Clock]:
    """What runs in a lot's open disputes: rows of `projections.disputes`."""
    for row in cases:
        if not row["open"] or not (row["due"] or row["stopped_since"]):
            continue
        kind = Kind(row["kind"])
        accepted = row["stage"] != Stage.FILED and row["stage"] != Stage.RECEIVED
        ends = "ComplaintDecided" if accepted else "ComplaintAccepted"
        yield Clock(
            event=_ENDS_A_CASE.get(kind, ends),
            who=_OWNER if kind in _ENDS_A_CASE else (row["to"],),
            day=row["due"],
            origin=_told(row["since"], row["due"], calendar),
            rule=row["rule"] or "",
            case=row["case"],
        )


def by_day(clock: Clock) -> tuple[bool, date, bool, str]:
    """The order of clocks: those that stand still last."""
    return clock.day is None, clock.day or date.max, clock.least, clock.event


def _stated(lot: Lot, lifecycle: Lifecycle, calendar: Calendar) -> Iterator[Clock]:
    """What the lot's own facts name a time for."""
    arranged = lot.session.arranged
    if lot.phase is Phase.OPEN and lot.documents_until and not lot.was("DocumentSalePeriodClosed"):
        yield _at(lot, "DocumentSalePeriodClosed", lot.documents_until)
    if lot.phase in _COMING and lot.deposit_deadline and not lot.was("DepositDeadlinePassed"):
        yield _at(lot, "DepositDeadlinePassed", lot.deposit_deadline)
    if lot.phase in _COMING and lot.opening_at and not lot.opened:
        yield _at(lot, opens(lot, lifecycle), lot.opening_at)
    if arranged and arranged.listing_from and not lot.was("ListingStarted"):
        yield _at(lot, "ListingStarted", arranged.listing_from)
    if lot.phase is Phase.RESULT_PUBLICITY and lot.public_until:
        yield _on("AwardNoticeIssued", None if lot.suspended else lot.public_until, least=True)
    if lot.phase is Phase.AWARDED and lot.contract_due:
        yield _contract(lot, lot.contract_due, calendar)
    for one in lot.suspended:
        if one.until:
            yield _goes_on(one, one.until, calendar)


def opens(lot: Lot, lifecycle: Lifecycle) -> str:
    """What comes once bids are due: a session, offers in their place, or the opening."""
    if lot.session.arranged:
        return "TimedBiddingStarted"
    started = NegotiationStarted.NAME
    return started if phases_for(lifecycle, started) and not lot.was(started) else "BidOpened"


def _of_a_row(row: Rule, lot: Lot, lifecycle: Lifecycle, calendar: Calendar) -> Iterator[Clock]:
    """The term of a row that counts from a fact that was to one that may still be."""
    began = runs_from(row, lot, lifecycle)
    if began is None or row.ends not in WHO:
        return
    last = last_day(row, lot, began, calendar)
    until = last or row.term(began, calendar)
    yield Clock(
        event=row.ends,
        who=WHO[row.ends],
        day=last,
        origin="estimate" if is_estimate(began, until, calendar) else "calendar",
        least=row.at_least is not None,
        rule=str(row),
    )


def _contract(lot: Lot, told: date, calendar: Calendar) -> Clock:
    """The day that the notice said; where that has come to be a day off since, the next working day
    (203).
    """
    if lot.suspended:
        return _on("ContractSigned", None)
    last = calendar.add(told - _DAY, 1, Unit.DAYS)
    origin = _told(lot.awarded_on, last, calendar)
    moved = last != told and origin == "stated"
    return replace(_on("ContractSigned", last), origin="calendar" if moved else origin)


def _goes_on(still: Suspension, until: date, calendar: Calendar) -> Clock:
    """The last day of a suspension: as it was named, or reckoned by its row."""
    term = still.told.term
    origin: Origin = "stated" if term is None else _told(term.since, until, calendar)
    rule = still.told.rule
    return replace(_on("ProcedureResumed", until, rule=rule), origin=origin)


def _told(since: date | None, last: date | None, calendar: Calendar) -> Origin:
    """Of a day that a fact says, which was reckoned when that was said."""
    if last is None or not is_estimate(since or last, last, calendar):
        return "stated"
    return "estimate"


def _at(lot: Lot, event: str, instant: datetime) -> Clock:
    if is_stopped(lot, instant):
        return _on(event, None)
    day = beijing_day(instant)
    return Clock(event=event, who=WHO[event], day=day, at=instant, origin="stated")


def _on(event: str, day: date | None, *, least: bool = False, rule: str = "") -> Clock:
    return Clock(event=event, who=WHO[event], day=day, origin="stated", least=least, rule=rule)
