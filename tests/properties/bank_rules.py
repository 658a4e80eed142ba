"""What a bank does in a life of deposits: money, interest, debits, returns, answers, reversals."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from domain.desk.interest import MatchInterest
from domain.desk.report import ReportPayment
from domain.desk.reverse import MatchReversal
from domain.desk.settle import MatchDebit, MatchReturn
from domain.identifiers import payment_id
from domain.payment.state import Stage
from tests.kit.till import account_of
from tests.properties.books import ON_ITS_WAY
from tests.properties.living import BIDS, DAYS, World, amounts, days, rarely, which


class Bank(World):
    """Its statements, and its word."""

    @rule(n=which, fen=amounts, day=days, wrong=rarely, account=st.sampled_from("aaab-"))
    def money_comes(self, n: int, fen: int, day: date, wrong: bool, account: str) -> None:
        deposit = self.bid(n)
        lot, party = BIDS[deposit]
        self.till.line(
            fen,
            day,
            payer="N00000000000000F9" if wrong else party,
            payer_account=None if account == "-" else account_of(party) + account,
            reference=self.till.number(deposit),
        )
        assert lot

    @rule(n=which, day=st.sampled_from(DAYS[2:]), fen=st.integers(0, 60))
    def interest_comes(self, n: int, day: date, fen: int) -> None:
        number = self.till.number(self.bid(n))
        line = self.till.line(1 + fen, day, reference=number, kind="INTEREST")
        self.ask(MatchInterest(line=line, line_seen=1, deposit=self.bid(n), lot=None), "MATCHER")

    @precondition(lambda self: self.payments(*Stage))
    @rule(n=which, off=st.sampled_from((0, 0, 0, 1)), named=rarely, stale=rarely, late=rarely)
    def debit_is_shown(self, n: int, off: int, named: bool, stale: bool, late: bool) -> None:
        """Perhaps one that the bank had refused, or had shown before."""
        payment = self.pick(self.payments(*(Stage if late else ON_ITS_WAY)), n)
        if payment is None:
            return
        e2e = None if named else payment_id(payment).end_to_end
        line = self.till.line(self.fen(payment) + off, DAYS[3], credit=False, end_to_end=e2e)
        self.ask(MatchDebit(line=line, line_seen=1 + stale, payment=payment), "MATCHER")

    @precondition(lambda self: self.payments(Stage.SETTLED))
    @rule(n=which, off=st.sampled_from((0, 0, 0, 1)))
    def payment_comes_back(self, n: int, off: int) -> None:
        payment = self.pick(self.payments(Stage.SETTLED), n)
        if payment is None:
            return
        said = {"returned": True, "end_to_end": payment_id(payment).end_to_end}
        line = self.till.line(self.fen(payment) + off, DAYS[3], **said)
        asked = MatchReturn(line=line, line_seen=1, payment=payment, code="AC04")
        self.ask(asked, "MATCHER")

    @precondition(lambda self: self.payments(*Stage))
    @rule(n=which, m=which, status=st.sampled_from(("ACCEPTED", "REJECTED")))
    def bank_answers(self, n: int, m: int, status: Any) -> None:
        payment = self.pick(self.payments(*(Stage if m % 3 else ON_ITS_WAY)), n)
        if payment is not None:
            self.ask(
                ReportPayment(payment=payment, status=status, code="AC04", reason=None), "PLATFORM"
            )

    @precondition(lambda self: self.taken())
    @rule(n=which, off=st.sampled_from((0, 0, 1)))
    def credit_is_reversed(self, n: int, off: int) -> None:
        found = self.pick(self.taken(), n)
        if found is None:
            return
        name, credit = found
        line = self.till.line(credit.amount + off, DAYS[3], credit=False, reversal=True)
        asked = MatchReversal(line=line, line_seen=1, reversed=name, deposit=credit.deposit)
        self.ask(asked, "MATCHER")
