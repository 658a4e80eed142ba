"""A case from its filing to its end, as its facts tell it."""

from dataclasses import replace

from domain.dispute.events import (
    CaseClockResumed,
    CaseClockStopped,
    ComplaintForwarded,
    ComplaintRejected,
    ComplaintWithdrawn,
    WithdrawalRefused,
    WithdrawalRequested,
)
from domain.dispute.filed import Filer
from domain.dispute.state import Case
from domain.dispute.stream import DISPUTE
from domain.dispute.words import (
    ENDED,
    FUJIAN_MATTERS,
    FUJIAN_STAGES,
    Conclusion,
    Ground,
    Matter,
    Stage,
)
from domain.kernel import KeyName
from domain.timing import Stop
from tests.kit.disputing import (
    ACCEPTED,
    ANSWERED,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    HELD,
    HOLD,
    OBJECTED,
    RECEIVED,
    RESUMED_AT,
    day,
)
from tests.kit.lots import CODE
from tests.kit.rows import PERSON, D
from tests.kit.story import fold

ASKED_BACK = WithdrawalRequested(case=COMPLAINT, document=None)


def test_an_objection_waits_for_its_answer_and_ends_with_it():
    case = fold(DISPUTE, OBJECTED)
    assert (case.stage, case.is_open, case.due) == (Stage.ASKED, True, day("04-01"))
    over = fold(DISPUTE, OBJECTED, ANSWERED)
    assert (over.stage, over.is_open, over.ended_on) == (Stage.ANSWERED, False, day("04-01"))
    assert over.conclusion is Conclusion.DISMISSED


def test_a_complaint_is_looked_at_then_decided_each_in_its_own_time():
    """Scenario A: to accept until 04-09, accepted on 04-08 to decide until 05-22."""
    filed = fold(DISPUTE, COMPLAINED)
    assert (filed.stage, filed.to, filed.due) == (Stage.FILED, "V-HOUSING", day("04-09"))
    assert fold(DISPUTE, COMPLAINED, RECEIVED).stage is Stage.RECEIVED
    case = fold(DISPUTE, COMPLAINED, RECEIVED, ACCEPTED, HELD)
    assert (case.stage, case.due, case.accepted) == (Stage.ACCEPTED, day("05-22"), True)
    assert case.holds == ((D, HOLD),)
    over = fold(DISPUTE, COMPLAINED, ACCEPTED, DECIDED)
    assert (over.stage, over.ended_on) == (Stage.DECIDED, day("04-28"))


def test_forwarded_it_is_with_another_who_has_not_received_it():
    case = fold(DISPUTE, COMPLAINED, RECEIVED, ComplaintForwarded(case=COMPLAINT, to="V-WATER"))
    assert (case.stage, case.to) == (Stage.FILED, "V-WATER")


def test_what_is_asked_back_goes_on_or_is_over():
    asked = fold(DISPUTE, COMPLAINED, ACCEPTED, ASKED_BACK)
    assert (asked.stage, asked.is_open) == (Stage.WITHDRAWAL_ASKED, True)
    on = fold(DISPUTE, WithdrawalRefused(case=COMPLAINT, document="ab" * 32), start=asked)
    assert (on.stage, on.is_open, on.accepted) == (Stage.WITHDRAWAL_REFUSED, True, True)
    for consented, stage in ((True, Stage.WITHDRAWN), (False, Stage.CANCELLED)):
        gone = ComplaintWithdrawn(case=COMPLAINT, consented=consented, withdrawn_at=RESUMED_AT)
        over = fold(DISPUTE, gone, start=asked)
        assert (over.stage, over.ended_on) == (stage, day("04-29"))


def test_what_is_not_dealt_with_is_over():
    told = ComplaintRejected(case=COMPLAINT, rejected_at=RESUMED_AT, document="ab" * 32)
    over = fold(DISPUTE, COMPLAINED, told)
    assert (over.stage, over.is_open) == (Stage.REJECTED, False)


def test_while_the_clock_stands_still_no_day_is_the_last():
    stopped = CaseClockStopped(
        case=COMPLAINT, rule="CT-27", ground=Ground.APPRAISAL, since=day("04-10"), document="x"
    )
    case = fold(DISPUTE, COMPLAINED, ACCEPTED, stopped)
    assert (case.stands_still, case.due) == (True, None)
    on = CaseClockResumed(case=COMPLAINT, until=day("04-20"), due=day("06-01"))
    again = fold(DISPUTE, on, start=case)
    assert (again.stands_still, again.due) == (False, day("06-01"))
    assert again.stops == (Stop(day("04-10"), day("04-20")),)
    assert again.term == ACCEPTED.decision


def test_a_case_that_nobody_filed_is_none():
    assert (Case().is_open, Case().filed_on, Case().stands_still) == (False, None, False)


def test_who_filed_it_lies_under_the_lots_key_and_under_a_persons_own():
    assert DISPUTE.keys(OBJECTED) == (KeyName("lot", CODE),)
    person = replace(OBJECTED, filer=Filer(party=PERSON, deposit=None))
    assert DISPUTE.keys(person) == (KeyName("lot", CODE), KeyName("party", PERSON))
    assert DISPUTE.keys(replace(OBJECTED, filer=None)) == ()


def test_stages_and_matters_are_numbered_as_the_fujian_platform_numbers_them():
    assert sorted(FUJIAN_STAGES.values()) == list(range(1, 10))
    assert FUJIAN_STAGES[Stage.ACCEPTED] == 4
    assert FUJIAN_MATTERS[Matter.RESULT] == 4
    assert FUJIAN_MATTERS[Matter.OTHER] == 6
    assert set(Stage) - set(FUJIAN_STAGES) == {Stage.NONE, Stage.ASKED, Stage.ANSWERED}
    assert set(Stage) > ENDED
