"""Samples of what is said of money that goes over within custody, and of what nobody claims."""

from datetime import date

from domain.accounts import DEPOSITS_HELD, POOL, UNIDENTIFIED
from domain.bankday.events import DormantReceiptsClaimed, DormantReceiptsDeclared
from domain.carried import CarriedPart
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.dormant import ClaimDormant, DeclareDormant
from domain.deposit.owed import DormantBalanceClaimed, DormantBalanceDeclared
from domain.desk.carry import CarryDepositOver, CarryInterestOver
from domain.desk.dormant import ClaimDormantReceipts, DeclareDormantReceipts
from domain.desk.pool import MatchPool, OpenPool
from domain.desk.pool_back import MatchPoolReversal, UnmatchPool
from domain.desk.pool_close import ClosePool
from domain.desk.reserve import ReleasePool, ReservePool
from domain.desk.stray import GiveStrayBack
from domain.kernel import Command, Event
from domain.lot.concluded import DocumentFeeOwed
from domain.lot.document_fee import OweDocumentFee
from domain.pool.events import (
    PoolClosed,
    PoolCreditReversed,
    PoolDepositReceived,
    PoolNumberIssued,
    PoolOpened,
    PoolReceiptUnmatched,
    PoolReleased,
    PoolReserved,
)
from domain.pool.issue import IssuePoolNumber
from domain.postings import moved
from tests.golden.facts import (
    ACCOUNT,
    COMPANY,
    DAY,
    DEPOSIT,
    DIGEST,
    LINE,
    LOT,
    OWNER,
    PAYER,
    PAYER_ACCOUNT,
    PRICE,
    SUB_ACCOUNT,
)

SOURCE, SOURCE_LOT = "P00000000000000D0", "A3506000001000001001009"
LATER, _NOTICE = date(2027, 4, 1), {"document": "公示〔2027〕1号", "evidence": DIGEST}
YEARLY, DEBIT = "Y00000000000000A1", f"{OWNER}/1#2"
_THROUGH, _POOLED = (UNIDENTIFIED, OWNER), (POOL, f"{ACCOUNT}/2026")
_OUT, _BACK = moved("P32", _POOLED, _THROUGH, PRICE), moved("P32", _THROUGH, _POOLED, PRICE)
PART = CarriedPart(
    line=LINE, payer=PAYER, payer_account=PAYER_ACCOUNT, value_date=DAY, amount_fen=PRICE
)

CARRIED_EVENTS: tuple[Event, ...] = (
    DepositCarriedOver(
        deposit=DEPOSIT,
        consent=DIGEST,
        entries=(moved("P32", (DEPOSITS_HELD, DEPOSIT), (UNIDENTIFIED, OWNER), PRICE),),
    ),
    DepositCarriedIn(
        deposit=DEPOSIT,
        source=SOURCE,
        parts=(PART,),
        entries=(moved("P32", (UNIDENTIFIED, OWNER), (DEPOSITS_HELD, DEPOSIT), PRICE),),
    ),
    PoolOpened(
        pool=YEARLY,
        account=ACCOUNT,
        year=2026,
        party=COMPANY,
        payer=PAYER,
        basic_account=PAYER_ACCOUNT,
    ),
    PoolNumberIssued(pool=YEARLY, sub_account=SUB_ACCOUNT),
    PoolDepositReceived(
        pool=YEARLY,
        line=LINE,
        payer=PAYER,
        payer_account=PAYER_ACCOUNT,
        value_date=DAY,
        entries=(_BACK,),
    ),
    PoolReserved(pool=YEARLY, deposit=DEPOSIT, entries=(_OUT,)),
    PoolReleased(pool=YEARLY, deposit=DEPOSIT, parts=(PART,), entries=(_BACK,)),
    PoolClosed(pool=YEARLY, deposit=SOURCE, entries=(_OUT,)),
    PoolReceiptUnmatched(pool=YEARLY, line=LINE, reason="认错", entries=(_OUT,)),
    PoolCreditReversed(pool=YEARLY, line=LINE, by=DEBIT, entries=(_OUT,)),
    DormantBalanceDeclared(
        deposit=DEPOSIT, number=1, since=DAY, notice=LATER, amount_fen=PRICE, **_NOTICE
    ),
    DocumentFeeOwed(lot=LOT, fee_fen=50_000, owed_by="city-tenders", **_NOTICE),
    DormantReceiptsDeclared(account=ACCOUNT, day=DAY, notice=LATER, amount_fen=PRICE, **_NOTICE),
    DormantBalanceClaimed(deposit=DEPOSIT, number=1, claimed=LATER, **_NOTICE),
    DormantReceiptsClaimed(account=ACCOUNT, day=DAY, claimed=LATER, **_NOTICE),
)
CARRIED_COMMANDS: tuple[Command, ...] = (
    CarryDepositOver(
        deposit=DEPOSIT,
        lot=LOT,
        source=SOURCE,
        source_lot=SOURCE_LOT,
        party=COMPANY,
        consent=DIGEST,
    ),
    CarryInterestOver(deposit=DEPOSIT, source=SOURCE, account=ACCOUNT),
    OpenPool(pool=YEARLY, party=COMPANY, account=ACCOUNT, year=2026),
    IssuePoolNumber(pool=YEARLY, sub_account=SUB_ACCOUNT),
    MatchPool(line=LINE, line_seen=1, pool=YEARLY),
    ReservePool(deposit=DEPOSIT, lot=LOT, pool=YEARLY, party=COMPANY),
    ReleasePool(deposit=DEPOSIT, lot=LOT, pool=YEARLY, bid="B00000000000000A1"),
    DeclareDormant(deposit=DEPOSIT, number=1, since=DAY, notice=LATER, **_NOTICE),
    OweDocumentFee(lot=LOT, fee_fen=50_000, **_NOTICE),
    DeclareDormantReceipts(account=ACCOUNT, day=DAY, amount_fen=1, notice=LATER, **_NOTICE),
    ClosePool(pool=YEARLY, deposit=SOURCE, party=COMPANY),
    UnmatchPool(line=LINE, line_seen=2, pool=YEARLY, reason="认错"),
    MatchPoolReversal(line=DEBIT, line_seen=1, reversed=LINE, pool=YEARLY),
    ClaimDormant(deposit=DEPOSIT, number=1, claimed=LATER, **_NOTICE),
    GiveStrayBack(line=LINE, line_seen=1, deposit=SOURCE, reason="来电：汇错账户", category="LAND"),
    ClaimDormantReceipts(account=ACCOUNT, day=DAY, claimed=LATER, **_NOTICE),
)
