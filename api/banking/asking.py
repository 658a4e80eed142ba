"""In whose name a bank's business is asked for: machines of ours, by their custodial keys."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial

from api.banks.matching import Matcher
from api.banks.paging import Ask
from api.readers import Readers
from api.reversals import credits_like
from api.wiring import System
from ledger.asking import ask
from projections.pools import POOLS

_VALID = timedelta(minutes=5)


def asking(system: System, person: str) -> Ask:
    """Asks in the name of a machine of ours, whose key is loaded once. Raises HomeProblem."""
    signer = system.home.custodial(person)
    return lambda wanted: system.book.execute(
        ask(
            wanted,
            origin=system.log.origin,
            signer=signer,
            not_after=system.clock() + _VALID,
        )
    )


def matcher_of(system: System) -> Matcher:
    """The matcher of an installation. Raises HomeProblem."""
    replay = system.replay
    return Matcher(
        replay,
        asking(system, "matcher"),
        partial(named_by, system.readers),
        system.law,
        alike=partial(credits_like, system.readers),
    )


def named_by(readers: Readers, sub_accounts: Collection[str]) -> dict[str, str]:
    """What numbers name: a deposit, or else a pool that takes money. For the matcher.

    Of a pool that was given back the number is that of the deposit by which it was.
    """
    wanted = {"sub_account": list(sub_accounts), "closed": False}
    rows = readers.sealed_pools.rows(POOLS, wanted).rows
    pools = {str(row["sub_account"]): str(row["pool"]) for row in rows}
    return pools | readers.deposits_of(sub_accounts)


def open_strays(system: System) -> None:
    """Lets people look for whose the lines are that name nobody, where they may by now.

    For every account in CNY, also one that no channel reaches. Raises what the door raises, but
    Refused.
    """
    system.strays.see_to(matcher_of(system).open_strays)
