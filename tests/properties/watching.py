"""Every decision of a walk, looked at as it is made: permitted, in its order, once, or nothing.

What it holds against is read from REFERENCE 2.2 and from the packs' own rows, by no guard's help.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from domain.bid.state import Standing
from domain.governance.state import Law
from domain.kernel import Command, Decision, Event, Placed, Post, Rejected, StreamId
from domain.lifecycle import ASKED_FOR, DIRECT, Lifecycle
from domain.lot.ended import RetenderLinked
from domain.lot.fold import evolve
from domain.lot.state import Lot
from domain.lot.stream import LOT
from domain.lot.suspended import HEARD
from domain.permissions import may
from domain.register import STREAMS
from tests.kit.story import Memory, asked, fold, streams_of
from tests.properties.skeleton import STATES, leads

COMES_ALONG = {
    "DeadlinePostponed": ("DocumentClarified", "DisclosureExtended"),
    "AwardNoticeIssued": ("NextCandidateConfirmed",),
    "SessionEnded": ("ListingClosed",),
    "TimedBiddingClosed": ("SessionEnded",),
    "ReserveCompared": ("SessionEnded", "ListingClosed"),
}
"""Facts that another brings along in one decision: that one's order is theirs."""

WAITS = {
    *("DepositRequired", "BidReceived", "QualificationConfirmed", "QuotationSubmitted"),
    *("BidPlaced", "DepositForfeited", "ForfeitureWaived"),
}
"""What is of no lot's own stream, and waits while it stands still (`lot.suspended`)."""

_KINDS = {stream.name: stream for stream in STREAMS}


class Watched(Memory):
    """The memory of a walk: who has no post for what is asked hears so, as at the door."""

    def __init__(self, law: Law) -> None:
        super().__init__()
        self.law = law
        self.told: dict[StreamId, list[Event]] = {}
        self.reached: Counter[str] = Counter()
        """How often each phase was come to, each fact said, each command refused by a rule."""

    def ask(self, command: Command, *posts: Post | str, **how: Any) -> Decision:
        """The decision, once it was held against all that must be true of any."""
        before, said = dict(self.states), len(self.said)
        post = may(asked(*posts, **how), command)
        decided = post if isinstance(post, Rejected) else super().ask(command, *posts, **how)
        if isinstance(decided, Rejected):
            assert (self.states, len(self.said)) == (before, said), f"{command} was refused"
            self.reached[decided.rule] += 1
            return decided
        first, *_ = streams_of(command)
        placed = [one if isinstance(one, Placed) else Placed(first, one) for one in decided]
        for problem in self._astray(streams_of(command), before, placed):
            raise AssertionError(f"{command}: {problem}")
        again = self.decide(command, *posts, **how)
        assert isinstance(again, Rejected) or again == (), f"{command} was decided twice: {again}"
        for one in placed:
            self.told.setdefault(one.stream, []).append(one.event)
            self.reached[one.event.NAME] += 1
        return decided

    def _astray(
        self, touches: Sequence[StreamId], before: dict[StreamId, Any], placed: Sequence[Placed]
    ) -> Iterator[str]:
        for one in placed:
            if one.event.NAME == "BidReceived" and self._joins_late(before, one):
                yield f"{one.stream} joins a negotiation that had begun"
        for stream in touches:
            if stream.kind != "lot":
                continue
            lot = before.get(stream, LOT.initial)
            own = [one.event for one in placed if one.stream == stream]
            yield from astray(lot, own, self.law)
            if lot.suspended and not lot.is_over:
                names = {one.event.NAME for one in placed}
                yield from (f"{name} while {stream} stands still" for name in names & WAITS)
            now = self.of(stream)
            if now.phase is not lot.phase:
                self.reached[now.phase.name] += 1

    def _joins_late(self, before: dict[StreamId, Any], one: Placed) -> bool:
        """Whether a bid is handed in by who had none when offers began to come."""
        begun = self.of(StreamId("lot", one.event.lot)).was("NegotiationStarted")
        bid = before.get(one.stream)
        return begun and (bid is None or bid.standing is not Standing.RECEIVED)

    def is_what_was_said(self) -> None:
        """No state has anything that was not said: nothing was changed where it lay."""
        for stream, state in self.states.items():
            assert state == fold(_KINDS[stream.kind], *self.told[stream]), stream


def astray(lot: Lot, said: Sequence[Event], law: Law) -> Iterator[str]:
    """What is not as it must be of these facts of a lot, which one decision said, as sentences."""
    first = said[0].NAME if said else ""
    for event in said:
        after = evolve(lot, event)
        if after.phase.name not in STATES:
            yield f"{after.phase.name} is no state"
        if after.phase is not lot.phase and not leads(lot.phase.name, after.phase.name):
            yield f"{event.NAME} leads from {lot.phase.name} to {after.phase.name}"
        if not _in_its_order(lot, event, first, law):
            yield f"no order lists {event.NAME} in {lot.phase.name}"
        still = lot.suspended and not lot.is_over
        if still and _of_an_order(event) and type(event) not in HEARD:
            yield f"{event.NAME} while the lot stands still"
        lot = after


def _in_its_order(lot: Lot, event: Event, first: str, law: Law) -> bool:
    """Whether the order that the lot was born under lists a fact in its phase, or that of what
    brings it along; a fact of no order leads nowhere.
    """
    along = first in COMES_ALONG.get(event.NAME, ())
    if not _of_an_order(event):
        stays = evolve(lot, event).phase is lot.phase
        return stays or along or (event.NAME == "LotDefined" and lot.defined is None)
    been = {name for name, _ in lot.happened}
    return along or any(
        row.event == event.NAME and lot.phase in row.phases and been.issuperset(row.after)
        for row in order_of(lot, law)
    )


def _of_an_order(event: Event) -> bool:
    """Whether an order has to list a fact; that a lot is traded anew, the one does that ended."""
    follows = isinstance(event, RetenderLinked) and event.lot == event.next
    return event.NAME in ASKED_FOR and not follows


def order_of(lot: Lot, law: Law) -> Lifecycle:
    """What a lot hears: by the pack that it was born under; without one, the short order."""
    assert lot.defined is not None, "a fact of a lot that nobody defined"
    if not lot.defined.pack:
        return DIRECT
    category = law.rules(lot.defined.category, lot.defined.pack)
    assert category is not None, "a lot is born under a pack that was published"
    return category.order(lot.scopes).lifecycle
