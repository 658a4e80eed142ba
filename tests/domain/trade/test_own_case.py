"""Who once acted for a lot's own side judges no case of it, and orders nothing for it (4.2)."""

from dataclasses import replace

import pytest

from domain.alert.stream import ALERT as ALERTS
from domain.deposit.stream import DEPOSIT
from domain.dispute.events import WithdrawalRequested
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Ground
from domain.kernel import Post, Rejected
from domain.lot.stream import LOT
from domain.mandates import Mandate, Scope
from domain.trade.accept import ReceiveComplaint, RejectComplaint
from domain.trade.alert_life import AcknowledgeAlert, CloseAlert, EscalateAlert, ExplainAlert
from domain.trade.case_clock import StopCaseClock
from domain.trade.judge import AnswerWithdrawal
from domain.trade.suspension import OrderSuspension, ResumeProcedure
from tests.kit.alerting import ALERT, EXPLAINED_AT, RAISED, READ, SAID, SUPERVISOR, WHY
from tests.kit.disputing import (
    ACCEPTED,
    COMPLAINED,
    COMPLAINT,
    DECIDED_AT,
    DECISION,
    HOUSING,
    LAW,
    OPEN,
    ORDERED,
    REQUIRED,
    accepting,
    at,
    deciding,
    holding,
    served,
)
from tests.kit.lots import AGENCY, CODE, DEFINED, OWNER, TENDER
from tests.kit.owing import matched
from tests.kit.story import CHECKER, MAKER, given

ON = {"case": COMPLAINT, "lot": CODE, "document": DECISION}
ACTS = (
    ((), accepting(suspend=False)),
    ((), RejectComplaint(**ON)),
    ((ACCEPTED,), OrderSuspension(**ON, until=None)),
    ((ACCEPTED,), StopCaseClock(**ON, ground=Ground.APPRAISAL)),
    ((ACCEPTED,), holding()),
    ((ACCEPTED,), deciding(holds=())),
    (
        (ACCEPTED, WithdrawalRequested(case=COMPLAINT, document=None)),
        AnswerWithdrawal(**ON, consents=True, resume=False, holds=()),
    ),
)
"""What a supervisor decides or orders, after what."""
SECOND = Post("AGENCY", "乙代理")
"""An agency that the lot does not name, and that its owner wrote a letter for."""


def under(side, person=MAKER, owner=OWNER.organisation, of=(Scope.LOT, CODE)):
    """The law, where this person once was of this side, and the second agency had a letter."""
    began, ended = at("01-05 09:00"), at("01-06 09:00")
    letter = Mandate(owner, SECOND.organisation, *of, ("AwardLot",), began, ended)
    return replace(LAW, assignments=served(side, person), mandates=(letter,))


def asking(before, asked, law, lot=OPEN):
    story = given(DISPUTE, COMPLAINED, *before).given(LOT, *lot)
    told = story.given(DEPOSIT, REQUIRED, matched())
    return told.when(asked, by=HOUSING, received_at=DECIDED_AT, law=law)


@pytest.mark.parametrize("side", [OWNER, AGENCY, SECOND], ids=["owner", "agency", "by letter"])
@pytest.mark.parametrize(("before", "asked"), ACTS, ids=[asked.NAME for _, asked in ACTS])
def test_whoever_was_of_the_lots_own_side_does_nothing_of_this(before, asked, side):
    asking(before, asked, under(side)).refused_by("dispute.own_case")
    another = asking(before, asked, under(side, CHECKER))
    assert not isinstance(another.decision, Rejected), "another person of the same house"


@pytest.mark.parametrize("side", [OWNER, AGENCY, SECOND], ids=["owner", "agency", "by letter"])
def test_nor_lets_go_on_what_waits_for_it(side):
    asked, lot = ResumeProcedure(lot=CODE, case=COMPLAINT, document=DECISION), (*OPEN, ORDERED)
    asking((ACCEPTED,), asked, under(side), lot).refused_by("dispute.own_case")
    assert asking((ACCEPTED,), asked, under(side, CHECKER), lot).decision[0].case == COMPLAINT


def test_a_letter_for_something_else_or_of_another_owners_makes_no_side():
    others = ({"of": (Scope.LOT, "A9")}, {"of": (Scope.PROJECT, CODE)}, {"owner": "水利局"})
    for law in (under(SECOND, **other) for other in others):
        told = asking((), accepting(suspend=False), law).decision
        assert told[0].case == COMPLAINT


def test_a_letter_for_a_lots_procedure_is_one_for_the_lot():
    procedure = "A35060000000100101"
    lot = (replace(DEFINED, procedure=procedure), *OPEN[1:])
    law = under(SECOND, of=(Scope.PROCEDURE, procedure))
    asking((), RejectComplaint(**ON), law, lot).refused_by("dispute.own_case")


ON_AN_ALERT = {"alert": ALERT, "lot": CODE, "reason": WHY, "document": None}
OF_AN_ALERT = (
    ((), AcknowledgeAlert(**ON_AN_ALERT, explained=0)),
    ((), ExplainAlert(**ON_AN_ALERT)),
    ((), EscalateAlert(**ON_AN_ALERT, due=None)),
    ((SAID, READ), CloseAlert(**ON_AN_ALERT)),
)


@pytest.mark.parametrize("side", [OWNER, AGENCY, SECOND], ids=["owner", "agency", "by letter"])
@pytest.mark.parametrize(("past", "asked"), OF_AN_ALERT, ids=[one.NAME for _, one in OF_AN_ALERT])
def test_nor_does_anything_about_an_alert_of_it(past, asked, side):
    def alerted(law):
        story = given(LOT, *TENDER[:4]).given(ALERTS, RAISED, *past)
        return story.when(asked, by=SUPERVISOR, received_at=EXPLAINED_AT, law=law)

    alerted(under(side)).refused_by("dispute.own_case")
    assert not isinstance(alerted(under(side, CHECKER)).decision, Rejected)


def test_that_it_came_in_anybody_there_may_say():
    told = asking((), ReceiveComplaint(case=COMPLAINT), under(OWNER)).decision
    assert told[0].case == COMPLAINT
