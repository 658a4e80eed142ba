"""A morning at the desk: two lots just opened, a third still sealed, and what the bank brought.

Of the day before there is one of everything a clerk meets: lines that fit, a stranger's, one from
another account, short, over, twice, late, a refund of ours, interest; and of an earlier day one
that names nobody, and a charge.
"""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from api.appointing import appoint
from api.banks.matching import Matcher
from api.demo.cast import ANNOUNCEMENT, BIDDERS, BUYERS, LOT
from api.refunding import payable_items
from api.upkeep import settle
from api.wiring import System
from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.approve import ApproveRefunds
from domain.desk.propose import ProposeRefunds
from domain.desk.require import RequireDeposit
from domain.kernel import StreamId
from domain.lot.announce import DefineLot
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from domain.payment.send import RecordPaymentsSent
from domain.payment.state import Stage
from projections.payments import PAYMENTS
from tests.kit.city import move_to

ACCOUNT, NUMBER = "CNY-DEPOSITS", "6228480402566018"
DAY, EARLIER = date(2026, 5, 13), date(2026, 5, 8)
CLERKS = ("陈怡", "林志远")
"""Two more who match."""
FIRST, SECOND, SEALED = (f"E350600100000100100{n}" for n in ("1001", "1002", "1003"))
_TITLES = {
    FIRST: ("水仙大街改造工程二标段", 80_000_000),
    SECOND: ("锦绣路道路工程三标段", 24_000_000),
    SEALED: ("马洋溪供水工程一标段", 50_000_000),
}
_BASIC = "尾号基本户"
PAYERS = (*BIDDERS, *BUYERS)
_BIDS = (*((FIRST, n) for n in range(5)), *((SECOND, n) for n in range(3, 7)))
_LATER_BIDS = ((SEALED, 5), (SEALED, 6), (SEALED, 7))


def deposit(lot: str, bidder: int) -> str:
    """A deposit's id: random to whoever does not know this story."""
    return f"P{sha256(f'{lot} {bidder}'.encode()).hexdigest()[:16].upper()}"


def sub_account(lot: str, bidder: int) -> str:
    """The number that it is paid to."""
    return f"{NUMBER}{int(lot[-4:]) % 100:02d}{bidder:02d}"


def line(number: int, day: date = DAY, page: int = 1) -> str:
    """The code of a line."""
    return f"{ACCOUNT}/{day}/{page}#{number}"


def tell(system: System) -> None:
    """All of it, up to the morning after the opening."""
    for clerk in CLERKS:
        appoint(system, clerk, "C-SET1", "centre")
    move_to(system, "2026-05-06T09:00:00+08:00")
    open_account(system)
    for lot in (FIRST, SECOND):
        _define(system, lot, "2026-05-13T17:00:00+08:00", "2026-05-14T09:30:00+08:00")
    for bidder in PAYERS:
        said = RegisterParty(
            party=bidder.party, name=bidder.name, basic_account=bidder.account, basic_bank=_BASIC
        )
        system.ask("ops", said)
    for lot, bidder in _BIDS:
        _require(system, lot, bidder)
    move_to(system, "2026-05-08T18:00:00+08:00")
    bring(system, EARLIER, _EARLIER, 100_000, "2026-091")
    match(system, EARLIER)
    move_to(system, "2026-05-11T09:00:00+08:00")
    _define(system, SEALED, "2026-05-20T17:00:00+08:00", "2026-05-21T09:30:00+08:00")
    for lot, bidder in _LATER_BIDS:
        _require(system, lot, bidder)
    move_to(system, "2026-05-12T10:00:00+08:00")
    _refund(system)
    move_to(system, "2026-05-13T12:30:00+08:00")
    opening = 100_000 + sum(_signed(one) for one in _EARLIER)
    bring(system, DAY, _MORNING, opening, "2026-092")
    match(system, DAY)
    move_to(system, "2026-05-13T18:10:00+08:00")
    opening += sum(_signed(one) for one in _MORNING)
    bring(system, DAY, _EVENING, opening, "2026-093")
    settle(system)
    move_to(system, "2026-05-14T09:30:00+08:00")
    for lot, bidders in ((FIRST, 5), (SECOND, 4)):
        system.ask("platform", OpenBids(lot=lot, bidders=bidders))
    move_to(system, "2026-05-14T10:05:00+08:00")
    settle(system)
    system.publisher.publish()


def match(system: System, day: date) -> None:
    """The matcher looks at a day."""
    system.readers.runner.catch_up()
    replay = system.replay
    find = system.readers.deposits_of
    Matcher(replay, lambda c: system.ask("matcher", c), find, system.law).day(ACCOUNT, day)
    settle(system)


def bring(
    system: System, day: date, lines: tuple[BankLine, ...], opening: int, statement: str
) -> None:
    """A statement of the day."""
    digest = sha256(statement.encode()).hexdigest()
    ins = sum(one.amount for one in lines if one.credit)
    outs = sum(one.amount for one in lines if not one.credit)
    system.ask(
        "bank",
        ImportLines(
            account=ACCOUNT,
            holds="1001",
            currency="CNY",
            day=day,
            page=1,
            statement=digest,
            lines=lines,
        ),
    )
    system.ask(
        "bank",
        RecordStatement(
            account=ACCOUNT,
            day=day,
            statement=statement,
            sequence=None,
            sha256=digest,
            currency="CNY",
            opening=opening,
            closing=opening + ins - outs,
            credits=ins,
            debits=outs,
            lines=len(lines),
            pages=1,
        ),
    )
    system.readers.runner.catch_up()


def paid(
    time: str,
    fen: int,
    bidder: int,
    lot: str | None,
    *,
    day: date = DAY,
    name: str = "",
    account: str = "",
    note: str = "投标保证金",
    **said: object,
) -> BankLine:
    """A line of a bidder's; `said` besides, as the bank tells it."""
    who = PAYERS[bidder]
    serial = f"2026{day:%m%d}{time.replace(':', '')}"
    particulars = Particulars(
        fingerprint=sha256(f"{day} {time} {fen}".encode()).hexdigest(),
        payer=name or who.pays_as or who.name,
        payer_account=account or who.account,
        payer_bank="建设银行漳州分行",
        reference=sub_account(lot, bidder) if lot else None,
        note=note,
        serial=serial,
    )
    booked = datetime.fromisoformat(f"{day}T{time}+08:00")
    return BankLine(
        credit=fen > 0,
        amount=abs(fen),
        value_date=day,
        booked_at=booked,
        particulars=replace(particulars, **said),  # type: ignore[arg-type]
    )


def _signed(one: BankLine) -> int:
    return one.amount if one.credit else -one.amount


_EARLIER = (
    paid("10:12:07", 80_500_000, 0, FIRST, day=EARLIER),
    paid("11:40:31", 500_000, 7, None, day=EARLIER, note="货款"),
    paid("16:02:55", -1_200, 0, None, day=EARLIER, name="中国建设银行芗城支行", account="0000",
         note="回单费", kind="CHARGE"),
)  # fmt: skip
_MORNING = (
    paid("08:31:12", 80_000_000, 3, FIRST, name="张三", account="6217000000008821"),
    paid("08:44:09", 80_000_000, 4, FIRST, account="35050161000000000417"),
    paid("09:01:44", 24_000_000, 3, SECOND),
    paid("09:08:20", 14_000_000, 4, SECOND),
    paid("10:05:33", 50_000_000, 5, SEALED),
    paid("10:48:02", 50_000_000, 6, SEALED),
)
_EVENING = (
    paid("13:02:18", 80_000_000, 1, FIRST),
    paid("13:20:51", 80_000_000, 2, FIRST),
    paid("13:41:07", 10_000_000, 4, SECOND, note="补缴投标保证金"),
    paid("14:02:26", 24_300_000, 5, SECOND),
    paid("14:30:00", 1_234, 0, FIRST, name="中国建设银行芗城支行", account="0000", note="结息",
         kind="INTEREST"),
    paid("15:10:40", 80_000_000, 0, FIRST),
    paid("15:31:05", -500_000, 0, None, note="退保证金",
         end_to_end=f"{deposit(FIRST, 0)}-1-1"),
    paid("15:58:47", 50_000_000, 7, SEALED),
    paid("17:05:10", 24_000_000, 6, SECOND),
)  # fmt: skip
MISMATCH, OTHER_ACCOUNT = line(1), line(2)
FITS, FITS_TOO, OVER, TWICE, DEBIT, LATE = (line(n) for n in (7, 8, 10, 12, 13, 15))
STRAY = line(2, EARLIER)


def open_account(system: System) -> None:
    opened = OpenAccount(
        account=ACCOUNT,
        bank="CCB",
        number=NUMBER,
        currency="CNY",
        holds="1001",
        opening=100_000,
        day=date(2026, 5, 7),
        statement=None,
    )
    system.ask("cash", opened)


def _define(system: System, lot: str, deadline: str, opening: str) -> None:
    title, fen = _TITLES[lot]
    told = {name: getattr(LOT, name) for name in LOT.__slots__} | {
        "lot": lot,
        "title": title,
        "deposit_fen": fen,
        "deposit_deadline": datetime.fromisoformat(deadline),
        "opening_at": datetime.fromisoformat(opening),
    }
    system.ask("agency", DefineLot(**told))
    system.ask("agency", replace(ANNOUNCEMENT, lot=lot))


def _require(system: System, lot: str, bidder: int) -> None:
    code = deposit(lot, bidder)
    asked = RequireDeposit(deposit=code, lot=lot, party=PAYERS[bidder].party)
    system.ask("platform", asked)
    number = sub_account(lot, bidder)
    valid = date(2026, 8, 31)
    system.ask("platform", IssueSubAccount(deposit=code, sub_account=number, valid_until=valid))


def _refund(system: System) -> None:
    """What came over on the earlier day is proposed, approved and sent."""
    settle(system)
    items = payable_items(system, ACCOUNT)
    batch = "RB-2026-05-12-0A1F"
    system.ask("clerk", ProposeRefunds(batch=batch, account=ACCOUNT, items=items))
    replay = system.replay
    maker = replay.state(StreamId("refund", batch)).proposed.proposal
    approved = ApproveRefunds(batch=batch, account=ACCOUNT, items=items)
    system.ask("reviewer", approved, maker=maker)
    settle(system)
    wanted = {"stage": Stage.ORDERED.value}
    rows = system.readers.payments.rows(PAYMENTS, wanted).rows
    payments = tuple(row["payment"] for row in rows)
    sent = RecordPaymentsSent(message="M-20260512-1", sha256="ab" * 32, payments=payments)
    system.ask("platform", sent)
    settle(system)
