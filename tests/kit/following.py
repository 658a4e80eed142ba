"""What follows from a fact by itself, over states in memory: the policies and their indexes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.kernel import Command, Policy, StreamId
from domain.phases import OVER, SIGNED, Phase
from domain.policies.register import POLICIES
from domain.trade.raise_alert import RaiseAlert
from tests.kit.story import Memory

_ENDED = (Phase.AWARDED, *SIGNED, *OVER)


def following(
    event: Any, memory: Memory, deposits: Mapping[str, Sequence[str]]
) -> Iterator[Command]:
    """The commands that the platform asks for; `deposits` are those of each lot.

    But for alerts, which move no money and stand in no way of any.
    """
    for policy in POLICIES:
        if type(event) in policy.hears and RaiseAlert not in policy.asks:
            yield from policy.react(event, *_read(policy, event, memory, deposits))


def _read(
    policy: Policy, event: Any, memory: Memory, deposits: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """What the policy's index holds for an event."""
    if policy.reads == "deposits_of_lot":
        return (tuple(deposits.get(event.lot, ())),)
    if policy.reads == "ended_lot_of_deposit":
        lot = memory.of(StreamId("deposit", event.deposit)).terms.lot
        state = memory.of(StreamId("lot", lot))
        ended = state.phase in _ENDED or state.was("DepositDeadlinePassed")
        return ((lot,) if ended else (),)
    if policy.reads == "went_over_to":
        all_of_them = (code for codes in deposits.values() for code in codes)
        went = (one for one in all_of_them if _has(memory, one, event.deposit))
        return (tuple(went),)
    if policy.reads == "reserved_of":
        lot = getattr(event, "lot", None)
        of = deposits.get(lot, ()) if lot is not None else (event.deposit,)
        return (tuple(_reserved(memory, of)),)
    assert policy.reads is None, f"nobody keeps {policy.reads} in memory"
    return ()


def _has(memory: Memory, deposit: str, source: str) -> bool:
    """Whether money of one deposit went over to the other."""
    return bool(memory.of(StreamId("deposit", deposit)).came_from(source))


def _reserved(memory: Memory, deposits: Sequence[str]) -> Iterator[str]:
    """Those that a pool stands for, or stood: deposit, lot and pool."""
    for code in deposits:
        deposit = memory.of(StreamId("deposit", code))
        pools = {one.source for one in deposit.receipts if deposit.is_pooled(one)}
        yield from (f"{code} {deposit.terms.lot} {pool}" for pool in pools)
