"""A guarantee is extended by its guarantor: longer, while it stands (展期)."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from domain.calendar import BEIJING
from domain.deposit.events import DepositSecured
from domain.deposit.stream import DEPOSIT
from domain.desk.extend import EXTEND_GUARANTEE, ExtendGuarantee
from domain.guarantee.events import GuaranteeExtended, GuaranteeReleased
from domain.guarantee.stream import GUARANTEE
from domain.kernel import Placed, Post, StreamId
from domain.permissions import PERMITTED
from tests.domain.desk.test_claim import ACCEPTED, GUARANTOR, WHOLE, G
from tests.kit.passing import EVIDENCE
from tests.kit.rows import REQUIRED, D
from tests.kit.story import fold, given

LATER = date(2026, 9, 21)
SECURED = DepositSecured(deposit=D, guarantee=G, amount_fen=WHOLE, valid_until=ACCEPTED.valid_until)
ASKED = ExtendGuarantee(guarantee=G, deposit=D, valid_until=LATER, evidence=EVIDENCE)
SAID = GuaranteeExtended(guarantee=G, valid_until=LATER, evidence=EVIDENCE)


LONGER = Placed(StreamId("deposit", D), replace(SECURED, valid_until=LATER))


def extend(*facts, asked=ASKED, by=GUARANTOR, secured=SECURED):
    return given(GUARANTEE, *facts).given(DEPOSIT, REQUIRED, secured).when(asked, by=by)


def test_extended_before_deposits_heard_of_it_it_is_told_to_its_deposit_alone():
    """Its guarantor, or the platform, asks until the same day again."""
    extend(ACCEPTED, SAID).then(LONGER)
    extend(
        ACCEPTED, SAID, secured=replace(SECURED, guarantee="G00000000000000E2")
    ).nothing_happens()


def test_it_stands_until_then_and_its_deposit_hears_of_it():
    extend(ACCEPTED).then(SAID, LONGER)
    assert fold(GUARANTEE, ACCEPTED).valid_until == date(2026, 7, 21)
    assert fold(GUARANTEE, ACCEPTED, SAID).valid_until == LATER


def test_the_same_again_is_nothing_and_it_is_never_shortened():
    extend(ACCEPTED, SAID, secured=LONGER.event).nothing_happens()
    sooner = replace(ASKED, valid_until=date(2026, 9, 20))
    extend(ACCEPTED, SAID, asked=sooner).refused_by("guarantee.shorter")


def test_by_its_guarantor_in_its_own_name_or_the_platform_that_writes_it_down():
    extend(ACCEPTED, by="PLATFORM").then(SAID, LONGER)
    for by in (Post("GUARANTOR", "别家"), "C-SET1"):
        extend(ACCEPTED, by=by).refused_by("guarantee.not_yours")
    extend().refused_by("guarantee.not_yours")
    assert dict(PERMITTED)["ExtendGuarantee"] == ("GUARANTOR", "PLATFORM")


def test_what_was_given_back_is_not_extended():
    extend(ACCEPTED, GuaranteeReleased(guarantee=G, entries=())).refused_by("guarantee.done")


def asked_on(day, *facts, **other):
    at = datetime.combine(day, time(9, 30), BEIJING)
    story = given(GUARANTEE, *facts).given(DEPOSIT, REQUIRED, SECURED)
    return story.when(replace(ASKED, **other), by=GUARANTOR, at=at)


def test_on_its_last_day_it_may_be_extended_and_not_once_that_is_over():
    """By then the offers may be open: its guarantor would choose whose count."""
    asked_on(date(2026, 7, 21), ACCEPTED).then(SAID, LONGER)
    asked_on(date(2026, 7, 22), ACCEPTED).refused_by("guarantee.over")
    asked_on(date(2026, 7, 22), ACCEPTED, valid_until=date(2026, 7, 21)).nothing_happens()


def test_what_was_extended_in_time_its_deposit_may_hear_of_later():
    asked_on(date(2026, 9, 22), ACCEPTED, SAID).then(LONGER)


def test_of_performance_no_offer_hangs_on_it():
    of_performance = replace(ACCEPTED, deposit=None)
    asked_on(date(2026, 7, 22), of_performance, deposit=None).then(SAID)


def test_the_deposit_that_it_stands_in_for_is_named_and_no_other():
    for wrong, stands in ((None, ACCEPTED), (D, replace(ACCEPTED, deposit=None))):
        asked = replace(ASKED, deposit=wrong)
        extend(stands, asked=asked).refused_by("guarantee.other_deposit")


def test_of_performance_it_stands_in_for_no_deposit():
    of_performance = replace(ASKED, deposit=None)
    extend(replace(ACCEPTED, deposit=None), asked=of_performance).then(SAID)


def test_where_another_secures_the_deposit_by_now_that_stays_as_it_is():
    other = replace(SECURED, guarantee="G00000000000000E2")
    story = given(GUARANTEE, ACCEPTED).given(DEPOSIT, REQUIRED, other)
    story.when(ASKED, by=GUARANTOR).then(SAID)


def test_the_streams_are_named_by_the_request():
    both = StreamId("guarantee", G), StreamId("deposit", D)
    assert EXTEND_GUARANTEE.touches(ASKED) == both
    assert EXTEND_GUARANTEE.touches(replace(ASKED, deposit=None)) == both[:1]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("guarantee", "G1", "guarantee 'G1': expected"),
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("valid_until", date(1800, 1, 1), "valid_until "),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(ASKED, **{field: value})
