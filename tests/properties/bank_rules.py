"""What a bank does in a life of deposits: money, interest, debits, returns, answers, reversals."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from api.banks.holders import There
from api.banks.reversing import reverses, reversing
from domain.bankpage.state import Line
from domain.desk.charge import MatchCharge, MatchChargeRepaid
from domain.desk.entitled import entitled_fen
from domain.desk.interest import MatchInterest
from domain.desk.match import MatchReceipt
from domain.desk.report import ReportPayment
from domain.desk.reverse import MatchReversal
from domain.desk.settle import MatchDebit, MatchReturn
from domain.desk.withdraw import WithdrawPayment
from domain.identifiers import line_id, payment_id
from domain.kernel import Rejected, StreamId
from domain.payment.state import Payment, Stage
from tests.kit.agreeing import paying
from tests.kit.till import ACCOUNT, FOREIGN, LAW, account_of, at
from tests.properties.books import ON_ITS_WAY, lines
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

    @rule(n=which, fen=amounts, day=days)
    def foreign_money_comes(self, n: int, fen: int, day: date) -> None:
        """With a deposit's number, on an account in EUR; the matcher tries it all the same."""
        deposit = self.bid(n)
        party = BIDS[deposit][1]
        said = {"payer": party, "payer_account": account_of(party) + "a"}
        number = self.till.number(deposit)
        line = self.till.line(fen, day, account=FOREIGN, reference=number, **said)
        self.ask(MatchReceipt(line=line, line_seen=1, deposit=deposit, lot=None), "MATCHER")

    @rule(n=which, day=st.sampled_from(DAYS[2:]), fen=st.integers(0, 60))
    def interest_comes(self, n: int, day: date, fen: int) -> None:
        number = self.till.number(self.bid(n))
        line = self.till.line(1 + fen, day, reference=number, kind="INTEREST")
        self.ask(MatchInterest(line=line, line_seen=1, deposit=self.bid(n), lot=None), "MATCHER")

    @precondition(lambda self: self.has(lambda one: any(r.waits_for_interest for r in one.refunds)))
    @rule(n=which, less=st.sampled_from((-3, 0, 0, 1, 1, 2)))
    def interest_comes_as_owed(self, n: int, less: int) -> None:
        """To the fen, or a fen or two away from what is owed."""
        deposit = self.bid(n)
        state = self.till.deposit(deposit)
        waiting = (
            replace(one, interest_until=DAYS[3]) for one in state.refunds if one.waits_for_interest
        )
        owed = [entitled_fen(state, one, LAW, paying()) for one in waiting]
        fen = sum(one for one in owed if isinstance(one, int)) - state.balance("2007") - less
        if fen > 0:
            self.interest_comes(n, DAYS[3], fen - 1)

    @precondition(lambda self: self.payments(*ON_ITS_WAY))
    @rule(n=which, named=st.booleans())
    def refused_and_shown(self, n: int, named: bool) -> None:
        """The bank refuses it, and shows it all the same; perhaps by its name."""
        payment = self.pick(self.payments(*ON_ITS_WAY), n)
        self.sent(n, False)
        refusing = ReportPayment(
            payment=payment, account=ACCOUNT, status="REJECTED", code="AC04", reason=None
        )
        self.ask(refusing, "PLATFORM")
        shown = {"account": self.account(payment)}
        e2e = payment_id(payment).end_to_end if named else None
        line = self.till.line(self.fen(payment), DAYS[3], credit=False, end_to_end=e2e, **shown)
        self.ask(MatchDebit(line=line, line_seen=1, payment=payment), "MATCHER")

    @precondition(lambda self: self.payments(*Stage))
    @rule(n=which, off=st.sampled_from((0, 0, 0, 1)), named=rarely, stale=rarely, late=rarely)
    def debit_is_shown(self, n: int, off: int, named: bool, stale: bool, late: bool) -> None:
        """Perhaps one that the bank had refused, or had shown before."""
        payment = self.pick(self.payments(*(Stage if late else ON_ITS_WAY)), n)
        if payment is None:
            return
        e2e = None if named else payment_id(payment).end_to_end
        shown = {"account": self.account(payment), "end_to_end": e2e}
        line = self.till.line(self.fen(payment) + off, DAYS[3], credit=False, **shown)
        self.ask(MatchDebit(line=line, line_seen=1 + stale, payment=payment), "MATCHER")

    @precondition(lambda self: self.payments(Stage.SETTLED, Stage.RETURNED))
    @rule(n=which, off=st.sampled_from((0, 0, 0, 1)), again=rarely)
    def payment_comes_back(self, n: int, off: int, again: bool) -> None:
        """Perhaps one that had come back before."""
        stage = Stage.RETURNED if again else Stage.SETTLED
        payment = self.pick(self.payments(stage), n)
        if payment is None:
            return
        said = {"returned": True, "end_to_end": payment_id(payment).end_to_end}
        said["account"] = self.account(payment)
        line = self.till.line(self.fen(payment) + off, DAYS[3], **said)
        asked = MatchReturn(line=line, line_seen=1, payment=payment, code="AC04")
        self.ask(asked, "MATCHER")

    @precondition(lambda self: self.payments(*Stage))
    @rule(n=which, m=which, status=st.sampled_from(("ACCEPTED", "REJECTED")))
    def bank_answers(self, n: int, m: int, status: Any) -> None:
        payment = self.pick(self.payments(*(Stage if m % 3 else ON_ITS_WAY)), n)
        if payment is not None:
            self.ask(
                ReportPayment(
                    payment=payment, account=ACCOUNT, status=status, code="AC04", reason=None
                ),
                "PLATFORM",
            )

    @precondition(lambda self: self.payments(*Stage))
    @rule(n=which, late=rarely)
    def order_is_withdrawn(self, n: int, late: bool) -> None:
        """Perhaps one that was sent: then in vain."""
        payment = self.pick(self.payments(*(Stage if late else (Stage.ORDERED,))), n)
        if payment is not None:
            self.ask(WithdrawPayment(payment=payment, reason="可能已冲正"), "PLATFORM")

    @precondition(lambda self: self.taken())
    @rule(n=which, off=st.sampled_from((0, 0, 1)))
    def credit_is_reversed(self, n: int, off: int) -> None:
        found = self.pick(self.taken(), n)
        if found is None:
            return
        name, credit = found
        where = line_id(name).page.of.account
        said = {"account": where, "credit": False, "reversal": True}
        line = self.till.line(credit.amount + off, DAYS[3], **said)
        of = {"deposit": credit.deposit, "lot": None}
        self.ask(MatchReversal(line=line, line_seen=1, reversed=name, **of), "MATCHER")

    @rule(n=which, off=st.sampled_from((0, 0, 0, 1)), named=rarely, twice=rarely)
    def credit_is_reversed_without_a_number(
        self, n: int, off: int, named: bool, twice: bool
    ) -> None:
        """Any credit, whoever's it is; the matcher finds out what it can, as with a bank's line."""
        every = [one for _, one in lines(self.till) if one.credit and one.currency == "CNY"]
        credit = self.pick(every, n)
        if credit is None:
            return
        said, of = credit.particulars, {"credit": False, "reversal": True}
        reference = said.reference if named else None
        for _ in range(1 + twice):
            facts = {"payer": said.payer, "payer_account": said.payer_account}
            line = self.till.line(credit.amount + off, DAYS[3], reference=reference, **facts, **of)
            self.looked_at(line)

    @rule(fen=st.sampled_from((3, 30)), code=st.sampled_from(("CHARGE", "CHARGE", "PAYMENT")))
    def charge_is_taken(self, fen: int, code: Any) -> None:
        """By mistake, from the deposits' account; or a debit that the bank calls otherwise."""
        line = self.till.line(fen, DAYS[3], credit=False, kind=code)
        self.till.strays(DAYS[3])
        self.ask(MatchCharge(line=line, line_seen=1), "C-SET1")

    @precondition(lambda self: self.charges())
    @rule(n=which, fen=st.sampled_from((3, 3, 30, 31)), code=st.sampled_from(("CHARGE", None)))
    def charge_is_given_back(self, n: int, fen: int, code: Any) -> None:
        """Perhaps more than is owed, or not what the bank calls so."""
        line = self.till.line(fen, DAYS[3], kind=code)
        self.till.strays(DAYS[3])
        charge = self.pick(self.charges(), n)
        asked = MatchChargeRepaid(line=line, line_seen=1, charge=charge)
        self.ask(asked, "C-SET1")

    def charges(self) -> list[str]:
        return [name for name, line in lines(self.till) if line.deposit == name]

    @rule()
    def reversals_are_looked_at_again(self) -> None:
        """Those that stay open, as each look does."""
        for code, one in lines(self.till):
            if reverses(one) and not one.allocated:
                self.looked_at(code)

    def looked_at(self, code: str) -> None:
        """The matcher's look at one reversal; what it asks for must be granted, or a freeze."""
        known = dict(lines(self.till))
        line = known[code]
        numbers = {self.till.number(deposit): deposit for deposit in BIDS}
        there = There(self.till.deposit, self._credits, self._payment, line=known.get)
        found = reversing(code, line, numbers, there)
        if not isinstance(found, str):
            decided = self.till.memory.decide(found.command, "MATCHER", at=at(DAYS[3]), law=LAW)
            if isinstance(decided, Rejected):
                assert decided.rule == "deposit.frozen", decided
            self.ask(found.command, "MATCHER")

    def _payment(self, code: str) -> Payment:
        state: Payment = self.till.memory.of(StreamId("payment", code))
        return state

    def _credits(self, code: str, line: Line) -> list[tuple[str, Line]]:
        of, said = line_id(code).page.of, line.particulars
        assert said is not None
        return [
            (name, one)
            for name, one in lines(self.till)
            if (there := line_id(name).page.of).account == of.account
            and one.credit
            and one.amount == line.amount
            and there.day <= of.day
            and one.particulars is not None
            and one.particulars.payer_account == said.payer_account
        ]
