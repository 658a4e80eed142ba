"""One sample of every command that a log may be asked, written by hand; see `samples.py`."""

from datetime import date

from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.match import MatchReceipt
from domain.desk.require import RequireDeposit
from domain.desk.unmatch import UnmatchReceipt
from domain.governance.appoint import AssignRole, RemoveRole
from domain.governance.publish import PublishCalendar, SetRateTable
from domain.kernel import Command
from domain.lot.announce import DefineLot
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from ledger.keys import DestroyKey, EnrolKey, RevokeKey, RotateKey
from tests.golden.samples import (
    ACCOUNT,
    CLERK,
    COMPANY,
    DAY,
    DEPOSIT,
    DIGEST,
    KEY,
    LINE,
    LOT,
    NOON,
    NUMBER,
    PAYER,
    PAYER_ACCOUNT,
    PERSON,
    PRICE,
    PUBLIC,
    SAID,
    SUB_ACCOUNT,
    TO_THE_MICROSECOND,
)

COMMANDS: tuple[Command, ...] = (
    EnrolKey(
        algorithm="p256",
        public=PUBLIC,
        person=PERSON,
        organisation="centre",
        custodial=False,
        valid_until=NOON,
        proof="身份证原件",
    ),
    RotateKey(old=KEY, algorithm="ed25519", public=PUBLIC, valid_until=None, reason="yearly"),
    RevokeKey(key=KEY, reason="lost"),
    DestroyKey(key=f"party/{PERSON}", reason="erasure asked for"),
    PublishCalendar(year=2026, holidays=(date(2026, 1, 1),), workdays=(date(2026, 1, 4),)),
    SetRateTable(bank="CCB", since=DAY, rate_ppm=500),
    AssignRole(person=PERSON, post=CLERK, since=NOON, until=None),
    RemoveRole(person=PERSON, post=CLERK, since=TO_THE_MICROSECOND),
    OpenAccount(
        account=ACCOUNT,
        bank="CCB",
        number=NUMBER,
        currency="CNY",
        holds="1001",
        opening=1,
        day=DAY,
        statement=DIGEST,
    ),
    RecordStatement(
        account=ACCOUNT,
        day=DAY,
        statement="000077",
        sequence=77,
        sha256=DIGEST,
        currency="CNY",
        opening=-1,
        closing=PRICE - 1,
        credits=PRICE,
        debits=0,
        lines=3,
        pages=1,
    ),
    ImportLines(
        account=ACCOUNT,
        holds="1001",
        currency="CNY",
        day=DAY,
        page=1,
        statement=DIGEST,
        lines=(
            BankLine(credit=True, amount=PRICE, value_date=DAY, booked_at=NOON, particulars=SAID),
            BankLine(
                credit=False,
                amount=1,
                value_date=None,
                booked_at=None,
                particulars=Particulars(fingerprint=DIGEST),
            ),
        ),
    ),
    RegisterParty(
        party=COMPANY, name=PAYER, basic_account=PAYER_ACCOUNT, basic_bank="建行漳州分行"
    ),
    DefineLot(
        lot=LOT,
        title="示例道路一标段",
        category="CONSTRUCTION",
        region="350600",
        owner="city-roads",
        agency=None,
        deposit_fen=PRICE,
        deposit_deadline=NOON,
        opening_at=NOON,
        basic_account=True,
    ),
    OpenBids(lot=LOT, bidders=5),
    RequireDeposit(deposit=DEPOSIT, lot=LOT, party=COMPANY),
    IssueSubAccount(deposit=DEPOSIT, sub_account=SUB_ACCOUNT, valid_until=DAY),
    MatchReceipt(line=LINE, line_seen=1, deposit=DEPOSIT, lot=None),
    UnmatchReceipt(line=LINE, line_seen=2, deposit=DEPOSIT, lot=LOT, reason="wrong lot"),
)
