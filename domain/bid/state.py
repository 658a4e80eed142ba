"""A bid as it stands."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from domain.bid.events import (
    BidEvent,
    BidKeyHandedIn,
    BidReceived,
    BidRevoked,
    BidWithdrawn,
    DecryptionFailed,
    ExtensionAgreed,
    ExtensionRefused,
    Fault,
)


class Standing(StrEnum):
    """What became of a bid."""

    NONE = "未投标"
    RECEIVED = "已投标"
    WITHDRAWN = "已撤回"
    REVOKED = "已撤销"
    LAPSED = "已失效"


@dataclass(frozen=True, slots=True)
class Bid:
    """What stands of it: the last that was handed in; None of what cannot be read any more."""

    standing: Standing = Standing.NONE
    lot: str | None = None
    party: str | None = None
    file: str | None = None
    price_fen: int | None = None
    received_at: datetime | None = None
    secret: str | None = None
    """What opens its file, once its bidder handed it in; None of a file that needs none."""
    fault: Fault | None = None
    """By whose its file could not be deciphered; None of one that could, or that nobody tried."""
    agreed_until: date | None = None
    """Until when its bidder agreed that it binds; None of one that nobody asked for more."""


def evolve(bid: Bid, event: BidEvent) -> Bid:
    """The bid after an event."""
    match event:
        case BidReceived(lot=lot, party=party, file=file, price_fen=price, received_at=at):
            return Bid(Standing.RECEIVED, lot, party, file, price, at)
        case BidWithdrawn():
            return replace(bid, standing=Standing.WITHDRAWN)
        case BidRevoked():
            return replace(bid, standing=Standing.REVOKED)
        case ExtensionAgreed(until=until):
            return replace(bid, agreed_until=until)
        case ExtensionRefused():
            return replace(bid, standing=Standing.LAPSED)
        case DecryptionFailed(fault=fault):
            whose = Fault(fault)
            ended = Standing.REVOKED if whose is Fault.BIDDER else Standing.WITHDRAWN
            return replace(bid, standing=ended, fault=whose)
        case BidKeyHandedIn(secret=secret):
            return replace(bid, secret=secret)
        case _:
            assert_never(event)
