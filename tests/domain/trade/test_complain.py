"""A complaint goes to a supervisor: in time and after the owner, or warned of what is not."""

from dataclasses import replace

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.deposit.stream import DEPOSIT
from domain.dispute.events import ComplaintWithdrawn, WithdrawalRequested
from domain.dispute.filed import Filer
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Matter
from domain.lot.stream import LOT
from domain.party.stream import PARTY as PARTIES
from domain.rules import Severity
from domain.trade.complain import RequestWithdrawal
from tests.kit.disputing import (
    ACCEPTED,
    ANSWERED,
    B4,
    CASE,
    COMPLAINED,
    COMPLAINED_AT,
    COMPLAINT,
    DECIDED,
    ITS,
    LAW,
    OBJECTED,
    OPEN,
    PAPER,
    PARTY,
    RECEIVED,
    REQUIRED,
    RESUMED_AT,
    STRANGER,
    at,
    complaining,
    day,
)
from tests.kit.lots import CODE, DEFINED, TENDER
from tests.kit.story import given

FILES = {"by": ITS, "received_at": COMPLAINED_AT, "law": LAW}
FIRST = ("CT-27 complaint.objection_first",)
LATE = ("CT-27 complaint.filing",)


def there(*lot, case=(), before=(OBJECTED, ANSWERED), deposit=(REQUIRED,)):
    story = given(LOT, *(lot or OPEN)).given(PARTIES, PARTY).given(DEPOSIT, *deposit)
    return story.given(DISPUTE, *before, code=CASE).given(DISPUTE, *case, code=COMPLAINT)


def test_row_51_a_complaint_is_to_be_looked_at_within_three_working_days():
    there().when(complaining(), **FILES).then(COMPLAINED)


def test_after_the_contract_one_may_still_complain():
    there(*TENDER).when(complaining(), **FILES).then(COMPLAINED)


@pytest.mark.parametrize(("when", "warned"), [("04-09 23:59", ()), ("04-10 00:00", LATE)])
def test_the_time_of_the_objection_does_not_count(when, warned):
    """Ten days from 03-27 are 04-06, rolled 04-07; three days lay with the owner (条例 60)."""
    filed = there().when(complaining(), **(FILES | {"received_at": at(when)})).decision[0]
    assert filed.warned == warned


def test_where_a_row_blocks_what_is_late_is_refused(monkeypatch):
    rows = tuple(
        replace(row, severity=Severity.BLOCK) if row.subject == "complaint.filing" else row
        for row in CONSTRUCTION.rules
    )
    strict = replace(CONSTRUCTION, rules=rows)
    monkeypatch.setattr("domain.trade.complain.rules_of", lambda *_: strict)
    asked = FILES | {"received_at": at("04-10 09:00")}
    there().when(complaining(), **asked).refused_by("dispute.out_of_time")


def test_where_no_row_says_until_when_nobody_complains_too_late(monkeypatch):
    rows = tuple(row for row in CONSTRUCTION.rules if row.subject != "complaint.filing")
    free = replace(CONSTRUCTION, rules=rows)
    monkeypatch.setattr("domain.trade.complain.rules_of", lambda *_: free)
    asked = FILES | {"received_at": at("06-10 09:00")}
    assert there().when(complaining(), **asked).decision[0].warned == ()


def test_an_objection_that_nobody_answered_leaves_all_time():
    """It was due on 04-01: who waits longer for an answer loses nothing by it."""
    asked = FILES | {"received_at": at("05-20 09:00")}
    assert there(before=(OBJECTED,)).when(complaining(), **asked).decision[0].warned == ()


@pytest.mark.parametrize(
    ("follows", "before", "when", "warned"),
    [
        (None, (), "04-03 10:00", FIRST),
        (None, (), "04-20 10:00", (*FIRST, *LATE)),
        (CASE, (OBJECTED,), "03-31 10:00", FIRST),
        (CASE, (OBJECTED,), "04-02 10:00", ()),
    ],
    ids=["never asked", "and late", "still to be answered", "not answered in time"],
)
def test_who_did_not_ask_the_owner_first_is_told_so(follows, before, when, warned):
    asked = FILES | {"received_at": at(when)}
    filed = there(before=before).when(complaining(follows=follows), **asked).decision[0]
    assert filed.warned == warned


def test_whether_the_owner_still_has_time_is_judged_by_the_calendar_that_came():
    """Three days from 04-03 end on Monday by weekends, on Tuesday by the calendar."""
    running = replace(OBJECTED.answer, since=day("04-03"), due=day("04-06"))
    waits = replace(OBJECTED, filed_at=at("04-03 09:00"), answer=running)
    asked = FILES | {"received_at": at("04-07 10:00")}
    assert there(before=(waits,)).when(complaining(), **asked).decision[0].warned == FIRST


def test_about_what_no_objection_is_heard_none_comes_first():
    asked = complaining(matter=Matter.OTHER, follows=None)
    assert there().when(asked, **FILES).decision[0].warned == ()


@pytest.mark.parametrize(
    "other",
    [
        {"matter": Matter.OPENING},
        {"lot": "A9"},
        {"filer": Filer(party="N00000000000000A9", deposit=None)},
        {"filer": None},
    ],
)
def test_what_came_before_is_the_same_partys_about_the_same(other):
    before = (replace(OBJECTED, **other), ANSWERED)
    there(before=before).when(complaining(), **FILES).refused_by("dispute.other_case")
    there(before=()).when(complaining(), **FILES).refused_by("dispute.other_case")
    there(before=(COMPLAINED,)).when(complaining(), **FILES).refused_by("dispute.other_case")


def test_it_goes_to_one_who_supervises_that_kind_of_trade():
    answer = there().when(complaining(to="FIN"), **FILES)
    answer.refused_by("dispute.other_supervisor")
    assert "V-HOUSING, V-TRANSPORT" in answer.decision.detail


def test_of_a_kind_without_rows_nobody_complains_here():
    sale = (replace(DEFINED, category="LAND"), *OPEN[1:])
    there(*sale).when(complaining(), **FILES).refused_by("dispute.no_route")


def test_nobody_knows_what_is_still_to_come():
    asked = complaining(since=day("04-04"))
    there().when(asked, **FILES).refused_by("dispute.not_yet")


def test_it_is_filed_by_whom_it_is_about_and_once():
    there().when(complaining(), **(FILES | {"by": STRANGER})).refused_by("dispute.not_yours")
    there(case=(COMPLAINED,)).when(complaining(), **FILES).refused_by("dispute.exists")
    odd = (replace(DEFINED, category="ROADS"), *OPEN[1:])
    there(*odd).when(complaining(), **FILES).refused_by("category.unknown")


def test_before_the_opening_the_platform_files_it():
    asked = complaining(matter=Matter.DOCUMENTS, follows=None, deposit=None, since=day("03-09"))
    story = there(*TENDER[:2])
    early = FILES | {"received_at": at("03-12 09:00")}
    story.when(asked, **early).refused_by("dispute.would_name")
    filed = story.when(asked, **(early | {"by": "PLATFORM"})).decision[0]
    assert filed.filer == Filer(party=B4, deposit=None)


def test_a_finance_department_has_thirty_working_days_from_the_complaint_on():
    """GP-19: fifteen working days after the time for the answer; nothing to accept first."""
    purchase = (replace(DEFINED, category="GOV_PROCUREMENT"), *OPEN[1:])
    asked = complaining(to="FIN", follows=None)
    filed = there(*purchase).when(asked, **FILES).decision[0]
    assert (filed.acceptance, filed.warned) == (None, ("GP-19 complaint.objection_first",))


def asking_back(**other):
    facts = {"case": COMPLAINT, "lot": CODE, "party": B4, "document": PAPER}
    return RequestWithdrawal(**(facts | other))


ASKED_BACK = WithdrawalRequested(case=COMPLAINT, document=PAPER)
BACK = ComplaintWithdrawn(case=COMPLAINT, consented=False, withdrawn_at=RESUMED_AT)
LATER = {"by": ITS, "received_at": RESUMED_AT, "law": LAW}


def test_what_nobody_has_received_is_taken_back_at_once():
    there(case=(COMPLAINED,)).when(asking_back(), **LATER).then(BACK)


def test_after_that_the_supervisor_is_asked():
    for case in ((COMPLAINED, RECEIVED), (COMPLAINED, ACCEPTED)):
        there(case=case).when(asking_back(), **LATER).then(ASKED_BACK)
    there(case=(COMPLAINED, ACCEPTED, ASKED_BACK)).when(asking_back(), **LATER).nothing_happens()


def test_what_is_over_is_not_taken_back():
    case = (COMPLAINED, ACCEPTED, DECIDED)
    there(case=case).when(asking_back(), **LATER).refused_by("dispute.ended")


def test_nobody_but_who_filed_it_takes_it_back():
    story = there(case=(COMPLAINED,))
    story.when(asking_back(), **(LATER | {"by": STRANGER})).refused_by("dispute.not_yours")
    there().when(asking_back(), **LATER).refused_by("dispute.not_yours")
    objection = replace(OBJECTED, case=COMPLAINT)
    there(case=(objection,)).when(asking_back(), **LATER).refused_by("dispute.unknown")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: complaining(case="D1"), "case 'D1': expected"),
        (lambda: complaining(follows="D1"), "case 'D1': expected"),
        (lambda: complaining(since=day("03-26").replace(year=1)), "since 0001"),
        (lambda: asking_back(case="D1"), "case 'D1': expected"),
        (lambda: asking_back(document="x"), "sha256 'x': expected"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()
