"""A complaint is decided, or taken back: what it held is let go, and what waited may go on."""

from dataclasses import replace

import pytest

from domain.deposit.stream import DEPOSIT
from domain.dispute.events import ComplaintWithdrawn, WithdrawalRefused, WithdrawalRequested
from domain.dispute.stream import DISPUTE
from domain.kernel import Placed, Post, StreamId
from domain.lot.stopped import ProcedureResumed
from domain.lot.stream import LOT
from domain.trade.case_hold import MOST, CaseHold
from domain.trade.judge import AnswerWithdrawal
from tests.kit.disputing import (
    ACCEPTED,
    CASE,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    DECIDED_AT,
    DECISION,
    HELD,
    HELD_AT,
    HOLD,
    HOUSING,
    LAW,
    OBJECTED,
    OPEN,
    ORDERED,
    RECEIVED,
    REQUIRED,
    deciding,
    holding,
    served,
)
from tests.kit.lots import AGENCY, CODE, OWNER
from tests.kit.owing import held, lifted, matched
from tests.kit.rows import D
from tests.kit.story import CHECKER, MAKER, given

JUDGES = {"by": HOUSING, "received_at": DECIDED_AT, "law": LAW}
ON_D, ON_LOT = StreamId("deposit", D), StreamId("lot", CODE)
FREE = lifted(30, on=DECIDED_AT)
PLACED = replace(
    held(30, authority=HOUSING, on=HELD_AT), cause=COMPLAINT, document="漳建投〔2026〕1号"
)
MONEY = (REQUIRED, matched(), PLACED)
CASE_SO_FAR = (COMPLAINED, ACCEPTED, HELD)
GOES_ON = ProcedureResumed(lot=CODE, case=COMPLAINT, resumed_at=DECIDED_AT, document=None)


def having(*case, lot=(*OPEN, ORDERED), money=MONEY):
    return given(DISPUTE, *case).given(LOT, *lot).given(DEPOSIT, *money)


def test_row_53_so_much_of_the_named_deposit_is_held_back():
    story = having(COMPLAINED, ACCEPTED, money=MONEY[:2])
    story.when(holding(), **(JUDGES | {"received_at": HELD_AT})).then(HELD, Placed(ON_D, PLACED))


def test_row_60_dismissed_the_money_is_free_by_the_same_decision_and_its_owner_goes_on_later():
    having(*CASE_SO_FAR).when(deciding(), **JUDGES).then(DECIDED, Placed(ON_D, FREE))


def test_or_the_decision_lets_the_procedure_go_on_itself():
    having(*CASE_SO_FAR).when(deciding(resume=True), **JUDGES).then(
        DECIDED, Placed(ON_D, FREE), Placed(ON_LOT, GOES_ON)
    )
    not_suspended = having(*CASE_SO_FAR, lot=OPEN).when(deciding(resume=True), **JUDGES)
    not_suspended.then(DECIDED, Placed(ON_D, FREE))


def test_a_decision_names_all_that_the_case_holds_back():
    for holds in ((), (CaseHold(D, "H2"),), (CaseHold(D, HOLD), CaseHold(D, "H2"))):
        answer = having(*CASE_SO_FAR).when(deciding(holds=holds), **JUDGES)
        answer.refused_by("dispute.other_holds")
        assert answer.decision.detail.endswith(f"{HOLD} on {D}")
    having(COMPLAINED, ACCEPTED).when(deciding(), **JUDGES).refused_by("dispute.other_holds")


def test_what_was_lifted_before_stays_lifted():
    story = having(*CASE_SO_FAR, money=(*MONEY, lifted(30)))
    story.when(deciding(), **JUDGES).then(DECIDED)


def test_what_another_office_ordered_only_that_office_lifts():
    other = JUDGES | {"by": replace(HOUSING, organisation="市住建局")}
    having(*CASE_SO_FAR).when(deciding(), **other).refused_by("hold.not_yours")


def test_only_what_was_accepted_is_decided_and_by_whom_it_is_with():
    having(COMPLAINED, RECEIVED).when(deciding(), **JUDGES).refused_by("dispute.not_accepted")
    having(*CASE_SO_FAR, DECIDED).when(deciding(), **JUDGES).refused_by("dispute.ended")
    stranger = JUDGES | {"by": Post("V-WATER", "水利局", "350602")}
    having(*CASE_SO_FAR).when(deciding(), **stranger).refused_by("dispute.not_in_charge")
    having(OBJECTED).when(deciding(case=CASE), **JUDGES).refused_by("dispute.unknown")


def test_money_is_held_back_only_for_an_accepted_complaint_and_only_the_lots_own():
    money = MONEY[:2]
    waits = having(COMPLAINED, money=money)
    waits.when(holding(), **JUDGES).refused_by("dispute.not_accepted")
    story = having(COMPLAINED, ACCEPTED, money=money)
    stranger = JUDGES | {"by": Post("V-WATER", "水利局", "350602")}
    story.when(holding(), **stranger).refused_by("dispute.not_in_charge")
    for other in ((), (replace(REQUIRED, terms=replace(REQUIRED.terms, lot="A9")),)):
        lone = having(COMPLAINED, ACCEPTED, money=other)
        lone.when(holding(), **JUDGES).refused_by("deposit.other_lot")
    having(COMPLAINED, ACCEPTED).when(holding(), **JUDGES).refused_by("hold.exists")
    many = tuple(replace(HELD, hold=f"H{n}") for n in range(MOST))
    having(COMPLAINED, ACCEPTED, *many, money=money).when(holding(), **JUDGES).refused_by(
        "dispute.too_many_holds"
    )


def test_before_the_opening_no_order_names_a_deposit():
    """One command that is about a lot and a deposit would tell whose it is."""
    story = having(COMPLAINED, ACCEPTED, lot=OPEN[:3], money=MONEY[:2])
    story.when(holding(), **JUDGES).refused_by("desk.not_open")


ASKED_BACK = WithdrawalRequested(case=COMPLAINT, document=None)
BACK = ComplaintWithdrawn(case=COMPLAINT, consented=True, withdrawn_at=DECIDED_AT)


def answering(**other):
    facts = {"case": COMPLAINT, "lot": CODE, "consents": True, "document": DECISION}
    return AnswerWithdrawal(**(facts | {"resume": True, "holds": (CaseHold(D, HOLD),)} | other))


def test_who_may_have_it_back_sets_all_free():
    having(*CASE_SO_FAR, ASKED_BACK).when(answering(), **JUDGES).then(
        BACK, Placed(ON_D, FREE), Placed(ON_LOT, GOES_ON)
    )


def test_or_the_supervisor_goes_on_with_it():
    asked = answering(consents=False, resume=False, holds=())
    no = WithdrawalRefused(case=COMPLAINT, document=DECISION)
    having(*CASE_SO_FAR, ASKED_BACK).when(asked, **JUDGES).then(no)
    on = having(*CASE_SO_FAR, ASKED_BACK, no)
    on.when(deciding(), **JUDGES).then(DECIDED, Placed(ON_D, FREE))
    on.when(answering(), **JUDGES).refused_by("dispute.not_asked_back")


def test_a_withdrawal_is_answered_by_whom_the_complaint_is_with():
    stranger = JUDGES | {"by": "FIN"}
    story = having(*CASE_SO_FAR, ASKED_BACK)
    story.when(answering(), **stranger).refused_by("dispute.not_in_charge")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: deciding(case="D1"), "case 'D1': expected"),
        (lambda: deciding(document="x"), "sha256 'x': expected"),
        (lambda: deciding(holds=(CaseHold("P1", HOLD),)), "deposit 'P1': expected"),
        (lambda: deciding(holds=(CaseHold(D, "1"),)), "hold '1': expected"),
        (lambda: deciding(holds=(CaseHold(D, HOLD),) * 2), "holds: expected each once"),
        (lambda: answering(consents=False), "resume, holds: expected none"),
        (lambda: holding(case="D1"), "case 'D1': expected"),
        (lambda: holding(amount_fen=0), "amount_fen 0: expected"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()


@pytest.mark.parametrize("side", [OWNER, AGENCY])
def test_whoever_once_acted_for_the_lots_own_side_judges_no_case_of_it(side):
    """4.2: long ago and in another post, too; another person of the same house may."""
    law, others = (replace(LAW, assignments=served(side, one)) for one in (MAKER, CHECKER))
    story = having(*CASE_SO_FAR)
    story.when(deciding(), **(JUDGES | {"law": law})).refused_by("dispute.own_case")
    story.when(deciding(), **(JUDGES | {"law": others})).then(DECIDED, Placed(ON_D, FREE))
