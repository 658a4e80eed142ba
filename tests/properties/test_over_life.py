"""Through any life of money that goes over within custody, every fen is somebody's."""

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.carried import total
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.carry import CarryDepositOver
from domain.desk.pool import MatchPool, OpenPool
from domain.desk.pool_close import ClosePool
from domain.desk.reserve import ReservePool
from domain.desk.reverse import MatchReversal
from domain.kernel import Command, Post, Rejected, StreamId
from domain.lot.close import FailLot, TerminateProcedure
from domain.pool.issue import IssuePoolNumber
from tests.kit.till import ACCOUNT, OWNER, Till, account_of, at
from tests.properties.books import deposits, misread_by_the_model, wrong

FIRST, NEXT = "A3506000001000001001001", "A3506000001000001002001"
B1, B2 = "N00000000000000B1", "N00000000000000B2"
BIDS = {
    "P00000000000000D1": (FIRST, B1),
    "P00000000000000D2": (FIRST, B2),
    "P00000000000000D3": (NEXT, B1),
    "P00000000000000D4": (NEXT, B2),
}
POOL, NUMBER = "Y00000000000000A1", "9558820000009999"
PRICE, DAY = 100_000, date(2026, 3, 17)
IN_TIME, COURT = at(date(2026, 3, 20)), Post("COURT", "中院")
LATER = {"deposit_deadline": at(date(2026, 5, 20)), "opening_at": at(date(2026, 5, 21))}

which = st.integers(0, 11)
amounts = st.sampled_from((PRICE, PRICE, PRICE, PRICE // 2, PRICE + 7, 2 * PRICE))


class Over(RuleBasedStateMachine):
    """A tender, the one that follows it, two bidders, a pool of one of them."""

    @initialize(pooled=amounts, paid=amounts)
    def opened(self, pooled: int, paid: int) -> None:
        self.till, self.closed = Till(), 0
        self.till.lot(FIRST, "1,000.00")
        self.till.lot(NEXT, "1,000.00", **LATER)
        for deposit, (lot, party) in BIDS.items():
            self.till.bidder(deposit, lot, party)
        self.ask(OpenPool(pool=POOL, party=B1, account=ACCOUNT, year=2026), "PLATFORM")
        self.ask(IssuePoolNumber(pool=POOL, sub_account=NUMBER), "BANK")
        self.pool_is_paid(pooled)
        self.till.pays(list(BIDS)[1], B2, f"{paid / 100:.2f}", DAY)

    def ask(self, command: Command, *posts: Post | str, **how: Any) -> None:
        """A refusal changes nothing."""
        before = dict(self.till.memory.states)
        if isinstance(self.till.ask(command, *posts, **{"when": IN_TIME} | how), Rejected):
            assert self.till.memory.states == before

    def bid(self, n: int) -> str:
        every = deposits(self.till)
        return every[n % len(every)]

    @rule(n=which, fen=amounts)
    def deposit_is_paid(self, n: int, fen: int) -> None:
        deposit = list(BIDS)[n % len(BIDS)]
        self.till.pays(deposit, BIDS[deposit][1], f"{fen / 100:.2f}", DAY)

    @rule(fen=amounts)
    def pool_is_paid(self, fen: int) -> None:
        said = {"payer": B1, "payer_account": account_of(B1), "reference": NUMBER}
        line = self.till.line(fen, DAY, **said)
        self.ask(MatchPool(line=line, line_seen=1, pool=POOL), "MATCHER")

    @rule(n=which)
    def goes_over(self, n: int) -> None:
        source, deposit = list(BIDS)[n % 2], list(BIDS)[2 + n % 2]
        of = {"source": source, "source_lot": FIRST, "party": BIDS[source][1]}
        self.ask(CarryDepositOver(deposit=deposit, lot=NEXT, consent="cc" * 32, **of), "PLATFORM")

    @rule(n=which)
    def stood_for(self, n: int) -> None:
        deposit = list(BIDS)[2 * (n % 2)]
        asked = ReservePool(deposit=deposit, lot=BIDS[deposit][0], pool=POOL, party=B1)
        self.ask(asked, "PLATFORM")

    @rule(n=which, ends=st.sampled_from((FailLot, TerminateProcedure)))
    def lot_ends(self, n: int, ends: Any) -> None:
        self.ask(ends(lot=(FIRST, FIRST, NEXT)[n % 3], reason="重新招标"), OWNER)

    @rule(n=which, fen=st.sampled_from((1, PRICE)))
    def held(self, n: int, fen: int) -> None:
        codes = self.till.deposit(self.bid(n)).hold_codes
        hold = {"hold": f"H{len(codes)}", "amount_fen": fen, "cause": "投诉", "document": "1号"}
        self.ask(PlaceHold(deposit=self.bid(n), **hold), COURT)

    @rule(n=which)
    def let_go(self, n: int) -> None:
        codes = self.till.deposit(self.bid(n)).hold_codes
        self.ask(LiftHold(deposit=self.bid(n), hold=f"H{max(0, len(codes) - 1)}"), COURT)

    @rule(n=which)
    def interest_comes_and_it_is_refunded(self, n: int) -> None:
        """As far as it may be, with as much interest as is right."""
        deposit = self.bid(n)
        state = self.till.deposit(deposit)
        owed = [one.number for one in state.refunds if one.standing.name == "OWED"]
        if deposit in BIDS and owed and not state.holds and not state.receivable_fen:
            self.till.interest(deposit, "0.09", date(2026, 3, 27))
            if self.till.deposit(deposit).refunds[owed[0] - 1].amount_fen <= state.held_fen:
                self.till.refund(deposit, owed[0], date(2026, 3, 28))

    @rule(n=which, m=which)
    def taken_back(self, n: int, m: int) -> None:
        """The bank takes a credit back, from where its money is or was."""
        receipts = [
            one
            for code in BIDS
            for one in self.till.deposit(code).receipts
            if not one.reversed and one.line
        ]
        if receipts:
            one = receipts[n % len(receipts)]
            debit = self.till.line(one.entry.amount, DAY, credit=False, reversal=True)
            seen = {"line": debit, "line_seen": 1, "reversed": one.line, "lot": None}
            self.ask(MatchReversal(**seen, deposit=list(BIDS)[m % len(BIDS)]), "MATCHER")

    @rule()
    def pool_is_given_back(self) -> None:
        self.closed += 1
        back = f"P{0xF0 + self.closed:016X}"
        self.ask(ClosePool(pool=POOL, deposit=back, party=B1), "PLATFORM")

    @invariant()
    def nothing_is_wrong(self) -> None:
        if hasattr(self, "till"):
            assert list(wrong(self.till)) == []
            pool = self.till.memory.of(StreamId("pool", POOL))
            assert -self.till.books["2014", f"{ACCOUNT}/2026"] == total(pool.parts)

    def teardown(self) -> None:
        if hasattr(self, "till"):
            REACHED.update(type(event).__name__ for event in self.till.memory.said)
            assert list(misread_by_the_model(self.till)) == []


REACHED: Counter[str] = Counter()
"""What was said in all lives so far, by name."""
MUST = {
    "BankCreditReversed", "DepositCarriedIn", "DepositCarriedOver", "HoldLifted", "PoolClosed",
    "PoolDepositReceived", "PoolReleased", "PoolReserved", "RefundConfirmed",
    "RefundObligationCancelled",
}  # fmt: skip
LIVES = settings(
    max_examples=150,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_no_life_goes_wrong_and_every_turn_is_taken():
    run_state_machine_as_test(Over, settings=LIVES)
    assert set(REACHED) >= MUST, f"never reached: {sorted(MUST - set(REACHED))}"
