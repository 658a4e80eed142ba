"""One sample of every command that a log may be asked, written by hand; see `samples.py`."""

from datetime import date

from domain.account.agree import AgreeInterest
from domain.account.open import OpenAccount
from domain.bankday.close import CloseDay, PrepareClose, ReturnClose
from domain.bankday.quarantine import DiscardStatement, QuarantineStatement
from domain.bankday.record import RecordStatement
from domain.bankday.release import ReleaseStatement
from domain.bankday.reopen import ReopenDay
from domain.bankpage.care import AssignLine, NoteLine
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.strays import OpenStrays
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.issue import IssueSubAccount
from domain.deposit.reckon import ReckonRefundDue
from domain.deposit.redirect import ProposePayee
from domain.desk.approve import ApproveRefunds, RejectRefunds
from domain.desk.convert import ConvertDeposit
from domain.desk.distribute import DistributeInterest
from domain.desk.interest import AllocateInterest, MatchInterest
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.match import MatchReceipt
from domain.desk.open_account import NumberAccount
from domain.desk.owe import OweRefund
from domain.desk.owe_interest import OweInterest
from domain.desk.pay import OrderPayment
from domain.desk.pay_refund import PayRefund
from domain.desk.propose import ProposeRefunds
from domain.desk.reject import RejectReceipt
from domain.desk.report import ReportPayment
from domain.desk.require import RequireDeposit
from domain.desk.restate import RestateTerms
from domain.desk.reverse import MatchReversal
from domain.desk.settle import MatchDebit, MatchReturn
from domain.desk.transfer import MatchTransfer
from domain.desk.unmatch import UnmatchReceipt
from domain.desk.withdraw import WithdrawPayment
from domain.governance.appoint import AssignRole, RemoveRole
from domain.governance.publish import PublishCalendar, SetRateTable
from domain.identifiers import DayId
from domain.interest import Basis, Mode
from domain.kernel import Command
from domain.lot.announce import AnnounceLot, DefineLot, PostponeDeadline
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, PassDepositDeadline, TerminateProcedure
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.outside.record import RecordOutsideList
from domain.party.enrol import RegisterParty
from domain.payment.send import RecordPaymentsSent
from ledger.keys import DestroyKey, EnrolKey, RevokeKey, RotateKey
from tests.golden.alert_samples import ALERT_COMMANDS
from tests.golden.back_samples import BACK_COMMANDS
from tests.golden.carried_samples import CARRIED_COMMANDS
from tests.golden.charge_samples import CHARGE_COMMANDS
from tests.golden.committee_samples import COMMITTEE_COMMANDS
from tests.golden.concluded_samples import CONCLUDED_COMMANDS
from tests.golden.dispute_samples import DISPUTE_COMMANDS
from tests.golden.divided_samples import DIVIDED_COMMANDS
from tests.golden.end_samples import END_COMMANDS
from tests.golden.facts import (
    ACCOUNT,
    BATCH,
    CHECKS,
    CLERK,
    COMPANY,
    DAY,
    DEPOSIT,
    DIGEST,
    GUARANTEE,
    ITEM,
    KEY,
    LINE,
    LOT,
    MESSAGE,
    NOON,
    NUMBER,
    OWNER,
    PAYEE,
    PAYER,
    PAYER_ACCOUNT,
    PAYMENT,
    PERSON,
    PRICE,
    PUBLIC,
    SAID,
    SUB_ACCOUNT,
    TO_THE_MICROSECOND,
)
from tests.golden.passing_samples import PASSING_COMMANDS
from tests.golden.receipt_claim_samples import RECEIPT_CLAIM_COMMANDS
from tests.golden.secrecy_samples import SECRECY_COMMANDS
from tests.golden.session_samples import SESSION_COMMANDS
from tests.golden.trade_samples import TRADE_COMMANDS

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
    NumberAccount(account=ACCOUNT, number=NUMBER, currency="CNY"),
    AgreeInterest(
        account=ACCOUNT,
        since=DAY,
        mode=Mode.RATE_AT_CLOSE,
        basis=Basis.YUAN_TRUNCATED,
        quarterly=True,
        lump=True,
        evidence=DIGEST,
    ),
    DistributeInterest(line=LINE, line_seen=2, deposits=(DEPOSIT,)),
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
        whole_day=True,
        since=DAY,
        until=DAY,
    ),
    RecordOutsideList(account=ACCOUNT, day=DAY, kind="SUB_ACCOUNTS", sha256=DIGEST),
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
        estimate_fen=50 * PRICE,
        deposit_fen=PRICE,
        deposit_deadline=NOON,
        opening_at=NOON,
        basic_account=True,
    ),
    OpenBids(lot=LOT, bidders=5, bids=("B00000000000000A1", "B00000000000000A2")),
    RequireDeposit(deposit=DEPOSIT, lot=LOT, party=COMPANY),
    IssueSubAccount(deposit=DEPOSIT, sub_account=SUB_ACCOUNT, valid_until=DAY),
    MatchReceipt(line=LINE, line_seen=1, deposit=DEPOSIT, lot=None),
    UnmatchReceipt(line=LINE, line_seen=2, deposit=DEPOSIT, lot=LOT, reason="wrong lot"),
    AnnounceLot(lot=LOT, media=("省平台", "市平台"), text=DIGEST),
    PostponeDeadline(lot=LOT, deposit_deadline=NOON, opening_at=TO_THE_MICROSECOND),
    PassDepositDeadline(lot=LOT, deadline=NOON),
    CloseTimedBidding(lot=LOT, bidders=3, price_fen=930_000_000),
    AwardLot(lot=LOT, winner=COMPANY, price_fen=3_860_000_000),
    ConfirmTransaction(lot=LOT, winner=PERSON, price_fen=930_000_000),
    SignContract(lot=LOT, signed_on=DAY, price_fen=3_860_000_000),
    FailLot(lot=LOT, reason="投标人少于三个", bidders=2, bids=(f"B{1:016}",)),
    TerminateProcedure(lot=LOT, reason="项目取消"),
    RestateTerms(deposit=DEPOSIT, lot=LOT),
    LodgeGuarantee(
        guarantee=GUARANTEE,
        deposit=DEPOSIT,
        number="GUA-2026-17",
        guarantor="某某担保有限公司",
        amount_fen=PRICE,
        valid_until=DAY,
    ),
    ReleaseGuarantee(guarantee=GUARANTEE, deposit=DEPOSIT, lot=LOT, bid="B00000000000000A1"),
    PlaceHold(
        deposit=DEPOSIT,
        hold="H1",
        amount_fen=1,
        cause="保全",
        document="(2026)闽06执保1号",
        lot=LOT,
        account="2005",
        number=1,
    ),
    LiftHold(deposit=DEPOSIT, hold="H1", lot=LOT),
    RejectReceipt(line=LINE, line_seen=1, deposit=DEPOSIT, lot=None),
    MatchInterest(line=LINE, line_seen=1, deposit=DEPOSIT, lot=LOT),
    AllocateInterest(deposit=DEPOSIT, lot=LOT),
    OweInterest(deposit=DEPOSIT, lot=LOT, account=ACCOUNT),
    NoteLine(line=LINE, text="来电核实：分公司代付", suspense=True),
    AssignLine(line=LINE, assignee=PERSON, seen=""),
    OpenStrays(page=f"{OWNER}/1", lines=3),
    MatchDebit(line=LINE, line_seen=1, payment=PAYMENT),
    MatchReturn(line=LINE, line_seen=1, payment=PAYMENT, code="AC04"),
    MatchReversal(line=LINE, line_seen=1, reversed=f"{OWNER}/1#1", deposit=DEPOSIT, lot=LOT),
    MatchTransfer(debit=LINE, debit_seen=1, credit=f"ZZ-SETTLEMENT/{DAY}/1#1", credit_seen=1),
    OweRefund(deposit=DEPOSIT, lot=LOT),
    ReckonRefundDue(deposit=DEPOSIT, number=1),
    ConvertDeposit(deposit=DEPOSIT, lot=LOT),
    ProposePayee(deposit=DEPOSIT, number=1, payee=PAYEE, evidence=DIGEST),
    ProposeRefunds(batch=BATCH, account=ACCOUNT, items=(ITEM,)),
    ApproveRefunds(batch=BATCH, account=ACCOUNT, items=(ITEM,)),
    RejectRefunds(batch=BATCH, reason="金额不符"),
    OrderPayment(payment=PAYMENT, account=ACCOUNT),
    PayRefund(deposit=DEPOSIT, number=1, account=ACCOUNT),
    WithdrawPayment(payment=PAYMENT, reason="银行可能已冲正"),
    RecordPaymentsSent(message=MESSAGE, sha256=DIGEST, payments=(PAYMENT,)),
    ReportPayment(
        payment=PAYMENT, account=ACCOUNT, status="REJECTED", code="AC04", reason="账户已销户"
    ),
    PrepareClose(
        account=ACCOUNT,
        day=DAY,
        position=123_456,
        statement=DIGEST,
        closing=PRICE,
        ledger=PRICE,
        snapshot=DIGEST,
        checks=CHECKS,
    ),
    CloseDay(account=ACCOUNT, day=DAY, position=123_456, snapshot=DIGEST),
    ReturnClose(account=ACCOUNT, day=DAY, reason="R08 未说明"),
    *PASSING_COMMANDS,
    *CHARGE_COMMANDS,
    *BACK_COMMANDS,
    *CARRIED_COMMANDS,
    *DIVIDED_COMMANDS,
    *RECEIPT_CLAIM_COMMANDS,
    *TRADE_COMMANDS,
    *SESSION_COMMANDS,
    *DISPUTE_COMMANDS,
    *ALERT_COMMANDS,
    QuarantineStatement(
        account=ACCOUNT,
        day=DAY,
        statement="000077",
        currency="CNY",
        rule="DOES_NOT_ADD_UP",
        lines=3,
        of=(DayId(ACCOUNT, DAY),),
        brought_by=PERSON,
        sha256=DIGEST,
        opening=-1,
        credits=PRICE,
        debits=0,
        closing=PRICE,
        expected=PRICE - 1,
        found=PRICE,
        why="",
    ),
    ReleaseStatement(sha256=DIGEST, of=(DayId(ACCOUNT, DAY),), reason="银行已书面确认差额"),
    DiscardStatement(sha256=DIGEST, of=(DayId(ACCOUNT, DAY),), reason="银行将重发"),
    ReopenDay(account=ACCOUNT, day=DAY, later=(), reason="银行更正对账单"),
    *CONCLUDED_COMMANDS,
    *COMMITTEE_COMMANDS,
    *SECRECY_COMMANDS,
    *END_COMMANDS,
)
