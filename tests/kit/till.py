"""The desk at work, in memory: lots, deposits, a bank that books lines; policies follow at once.

Every step is asked as the one asks whose step it is, and must be granted; `books` are the balances
of all that was said, debit positive.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from domain.account.open import OpenAccount
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.strays import OpenStrays
from domain.calendar import BEIJING
from domain.deposit.events import DepositRequired
from domain.deposit.issue import IssueSubAccount
from domain.desk.approve import ApproveRefunds
from domain.desk.approve_payout import ApprovePayout
from domain.desk.entitled import Paying
from domain.desk.interest import MatchInterest
from domain.desk.match import MatchReceipt
from domain.desk.payable import Payable, payable
from domain.desk.price_transfer import TransferPrice
from domain.desk.propose import ProposeRefunds
from domain.desk.propose_payout import ProposePayout
from domain.desk.require import RequireDeposit
from domain.desk.settle import MatchDebit, MatchReturn
from domain.governance.owned import OwnAccount
from domain.governance.state import Law, Rate
from domain.identifiers import line_id, payment_id
from domain.kernel import Command, Decision, Event, Post, Rejected, StreamId
from domain.lot.announce import AnnounceLot, DefineLot
from domain.lot.fees import AssessFees
from domain.money import yuan
from domain.party.enrol import RegisterParty
from domain.payee import Payee
from domain.payment.send import RecordPaymentsSent
from domain.payout.events import Part
from domain.postings import MoneyEvent
from domain.refund.events import Item
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.following import following
from tests.kit.story import CHECKER, NOON, Memory

ACCOUNT, SETTLEMENT, FOREIGN = "ZZ-DEPOSITS", "ZZ-SETTLEMENT", "ZZ-EUR"
ACCOUNTS = {
    ACCOUNT: ("35001", "1001", "CNY"),
    SETTLEMENT: ("35002", "1002", "CNY"),
    FOREIGN: ("35003", "1001", "EUR"),
}
"""Our accounts: the bank's number, what it holds in the chart, its currency."""
OURS = OwnAccount("ZZ-OWN", "公共资源交易中心", "35050161000000009999", "建行漳州分行")
"""Of the centre's own: where fees go."""
LAW = Law(FIXTURE, rates=(Rate("CCB", date(2026, 1, 1), 3_500),), own=(OURS,))
OWNER = Post("OWNER", "住建局")
FILE = "ab" * 32


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """An instant of a Beijing day."""
    return datetime.combine(day, time(hour, minute), BEIJING)


def account_of(party: str) -> str:
    """The account that a party pays from."""
    return f"6222{party[1:]}"


class Till:
    """One custody account and all that happens on it, by one law."""

    law, now, accounts = LAW, NOON, ACCOUNTS
    """`now`: when things are asked, unless one says otherwise, and what follows by itself."""

    def __init__(self, opening: int = 0, memory: Any = None) -> None:
        self.memory = memory or Memory()
        self.books: Counter[tuple[str, str]] = Counter()
        self.deposits: dict[str, list[str]] = {}
        self._heard, self._count = 0, 0
        bank = {"bank": "CCB", "day": date(2026, 3, 1), "statement": None}
        for account, (number, holds, currency) in self.accounts.items():
            facts = {"account": account, "number": number, "holds": holds, "currency": currency}
            fen = opening if account == ACCOUNT else 0
            self.do(OpenAccount(**facts, opening=fen, **bank), "C-CASH")

    # Asking.

    def ask(
        self, command: Command, *posts: Post | str, when: datetime | None = None, **how: Any
    ) -> Decision:
        """The decision; what follows from it by itself has followed."""
        asked = {"at": when or self.now, "law": self.law}
        decided = self.memory.ask(command, *posts, **(asked | how))
        if not isinstance(decided, Rejected):
            self._follow()
        return decided

    def do(self, command: Command, *posts: Post | str, **how: Any) -> tuple[Event, ...]:
        """What was said; a refusal is an error."""
        decided = self.ask(command, *posts, **how)
        assert not isinstance(decided, Rejected), decided
        return tuple(getattr(said, "event", said) for said in decided)

    def _follow(self) -> None:
        while self._heard < len(self.memory.said):
            event = self._next()
            for asked in following(event, self.memory, self.deposits):
                self.memory.ask(asked, "PLATFORM", at=self.now, law=self.law)

    def _next(self) -> Event:
        """What was said next, booked."""
        event = self.memory.said[self._heard]
        self._heard += 1
        if isinstance(event, MoneyEvent):
            for entry in event.entries:
                for leg in entry.legs:
                    self.books[leg.account, leg.owner] += leg.amount
        if isinstance(event, DepositRequired):
            self.deposits.setdefault(event.terms.lot, []).append(event.deposit)
        return event

    def deposit(self, code: str) -> Any:
        """A deposit as it stands."""
        return self.memory.of(StreamId("deposit", code))

    def total(self, account: str) -> int:
        """All that lies on an account of the chart, debit positive."""
        return sum(fen for (code, _), fen in self.books.items() if code == account)

    # Lots and their deposits.

    def lot(self, lot: str, deposit: str, category: str = "CONSTRUCTION", **other: Any) -> str:
        """A lot that was announced."""
        facts = {
            "title": lot,
            "region": "350602",
            "owner": OWNER.organisation,
            "agency": None,
            "estimate_fen": 50 * yuan(deposit),
            "deposit_deadline": at(date(2026, 3, 24), 17),
            "opening_at": at(date(2026, 3, 25), 9, 30),
            "basic_account": category == "CONSTRUCTION",
        }
        asked = DefineLot(lot=lot, category=category, deposit_fen=yuan(deposit), **(facts | other))
        owner = Post("OWNER", asked.owner)
        self.do(asked, owner)
        announced = AnnounceLot(lot=lot, media=("省平台",), text=FILE)
        self.do(announced, owner, when=at(date(2026, 3, 2)))
        return lot

    def bidder(self, deposit: str, lot: str, party: str) -> str:
        """A deposit that is owed, with its number at the bank."""
        basic = {"basic_account": account_of(party), "basic_bank": None}
        self.do(RegisterParty(party=party, name=party, **basic), "C-OPS")
        self.do(RequireDeposit(deposit=deposit, lot=lot, party=party), "PLATFORM")
        told = {"sub_account": self.number(deposit), "valid_until": date(2026, 9, 1)}
        self.do(IssueSubAccount(deposit=deposit, **told), "BANK")
        return deposit

    @staticmethod
    def number(deposit: str) -> str:
        """The deposit's number at the bank."""
        return f"{int(deposit[1:], 16):016}"

    # The bank's lines.

    def line(
        self, amount: int, day: date, *, credit: bool = True, account: str = ACCOUNT, **said: Any
    ) -> str:
        """The statement of a day shows one more line; its code."""
        self._count += 1
        booked_at = said.pop("booked_at", None)
        line = BankLine(
            credit=credit,
            amount=amount,
            value_date=day,
            booked_at=booked_at,
            particulars=Particulars(fingerprint=f"{self._count:064x}", **said),
        )
        asked = ImportLines(
            account=account,
            holds=self.accounts[account][1],
            currency=self.accounts[account][2],
            day=day,
            page=1,
            statement=FILE,
            lines=(line,),
        )
        self.do(asked, "C-CASH")
        page = StreamId("bankpage", f"{account}/{day}/1")
        return f"{page.code}#{len(self.memory.of(page).lines)}"

    def strays(self, day: date, account: str = ACCOUNT) -> None:
        """Lines of a day's page that name nobody are opened to people."""
        page = StreamId("bankpage", f"{account}/{day}/1")
        lines = len(self.memory.of(page).lines)
        self.do(OpenStrays(page=page.code, lines=lines), "MATCHER")

    def seen(self, line: str) -> int:
        """A line's version."""
        of = line_id(line)
        found = self.memory.of(StreamId("bankpage", str(of.page))).line(of.number)
        return found.version if found else 1

    def pays(self, deposit: str, party: str, amount: str, day: date, **said: Any) -> str:
        """A payment to a deposit's number arrives and is matched; its line."""
        facts = {
            "payer": party,
            "payer_account": account_of(party),
            "reference": self.number(deposit),
        }
        line = self.line(yuan(amount), day, **(facts | said))
        self.match(MatchReceipt, line, deposit=deposit, lot=None)
        return line

    def match(self, shape: Callable[..., Command], line: str, **facts: Any) -> tuple[Event, ...]:
        """The matcher says what a line is."""
        return self.do(shape(line=line, line_seen=self.seen(line), **facts), "MATCHER")

    def interest(self, deposit: str, amount: str, day: date) -> tuple[Event, ...]:
        """The bank pays interest on a deposit's number."""
        line = self.line(yuan(amount), day, reference=self.number(deposit), kind="INTEREST")
        return self.match(MatchInterest, line, deposit=deposit, lot=None)

    # Refunds.

    def item(self, deposit: str, number: int, when: datetime = NOON) -> Item:
        """A refund as it is shown to the maker then."""
        ours = self.memory.of(StreamId("account", ACCOUNT))
        paying = Paying(ACCOUNT, ours, when.date())
        found = payable(deposit, number, self.deposit(deposit), self.law, paying)
        assert isinstance(found, Payable), found
        return found.item

    def approve(self, deposit: str, number: int, when: datetime = NOON) -> Item:
        """One proposes, another approves; by itself the bank has its order then."""
        item = self.item(deposit, number, when)
        self._count += 1
        batch, digest = f"RB-2026-05-11-{self._count:04X}", f"{self._count:064x}"
        batched = {"batch": batch, "account": ACCOUNT, "items": (item,)}
        self.do(ProposeRefunds(**batched), "C-SET1", digest=digest, when=when)
        said = {"person": CHECKER, "maker": digest, "when": when}
        self.do(ApproveRefunds(**batched), "C-SET2", **said)
        return item

    def send(self, payment: str) -> str:
        """It goes to the bank."""
        message = f"MSG-{payment}".replace("/", "-")
        sending = RecordPaymentsSent(message=message, sha256=FILE, payments=(payment,))
        self.do(sending, "PLATFORM")
        return payment

    def debit(self, payment: str, day: date) -> int:
        """The statement shows it; how much it was."""
        amount = self.memory.of(StreamId("payment", payment)).ordered.amount_fen
        ordered = self.memory.of(StreamId("payment", payment)).ordered
        said = {"account": ordered.account, "end_to_end": payment_id(payment).end_to_end}
        line = self.line(amount, day, credit=False, **said)
        self.match(MatchDebit, line, payment=payment)
        return int(amount)

    def refund(self, deposit: str, number: int, day: date) -> int:
        """From the proposal to the statement, on one day; how much was paid."""
        self.approve(deposit, number, at(day))
        attempt = self.deposit(deposit).refund(number).attempt
        return self.debit(self.send(f"{deposit}/{number}/{attempt}"), day)

    # Payouts.

    def payout(
        self, lot: str, to: str, owner: str, parts: dict[str, int], account: str = ACCOUNT
    ) -> dict[str, Any]:
        """What two sign who pay others what these deposits gave on."""
        self._count += 1
        return {
            "payout": f"Q{self._count:016X}",
            "lot": lot,
            "account": account,
            "to": to,
            "owner": owner,
            "payee": Payee(name=OURS.name, account=OURS.number)
            if to == "2013"
            else Payee(name=owner, account="35050161000000007777"),
            "document": FILE,
            "parts": tuple(Part(deposit=one, amount_fen=fen) for one, fen in parts.items()),
        }

    def passes_on(
        self, lot: str, to: str, owner: str, parts: dict[str, int], account: str = ACCOUNT
    ) -> str:
        """One proposes to pay others what these deposits gave on, another approves; its code."""
        asked = self.payout(lot, to, owner, parts, account)
        digest = f"{self._count:064x}"
        self.do(ProposePayout(**asked), "C-SET1", digest=digest)
        self.do(ApprovePayout(**asked), "C-SET2", person=CHECKER, maker=digest)
        return str(asked["payout"])

    def assess(
        self, lot: str, seller_fen: int = 0, default_fen: int = 0, buyer_fen: int = 0
    ) -> None:
        """The centre says what of a sale is its own."""
        fees = {"seller_fen": seller_fen, "buyer_fen": buyer_fen, "default_fen": default_fen}
        self.do(AssessFees(lot=lot, **fees, document="核费1号", evidence=FILE), "C-OPS")

    def part_moves(self, lot: str, deposit: str, day: date) -> None:
        """What of a deposit became price goes to where the price is."""
        fen, (theirs, ours) = self.deposit(deposit).price.part_fen, (SETTLEMENT, ACCOUNT)
        out = self.line(fen, day, credit=False, payer_account=ACCOUNTS[theirs][0])
        into = self.line(fen, day, account=theirs, payer_account=ACCOUNTS[ours][0])
        lines = {"debit": out, "debit_seen": 1, "credit": into, "credit_seen": 1}
        self.do(TransferPrice(**lines, deposit=deposit, lot=lot), "MATCHER")

    def comes_back(self, payment: str, day: date, code: str = "AC04") -> str:
        """What was paid comes back; its line."""
        amount = self.memory.of(StreamId("payment", payment)).ordered.amount_fen
        said = {"returned": True, "return_code": code}
        line = self.line(amount, day, end_to_end=payment_id(payment).end_to_end, **said)
        self.match(MatchReturn, line, payment=payment, code=code)
        return line


def nonzero(till: Till, *without: str) -> dict[tuple[str, str], int]:
    """The keys that hold anything, but for these accounts."""
    return {key: fen for key, fen in sorted(till.books.items()) if fen and key[0] not in without}
