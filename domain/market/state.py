"""A trade elsewhere as it stands: as it was imported, for good."""

from dataclasses import dataclass, replace

from domain.market.events import ExternalTradeImported, MarketEvent


@dataclass(frozen=True, slots=True)
class Trade:
    """What was imported, if it was."""

    imported: ExternalTradeImported | None = None


def evolve(trade: Trade, event: MarketEvent) -> Trade:
    """The trade after an event."""
    return replace(trade, imported=event)
