"""Samples of what is said of money that becomes others', and is paid to them."""

from domain.accounts import (
    BANK_DEBITS,
    BONDS_HELD,
    CLAIMS,
    CLAIMS_COUNTER,
    DEPOSITS_HELD,
    ENFORCEMENT_PAYABLE,
    FEE_INCOME,
    FROZEN,
    GUARANTEE_DUTY,
    GUARANTEES,
    IN_TRANSIT,
    OVERDUE_COMPENSATION,
    OWN_BANK,
    OWN_PAYABLES,
    PRICE_HELD,
    RETURNED,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
    UNIDENTIFIED,
)
from domain.deposit.compensate import RecogniseCompensation, RecordCompensationPaid
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.passed_on import (
    DepositForfeited,
    EnforcementExecuted,
    ForfeitureReversed,
    ForfeitureWaived,
    PayoutAssigned,
    PayoutReleased,
    PriceMoved,
    PriceReceived,
    PriceReleased,
    TreasuryPayableRecognised,
    VoidMoneyAwarded,
)
from domain.desk.approve_payout import ApprovePayout, RejectPayout
from domain.desk.award_void import AwardVoidMoney
from domain.desk.bond import MatchBond
from domain.desk.claim import ClaimGuarantee, RecordGuaranteePaid
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.give_up import GiveUpPayout
from domain.desk.performance import LodgePerformanceGuarantee, ReleasePerformanceGuarantee
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.price_transfer import TransferPrice
from domain.desk.propose_payout import ProposePayout
from domain.desk.unforfeit import ReverseForfeiture
from domain.desk.waive import WaiveForfeiture
from domain.guarantee.events import GuaranteeClaimed, GuaranteePaid
from domain.kernel import Command, Event, Post
from domain.payout.events import (
    Part,
    PayoutApproved,
    PayoutConfirmed,
    PayoutFailed,
    PayoutGivenUp,
    PayoutInstructed,
    PayoutProposed,
    PayoutRejected,
    PayoutReturned,
    ServiceFeeSwept,
    TreasuryRemitted,
)
from domain.postings import moved
from tests.golden.facts import (
    ACCOUNT,
    DAY,
    DEPOSIT,
    DIGEST,
    GUARANTEE,
    LINE,
    LOT,
    OWNER,
    PAYEE,
    PAYER,
    PAYER_ACCOUNT,
    PERSON,
    PRICE,
    REFUND,
)

PAYOUT = "Q00000000000000C1"
TENDERER = "city-roads"
DECISION = {"document": "住建〔2026〕17号", "evidence": DIGEST}
PARTS = (Part(deposit=DEPOSIT, amount_fen=PRICE),)
_THEIRS, _TRANSIT = (SELLER_PAYABLE, TENDERER), (IN_TRANSIT, PAYOUT)

PASSING_EVENTS: tuple[Event, ...] = (
    DepositForfeited(
        deposit=DEPOSIT,
        ground="WINNER_DEFAULTED",
        rule="CT-23",
        decided_by=TENDERER,
        entries=(moved("P24", (DEPOSITS_HELD, DEPOSIT), _THEIRS, PRICE),),
        **DECISION,
    ),
    ForfeitureWaived(deposit=DEPOSIT, decided_by=TENDERER, **DECISION),
    VoidMoneyAwarded(
        deposit=DEPOSIT,
        party_fen=0,
        owner_fen=PRICE,
        treasury_fen=0,
        seen_by=PERSON,
        entries=(moved("P24", (BONDS_HELD, DEPOSIT), _THEIRS, PRICE),),
        **DECISION,
    ),
    ForfeitureReversed(
        deposit=DEPOSIT,
        authority=Post("COURT", "漳州市中级人民法院"),
        claim_fen=0,
        entries=(moved("P25", _THEIRS, (DEPOSITS_HELD, DEPOSIT), PRICE),),
        **DECISION,
    ),
    PriceReceived(
        deposit=DEPOSIT,
        line=LINE,
        payer=PAYER,
        payer_account=PAYER_ACCOUNT,
        entries=(moved("P21", (UNIDENTIFIED, OWNER), (PRICE_HELD, DEPOSIT), PRICE),),
    ),
    PriceMoved(deposit=DEPOSIT, account="ZZ-SETTLEMENT"),
    PriceReleased(
        deposit=DEPOSIT,
        entries=(moved("P22", (PRICE_HELD, DEPOSIT), _THEIRS, PRICE),),
        **DECISION,
    ),
    TreasuryPayableRecognised(
        deposit=DEPOSIT,
        entries=(moved("P23", (PRICE_HELD, DEPOSIT), (TREASURY_PAYABLE, "price/LAND"), PRICE),),
        **DECISION,
    ),
    EnforcementExecuted(
        deposit=DEPOSIT,
        hold="H1",
        day=DAY,
        entries=(moved("P27", (FROZEN, DEPOSIT), (ENFORCEMENT_PAYABLE, f"{DEPOSIT}/H1"), PRICE),),
        **DECISION,
    ),
    OverdueCompensationRecognised(
        deposit=DEPOSIT,
        number=1,
        days=12,
        rule="GP-09",
        entries=(moved("P28", (OVERDUE_COMPENSATION, REFUND), (OWN_PAYABLES, REFUND), 17_400),),
    ),
    OverdueCompensationPaid(
        deposit=DEPOSIT,
        number=1,
        entries=(moved("P28", (OWN_PAYABLES, REFUND), (OWN_BANK, REFUND), 17_400),),
        **DECISION,
    ),
    PayoutAssigned(deposit=DEPOSIT, payout=PAYOUT, to="2008", owner=TENDERER, amount_fen=PRICE),
    PayoutReleased(deposit=DEPOSIT, payout=PAYOUT),
    PayoutProposed(
        payout=PAYOUT,
        account=ACCOUNT,
        proposed_by=PERSON,
        proposal=DIGEST,
        to="2008",
        owner=TENDERER,
        parts=PARTS,
        document=DIGEST,
        lot=LOT,
        payee=PAYEE,
    ),
    PayoutApproved(payout=PAYOUT, account=ACCOUNT, approved_by=PERSON),
    PayoutRejected(payout=PAYOUT, rejected_by=PERSON, reason="收款人不符"),
    PayoutInstructed(payout=PAYOUT, entries=(moved("P22", _THEIRS, _TRANSIT, PRICE),)),
    PayoutConfirmed(payout=PAYOUT, entries=(moved("P22", _TRANSIT, (BANK_DEBITS, OWNER), PRICE),)),
    TreasuryRemitted(payout=PAYOUT, entries=(moved("P23", _TRANSIT, (BANK_DEBITS, OWNER), PRICE),)),
    ServiceFeeSwept(
        payout=PAYOUT,
        entries=(
            moved("P31", _TRANSIT, (BANK_DEBITS, OWNER), PRICE),
            moved("P31", (OWN_BANK, LOT), (FEE_INCOME, LOT), PRICE),
        ),
    ),
    PayoutFailed(payout=PAYOUT, code="AC04", entries=(moved("P14", _TRANSIT, _THEIRS, PRICE),)),
    PayoutReturned(
        payout=PAYOUT,
        code="AC04",
        entries=(moved("P15", (UNIDENTIFIED, OWNER), (RETURNED, PAYOUT), PRICE),),
    ),
    PayoutGivenUp(
        payout=PAYOUT,
        reason="账户已销户",
        entries=(moved("P15", (RETURNED, PAYOUT), _THEIRS, PRICE),),
    ),
)

CLAIM_EVENTS: tuple[Event, ...] = (
    GuaranteeClaimed(
        guarantee=GUARANTEE,
        ground="BID_REVOKED",
        rule="CT-22",
        decided_by=TENDERER,
        entries=(moved("P30", (CLAIMS, GUARANTEE), (CLAIMS_COUNTER, GUARANTEE), PRICE),),
        **DECISION,
    ),
    GuaranteePaid(
        guarantee=GUARANTEE,
        evidence=DIGEST,
        entries=(
            moved("P30", (CLAIMS_COUNTER, GUARANTEE), (CLAIMS, GUARANTEE), PRICE),
            moved("P30", (GUARANTEE_DUTY, DEPOSIT), (GUARANTEES, DEPOSIT), PRICE),
        ),
    ),
)

_PAYS = {
    "payout": PAYOUT,
    "lot": LOT,
    "account": ACCOUNT,
    "to": "2008",
    "owner": TENDERER,
    "payee": PAYEE,
    "document": DIGEST,
    "parts": PARTS,
}
PASSING_COMMANDS: tuple[Command, ...] = (
    ForfeitDeposit(
        deposit=DEPOSIT,
        lot=LOT,
        ground="BID_REVOKED",
        amount_fen=PRICE,
        fees_fen=1,
        **DECISION,
        bids=("B00000000000000A1",),
    ),
    WaiveForfeiture(deposit=DEPOSIT, lot=LOT, **DECISION),
    AwardVoidMoney(
        deposit=DEPOSIT, lot=LOT, party_fen=1, owner_fen=PRICE, treasury_fen=2, **DECISION
    ),
    ReverseForfeiture(deposit=DEPOSIT, lot=LOT, payouts=(PAYOUT,), **DECISION),
    MatchPrice(line=LINE, line_seen=1, deposit=DEPOSIT, lot=LOT),
    LodgePerformanceGuarantee(
        guarantee=GUARANTEE,
        lot=LOT,
        number="LY-2026-01",
        guarantor="福建省融资担保有限责任公司",
        amount_fen=PRICE,
        valid_until=DAY,
    ),
    ReleasePerformanceGuarantee(guarantee=GUARANTEE, lot=LOT),
    MatchBond(line=LINE, line_seen=1, deposit=DEPOSIT, lot=LOT),
    TransferPrice(
        debit=LINE,
        debit_seen=1,
        credit=f"ZZ-SETTLEMENT/{DAY}/1#1",
        credit_seen=1,
        deposit=DEPOSIT,
        lot=LOT,
    ),
    ReleasePrice(deposit=DEPOSIT, lot=LOT, fee_fen=1, **DECISION),
    ExecuteEnforcement(deposit=DEPOSIT, hold="H1", amount_fen=1, **DECISION),
    ClaimGuarantee(
        guarantee=GUARANTEE,
        deposit=DEPOSIT,
        lot=LOT,
        ground="BID_REVOKED",
        amount_fen=PRICE,
        **DECISION,
        bids=("B00000000000000A1",),
    ),
    RecordGuaranteePaid(guarantee=GUARANTEE, amount_fen=PRICE, evidence=DIGEST),
    RecogniseCompensation(deposit=DEPOSIT, number=1),
    RecordCompensationPaid(deposit=DEPOSIT, number=1, **DECISION),
    ProposePayout(**_PAYS),
    ApprovePayout(**_PAYS),
    RejectPayout(payout=PAYOUT, reason="收款人不符"),
    GiveUpPayout(payout=PAYOUT, deposits=(DEPOSIT,), reason="账户已销户"),
)
