"""A sum of interest over any deposits: to the fen, whoever is named first, none below nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.account.state import BankAccount
from domain.accounts import BANK_DEBITS, IN_TRANSIT
from domain.bankpage.events import Particulars
from domain.bankpage.state import Line, Page
from domain.deposit.owed import BankInterestCredited, RefundObligationCreated
from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.desk.distribute import DISTRIBUTE_INTEREST, DistributeInterest
from domain.desk.entitled import entitled_fen
from domain.desk.interest_after import Came, given_on
from domain.governance.state import Law, Rate
from domain.kernel import Placed
from domain.postings import MoneyEvent, moved
from tests.kit.agreeing import agreed, distributed, paying
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import approved, confirmed, credited, instructed, line, matched, owed
from tests.kit.rows import ACCOUNT, OPENED, PRICE, REQUIRED, D
from tests.kit.story import asked, fold

SINCE, UNTIL = date(2026, 3, 21), date(2026, 6, 21)
OURS = BankAccount(OPENED, (agreed(since=SINCE, lump=True),))
LAW = Law(FIXTURE, rates=(Rate("CCB", date(2026, 1, 1), 3_500),))
LINE = f"{ACCOUNT}/{UNTIL}/1#1"
days = st.integers(-10, 100).map(lambda n: SINCE + timedelta(days=n))
histories = st.dictionaries(days, st.integers(-100, 10**9).filter(bool), max_size=4)
accounts = st.lists(histories, min_size=1, max_size=8)


def day(n: int) -> str:
    """So many days since the bank pays sums, on the account."""
    return f"{ACCOUNT}/{SINCE + timedelta(days=n)}"


def deposit(code: str, history: dict[date, int]) -> Deposit:
    """One that so much came to and went from; what is there of it stands on 2002."""
    left = sum(history.values())
    balances = {("2002", code): left} if left else {}
    return Deposit(moved={(ACCOUNT, day): fen for day, fen in history.items()}, balances=balances)


def decided(fen: int, those: dict[str, Deposit], order: list[str]) -> Any:
    """The answer to the matcher, who names them in an order."""
    said = Particulars(fingerprint="0" * 64, kind="INTEREST")
    line = Line(
        number=1,
        credit=True,
        amount=fen,
        currency="CNY",
        day=UNTIL,
        value_date=UNTIL,
        booked_at=None,
        particulars=said,
    )
    wanted = DistributeInterest(line=LINE, line_seen=1, deposits=tuple(order))
    states = (Page((line,)), OURS, *(those[code] for code in order))
    return DISTRIBUTE_INTEREST.decide(states, wanted, asked("MATCHER", law=LAW))


@given(accounts, st.integers(1, 10**8), st.randoms())
def test_all_of_it_and_no_more_in_whatever_order(histories, fen, draw):
    those = {f"P{n:016X}": deposit(f"P{n:016X}", one) for n, one in enumerate(histories)}
    order = list(those)
    first = decided(fen, those, order)
    draw.shuffle(order)
    assert decided(fen, those, order) == first
    lay = {
        code: sum(s.balance_fen * s.days for s in one.lay_on(ACCOUNT, SINCE, UNTIL))
        for code, one in those.items()
    }
    if not any(lay.values()):
        assert first.rule == "interest.nothing_lay"
        return
    told = [one.event for one in first if isinstance(one, Placed)]
    parts = {
        one.deposit: sum(entry.amount for entry in one.entries)
        for one in told
        if isinstance(one, BankInterestCredited)
    }
    assert sum(parts.values()) == fen
    whole = sum(lay.values())
    for code, product in lay.items():
        assert 0 <= parts.get(code, 0) - fen * product // whole <= 1
    assert not any(isinstance(one, RefundObligationCreated) for one in told)
    moved = [e for one in told if isinstance(one, MoneyEvent) for e in one.entries]
    assert sum(entry.amount for entry in moved) == fen


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=4), st.integers(0, 130), st.booleans())
def test_whatever_its_parts_a_refund_that_went_has_all_that_its_money_bore_or_all_there_is(
    parts, went, quarterly
):
    """A part every thirty days; nothing is lost between them, and no fen comes twice."""
    gone = moved("P13", (IN_TRANSIT, f"{D}/1"), (BANK_DEBITS, day(went)), PRICE)
    past = (matched(), owed(), approved(), instructed(), replace(confirmed(), entries=(gone,)))
    told = [agreed(since=SINCE, lump=True, quarterly=quarterly)]
    lay = fold(DEPOSIT, REQUIRED, *past)
    for n, fen in enumerate(parts):
        since, until = (SINCE + timedelta(days=30 * k) for k in (n, n + 1))
        told.append(distributed(since, until, fen))
        ours = paying(*told, day=until)
        lay = DEPOSIT.evolve(lay, credited(fen, until))
        said = given_on(D, lay, Came(line(9), ours, LAW, until))
        lay = fold(DEPOSIT, *said, start=lay)
        bore = entitled_fen(lay, lay.refund(1), LAW, ours)
        after = sum(one.amount_fen for one in lay.refunds[1:])
        assert after == lay.refund(1).interest_fen <= bore
        assert after == bore or not lay.balance("2007")
        assert after + lay.balance("2007") == sum(parts[: n + 1])
