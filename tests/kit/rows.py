"""Small true things that many tests speak of: an account, its day, a line, a deposit."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.account.events import AccountOpened
from domain.accounts import BANK_DEBITS, CUSTODY_BANK, DEPOSITS_HELD, UNIDENTIFIED
from domain.bankpage.events import BankCreditRecorded, BankDebitRecorded, Particulars
from domain.calendar import BEIJING
from domain.deposit.events import DepositRequired, Terms
from domain.kernel import StreamId
from domain.lot.events import AnnouncementPublished, BidOpened, LotDefined
from domain.money import yuan
from domain.postings import Entry, moved

ACCOUNT = "ZZ-DEPOSITS"
DAY = date(2026, 3, 17)
OWNER = "ZZ-DEPOSITS/2026-03-17"
PAGE = StreamId("bankpage", f"{OWNER}/1")
FILE = "ab" * 32

D = "P00000000000000D1"
OTHER_D = "P00000000000000D2"
LOT_CODE = "A3506000001000001001001"
USCC = "91350100M000100Y43"
PERSON = "N00000000000000A1"
PAYER = "漳州市甲建设有限公司"
BASIC = "35050161000000001234"
DEADLINE = datetime(2026, 3, 18, 9, 0, tzinfo=BEIJING)
PRICE = yuan("800,000.00")

TERMS = Terms(
    lot=LOT_CODE, party=USCC, payer=PAYER, amount_fen=PRICE, deadline=DEADLINE, basic_account=None
)
REQUIRED = DepositRequired(deposit=D, terms=TERMS)

OPENING = datetime(2026, 3, 18, 9, 30, tzinfo=BEIJING)
LOT_DEFINED = LotDefined(
    lot=LOT_CODE,
    title="市政道路工程",
    category="CONSTRUCTION",
    region="350602",
    owner="住建局",
    agency=None,
    estimate_fen=yuan("40,000,000.00"),
    deposit_fen=PRICE,
    deposit_deadline=DEADLINE,
    opening_at=OPENING,
    basic_account=False,
)
LOT_ANNOUNCED = AnnouncementPublished(
    lot=LOT_CODE,
    published_at=datetime(2026, 3, 2, 10, 0, tzinfo=BEIJING),
    media=("福建省公共资源交易电子公共服务平台",),
    text=FILE,
)
BIDS_OPENED = BidOpened(lot=LOT_CODE, opened_at=OPENING, bidders=5, counted=0, bids=())

SAID = Particulars(fingerprint="01" * 32, payer=PAYER, payer_account=BASIC)

OPENED = AccountOpened(
    account=ACCOUNT,
    bank="CCB",
    number="35001234567890123456",
    currency="CNY",
    holds="1001",
    day=date(2026, 3, 16),
    statement=None,
    entries=(),
)


def print_of(n: int) -> str:
    """The n-th of as many different fingerprints as one likes."""
    return f"{n:064x}"


def banked(amount: int = PRICE, currency: str = "CNY") -> Entry:
    """What the import of a credit moves."""
    return moved("P02", (CUSTODY_BANK, ACCOUNT), (UNIDENTIFIED, OWNER), amount, currency)


def counted(amount: int = PRICE, deposit: str = D) -> Entry:
    """What a match moves on."""
    return moved("P02", (UNIDENTIFIED, OWNER), (DEPOSITS_HELD, deposit), amount)


def credit(number: int = 1, amount: int = PRICE, **other: Any) -> BankCreditRecorded:
    """A credit on the page; `other` fields of the event, or of what the bank said."""
    return _line(BankCreditRecorded, number, banked(amount, other.pop("currency", "CNY")), other)


def debit(number: int = 1, amount: int = PRICE, **other: Any) -> BankDebitRecorded:
    """A debit on the page."""
    entry = moved("P13", (BANK_DEBITS, OWNER), (CUSTODY_BANK, ACCOUNT), amount)
    return _line(BankDebitRecorded, number, entry, other)


def _line(shape: Any, number: int, entry: Entry, other: dict[str, Any]) -> Any:
    booked_at, value_date = other.pop("booked_at", None), other.pop("value_date", DAY)
    said = replace(SAID, **({"fingerprint": print_of(number)} | other))
    return shape(
        account=ACCOUNT,
        day=DAY,
        number=number,
        value_date=value_date,
        booked_at=booked_at,
        statement=FILE,
        entries=(entry,),
        particulars=said,
    )
