"""What a pack must be to be published; of one that was published once, it is not asked again."""

from domain.categories.category import Category
from domain.lifecycle import ASKED_FOR, never
from domain.packs.shapes import WrittenPack
from domain.packs.written import category_in

_ROUNDS, _OPENS = "NEGOTIATED_ROUNDS", "BidOpened"
"""What rounds end by, so that it must make known who made an offer."""


def publishable(pack: WrittenPack) -> Category:
    """The category that a pack says. Raises ValueError, naming the row that cannot be.

    Rounds must open what was offered. Nor may its lots wait for what nobody can ask for: a row that
    names such a fact, or comes after one, would never be.
    """
    category = category_in(pack)
    if _ROUNDS in category.protocols and _OPENS not in category.secret_until:
        raise ValueError(f"{category.code}: {_ROUNDS} ends by {_OPENS}, which makes none known")
    for order in category.every_order:
        for name, row in never(order.lifecycle):
            right = ", ".join(ASKED_FOR)
            of = f"lifecycle {order.scope}".rstrip()
            raise ValueError(f"{of} {row}: nobody can ask for {name}; expected one of {right}")
    return category
