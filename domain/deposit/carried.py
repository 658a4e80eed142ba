"""Facts of money that goes over to a deposit, or out of one, and stays in custody (P32).

Each side tells its own half, by way of 2001 of the account's day, as a bank line would: no leg
names two deposits. Where it came from is sealed under the keys of the deposit that has it now.
"""

from domain.carried import CarriedPart
from domain.kernel import event, restricted, sealed
from domain.postings import MoneyEvent


@event("DepositCarriedOver", zh="保证金结转")
class DepositCarriedOver(MoneyEvent):
    """What it held goes over to another deposit of its bidder, or back to its pool.

    The bank's interest on it goes along. `consent`: the SHA-256 of what the bidder signed; None
    where it needed none.
    """

    deposit: str
    consent: str | None = restricted()


@event("DepositCarriedIn", zh="保证金结转转入")
class DepositCarriedIn(MoneyEvent):
    """It came over and counts, from the day on which it first came; or interest on it did.

    `source`: the deposit or the pool that had it.
    """

    deposit: str
    source: str | None = sealed()
    parts: tuple[CarriedPart, ...] | None = sealed()
