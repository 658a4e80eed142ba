"""A refund's interest is reckoned as the bank of its account does: E02, E03, E04."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.governance.state import Law, Rate
from domain.interest import Basis, Mode
from domain.kernel import Placed
from domain.money import yuan
from tests.kit.agreeing import agreed
from tests.kit.batching import CHECKS, LAW, MAKES, approving, desk, item, proposed, proposing
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import credited, matched, owed
from tests.kit.rows import OPENED
from tests.kit.story import NOON

QUARTERLY = agreed(quarterly=True)
AT_CLOSE = agreed(mode=Mode.RATE_AT_CLOSE)
IN_YUAN = agreed(basis=Basis.YUAN_TRUNCATED)
CUT = Law(FIXTURE, rates=(*LAW.rates, Rate("CCB", date(2026, 5, 20), 500)))
E02: dict[str, Any] = {"fen": "800,000.00", "since": date(2026, 3, 10), "until": date(2026, 4, 22)}
E03: dict[str, Any] = {
    "fen": "500,000.00",
    "since": date(2026, 2, 20),
    "until": date(2026, 6, 10),
    "law": CUT,
}
E04: dict[str, Any] = {"fen": "1.99", "since": date(2026, 1, 10), "until": date(2027, 1, 5)}


def proposed_with(
    interest: str, facts: Any, *, fen: str, since: date, until: date, law: Law = LAW
) -> Any:
    """The answer to whoever proposes this refund with this interest, which the bank paid."""
    amount, paid = yuan(fen), yuan(interest)
    came = replace(matched(1, amount), value_date=since)
    there = (came, owed(1, amount), *((credited(paid, until),) if paid else ()))
    story = desk(*there, account=(OPENED, *facts))
    asked = item(amount_fen=amount, interest_fen=paid)
    return asked, story.when(proposing(asked), **(MAKES | {"law": law}))


@pytest.mark.parametrize(
    ("agreements", "interest", "money"),
    [
        ((), "334.44", E02),
        ((QUARTERLY,), "334.48", E02),
        ((), "447.22", E03),
        ((AT_CLOSE,), "76.39", E03),
        ((), "0.01", E04),
    ],
    ids=["E01", "E02 quarterly", "E03 by the day", "E03 at close", "E04 every fen"],
)
def test_a_refund_takes_what_its_bank_reckons(agreements, interest, money):
    asked, answer = proposed_with(interest, agreements, **money)
    answer.then(proposed(asked))


def test_e04_a_bank_that_counts_yuan_pays_nothing_on_less_than_two():
    asked, answer = proposed_with("0.01", (IN_YUAN,), **E04)
    answer.refused_by("refund.interest_differs")
    assert asked.interest_fen == 1
    assert answer.decision.detail.endswith(": 0 fen is right")


def test_what_holds_is_what_was_agreed_on_the_day_that_the_bank_settled():
    """E02: from the day before the bank paid on, or from the very day, or from the day after."""
    day = E02["until"]
    for since, interest in (
        (date(2026, 4, 21), "334.48"),
        (day, "334.48"),
        (date(2026, 4, 23), "334.44"),
    ):
        asked, answer = proposed_with(interest, (replace(QUARTERLY, since=since),), **E02)
        answer.then(proposed(asked))


def test_who_proposes_by_another_convention_hears_what_is_right():
    _, answer = proposed_with("334.48", (), **E02)
    answer.refused_by("refund.interest_differs")


TODAY, TOMORROW = NOON.date(), NOON.date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ((agreed(lump=True),), False),
        ((agreed(since=TODAY, lump=True),), False),
        ((agreed(since=TOMORROW, lump=True),), True),
        ((agreed(lump=True), agreed(since=TODAY)), True),
        ((agreed(lump=True), agreed(since=TOMORROW)), False),
    ],
    ids=["sums", "sums today", "sums from tomorrow", "sub-accounts today", "those from tomorrow"],
)
def test_what_is_agreed_ahead_counts_from_its_day_on(told, waits):
    """Till then a refund waits for its sub-account's interest, or it does not, as it did before."""
    story = desk(
        matched(), owed(), batch=(proposed(item(interest_fen=0)),), account=(OPENED, *told)
    )
    answer = story.when(approving(item(interest_fen=0)), **CHECKS)
    (approval,) = (one.event for one in answer.decision if isinstance(one, Placed))
    assert approval.interest_to_come is waits
