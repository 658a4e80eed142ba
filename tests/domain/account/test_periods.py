"""What money earned on an account, each period as its bank reckoned it; amounts in fen (3.6)."""

from datetime import date
from typing import Any

import pytest

from domain.account.periods import Period, earned_fen, periods
from domain.account.stream import ACCOUNT
from domain.interest import Mode, history
from tests.kit.agreeing import agreed, distributed
from tests.kit.rows import OPENED
from tests.kit.story import fold

WINTER, SPRING, SUMMER, AUTUMN = (
    date(2025, 12, 21),
    date(2026, 3, 21),
    date(2026, 6, 21),
    date(2026, 9, 21),
)
RATES = ((date(2026, 1, 1), 3_500),)
FEN = 80_000_000
QUARTER = 71_556
"""On 800,000.00 for 92 days at 0.35 %: 715.56 (71,555.56 fen)."""
LUMPS: dict[str, Any] = {"since": SPRING, "lump": True}
SUMS = distributed(SPRING, SUMMER), distributed(SUMMER, AUTUMN)


def earned(*told, movements=((SPRING, FEN),), until=AUTUMN, rates=RATES):
    ours = fold(ACCOUNT, OPENED, *told)
    return earned_fen(history(movements, until), until, ours, rates)


def test_where_no_sum_was_paid_all_of_it_is_one_period_settled_when_it_closes():
    assert list(periods(fold(ACCOUNT, OPENED), SUMMER)) == [
        Period(date.min, SUMMER, SUMMER, lump=False)
    ]
    assert earned() == 143_111, "184 days: 1,431.11"


def test_a_sum_is_settled_on_its_last_day_and_so_are_the_days_before_the_first():
    """The bank is said to settle on the 20th, and to credit on the 21st."""
    ours = fold(ACCOUNT, OPENED, SUMS[1])
    assert [(one.until, one.settled, one.lump) for one in periods(ours, date(2026, 10, 1))] == [
        (SUMMER, date(2026, 6, 20), False),
        (AUTUMN, date(2026, 9, 20), True),
        (date(2026, 10, 1), date(2026, 10, 1), False),
    ]


def test_each_sum_is_rounded_by_itself():
    assert earned(agreed(**LUMPS), *SUMS) == 2 * QUARTER


def test_each_sum_is_reckoned_as_was_agreed_when_it_was_settled():
    """What is agreed between two sums says nothing of the first."""
    cut = (*RATES, (date(2026, 6, 1), 500))
    anew = agreed(since=SUMMER, lump=True, quarterly=True, mode=Mode.RATE_AT_CLOSE)
    first, second = 58_222, 10_230
    assert earned(agreed(**LUMPS), anew, *SUMS, rates=cut) == first + second


@pytest.mark.parametrize(("begins", "rate"), [(date(2026, 6, 20), 500), (SUMMER, 3_500)])
def test_the_rate_of_its_day_is_that_of_the_last_day_of_a_sum(begins, rate):
    at_close = agreed(**LUMPS, mode=Mode.RATE_AT_CLOSE, quarterly=True)
    cut = (*RATES, (begins, 500))
    fen = earned(at_close, SUMS[0], until=SUMMER, rates=cut)
    assert fen == (FEN * 92 * rate + 180_000_000) // 360_000_000


def test_a_bank_that_adds_by_the_quarter_pays_interest_on_the_last_sum():
    """800,000.00, then 800,715.56, for 92 days each: 715.56 and 716.20."""
    by_quarter = agreed(**LUMPS, quarterly=True)
    assert earned(by_quarter, *SUMS) == QUARTER + 71_620
    assert earned(agreed(**LUMPS), *SUMS) == QUARTER + QUARTER


def test_within_one_sum_nothing_is_added_for_nothing_was_credited():
    whole = distributed(SPRING, AUTUMN)
    assert earned(agreed(**LUMPS, quarterly=True), whole) == 143_111


@pytest.mark.parametrize("sums", [SUMS, (SUMS[0],), ()], ids=["sums", "a sum", "a sub-account"])
def test_what_went_takes_its_interest_along(sums):
    """Three days of the second quarter, on what the first had added; then nothing, whether the bank
    paid sums for them or one on the sub-account.
    """
    by_quarter = agreed(since=SPRING, lump=bool(sums), quarterly=True)
    went = ((SPRING, FEN), (date(2026, 6, 24), -FEN))
    assert earned(by_quarter, *sums, movements=went) == QUARTER + 2_335


GAP = ((SPRING, FEN), (date(2026, 5, 20), -FEN), (date(2026, 6, 1), 10_000_000))
"""60 days, nothing for 12, then 100,000.00: 466.67 and, to the quarter's end, 19.44 at 0.35 %."""


@pytest.mark.parametrize("sums", [SUMS, (SUMS[0],), ()], ids=["sums", "a sum", "a sub-account"])
def test_what_comes_when_nothing_lay_there_bears_on_itself_alone(sums):
    """What the first money earned went with it: the second quarter is of 100,019.44. Before it was
    of 100,486.11 as well: 42 fen of interest on what lay there no more.
    """
    by_quarter = agreed(since=SPRING, lump=bool(sums), quarterly=True)
    first, second = 48_611, 8_946
    assert earned(by_quarter, *sums, movements=GAP) == first + second


def test_before_the_first_sum_and_after_the_last_a_sub_account_is_as_ever():
    """90 days of winter, a sum, and ten days until it closes: 700.00, 715.56, 77.78."""
    until = date(2026, 7, 1)
    since = ((WINTER, FEN),)
    told = agreed(**LUMPS), SUMS[0], agreed(since=SUMMER)
    rates = ((date(2025, 1, 1), 3_500),)
    assert earned(*told, movements=since, until=until, rates=rates) == 70_000 + QUARTER + 7_778


def test_a_day_without_a_rate_is_said():
    with pytest.raises(ValueError, match="rates: none is known"):
        earned(agreed(**LUMPS), SUMS[0], until=SUMMER, rates=((SUMMER, 3_500),))
