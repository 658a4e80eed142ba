"""Cases and suspensions as their facts come; who filed a case stands in none of them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from domain.dispute.events import (
    CaseClockResumed,
    CaseClockStopped,
    CaseWarningReckoned,
    ComplaintForwarded,
    ComplaintRejected,
    ComplaintWithdrawn,
    QueryAnswered,
    WithdrawalRefused,
    WithdrawalRequested,
)
from domain.dispute.state import Case
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Conclusion, Ground, Stage
from domain.kernel import Event, StreamId
from domain.lot.stopped import SuspensionReckoned
from projections.disputes import CASES, SUSPENSIONS, project
from projections.projection import Put
from tests.golden.dispute_samples import DISPUTE_EVENTS
from tests.kit.disputing import (
    ACCEPTED,
    ANSWERED,
    ANSWERED_AT,
    B4,
    CASE,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    HELD,
    OBJECTED,
    ORDERED,
    PAUSED,
    RECEIVED,
    RESUMED_AT,
    WENT_ON,
    day,
)
from tests.kit.lots import CODE
from tests.kit.rows import D
from tests.kit.story import fold
from tests.projections.kit import recorded

assert ACCEPTED.decision is not None
TERM = ACCEPTED.decision
STOPPED = CaseClockStopped(
    case=COMPLAINT, rule="x", ground=Ground.TEST, since=day("04-10"), document="x"
)
ON = CaseClockResumed(case=COMPLAINT, until=day("04-20"), due=day("06-01"))
BACK = ComplaintWithdrawn(case=COMPLAINT, consented=True, withdrawn_at=RESUMED_AT)
LIVES: dict[str, tuple[Event, ...]] = {
    "answered": (OBJECTED, ANSWERED),
    "decided": (COMPLAINED, RECEIVED, ACCEPTED, HELD, STOPPED, ON, DECIDED),
    "rejected": (
        COMPLAINED,
        ComplaintForwarded(case=COMPLAINT, to="V-WATER"),
        ComplaintRejected(case=COMPLAINT, rejected_at=RESUMED_AT, document="x"),
    ),
    "withdrawn": (
        COMPLAINED,
        ACCEPTED,
        WithdrawalRequested(case=COMPLAINT),
        WithdrawalRefused(case=COMPLAINT, document="x"),
        BACK,
    ),
    "cancelled": (COMPLAINED, replace(BACK, consented=False)),
}


def row_after(facts: Iterable[Event]) -> dict[str, Any]:
    """The case's row after its facts."""
    row: dict[str, Any] = {column.name: column.start for column in CASES.columns}
    for fact in facts:
        for change in project(recorded(fact, StreamId("dispute", CASE))):
            assert isinstance(change, Put)
            assert change.table is CASES
            row |= change.values
    return row


@pytest.mark.parametrize("facts", LIVES.values(), ids=LIVES)
def test_a_row_says_of_every_moment_what_the_case_itself_does(facts):
    for n in range(1, len(facts) + 1):
        case: Case = fold(DISPUTE, *facts[:n])
        row = row_after(facts[:n])
        assert (row["stage"], row["open"]) == (case.stage.value, case.is_open)
        assert (row["due"], row["to"]) == (case.due, case.to)
        assert (row["ended_on"], row["conclusion"]) == (case.ended_on, case.conclusion)
        assert row["statutory"] == (case.term.due if case.term else None)


def test_a_query_is_answered_like_an_objection():
    told = QueryAnswered(
        case=CASE, conclusion=Conclusion.UPHELD, answered_at=ANSWERED_AT, document="x"
    )
    row = row_after((OBJECTED, told))
    assert (row["stage"], row["conclusion"]) == (Stage.ANSWERED.value, "UPHELD")


def test_no_row_says_who_filed_a_case():
    for fact in (*DISPUTE_EVENTS, OBJECTED, COMPLAINED, HELD):
        for change in project(recorded(fact, StreamId("dispute", CASE))):
            said = repr(change)
            assert B4 not in said
            assert D not in said


def test_the_last_day_of_an_order_is_told_as_it_was_reckoned_last():
    lot, reckoned = StreamId("lot", CODE), TERM.due
    named, by_row, moved = (
        change
        for fact in (
            replace(ORDERED, until=reckoned),
            replace(ORDERED, until=reckoned, term=TERM),
            SuspensionReckoned(lot=CODE, case=COMPLAINT, until=TERM.since),
        )
        for change in project(recorded(fact, lot))
    )
    assert (named.values["reckoned"], by_row.values["reckoned"]) == (False, True)
    assert (moved.table, moved.key) == (SUSPENSIONS, (CODE, COMPLAINT))
    assert moved.values == {"until": TERM.since}


def test_a_filing_that_was_warned_of_by_an_estimate_is_no_more_where_the_calendar_says_so():
    told = CaseWarningReckoned(case=COMPLAINT, warned=())
    late = replace(COMPLAINED, warned=("CT-27 complaint.filing",))
    assert row_after((late,))["warned"] == ["CT-27 complaint.filing"]
    assert row_after((late, told))["warned"] == []


def test_what_a_lot_stands_still_for_and_until_when():
    lot = StreamId("lot", CODE)
    changes = [
        change for fact in (PAUSED, ORDERED, WENT_ON) for change in project(recorded(fact, lot))
    ]
    assert [(one.table, one.key, one.values["open"]) for one in changes] == [
        (SUSPENSIONS, (CODE, CASE), True),
        (SUSPENSIONS, (CODE, COMPLAINT), True),
        (SUSPENSIONS, (CODE, CASE), False),
    ]
