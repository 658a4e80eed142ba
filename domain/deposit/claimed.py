"""Facts of what a bidder says of money that reached nobody (认领), and what became of it.

They move nothing and match nothing. Sealed but for the deposit's id, down to the claim's number.
"""

from datetime import date

from domain.kernel import Event, event, sealed


@event("ReceiptClaimed", zh="认领来款")
class ReceiptClaimed(Event):
    """The deposit's bidder says that a payment of so many fen is for it.

    `sent_on`: the day it was sent; `payer`, `payer_account`: from whose account; `serial`: the
    bank's, where the bidder knows one. `claim` counts the deposit's claims from 1.
    """

    deposit: str
    claim: int | None = sealed()
    party: str | None = sealed()
    amount_fen: int | None = sealed()
    sent_on: date | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()
    serial: str | None = sealed()


@event("ReceiptClaimWithdrawn", zh="撤回来款认领")
class ReceiptClaimWithdrawn(Event):
    """The bidder says so no more."""

    deposit: str
    claim: int | None = sealed()


@event("ReceiptClaimRefused", zh="来款认领不予确认")
class ReceiptClaimRefused(Event):
    """A clerk found no such payment, or that it is not this deposit's; the bidder is told why."""

    deposit: str
    claim: int | None = sealed()
    reason: str | None = sealed()
