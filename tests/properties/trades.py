"""The ways in which a lot may be born: a kind of trade, its protocol, an order or the short one."""

from dataclasses import dataclass
from datetime import date

from domain.ascending import Protocol
from domain.categories.category import Category
from domain.categories.construction import CONSTRUCTION
from domain.categories.emission import EMISSION
from domain.categories.forest_right import FOREST_RIGHT
from domain.categories.franchise import FRANCHISE
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.mining import MINING
from domain.categories.public_auction import PUBLIC_AUCTION
from domain.categories.register import CATEGORIES
from domain.categories.state_property import STATE_PROPERTY
from domain.governance.state import Law, Pack
from domain.lifecycle import DIRECT, phases_for
from domain.methods import Order
from domain.packs.written import written
from domain.trade.invite import METHOD as INVITED
from tests.kit.tendering import LAW as JUDGES
from tests.kit.till import LAW as TILLS

PACKS = tuple(Pack(written(one), 1, date(2026, 1, 1)) for one in CATEGORIES if one.offered)
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
    method: str
    direct: bool = False

    def __str__(self) -> str:
        how = "direct " if self.direct else ""
        return f"{how}{self.category.code} {self.method} {self.protocol}"

    @property
    def scopes(self) -> tuple[str, ...]:
        """What its method makes a lot."""
        method = self.category.method(self.method, self.protocol)
        return method.scopes if method else ()

    @property
    def order(self) -> Order:
        """The order of its lots."""
        least = self.category.least_bidders
        return Order("", least, DIRECT) if self.direct else self.category.order(self.scopes)

    def hears(self, event: str) -> bool:
        """Whether a fact is in the order of its lots."""
        return bool(phases_for(self.order.lifecycle, event))

    @property
    def comes_to(self) -> set[str]:
        """All facts that walks of it come to: of its order, but for those of its other ways. The
        short order is of all kinds at once, and each hears of it what is its own.
        """
        if self.direct:
            return {"AnnouncementCorrected", "DealFiled"}
        other = {"AnnouncementPublished" if self.invited else "InvitationIssued"}
        if self.protocol == "ASCENDING":
            other |= {"ListingStarted", "ListingClosed"}
        if self.protocol == "SINGLE_SOURCE":
            other |= {"SessionArranged", "TimedBiddingStarted", "SessionEnded"}
        rows = self.order.lifecycle
        for row in rows:  # in their order: what waits for what is never said, is never said
            other |= {row.event} if other & {*row.after} else set()
        return {row.event for row in rows} - other

    @property
    def invited(self) -> bool:
        """Whether invitations take the place of the announcement."""
        return self.method == INVITED

    @property
    def session(self) -> bool:
        """Whether its price rises."""
        return self.protocol in tuple(Protocol)

    @property
    def bids(self) -> bool:
        """Whether sealed bids come in for it."""
        return self.tender or (self.hears("BidOpened") and not self.direct)

    @property
    def tender(self) -> bool:
        """Whether a notice makes its winner known."""
        return self.category.awarded_by == "AwardNoticeIssued"


OPEN = "公开招标"
TRADES = (
    Trade(CONSTRUCTION, "SEALED_SCORED", OPEN),
    Trade(CONSTRUCTION, "SEALED_SCORED", INVITED),
    Trade(CONSTRUCTION, "SEALED_LOWEST", OPEN),
    Trade(CONSTRUCTION, "SEALED_LOWEST", INVITED),
    Trade(GOVERNMENT_PROCUREMENT, "SEALED_SCORED", OPEN),
    Trade(GOVERNMENT_PROCUREMENT, "SEALED_LOWEST", OPEN),
    Trade(GOVERNMENT_PROCUREMENT, "SEALED_SCORED", INVITED),
    Trade(GOVERNMENT_PROCUREMENT, "SEALED_LOWEST", INVITED),
    Trade(GOVERNMENT_PROCUREMENT, "SEALED_LOWEST", "询价"),
    Trade(GOVERNMENT_PROCUREMENT, "NEGOTIATED_ROUNDS", "竞争性谈判"),
    Trade(GOVERNMENT_PROCUREMENT, "NEGOTIATED_ROUNDS", "竞争性磋商"),
    Trade(GOVERNMENT_PROCUREMENT, "SINGLE_SOURCE", "单一来源"),
    Trade(LAND, "LISTING_THEN_ASCENDING", "挂牌"),
    Trade(LAND, "ASCENDING", "拍卖"),
    Trade(LAND, "SEALED_SCORED", OPEN),
    Trade(STATE_PROPERTY, "ASCENDING", "网络竞价"),
    Trade(STATE_PROPERTY, "SEALED_SCORED", "网络竞价"),
    Trade(STATE_PROPERTY, "ONE_SHOT_SEALED", "网络竞价"),
    Trade(STATE_PROPERTY, "SINGLE_SOURCE", "协议转让"),
    Trade(EMISSION, "FIXED_PRICE_QUOTA", "定额出让"),
    Trade(EMISSION, "FIXED_PRICE_QUOTA", "摇号"),
    Trade(EMISSION, "ASCENDING", "拍卖"),
    Trade(EMISSION, "LISTING_THEN_ASCENDING", "挂牌"),
    Trade(MINING, "SINGLE_SOURCE", "协议出让"),
    Trade(FRANCHISE, "SEALED_SCORED", OPEN),
    Trade(FRANCHISE, "NEGOTIATED_ROUNDS", "竞争性谈判"),
    Trade(FOREST_RIGHT, "LISTING_THEN_ASCENDING", "挂牌"),
    Trade(FOREST_RIGHT, "ASCENDING", "拍卖"),
    Trade(FOREST_RIGHT, "SEALED_SCORED", OPEN),
    Trade(FOREST_RIGHT, "SINGLE_SOURCE", "公开协商"),
    Trade(PUBLIC_AUCTION, "ONE_SHOT_SEALED", "网络竞价"),
    Trade(CONSTRUCTION, "SEALED_SCORED", OPEN, direct=True),
    Trade(LAND, "LISTING_THEN_ASCENDING", "挂牌", direct=True),
    Trade(STATE_PROPERTY, "SEALED_SCORED", OPEN, direct=True),
)
"""All that lots are led through from their registration to their archive."""
