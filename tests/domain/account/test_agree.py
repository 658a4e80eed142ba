"""How a bank reckons interest on an account is a fact of the account, from a day on (3.6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.account.agree import AgreeInterest
from domain.account.state import BankAccount, convention_on, in_force, lump_since
from domain.account.stream import ACCOUNT
from domain.interest import DEMAND, Basis, Convention, Mode
from domain.permissions import PERMITTED
from tests.kit.agreeing import agreed, distributed
from tests.kit.rows import OPENED
from tests.kit.story import fold, given

SPRING, AUTUMN = date(2026, 3, 21), date(2026, 9, 21)
TERMS = {
    "account": "ZZ-DEPOSITS",
    "since": SPRING,
    "mode": Mode.RATE_AT_CLOSE,
    "basis": Basis.YUAN_TRUNCATED,
    "quarterly": True,
    "lump": False,
    "evidence": "ee" * 32,
}
ASKED, SAID = AgreeInterest(**TERMS), agreed(**TERMS)


def test_what_was_agreed_with_the_bank_is_told_of_the_account():
    given(ACCOUNT, OPENED).when(ASKED, by="OFFICE").then(SAID)


def test_nothing_is_agreed_of_an_account_that_is_not_open():
    given(ACCOUNT).when(ASKED, by="OFFICE").refused_by("account.not_open")


@pytest.mark.parametrize("quarterly", [True, False])
def test_sums_at_the_rate_of_their_day_are_added_to_the_balance_or_not(quarterly):
    """Each sum is a period by itself: what it paid is not reckoned again with the next."""
    both = {"lump": True, "quarterly": quarterly}
    asked, said = replace(ASKED, **both), replace(SAID, **both)
    given(ACCOUNT, OPENED).when(asked, by="OFFICE").then(said)


def test_the_same_again_is_nothing():
    given(ACCOUNT, OPENED, SAID).when(ASKED, by="OFFICE").nothing_happens()


def test_before_anything_was_agreed_a_bank_reckons_by_the_day_and_the_fen():
    account = fold(ACCOUNT, OPENED, SAID)
    assert convention_on(account.agreed, SPRING - timedelta(days=1)) == DEMAND
    assert in_force((), SPRING) is None


def test_it_holds_from_its_day_on_until_another_does():
    """In whichever order they were told."""
    later = replace(SAID, since=AUTUMN, quarterly=False)
    for told in ((SAID, later), (later, SAID)):
        account = fold(ACCOUNT, OPENED, *told)
        assert account.opened == OPENED
        of = {day: convention_on(account.agreed, day) for day in (SPRING, AUTUMN)}
        at_close, in_yuan = Mode.RATE_AT_CLOSE, Basis.YUAN_TRUNCATED
        assert of == {
            SPRING: Convention(at_close, in_yuan, quarterly=True),
            AUTUMN: Convention(at_close, in_yuan, quarterly=False),
        }
        before = AUTUMN - timedelta(days=1)
        assert convention_on(account.agreed, before) == of[SPRING]


def lumps(since, *, lump=True):
    return agreed(since=since, lump=lump)


SUMMER = date(2026, 6, 21)
RENEWED, SWITCHED = date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("told", "until", "since"),
    [
        ((), SUMMER, None),
        ((lumps(SPRING, lump=False),), SUMMER, None),
        ((lumps(SPRING),), SUMMER, SPRING),
        ((lumps(SPRING),), SPRING, None),
        ((lumps(SPRING), lumps(RENEWED)), SUMMER, SPRING),
        ((lumps(SPRING), lumps(AUTUMN)), SUMMER, SPRING),
        ((lumps(SPRING), lumps(RENEWED, lump=False), lumps(SWITCHED)), SUMMER, SWITCHED),
        ((lumps(SPRING), lumps(SWITCHED, lump=False)), SWITCHED, SPRING),
        ((lumps(SPRING), lumps(SWITCHED, lump=False)), SUMMER, None),
    ],
)
def test_a_sum_is_for_all_the_days_on_end_that_the_bank_pays_so(told, until, since):
    """Renewed, it is the same time still; `until` is not of it, whatever holds on that day."""
    assert lump_since(fold(ACCOUNT, OPENED, *told), until) == since


@pytest.mark.parametrize(
    ("before", "since"),
    [(RENEWED, RENEWED), (date(2026, 3, 1), SPRING), (SUMMER, None), (AUTUMN, None)],
)
def test_a_day_has_its_interest_once(before, since):
    paid = distributed(before - timedelta(days=1), before)
    assert lump_since(fold(ACCOUNT, OPENED, lumps(SPRING), paid), SUMMER) == since


def test_what_was_told_wrong_of_a_day_is_replaced():
    right = replace(SAID, mode=Mode.PIECEWISE)
    given(ACCOUNT, OPENED, SAID).when(replace(ASKED, mode=right.mode), by="OFFICE").then(right)
    assert fold(ACCOUNT, OPENED, SAID, right) == BankAccount(OPENED, (right,))
    again = given(ACCOUNT, OPENED, SAID, right)
    again.when(ASKED, by="OFFICE").then(SAID)


def test_by_the_office_alone_neither_who_pays_nor_who_checks():
    assert dict(PERMITTED)["AgreeInterest"] == ("OFFICE",)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("account", "x", "account 'x': expected"),
        ("since", date(1, 1, 1), "since 0001-01-01: expected"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        AgreeInterest(**(TERMS | {field: value}))
