"""A bidder asks of the documents under seal; what clarifies them for all answers it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.kernel import KeyName, Placed, Post, Rejected, StreamId
from domain.lot.tendered import DocumentClarified
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.question.events import QuestionAnswered, QuestionAsked
from domain.question.stream import QUESTION as QUESTIONS
from domain.roles import ROLE_CODES
from domain.trade.ask_question import AskQuestion
from domain.trade.clarify import MOST, ClarifyDocuments
from domain.trade.invite import METHOD, IssueInvitations
from tests.kit.sentences import hear
from tests.kit.story import asked as asked_by
from tests.kit.tendering import (
    AGENCY,
    B1,
    B2,
    B3,
    B4,
    LOT,
    OPENING,
    PROCEDURE,
    REGISTERED,
    STEPS,
    TEXT,
    Tender,
)
from tests.kit.till import at

PLATFORM = Post("PLATFORM")
QUESTION, SECOND = "T00000000000000A1", "T00000000000000A2"
OTHER, ANSWER = "cd" * 32, "ef" * 32
WHEN, LATER = at(date(2026, 3, 9), 12), at(date(2026, 3, 10), 12)
ASKS = AskQuestion(question=QUESTION, lot=LOT, party=B1, text=TEXT)
SAYS = ClarifyDocuments(
    lot=LOT,
    affects=False,
    text=ANSWER,
    answers=(QUESTION,),
    deposit_deadline=None,
    opening_at=None,
)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def tender(steps=2, *, invites=False):
    """A lot whose documents can be had, perhaps of an invited tender, and a party that is known."""
    if not invites:
        lived = Tender(steps)
    else:
        how = {"registered": tuple(map(_by_invitation, REGISTERED))}
        lived = Tender(**how)
        asked = IssueInvitations(lot=LOT, procedure=PROCEDURE, invitees=(B2, B3, B4), text=TEXT)
        for command in (asked, STEPS[1][0]):
            lived.do(command, AGENCY, STEPS[0][2])
    known = {"name": "某公司", "basic_account": None, "basic_bank": None}
    lived.do(RegisterParty(party=B1, **known), Post("C-OPS"), WHEN)
    return lived


def _by_invitation(step):
    asked, by, when = step
    return (replace(asked, method=METHOD) if hasattr(asked, "method") else asked, by, when)


def ask(lived, asked=ASKS, by=PLATFORM, when=WHEN):
    return lived.ask(asked, by, when)


def answered(code=QUESTION, when=LATER):
    return Placed(
        StreamId("question", code), QuestionAnswered(question=code, answered_at=when, text=ANSWER)
    )


CLARIFIED = DocumentClarified(lot=LOT, clarified_at=LATER, affects=False, text=ANSWER)
ASKED = QuestionAsked(question=QUESTION, lot=LOT, asked_at=WHEN, text=TEXT, party=B1)


def test_a_party_asks_of_the_documents_and_asked_again_it_is_nothing():
    lived = tender()
    assert ask(lived) == (ASKED,)
    assert ask(lived, when=LATER) == ()
    refused(ask(lived, replace(ASKS, text=OTHER)), "question.another")


def test_who_asked_lies_under_the_lots_key_and_a_persons_own():
    assert QUESTIONS.keys(replace(ASKED, party="91350100M000100Y43")) == (KeyName("lot", LOT),)
    assert QUESTIONS.keys(ASKED) == (KeyName("lot", LOT), KeyName("party", B1))
    assert QUESTIONS.keys(replace(ASKED, party=None)) == ()


def test_what_clarifies_the_documents_for_all_answers_it():
    lived = tender()
    ask(lived)
    assert ask(lived, SAYS, AGENCY, LATER) == (CLARIFIED, answered())
    assert ask(lived, SAYS, AGENCY, LATER) == ()


def test_the_same_text_answers_another_question_too_and_clarifies_once():
    lived = tender()
    ask(lived)
    ask(lived, SAYS, AGENCY, LATER)
    ask(lived, replace(ASKS, question=SECOND))
    assert ask(lived, replace(SAYS, answers=(QUESTION, SECOND)), AGENCY, LATER) == (
        answered(SECOND),
    )


def test_an_answer_stands_and_is_of_a_question_of_this_lot():
    lived = tender()
    refused(ask(lived, SAYS, AGENCY), "question.unknown")
    ask(lived)
    ask(lived, SAYS, AGENCY, LATER)
    refused(ask(lived, replace(SAYS, text=OTHER), AGENCY, LATER), "question.answered")
    assert lived.lot.clarified == CLARIFIED


def test_an_answer_that_may_affect_bids_gives_them_the_time_they_need():
    """CT-05, as of any clarification; and nothing is answered where it is refused."""
    lived = tender()
    ask(lived)
    asked = replace(SAYS, affects=True)
    refused(ask(lived, asked, AGENCY, OPENING - timedelta(days=14)), "lot.term_too_short")
    assert lived.memory.of(StreamId("question", QUESTION)).answer is None


def test_while_documents_are_clarified_and_bids_are_not_due():
    refused(ask(tender(1)), "lot.wrong_phase")
    refused(ask(tender(5)), "lot.wrong_phase")
    refused(ask(tender(), when=OPENING), "lot.too_late")


def test_only_who_is_known_and_may_bid_asks():
    refused(ask(Tender(2)), "party.unknown")
    refused(ask(tender(invites=True)), "invitation.not_invited")


@pytest.mark.parametrize(
    ("asked", "right"), [(ASKS, {"PLATFORM"}), (SAYS, {"OWNER", "AGENCY"})], ids=["a", "s"]
)
def test_the_platform_asks_for_a_bidder_and_the_owner_answers(asked, right):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == right


def test_what_cannot_be_meant_is_not_asked():
    with pytest.raises(ValueError, match=r"^question 'x': expected"):
        replace(ASKS, question="x")
    with pytest.raises(ValueError, match=r"^answers: expected each once"):
        replace(SAYS, answers=(QUESTION, QUESTION))
    many = tuple(f"T{n:016X}" for n in range(MOST + 1))
    with pytest.raises(ValueError, match=rf"^answers: expected each once, {MOST} at most"):
        replace(SAYS, answers=many)
