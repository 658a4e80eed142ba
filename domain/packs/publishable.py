"""What a pack must be to be published; of one that was published once, it is not asked again."""

from typing import get_args

from domain.categories.category import (
    Award,
    Becomes,
    Beneficiary,
    Category,
    Forfeited,
    Ground,
    PriceOwner,
)
from domain.lifecycle import ASKED_FOR, never
from domain.methods import Method
from domain.packs.shapes import WrittenPack
from domain.packs.written import category_in
from domain.rules import Rule, Severity

_ROUNDS, _OPENS = "NEGOTIATED_ROUNDS", "BidOpened"
"""What rounds end by, so that it must make known who made an offer."""
_BINDS = ("OffersCompared", "QuotaAllotted")
"""By which facts offers say by themselves who has a lot: they bind who made them."""
_WORDS = (
    ("deposit_becomes", Becomes),
    ("interest_unowed_goes_to", Beneficiary),
    ("forfeited_to", Forfeited),
    ("price_goes_to", PriceOwner),
    ("awarded_by", Award),
)
"""What a pack says in one of a few words, and those that our deciders know."""


def publishable(pack: WrittenPack) -> Category:
    """The category that a pack says. Raises ValueError, naming what cannot be.

    Of what it says in one word (`_WORDS`), no other is known: it would count as undecided, as the
    centre would for P18.

    Rounds must open what was offered. Nor may its lots wait for what nobody can ask for: a row that
    names such a fact, or comes after one, would never be. As many must compete as rows that block,
    and so verified sources, say, and no more; and who sees opened bids and leaves has something to
    lose. Each method has its name: those of any name are of packs of before.
    """
    category = category_in(pack)
    for field, known in _WORDS:
        if (word := getattr(category, field)) not in (words := get_args(known.__value__)):
            raise ValueError(f"{field} {word!r}: expected one of {', '.join(words)}")
    if _ROUNDS in category.protocols and _OPENS not in category.secret_until:
        raise ValueError(f"{category.code}: {_ROUNDS} ends by {_OPENS}, which makes none known")
    for method in category.methods:
        _check(category, method)
    for order in category.every_order:
        for name, row in never(order.lifecycle):
            right = ", ".join(ASKED_FOR)
            of = f"lifecycle {order.scope}".rstrip()
            raise ValueError(f"{of} {row}: nobody can ask for {name}; expected one of {right}")
    return category


def _check(category: Category, method: Method) -> None:
    """Raises ValueError for a method whose lots could not be traded as the law has it."""
    if not method.zh:
        raise ValueError(f"{method}: expected the name of a method")
    if method.elsewhere:
        return  # no lot of it is here
    order = category.order(method.scopes)
    rows = [row for row in category.rules if row.scope in ("", *method.scopes)]
    if order.least_bidders != (right := _must_compete(rows)):
        told = f"{order.least_bidders} must compete, expected {right}"
        raise ValueError(f"{method}: {told}, by rows of bids.received that block")
    kept = {one.rule for one in category.forfeits if one.ground is Ground.REVOKED}
    judged = order.hears(_OPENS) and not any(map(order.hears, _BINDS))
    if judged and not any(row.subject in kept for row in rows):
        raise ValueError(f"{method}: expected a forfeit of {Ground.REVOKED}, by a row for its lots")


def _must_compete(rows: list[Rule]) -> int:
    """How many, as rows that block say and that have no last day; one where none does."""
    least = (
        row.limit()
        for row in rows
        if row.subject == "bids.received"
        and row.severity is Severity.BLOCK
        and row.at_least is not None
        and row.source.until is None
    )
    return max(least, default=1)
