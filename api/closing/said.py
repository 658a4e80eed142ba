"""What others say of a day, as plain records. Amounts in fen."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SubAccount:
    """What a sub-account holds.

    `deposit`: whose it is, where the books say it; `opened`: whether that may be told.
    """

    number: str
    fen: int
    deposit: str = ""
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A guarantee by its guarantor's number; `valid_until` is its last day.

    `deposit`: whose it is, where the books say it; `opened`: whether that may be told;
    `guarantor`: who promises, where the books say it; `claimed`: whether anything was claimed of
    it; `needed_until`: the day by which its lot's contract is due.
    """

    number: str
    fen: int
    valid_until: date
    deposit: str = ""
    opened: bool = False
    guarantor: str = ""
    claimed: bool = False
    needed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """Of a lot: how many deposits are whole, and what of them counts."""

    lot: str
    count: int
    fen: int


type Listed = SubAccount | Guarantee | Reported
"""A row of a list that is a table."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A checkpoint that somebody outside keeps: its size, and whether our key signed it and our log
    has that root; `old`: it does not cover what the account's last close was about.
    """

    size: int
    agrees: bool
    old: bool = False


@dataclass(frozen=True, slots=True)
class Beside[T]:
    """A list, and the same as the books have it."""

    theirs: tuple[T, ...]
    ours: tuple[T, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """All that others said of a day; None, or empty: nobody did. `unread`: kinds that cannot be
    read. `guarantees`: one list of each guarantor; `register`: our own, whether anybody listed
    theirs or not.
    """

    sub_accounts: Beside[SubAccount] | None = None
    guarantees: tuple[Beside[Guarantee], ...] = ()
    reported: Beside[Reported] | None = None
    anchor: Anchor | None = None
    unread: frozenset[str] = frozenset()
    register: tuple[Guarantee, ...] = ()
