"""A closed day is opened again by two persons; every close that stood stays readable."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.bankday.close import CloseDay, PrepareClose
from domain.bankday.events import DayClosed, DayReopened
from domain.bankday.reopen import LATER_MOST, ReopenDay
from domain.bankday.state import EarlierClose
from domain.bankday.stream import BANKDAY
from domain.kernel import Rejected, StreamId
from tests.domain.bankday.test_close import CAME, MAKES, SIGNS, preparing, signing
from tests.kit.day_close import ALL_PASS, PROPOSAL, SNAPSHOT, STATEMENT, day_closed, day_prepared
from tests.kit.rows import ACCOUNT, DAY, OWNER
from tests.kit.story import CHECKER, MAKER, Memory, fold, given

NEXT = date(2026, 3, 18)
WHY = "银行更正对账单"
BOTH = {"by": "C-CASH", "cosigner": CHECKER}
CLOSED = (CAME, day_prepared(), day_closed())


def asking(later=(), **other):
    return ReopenDay(**({"account": ACCOUNT, "day": DAY, "later": later, "reason": WHY} | other))


def reopened(**other):
    facts = {"account": ACCOUNT, "day": DAY, "proposed_by": MAKER, "reopened_by": CHECKER}
    return DayReopened(**(facts | {"position": 77, "reason": WHY} | other))


def test_two_persons_reopen_a_closed_day():
    given(BANKDAY, *CLOSED).when(asking(), **BOTH).then(reopened())


def test_its_close_stays_readable_and_it_is_closed_again():
    day = fold(BANKDAY, *CLOSED, reopened())
    assert day.closed is None
    assert day.prepared is None
    assert day.earlier == (EarlierClose(day_closed(), reopened()),)
    again = given(BANKDAY, *CLOSED, reopened())
    again.when(signing(), **SIGNS).refused_by("bankday.not_prepared")
    again.when(preparing(position=90), **MAKES).then(day_prepared(position=90))


@pytest.mark.parametrize("past", [(), (CAME,), (CAME, day_prepared()), (*CLOSED, reopened())])
def test_only_a_closed_day_is_reopened(past):
    given(BANKDAY, *past).when(asking(), **BOTH).refused_by("bankday.not_closed")


def test_the_newest_closed_day_goes_first():
    later = asking((NEXT,))
    story = given(BANKDAY, *CLOSED, code=OWNER).given(BANKDAY, *CLOSED, code=f"{ACCOUNT}/{NEXT}")
    story.when(later, **BOTH).refused_by("bankday.later_closed")
    opened = story.given(BANKDAY, *CLOSED, reopened(), code=f"{ACCOUNT}/{NEXT}")
    opened.when(later, **BOTH).then(reopened())
    days = StreamId("bankday", OWNER), StreamId("bankday", f"{ACCOUNT}/{NEXT}")
    assert _touched(later) == (*days, StreamId("account", ACCOUNT)), "where all that lies counts"


def _touched(asked: ReopenDay) -> tuple[StreamId, ...]:
    return next(one for one in BANKDAY.deciders if one.handles is ReopenDay).touches(asked)


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"account": "zz"}, "account 'zz': expected"),
        ({"reason": " "}, "reason: expected why"),
        ({"later": (DAY,)}, "later: expected days after 2026-03-17"),
        ({"later": (NEXT, NEXT)}, "later: expected days after 2026-03-17"),
        ({"later": (date(2026, 3, 19), NEXT)}, "later: expected days after 2026-03-17"),
        (
            {"later": tuple(NEXT + timedelta(n) for n in range(LATER_MOST + 1))},
            "later: 4001 days, at most 4000",
        ),
    ],
)
def test_a_malformed_request_cannot_be_made(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        asking(**other)


@drawn(st.lists(st.sampled_from(["prepare", "close", "reopen"]), max_size=30), st.data())
def test_a_history_of_closes_keeps_every_close(asked: list[str], data: st.DataObject) -> None:
    """Whatever is asked in which order: what was signed stays as it was signed, in order; and the
    day is closed just while more closes were signed than taken back."""
    memory = Memory()
    stream = StreamId("bankday", OWNER)
    memory.states[stream] = fold(BANKDAY, CAME)
    signed: list[DayClosed] = []
    for n, what in enumerate(asked):
        before = memory.of(stream)
        answer = _ask(memory, what, n, data)
        if isinstance(answer, Rejected):
            assert memory.of(stream) == before
        elif what == "close":
            (closed,) = answer
            assert isinstance(closed, DayClosed)
            signed.append(closed)
        day = memory.of(stream)
        told = [one.closed for one in day.earlier] + ([day.closed] if day.closed else [])
        assert told == signed
        assert all(one.reopened.position == one.closed.position for one in day.earlier)


def _ask(memory: Memory, what: str, n: int, data: st.DataObject) -> Any:
    if what == "reopen":
        return memory.ask(asking(), "C-CASH", cosigner=CHECKER)
    position = data.draw(st.integers(77, 79))
    seen: dict[str, Any] = {"account": ACCOUNT, "day": DAY, "position": position}
    if what == "close":
        wanted = CloseDay(**seen, snapshot=SNAPSHOT)
        return memory.ask(wanted, "C-SET2", person=CHECKER, maker=PROPOSAL)
    figures = {"statement": STATEMENT, "closing": CAME.closing, "ledger": CAME.closing}
    wanted = PrepareClose(**seen, **figures, snapshot=SNAPSHOT, checks=ALL_PASS)
    return memory.ask(wanted, "C-CASH", digest=PROPOSAL)
