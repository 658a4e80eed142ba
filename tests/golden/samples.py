"""One sample of every event that a log may hold, written by hand; commands in `requests.py`.

Their canonical bytes lie beside this file and never change. A new class gets a sample here and
its file by `python -m tests.golden.keep`; an old one keeps both for ever.
"""

from datetime import date

from domain.account.events import AccountOpened, InterestAgreed, InterestDistributed
from domain.accountnumber.events import AccountNumbered
from domain.accounts import (
    CUSTODY_BANK,
    OPENING,
)
from domain.bankday.events import (
    StatementDiscarded,
    StatementImported,
    StatementQuarantined,
    StatementReleased,
    StatementSuperseded,
)
from domain.bankpage.events import (
    BankCreditRecorded,
    BankDebitRecorded,
    LineAllocated,
    LineAssigned,
    LineReleased,
    NoteTaken,
    Particulars,
    StraysOpened,
)
from domain.deposit.arrived import (
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptUnmatched,
)
from domain.deposit.events import DepositRequired, SubAccountIssued
from domain.governance.events import (
    CalendarCorrected,
    CalendarProposalDropped,
    CalendarProposed,
    CalendarPublished,
    RateTableSet,
    RoleAssigned,
    RoleRemoved,
)
from domain.identifiers import DayId
from domain.interest import Basis, Mode
from domain.kernel import Event
from domain.lot.events import (
    BidOpened,
    LotDefined,
)
from domain.outside.events import OutsideListRecorded
from domain.party.events import PartyRegistered
from domain.postings import moved, reversed_entry
from ledger.events import (
    CommandRefused,
    HeadsSealed,
    KeyDestroyed,
    KeyEnrolled,
    KeyReleased,
    KeyRevoked,
    KeyRotated,
    LogOpened,
    RefusalsSummarised,
    StreamRegistered,
)
from tests.golden.alert_samples import ALERT_EVENTS
from tests.golden.back_samples import BACK_EVENTS
from tests.golden.carried_samples import CARRIED_EVENTS
from tests.golden.charge_samples import CHARGE_EVENTS
from tests.golden.committee_samples import COMMITTEE_EVENTS
from tests.golden.concluded_samples import CONCLUDED_EVENTS
from tests.golden.deposit_samples import DEPOSIT_EVENTS
from tests.golden.desk_samples import DESK_EVENTS
from tests.golden.dispute_samples import DISPUTE_EVENTS
from tests.golden.divided_samples import DIVIDED_EVENTS
from tests.golden.end_samples import END_EVENTS
from tests.golden.facts import (
    ACCOUNT,
    BANKED,
    CLERK,
    COUNTED,
    DAY,
    DEPOSIT,
    DIGEST,
    KEY,
    LINE,
    LOT,
    NOON,
    NUMBER,
    OTHER_KEY,
    PAID,
    PAYER,
    PAYER_ACCOUNT,
    PERSON,
    PRICE,
    PUBLIC,
    SAID,
    SUB_ACCOUNT,
    TERMS,
    TO_THE_MICROSECOND,
)
from tests.golden.passing_samples import CLAIM_EVENTS, PASSING_EVENTS
from tests.golden.receipt_claim_samples import RECEIPT_CLAIM_EVENTS
from tests.golden.secrecy_samples import SECRECY_EVENTS
from tests.golden.session_samples import SESSION_EVENTS
from tests.golden.trade_samples import TRADE_EVENTS

HERE = ("B00000000000000A1", "B00000000000000A2")
"""Bids that were handed in here."""

EVENTS: tuple[Event, ...] = (
    LogOpened(
        origin="ledger.example.cn/zhangben",
        mode="simulated",
        clock=NOON.isoformat(),
        zone="Asia/Shanghai",
        ledger_key=PUBLIC,
        checkpoint_key=PUBLIC,
    ),
    StreamRegistered(
        number=17, kind="deposit", code=DEPOSIT, tags=(DIGEST, DIGEST), commitment=DIGEST
    ),
    HeadsSealed(at=123_456, root=DIGEST, streams=18),
    KeyEnrolled(
        key=KEY,
        algorithm="ed25519",
        public=PUBLIC,
        person=PERSON,
        organisation="centre",
        custodial=True,
        valid_until=NOON,
        proof="身份证原件",
    ),
    KeyRotated(old=KEY, key=OTHER_KEY, algorithm="p256", public=PUBLIC, valid_until=None),
    KeyRevoked(key=KEY, since=TO_THE_MICROSECOND, reason="lost"),
    KeyReleased(key=f"lot/{LOT}", secret=DIGEST),
    KeyDestroyed(key=f"party/{PERSON}", reason="erasure asked for"),
    CommandRefused(
        day="2026-03-17", command="MatchReceipt", rule="lamp.broken", detail="第 3 笔已认领"
    ),
    RefusalsSummarised(day="2026-03-17", count=31, digest=DIGEST),
    CalendarProposalDropped(year=2026),
    CalendarProposed(
        year=2026,
        holidays=(date(2026, 1, 1),),
        workdays=(date(2026, 1, 4),),
        proposed_by=PERSON,
        on_behalf_of=PERSON,
    ),
    CalendarCorrected(
        year=2026,
        holidays=(date(2026, 1, 1), date(2026, 1, 2)),
        workdays=(),
        now_off=(date(2026, 1, 2), date(2026, 1, 4)),
        now_worked=(),
    ),
    CalendarPublished(
        year=2026, holidays=(date(2026, 1, 1), date(2026, 1, 2)), workdays=(date(2026, 1, 4),)
    ),
    RateTableSet(bank="CCB", since=DAY, rate_ppm=500),
    RoleAssigned(person=PERSON, post=CLERK, since=NOON, until=TO_THE_MICROSECOND),
    RoleRemoved(person=PERSON, post=CLERK, since=NOON),
    AccountOpened(
        account=ACCOUNT,
        bank="CCB",
        number=NUMBER,
        currency="CNY",
        holds="1001",
        day=DAY,
        statement=DIGEST,
        entries=(moved("P00", (CUSTODY_BANK, ACCOUNT), (OPENING, ACCOUNT), 1),),
    ),
    AccountNumbered(account=ACCOUNT, number=NUMBER, currency="CNY"),
    InterestAgreed(
        account=ACCOUNT,
        since=DAY,
        mode=Mode.RATE_AT_CLOSE,
        basis=Basis.YUAN_TRUNCATED,
        quarterly=True,
        lump=True,
        evidence=DIGEST,
    ),
    InterestDistributed(
        account=ACCOUNT,
        since=DAY,
        until=date(2026, 6, 21),
        amount_fen=78_049,
        day_products=8_028_000_000,
    ),
    StatementImported(
        account=ACCOUNT,
        day=DAY,
        statement="000077",
        sequence=77,
        currency="CNY",
        lines=3,
        pages=1,
        follows=True,
        whole_day=True,
        since=DAY,
        until=DAY,
        sha256=DIGEST,
        opening=-1,
        closing=PRICE - 1,
        ends=PRICE,
    ),
    OutsideListRecorded(
        account=ACCOUNT, day=DAY, kind="GUARANTEES", organisation="甲担保", sha256=DIGEST
    ),
    StatementQuarantined(
        account=ACCOUNT,
        day=DAY,
        statement="000078",
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
    StatementReleased(
        account=ACCOUNT,
        day=DAY,
        statement="000078",
        proposed_by=PERSON,
        released_by="N00000000000000A2",
        sha256=DIGEST,
        reason="银行已书面确认差额",
    ),
    StatementDiscarded(
        account=ACCOUNT,
        day=DAY,
        statement=None,
        discarded_by=PERSON,
        sha256=DIGEST,
        reason="银行将重发",
    ),
    StatementSuperseded(account=ACCOUNT, day=DAY, statement=None, sha256=DIGEST, by=DIGEST),
    BankCreditRecorded(
        account=ACCOUNT,
        day=DAY,
        number=3,
        value_date=DAY,
        booked_at=NOON,
        statement=DIGEST,
        entries=(BANKED,),
        particulars=SAID,
    ),
    BankDebitRecorded(
        account=ACCOUNT,
        day=DAY,
        number=500,
        value_date=None,
        booked_at=None,
        statement=DIGEST,
        entries=(PAID,),
        particulars=Particulars(fingerprint=DIGEST, reversal=True),
    ),
    LineAllocated(number=3, deposit=DEPOSIT, amount=PRICE),
    LineReleased(number=3, deposit=DEPOSIT, amount=PRICE),
    NoteTaken(number=3, text="来电核实：分公司代付", suspense=True),
    LineAssigned(number=3, assignee="N00000000000000A1"),
    StraysOpened(),
    PartyRegistered(
        party=PERSON,
        name=None,
        person_name="某甲",
        basic_account=PAYER_ACCOUNT,
        basic_bank="建行漳州分行",
    ),
    LotDefined(
        lot=LOT,
        title="示例道路一标段",
        category="CONSTRUCTION",
        region="350600",
        owner="city-roads",
        agency="agency",
        estimate_fen=50 * PRICE,
        deposit_fen=PRICE,
        deposit_deadline=NOON,
        opening_at=NOON,
        basic_account=True,
        procedure="A35060000000100101",
        pack=1,
        scopes=("DESIGN",),
    ),
    BidOpened(
        lot=LOT, opened_at=NOON, bidders=5, counted=2, bids=HERE, withdrawn=("B00000000000000A3",)
    ),
    DepositRequired(deposit=DEPOSIT, terms=TERMS),
    SubAccountIssued(deposit=DEPOSIT, sub_account=SUB_ACCOUNT, valid_until=DAY),
    ReceiptMatched(
        deposit=DEPOSIT,
        line=LINE,
        payer=PAYER,
        payer_account=PAYER_ACCOUNT,
        value_date=DAY,
        entries=(COUNTED,),
    ),
    ReceiptUnmatched(
        deposit=DEPOSIT, line=LINE, reason="wrong lot", entries=(reversed_entry(COUNTED),)
    ),
    PayerMismatchDetected(
        deposit=DEPOSIT, line=LINE, payer="漳州市乙建设有限公司", payer_account=PAYER_ACCOUNT
    ),
    NonBasicAccountDetected(deposit=DEPOSIT, line=LINE, payer=PAYER, payer_account="6222000000"),
    *DEPOSIT_EVENTS,
    *DESK_EVENTS,
    *PASSING_EVENTS,
    *CARRIED_EVENTS,
    *CLAIM_EVENTS,
    *CHARGE_EVENTS,
    *BACK_EVENTS,
    *DIVIDED_EVENTS,
    *RECEIPT_CLAIM_EVENTS,
    *TRADE_EVENTS,
    *CONCLUDED_EVENTS,
    *COMMITTEE_EVENTS,
    *SECRECY_EVENTS,
    *END_EVENTS,
    *SESSION_EVENTS,
    *DISPUTE_EVENTS,
    *ALERT_EVENTS,
)
