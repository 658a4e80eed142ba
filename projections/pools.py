"""Annual pools: whose, of which account and year, under which number. Sealed, for the matcher.

How much is free of one is not told here: by its falling it would tell that its bidder bids.
"""

from collections.abc import Iterator

from domain.pool.events import PoolClosed, PoolNumberIssued, PoolOpened
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Index, Projection, Put, Table

POOLS = Table(
    "pools",
    (Column("pool", "text"),),
    (
        Column("account", "text"),
        Column("year", "integer"),
        Column("party", "text"),
        Column("sub_account", "text"),
        Column("closed", "boolean"),
    ),
    sealed=True,
    indexes=(Index(("party",)), Index(("sub_account",))),
)


def project(recorded: Recorded) -> Iterator[Change]:
    """Pools as they are opened, numbered and closed."""
    match recorded.event:
        case PoolOpened(party=party) as opened if party:
            told = {"account": opened.account, "year": opened.year, "party": party}
            yield Put(POOLS, (opened.pool,), {**told, "closed": False})
        case PoolNumberIssued(pool=pool, sub_account=number) if number:
            yield Put(POOLS, (pool,), {"sub_account": number})
        case PoolClosed(pool=pool):
            yield Put(POOLS, (pool,), {"closed": True})
        case KeyDestroyed(key=key) if key.startswith("party/"):
            yield Erase(POOLS, {"party": key.partition("/")[2]})


POOL_BOOK = Projection("pools", 1, (POOLS,), project)
