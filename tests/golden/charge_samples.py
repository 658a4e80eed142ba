"""Samples of fees and charges, and of the centre's own accounts (P31)."""

from domain.accounts import (
    BANK_CHARGES,
    BANK_DEBITS,
    BANK_RECEIVABLE,
    FEE_INCOME,
    OWN_BANK,
    UNIDENTIFIED,
)
from domain.bankpage.events import BankChargeRecorded, BankChargeRepaid
from domain.desk.charge import MatchCharge, MatchChargeRepaid
from domain.desk.fee import RecordServiceFee
from domain.governance.events import OwnAccountRegistered
from domain.governance.own import RegisterOwnAccount
from domain.kernel import Command, Event
from domain.lot.events import FeesAssessed, ServiceFeeReceived
from domain.lot.fees import AssessFees
from domain.own.charge import RecordBankCharge
from domain.own.events import OwnBankChargeRecorded
from domain.postings import moved
from tests.golden.facts import DAY, DEPOSIT, DIGEST, LINE, LOT, OWNER

OWN, CHARGE = "ZZ-OWN", f"{OWNER}/1#2"
_DECISION = {"document": "住建〔2026〕17号", "evidence": DIGEST}
_FEES = {"lot": LOT, "seller_fen": 1, "buyer_fen": 2, "default_fen": 0, **_DECISION}
_OWN = {
    "account": OWN,
    "name": "漳州市公共资源交易中心",
    "number": "35050161000000009999",
    "bank": "建行漳州分行",
    "evidence": DIGEST,
}

CHARGE_EVENTS: tuple[Event, ...] = (
    FeesAssessed(**_FEES),
    ServiceFeeReceived(
        lot=LOT,
        of="BUYER",
        account=OWN,
        entries=(moved("P31", (OWN_BANK, LOT), (FEE_INCOME, LOT), 2),),
        **_DECISION,
    ),
    OwnAccountRegistered(**_OWN),
    OwnBankChargeRecorded(
        account=OWN,
        day=DAY,
        entries=(moved("P31", (BANK_CHARGES, OWN), (OWN_BANK, OWN), 3_000),),
        **_DECISION,
    ),
    BankChargeRecorded(
        number=2,
        entries=(moved("P31", (BANK_RECEIVABLE, CHARGE), (BANK_DEBITS, OWNER), 3_000),),
    ),
    BankChargeRepaid(
        number=2,
        by=LINE,
        entries=(moved("P31", (UNIDENTIFIED, OWNER), (BANK_RECEIVABLE, CHARGE), 3_000),),
    ),
)

CHARGE_COMMANDS: tuple[Command, ...] = (
    AssessFees(**_FEES),
    RecordServiceFee(lot=LOT, deposit=DEPOSIT, of="BUYER", account=OWN, amount_fen=2, **_DECISION),
    RegisterOwnAccount(**_OWN),
    RecordBankCharge(account=OWN, day=DAY, amount_fen=3_000, **_DECISION),
    MatchCharge(line=CHARGE, line_seen=1),
    MatchChargeRepaid(line=LINE, line_seen=1, charge=CHARGE),
)
