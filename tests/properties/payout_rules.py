"""What becomes others' in a life of deposits: kept, kept no more, paid out, given up."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from domain.desk.approve_payout import ApprovePayout, RejectPayout
from domain.desk.fee import SIDES, RecordServiceFee
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.give_up import GiveUpPayout
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.price_transfer import TransferPrice
from domain.desk.propose_payout import ProposePayout
from domain.desk.repay import MatchForfeitureRepaid
from domain.desk.report import ReportPayment
from domain.desk.settle import MatchDebit, MatchReturn
from domain.desk.unforfeit import ReverseForfeiture
from domain.desk.withdraw import WithdrawPayment
from domain.kernel import Post, StreamId
from domain.lot.fees import AssessFees
from domain.payee import Payee
from domain.payment.send import RecordPaymentsSent
from domain.payment.state import Stage as Sent
from domain.payout.events import Part
from domain.payout.state import WITH_US, Payout
from tests.kit.story import CHECKER, MAKER
from tests.kit.till import ACCOUNT, ACCOUNTS, FILE, OURS, OWNER, SETTLEMENT
from tests.properties.living import (
    AUTHORITIES,
    BIDS,
    DAYS,
    ENDS,
    PRICE,
    World,
    people,
    rarely,
    which,
)

DECISION = {"document": "17号", "evidence": "ee" * 32}


class Payouts(World):
    """Owners who keep deposits, and the two who pay them out."""

    @precondition(lambda self: self.has(lambda one: one.held_fen))
    @rule(
        n=which,
        ground=st.sampled_from(("BID_REVOKED", "WINNER_DEFAULTED", "WINNER_DEFAULTED")),
        fen=st.sampled_from((1, PRICE // 2, PRICE, PRICE)),
        fees=st.sampled_from((0, 0, 1)),
    )
    def forfeited(self, n: int, ground: str, fen: int, fees: int) -> None:
        self._keep(self.bid(n), ground, fen, fees)

    def kept_at_last(self) -> None:
        """Of each lot's winner all of it, as its default has it."""
        for deposit, (lot, party) in BIDS.items():
            if self.winner(lot) == party and (fen := self.till.deposit(deposit).held_fen):
                self._keep(deposit, "WINNER_DEFAULTED", fen, 0)

    def refunded_reversed_and_kept(self) -> None:
        """The first deposit: refunded, its credit reversed, twice as much paid in time, kept."""
        deposit = next(iter(BIDS))
        self.interest_comes_as_owed(0, 0)
        self.refunded(0, True)
        self.credit_is_reversed(0, 0)
        self.till.pays(deposit, BIDS[deposit][1], "2,000.00", DAYS[0])
        if fen := self.till.deposit(deposit).held_fen:
            self._keep(deposit, "BID_REVOKED", fen, 0)

    def paid_reversed_and_back(self) -> None:
        """What is kept is paid out, kept no more, and comes back from the bank."""
        self.paid_to_others_and_told(0, "shown")
        self.kept_no_more(0, AUTHORITIES[0])
        self.payment_comes_back(0, 0, False)
        self.payout_given_up(0, False)

    def paid_reversed_and_repaid(self) -> None:
        """What is kept is paid out, kept no more, and its beneficiary pays it back in two parts."""
        self.paid_to_others_and_told(0, "shown")
        self.kept_no_more(0, AUTHORITIES[0])
        if self.has(lambda one: one.given.claims):
            self.beneficiary_repays(0, True)
            self.beneficiary_repays(0, False)

    @precondition(lambda self: self.has(lambda one: one.given.claims))
    @rule(n=which, part=st.booleans(), more=rarely)
    def beneficiary_repays(self, n: int, part: bool, more: bool = False) -> None:
        """All that is claimed, or half of it; perhaps a fen more."""
        deposit = self.pick([code for code in BIDS if self.till.deposit(code).given.claims], n)
        payout, claim = min(self.till.deposit(deposit).given.claims.items())
        fen = (claim.total_fen // 2 if part else claim.total_fen) + more
        account = self.account(payout)
        proposed = self.till.memory.of(StreamId("payout", payout)).proposed
        payer = {"account": account, "payer": proposed.owner}
        line = self.till.line(max(1, fen), DAYS[3], **payer)
        self.till.strays(DAYS[3], account)
        asked = MatchForfeitureRepaid(
            line=line, line_seen=1, deposit=deposit, lot=BIDS[deposit][0], payout=payout
        )
        self.ask(asked, "C-SET1")

    def _keep(self, deposit: str, ground: str, fen: int, fees: int) -> None:
        self._assessed(BIDS[deposit][0], fees)
        asked = ForfeitDeposit(
            deposit=deposit,
            lot=BIDS[deposit][0],
            ground=ground,
            amount_fen=fen,
            fees_fen=fees,
            **DECISION,
        )
        self.ask(asked, OWNER, when=ENDS)

    def _assessed(self, lot: str, fen: int) -> None:
        asked = AssessFees(lot=lot, seller_fen=fen, buyer_fen=fen, default_fen=fen, **DECISION)
        self.ask(asked, "C-OPS")

    @rule(n=which, of=st.sampled_from(SIDES), fen=st.sampled_from((1, 7)))
    def fee_comes_straight(self, n: int, of: str, fen: int) -> None:
        """To the centre's own account, perhaps more than was assessed."""
        deposit = self.bid(n)
        lot = BIDS[deposit][0]
        self._assessed(lot, 7)
        evidence = f"{len(self.till.memory.of(StreamId('lot', lot)).fees_in):064x}"
        asked = RecordServiceFee(
            lot=lot,
            deposit=deposit,
            of=of,
            account=OURS.account,
            amount_fen=fen,
            document="回单",
            evidence=evidence,
        )
        self.ask(asked, "C-CASH")

    @precondition(lambda self: self.has(lambda one: one.given.forfeiture))
    @rule(n=which, by=st.sampled_from(AUTHORITIES))
    def kept_no_more(self, n: int, by: Post) -> None:
        deposit = self.pick([one for one in BIDS if self.till.deposit(one).given.forfeiture], n)
        if deposit is None:
            return
        kept = self.till.deposit(deposit).given.forfeiture
        payouts = sorted({due.payout for due in kept.dues if due.payout} if kept else ())
        asked = ReverseForfeiture(
            deposit=deposit, lot=BIDS[deposit][0], payouts=tuple(payouts), **DECISION
        )
        self.ask(asked, by)

    @precondition(lambda self: self.till.total("2004"))
    @rule(fen=st.sampled_from((1, 59 * PRICE, 59 * PRICE)), whole=st.booleans())
    def price_comes(self, fen: int, whole: bool) -> None:
        """The rest of the sale's price, or of it a little; perhaps more than all of it."""
        deposit = list(BIDS)[2]
        lot, party = BIDS[deposit]
        line = self.till.line(fen, DAYS[3], account=SETTLEMENT, payer=party if whole else "张三")
        self.ask(MatchPrice(line=line, line_seen=1, deposit=deposit, lot=lot), "MATCHER")

    @precondition(lambda self: self.till.total("2004"))
    @rule(off=rarely)
    def price_part_moves(self, off: bool) -> None:
        """What of the deposit became price goes to where prices are; perhaps a fen less."""
        deposit = list(BIDS)[2]
        fen = max(1, self.till.deposit(deposit).price.part_fen - off)
        theirs, ours = ACCOUNTS[SETTLEMENT][0], ACCOUNTS[ACCOUNT][0]
        out = self.till.line(fen, DAYS[3], credit=False, payer_account=theirs)
        into = self.till.line(fen, DAYS[3], account=SETTLEMENT, payer_account=ours)
        lines = {"debit": out, "debit_seen": 1, "credit": into, "credit_seen": 1}
        asked = TransferPrice(**lines, deposit=deposit, lot=BIDS[deposit][0])
        self.ask(asked, "MATCHER")

    @precondition(lambda self: self.till.total("2004"))
    @rule(fee=st.sampled_from((0, 7)))
    def price_goes(self, fee: int) -> None:
        deposit = list(BIDS)[2]
        self._assessed(BIDS[deposit][0], fee)
        asked = ReleasePrice(deposit=deposit, lot=BIDS[deposit][0], fee_fen=fee, **DECISION)
        self.ask(asked, "C-SET2")

    @precondition(lambda self: self.till.total("2004"))
    @rule(fee=st.sampled_from((0, 7)))
    def price_comes_and_goes(self, fee: int) -> None:
        """All of it in its order; nothing happens in between."""
        self.price_comes(59 * PRICE, True)
        self.price_part_moves(False)
        self.price_goes(fee)

    @precondition(lambda self: self.has(lambda one: one.given.payable))
    @rule(n=which, by=people, less=rarely, astray=rarely)
    def payout_proposed(self, n: int, by: str, less: bool, astray: bool) -> None:
        """All that is due to one owner, of each deposit of a lot; perhaps not to the fen.

        From the account that it lies on; perhaps from the other.
        """
        rich = [code for code in BIDS if self.till.deposit(code).given.payable]
        first = self.pick(rich, n)
        keys = sorted(self.till.deposit(first).given.payable)
        to, owner = keys[n % len(keys)]
        lot = BIDS[first][0]
        found = {
            code: self.till.deposit(code).given.to(to, owner)
            for code in BIDS
            if BIDS[code][0] == lot
        }
        parts = [Part(deposit=code, amount_fen=fen + less) for code, fen in found.items() if fen]
        code = f"Q{len(self.payouts()):016X}"
        on = self.till.deposit(first).given.lies.get((to, owner), ())
        here = min(on, default=ACCOUNT)
        other = SETTLEMENT if here == ACCOUNT else ACCOUNT
        asked = ProposePayout(
            payout=code,
            lot=lot,
            account=other if astray else here,
            to=to,
            owner=owner,
            payee=Payee(name=OURS.name, account=OURS.number)
            if to == "2013"
            else Payee(name="住建局", account="35"),
            document="dd" * 32,
            parts=tuple(parts),
        )
        self.ask(asked, "C-SET1", person=by, digest=f"{len(self.payouts()):064x}")

    @precondition(lambda self: self.payouts())
    @rule(n=which, by=people, no=rarely)
    def payout_checked(self, n: int, by: str, no: bool) -> None:
        code, payout = self.pick(self.payouts(), n)
        if no:
            self.ask(RejectPayout(payout=code, reason="再看"), "C-SET2", person=by)
            return
        proposed = payout.proposed
        names = ("payout", "lot", "account", "to", "owner", "payee", "document", "parts")
        asked = ApprovePayout(**{name: getattr(proposed, name) for name in names})
        self.ask(asked, "C-SET2", person=by, maker=proposed.proposal)

    @precondition(lambda self: self.payouts())
    @rule(n=which, any_of=rarely)
    def payout_given_up(self, n: int, any_of: bool) -> None:
        """One whose money is with us; perhaps one whose money is not."""
        ended = [one for one in self.payouts() if any_of or one[1].stage in WITH_US]
        if not ended:
            return
        code, payout = self.pick(ended, n)
        deposits = tuple(part.deposit for part in payout.proposed.parts)
        self.ask(GiveUpPayout(payout=code, deposits=deposits, reason="销户"), "C-SET1")

    @precondition(lambda self: self.has(lambda one: one.given.payable))
    @rule(n=which, astray=rarely)
    def paid_to_others(self, n: int, astray: bool) -> None:
        """All the way, as it should go, up to the bank's order."""
        before = len(self.payouts())
        self.payout_proposed(n, MAKER, False, astray)
        if len(self.payouts()) > before:
            self.payout_checked(before, CHECKER, False)

    @precondition(lambda self: self.has(lambda one: one.given.payable))
    @rule(n=which, how=st.sampled_from(("shown", "back", "refused", "withdrawn")))
    def paid_to_others_and_told(self, n: int, how: str) -> None:
        """All the way, and what becomes of it."""
        self.paid_to_others(n, False)
        going = [one for one in self.payments(Sent.ORDERED) if one.startswith("Q")]
        payment = self.pick(going, n)
        if payment is None:
            return
        if how == "withdrawn":
            self.ask(WithdrawPayment(payment=payment, reason="可能已冲正"), "PLATFORM")
            return
        sent = RecordPaymentsSent(message=f"MSG-{payment}", sha256=FILE, payments=(payment,))
        self.ask(sent, "PLATFORM")
        account = self.account(payment)
        if how == "refused":
            no = ReportPayment(
                payment=payment, account=account, status="REJECTED", code="AC04", reason=None
            )
            self.ask(no, "PLATFORM")
            return
        shown = {"account": account, "end_to_end": payment}
        line = self.till.line(self.fen(payment), DAYS[3], credit=False, **shown)
        self.ask(MatchDebit(line=line, line_seen=1, payment=payment), "MATCHER")
        if how == "back":
            line = self.till.line(self.fen(payment), DAYS[3], returned=True, **shown)
            back = MatchReturn(line=line, line_seen=1, payment=payment, code="AC04")
            self.ask(back, "MATCHER")

    def payouts(self) -> list[tuple[str, Payout]]:
        states: Any = self.till.memory.states
        return [(one.code, state) for one, state in states.items() if one.kind == "payout"]
