"""Through any life of lines and deposits every fen is in 2001 or 2002, and no line counts twice."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.stream import DEPOSIT
from domain.desk.match import MatchReceipt
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Rejected, StreamId
from domain.postings import MoneyEvent
from tests.kit.rows import (
    ACCOUNT,
    DAY,
    FILE,
    OPENED,
    OTHER_D,
    OWNER,
    PAGE,
    REQUIRED,
    SAID,
    TERMS,
    D,
    print_of,
)
from tests.kit.story import Memory

DEPOSITS = (D, OTHER_D, "P00000000000000D3")
LINES = 4

amounts = st.sampled_from([TERMS.amount_fen, TERMS.amount_fen, TERMS.amount_fen - 1])
payers = st.sampled_from([TERMS.payer, TERMS.payer, TERMS.payer, "张三"])
days_lines = st.lists(st.tuples(st.sampled_from([True, True, True, False]), amounts, payers),
                      min_size=LINES, max_size=LINES)  # fmt: skip
steps = st.lists(
    st.tuples(
        st.sampled_from([MatchReceipt, MatchReceipt, UnmatchReceipt]),
        st.integers(1, LINES + 1),
        st.sampled_from(DEPOSITS),
        st.sampled_from([0, 0, 0, 1]),
    ),
    max_size=25,
)


def world(lines):
    memory = Memory()
    memory.states[StreamId("account", ACCOUNT)] = _account()
    for code in DEPOSITS[:2]:  # nobody asked for the third
        _deposit(memory, code)
    banked = memory.ask(
        ImportLines(
            account=ACCOUNT,
            holds="1001",
            currency="CNY",
            day=DAY,
            page=1,
            statement=FILE,
            lines=tuple(_line(n, *line) for n, line in enumerate(lines, 1)),
        )
    )
    assert len(banked) == LINES
    return memory


def _account():
    return ACCOUNTS.evolve(ACCOUNTS.initial, OPENED)


def _deposit(memory, code):
    stream = StreamId("deposit", code)
    memory.states[stream] = DEPOSIT.evolve(memory.of(stream), REQUIRED)


def _line(n, is_credit, amount, payer):
    said = replace(SAID, fingerprint=print_of(n), payer=payer)
    return BankLine(
        credit=is_credit, amount=amount, value_date=DAY, booked_at=None, particulars=said
    )


def request(memory, shape, number, deposit, behind):
    line = memory.of(PAGE).line(number)
    seen = line.version - behind if line else 1
    reason = {"reason": "认错"} if shape is UnmatchReceipt else {}
    return shape(line=f"{OWNER}/1#{number}", line_seen=seen, deposit=deposit, lot=None, **reason)


def balances(memory):
    found = Counter()
    for event in memory.said:
        if isinstance(event, MoneyEvent):
            for entry in event.entries:
                assert sum(leg.amount for leg in entry.legs) == 0
                for leg in entry.legs:
                    found[leg.account, leg.owner] += leg.amount
    return found


@given(days_lines, steps)
def test_every_fen_is_unidentified_or_held(lines, steps):
    memory = world(lines)
    came = sum(amount for is_credit, amount, _ in lines if is_credit)
    went = sum(amount for is_credit, amount, _ in lines if not is_credit)
    for step in steps:
        memory.ask(request(memory, *step), "MATCHER")
        found = balances(memory)
        held = {code: memory.of(StreamId("deposit", code)).held_fen for code in DEPOSITS}
        assert {code: -found["2002", code] for code in DEPOSITS} == held
        assert -found["2001", OWNER] + sum(held.values()) == came
        assert found["1001", ACCOUNT] == came - went
        assert found["1008", OWNER] == went


@given(days_lines, steps)
def test_a_line_counts_once_and_both_sides_agree_on_it(lines, steps):
    memory = world(lines)
    for step in steps:
        memory.ask(request(memory, *step), "MATCHER")
        page = memory.of(PAGE)
        for line in page.lines:
            assert line.allocated in (0, line.amount)
            assert (line.deposit is not None) == (line.allocated > 0)
        paid = {
            code: receipt.line
            for code in DEPOSITS
            if (receipt := memory.of(StreamId("deposit", code)).receipt)
        }
        given_to = {n.deposit: f"{OWNER}/1#{n.number}" for n in page.lines if n.deposit}
        assert paid == given_to


@given(days_lines, steps)
def test_asking_twice_changes_nothing(lines, steps):
    memory = world(lines)
    for step in steps:
        asked = request(memory, *step)
        first = memory.ask(asked, "MATCHER")
        before = dict(memory.states), len(memory.said)
        again = memory.ask(asked, "MATCHER")
        assert again == first if isinstance(first, Rejected) or first == () else not _says(again)
        assert (dict(memory.states), len(memory.said)) == before


def _says(decision):
    return not isinstance(decision, Rejected) and decision != ()
