"""What follows from a fact by itself, over states in memory: the policies and their indexes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.bid.state import Standing
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
        return (tuple(_reserved(memory, _whose(event, memory, deposits))),)
    assert policy.reads is None, f"nobody keeps {policy.reads} in memory"
    return ()


def _has(memory: Memory, deposit: str, source: str) -> bool:
    """Whether money of one deposit went over to the other."""
    return bool(memory.of(StreamId("deposit", deposit)).came_from(source))


def _whose(event: Any, memory: Memory, deposits: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Of which deposits an event is: a lot's, its own, or that of its bid."""
    if (lot := getattr(event, "lot", None)) is not None:
        return deposits.get(lot, ())
    if (deposit := getattr(event, "deposit", None)) is not None:
        return (deposit,)
    bid = memory.of(StreamId("bid", event.bid))
    every = deposits.get(bid.lot, ())
    return [one for one in every if memory.of(StreamId("deposit", one)).terms.party == bid.party]


def _reserved(memory: Memory, deposits: Sequence[str]) -> Iterator[str]:
    """Those that a pool stands for, or stood: deposit, lot and pool; a bid that fell since."""
    for code in deposits:
        deposit = memory.of(StreamId("deposit", code))
        pools = {one.source for one in deposit.receipts if deposit.is_pooled(one)}
        whose = (deposit.terms.lot, deposit.terms.party)
        bids = (one for one in memory.states if one.kind == "bid")
        fallen = (
            f" {one.code}"
            for one in bids
            if (memory.of(one).lot, memory.of(one).party) == whose
            and memory.of(one).standing is not Standing.RECEIVED
        )
        bid = next(fallen, "")
        yield from (f"{code} {deposit.terms.lot} {pool}{bid}" for pool in pools)
