"""The close of a day: all checks answered, prepared by one person, signed by another."""

from dataclasses import replace
from typing import Any

from domain.bankday.checks import CODES
from domain.bankday.events import Check, DayClosed, DayClosePrepared
from tests.kit.rows import ACCOUNT, DAY
from tests.kit.story import CHECKER, MAKER

STATEMENT, SNAPSHOT, PROPOSAL = "aa" * 32, "bb" * 32, "cc" * 32
CLOSING = 1_250

ALL_PASS = tuple(Check(rule=code, result="PASS", figure=None, note="") for code in CODES)


def checks(**other: Any) -> tuple[Check, ...]:
    """All twenty passed, but for those that are told: `R08=dict(result="FAIL", note="…")`."""
    return tuple(replace(check, **other.get(check.rule, {})) for check in ALL_PASS)


_SEEN: dict[str, Any] = {
    "account": ACCOUNT,
    "day": DAY,
    "prepared_by": MAKER,
    "position": 77,
    "snapshot": SNAPSHOT,
    "statement": STATEMENT,
    "closing": CLOSING,
    "ledger": CLOSING,
    "checks": ALL_PASS,
}


def day_prepared(**other: Any) -> DayClosePrepared:
    """The maker found the day in order."""
    return DayClosePrepared(**(_SEEN | {"proposal": PROPOSAL} | other))


def day_closed(**other: Any) -> DayClosed:
    """The checker found the same."""
    return DayClosed(**(_SEEN | {"closed_by": CHECKER} | other))
