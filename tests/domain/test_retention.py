"""What the law has us keep, nobody erases; what it has not, a person may have erased."""

from datetime import UTC, datetime

import pytest

from domain.kernel import Rejected
from domain.retention import retained
from ledger.keys import DestroyKey, RevokeKey

NOW = datetime(2026, 3, 17, 4, tzinfo=UTC)


def rule(key: str, at: datetime = NOW) -> str | None:
    said = retained(DestroyKey(key=key, reason="erasure"), at)
    return said.rule if isinstance(said, Rejected) else None


def test_what_money_hangs_on_is_kept_whoever_asks():
    assert rule("lot/L-1") == "key.retained"
    assert rule("lot/L-1", NOW.replace(year=2999)) == "key.retained"


def test_a_stray_that_goes_back_is_no_lot():
    """Its key may be a private payer's: whether it is needed still, `domain.desk.erasing` says."""
    assert rule("lot/P00000000000000D1") is None
    assert rule("lot/Y00000000000000D1") == "key.retained", "a pool's"
    assert rule("panel/P00000000000000D1") == "key.retained"


@pytest.mark.parametrize("key", ["panel/L-1", "intervention/V00000000000000A1"])
def test_by_what_somebody_is_called_to_account_nobody_erases(key: str):
    assert rule(key) == rule(key, NOW.replace(year=2999)) == "key.retained"


def test_a_days_bank_lines_are_kept_for_15_years_from_the_end_of_its_year():
    key = "day/ZZ-1/2026-03-17"
    end = datetime(2041, 12, 31, 15, 59, tzinfo=UTC)  # one minute before midnight in Beijing
    assert rule(key) == rule(key, end) == "key.retained"
    assert rule(key, end.replace(hour=16)) is None


@pytest.mark.parametrize("key", ["day/", "day/ZZ-1", "day/ZZ-1/2026-02-30", "day/ZZ-1/9990-01-01"])
def test_a_key_that_names_no_day_is_kept_for_ever(key: str):
    assert rule(key, NOW.replace(year=2999)) == "key.retained"


@pytest.mark.parametrize("key", ["party/P-1", "commands/2026-01", "refusals/2026-03-01", "x"])
def test_other_keys_may_go(key: str):
    assert rule(key) is None


def test_no_other_command_is_hindered():
    assert retained(RevokeKey(key="lot/L-1", reason="lost"), NOW) is None
