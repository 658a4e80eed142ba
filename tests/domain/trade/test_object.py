"""An objection pauses its lot until it is answered; a query in procurement pauses nothing."""

from dataclasses import replace

import pytest

from domain.calendar import Unit
from domain.categories.construction import CONSTRUCTION
from domain.deposit.stream import DEPOSIT
from domain.dispute.events import QueryAnswered
from domain.dispute.filed import Filer, QueryFiled
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Conclusion, Matter
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.party.stream import PARTY as PARTIES
from domain.rules import Severity
from domain.trade.object import AnswerQuery, FileQuery
from tests.kit.disputing import (
    ANSWER,
    ANSWERED,
    ANSWERED_AT,
    B4,
    BY,
    CASE,
    COMPLAINED,
    FILED_AT,
    ITS,
    LAW,
    OBJECTED,
    OPEN,
    PAPER,
    PARTY,
    PAUSED,
    REQUIRED,
    STRANGER,
    WENT_ON,
    answering,
    at,
    day,
    objecting,
    term,
)
from tests.kit.lots import AGENCY, CODE, DEFINED, FAILED, OWNER, SIGNED, STRANGERS, TENDER
from tests.kit.rows import D
from tests.kit.story import fold, given

LOT_STREAM = StreamId("lot", CODE)
FILES = {"by": ITS, "received_at": FILED_AT, "law": LAW}
UNNAMED = FILES | {"by": "PLATFORM"}
ANSWERS = {"by": OWNER, "received_at": ANSWERED_AT, "law": LAW}


def there(*lot, party=(PARTY,), deposit=(REQUIRED,), case=()):
    story = given(LOT, *(lot or OPEN)).given(PARTIES, *party).given(DEPOSIT, *deposit)
    return story.given(DISPUTE, *case)


def test_row_45_an_objection_to_the_result_is_answered_by_the_third_day_and_all_waits():
    there().when(objecting(), **FILES).then(OBJECTED, Placed(LOT_STREAM, PAUSED))
    assert fold(LOT, *OPEN, PAUSED).suspended


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_row_48_the_answer_lets_the_procedure_go_on(by):
    story = there(*OPEN, PAUSED, case=(OBJECTED,))
    story.when(answering(), **(ANSWERS | {"by": by})).then(ANSWERED, Placed(LOT_STREAM, WENT_ON))
    assert not fold(LOT, *OPEN, PAUSED, WENT_ON).suspended


def test_one_of_two_objections_goes_on_waiting():
    other = replace(PAUSED, case="D00000000000000B1")
    lot = fold(LOT, *OPEN, PAUSED, other, WENT_ON)
    assert [one.told for one in lot.suspended] == [other]


def test_another_interested_party_objects_without_a_deposit():
    interested = there().when(objecting(deposit=None), **FILES).decision[0]
    assert interested.filer == Filer(party=B4, deposit=None)


def test_nobody_objects_in_anothers_name():
    there().when(objecting(), **(FILES | {"by": STRANGER})).refused_by("dispute.not_yours")


def test_who_says_that_it_bids_does():
    for deposit in ((), (replace(REQUIRED, terms=replace(REQUIRED.terms, lot="A9")),)):
        there(deposit=deposit).when(objecting(), **FILES).refused_by("dispute.not_a_bidder")


def test_before_the_opening_only_the_platform_files_for_whoever_wishes_it():
    """Who asks is named in clear: nobody may know who has the documents, or bids (4.4)."""
    asked, early = objecting(matter=Matter.DOCUMENTS), {"received_at": at("03-10 09:00")}
    story = there(*TENDER[:2])
    story.when(asked, **(FILES | early)).refused_by("dispute.would_name")
    filed, paused = story.when(asked, **(UNNAMED | early)).decision
    assert (filed.filer, filed.warned) == (BY, ())
    assert filed.answer == term("CT-06 documents.objection_answer", "03-10", 3, Unit.DAYS, "03-13")
    assert paused.event.rule == "CT-06 documents.objection_pause"


@pytest.mark.parametrize(
    ("when", "warned"),
    [("03-15 23:59", ()), ("03-16 00:00", ("CT-06 documents.objection",))],
)
def test_less_than_ten_days_before_the_bids_are_due_it_is_late_by_a_row_that_warns(when, warned):
    """Due on 03-25: the tenth day before it is the 15th (CT-06)."""
    asked = objecting(matter=Matter.DOCUMENTS)
    filed = there(*TENDER[:2]).when(asked, **(UNNAMED | {"received_at": at(when)})).decision[0]
    assert filed.warned == warned


def test_where_a_row_blocks_what_is_late_is_refused(monkeypatch):
    rows = tuple(
        replace(row, severity=Severity.BLOCK) if row.subject == "documents.objection" else row
        for row in CONSTRUCTION.rules
    )
    strict = replace(CONSTRUCTION, rules=rows)
    monkeypatch.setattr("domain.trade.object.rules_of", lambda *_: strict)
    asked, when = objecting(matter=Matter.DOCUMENTS), {"received_at": at("03-16 09:00")}
    there(*TENDER[:2]).when(asked, **(UNNAMED | when)).refused_by("dispute.out_of_time")


def test_documents_of_a_prequalification_have_a_row_of_their_own():
    asked = objecting(matter=Matter.PREQUALIFICATION_DOCUMENTS)
    filed = there(*TENDER[:2]).when(asked, **(UNNAMED | {"received_at": at("03-20 09:00")}))
    assert filed.decision[0].warned == ()


@pytest.mark.parametrize("matter", [Matter.RESULT, Matter.OPENING])
def test_before_the_opening_there_is_nothing_to_object_to_in_it(matter):
    there(*TENDER[:3]).when(objecting(matter=matter), **UNNAMED).refused_by("dispute.too_early")


def test_an_objection_to_the_opening_is_answered_at_once_and_pauses_nothing():
    (filed,) = there().when(objecting(matter=Matter.OPENING), **FILES).decision
    assert filed.answer is None


@pytest.mark.parametrize("matter", [Matter.OTHER, Matter.PREQUALIFICATION_RESULT])
def test_what_no_row_speaks_of_is_no_matter_of_objections(matter):
    there().when(objecting(matter=matter), **FILES).refused_by("dispute.no_route")


def test_nobody_objects_to_what_is_not_there_or_is_over():
    given(LOT).given(PARTIES, PARTY).given(DEPOSIT, REQUIRED).given(DISPUTE).when(
        objecting(), **FILES
    ).refused_by("lot.unknown")
    there(DEFINED).when(objecting(matter=Matter.DOCUMENTS), **UNNAMED).refused_by(
        "dispute.too_early"
    )
    for end in (SIGNED, FAILED):
        there(*OPEN, end).when(objecting(), **FILES).refused_by("dispute.too_late")
    there(party=()).when(objecting(), **FILES).refused_by("party.unknown")


def test_a_lot_of_before_in_no_category_hears_no_objection():
    odd = (replace(DEFINED, category="ROADS"), *OPEN[1:])
    there(*odd).when(objecting(), **FILES).refused_by("category.unknown")


def test_a_case_is_filed_once_and_answered_once():
    there(case=(OBJECTED,)).when(objecting(), **FILES).refused_by("dispute.exists")
    over = there(*OPEN, PAUSED, WENT_ON, case=(OBJECTED, ANSWERED))
    over.when(answering(), **ANSWERS).refused_by("dispute.ended")


@pytest.mark.parametrize("by", STRANGERS)
def test_only_the_owner_answers(by):
    story = there(case=(OBJECTED,))
    story.when(answering(), **(ANSWERS | {"by": by})).refused_by("lot.not_yours")


@pytest.mark.parametrize("case", [(), (COMPLAINED,), (replace(OBJECTED, lot="A9"),)])
def test_what_is_no_objection_to_this_lot_is_not_answered(case):
    there(case=case).when(answering(), **ANSWERS).refused_by("dispute.unknown")


def test_of_a_lot_that_nobody_defined_nothing_is_answered():
    given(LOT).given(DISPUTE).when(answering(), **ANSWERS).refused_by("lot.unknown")


PURCHASE = (replace(DEFINED, category="GOV_PROCUREMENT"), *OPEN[1:])


def querying(**other):
    facts = {"case": CASE, "lot": CODE, "party": B4, "deposit": D, "matter": Matter.RESULT}
    return FileQuery(**(facts | {"since": day("03-26"), "document": PAPER} | other))


QUERIED = QueryFiled(
    case=CASE,
    lot=CODE,
    category="GOV_PROCUREMENT",
    region="350602",
    matter=Matter.RESULT,
    filed_at=FILED_AT,
    warned=(),
    answer=term("GP-19 query_answer", "03-29", 7, Unit.WORKING_DAYS, "04-08"),
    filer=BY,
    since=day("03-26"),
    document=PAPER,
)


def test_a_query_in_procurement_is_answered_within_seven_working_days_and_pauses_nothing():
    """GP-19; 04-04 to 04-06 are off."""
    there(*PURCHASE).when(querying(), **FILES).then(QUERIED)
    asked = AnswerQuery(case=CASE, lot=CODE, conclusion=Conclusion.UPHELD, document=ANSWER)
    told = QueryAnswered(
        case=CASE, conclusion=Conclusion.UPHELD, answered_at=ANSWERED_AT, document=ANSWER
    )
    there(*PURCHASE, case=(QUERIED,)).when(asked, **ANSWERS).then(told)
    there(*PURCHASE, case=(OBJECTED,)).when(asked, **ANSWERS).refused_by("dispute.unknown")


def test_a_query_later_than_seven_working_days_is_warned_of():
    late = there(*PURCHASE).when(querying(since=day("03-17")), **FILES).decision[0]
    assert late.warned == ("GP-19 query",)


def test_each_kind_of_trade_has_its_own_way():
    there(*PURCHASE).when(objecting(), **FILES).refused_by("dispute.no_route")
    there().when(querying(), **FILES).refused_by("dispute.no_route")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: objecting(case="D1"), "case 'D1': expected"),
        (lambda: objecting(lot="?"), "lot '\\?': expected"),
        (lambda: objecting(deposit="P1"), "deposit 'P1': expected"),
        (lambda: objecting(document="x"), "sha256 'x': expected"),
        (lambda: answering(case="D1"), "case 'D1': expected"),
        (lambda: answering(document="x"), "sha256 'x': expected"),
        (lambda: querying(since=day("03-26").replace(year=1)), "since 0001"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()
