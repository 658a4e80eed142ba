"""The ways in which a lot may be born: a kind of trade, its protocol, an order or the short one."""

from dataclasses import dataclass
from datetime import date

from domain.ascending import Protocol
from domain.categories.category import Category
from domain.categories.construction import CONSTRUCTION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.governance.state import Law, Pack
from domain.packs.written import written
from domain.trade.invite import METHOD as INVITED
from tests.kit.tendering import LAW as JUDGES
from tests.kit.till import LAW as TILLS

PACKS = tuple(
    Pack(written(one), 1, date(2026, 1, 1))
    for one in (CONSTRUCTION, GOVERNMENT_PROCUREMENT, LAND, STATE_PROPERTY)
)
LAW = Law(
    TILLS.calendar,
    rates=TILLS.rates,
    own=TILLS.own,
    packs=PACKS,
    assignments=JUDGES.assignments,
)


@dataclass(frozen=True, slots=True)
class Trade:
    """One of them. `direct`: direct commands drive its lots, by the short order."""

    category: Category
    protocol: str
    method: str = "公开"
    direct: bool = False

    def __str__(self) -> str:
        how = "direct " if self.direct else "invited " if self.invited else ""
        return f"{how}{self.category.code} {self.protocol}"

    @property
    def invited(self) -> bool:
        """Whether invitations take the place of the announcement."""
        return self.method == INVITED

    @property
    def session(self) -> bool:
        """Whether its price rises."""
        return self.protocol in tuple(Protocol)

    @property
    def tender(self) -> bool:
        """Whether a notice makes its winner known."""
        return self.category.awarded_by == "AwardNoticeIssued"


TRADES = (
    Trade(CONSTRUCTION, "SEALED_SCORED"),
    Trade(CONSTRUCTION, "SEALED_SCORED", method=INVITED),
    Trade(CONSTRUCTION, "SEALED_LOWEST"),
    Trade(GOVERNMENT_PROCUREMENT, "SEALED_SCORED"),
    Trade(GOVERNMENT_PROCUREMENT, "SEALED_LOWEST"),
    Trade(LAND, "LISTING_THEN_ASCENDING"),
    Trade(LAND, "ASCENDING"),
    Trade(STATE_PROPERTY, "ASCENDING"),
    Trade(STATE_PROPERTY, "SINGLE_SOURCE"),
    Trade(CONSTRUCTION, "SEALED_SCORED", direct=True),
    Trade(LAND, "LISTING_THEN_ASCENDING", direct=True),
    Trade(STATE_PROPERTY, "SEALED_SCORED", direct=True),
)
"""All that lots are led through from their registration to their archive."""

WITHOUT_AN_ORDER = {
    ("LAND", "SEALED_SCORED"),
    ("STATE_PROPERTY", "ONE_SHOT_SEALED"),
    ("STATE_PROPERTY", "SEALED_SCORED"),
}
"""A procedure may be registered so, and its pack has no order by which such a lot could go on."""
