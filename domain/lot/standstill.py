"""Which times of a lot do not pass while it stands still, and what is left of them when it goes on.

REFERENCE 2.2: a suspension stops the clocks of its lot, whichever case it is for. It stops those of
`STOPPED`; not what the law gives to others (how soon a case is answered, or money goes back).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.calendar import beijing_day
from domain.kernel import Event
from domain.lot.events import DeadlinePostponed
from domain.lot.overlay import Halt, resumed
from domain.lot.periods import due
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureResumed, TimesExtended
from domain.packs.rulebook import Rulebook
from domain.phases import Phase

STOPPED: dict[str, tuple[Phase, ...]] = {
    "PrequalificationConcluded": (Phase.ANNOUNCED,),
    "DocumentSalePeriodClosed": (Phase.OPEN,),
    "DepositDeadlinePassed": (Phase.ANNOUNCED, Phase.OPEN),
    "BidDeadlinePassed": (Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED),
    "CandidatesPublicised": (Phase.RESULT_PUBLICITY,),
    "AwardNoticeIssued": (Phase.AWARDED,),
}
"""What is stopped, in which phases it runs, by the fact that ends it or that it counts from.

The time to apply, to get documents, to pay deposits (a disclosure ends with it), to bid until the
opening; candidates in public; the time to sign. What a session's own clock ends: `desk.sessions`.
"""


def is_stopped(lot: Lot, instant: datetime) -> bool:
    """Whether the lot stands still, and did before this time of it came: then it has not passed.

    What is over waits for nothing any more.
    """
    return lot.halt is not None and not lot.is_over and lot.halt.since < instant


def goes_on(lot: Lot, told: ProcedureResumed, law: Rulebook) -> tuple[Event, ...]:
    """What a resumption says of its lot: once nothing stops it any more, its later times, too."""
    others = any(one.told.case != told.case for one in lot.suspended)
    if lot.halt is None or others:
        return (told,)
    return (told, *_postponed(lot, lot.halt, told), *_extended(lot, lot.halt, told, law))


def _postponed(lot: Lot, halt: Halt, told: ProcedureResumed) -> Iterator[DeadlinePostponed]:
    """Deposits and opening, by as long as it lasted; or as the owner said meanwhile, if later."""
    before = (lot.deposit_deadline, lot.opening_at)
    stood = _stood(halt, told)
    deposits = _moved(lot, halt, "DepositDeadlinePassed", halt.deposit_deadline, stood)
    opening = _moved(lot, halt, "BidDeadlinePassed", halt.opening_at, stood)
    after = (_later(before[0], deposits), _later(before[1], opening))
    if after != before and after[0] is not None and after[1] is not None:
        yield DeadlinePostponed(lot=told.lot, deposit_deadline=after[0], opening_at=after[1])


def _extended(
    lot: Lot, halt: Halt, told: ProcedureResumed, law: Rulebook
) -> Iterator[TimesExtended]:
    """What else was running: instants by as long as it lasted, days as `timing` counts them."""
    stood, begun = _stood(halt, told), lot.prequalification
    applying = [
        _moved(lot, halt, "PrequalificationConcluded", then, stood)
        for then in ((begun.until, begun.closes_at) if begun else (None, None))
    ]
    documents = _moved(lot, halt, "DocumentSalePeriodClosed", lot.documents_until, stood)
    public, contract = _public(lot, halt, told), _contract(lot, told, law)
    if any(applying) or documents or public or contract:
        yield TimesExtended(
            lot=told.lot,
            documents_until=documents,
            public_until=public,
            contract_due=contract,
            prequalification_until=applying[0],
            applications_until=applying[1],
        )


def _stood(halt: Halt, told: ProcedureResumed) -> timedelta:
    return max(told.resumed_at - halt.since, timedelta())


def _moved(
    lot: Lot, halt: Halt, event: str, then: datetime | None, by: timedelta
) -> datetime | None:
    """A time by so much later, where it was still to come when the lot stopped; else None."""
    if then is None or not by or lot.phase not in STOPPED[event] or then <= halt.since:
        return None
    return then + by


def _later(now: datetime | None, moved: datetime | None) -> datetime | None:
    return now if moved is None or now is None else max(now, moved)


def _public(lot: Lot, halt: Halt, told: ProcedureResumed) -> date | None:
    """The last day in public, if it is another one by now."""
    since, day, until = beijing_day(halt.since), beijing_day(told.resumed_at), lot.public_until
    if lot.phase not in STOPPED["CandidatesPublicised"] or until is None or until < since:
        return None
    return until + (day - since) if day > since else None


def _contract(lot: Lot, told: ProcedureResumed, law: Rulebook) -> date | None:
    """The last day to sign in time, if it is another one by now (CT-18, GP-15)."""
    before, since = lot.contract_due, lot.awarded_on
    if lot.phase not in STOPPED["AwardNoticeIssued"] or before is None or since is None:
        return None
    category = law.rules(lot.defined.category, lot.defined.pack) if lot.defined else None
    if category is None:
        return None
    past = replace(lot, suspensions=resumed(lot.suspensions, told))
    last = due(category, past, "contract.signing", since, law.calendar)
    return last if last is not None and last > before else None
