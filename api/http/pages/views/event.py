"""One event: what it says, who signed, and the bytes that anyone can check."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands there. `value` is HTML that names the bytes it was read from."""

    label: str
    value: Markup


@dataclass(frozen=True, slots=True)
class LegRow:
    """One leg: its account and name, whose part, and the place of its amount in the bytes."""

    debit: bool
    account: str
    account_name: str
    owner: str
    minor: int
    path: str


@dataclass(frozen=True, slots=True)
class EntryRows:
    """An entry: its book, its currency, its legs, which sum to zero."""

    book: str
    currency: str
    legs: tuple[LegRow, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who asked, by whose key. `custodial`: the platform holds the key. None-able: on_behalf_of.

    `beside` signed it too, a joint act, in the name of `beside_for`; its own if empty, None where
    that cannot be told.
    """

    person: str
    organisation: str
    post: str
    post_name: str
    custodial: bool
    key: str
    on_behalf_of: str | None
    beside: str = ""
    beside_for: str | None = ""


@dataclass(frozen=True, slots=True)
class SealedPart:
    """The sealed fields: `sealed` still, `opened` for this reader, or `erased` with their key."""

    state: str
    commitment: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The event before or after in the same stream. `previous`: the hash it records."""

    position: int
    sequence: int
    label: str
    previous: str | None


@dataclass(frozen=True, slots=True)
class Bytes:
    """The signed bytes as text, broken between fields to be read: joined, they are the body."""

    lines: tuple[str, ...]
    signature: str
    size: int


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as one reader may see it. Where nothing may be seen, `veiled`, and all is empty.

    `amount`: what its money sums to, in minor units, where there is one currency.
    `restricted`: None where the reader may not see it; `stored`: None where not all parts may be.
    """

    position: int
    recorded_at: datetime
    veiled: bool
    name: str = ""
    version: int = 0
    label: str = ""
    kind: str = ""
    stream: str = ""
    sequence: int = 0
    occurred_at: datetime | None = None
    sentence: Markup | str = ""
    amount: int = 0
    currency: str = "CNY"
    entries: tuple[EntryRows, ...] = ()
    public: tuple[Fact, ...] = ()
    restricted: tuple[Fact, ...] | None = ()
    sealed: SealedPart | None = None
    signed: Signed | None = None
    ledger_algorithm: str = ""
    ledger_key: str = ""
    law: int = 0
    cause: int | None = None
    stored: Bytes | None = None
    previous: Neighbour | None = None
    next: Neighbour | None = None
    money_hidden: bool = False
