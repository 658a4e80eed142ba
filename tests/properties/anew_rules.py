"""What deposits live through when a bid is withdrawn and paid for anew, or a result is void."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from domain.deposit.void_money import undecided
from domain.desk.award_void import AwardVoidMoney
from domain.desk.withdraw_bid import WithdrawBid
from domain.kernel import Post, StreamId
from domain.phases import Phase
from domain.trade.submit_bid import SubmitBid
from domain.trade.void_result import VoidResult
from tests.kit.story import CHECKER
from tests.kit.till import FILE, at
from tests.properties.living import BIDS, DAYS, ENDS, World, which

COURT = Post("COURT", "中院")
SHOWN = {"document": "7号", "evidence": "ee" * 32}


class Anew(World):
    """Bidders who think better of it; courts that do."""

    @rule(n=which)
    def bid_is_handed_in(self, n: int) -> None:
        deposit = self.bid(n)
        asked = SubmitBid(**_bid(deposit), file=FILE, price_fen=None, deposit=deposit)
        self.ask(asked, "PLATFORM", when=at(DAYS[0]))

    @rule(n=which)
    def bid_is_withdrawn(self, n: int) -> None:
        deposit = self.bid(n)
        asked = WithdrawBid(**_bid(deposit), deposit=deposit, **SHOWN)
        self.ask(asked, "PLATFORM", when=at(DAYS[0]))

    @rule(n=which, again=st.booleans())
    def withdrawn_refunded_and_paid_again(self, n: int, again: bool) -> None:
        """All the way; and perhaps withdrawn again."""
        deposit = self.bid(n)
        self.till.pays(deposit, BIDS[deposit][1], "1,000.00", DAYS[0])
        self.bid_is_handed_in(n)
        self.bid_is_withdrawn(n)
        self.refunded(0, True)
        self.till.pays(deposit, BIDS[deposit][1], "1,000.00", DAYS[1])
        self.bid_is_handed_in(n)
        if again:
            self.bid_is_withdrawn(n)

    @rule(n=which)
    def result_is_void(self, n: int) -> None:
        lot = BIDS[self.bid(n)][0]
        self.ask(VoidResult(lot=lot, **SHOWN), COURT, when=ENDS)

    @precondition(lambda self: self.void())
    @rule(n=which, whose=st.sampled_from(("party", "party", "owner", "treasury", "each")))
    def void_money_is_awarded(self, n: int, whose: str) -> None:
        """All to one, or a part to each; or a fen more than there is."""
        deposit = self.pick(self.void(), n)
        there = sum(one.fen for one in undecided(deposit, self.till.deposit(deposit)))
        parts = {"party": there, "owner": 0, "treasury": 0}
        if whose == "each":
            parts = {"party": there // 2, "owner": there // 4}
            parts["treasury"] = there - sum(parts.values()) + (n == 0)
        elif whose != "party":
            parts |= {"party": 0, whose: there}
        said = {f"{name}_fen": fen for name, fen in parts.items()}
        asked = AwardVoidMoney(deposit=deposit, lot=BIDS[deposit][0], **said, **SHOWN)
        self.ask(asked, "C-SET1", cosigner=CHECKER, beside="C-SET2", when=ENDS)

    def void(self) -> list[str]:
        """Deposits of lots whose result is void."""
        return [
            code
            for code, (lot, _) in BIDS.items()
            if self.till.memory.of(StreamId("lot", lot)).phase is Phase.VOIDED
        ]


def _bid(deposit: str) -> dict[str, str]:
    lot, party = BIDS[deposit]
    return {"bid": f"B{deposit[1:]}", "lot": lot, "party": party}
