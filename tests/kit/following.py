"""What follows from a fact by itself, over states in memory: the policies and their indexes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.kernel import Command, Policy, StreamId
from domain.lot.state import Phase
from domain.policies.register import POLICIES
from tests.kit.story import Memory

_ENDED = (Phase.AWARDED, Phase.CONTRACTED, Phase.FAILED, Phase.TERMINATED)


def following(
    event: Any, memory: Memory, deposits: Mapping[str, Sequence[str]]
) -> Iterator[Command]:
    """The commands that the platform asks for; `deposits` are those of each lot."""
    for policy in POLICIES:
        if type(event) in policy.hears:
            yield from policy.react(event, *_read(policy, event, memory, deposits))


def _read(
    policy: Policy, event: Any, memory: Memory, deposits: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """What the policy's index holds for an event."""
    if policy.reads == "deposits_of_lot":
        return (tuple(deposits.get(event.lot, ())),)
    if policy.reads == "ended_lot_of_deposit":
        lot = memory.of(StreamId("deposit", event.deposit)).terms.lot
        ended = memory.of(StreamId("lot", lot)).phase in _ENDED
        return ((lot,) if ended else (),)
    assert policy.reads is None, f"nobody keeps {policy.reads} in memory"
    return ()
