"""Who has paid whole and in time may offer, under a number of chance that says nothing of it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.hold import PlaceHold
from domain.desk.lodge import LodgeGuarantee
from domain.desk.qualify import ConfirmQualification
from domain.kernel import KeyName, Post, StreamId, fields_of
from domain.lot.close import FailLot
from domain.lot.suspend import SuspendProcedure
from domain.participation.events import QualificationConfirmed
from domain.participation.state import Participation
from domain.participation.stream import PARTICIPATION
from tests.kit.lots import OPENING
from tests.kit.story import Answer
from tests.kit.till import OWNER, Till, at

LOT, D, OTHER = "2026S1", "P00000000000000D1", "P00000000000000D2"
USCC, NUMBER = "91350100M000100Y43", "40712358"
PERSON = "N00000000000000A1"
IN_TIME, LATE = date(2026, 3, 17), date(2026, 3, 25)
DUE = "800,000.00"
G = "G00000000000000E1"
AROUND = date(2026, 3, 25), date(2026, 3, 26)
"""The last day of a guarantee, and the next."""
CONFIRMED = QualificationConfirmed(participation=D, lot=LOT, party=USCC, number=NUMBER)


@pytest.fixture
def till():
    made = Till()
    made.lot(LOT, DUE, "STATE_PROPERTY")
    made.bidder(D, LOT, USCC)
    return made


def confirming(**other):
    facts = {"participation": D, "lot": LOT, "party": USCC, "number": NUMBER}
    return ConfirmQualification(**(facts | other))


def heard(till, **other):
    return Answer(till.ask(confirming(**other), "PLATFORM"))


def test_who_has_paid_is_qualified(till):
    till.pays(D, USCC, DUE, IN_TIME)
    heard(till).then(CONFIRMED)


def test_while_the_lot_stands_still_nobody_is_qualified_anew(till):
    till.pays(D, USCC, DUE, IN_TIME)
    till.do(SuspendProcedure(lot=LOT, until=None, document="ab" * 32), OWNER)
    heard(till).refused_by("lot.suspended")


def test_a_guarantee_qualifies_and_so_does_money_that_is_frozen(till):
    guarantor = Post("GUARANTOR", "某担保公司")
    asked = LodgeGuarantee(
        guarantee=G,
        deposit=D,
        number="1",
        guarantor=guarantor.organisation,
        amount_fen=80_000_000,
        valid_until=date(2026, 9, 1),
    )
    till.do(asked, guarantor)
    heard(till).then(CONFIRMED)
    till.bidder(OTHER, LOT, PERSON)
    till.pays(OTHER, PERSON, DUE, IN_TIME)
    frozen = PlaceHold(deposit=OTHER, hold="H1", amount_fen=1, cause="保全", document="1号")
    till.do(frozen, Post("COURT", "法院"))
    told = replace(CONFIRMED, participation=OTHER, party=PERSON)
    heard(till, participation=OTHER, party=PERSON).then(told)


def test_a_guarantee_qualifies_to_the_end_of_its_last_day_and_who_is_qualified_stays_so(till):
    until = date(2026, 3, 25)
    promise = {"amount_fen": 80_000_000, "guarantor": "某担保公司", "number": "1"}
    lodging = LodgeGuarantee(guarantee=G, deposit=D, valid_until=until, **promise)
    till.do(lodging, Post("GUARANTOR", "某担保公司"))
    there = [till.memory.decide(confirming(), "PLATFORM", at=at(day)) for day in AROUND]
    assert there[0] == (CONFIRMED,)
    Answer(there[1]).refused_by("participation.not_paid")
    till.do(confirming(), "PLATFORM", when=at(AROUND[0]))
    Answer(till.ask(confirming(), "PLATFORM", when=at(AROUND[1]))).nothing_happens()


@pytest.mark.parametrize(("deadline", "counts"), [(AROUND[0], True), (AROUND[1], False)])
def test_a_guarantee_that_is_over_before_a_later_deadline_does_not_qualify(till, deadline, counts):
    """The lot was put off since: nobody reads the deposit again before the offers."""
    promise = {"amount_fen": 80_000_000, "guarantor": "某担保公司", "number": "1"}
    lodging = LodgeGuarantee(guarantee=G, deposit=D, valid_until=AROUND[0], **promise)
    till.do(lodging, Post("GUARANTOR", "某担保公司"))
    here = till.deposit(D)
    put_off = replace(here, terms=replace(here.terms, deadline=at(deadline, 17)))
    till.memory.states[StreamId("deposit", D)] = put_off
    answer = heard(till)
    if counts:
        answer.then(CONFIRMED)
    else:
        answer.refused_by("participation.not_paid")


def test_who_paid_less_or_late_or_not_at_all_is_not(till):
    heard(till).refused_by("participation.not_paid")
    till.pays(D, USCC, "799,999.99", IN_TIME)
    heard(till).refused_by("participation.not_paid")
    till.pays(D, USCC, "0.01", LATE, booked_at=at(LATE, 9))
    heard(till).refused_by("participation.not_paid")


def test_another_party_or_another_lot_is_answered_as_no_deposit_is(till):
    till.pays(D, USCC, DUE, IN_TIME)
    other = till.lot("2026S2", DUE, "STATE_PROPERTY")
    for wrong in ({"party": PERSON}, {"lot": other}, {"participation": OTHER}):
        heard(till, **wrong).refused_by("participation.unknown")


def test_it_is_confirmed_once_and_the_first_number_stays(till):
    till.pays(D, USCC, DUE, IN_TIME)
    till.do(confirming(), "PLATFORM")
    heard(till, number="00000001").nothing_happens()
    assert till.memory.of(StreamId("participation", D)) == Participation(LOT, USCC, NUMBER)


def test_nobody_is_qualified_for_a_lot_that_has_ended(till):
    till.pays(D, USCC, DUE, IN_TIME)
    till.do(FailLot(lot=LOT, reason="流标"), OWNER, when=OPENING)
    heard(till).refused_by("lot.wrong_phase")


def test_it_lies_under_the_lots_key_and_a_persons_own():
    assert PARTICIPATION.keys(CONFIRMED) == (KeyName("lot", LOT),)
    person = replace(CONFIRMED, party=PERSON)
    assert PARTICIPATION.keys(person) == (KeyName("lot", LOT), KeyName("party", PERSON))
    assert fields_of(QualificationConfirmed, "sealed") == ("lot", "party", "number")


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"participation": "P1"}, "deposit 'P1': expected"),
        ({"lot": "L"}, "lot 'L': expected"),
        ({"party": "X"}, "party 'X': expected"),
        ({"number": "1234567"}, "number '1234567': expected 8 digits"),
    ],
)
def test_what_is_no_request_is_not_read(other, right):
    with pytest.raises(ValueError, match=right):
        confirming(**other)
