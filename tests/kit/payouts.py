"""An installation that owes: deposits came too late for their lot, and are to be paid back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.banking.connections import Connection, connect
from api.banking.round import NONE, Done
from api.banking.rounds import rounds
from api.demo.bank import Bank, account_number
from api.demo.cast import ANNOUNCEMENT, LOT
from api.refunding import batch_of, payable_items
from api.upkeep import settle
from api.wiring import System
from domain.account.open import OpenAccount
from domain.deposit.issue import IssueSubAccount
from domain.desk.approve import ApproveRefunds
from domain.desk.propose import ProposeRefunds
from domain.desk.require import RequireDeposit
from domain.governance.publish import PublishCalendar
from domain.kernel import StreamId
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from projections.payments import PAYMENTS
from projections.refunds import REFUNDS
from tests.kit.city import move_to

ACCOUNT, NUMBER, HOLDER = "CNY-DEPOSITS", "6228480402564890", "漳州市公共资源交易中心"
OPENS, ARRIVAL, MORNING = "2026-03-17T09:00", "2026-03-17T18:00", "2026-03-18T08:30"
"""When the bank opens its account, when the last deposit came, when its statement is there."""


@dataclass(frozen=True)
class Payer:
    """Whose money came too late: a natural person, its deposit, its number, its account."""

    number: int

    @property
    def party(self) -> str:
        return f"N{self.number:016X}"

    @property
    def name(self) -> str:
        return f"投标人{self.number}号"

    @property
    def deposit(self) -> str:
        return f"P{self.number:016X}"

    @property
    def sub_account(self) -> str:
        return f"{NUMBER}{self.number:04d}"

    @property
    def account(self) -> str:
        return f"35050100{self.number:04d}"

    @property
    def fen(self) -> int:
        """Different for each."""
        return LOT.deposit_fen + self.number

    @property
    def payment(self) -> str:
        """The first payment of the refund, as the bank is told it: its end-to-end id."""
        return f"{self.deposit}-1-1"


def payers(count: int) -> tuple[Payer, ...]:
    """So many."""
    return tuple(Payer(number) for number in range(1, count + 1))


def require(system: System, who: Sequence[Payer], opened: date = date(2026, 3, 17)) -> None:
    """Lot, account (from the day `opened` on) and deposits, on 2 March."""
    system.ask("office", PublishCalendar(year=2026, holidays=(), workdays=()))
    system.ask("agency", LOT)
    system.ask("agency", ANNOUNCEMENT)
    account = OpenAccount(
        account=ACCOUNT,
        bank="mock-bank",
        number=account_number(NUMBER),
        currency="CNY",
        holds="1001",
        opening=0,
        day=opened,
        statement=None,
    )
    system.ask("cash", account)
    for one in who:
        owe(system, one)
        number(system, one)


def enrol(system: System, one: Payer) -> None:
    """It is known."""
    enrolled = RegisterParty(
        party=one.party,
        name=one.name,
        basic_account=account_number(one.account),
        basic_bank="建设银行",
    )
    system.ask("ops", enrolled)


def owe(system: System, one: Payer, lot: str = LOT.lot) -> None:
    """It owes its deposit, and has no number to pay it to yet."""
    enrol(system, one)
    owed = RequireDeposit(deposit=one.deposit, lot=lot, party=one.party)
    system.ask("platform", owed)


def number(system: System, one: Payer) -> None:
    """The number to pay it to."""
    until = date(2026, 6, 30)
    issued = IssueSubAccount(deposit=one.deposit, sub_account=one.sub_account, valid_until=until)
    system.ask("platform", issued)


def bank_of(system: System, bank: Bank, balance_fen: int = 0) -> None:
    """The account at this bank, and the channel to it."""
    bank.open_account(ACCOUNT, NUMBER, HOLDER, balance_fen)
    connected = Connection(account=ACCOUNT, kind="mock-bank", address=bank.address, holder=HOLDER)
    connect(system.home, connected)


def pay_in(bank: Bank, who: Sequence[Payer]) -> None:
    """All pay, a day too late; then the night passes."""
    for one in who:
        bank.receive(ACCOUNT, one.fen, one.name, one.account, one.sub_account)
    bank.move_to(MORNING)


def open_bids(system: System) -> None:
    """The lot's bids are opened, without them."""
    move_to(system, LOT.opening_at.isoformat())
    system.ask("platform", OpenBids(lot=LOT.lot, bidders=3))


def step(system: System, account: str = ACCOUNT) -> Done:
    """One round, with no pause kept."""
    return rounds(system, NONE)[account]


def approve(system: System) -> int:
    """All that may be paid is proposed and approved; how many. The bank has its orders then."""
    settle(system)
    items = payable_items(system, ACCOUNT)
    code = batch_of(system.clock())
    system.ask("clerk", ProposeRefunds(batch=code, account=ACCOUNT, items=items))
    replay = system.replay
    maker = replay.state(StreamId("refund", code)).proposed.proposal
    system.ask("reviewer", ApproveRefunds(batch=code, account=ACCOUNT, items=items), maker=maker)
    system.readers.runner.catch_up()
    system.reactor.run()
    return len(items)


def stages(system: System) -> dict[str, str]:
    """How far each payment is."""
    system.readers.runner.catch_up()
    rows = system.readers.payments.rows(PAYMENTS).rows
    return {str(row["payment"]): str(row["stage"]) for row in rows}


def standings(system: System) -> list[str]:
    """How each refund stands."""
    system.readers.runner.catch_up()
    return [str(row["standing"]) for row in system.readers.refunds.rows(REFUNDS).rows]


def balance(system: System, code: str) -> int:
    """What lies in an account of custody in CNY, over all owners, in fen."""
    system.readers.runner.catch_up()
    rows = system.readers.balances.totals().rows
    return sum(row.amount for row in rows if (row.account, row.currency) == (code, "CNY"))
