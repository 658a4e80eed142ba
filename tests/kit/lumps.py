"""E19: an account whose bank pays one sum for all of it, and the four deposits that lay there."""

from datetime import date, timedelta

from domain.account.agree import AgreeInterest
from domain.desk.distribute import DistributeInterest
from domain.interest import Basis, Mode
from domain.money import yuan
from tests.kit.till import ACCOUNT, Till, at

AGREED, SETTLED = date(2026, 3, 21), date(2026, 6, 21)
"""From when the bank pays so, and the day on which it settles the quarter."""
LOTS = ("A3506000001000001001001", "A3506000001000001001002", "A3506000001000001001003")
B1, B2, B3, B4 = (f"P00000000000000D{n}" for n in (1, 2, 3, 4))
DEPOSITS = (B1, B2, B3, B4)
LUMP = "780.49"
PARTS = {B1: 33_444, B2: 30_333, B3: 12_639, B4: 1_633}
CLOSES = {
    "deposit_deadline": at(date(2026, 6, 30), 17),
    "opening_at": at(date(2026, 7, 1), 9, 30),
}


def agreeing(**other: object) -> AgreeInterest:
    """The bank pays one sum for all of the account."""
    terms = {"account": ACCOUNT, "since": AGREED, "mode": Mode.PIECEWISE, "lump": True}
    terms |= {"basis": Basis.FEN_EXACT, "quarterly": False, "evidence": "ee" * 32}
    return AgreeInterest(**(terms | other))


def party(deposit: str) -> str:
    """Whose a deposit is."""
    return f"N00000000000000B{deposit[-1]}"


def before(days: int) -> date:
    """So many days before the bank settles."""
    return SETTLED - timedelta(days=days)


def lying() -> Till:
    """All of E19 but the sum: B1 800,000.00 for 43 days, B2 for 39, B3 500,000.00 for 20 and
    300,000.00 for 10, B4 240,000.00 for 7. No lot is open.
    """
    till = Till()
    till.do(agreeing(), "OFFICE")
    for lot, deposit in zip(LOTS, ("800,000.00", "300,000.00", "240,000.00"), strict=True):
        till.lot(lot, deposit, **CLOSES)
    for code, lot, amount, days in (
        (B1, LOTS[0], "800,000.00", 43),
        (B2, LOTS[0], "800,000.00", 39),
        (B3, LOTS[1], "500,000.00", 30),
        (B4, LOTS[2], "240,000.00", 7),
    ):
        till.bidder(code, lot, party(code))
        till.pays(code, party(code), amount, before(days))
    till.refund(B3, 1, before(10))
    return till


def lump(till: Till, amount: str = LUMP, day: date = SETTLED, **said: object) -> str:
    """The bank's sum stands on the account's statement; its line."""
    return till.line(yuan(amount), day, **({"kind": "INTEREST"} | said))


def distributing(till: Till, line: str, *deposits: str) -> DistributeInterest:
    """The matcher's request."""
    return DistributeInterest(line=line, line_seen=till.seen(line), deposits=deposits or DEPOSITS)


def distributed(till: Till, line: str, *deposits: str) -> None:
    """The matcher distributes it."""
    till.do(distributing(till, line, *deposits), "MATCHER", when=at(SETTLED))
