"""The record of a trade category: what its lots, deposits and refunds have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from domain.lifecycle import DIRECT, Lifecycle, twice
from domain.methods import Method, Order
from domain.rules import Rule, in_force, overlapping

type Becomes = Literal["performance_bond", "earnest_and_price", "price"]
"""What the winner's deposit turns into; only a performance bond leaves a refund possible."""

type Beneficiary = Literal["tenderer", "treasury", "undecided"]
"""Whose the interest is that no bidder is owed (REFERENCE 3.3); undecided, it stays.

The centre's own (P18: "only if a rule row says so") it cannot be: no source that we know of says
so, and a pack that does is refused (`packs.publishable`) until its entries, in two books, are
built.
"""

type Forfeited = Literal["tenderer", "treasury", "fees_then_transferor", "undecided"]
"""Whose a deposit is that is not given back (REFERENCE 3.3); undecided, nobody may keep it."""

type PriceOwner = Literal["seller", "treasury", "nobody"]
"""Whose the price is that is paid here (REFERENCE 3.1): none is, of a tender."""

type Award = Literal["AwardNoticeIssued", "TransactionConfirmed"]
"""By which event a winner is known: a tender's notice, a sale's confirmation."""

_OPENS = {
    "SEALED_SCORED": "BidOpened",
    "SEALED_LOWEST": "BidOpened",
    "ONE_SHOT_SEALED": "BidOpened",
    "FIXED_PRICE_QUOTA": "BidOpened",
    "ASCENDING": "TimedBiddingClosed",
    "LISTING_THEN_ASCENDING": "TimedBiddingClosed",
}
"""By which event those who compete by a protocol become known; the others open nothing, and of
rounds `packs.publishable` asks for theirs.
"""


class Cause(StrEnum):
    """Why a deposit, or what came for it, is owed back (REFERENCE 3.4)."""

    LOSER = "LOSER"
    WINNER = "WINNER"
    WITHDRAWN = "WITHDRAWN"
    LATE = "LATE"
    OVERPAID = "OVERPAID"
    DUPLICATE = "DUPLICATE"
    MISMATCH = "MISMATCH"
    FAILED = "FAILED"
    TERMINATED = "TERMINATED"
    EXTENSION_REFUSED = "EXTENSION_REFUSED"
    UNIDENTIFIED = "UNIDENTIFIED"
    INSUFFICIENT = "INSUFFICIENT"
    NON_CANDIDATE = "NON_CANDIDATE"
    VOIDED = "VOIDED"


class Ground(StrEnum):
    """What a bidder did for which its deposit may be kept."""

    REVOKED = "BID_REVOKED"
    DEFAULTED = "WINNER_DEFAULTED"


@dataclass(frozen=True, slots=True)
class Forfeit:
    """For what a deposit is kept, and the subject of the row that says so."""

    ground: Ground
    rule: str


@dataclass(frozen=True, slots=True)
class Refund:
    """How money goes back for some causes.

    `due` is the subject of the row with anchor and term; `interest` the subject of the row by
    which the bank's interest is paid as well, '' when it is not.
    """

    causes: tuple[Cause, ...]
    due: str
    interest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of trade (交易品种), as data.

    `secret_until` are the events of which the first makes known who bids; no other opens its lots.
    `methods`: how it is traded, in no other way; `forfeited_interest` the subject of the row by
    which the interest of what is kept follows it, `overdue_rate` that of the row for refunds that
    come late: a share of the loan benchmark; '' when there is none. `lifecycle`: what its lots hear
    in which phase, but those of a scope that has an order of its own among `orders`. Raises
    ValueError when a protocol ends by an event that makes nobody known, two rows speak of one thing
    at once, a lot would have two orders or an order no lot, or a refund or a forfeit leans on a row
    that is not there or shares its cause with another.
    """

    code: str
    zh: str
    en: str
    offered: bool
    methods: tuple[Method, ...]
    least_bidders: int
    basic_account_required: bool
    deposit_becomes: Becomes
    interest_unowed_goes_to: Beneficiary
    secret_until: tuple[str, ...]
    awarded_by: Award
    price_goes_to: PriceOwner = "nobody"
    forfeited_to: Forfeited = "undecided"
    forfeited_interest: str = ""
    overdue_rate: str = ""
    refunds: tuple[Refund, ...] = ()
    forfeits: tuple[Forfeit, ...] = ()
    rules: tuple[Rule, ...] = ()
    lifecycle: Lifecycle = DIRECT
    orders: tuple[Order, ...] = ()

    def __post_init__(self) -> None:
        self._check_orders()
        self._check_money()

    @property
    def buys(self) -> bool:
        """Whether a lot's owner pays its price: who wins builds or delivers, and is bound by its
        bond.
        """
        return self.deposit_becomes == "performance_bond"

    def _check_orders(self) -> None:
        for order in self.every_order:
            for phase, event in twice(order.lifecycle):
                raise ValueError(f"{self.code}: two rows say when {event} may be in {phase}")
        named = [(one.zh, one.protocol) for one in self.methods]
        if len(named) > len(set(named)):
            raise ValueError(f"{self.code}: a method stands twice among {self.traded_by}")
        own = [one.scope for one in self.orders]
        if len(own) > len({*own, ""} - {""}):
            raise ValueError(f"{self.code}: expected each order of a scope, and once: {own}")
        for method in self.methods:
            if len(found := sorted({*method.scopes} & {*own})) > 1:
                raise ValueError(f"{self.code}: {method} has two orders, {found}")
        if lost := sorted({*own} - {scope for one in self.methods for scope in one.scopes}):
            raise ValueError(f"{self.code}: no method has the order {lost}")
        for protocol in self.protocols:
            if (opens := _OPENS.get(protocol)) and opens not in self.secret_until:
                raise ValueError(f"{self.code}: {protocol} ends by {opens}, which makes none known")

    def _check_money(self) -> None:
        for one, other in overlapping(self.rules):
            raise ValueError(f"{self.code}: {one} and {other} are in force at once")
        subjects = {rule.subject for rule in self.rules}
        if self.overdue_rate and self.overdue_rate not in subjects:
            raise ValueError(f"{self.code}: no row is about {self.overdue_rate}")
        for refund in self.refunds:
            if missing := {refund.due, refund.interest} - subjects - {""}:
                raise ValueError(f"{self.code}: a refund leans on {missing}, which no row is about")
        kept = {self.forfeited_interest, *(forfeit.rule for forfeit in self.forfeits)}
        if missing := kept - subjects - {""}:
            raise ValueError(f"{self.code}: a forfeit leans on {missing}, which no row is about")
        grounds = [forfeit.ground for forfeit in self.forfeits]
        if len(grounds) > len(set(grounds)):
            raise ValueError(f"{self.code}: two forfeits for one ground among {grounds}")
        causes = [cause for refund in self.refunds for cause in refund.causes]
        if len(causes) > len(set(causes)):
            raise ValueError(f"{self.code}: two ways back for one cause among {causes}")

    @property
    def protocols(self) -> tuple[str, ...]:
        """The protocols of its methods (REFERENCE 2.4), each once."""
        return tuple(dict.fromkeys(one.protocol for one in self.methods))

    @property
    def is_former(self) -> bool:
        """Whether its pack was written before any said its methods: then they have any name, and it
        has one order for all lots. No pack of today is published so.
        """
        return any(not one.zh for one in self.methods)

    @property
    def traded_by(self) -> str:
        """All its methods, as a sentence lists them."""
        return ", ".join(map(str, self.methods))

    @property
    def every_order(self) -> tuple[Order, ...]:
        """That of most lots first, then those of a scope."""
        return (Order("", self.least_bidders, self.lifecycle), *self.orders)

    def method(self, zh: str, protocol: str) -> Method | None:
        """The method of this name by this protocol; None when it is not traded so."""
        found = (one for one in self.methods if one.protocol == protocol and one.zh in (zh, ""))
        return max(found, key=lambda one: bool(one.zh), default=None)

    def order(self, scopes: Sequence[str]) -> Order:
        """What lots of these scopes hear, and how many must compete for one."""
        first, *own = self.every_order
        return next((one for one in own if one.scope in scopes), first)

    def about(self, subject: str, day: date, scopes: Sequence[str] = ()) -> tuple[Rule, ...]:
        """The rows about a subject that are in force on a day."""
        return in_force(self.rules, subject, day, scopes)

    def refund(self, cause: Cause) -> Refund | None:
        """How money goes back for a cause; None when it does not (a deposit that becomes price)."""
        return next((refund for refund in self.refunds if cause in refund.causes), None)

    def forfeit_row(self, ground: Ground, day: date, scopes: Sequence[str] = ()) -> Rule | None:
        """The row by which a deposit of such a lot may be kept for this on a day; None when it may
        not.
        """
        rows = (
            row
            for forfeit in self.forfeits
            if forfeit.ground is ground
            for row in self.about(forfeit.rule, day, scopes)
        )
        return next(rows, None)

    def overdue_row(self, day: date) -> Rule | None:
        """The row that says at which rate a refund due on this day is owed more when it is late."""
        rows = self.about(self.overdue_rate, day) if self.overdue_rate else ()
        return next(iter(rows), None)
