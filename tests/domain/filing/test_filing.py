"""What is filed with the office is a receipt: nothing waits for it; the office may be late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.calendar import Calendar, Unit
from domain.filing.acknowledge import AcknowledgeFiling
from domain.filing.events import DocumentFiled, FilingAcknowledged, FilingDueReckoned, Paper
from domain.filing.reckon import ReckonFilingDue
from domain.filing.state import is_late
from domain.filing.stream import FILING
from domain.governance.state import Law
from domain.governance.stream import GOVERNANCE
from domain.kernel import Rejected
from domain.lot.announce import AnnounceLot
from domain.lot.stream import LOT
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade.file_document import FileDocument
from tests.kit.disputing import LAW, at, day
from tests.kit.fixture_calendar import OVER_NEW_YEAR, corrected, published
from tests.kit.lots import AGENCY, CODE, DEFINED, MEDIA, OWNER, STRANGERS, TEXT
from tests.kit.story import NOON, fold, given
from tests.kit.story import asked as asked_by

FILES = FileDocument(filing="BA-2026-1", lot=CODE, paper=Paper.ANNOUNCEMENT, document=TEXT)
FILED = DocumentFiled(
    filing="BA-2026-1",
    lot=CODE,
    paper=Paper.ANNOUNCEMENT,
    filed_at=NOON,
    document=TEXT,
    due=NOON.date() + timedelta(days=3),
)
"""Filed on a Tuesday: three working days."""
SAYS = AcknowledgeFiling(filing="BA-2026-1", opinion=None)
SAID = FilingAcknowledged(filing="BA-2026-1", acknowledged_at=NOON, opinion=None)


def asking(asked, *past, by="OFFICE", lot=(DEFINED,)):
    story = given(LOT, *lot).given(FILING, *past)
    return story.when(asked, by=by, received_at=NOON, law=LAW)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_the_owner_or_its_agency_files_a_document_once(by):
    asking(FILES, by=by).then(FILED)
    asking(FILES, FILED, by=by).nothing_happens()
    asking(replace(FILES, document="cd" * 32), FILED, by=by).refused_by("filing.exists")
    asking(FILES, by=by, lot=()).refused_by("lot.unknown")


AROUND = replace(FILED, filed_at=at("04-02 10:00"), due=day("04-07"))
"""Filed on a Thursday, by weekends alone; by the calendar 04-04 to 04-06 are off."""
MOVED = FilingDueReckoned(filing="BA-2026-1", due=day("04-08"))


def reckoning(*past, law=LAW):
    asked = ReckonFilingDue(filing="BA-2026-1")
    return given(FILING, *past).when(asked, by="PLATFORM", law=law)


@pytest.mark.parametrize("past", [(AROUND,), (AROUND, SAID)], ids=["waits", "acknowledged"])
def test_a_last_day_that_was_an_estimate_is_reckoned_by_the_calendar(past):
    reckoning(*past).then(MOVED)
    assert fold(FILING, *past, MOVED).due == MOVED.due
    reckoning(*past, MOVED).nothing_happens()


def test_what_was_certain_stays_whatever_is_corrected_and_what_nobody_filed_has_no_day():
    reckoning(AROUND, law=Law(Calendar())).nothing_happens()
    certain = replace(AROUND, due=day("04-08"))
    law = fold(GOVERNANCE, published(), corrected(day("04-06")))
    assert law.calendar.add(day("04-02"), 3, Unit.WORKING_DAYS) == day("04-07")
    reckoning(certain, law=law).nothing_happens()
    reckoning().refused_by("filing.unknown")


def test_what_was_told_between_two_corrections_was_certain_too_and_stays():
    """Given that it was filed while 04-06 was worked; the next word made it longer than any."""
    law = fold(GOVERNANCE, published(), corrected(day("04-06")), corrected(off=(day("04-03"),)))
    assert law.calendar.add(day("04-02"), 3, Unit.WORKING_DAYS) == day("04-09")
    reckoning(AROUND, law=law).nothing_happens()


def test_what_was_corrected_long_before_it_was_filed_does_not_make_its_estimate_certain():
    """Given 12-31 that was taken off in spring; by weekends of 2027 it was until 01-05, as it would
    be by the first word of 2026 and the days of 2027, which never were in force together.
    """
    law = fold(GOVERNANCE, *OVER_NEW_YEAR)
    one = replace(FILED, filed_at=at("12-30 10:00"), due=date(2027, 1, 5))
    moved = FilingDueReckoned(filing=one.filing, due=date(2027, 1, 6))
    reckoning(one, law=law).then(moved)
    reckoning(one, moved, law=law).nothing_happens()


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_does(by):
    asking(FILES, by=by).refused_by("lot.not_yours")


def test_the_office_says_that_it_has_it_and_may_have_an_opinion_later():
    asking(SAYS).refused_by("filing.unknown")
    asking(SAYS, FILED).then(SAID)
    asking(SAYS, FILED, SAID).nothing_happens()
    asking(replace(SAYS, opinion=TEXT), FILED, SAID).then(replace(SAID, opinion=TEXT))


@pytest.mark.parametrize(
    ("said", "today", "late"),
    [(None, 3, False), (None, 4, True), (3, 9, False), (4, 9, True)],
)
def test_the_office_is_late_by_the_day_on_which_it_said_so_or_has_not_yet(said, today, late):
    day = timedelta(days=1)
    at = None if said is None else NOON + said * day
    assert is_late(FILED.due, at, NOON.date() + today * day) is late


def test_a_lot_is_announced_whether_or_not_the_office_has_said_so():
    asked = AnnounceLot(lot=CODE, media=MEDIA, text=TEXT)
    told = given(LOT, DEFINED).given(FILING, FILED).when(asked, by=OWNER, received_at=NOON)
    assert not isinstance(told.decision, Rejected)


@pytest.mark.parametrize(("asked", "right"), [(FILES, {"OWNER", "AGENCY"}), (SAYS, {"OFFICE"})])
def test_who_files_does_not_acknowledge(asked, right):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == right


@pytest.mark.parametrize(
    ("asked", "wrong", "said"),
    [
        (FILES, {"filing": "x"}, "filing 'x': expected"),
        (FILES, {"document": "x"}, "sha256 'x': expected"),
        (SAYS, {"filing": "x"}, "filing 'x': expected"),
        (SAYS, {"opinion": "x"}, "sha256 'x': expected"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_asked(asked, wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(asked, **wrong)
