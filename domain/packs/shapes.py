"""The shapes of a rule pack: plain rows, as the log keeps them for ever and files bring them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRule:
    """A row of REFERENCE 2.5. `at_least`, `at_most`: one of them, or none, in `unit`."""

    id: str
    subject: str
    zh: str
    text: str
    evidence: str
    since: date | None
    until: date | None
    jurisdiction: str
    at_least: int | None
    at_most: int | None
    unit: str
    anchor: str
    ends: str
    scope: str
    severity: str
    rolls: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRefund:
    """How money goes back for some causes: the rows' subjects."""

    causes: tuple[str, ...]
    due: str
    interest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenForfeit:
    """For what a deposit is kept: the row's subject."""

    ground: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenHears:
    """A row of an order: phases by their names in REFERENCE 2.2."""

    phases: tuple[str, ...]
    event: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMethod:
    """A method, '' for any name, by one protocol; and what that makes a lot."""

    zh: str
    protocol: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOrder:
    """What lots of a scope hear, in place of the pack's own lifecycle and least number."""

    scope: str
    least_bidders: int
    lifecycle: tuple[WrittenHears, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPack:
    """All rules of one kind of trade."""

    code: str
    zh: str
    en: str
    methods: tuple[WrittenMethod, ...]
    least_bidders: int
    basic_account_required: bool
    deposit_becomes: str
    interest_unowed_goes_to: str
    secret_until: tuple[str, ...]
    awarded_by: str
    price_goes_to: str
    forfeited_to: str
    forfeited_interest: str
    overdue_rate: str
    refunds: tuple[WrittenRefund, ...]
    forfeits: tuple[WrittenForfeit, ...]
    lifecycle: tuple[WrittenHears, ...]
    orders: tuple[WrittenOrder, ...]
    rules: tuple[WrittenRule, ...]
