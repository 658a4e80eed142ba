"""The terms of a deposit are the lot's and the party's; the asker brings none of his own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.deposit.events import DepositRequired
from domain.deposit.stream import DEPOSIT
from domain.desk.require import REQUIRE_DEPOSIT, RequireDeposit
from domain.invitation.events import InviteesNamed
from domain.invitation.stream import INVITATION
from domain.kernel import StreamId
from domain.lot.events import DeadlinePostponed, DepositDeadlinePassed, LotFailed
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from domain.party.events import PartyRegistered
from domain.party.stream import PARTY
from tests.kit.rows import (
    BASIC,
    BIDS_OPENED,
    DEADLINE,
    LOT_ANNOUNCED,
    LOT_CODE,
    LOT_DEFINED,
    PAYER,
    PERSON,
    REQUIRED,
    TERMS,
    USCC,
    D,
)
from tests.kit.story import given

PASSED = DepositDeadlinePassed(lot=LOT_CODE, deadline=DEADLINE)
FAILED = LotFailed(lot=LOT_CODE, reason="x", failed_on=DEADLINE.date())
COMPANY = PartyRegistered(party=USCC, name=PAYER, basic_account=BASIC, basic_bank="CCB")


def asking(party=USCC, deposit=D):
    return RequireDeposit(deposit=deposit, lot=LOT_CODE, party=party)


ANNOUNCED = (LOT_DEFINED, LOT_ANNOUNCED)
TODAY = replace(TERMS, category="CONSTRUCTION")
ASKED = DepositRequired(deposit=D, terms=TODAY)


def announced(**other):
    return (replace(LOT_DEFINED, **other), LOT_ANNOUNCED)


def world(*deposit, lot=ANNOUNCED, party=(COMPANY,)):
    return given(DEPOSIT, *deposit).given(LOT, *lot).given(PARTY, *party)


def test_the_terms_are_copied_from_lot_and_party():
    world().when(asking(), by="PLATFORM").then(ASKED)


def test_the_basic_account_is_asked_for_where_the_lot_says_so():
    world(lot=announced(basic_account=True)).when(asking(), by="PLATFORM").then(
        DepositRequired(deposit=D, terms=replace(TODAY, basic_account=BASIC))
    )


def test_a_person_pays_under_its_sealed_name():
    person = PartyRegistered(party=PERSON, name=None, person_name="张三")
    world(party=(person,)).when(asking(PERSON), by="PLATFORM").then(
        DepositRequired(deposit=D, terms=replace(TODAY, party=PERSON, payer="张三"))
    )


def test_the_deadline_is_the_one_that_stands():
    later = DEADLINE.replace(hour=18)
    postponed = DeadlinePostponed(lot=LOT_CODE, deposit_deadline=later, opening_at=later)
    world(lot=(*ANNOUNCED, postponed)).when(asking(), by="PLATFORM").then(
        DepositRequired(deposit=D, terms=replace(TODAY, deadline=later))
    )


def test_after_the_deadline_nobody_is_asked_even_if_the_clock_has_not_said_so():
    """What counts is when it was asked, however long it waited; at the deadline is in time."""
    late = DEADLINE + timedelta(seconds=1)
    world().when(asking(), by="PLATFORM", at=late, received_at=DEADLINE).then(ASKED)
    world().when(asking(), by="PLATFORM", received_at=late).refused_by("lot.too_late")
    world(ASKED).when(asking(), by="PLATFORM", received_at=late).nothing_happens()


def test_asked_twice_it_is_required_once_even_after_the_opening():
    world(ASKED).when(asking(), by="PLATFORM").nothing_happens()
    world(ASKED, lot=(*ANNOUNCED, BIDS_OPENED)).when(asking(), by="PLATFORM").nothing_happens()


def test_a_deposit_of_before_whose_terms_do_not_say_the_category_is_not_asked_for_again():
    world(REQUIRED).when(asking(), by="PLATFORM").nothing_happens()


@pytest.mark.parametrize("terms", [replace(TODAY, amount_fen=1), None])
def test_a_deposit_keeps_its_terms(terms):
    other = DepositRequired(deposit=D, terms=terms)
    world(other).when(asking(), by="PLATFORM").refused_by("deposit.already_required")


@pytest.mark.parametrize(
    ("lot", "party", "rule"),
    [
        ((), (COMPANY,), "lot.unknown"),
        (announced(deposit_fen=0), (COMPANY,), "lot.no_deposit"),
        (ANNOUNCED, (), "party.unknown"),
        (ANNOUNCED, (PartyRegistered(party=USCC, name=None),), "party.unreadable"),
        (
            announced(basic_account=True),
            (replace(COMPANY, basic_account=None),),
            "party.no_basic_account",
        ),
        ((*ANNOUNCED, BIDS_OPENED), (COMPANY,), "lot.already_open"),
        ((LOT_DEFINED,), (COMPANY,), "lot.wrong_phase"),
        ((*ANNOUNCED, PASSED), (COMPANY,), "lot.wrong_phase"),
        ((*ANNOUNCED, FAILED), (COMPANY,), "lot.wrong_phase"),
    ],
)
def test_what_has_no_terms_is_not_asked_for(lot, party, rule):
    world(lot=lot, party=party).when(asking(), by="PLATFORM").refused_by(rule)


def test_they_say_by_which_version_of_the_rules_its_lot_was_born():
    asked = DepositRequired(deposit=D, terms=replace(TODAY, pack=7))
    world(lot=announced(pack=7)).when(asking(), by="PLATFORM").then(asked)


def test_while_its_lot_stands_still_nobody_is_asked_and_hears_of_which():
    paused = ProcedureSuspended(
        lot=LOT_CODE,
        cause=Suspending.ORDER,
        case=None,
        rule="CT-16 result.objection_pause",
        suspended_at=DEADLINE - timedelta(days=1),
        until=None,
        document="ab" * 32,
    )
    answer = world(lot=(*ANNOUNCED, paused)).when(asking(), by="PLATFORM")
    answer.refused_by("lot.suspended")
    assert answer.decision.detail.startswith(f"{LOT_CODE} is suspended: ")


def test_the_smallest_deposit_is_one_fen():
    world(lot=announced(deposit_fen=1)).when(asking(), by="PLATFORM").then(
        DepositRequired(deposit=D, terms=replace(TODAY, amount_fen=1))
    )


def test_the_streams_are_named_by_the_request():
    assert REQUIRE_DEPOSIT.touches(asking()) == (
        StreamId("deposit", D),
        StreamId("lot", LOT_CODE),
        StreamId("party", USCC),
        StreamId("invitation", LOT_CODE),
    )


def test_of_an_invited_tender_who_was_not_invited_is_asked_for_none():
    for invited, refused in (((USCC,), False), ((PERSON,), True), (None, True)):
        named = InviteesNamed(lot=LOT_CODE, invitees=invited)
        answer = world().given(INVITATION, named).when(asking(), by="PLATFORM")
        answer.refused_by("invitation.not_invited") if refused else answer.then(ASKED)


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: asking(deposit="D1"), "deposit 'D1': expected"),
        (lambda: asking(party="甲"), "party '甲': expected"),
        (lambda: RequireDeposit(deposit=D, lot="L", party=USCC), "lot 'L': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
