"""The record of the stream: `pool/Y0123456789ABCDEF`. Its other deciders sit at the desk."""

from typing import get_args

from domain.kernel import KeyName, Stream
from domain.keys import keys_of
from domain.pool.events import PoolEvent, PoolOpened
from domain.pool.issue import ISSUE_POOL_NUMBER
from domain.pool.state import Pool, evolve


def _keys(first: PoolOpened) -> tuple[KeyName, ...]:
    return keys_of(first.pool, first.party)


POOL = Stream(
    name="pool",
    events=get_args(PoolEvent.__value__),
    initial=Pool(),
    evolve=evolve,
    deciders=(ISSUE_POOL_NUMBER,),
    keys=_keys,
    owns=lambda first: KeyName("lot", first.pool),
)
