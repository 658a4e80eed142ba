"""Through any disputes about a lot no clock runs backwards, and each case ends once."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.deposit.events import HoldLifted
from domain.deposit.stream import DEPOSIT
from domain.dispute.events import (
    ComplaintDecided,
    ComplaintRejected,
    ComplaintWithdrawn,
    DisputeEvent,
    ObjectionAnswered,
)
from domain.dispute.state import Case
from domain.dispute.words import Conclusion, Ground, Matter, Stage
from domain.kernel import Command, Post, Rejected, StreamId
from domain.lot.award import AwardLot
from domain.lot.events import AwardNoticeIssued
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureResumed, Suspending
from domain.lot.stream import LOT
from domain.party.stream import PARTY as PARTIES
from domain.timing import Term
from domain.trade.accept import AcceptComplaint, RejectComplaint
from domain.trade.case_clock import ResumeCaseClock, StopCaseClock
from domain.trade.case_hold import CaseHold, OrderCaseHold
from domain.trade.complain import FileComplaint, RequestWithdrawal
from domain.trade.judge import AnswerWithdrawal, DecideComplaint
from domain.trade.object import AnswerObjection, FileObjection
from domain.trade.suspension import OrderSuspension, ResumeProcedure
from tests.kit.disputing import B4, DECISION, HOUSING, LAW, OPEN, PARTY, REQUIRED, at
from tests.kit.lots import CODE, OWNER
from tests.kit.owing import matched
from tests.kit.rows import D
from tests.kit.story import Memory, fold

CASES = tuple(f"D00000000000000A{n}" for n in range(4))
WHO = (Post("BIDDER", B4), HOUSING, OWNER)
ENDS = (ObjectionAnswered, ComplaintDecided, ComplaintRejected, ComplaintWithdrawn)
DAY = timedelta(days=1)
ON_LOT, ON_D = StreamId("lot", CODE), StreamId("deposit", D)

REACHED: Counter[str] = Counter()
MUST = {shape.NAME for shape in (*ENDS, AwardNoticeIssued, ProcedureResumed, HoldLifted)} | {
    "CaseClockResumed",
    "WithdrawalRefused",
}
"""What the walk says at least once, else it shows nothing."""

which, to_owner, to_supervisor = st.integers(0, 3), st.integers(0, 1), st.integers(2, 3)
"""The first two cases are objections, the others complaints."""
complaints = st.sampled_from((2, 2, 2, 2, 3, 3, 0))
once = st.sampled_from((True,) * 5 + (False,))
"""Whether the right person asks: mostly."""


class Disputes(RuleBasedStateMachine):
    """A lot whose bids are open, one bidder, its owner and a supervisor."""

    @initialize(how=st.sampled_from(("a", "s", "a?", "s?", "ak", "sk", "r", "")))
    def opened(self, how: str) -> None:
        """A complaint was filed, mostly accepted, perhaps asked back (?) or its time stopped (k),
        before all else.
        """
        self.memory, self.now = Memory(), at("03-27 10:00")
        self.ended: Counter[str] = Counter()
        self.dues: dict[tuple[str, Term], date] = {}
        self.memory.states[ON_LOT] = fold(LOT, *OPEN)
        self.memory.states[StreamId("party", B4)] = fold(PARTIES, PARTY)
        self.memory.states[ON_D] = fold(DEPOSIT, REQUIRED, matched())
        self.complained(2, None, right=True)
        self.now += DAY
        if how:
            self.supervised(2, right=True, how=how[0])
        if how.endswith("?"):
            self.asked_back(2)
        if how.endswith("k"):
            self.supervised(2, right=True, how="k")

    @property
    def lot(self) -> Lot:
        found: Lot = self.memory.of(ON_LOT)
        return found

    def case(self, code: str) -> Case:
        found: Case = self.memory.of(StreamId("dispute", code))
        return found

    def ask(self, command: Command, by: Post) -> None:
        """A refusal changes nothing; what is over hears nothing of its case any more."""
        before, said = dict(self.memory.states), len(self.memory.said)
        over = {code for code in CASES if self.ended[code]}
        decision = self.memory.ask(command, by, at=self.now, law=LAW)
        if isinstance(decision, Rejected):
            assert self.memory.states == before
        for told in self.memory.said[said:]:
            REACHED[told.NAME] += 1
            if isinstance(told, DisputeEvent.__value__):
                assert told.case not in over, f"{told.NAME} after the end"
                self.ended[told.case] += isinstance(told, ENDS)
            if isinstance(told, AwardNoticeIssued):
                assert not before[ON_LOT].suspended

    @rule(days=st.integers(1, 9))
    def time_goes_on(self, days: int) -> None:
        self.now += days * DAY

    @rule(n=to_owner, right=once, matter=st.sampled_from((Matter.RESULT, Matter.OPENING)))
    def objected(self, n: int, right: bool, matter: Matter) -> None:
        facts: dict[str, Any] = {"lot": CODE, "party": B4, "deposit": D, "document": DECISION}
        self.ask(FileObjection(case=CASES[n], matter=matter, **facts), WHO[0 if right else 2])

    @rule(n=st.sampled_from((0, 0, 0, 1, 1, 2)), right=once)
    def answered(self, n: int, right: bool) -> None:
        asked = AnswerObjection(
            case=CASES[n], lot=CODE, conclusion=Conclusion.DISMISSED, document=DECISION
        )
        self.ask(asked, WHO[2 if right else 1])

    @rule(n=to_supervisor, first=st.none() | which, right=once)
    def complained(self, n: int, first: int | None, right: bool) -> None:
        asked = FileComplaint(
            case=CASES[n],
            lot=CODE,
            party=B4,
            deposit=D,
            matter=Matter.RESULT,
            to="V-HOUSING",
            since=date(2026, 3, 27),
            follows=None if first is None else CASES[first],
            document=DECISION,
        )
        self.ask(asked, WHO[0 if right else 1])

    @rule(n=complaints, right=once, how=st.sampled_from("aaasskkkkwwor"))
    def supervised(self, n: int, right: bool, how: str) -> None:
        of: dict[str, Any] = {"case": CASES[n], "lot": CODE, "document": DECISION}
        asked: dict[str, Command] = {
            "a": AcceptComplaint(**of, suspend=False, until=None),
            "s": AcceptComplaint(**of, suspend=True, until=None),
            "r": RejectComplaint(**of),
            "w": AnswerWithdrawal(**of, consents=False, resume=False, holds=()),
            "k": ResumeCaseClock(case=CASES[n])
            if self.case(CASES[n]).stands_still
            else StopCaseClock(**of, ground=Ground.TEST),
            "o": OrderSuspension(**of, until=None),
        }
        self.ask(asked[how], WHO[1 if right else 0])

    @rule(n=complaints, right=once)
    def held_back(self, n: int, right: bool) -> None:
        hold = f"H{len(self.case(CASES[n]).holds)}-{n}"
        of: dict[str, Any] = {"case": CASES[n], "lot": CODE, "deposit": D, "document": "1号"}
        self.ask(OrderCaseHold(**of, hold=hold, amount_fen=7), WHO[1 if right else 0])

    @rule(
        n=complaints,
        right=once,
        resume=st.booleans(),
        every=once,
    )
    def ended_so(self, n: int, right: bool, resume: bool, every: bool) -> None:
        held = tuple(CaseHold(*one) for one in self.case(CASES[n]).holds)
        of: dict[str, Any] = {"case": CASES[n], "lot": CODE, "document": DECISION}
        end = {"resume": resume, "holds": held if every else ()}
        asked: Command = (
            AnswerWithdrawal(**of, consents=True, **end)
            if self.case(CASES[n]).stage is Stage.WITHDRAWAL_ASKED
            else DecideComplaint(**of, conclusion=Conclusion.UPHELD, **end)
        )
        self.ask(asked, WHO[1 if right else 2])

    @rule(n=complaints)
    def asked_back(self, n: int) -> None:
        asked = RequestWithdrawal(case=CASES[n], lot=CODE, party=B4, document=DECISION)
        self.ask(asked, WHO[0])

    @rule(n=which, who=st.sampled_from((1, 2)))
    def went_on(self, n: int, who: int) -> None:
        self.ask(ResumeProcedure(lot=CODE, case=CASES[n], document=DECISION), WHO[who])

    @rule()
    def awarded(self) -> None:
        self.ask(AwardLot(lot=CODE, winner=B4, price_fen=100), WHO[2])

    @invariant()
    def each_case_ends_once(self) -> None:
        assert all(times <= 1 for times in self.ended.values())
        for code in CASES:
            case = self.case(code)
            assert case.is_open == (case.filed is not None and not self.ended[code])

    @invariant()
    def no_clock_runs_backwards(self) -> None:
        for code in CASES:
            case = self.case(code)
            if case.term is None or case.due is None:
                continue
            assert case.due >= self.dues.get((code, case.term), case.term.due)
            self.dues[code, case.term] = case.due

    @invariant()
    def all_waits_for_an_answer_to_the_result(self) -> None:
        waits = {one.told.case for one in self.lot.suspended}
        for one in self.lot.suspended:
            assert one.told.cause is Suspending.ORDER or self.case(one.told.case or "").is_open
        for code in CASES:
            filed = self.case(code).filed
            pauses = filed is not None and filed.matter is Matter.RESULT
            if pauses and filed.NAME == "ObjectionFiled" and self.case(code).is_open:
                assert code in waits

    @invariant()
    def what_no_open_case_holds_is_free(self) -> None:
        still = {one.code for one in self.memory.of(ON_D).holds}
        ordered = {
            hold for code in CASES if self.case(code).is_open for _, hold in self.case(code).holds
        }
        assert still == ordered


def test_any_disputes_keep_their_order() -> None:
    run_state_machine_as_test(
        Disputes,
        settings=settings(
            max_examples=200,
            stateful_step_count=40,
            derandomize=True,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert set(REACHED) >= MUST, f"never reached: {sorted(MUST - set(REACHED))}"
