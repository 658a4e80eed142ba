"""What a pack must be to be published; of one that was published once, it is not asked again."""

from typing import get_args

from domain.categories.category import (
    Award,
    Becomes,
    Beneficiary,
    Category,
    Forfeited,
    PriceOwner,
)
from domain.lifecycle import ASKED_FOR, never
from domain.methods import Method
from domain.packs.shapes import WrittenPack
from domain.packs.written import category_in
from domain.rules import Severity

_ROUNDS, _OPENS = "NEGOTIATED_ROUNDS", "BidOpened"
"""What rounds end by, so that it must make known who made an offer."""
_WORDS = (
    ("deposit_becomes", Becomes),
    ("interest_unowed_goes_to", Beneficiary),
    ("forfeited_to", Forfeited),
    ("price_goes_to", PriceOwner),
    ("awarded_by", Award),
)
"""What a pack says in one of a few words, and those that our deciders know."""


def publishable(pack: WrittenPack) -> Category:
    """The category that a pack says. Raises ValueError, naming the row that cannot be.

    Of what it says in one word (`_WORDS`), no other is known: it would count as undecided, as the
    centre would for P18. Rounds must open what was offered. Nor may its lots wait for what nobody
    can ask for: a row that names such a fact, or comes after one, would never be. Nor are they
    refused for too few who compete where no row that blocks, and so no verified source, says how
    many must.
    """
    category = category_in(pack)
    for field, known in _WORDS:
        if (word := getattr(category, field)) not in (words := get_args(known.__value__)):
            raise ValueError(f"{field} {word!r}: expected one of {', '.join(words)}")
    if _ROUNDS in category.protocols and _OPENS not in category.secret_until:
        raise ValueError(f"{category.code}: {_ROUNDS} ends by {_OPENS}, which makes none known")
    for method in category.methods:
        if not _leans_on_law(category, method):
            least = category.order(method.scopes).least_bidders
            right = "1, or a row of bids.received that blocks"
            raise ValueError(f"{method}: {least} must compete, by no row: expected {right}")
    for order in category.every_order:
        for name, row in never(order.lifecycle):
            right = ", ".join(ASKED_FOR)
            of = f"lifecycle {order.scope}".rstrip()
            raise ValueError(f"{of} {row}: nobody can ask for {name}; expected one of {right}")
    return category


def _leans_on_law(category: Category, method: Method) -> bool:
    """Whether, of a method's lots, one bidder is enough, or a row that blocks asks for as many."""
    least = category.order(method.scopes).least_bidders
    return least <= 1 or any(
        row.severity is Severity.BLOCK and row.limit() >= least
        for row in category.rules
        if row.subject == "bids.received" and row.scope in ("", *method.scopes)
    )
