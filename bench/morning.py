"""A morning at the desk, above a long log: lots just opened, a page of receipts, refunds to pay.

Each lot has the same eight bidders. What a clerk still has to match is on time; what came late was
matched already, and is owed back.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count

from api.appointing import appoint
from api.clock import SimulatedClock
from api.demo.cast import ANNOUNCEMENT, BIDDERS, BUYERS, CAST, LOT
from api.demo.story import HOLIDAYS
from api.refunding import batch_of, payable_items
from api.upkeep import settle
from api.wiring import System
from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.match import MatchReceipt
from domain.desk.propose import ProposeRefunds
from domain.desk.require import RequireDeposit
from domain.governance.publish import PublishCalendar
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty

ACCOUNT, NUMBER = "CNY-DEPOSITS", "6228480402564890"
DAY = date(2026, 3, 16)
DESK = f"/desk?account={ACCOUNT}&day={DAY}"
STARTS = "2026-03-02T09:00:00+08:00"
PAYERS = (*BIDDERS, *BUYERS)
LOTS, LATE = 50, 5
_STATEMENT = sha256(b"the bench's statement").hexdigest()


def appointed(system: System) -> None:
    """Everybody is at their post, and the calendar is known."""
    for person, role, organisation in CAST:
        appoint(system, person, role, organisation)
    workdays = (date(2026, 5, 9),)
    system.ask("office", PublishCalendar(year=2026, holidays=HOLIDAYS, workdays=workdays))


def told(system: System) -> None:
    """All of it, up to the morning after the opening."""
    _required(system)
    _move(system, LOT.opening_at - timedelta(hours=1))
    _banked(system)
    _move(system, LOT.opening_at)
    for lot in range(LOTS):
        system.ask("platform", OpenBids(lot=_code(lot), bidders=len(PAYERS)))
    settle(system)
    for number, (lot, bidder) in _bids():
        if lot < LATE:
            line = f"{ACCOUNT}/{DAY}/1#{number}"
            matched = MatchReceipt(line=line, line_seen=1, deposit=_deposit(lot, bidder), lot=None)
            system.ask("matcher", matched)
    settle(system)
    items = payable_items(system, ACCOUNT)
    batch = batch_of(system.clock())
    system.ask("clerk", ProposeRefunds(batch=batch, account=ACCOUNT, items=items))
    settle(system)


def _required(system: System) -> None:
    opened = OpenAccount(
        account=ACCOUNT,
        bank="mock-bank",
        number=NUMBER,
        currency="CNY",
        holds="1001",
        opening=0,
        day=DAY,
        statement=None,
    )
    system.ask("cash", opened)
    for one in PAYERS:
        party = RegisterParty(
            party=one.party, name=one.name, basic_account=one.account, basic_bank="建设银行漳州分行"
        )
        system.ask("ops", party)
    for lot in range(LOTS):
        system.ask("agency", replace(LOT, lot=_code(lot), title=f"漳州市道路工程第{lot + 1}标段"))
        system.ask("agency", replace(ANNOUNCEMENT, lot=_code(lot)))
    for _, (lot, bidder) in _bids():
        code, until = _deposit(lot, bidder), date(2026, 6, 30)
        party_code = PAYERS[bidder].party
        system.ask("platform", RequireDeposit(deposit=code, lot=_code(lot), party=party_code))
        number = _number(lot, bidder)
        system.ask("platform", IssueSubAccount(deposit=code, sub_account=number, valid_until=until))


def _banked(system: System) -> None:
    lines = tuple(_line(lot, bidder) for _, (lot, bidder) in _bids())
    brought = ImportLines(
        account=ACCOUNT,
        holds="1001",
        currency="CNY",
        day=DAY,
        page=1,
        statement=_STATEMENT,
        lines=lines,
    )
    fen = sum(line.amount for line in lines)
    statement = RecordStatement(
        account=ACCOUNT,
        day=DAY,
        statement="2026-1",
        sequence=None,
        sha256=_STATEMENT,
        currency="CNY",
        opening=0,
        closing=fen,
        credits=fen,
        debits=0,
        lines=len(lines),
        pages=1,
    )
    system.ask("bank", brought)
    system.ask("bank", statement)


def _line(lot: int, bidder: int) -> BankLine:
    late = timedelta(hours=1) if lot < LATE else timedelta()
    booked = LOT.deposit_deadline - timedelta(minutes=30) + late
    payer = PAYERS[bidder]
    particulars = Particulars(
        fingerprint=sha256(f"{lot}/{bidder}".encode()).hexdigest(),
        payer=payer.pays_as or payer.name,
        payer_account=payer.account,
        payer_bank="建设银行漳州分行",
        reference=_number(lot, bidder),
        note="投标保证金",
        serial=f"{lot:04}{bidder:04}",
    )
    return BankLine(
        credit=True,
        amount=LOT.deposit_fen,
        value_date=DAY,
        booked_at=booked,
        particulars=particulars,
    )


def _bids() -> Iterator[tuple[int, tuple[int, int]]]:
    """Number of the line, lot and bidder."""
    return zip(count(1), ((lot, bidder) for lot in range(LOTS) for bidder in range(len(PAYERS))))


def _code(lot: int) -> str:
    return f"E35060000010000010{lot:02}001"


def _deposit(lot: int, bidder: int) -> str:
    return f"P{sha256(f'bench {lot} {bidder}'.encode()).hexdigest()[:16].upper()}"


def _number(lot: int, bidder: int) -> str:
    return f"{NUMBER}{lot:02}{bidder:02}"


def _move(system: System, instant: datetime) -> None:
    assert isinstance(system.clock, SimulatedClock)
    system.clock.move_to(instant)
