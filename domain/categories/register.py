"""All trade categories, on one page, in the order of the plan; and the refusal of the others."""

from domain.categories.category import Category
from domain.categories.construction import CONSTRUCTION
from domain.categories.emission import EMISSION
from domain.categories.forest_carbon import FOREST_CARBON
from domain.categories.forest_right import FOREST_RIGHT
from domain.categories.franchise import FRANCHISE
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.mining import MINING
from domain.categories.public_auction import PUBLIC_AUCTION
from domain.categories.state_property import STATE_PROPERTY
from domain.kernel import Rejected

CATEGORIES: tuple[Category, ...] = (
    CONSTRUCTION,
    GOVERNMENT_PROCUREMENT,
    LAND,
    MINING,
    STATE_PROPERTY,
    FRANCHISE,
    EMISSION,
    FOREST_RIGHT,
    FOREST_CARBON,
    PUBLIC_AUCTION,
)
"""REFERENCE 1.3, rows 41 to 50."""

_BY_CODE = {category.code: category for category in CATEGORIES}


def of(code: str) -> Category:
    """The category with this code, offered or not. Raises ValueError when there is none."""
    if code not in _BY_CODE:
        raise ValueError(f"category {code!r}: expected one of {', '.join(_BY_CODE)}")
    return _BY_CODE[code]


def known(code: str | None) -> Category | None:
    """The category with this code; None where there is none."""
    return _BY_CODE.get(code or "")


def unknown(code: str) -> Rejected:
    """No kind of trade has this code."""
    return Rejected("category.unknown", f"{code} is no category: {', '.join(_BY_CODE)}")


def refusal(code: str) -> Rejected | None:
    """Why no lot of this category can be defined today; None when one can."""
    if code not in _BY_CODE:
        return unknown(code)
    if not _BY_CODE[code].offered:
        offered = ", ".join(category.code for category in CATEGORIES if category.offered)
        return Rejected("category.not_offered", f"{code} is not yet offered; {offered} are")
    return None
