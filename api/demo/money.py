"""The CNY part of the story, day by day: deposits come, lots are decided, money goes back."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from api.banks.channels.channel import Channel
from api.banks.matching import Proposal
from api.demo.bank import Bank, account_number
from api.demo.cast import ANNOUNCEMENT, DISCLOSURE, LOT, SALE, STRANGER
from api.demo.draw import PAID, RATE_PPM, SETTLED, TOPPED_UP, Bid, Draw, Fate
from api.demo.staff import CUSTODY, CUSTODY_NUMBER, Staff
from domain.identifiers import payment_id
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.payee import Payee

_NEW_ACCOUNT = "3505019999"


@dataclass
class Deposits:
    """What happened so far: whose deposit is which, and what the bank owes interest on."""

    ids: dict[str, str] = field(default_factory=dict)
    """By the end of its number."""
    lain: dict[str, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    """What moved on each sub-account, as the bank sees it."""


class Money:
    """Plays eight deposits through the bank, on a simulated installation."""

    def __init__(self, staff: Staff, bank: Bank, draw: Draw, tell: Callable[[str, int, int], None]):
        self._staff = staff
        self._bank = bank
        self._draw = draw
        self._tell = tell
        self._so_far = Deposits()
        self.proposals: dict[str, Proposal] = {}
        """The last word on each line."""

    def announce(self) -> dict[str, object]:
        """The account, the two lots, and of each bidder its deposit and the number to pay it to."""
        staff = self._staff
        staff.move_to("2026-03-02T09:00:00+08:00")
        self._bank.open_account(CUSTODY, CUSTODY_NUMBER, staff.holder)
        staff.open_custody(PAID, RATE_PPM)
        for lot, told in ((LOT, ANNOUNCEMENT), (SALE, DISCLOSURE)):
            staff.system.ask("agency", lot)
            staff.system.ask("agency", told)
        bids = self._draw.bids
        for number, bid in enumerate(bids, 1):
            self._tell("story.deposits", number, len(bids))
            self._so_far.ids[bid.number] = staff.require(bid, f"{CUSTODY_NUMBER}{bid.number}")
        return {"lots": 2, "bidders": len(bids)}

    def arrive(self) -> dict[str, object]:
        """Friday and Monday: the bidders pay, one of them a guarantor, one too late."""
        self._day("2026-03-13T09:30:00+08:00", None)
        for number, bid in enumerate(self._draw.of(LOT.lot), 1):
            self._tell("story.paying", number, len(self._draw.bids))
            if bid.fate is Fate.GUARANTEE:
                self._staff.lodge(bid, self._so_far.ids[bid.number])
            elif bid.fate is not Fate.LATE:
                self._pays(bid, bid.first_fen)
        self._day("2026-03-16T08:30:00+08:00", PAID)
        for bid in self._draw.of(SALE.lot):
            self._pays(bid, bid.first_fen)
        for bid in self._draw.bids:
            if bid.rest_fen:
                self._pays(bid, bid.rest_fen)
        self._bank.move_to("2026-03-16T18:10")  # after the cut-off: booked tomorrow
        for bid in self._draw.of(LOT.lot):
            if bid.fate is Fate.LATE:
                self._pays(bid, bid.first_fen, day=date(2026, 3, 17))
        self._day("2026-03-17T08:30:00+08:00", TOPPED_UP)
        return {"days": 2, "lines": self._staff.lines()}

    def compete(self) -> dict[str, object]:
        """Tuesday: the bids are opened, the sale is auctioned and confirmed."""
        staff, draw = self._staff, self._draw
        before = staff.readable()
        staff.move_to(LOT.opening_at.isoformat())
        admitted = sum(bid.admitted for bid in draw.of(LOT.lot))
        staff.system.ask("platform", OpenBids(lot=LOT.lot, bidders=admitted))
        staff.move_to("2026-03-17T10:40:00+08:00")
        bidders = len(draw.of(SALE.lot))
        closed = CloseTimedBidding(lot=SALE.lot, bidders=bidders, price_fen=draw.sale_fen)
        staff.system.ask("agency", closed)
        winner, price = draw.buyer.party, draw.sale_fen
        confirmed = ConfirmTransaction(lot=SALE.lot, winner=winner, price_fen=price)
        staff.system.ask("agency", confirmed)
        staff.settle()
        return {"before": before, "after": staff.readable()}

    def give_back(self) -> dict[str, object]:
        """Wednesday and Thursday: what never counted goes back; one account is closed."""
        staff, draw = self._staff, self._draw
        self._day("2026-03-18T08:30:00+08:00", date(2026, 3, 17))
        staff.system.ask("agency", self._award())
        signed = SignContract(lot=SALE.lot, signed_on=date(2026, 3, 18), price_fen=draw.sale_fen)
        staff.system.ask("agency", signed)
        staff.settle()
        staff.convert(self._id(draw.buyer.party, SALE.lot), SALE.lot)
        wrong = next(bid for bid in draw.bids if bid.fate is Fate.WRONG)
        self._bank.closed_payee(STRANGER[1], STRANGER[0])
        self._gone_back("2026-03-18")
        first = staff.refund(self._channel())
        refused = staff.refunds(self._so_far.ids[wrong.number])[0]
        self._day("2026-03-19T08:30:00+08:00", date(2026, 3, 18))
        staff.redirect(refused, Payee(name=STRANGER[0], account=account_number(_NEW_ACCOUNT)))
        second = staff.refund(self._channel())
        return {"payments": first + second, "rejected": 1}

    def conclude(self) -> dict[str, object]:
        """Thursday to Wednesday: contract, interest, refunds; one comes back and is reissued."""
        staff, draw = self._staff, self._draw
        staff.move_to("2026-03-19T15:00:00+08:00")
        signed = SignContract(lot=LOT.lot, signed_on=SETTLED, price_fen=draw.contract_fen)
        staff.system.ask("agency", signed)
        staff.release_guarantees(LOT.lot)
        staff.settle()
        self._interest(SETTLED)
        self._day("2026-03-20T08:30:00+08:00", SETTLED)
        paid = staff.refund(self._channel())
        returned = staff.in_transit()[-1]
        self._bank.move_to("2026-03-20T16:00")
        self._bank.send_back(payment_id(returned).end_to_end, days=1, reason="AC04")
        self._day("2026-03-23T08:30:00+08:00", date(2026, 3, 20))
        self._day("2026-03-24T08:30:00+08:00", date(2026, 3, 23))
        refund = payment_id(returned).owner
        payee = staff.payee(refund)
        staff.redirect(refund, Payee(name=payee.name, account=account_number(_NEW_ACCOUNT)))
        again = staff.refund(self._channel())
        self._day("2026-03-25T08:30:00+08:00", date(2026, 3, 24))
        return {"payments": paid + again, "returned": 1}

    def days(self) -> dict[str, object]:
        """The days are closed, each by two persons."""
        return {"days": self._staff.close_days(lambda n, of: self._tell("story.closing", n, of))}

    def _award(self) -> AwardLot:
        return AwardLot(
            lot=LOT.lot, winner=self._draw.builder.party, price_fen=self._draw.contract_fen
        )

    def _pays(self, bid: Bid, fen: int, day: date | None = None) -> None:
        name, account = bid.bidder.pays_as or bid.bidder.name, bid.bidder.account
        if bid.fate is Fate.WRONG:
            name, account = STRANGER
        self._bank.receive(CUSTODY, fen, name, account, f"{CUSTODY_NUMBER}{bid.number}")
        self._so_far.lain[bid.number].append((day or self._bank.now().date(), fen))

    def _gone_back(self, day: str) -> None:
        """What the bank will see leave the sub-accounts on that day: what never counted."""
        for bid in self._draw.bids:
            if bid.fate in (Fate.LATE, Fate.WRONG):
                self._so_far.lain[bid.number].append((date.fromisoformat(day), -bid.first_fen))
            elif bid.excess_fen:
                self._so_far.lain[bid.number].append((date.fromisoformat(day), -bid.excess_fen))

    def _interest(self, until: date) -> None:
        """The bank closes the sub-accounts of the tender and pays its interest on each."""
        for bid in self._draw.of(LOT.lot):
            if fen := _bank_interest(self._so_far.lain[bid.number], until):
                reference = f"{CUSTODY_NUMBER}{bid.number}"
                self._bank.bent(CUSTODY).interest(until, fen, reference)

    def _day(self, now: str, booked: date | None) -> None:
        """The bank's night passes; its statement of `booked` is imported and matched."""
        self._bank.move_to(now[:16])
        self._staff.move_to(now)
        if booked is None:
            return
        self._tell("story.arrival", 0, 1)
        done = self._staff.bank(self._channel())
        self.proposals |= {one.line: one for one in done.proposals}

    def _id(self, party: str, lot: str) -> str:
        bid = next(one for one in self._draw.of(lot) if one.bidder.party == party)
        return self._so_far.ids[bid.number]

    def _channel(self) -> Channel:
        return self._bank.channel(account_number(CUSTODY_NUMBER))


def _bank_interest(lain: list[tuple[date, int]], until: date) -> int:
    """As a bank reckons: Σ(balance × days) × rate / 360, half up, in fen."""
    product, balance = 0, 0
    if not lain:
        return 0
    for (day, fen), (after, _) in zip(lain, [*lain[1:], (until, 0)], strict=True):
        balance += fen
        product += balance * (after - day).days
    return (product * RATE_PPM + 180_000_000) // 360_000_000
