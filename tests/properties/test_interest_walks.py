"""However approval, interest, payment and return go: nothing is paid twice, nothing is lost."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.deposit.owed import BankInterestCredited, InterestAllocated
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.desk.entitled import Paying
from domain.desk.pay_refund import PayRefund
from domain.desk.payable import Payable, payable
from domain.desk.report import ReportPayment
from domain.interest import history, interest_fen
from domain.kernel import StreamId
from domain.lot.close import FailLot
from domain.money import yuan
from domain.payment.send import RecordPaymentsSent
from domain.payment.state import Stage
from domain.postings import MoneyEvent
from tests.kit.lumps import AGREED, agreeing, distributed, lump
from tests.kit.till import ACCOUNT, FILE, LAW, OWNER, Till, at
from tests.properties.books import wrong

LOT, CODE, PARTY = "A3506000001000001001003", "P00000000000000D4", "N00000000000000B4"
CAME, FAILS = date(2026, 6, 1), date(2026, 6, 3)
"""Owed back five days after that: by the 8th."""
AMOUNT = yuan("240,000.00")
LONG_AFTER = date(2026, 6, 30)

turns = st.lists(
    st.one_of(
        st.just(("approve",)),
        st.tuples(st.just("interest"), st.sampled_from((-2, 0, 0, 0, 1, 900))),
        st.tuples(st.just("pay"), st.booleans()),
        st.just(("send",)),
        st.just(("show",)),
        st.just(("refuse",)),
        st.just(("comes_back",)),
    ),
    max_size=14,
)


class Walk:
    """One deposit of a failed lot, and whatever is asked for next; the day goes on by one."""

    def __init__(self, *, sums: bool) -> None:
        self.till, self.day, self.sums = Till(), FAILS, sums
        if sums:
            self.till.do(agreeing(), "OFFICE")
        deadlines = {"deposit_deadline": at(FAILS, 8), "opening_at": at(FAILS, 9)}
        self.till.lot(LOT, "240,000.00", **deadlines)
        self.till.bidder(CODE, LOT, PARTY)
        self.till.pays(CODE, PARTY, "240,000.00", CAME)
        self.till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(FAILS))

    def go(self, turn: tuple[Any, ...]) -> None:
        """A turn that is not possible now is not taken."""
        self.day += timedelta(days=1)
        getattr(self, turn[0])(*turn[1:])
        assert list(wrong(self.till)) == []
        assert list(amiss(self.till)) == []

    @property
    def deposit(self) -> Deposit:
        state = self.till.deposit(CODE)
        assert isinstance(state, Deposit)
        return state

    @property
    def first(self) -> Refund:
        """What was owed at the lot's end."""
        return self.deposit.refunds[0]

    def approve(self) -> None:
        """The first that may be; one that the bank paid too little on waits."""
        paying = Paying(ACCOUNT, self.till.memory.of(StreamId("account", ACCOUNT)), self.day)
        for refund in self.deposit.refunds:
            if isinstance(payable(CODE, refund.number, self.deposit, LAW, paying), Payable):
                self.till.approve(CODE, refund.number, at(self.day))
                return

    def interest(self, off: int) -> None:
        """All that the money bore since the bank paid last, or a little more or less."""
        paid = self.deposit.paid_interest
        since = max((one.until for one in paid), default=CAME)
        until = min(self.first.paid_on or self.day, self.day)
        if until <= since or (self.sums and since < AGREED):
            return
        bore = interest_fen(history([(since, AMOUNT)], until), RATES) + off
        amount = f"{max(1, bore) // 100}.{max(1, bore) % 100:02}"
        if self.sums:
            distributed(self.till, lump(self.till, amount, until), CODE)
        else:
            self.till.interest(CODE, amount, until)

    def pay(self, due: bool) -> None:
        asked = PayRefund(deposit=CODE, number=1, account=ACCOUNT)
        self.till.ask(asked, "PLATFORM", when=at(LONG_AFTER if due else FAILS))

    def send(self) -> None:
        for payment in self.payments(Stage.ORDERED):
            message = f"MSG-{payment}".replace("/", "-")
            told = RecordPaymentsSent(message=message, sha256=FILE, payments=(payment,))
            self.till.do(told, "PLATFORM")

    def show(self) -> None:
        for payment in self.payments(Stage.SENT):
            self.till.debit(payment, self.day)

    def refuse(self) -> None:
        for payment in self.payments(Stage.SENT):
            said = {"account": ACCOUNT, "status": "REJECTED", "code": "AC04", "reason": None}
            self.till.do(ReportPayment(payment=payment, **said), "PLATFORM")

    def comes_back(self) -> None:
        for payment in self.payments(Stage.SETTLED):
            self.till.comes_back(payment, self.day)

    def payments(self, stage: Stage) -> list[str]:
        states = self.till.memory.states.items()
        return [of.code for of, one in states if of.kind == "payment" and one.stage is stage]

    def to_the_end(self) -> None:
        """Everything that is owed is paid; what the bank lacked on it, it makes good."""
        while any(one.standing is not Standing.PAID for one in self.deposit.refunds):
            if self.first.standing is Standing.OWED:
                self.go(("interest", 900))
            for turn in (("approve",), ("pay", True), ("send",), ("show",)):
                self.go(turn)


RATES = tuple((rate.since, rate.rate_ppm) for rate in LAW.rates)


def amiss(till: Till) -> Iterator[str]:
    """What is not as it must be of the deposit's interest."""
    deposit = till.deposit(CODE)
    said = [one for one in till.memory.said if isinstance(one, MoneyEvent)]
    came = sum(_fen(one) for one in said if isinstance(one, BankInterestCredited))
    given = sum(_fen(one) for one in said if isinstance(one, InterestAllocated))
    if given + deposit.balance("2007") != came:
        yield f"{given} of {came} is given, {deposit.balance('2007')} left"
    first = deposit.refunds[0]
    apart = sum(one.amount_fen for one in deposit.refunds[1:] if one.standing is not Standing.VOID)
    if first.interest_fen != given or first.interest_fen < apart:
        yield f"the refund has {first.interest_fen}, {given} is given, {apart} of it apart"
    out = -till.books["1001", ACCOUNT] + AMOUNT + came
    if not 0 <= out <= AMOUNT + given:
        yield f"{out} is paid out, {given} of it interest"


def _fen(event: MoneyEvent) -> int:
    return sum(entry.amount for entry in event.entries)


@given(turns, st.booleans())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_however_it_goes_all_is_paid_once_and_no_more_interest_than_came(taken, sums):
    walk = Walk(sums=sums)
    for turn in taken:
        walk.go(turn)
    walk.to_the_end()
    deposit, books = walk.deposit, walk.till.books
    assert all(one.standing is Standing.PAID for one in deposit.refunds)
    given = walk.first.interest_fen
    assert books["1001", ACCOUNT] == deposit.balance("2007")
    for account in ("2002", "2005", "2006", "1009", "2012"):
        assert not walk.till.total(account), account
    owed = sum(one.amount_fen for one in deposit.refunds)
    assert AMOUNT <= owed <= AMOUNT + given, "interest went along, or after it"
    assert not any(one.awaits for one in deposit.refunds)
