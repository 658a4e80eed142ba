"""Facts of a bid: its id is random; whose it is and what it says are sealed until the opening."""

from datetime import date, datetime
from enum import StrEnum

from domain.kernel import Event, event, sealed


@event("BidReceived", zh="投标")
class BidReceived(Event):
    """A party handed a bid in, or another in its place; in time, by the door's clock.

    `file` is the SHA-256 of its file as it came, which commits to all that it says; `price_fen` the
    price it names, None where the kind of trade opens none.
    """

    bid: str
    received_at: datetime
    lot: str | None = sealed()
    party: str | None = sealed()
    file: str | None = sealed()
    price_fen: int | None = sealed()

    def happened_at(self) -> datetime:
        """When the door had it."""
        return self.received_at


@event("BidWithdrawn", zh="撤回投标")
class BidWithdrawn(Event):
    """Taken back in writing before the deadline: its deposit goes back (条例 35).

    `document` is the notice's reference, `evidence` its SHA-256.
    """

    bid: str
    withdrawn_at: datetime
    document: str | None = sealed()
    evidence: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the notice was received."""
        return self.withdrawn_at


@event("BidRevoked", zh="撤销投标")
class BidRevoked(Event):
    """Taken back after the deadline: the tenderer may keep its deposit (条例 35)."""

    bid: str
    revoked_at: datetime
    document: str | None = sealed()
    evidence: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the notice was received."""
        return self.revoked_at


@event("ExtensionAgreed", zh="同意延长投标有效期")
class ExtensionAgreed(Event):
    """Its bidder agreed in writing that it binds until a later day: with it its deposit (CT-10).

    `document` is the answer's reference, `evidence` its SHA-256.
    """

    bid: str
    agreed_at: datetime
    until: date
    document: str | None = sealed()
    evidence: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the answer was received."""
        return self.agreed_at


@event("ExtensionRefused", zh="拒绝延长投标有效期")
class ExtensionRefused(Event):
    """Its bidder refused in writing: the bid lapses, and its deposit goes back (CT-26)."""

    bid: str
    refused_at: datetime
    document: str | None = sealed()
    evidence: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the answer was received."""
        return self.refused_at


class Fault(StrEnum):
    """By whose fault a bid cannot be opened (电子招标投标办法 31)."""

    BIDDER = "BIDDER"
    OTHER = "OTHER"


@event("DecryptionFailed", zh="解密失败")
class DecryptionFailed(Event):
    """At the opening its file could not be deciphered; the others are opened all the same.

    `fault`: as in Fault. By its bidder's the bid counts as revoked, by any other as withdrawn, and
    its deposit goes back (CT-13). `document` is the record of it, `evidence` its SHA-256.
    """

    bid: str
    failed_at: datetime
    fault: str
    document: str | None = sealed()
    evidence: str | None = sealed()

    def happened_at(self) -> datetime:
        """When it was found."""
        return self.failed_at


@event("BidKeyHandedIn", zh="提交解密密钥")
class BidKeyHandedIn(Event):
    """At the opening the bidder handed in what opens the file that it had encrypted itself.

    `secret`: 32 bytes in hex. The file commits to it: no other opens the same file to other words.
    """

    bid: str
    handed_in_at: datetime
    secret: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the door had it."""
        return self.handed_in_at


type BidEvent = (
    BidReceived
    | BidWithdrawn
    | BidRevoked
    | ExtensionAgreed
    | ExtensionRefused
    | DecryptionFailed
    | BidKeyHandedIn
)
