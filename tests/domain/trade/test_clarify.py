"""Documents are clarified in time, or bids have more of it (CT-05); announcements are corrected."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.kernel import Rejected
from domain.lot.correct import CorrectAnnouncement
from domain.lot.events import AnnouncementCorrected, DeadlinePostponed
from domain.lot.stream import LOT as LOTS
from domain.lot.tendered import DocumentClarified
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade.clarify import ClarifyDocuments
from tests.kit import lots
from tests.kit.sentences import hear
from tests.kit.story import NOON, given
from tests.kit.story import asked as asked_by
from tests.kit.tendering import AGENCY, DEADLINE, LOT, OPENING, OWNER, TEXT, Tender
from tests.kit.till import at

OTHER = "cd" * 32
IN_TIME, TOO_LATE = at(date(2026, 3, 10), 12), at(date(2026, 3, 11), 12)
"""Bids are due on 03-25: fifteen full days before that, and fourteen."""
SAYS = ClarifyDocuments(
    lot=LOT, affects=True, text=OTHER, answers=(), deposit_deadline=None, opening_at=None
)
WEEK = timedelta(days=7)
LATER = replace(SAYS, deposit_deadline=DEADLINE + WEEK, opening_at=OPENING + WEEK)


def clarified(when, affects=True):
    return DocumentClarified(lot=LOT, clarified_at=when, affects=affects, text=OTHER)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def clarify(when, asked=SAYS, by=AGENCY, steps=2):
    return Tender(steps).ask(asked, by, when)


def test_fifteen_days_before_bids_are_due_documents_are_clarified():
    assert clarify(IN_TIME) == (clarified(IN_TIME),)


def test_later_than_that_bids_get_more_time_by_the_same_decision():
    refused(clarify(TOO_LATE), "lot.term_too_short")
    moved = DeadlinePostponed(lot=LOT, deposit_deadline=DEADLINE + WEEK, opening_at=OPENING + WEEK)
    assert clarify(TOO_LATE, LATER) == (clarified(TOO_LATE), moved)
    day = timedelta(days=1)
    enough = replace(LATER, deposit_deadline=DEADLINE, opening_at=OPENING + day)
    assert len(clarify(TOO_LATE, enough)) == 2
    refused(clarify(TOO_LATE + day, enough), "lot.term_too_short")


def test_what_affects_no_bid_may_be_said_until_bids_are_due():
    harmless = replace(SAYS, affects=False)
    when = OPENING - timedelta(seconds=1)
    assert clarify(when, harmless) == (clarified(when, affects=False),)
    refused(clarify(OPENING, harmless), "lot.too_late")


def test_times_only_ever_move_later_and_not_once_deposits_were_due():
    earlier = replace(LATER, opening_at=OPENING - timedelta(hours=1))
    refused(clarify(IN_TIME, earlier), "lot.not_later")
    refused(clarify(DEADLINE + timedelta(seconds=1), LATER), "lot.too_late")


def test_the_same_again_is_nothing_and_more_time_is_still_given():
    tender = Tender(2)
    tender.do(SAYS, AGENCY, IN_TIME)
    assert tender.ask(SAYS, AGENCY, IN_TIME) == ()
    (moved,) = tender.ask(LATER, AGENCY, TOO_LATE)
    assert isinstance(moved, DeadlinePostponed)


def test_while_documents_can_be_had_by_its_owner_or_agency():
    refused(clarify(IN_TIME, steps=1), "lot.wrong_phase")
    refused(clarify(OPENING, steps=5), "lot.wrong_phase")
    refused(clarify(IN_TIME, by=replace(OWNER, organisation="水利局")), "lot.not_yours")


CORRECTED = AnnouncementCorrected(lot=lots.CODE, published_at=NOON, media=lots.MEDIA, text=OTHER)


def correct(*facts, text=OTHER, by=lots.OWNER):
    asked = CorrectAnnouncement(lot=lots.CODE, media=lots.MEDIA, text=text)
    return given(LOTS, *facts).when(asked, by=by)


def test_an_announcement_is_corrected_and_the_last_word_counts():
    correct(*lots.TENDER[:2]).then(CORRECTED)
    correct(*lots.TENDER[:2], CORRECTED).nothing_happens()
    correct(*lots.TENDER[:2], text=TEXT).nothing_happens()
    correct(*lots.TENDER[:2], CORRECTED, text=TEXT).then(replace(CORRECTED, text=TEXT))


def test_neither_before_it_stands_nor_once_all_is_over():
    correct(*lots.TENDER[:1]).refused_by("lot.wrong_phase")
    correct(*lots.TENDER[:3]).refused_by("lot.wrong_phase")
    correct(*lots.TENDER[:2], by=lots.STRANGERS[0]).refused_by("lot.not_yours")


@pytest.mark.parametrize(
    "asked", [SAYS, CorrectAnnouncement(lot=LOT, media=("省平台",), text=TEXT)], ids=["s", "c"]
)
def test_owners_and_their_agencies_say_so(asked):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {"OWNER", "AGENCY"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lot": "x"}, "lot 'x': expected"),
        ({"text": "c"}, "sha256 'c': expected"),
        ({"opening_at": OPENING}, "deposit_deadline, opening_at: expected both, or neither"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(SAYS, **wrong)


def test_a_correction_stands_somewhere():
    with pytest.raises(ValueError, match=r"^media: expected where the correction stands"):
        CorrectAnnouncement(lot=LOT, media=(), text=TEXT)
