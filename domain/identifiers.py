"""Codes: read, checked and printed; a reader raises `NotAnIdentifier` and says what is right."""

import re
from dataclasses import dataclass
from datetime import date

from domain.calendar import plausible

PAGE_LINES = 500
"""The most lines on one page of an account's day."""

_ACCOUNT = re.compile(r"[A-Z0-9-]{2,32}")
_DAY = re.compile(r"([A-Z0-9-]{2,32})/([0-9]{4}-[0-9]{2}-[0-9]{2})")
_PAGE = re.compile(r"(.+)/([1-9][0-9]{0,2})")
_LINE = re.compile(r"(.+)#([1-9][0-9]{0,2})")
_DEPOSIT = re.compile(r"P[0-9A-F]{16}")
_REFUND = re.compile(r"(P[0-9A-F]{16})/([1-9][0-9]{0,2})")
_PAYMENT = re.compile(r"(P[0-9A-F]{16})/([1-9][0-9]{0,2})/([1-9][0-9]{0,2})")
_PAYOUT = re.compile(r"Q[0-9A-F]{16}")
_GUARANTEE = re.compile(r"G[0-9A-F]{16}")
_BATCH = re.compile(r"RB-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9A-F]{4}")
_MESSAGE = re.compile(r"[0-9A-Za-z-]{3,35}")
_HOLD = re.compile(r"H[0-9A-Z-]{1,30}")
_LOT = re.compile(r"[0-9A-Z-]{3,40}")
_SUB_ACCOUNT = re.compile(r"[0-9]{10,32}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotAnIdentifier(ValueError):
    """A text that is no code of its kind; the message says which kind and what would be right."""


def _read(kind: str, form: re.Pattern[str], text: str, right: str) -> re.Match[str]:
    if (read := form.fullmatch(text)) is None:
        raise NotAnIdentifier(f"{kind} {text[:60]!r}: expected {right}")
    return read


def account_code(text: str) -> str:
    """Our code of a bank account."""
    return _read("account", _ACCOUNT, text, "2 to 32 of A-Z, 0-9 and -")[0]


def deposit_code(text: str) -> str:
    """A deposit's opaque id: P and 16 random hexadecimal digits."""
    return _read("deposit", _DEPOSIT, text, "P and 16 upper-case hexadecimal digits")[0]


def is_payout(text: str | None) -> bool:
    """Whether a text is a payout's id, which its one payment has too."""
    return _PAYOUT.fullmatch(text or "") is not None


@dataclass(frozen=True, slots=True)
class RefundId:
    """One refund of a deposit: `P0123456789ABCDEF/1`. Owner of what is payable and on its way."""

    deposit: str
    number: int

    def __str__(self) -> str:
        return f"{self.deposit}/{self.number}"


@dataclass(frozen=True, slots=True)
class PaymentId:
    """One attempt to pay a refund: `P0123456789ABCDEF/1/1`."""

    refund: RefundId
    attempt: int

    def __str__(self) -> str:
        return f"{self.refund}/{self.attempt}"

    @property
    def owner(self) -> str:
        """Whose part of 1009 and 2012 is on its way and come back: the refund's."""
        return str(self.refund)

    @property
    def end_to_end(self) -> str:
        """The payment as banks may call it: no `/`, 25 signs at most."""
        return str(self).replace("/", "-")


@dataclass(frozen=True, slots=True)
class PayoutId:
    """A payment to others than who paid in: `Q0123456789ABCDEF`. It is made once, or given up."""

    code: str

    def __str__(self) -> str:
        return self.code

    @property
    def owner(self) -> str:
        """Whose part of 1009 and 2012 is on its way and come back: its own."""
        return self.code

    @property
    def end_to_end(self) -> str:
        """The payment as banks may call it."""
        return self.code


type OutgoingId = PaymentId | PayoutId
"""A payment of ours, whatever it pays."""


def refund_id(text: str) -> RefundId:
    """Reads `P0123456789ABCDEF/1`."""
    deposit, number = _read("refund", _REFUND, text, "such as P0123456789ABCDEF/1").groups()
    return RefundId(deposit, int(number))


def payout_code(text: str) -> str:
    """A payout's opaque id."""
    return _read("payout", _PAYOUT, text, "Q and 16 upper-case hexadecimal digits")[0]


def payment_id(text: str) -> OutgoingId:
    """Reads `P0123456789ABCDEF/1/1`, an attempt at a refund, or `Q0123456789ABCDEF`, a payout."""
    if text.startswith("Q"):
        return PayoutId(payout_code(text))
    read = _read("payment", _PAYMENT, text, "such as P0123456789ABCDEF/1/1")
    return PaymentId(RefundId(read[1], int(read[2])), int(read[3]))


def payment_code(text: str) -> str:
    """A payment's id, as text."""
    return str(payment_id(text))


def payment_of(end_to_end: str | None) -> str | None:
    """The payment that a bank's end-to-end reference names; None where it names none of ours."""
    text = (end_to_end or "").replace("-", "/")
    return text if _PAYMENT.fullmatch(text) or _PAYOUT.fullmatch(text) else None


def guarantee_code(text: str) -> str:
    """A guarantee's opaque id."""
    return _read("guarantee", _GUARANTEE, text, "G and 16 upper-case hexadecimal digits")[0]


def batch_code(text: str) -> str:
    """A batch of refunds: its day, and four hexadecimal digits."""
    return _read("batch", _BATCH, text, "such as RB-2026-05-11-0A1F")[0]


def message_code(text: str) -> str:
    """The id of a message to a bank."""
    return _read("message", _MESSAGE, text, "3 to 35 of letters, digits and -")[0]


def hold_code(text: str) -> str:
    """A hold's code."""
    return _read("hold", _HOLD, text, "H and up to 30 of A-Z, 0-9 and -")[0]


def lot_code(text: str) -> str:
    """A lot: BID_SECTION_CODE (23), LAND_NUM or LOT_NO."""
    return _read("lot", _LOT, text, "3 to 40 of A-Z, 0-9 and -")[0]


def sub_account_code(text: str) -> str:
    """The number of a virtual sub-account at the bank."""
    return _read("sub-account", _SUB_ACCOUNT, text, "10 to 32 digits")[0]


def sub_account_in(reference: str | None) -> str | None:
    """The number that a payer's reference is, spaces taken out; None where it is none."""
    number = "".join((reference or "").split())
    return number if is_sub_account(number) else None


def is_sub_account(text: str) -> bool:
    """True when a text has the form of a sub-account number."""
    return _SUB_ACCOUNT.fullmatch(text) is not None


def currency_code(text: str) -> str:
    """An ISO 4217 currency code."""
    return _read("currency", _CURRENCY, text, "three letters such as CNY")[0]


def digest(text: str) -> str:
    """A SHA-256 in hexadecimal."""
    return _read("sha256", _DIGEST, text, "64 lower-case hexadecimal digits")[0]


@dataclass(frozen=True, slots=True)
class DayId:
    """A day of a bank account: `ACCOUNT/2026-03-17`. Owner of what lies in 2001 and 1008."""

    account: str
    day: date

    def __post_init__(self) -> None:
        plausible("day", self.day)

    def __str__(self) -> str:
        return f"{self.account}/{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class PageId:
    """A page of a day: `ACCOUNT/2026-03-17/1`, from 1 to 999."""

    of: DayId
    page: int

    def __str__(self) -> str:
        return f"{self.of}/{self.page}"


@dataclass(frozen=True, slots=True)
class LineId:
    """A line of a page: `ACCOUNT/2026-03-17/1#3`, from 1 to 500."""

    page: PageId
    number: int

    def __str__(self) -> str:
        return f"{self.page}#{self.number}"


def day_id(text: str) -> DayId:
    """Reads `ACCOUNT/2026-03-17`."""
    account, day = _read("account day", _DAY, text, "such as ACCOUNT/2026-03-17").groups()
    try:
        return DayId(account, date.fromisoformat(day))
    except ValueError as no_such_day:
        raise NotAnIdentifier(f"account day {text!r}: {no_such_day}") from no_such_day


def page_id(text: str) -> PageId:
    """Reads `ACCOUNT/2026-03-17/1`."""
    day, page = _read("page", _PAGE, text, "such as ACCOUNT/2026-03-17/1").groups()
    return PageId(day_id(day), int(page))


def line_id(text: str) -> LineId:
    """Reads `ACCOUNT/2026-03-17/1#3`."""
    page, number = _read("line", _LINE, text, "such as ACCOUNT/2026-03-17/1#3").groups()
    if int(number) > PAGE_LINES:
        raise NotAnIdentifier(f"line {text!r}: expected a number from 1 to {PAGE_LINES}")
    return LineId(page_id(page), int(number))
