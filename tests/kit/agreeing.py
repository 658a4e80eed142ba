"""What was agreed with a bank of how it reckons interest on the account of the rows."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.account.events import AccountEvent, InterestAgreed, InterestDistributed
from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.desk.entitled import Paying
from domain.interest import Basis, Mode
from tests.kit.rows import ACCOUNT, OPENED
from tests.kit.story import NOON, fold


def agreed(**other: Any) -> InterestAgreed:
    """By the day, on every fen, never added to the balance, unless a test says otherwise."""
    facts = {"account": ACCOUNT, "since": date(2026, 1, 1), "mode": Mode.PIECEWISE}
    facts |= {"basis": Basis.FEN_EXACT, "quarterly": False, "lump": False, "evidence": "ee" * 32}
    return InterestAgreed(**(facts | other))


def distributed(since: date, until: date, fen: int = 1) -> InterestDistributed:
    """A sum that the bank paid for all of it."""
    days = {"since": since, "until": until}
    return InterestDistributed(account=ACCOUNT, **days, amount_fen=fen, day_products=fen)


def paying(*told: AccountEvent, **other: Any) -> Paying:
    """The account of the rows as it stands on a day, once this was told of it."""
    bank = other.pop("bank", "CCB")
    ours = fold(ACCOUNTS, replace(OPENED, bank=bank), *told)
    return Paying(**({"account": ACCOUNT, "ours": ours, "day": NOON.date()} | other))
