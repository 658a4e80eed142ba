"""Whatever is offered, whenever: the price rises by a step, the end moves on, one is highest."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from domain.ascending import least_fen
from domain.auction.events import BidPlaced
from domain.auction.stream import AUCTION
from domain.kernel import Command, Rejected, StreamId
from domain.lot.events import LotFailed
from domain.lot.stream import LOT
from domain.participation.stream import PARTICIPATION
from domain.phases import Phase
from tests.kit.sessions import (
    ARRANGED,
    CLOSES,
    LISTING,
    LISTING_OVER,
    PARCEL,
    PARTIES,
    SEALED,
    START,
    STEP,
    bidding_ends,
    digest_of,
    listing_ends,
    offering,
    qualified,
)
from tests.kit.story import Memory, fold

WHO = st.sampled_from(list(PARTIES))
PARCEL_ID, SESSION_ID = StreamId("lot", PARCEL), StreamId("auction", f"{PARCEL}/1")
OVER = (Phase.RESULT_PROPOSED, Phase.FAILED)


class Session(RuleBasedStateMachine):
    """A parcel in the last minutes of its listing, and what becomes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = Memory()
        self.memory.states = {
            PARCEL_ID: fold(LOT, *LISTING),
            SESSION_ID: fold(AUCTION, SEALED),
            **{
                StreamId("participation", one): fold(PARTICIPATION, qualified(one))
                for one in PARTIES
            },
        }
        self.now = CLOSES - timedelta(minutes=10)
        self.taken: list[Any] = []

    @property
    def lot(self) -> Any:
        return self.memory.of(PARCEL_ID)

    @property
    def auction(self) -> Any:
        return self.memory.of(SESSION_ID)

    @property
    def ends_at(self) -> Any:
        """When bidding ends, as things stand; None before it begins."""
        begun = self.lot.session.bidding
        return self.auction.ends_at or (begun and begun.ends_at)

    def ask(self, asked: Command, ago: int = 0) -> list[Any]:
        """What was said; of what was refused nothing has changed."""
        before, received = dict(self.memory.states), self.now - timedelta(seconds=ago)
        decided = self.memory.ask(asked, "PLATFORM", at=self.now, received_at=received)
        if isinstance(decided, Rejected):
            assert self.memory.states == before
            return []
        return [getattr(said, "event", said) for said in decided]

    def leader(self) -> str | None:
        highest = self.auction.highest
        return highest.participation if highest else None

    @rule(seconds=st.sampled_from((1, 30, 120, 300)))
    def time_goes_on(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(who=WHO, above=st.sampled_from((-1, 0, 0, 0, 9 * STEP)), ago=st.sampled_from((0, 0, 1)))
    def offers(self, who: str, above: int, ago: int) -> None:
        """Perhaps too little; perhaps received a little before it is decided."""
        highest, end = self.auction.highest, self.ends_at
        least = least_fen(START, ARRANGED.steps, highest.amount_fen if highest else None)
        for said in self.ask(offering(who, least + above), ago):
            assert above >= 0
            assert self.leader() == who
            self.taken.append(said)
            if isinstance(said, BidPlaced):
                assert said.received_at < end <= said.ends_at

    @rule()
    def listing_is_over(self) -> None:
        """The clock says so at its first moment; often, as most of a walk is after it."""
        if self.lot.phase is Phase.OPEN:
            self.now = max(self.now, LISTING_OVER)
            (closed, *then) = self.ask(listing_ends(self.leader()))
            bidders = {one.number for one in self.taken}
            assert closed.timed == (len(bidders) > 1)
            assert bool(then)

    @rule()
    def bidding_is_over(self) -> None:
        if self.ends_at is not None and self.lot.phase is Phase.COMPETITION:
            end = self.ends_at
            said = self.ask(bidding_ends(self.leader(), end))
            assert bool(said) == (self.now >= end + timedelta(seconds=2))

    @invariant()
    def a_session_is_what_was_offered(self) -> None:
        assert self.auction.offers == len(self.taken)
        assert self.auction.digest == digest_of(*self.taken)
        assert self.auction.numbers == {one.number for one in self.taken}
        fen = [one.amount_fen for one in self.taken]
        assert all(later >= earlier + STEP for earlier, later in pairwise(fen))

    @invariant()
    def its_end_is_anchored_and_opens_the_lot_only_where_somebody_won(self) -> None:
        session = self.lot.session
        assert (session.ended is not None) == (self.lot.phase in OVER)
        if session.ended is None:
            return
        assert (session.ended.offers, session.ended.digest) == (
            len(self.taken),
            digest_of(*self.taken),
        )
        failed = any(isinstance(said, LotFailed) for said in self.memory.said)
        assert self.lot.opened is not failed
        released = [key for said in self.memory.said for key in said.releases()]
        assert len(released) == (0 if failed else 1)


def test_a_session_keeps_its_rules_whatever_is_asked() -> None:
    run_state_machine_as_test(Session, settings=settings(max_examples=60, stateful_step_count=25))
