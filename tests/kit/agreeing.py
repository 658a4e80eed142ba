"""What was agreed with a bank of how it reckons interest on the account of the rows."""

from datetime import date
from typing import Any

from domain.account.events import InterestAgreed
from domain.interest import Basis, Mode
from tests.kit.rows import ACCOUNT


def agreed(**other: Any) -> InterestAgreed:
    """By the day, on every fen, never added to the balance, unless a test says otherwise."""
    facts = {"account": ACCOUNT, "since": date(2026, 1, 1), "mode": Mode.PIECEWISE}
    facts |= {"basis": Basis.FEN_EXACT, "quarterly": False, "lump": False, "evidence": "ee" * 32}
    return InterestAgreed(**(facts | other))
