"""What the staff of the story do, each as a person: import, match, propose, approve, send."""

import secrets
from collections.abc import Callable
from datetime import date, datetime

from api.banking.round import NONE, Done, Round
from api.banking.rounds import opened_account
from api.banking.standing import Standing
from api.banks.channels.channel import Channel
from api.banks.importing import Imported, Importer
from api.clock import SimulatedClock
from api.closing.signing import prepare, sign
from api.demo.bank import account_number
from api.demo.draw import Bid
from api.refunding import batch_of, payable_items
from api.upkeep import settle
from api.wiring import System
from domain.account.open import OpenAccount
from domain.deposit.issue import IssueSubAccount
from domain.deposit.redirect import ProposePayee
from domain.desk.approve import ApproveRefunds
from domain.desk.convert import ConvertDeposit
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.propose import ProposeRefunds
from domain.desk.require import RequireDeposit
from domain.governance.publish import SetRateTable
from domain.identifiers import RefundId, refund_id
from domain.kernel import StreamId
from domain.party.enrol import RegisterParty
from domain.payee import Payee
from domain.payment.state import Stage
from projections.deposits import DEPOSITS
from projections.payments import PAYMENTS
from projections.refunds import REFUNDS

CUSTODY = "CNY-DEPOSITS"
CUSTODY_NUMBER = "6228480402564890"
BANK = "mock-bank"


class Staff:
    """The people of the centre, by the posts they hold in the story."""

    holder = "漳州市公共资源交易中心"

    def __init__(self, system: System) -> None:
        assert isinstance(system.clock, SimulatedClock), "the story runs on a simulated log"
        self.system = system
        self._clock: SimulatedClock = system.clock
        self._replay = system.replay
        self._importer = Importer(self._replay, system.blobs, lambda c: system.ask("bank", c))
        self.imported: list[Imported] = []
        self._guarantees: list[tuple[str, str, str]] = []

    def move_to(self, instant: str) -> None:
        """The simulated time."""
        self._clock.move_to(datetime.fromisoformat(instant))

    def settle(self) -> None:
        """What follows by itself has followed, and readers have read it."""
        settle(self.system)

    def bring(self, file: bytes) -> None:
        """Imports a statement file."""
        self.imported += self._importer.file(file)
        self.system.readers.runner.catch_up()

    def bank(self, channel: Channel) -> Done:
        """One round over the custody account's channel, as the platform makes it by itself."""
        account = opened_account(self.system, CUSTODY)
        assert account is not None, "the account was opened at the beginning"
        made = Round(self.system, account, channel, self.holder, pauses=NONE, banked=self._kept)
        done, _ = made.make(Standing())
        if done.problem:
            raise RuntimeError(done.problem)
        self.settle()
        return done

    def _kept(self, file: bytes, new: list[Imported]) -> None:
        kept = self.system.home.root / "statements"
        kept.mkdir(exist_ok=True)
        self.imported += new
        for one in new:
            (kept / f"{one.account}-{one.day}.xml").write_bytes(file)

    def lines(self) -> int:
        """Lines of the custody account that were imported."""
        return sum(one.new for one in self.imported if one.account == CUSTODY)

    def open_custody(self, day: date, rate_ppm: int) -> None:
        """The custody account is opened in the books, its bank's demand rate set."""
        self.system.ask(
            "cash",
            OpenAccount(
                account=CUSTODY,
                bank=BANK,
                number=account_number(CUSTODY_NUMBER),
                currency="CNY",
                holds="1001",
                opening=0,
                day=day,
                statement=None,
            ),
        )
        rate = SetRateTable(bank=BANK, since=date(2026, 1, 1), rate_ppm=rate_ppm)
        self.system.ask("office", rate)

    def require(self, bid: Bid, number: str) -> str:
        """A bidder is registered, owes its deposit, and gets the number to pay it to."""
        deposit = f"P{secrets.token_hex(8).upper()}"
        party = bid.bidder
        registered = RegisterParty(
            party=party.party,
            name=party.name,
            basic_account=account_number(party.account),
            basic_bank="中国建设银行漳州分行",
        )
        issued = IssueSubAccount(deposit=deposit, sub_account=number, valid_until=date(2026, 6, 30))
        required = RequireDeposit(deposit=deposit, lot=bid.lot, party=party.party)
        self.system.ask("ops", registered)
        self.system.ask("platform", required)
        self.system.ask("platform", issued)
        return deposit

    def lodge(self, bid: Bid, deposit: str) -> None:
        """A guarantee stands in for cash."""
        guarantee = f"G{secrets.token_hex(8).upper()}"
        self._guarantees.append((guarantee, deposit, bid.lot))
        self.system.ask(
            "platform",
            LodgeGuarantee(
                guarantee=guarantee,
                deposit=deposit,
                number="BH-2026-0313",
                guarantor="福建省融资担保有限责任公司",
                amount_fen=bid.deposit_fen,
                valid_until=date(2026, 7, 31),
            ),
        )

    def release_guarantees(self, lot: str) -> None:
        """The lot has ended: its guarantees go back."""
        for guarantee, deposit, of in self._guarantees:
            if of == lot:
                wanted = ReleaseGuarantee(guarantee=guarantee, deposit=deposit, lot=lot)
                self.system.ask("agency", wanted)

    def convert(self, deposit: str, lot: str) -> None:
        """The buyer's deposit becomes earnest and price."""
        self.system.ask("reviewer", ConvertDeposit(deposit=deposit, lot=lot))

    def refund(self, channel: Channel) -> int:
        """Clerk proposes all that may be paid, reviewer approves, the bank gets it; how many."""
        now = self._clock()
        items = payable_items(self.system, CUSTODY)
        code = batch_of(now)
        proposed = ProposeRefunds(batch=code, account=CUSTODY, items=items)
        self.system.ask("clerk", proposed)
        maker = self._replay.state(StreamId("refund", code)).proposed.proposal
        approved = ApproveRefunds(batch=code, account=CUSTODY, items=items)
        self.system.ask("reviewer", approved, maker=maker)
        self.settle()
        self.bank(channel)
        return len(items)

    def redirect(self, refund: str, payee: Payee) -> None:
        """The clerk proposes another account, shown by a letter."""
        of = refund_id(refund)
        wanted = ProposePayee(deposit=of.deposit, number=of.number, payee=payee, evidence="5e" * 32)
        self.system.ask("clerk", wanted)
        self.settle()

    def payee(self, refund: str) -> Payee:
        """To whom a refund goes."""
        of = refund_id(refund)
        pays = self._replay.state(StreamId("deposit", of.deposit)).refund(of.number).pays
        assert isinstance(pays, Payee)
        return pays

    def refunds(self, deposit: str) -> list[str]:
        """The refunds of a deposit."""
        rows = self.system.readers.refunds.rows(REFUNDS, {"deposit": deposit}).rows
        return [str(RefundId(row["deposit"], row["number"])) for row in rows]

    def in_transit(self) -> list[str]:
        """Payments that the bank has taken and not booked yet, the largest last."""
        wanted = {"stage": Stage.ACCEPTED.value}
        rows = self.system.readers.payments.rows(PAYMENTS, wanted, order=("amount_fen",)).rows
        return [str(row["payment"]) for row in rows]

    def readable(self) -> int:
        """How many deposits can be read by somebody who is not the matcher."""
        self.system.readers.runner.catch_up()
        return len(self.system.readers.deposits.rows(DEPOSITS).rows)

    def close_days(self, tell: Callable[[int, int], None]) -> int:
        """Closes every day of the custody account that has a statement; how many."""
        days = [one.day for one in self.imported if one.account == CUSTODY]
        for number, day in enumerate(days, 1):
            tell(number, len(days))
            self.system.publisher.publish()
            prepare(self.system, "cash", CUSTODY, day, {})
            sign(self.system, "reviewer", CUSTODY, day)
        self.settle()
        return len(days)
