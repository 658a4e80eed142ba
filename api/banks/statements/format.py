"""What a statement is once read: its lines, what closes them, and the record of a format."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from itertools import count
from json.encoder import encode_basestring
from typing import Protocol

from api.banks.statements.saying import Sentence, Spoken


class StatementError(Spoken):
    """A file that cannot be read as a statement; its text says where, what, and what is right."""


class Kind(StrEnum):
    """What a bank says an entry is for, where it says so in the codes of ISO 20022 or SWIFT."""

    INTEREST = "INTEREST"
    CHARGE = "CHARGE"
    RETURN = "RETURN"
    PAYMENT = "PAYMENT"


_BY_PURPOSE = {
    "INTR": Kind.INTEREST,
    "CHRG": Kind.CHARGE,
    "FEES": Kind.CHARGE,
    "COMM": Kind.CHARGE,
}
"""Sub-families that mean the same in every family they occur in."""
_BY_TYPE = {
    "NINT": Kind.INTEREST,
    "NCHG": Kind.CHARGE,
    "NCOM": Kind.CHARGE,
    "NTRF": Kind.PAYMENT,
}
"""SWIFT's own types of the entries of an MT940."""
_TRANSFERS = ("PMNT-ICDT-", "PMNT-RCDT-", "PMNT-IRCT-", "PMNT-RRCT-")
"""Credit transfers issued and received, and the instant ones."""


def _written(values: Iterable[str | int | None]) -> str:
    """A compact JSON array, as `json.dumps` writes it without escaping what is not ASCII.

    Of a hundred thousand lines a day: to make an encoder for each costs more than all the rest.
    """
    return f"[{','.join(map(_scalar, values))}]"


def _scalar(value: str | int | None) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return "null" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a statement as the bank tells it, or one payment of a batch that adds up.

    The counterparty is the other side: the payer of a credit, the payee of a debit, of a returned
    payment the party it had been sent to, of a reversal that of what is reversed. A batch that is
    one line has none. Texts are NFC with white space folded; the pieces of `note` are separated by
    line feeds, because banks cut in the middle of words and only a reader who knows the bank may
    join them.
    """

    serial: str | None  # the bank's own number of the entry
    amount_minor: int  # minor units of the account's currency, never negative
    credit: bool
    booking_date: date
    booking_time: datetime | None  # aware, where the bank gives the time with its offset
    value_date: date | None
    status: str  # only BOOK is money
    reversal: bool  # recorded; `credit` says which way the money went, with or without it
    counterparty: str | None
    counterparty_account: str | None
    counterparty_bank: str | None
    reference: str | None
    end_to_end_id: str | None
    note: str | None
    transaction_code: str | None
    returned: bool  # a payment comes back: never a deposit of the party it names
    return_reason: str | None
    batch_count: int | None = None  # of a batch that is told payment by payment: how many these are
    occurrence: int = 1  # which of identical twins within the day, see `numbered`

    @property
    def booked(self) -> bool:
        """Whether this entry is money; PDNG, INFO and the rest are information."""
        return self.status == "BOOK"

    @property
    def kind(self) -> Kind | None:
        """What the entry is for; None where the bank does not say it in a code that we know.

        A reversal is of the kind that it reverses. Whatever says that it is a return, is one.
        """
        if self.returned:
            return Kind.RETURN
        code = self.transaction_code or ""
        if purpose := _BY_PURPOSE.get(code.rpartition("-")[2] if code.count("-") == 2 else ""):
            return purpose
        if code in _BY_TYPE:
            return _BY_TYPE[code]
        return Kind.PAYMENT if code.startswith(_TRANSFERS) else None

    def identity(self) -> tuple[str | int | None, ...]:
        """What makes two entries the same entry: day, amount, direction, status and the bank's
        number, or without a number everything the bank says about the parties and the purpose."""
        way = "CRDT" if self.credit else "DBIT"
        money = (self.booking_date.isoformat(), self.amount_minor, way, self.status)
        if self.serial is not None:
            return (*money, self.serial)
        parties = (self.counterparty, self.counterparty_account, self.counterparty_bank)
        return (*money, None, *parties, self.reference, self.end_to_end_id, self.note)

    def fingerprint(self, account: str) -> str:
        """SHA-256 (hex) of the compact JSON array [account, *identity, occurrence].

        It decides for ever whether a line was banked before: a re-delivered file repeats it, two
        real equal payments of one day differ in the occurrence. Never change what goes into it.
        """
        written = _written((account, *self.identity(), self.occurrence))
        return sha256(written.encode()).hexdigest()

    def fingerprints(self, account: str) -> Iterator[str]:
        """Those of its twins, without end: of the first, of the second, and so on."""
        written = _written((account, *self.identity()))[:-1]
        return (sha256(f"{written},{n}]".encode()).hexdigest() for n in count(1))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account. `lines` is filled by `register.read`, empty when streamed.

    Opening and closing are signed minor units, credit positive, None where the file states none.
    `entries` counts all, `booked` and the two sums only the booked ones, a batch as one.
    `account` is empty where neither the file nor its profile names one: such a statement is
    checked, never banked. `currency` is empty only of what only tells, and of no entry.
    """

    account: str
    currency: str
    identifier: str | None
    sequence: int | None
    from_date: date | None
    to_date: date | None
    opening_minor: int | None
    closing_minor: int | None
    entries: int
    booked: int
    credits_minor: int
    debits_minor: int
    warnings: tuple[Sentence, ...]
    lines: tuple[Line, ...] = ()
    profile: str | None = None  # the bank profile it was read by
    contradiction: Sentence | None = None  # where figures within it contradict each other
    only_tells: str | None = None  # the message that it is, where what it shows is never posted
    page_of: str | None = None  # of a page that stands apart from others: the statement's number
    newest_first: bool | None = None  # as its balances or times tell; None where they do not
    schema: str | None = None  # of ISO 20022 that it was held against; None where none was at hand

    @property
    def balanced(self) -> bool | None:
        """Whether opening + credits − debits = closing, and nothing within contradicts it; None
        where a balance is not stated."""
        if self.opening_minor is None or self.closing_minor is None:
            return None
        if self.contradiction is not None:
            return False
        return self.opening_minor + self.credits_minor - self.debits_minor == self.closing_minor


class Source(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` more bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class StatementFormat:
    """A file format: do I know this file (by its first bytes)? what is in it?

    `parts` reads in constant memory: the lines of a statement one by one, then the `Statement`
    that closes them, and so on; anything else it meets is a `StatementError`.
    """

    name: str
    recognises: Callable[[bytes], bool]
    parts: Callable[[Source], Iterator[Line | Statement]]
    media_type: str = "application/xml"  # of such a file, where it is kept


type Twins = Counter[tuple[str | int | None, ...]]
"""How often each identity was met."""


def numbered(lines: Iterable[Line], seen: Twins) -> Iterator[Line]:
    """The lines of one statement, identical twins of a day counted 1, 2, … in the file's order, on
    from those that were `seen`: in it, and in those that it follows.
    """
    for line in lines:
        identity = line.identity()
        nth = seen[identity] = seen[identity] + 1
        yield line if nth == line.occurrence else replace(line, occurrence=nth)
