"""What the samples are made of: one account, day, line, lot, deposit, refund, payment."""

from datetime import date, datetime

from domain.accounts import (
    BANK_DEBITS,
    CUSTODY_BANK,
    DEPOSITS_HELD,
    GUARANTEE_DUTY,
    GUARANTEES,
    REFUNDS_PAYABLE,
    UNIDENTIFIED,
)
from domain.bankday.events import (
    Check,
)
from domain.bankpage.events import (
    Particulars,
)
from domain.calendar import BEIJING
from domain.deposit.events import Terms
from domain.kernel import Post
from domain.payee import Payee
from domain.postings import Entry, Leg, moved
from domain.refund.events import Item

NOON = datetime(2026, 3, 17, 12, 0, tzinfo=BEIJING)
TO_THE_MICROSECOND = datetime(2026, 3, 17, 12, 0, 0, 120_000, tzinfo=BEIJING)
DAY = date(2026, 3, 17)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PUBLIC = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
KEY, OTHER_KEY = "fd19c36c2a3a3f1f8c4a1d6e5b7f9a01", "0123456789abcdef0123456789abcdef"
ACCOUNT, NUMBER = "ZZ-DEPOSITS", "35001234567890123456"
OWNER = f"{ACCOUNT}/{DAY}"
LINE = f"{OWNER}/1#3"
DEPOSIT, LOT = "P00000000000000D1", "A3506000001000001001001"
COMPANY, PERSON = "91350100M000100Y43", "N00000000000000A1"
PAYER = "漳州市甲建设有限公司"
PAYER_ACCOUNT, SUB_ACCOUNT = "35050161000000001234", "9558820000000017"
PRICE = 80_000_000
CLERK = Post("C-SET1", "centre", "350600")

SAID = Particulars(
    fingerprint=DIGEST,
    payer=PAYER,
    payer_account=PAYER_ACCOUNT,
    payer_bank="建行漳州分行",
    reference=SUB_ACCOUNT,
    end_to_end="E2E-1",
    note='保证金 "一标段"\n',
    serial="000123",
    returned=True,
    return_code="AC04",
    reversal=False,
    kind="RETURN",
)
BANKED = moved("P02", (CUSTODY_BANK, ACCOUNT), (UNIDENTIFIED, OWNER), PRICE)
PAID = moved("P13", (BANK_DEBITS, OWNER), (CUSTODY_BANK, ACCOUNT), PRICE, "EUR")
COUNTED = moved("P02", (UNIDENTIFIED, OWNER), (DEPOSITS_HELD, DEPOSIT), PRICE)
REFUND = f"{DEPOSIT}/1"
PAYMENT = f"{REFUND}/1"
BATCH, MESSAGE = "RB-2026-05-11-0A1F", "MSG-20260511-1"
GUARANTEE = "G00000000000000E1"
PAYEE = Payee(name=PAYER, account=PAYER_ACCOUNT, bank="建行漳州分行")
TERMS = Terms(
    lot=LOT,
    party=COMPANY,
    payer=PAYER,
    amount_fen=PRICE,
    deadline=NOON,
    basic_account=PAYER_ACCOUNT,
    category="CONSTRUCTION",
    pack=1,
)
ITEM = Item(
    deposit=DEPOSIT, number=1, version=2, amount_fen=PRICE, interest_fen=33_444, elsewhere=True
)
CHECKS = (
    Check(rule="R01", result="PASS", figure=0, note=""),
    Check(rule="R03", result="NOT_APPLICABLE", figure=None, note="银行未提供子账户余额"),
    Check(rule="R08", result="FAIL", figure=-2, note="冻结中"),
)
PROMISED = moved("P29", (GUARANTEES, DEPOSIT), (GUARANTEE_DUTY, DEPOSIT), PRICE)


def owed(row: str) -> Entry:
    """What is owed back at once."""
    return moved(row, (UNIDENTIFIED, OWNER), (REFUNDS_PAYABLE, REFUND), PRICE)


OVERPAID = Entry(
    "CUST",
    "CNY",
    (
        Leg("2001", OWNER, PRICE + 1, "P04"),
        Leg("2002", DEPOSIT, -PRICE, "P04"),
        Leg("2005", REFUND, -1, "P04"),
    ),
)
FROM_A_LINE = {
    "deposit": DEPOSIT,
    "line": LINE,
    "payer": PAYER,
    "payer_account": PAYER_ACCOUNT,
    "value_date": DAY,
}
PAYS = {"deposit": DEPOSIT, "number": 1, "payment": PAYMENT}
