"""What deposits live through besides money: how their lots end, guarantees, holds."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.state import Deposit
from domain.desk.claim import ClaimGuarantee, RecordGuaranteePaid, RefuseGuaranteeClaim
from domain.desk.guaranteed import MatchGuaranteePaid
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.kernel import Command, Post
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.compete import CloseTimedBidding, OpenBids
from tests.kit.till import OWNER
from tests.properties.living import (
    AUTHORITIES,
    B1,
    B2,
    BIDS,
    DAYS,
    ENDS,
    OPENING,
    PRICE,
    SALE,
    TENDER,
    World,
    amounts,
    named,
    which,
)

_NEXT = 99
"""More orders than a deposit has: the code of its next."""


def _stands_elsewhere(deposit: Deposit) -> list[tuple[str, int | None, int]]:
    """Account, refund and fen of what an order may freeze besides what is held."""
    own = [(account, None, deposit.balance(account)) for account in ("2003", "2004")]
    owed = [("2005", one.number, deposit.balance("2005", one.number)) for one in deposit.refunds]
    return [one for one in (*own, *owed) if one[2] > 0]


class Lots(World):
    """Owners, guarantors, authorities."""

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
        by = "PLATFORM" if isinstance(asked, OpenBids) else OWNER
        self.ask(asked, by, when=OPENING if how == "o" else ENDS)

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
        self.ask(asked, Post("GUARANTOR", "某担保公司"))

    @precondition(lambda self: self.has(lambda one: one.secured))
    @rule(n=which)
    def guarantee_given_back(self, n: int) -> None:
        deposit = self.bid(n)
        guarantee, lot = f"G{deposit[1:]}", BIDS[deposit][0]
        self.ask(ReleaseGuarantee(guarantee=guarantee, deposit=deposit, lot=lot), OWNER)

    @precondition(lambda self: self.has(lambda one: one.secured))
    @rule(n=which, fen=st.sampled_from((1, 50, 51)), how=st.sampled_from(("in", "in", "", "no")))
    def guarantee_is_claimed(self, n: int, fen: int, how: str) -> None:
        """Its guarantor pays to us, or the tenderer, or not; perhaps more than is claimed."""
        deposit = self.pick([code for code in BIDS if self.till.deposit(code).secured], n)
        of = {"guarantee": f"G{deposit[1:]}", "deposit": deposit, "lot": BIDS[deposit][0]}
        shown = {"document": "6号", "evidence": "ee" * 32}
        claimed = ClaimGuarantee(**of, ground="BID_REVOKED", amount_fen=50, **shown)
        self.ask(claimed, OWNER, when=ENDS)
        if how == "in":
            line = self.till.line(fen, DAYS[3], payer="某担保公司")
            self.till.strays(DAYS[3])
            self.ask(MatchGuaranteePaid(line=line, line_seen=1, **of), "C-SET1")
            return
        told = {"guarantee": of["guarantee"], "amount_fen": fen, "evidence": f"{fen:064x}"}
        said = RefuseGuaranteeClaim(**told, reason="不属") if how else RecordGuaranteePaid(**told)
        self.ask(said, Post("GUARANTOR", "某担保公司"))

    @rule(n=which, how=st.sampled_from(("in", "in", "no")))
    def guaranteed_and_claimed(self, n: int, how: str) -> None:
        """All the way: promised in place of cash, opened, claimed, paid to us or refused."""
        self.guaranteed(n, PRICE)
        self.lot_goes_on(n, BIDS[self.bid(n)][1], "o")
        if self.has(lambda one: one.secured):
            self.guarantee_is_claimed(n, 50, how)

    @precondition(lambda self: self.has(lambda one: one.held_fen))
    @rule(n=which, fen=st.sampled_from((1, PRICE // 2, PRICE)), by=st.sampled_from(AUTHORITIES))
    def held_back(self, n: int, fen: int, by: Post) -> None:
        of = self.bid(n)
        order = {"amount_fen": fen, "cause": "保全", "document": "1号"}
        self.ask(PlaceHold(deposit=of, hold=self.code(of, n), lot=named(by, of), **order), by)

    def code(self, deposit: str, n: int) -> str:
        """Of an order: the deposit's next, or where `n` is less, one that was used before."""
        return f"H{min(n, len(self.till.deposit(deposit).hold_codes))}"

    @precondition(lambda self: self.has(lambda one: one.holds))
    @rule(n=which, fen=st.sampled_from((1, PRICE // 2, PRICE)), by=st.sampled_from(AUTHORITIES))
    def court_takes(self, n: int, fen: int, by: Post) -> None:
        """Of what somebody froze, perhaps more than that, perhaps by another."""
        frozen = [(code, hold) for code in BIDS for hold in self.till.deposit(code).holds]
        deposit, hold = self.pick(frozen, n)
        asked = ExecuteEnforcement(
            deposit=deposit,
            hold=hold.code,
            amount_fen=fen,
            document="3号",
            evidence="ee" * 32,
        )
        self.ask(asked, by)

    @precondition(lambda self: self.has(lambda one: one.held_fen))
    @rule(n=which)
    def frozen_and_taken(self, n: int) -> None:
        """By one court, half of what a deposit holds; nothing happens in between."""
        court = next(one for one in AUTHORITIES if one.role == "COURT")
        deposit = self.pick([code for code in BIDS if self.till.deposit(code).held_fen], n)
        fen = self.till.deposit(deposit).held_fen
        order = {"cause": "保全", "document": "4号"}
        hold = self.code(deposit, _NEXT)
        self.ask(PlaceHold(deposit=deposit, hold=hold, amount_fen=fen, **order), court)
        taking = ExecuteEnforcement(
            deposit=deposit,
            hold=hold,
            amount_fen=max(fen // 2, 1),
            document="5号",
            evidence="ee" * 32,
        )
        self.ask(taking, court)

    @precondition(lambda self: self.has(_stands_elsewhere))
    @rule(n=which, m=which, by=st.sampled_from(AUTHORITIES))
    def frozen_elsewhere(self, n: int, m: int, by: Post) -> None:
        """What is bond, price or owed back by now: all of it or a part."""
        found = [(code, one) for code in BIDS for one in _stands_elsewhere(self.till.deposit(code))]
        deposit, (account, number, fen) = self.pick(found, n)
        asked = PlaceHold(
            deposit=deposit,
            hold=self.code(deposit, n),
            amount_fen=fen if m % 2 else max(1, fen // 2),
            cause="保全",
            document="6号",
            lot=named(by, deposit),
            account=account,
            number=number,
        )
        self.ask(asked, by)

    @precondition(lambda self: self.has(lambda one: one.holds))
    @rule(n=which, by=st.sampled_from(AUTHORITIES))
    def let_go(self, n: int, by: Post) -> None:
        """What was held last, or before that; perhaps another's, and perhaps lifted long ago."""
        of = self.bid(n)
        last = len(self.till.deposit(of).hold_codes) - 1
        self.ask(LiftHold(deposit=of, hold=f"H{max(0, last - n % 2)}", lot=named(by, of)), by)

    @precondition(lambda self: self.has(lambda one: one.held_fen))
    @rule(n=which, by=st.sampled_from(AUTHORITIES))
    def held_back_for_a_while(self, n: int, by: Post) -> None:
        """Of a deposit that holds money, all of it; nothing happens in between."""
        rich = [code for code in BIDS if self.till.deposit(code).held_fen]
        deposit = self.pick(rich, n)
        fen = self.till.deposit(deposit).held_fen
        order = {"amount_fen": fen, "cause": "投诉", "document": "2号"}
        of = {"deposit": deposit, "hold": self.code(deposit, _NEXT), "lot": named(by, deposit)}
        self.ask(PlaceHold(**of, **order), by)
        self.ask(LiftHold(**of), by)
