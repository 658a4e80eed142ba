"""Through any life of deposits, honest or not, every fen is somebody's, none is paid twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.bankpage.state import Line
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.redirect import ProposePayee
from domain.deposit.state import Deposit
from domain.desk.approve import ApproveRefunds, RejectRefunds
from domain.desk.convert import ConvertDeposit
from domain.desk.interest import AllocateInterest, MatchInterest
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.match import MatchReceipt
from domain.desk.owe import OweRefund
from domain.desk.pay import OrderPayment
from domain.desk.payable import Payable, payable
from domain.desk.propose import ProposeRefunds
from domain.desk.reject import RejectReceipt
from domain.desk.report import ReportPayment
from domain.desk.reverse import MatchReversal
from domain.desk.settle import MatchDebit, MatchReturn
from domain.desk.unmatch import UnmatchReceipt
from domain.identifiers import payment_id
from domain.kernel import Command, Placed, Post, Rejected, StreamId
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.payee import Payee
from domain.payment.send import RecordPaymentsSent
from domain.payment.state import Stage
from domain.postings import MoneyEvent
from domain.refund.state import Stage as Batched
from tests.kit.story import CHECKER, MAKER
from tests.kit.till import ACCOUNT, FILE, LAW, OWNER, Till, account_of, at
from tests.properties.books import ON_ITS_WAY, deposits, lines, wrong

TENDER, SALE = "A3506000001000001001001", "ZZ-SP-2026-001"
B1, B2 = "N00000000000000B1", "N00000000000000B2"
BIDS = {"P00000000000000D1": (TENDER, B1), "P00000000000000D2": (TENDER, B2),
        "P00000000000000D3": (SALE, B1)}  # fmt: skip
PRICE = 100_000
DAYS = (date(2026, 3, 17), date(2026, 3, 20), date(2026, 3, 26), date(2026, 5, 20))
OPENING, ENDS = at(date(2026, 3, 25), 9, 30), at(date(2026, 5, 8))
AUTHORITIES = (Post("COURT", "中院"), Post("V-HOUSING", "住建局"))

which = st.integers(0, 11)
days = st.sampled_from(DAYS)
amounts = st.sampled_from((PRICE, PRICE, PRICE, PRICE // 2, PRICE // 2, PRICE + 7, 1))
people = st.sampled_from((MAKER, CHECKER, CHECKER, "N0000000000000003"))
rarely = st.sampled_from((False, False, False, False, True))


class Life(RuleBasedStateMachine):
    """Two lots, three deposits, one bank account; whoever asks may ask in vain."""

    @initialize(
        came=st.lists(st.tuples(which, amounts, days, rarely), max_size=6),
        ends=st.sampled_from(("", "o", "oc", "ocs", "ocs", "ocs", "f", "ocf", "t")),
        wins=st.sampled_from((B1, B2)),
    )
    def opened(self, came: list[Any], ends: str, wins: str) -> None:
        """Most lives begin in their midst: money has come, a lot has ended."""
        self.till, self.batches = Till(), 0
        self.till.lot(TENDER, "1,000.00")
        self.till.lot(SALE, "1,000.00", "STATE_PROPERTY")
        for deposit, (lot, party) in BIDS.items():
            self.till.bidder(deposit, lot, party)
        for n, fen, day, stranger in came:
            self.money_comes(n, fen, day, stranger, "a")
            self.matched(0, n, False)
        for how in ends:
            self.lot_goes_on(0, wins, how)
            self.lot_goes_on(1, B1, how)

    # Asking: a refusal changes nothing, and the same again moves nothing.

    def ask(self, command: Command, *posts: Post | str, **how: Any) -> None:
        memory = self.till.memory
        before, said = dict(memory.states), len(memory.said)
        decided = self.till.ask(command, *posts, **how)
        if isinstance(decided, Rejected):
            assert (memory.states, len(memory.said)) == (before, said)
            return
        when = how.pop("when", at(DAYS[0]))
        again = memory.decide(command, *posts, at=when, law=LAW, **how)
        twice = () if isinstance(again, Rejected) else again
        assert not any(_moves(one) for one in twice), f"{command} moves money twice"

    def pick(self, found: list[Any], n: int) -> Any:
        return found[n % len(found)] if found else None

    def bid(self, n: int) -> str:
        return self.pick(deposits(self.till), n)

    def open_line(self, n: int, *, credit: bool = True, stale: bool = False) -> dict[str, Any]:
        """A line that is nobody's, where there is one; else any."""
        every = [name for name, line in lines(self.till) if line.credit is credit]
        free = [name for name in every if not dict(lines(self.till))[name].deposit]
        line = self.pick(free or every, n) or f"{ACCOUNT}/2026-03-17/1#1"
        return {"line": line, "line_seen": self.till.seen(line) + stale}

    # The bank.

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

    @precondition(lambda self: self.payments(*ON_ITS_WAY))
    @rule(n=which, off=st.sampled_from((0, 0, 0, 1)), named=rarely, stale=rarely)
    def debit_is_shown(self, n: int, off: int, named: bool, stale: bool) -> None:
        payment = self.pick(self.payments(*ON_ITS_WAY), n)
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
        payment = self.pick(self.payments(*Stage), n)
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

    # The desk.

    @rule(n=which, m=which, stale=rarely)
    def matched(self, n: int, m: int, stale: bool) -> None:
        line = self.open_line(n, stale=stale)
        found = [code for code in BIDS if self.number_of(line["line"]) == self.till.number(code)]
        deposit = found[0] if found else self.bid(m)
        self.ask(MatchReceipt(**line, deposit=deposit, lot=None), "MATCHER")

    @precondition(lambda self: self.has(lambda one: one.refused))
    @rule(n=which, m=which)
    def rejected(self, n: int, m: int) -> None:
        deposit = self.bid(m)
        refused = [line for line in self.till.deposit(deposit).refused if line]
        line = self.pick(refused, n)
        if line is not None:
            seen = {"line": line, "line_seen": self.till.seen(line)}
            self.ask(RejectReceipt(**seen, deposit=deposit, lot=None), "MATCHER")

    @precondition(lambda self: self.taken())
    @rule(n=which, stale=rarely)
    def unmatched(self, n: int, stale: bool) -> None:
        found = self.pick(self.taken(), n)
        if found is not None:
            name, line = found
            asked = UnmatchReceipt(
                line=name,
                line_seen=line.version - stale,
                deposit=line.deposit,
                lot=None,
                reason="认错",
            )
            self.ask(asked, "MATCHER")

    @rule(n=which, fen=amounts)
    def guaranteed(self, n: int, fen: int) -> None:
        deposit = self.bid(n)
        asked = LodgeGuarantee(
            guarantee=f"G{deposit[1:]}",
            deposit=deposit,
            number="GUA",
            guarantor="某担保公司",
            amount_fen=fen,
            valid_until=DAYS[3],
        )
        self.ask(asked, "GUARANTOR")

    @precondition(lambda self: self.has(lambda one: one.secured))
    @rule(n=which)
    def guarantee_given_back(self, n: int) -> None:
        deposit = self.bid(n)
        guarantee, lot = f"G{deposit[1:]}", BIDS[deposit][0]
        self.ask(ReleaseGuarantee(guarantee=guarantee, deposit=deposit, lot=lot), OWNER)

    @precondition(lambda self: self.has(lambda one: one.held_fen))
    @rule(n=which, fen=st.sampled_from((1, PRICE // 2, PRICE)), by=st.sampled_from(AUTHORITIES))
    def held_back(self, n: int, fen: int, by: Post) -> None:
        asked = PlaceHold(
            deposit=self.bid(n), hold=f"H{n % 2}", amount_fen=fen, cause="保全", document="1号"
        )
        self.ask(asked, by)

    @precondition(lambda self: self.has(lambda one: one.holds))
    @rule(n=which, by=st.sampled_from(AUTHORITIES))
    def let_go(self, n: int, by: Post) -> None:
        self.ask(LiftHold(deposit=self.bid(n), hold=f"H{n % 2}"), by)

    @precondition(lambda self: self.has(lambda one: one.held_fen))
    @rule(n=which)
    def converted(self, n: int) -> None:
        won = [one for one, (lot, party) in BIDS.items() if self.winner(lot) == party]
        deposit = self.pick(won if n else [], n) or self.bid(n)
        self.ask(ConvertDeposit(deposit=deposit, lot=BIDS[deposit][0]), "C-SET2")

    @rule(n=which)
    def owed_again(self, n: int) -> None:
        deposit = self.bid(n)
        self.ask(OweRefund(deposit=deposit, lot=BIDS[deposit][0]), "PLATFORM")

    @precondition(lambda self: self.till.total("2007"))
    @rule(n=which)
    def interest_sent_on(self, n: int) -> None:
        deposit = self.bid(n)
        self.ask(AllocateInterest(deposit=deposit, lot=BIDS[deposit][0]), "C-SET2")

    # The lots.

    @rule(n=which, wins=st.sampled_from((B1, B2)), how=st.sampled_from("ooccsssft"))
    def lot_goes_on(self, n: int, wins: str, how: str) -> None:
        lot, price = (TENDER, SALE)[n % 2], 60 * PRICE
        tender: dict[str, Command] = {
            "o": OpenBids(lot=lot, bidders=3),
            "c": AwardLot(lot=lot, winner=wins, price_fen=price),
        }
        sale: dict[str, Command] = {
            "o": CloseTimedBidding(lot=lot, bidders=1, price_fen=price),
            "c": ConfirmTransaction(lot=lot, winner=wins, price_fen=price),
        }
        both: dict[str, Command] = {
            "s": SignContract(lot=lot, signed_on=ENDS.date(), price_fen=price),
            "f": FailLot(lot=lot, reason="流标"),
            "t": TerminateProcedure(lot=lot, reason="终止"),
        }
        asked = (both | (tender if lot == TENDER else sale))[how]
        self.ask(asked, OWNER, when=OPENING if how == "o" else ENDS)

    # Refunds.

    @precondition(lambda self: self.has(lambda one: one.refunds))
    @rule(n=which, m=which, by=people)
    def redirected(self, n: int, m: int, by: str) -> None:
        deposit = self.bid(n)
        payee = Payee(name="甲", account=f"99{m % 2}")
        asked = ProposePayee(deposit=deposit, number=1 + m % 2, payee=payee, evidence="ee" * 32)
        self.ask(asked, "C-SET1", person=by)

    @precondition(lambda self: self.has(lambda one: one.refunds))
    @rule(n=which, by=people, changed=rarely)
    def proposed(self, n: int, by: str, changed: bool) -> None:
        found: dict[str, list[Payable]] = {}
        for deposit in deposits(self.till):
            state = self.till.deposit(deposit)
            for refund in state.refunds:
                before = found.setdefault(deposit, [])
                one = payable(deposit, refund.number, state, LAW, "CCB", before)
                if isinstance(one, Payable):
                    before.append(one)
        items = [one.item for several in found.values() for one in several]
        if not items:
            return
        self.batches += 1
        of = tuple(items[: 1 + n % 3])
        if changed:
            of = (*of[:-1], replace(of[-1], interest_fen=of[-1].interest_fen + 1))
        batch = f"RB-2026-05-11-{self.batches:04X}"
        asked = ProposeRefunds(batch=batch, account=ACCOUNT, items=of)
        self.ask(asked, "C-SET1", person=by, digest=f"{self.batches:064x}")

    @precondition(lambda self: self.batches)
    @rule(n=which, by=people, other=rarely)
    def approved(self, n: int, by: str, other: bool) -> None:
        number = 1 + n % self.batches if other else self.batches
        stream = StreamId("refund", f"RB-2026-05-11-{number:04X}")
        batch = self.till.memory.of(stream)
        if batch.stage is Batched.NONE:
            return
        asked = ApproveRefunds(batch=stream.code, account=ACCOUNT, items=batch.proposed.items)
        self.ask(asked, "C-SET2", person=by, maker=batch.proposed.proposal)

    @precondition(lambda self: self.batches)
    @rule(n=which, by=people)
    def given_back(self, n: int, by: str) -> None:
        code = f"RB-2026-05-11-{1 + n % self.batches:04X}"
        self.ask(RejectRefunds(batch=code, reason="再看"), "C-SET2", person=by)

    @precondition(lambda self: self.payments(*Stage))
    @rule(n=which, again=rarely)
    def sent(self, n: int, again: bool) -> None:
        payment = self.pick(self.payments(*(Stage if again else (Stage.ORDERED,))), n)
        if payment is not None:
            message = f"MSG-{payment}".replace("/", "-")
            asked = RecordPaymentsSent(message=message, sha256=FILE, payments=(payment,))
            self.ask(asked, "PLATFORM")

    @precondition(lambda self: self.has(lambda one: one.refunds))
    @rule(n=which, attempt=st.integers(1, 3))
    def ordered_by_hand(self, n: int, attempt: int) -> None:
        payment = f"{self.bid(n)}/{1 + n % 2}/{attempt}"
        self.ask(OrderPayment(payment=payment, account=ACCOUNT), "PLATFORM")

    @precondition(lambda self: self.has(lambda one: one.refunds))
    @rule(n=which, shown=st.booleans())
    def refunded(self, n: int, shown: bool) -> None:
        """All the way, as it should go."""
        self.proposed(n, MAKER, False)
        if self.batches:
            self.approved(n, CHECKER, False)
        self.sent(n, False)
        if shown:
            self.debit_is_shown(n, 0, False, False)

    @rule(n=which, fen=amounts, day=days, wrong=rarely, account=st.sampled_from("aaab-"))
    def money_comes_and_is_matched(
        self, n: int, fen: int, day: date, wrong: bool, account: str
    ) -> None:
        self.money_comes(n, fen, day, wrong, account)
        self.matched(n, n, False)

    # What there is.

    def has(self, wanted: Callable[[Deposit], Any]) -> bool:
        return any(wanted(self.till.deposit(code)) for code in deposits(self.till))

    def winner(self, lot: str) -> str | None:
        return self.till.memory.of(StreamId("lot", lot)).winner

    def taken(self) -> list[tuple[str, Line]]:
        return [(name, one) for name, one in lines(self.till) if one.credit and one.deposit]

    def payments(self, *stages: Stage) -> list[str]:
        return [
            stream.code
            for stream, state in self.till.memory.states.items()
            if stream.kind == "payment" and state.stage in stages
        ]

    def fen(self, payment: str) -> int:
        return int(self.till.memory.of(StreamId("payment", payment)).ordered.amount_fen)

    def number_of(self, line: str) -> str | None:
        found = dict(lines(self.till)).get(line)
        return found.particulars.reference if found and found.particulars else None

    @invariant()
    def nothing_is_wrong(self) -> None:
        if hasattr(self, "till"):
            assert list(wrong(self.till)) == []


def _moves(said: Any) -> bool:
    event = said.event if isinstance(said, Placed) else said
    return isinstance(event, MoneyEvent) and bool(event.entries)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=300,
    stateful_step_count=50,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
