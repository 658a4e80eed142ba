"""What policies look for in a year of the calendar: which last days may turn by it.

Of money everything that a day of the year may move, by its days alone: whose it is, is sealed. Of
cases, filings and suspensions only what turns, by their own terms.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import batched

from api.readers import Readers
from domain.calendar import Calendar, beijing_day
from domain.deposit.refund import Standing
from domain.filing.state import certain_day
from domain.governance.events import CalendarPublished
from domain.governance.publish import turned
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.policies.due_certain import Told
from domain.trade.case_clock import reckoned
from ledger.reactor import Index
from ledger.replay import Replay
from projections.disputes import CASES, SUSPENSIONS
from projections.filings import FILINGS
from projections.reader import Reader, Row
from projections.refunds import REFUNDS

type Bring = Callable[[Readers, Reader, int], None]

_AT_ONCE = 100
"""Streams that are read together."""
_OWED = [one.value for one in Standing if one is not Standing.VOID]


def due_in_year(readers: Readers, replay: Replay, law: StreamId, bring: Bring) -> Index:
    """Refunds that are owed, or were paid, cases, filings and suspensions whose last days may turn,
    or that came in time or too late, now that the calendar of a year is there; as
    `policies.due_certain` reads them. `bring`: a projection is brought to a position.
    """

    def index(event: CalendarPublished, position: int) -> tuple[str, ...]:
        rulebook: Law = replay.state(law, position)
        for reader in (readers.refunds, readers.disputes, readers.filings):
            bring(readers, reader, position)
        found = (
            *_refunds(readers, event, position),
            *_cases(readers, replay, rulebook, event.year, position),
            *_filings(readers, rulebook, position),
            *_suspensions(readers, replay, rulebook, position),
        )
        return tuple(map(str, found))

    return index


def _refunds(readers: Readers, event: CalendarPublished, position: int) -> Iterator[Told]:
    """By the days of the year that are not as their day of the week has it."""
    off, worked = turned(Calendar(), event.year, event.holidays, event.workdays)
    for row in readers.refunds.every(REFUNDS, {"standing": _OWED}, position):
        since, due = row["counts_from"], row["due"]
        if _may_turn(since, due, event.year, (*off, *worked)):
            yield Told("refund", f"{row['deposit']}/{row['number']}")


def _may_turn(since: date, due: date, year: int, days: tuple[date, ...]) -> bool:
    """Whether one of these days lies in a term that runs in the year; of one that runs in several,
    another of them may say otherwise by now.
    """
    if not since.year <= year <= due.year:
        return False
    return since.year != due.year or any(since < day <= due for day in days)


def _cases(readers: Readers, replay: Replay, law: Law, year: int, position: int) -> Iterator[Told]:
    """Those that were filed then, or in the year before or after; or run."""
    rows = readers.disputes.every(CASES, {}, position)
    near = (row["case"] for row in rows if _is_near(row, year))
    for codes in batched(near, _AT_ONCE):
        states = replay.states([StreamId("dispute", code) for code in codes], position)
        for of, case in states.items():
            if any(reckoned(case, of.code, law.calendars)):
                yield Told("case", of.code)


def _is_near(case: Row, year: int) -> bool:
    """Whether days of the year may count in a term of a case, or in the time that it had: from the
    year before it was filed to the year after, and for as long as it runs.
    """
    filed = beijing_day(case["filed_at"]).year
    return filed - 1 <= year <= filed + 1 or (case["open"] and filed <= year)


def _filings(readers: Readers, law: Law, position: int) -> Iterator[Told]:
    calendars = law.calendars
    for row in readers.filings.every(FILINGS, {}, position):
        due: date = row["due"]
        if certain_day(due, row["filed_at"], calendars) != due:
            yield Told("filing", row["filing"])


def _suspensions(readers: Readers, replay: Replay, law: Law, position: int) -> Iterator[Told]:
    """Of lots that stand still for a case, by a term of a row."""
    rows = readers.disputes.every(SUSPENSIONS, {"open": True, "reckoned": True}, position)
    timed = [(row["lot"], row["case"]) for row in rows]
    lots = replay.states([StreamId("lot", lot) for lot, _ in timed], position)
    for lot, case in timed:
        for one in lots[StreamId("lot", lot)].suspended:
            if one.told.case == case and one.last_day(law.calendars) != one.until:
                yield Told("suspension", f"{lot} {case}")
