"""Bent statements stay true: each adds up and follows the one before, whatever was bent."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.channels.channel import Instruction, Transfer
from api.banks.statements.check import check_files, exit_code
from api.banks.statements.format import Kind, Statement
from api.banks.statements.register import read
from api.demo.bank import Bank, account_number
from tests.kit.schemas import valid

NUMBER = "6228480402564890"
FIRST, SECOND, THIRD = (date(2026, 3, day) for day in (16, 17, 18))


@pytest.fixture
def bank():
    with Bank("2026-03-16T09:00") as made:
        made.open_account("DEPOSITS", NUMBER, "漳州市公共资源交易中心", 10_000)
        yield made
        assert made.unsent() == []


def paid_in(bank, amount=500, sub="0001"):
    return bank.receive("DEPOSITS", amount, "甲公司", "3505010001", NUMBER + sub)


def days(bank, until="2026-03-19T08:00"):
    """The days' statements, as our reader has them: chained, adding up, and valid."""
    bank.move_to(until)
    files = bank.statements("DEPOSITS")
    return [true(file) for file in files]


def true(file: bytes) -> Statement:
    (statement,) = read(file)
    assert statement.balanced
    assert statement.warnings == ()
    return statement


def test_where_nothing_is_bent_the_bytes_are_the_banks(bank):
    bank.bent("DEPOSITS").interest(THIRD, 5, "")
    paid_in(bank)
    with Bank("2026-03-16T09:00") as straight:
        straight.open_account("DEPOSITS", NUMBER, "漳州市公共资源交易中心", 10_000)
        paid_in(straight)
        both = [one.move_to("2026-03-18T08:00") or one for one in (bank, straight)]
        ours, theirs = (one.statements("DEPOSITS") for one in both)
    assert ours == theirs


def test_interest_is_an_ordinary_credit_for_a_sub_account(bank):
    bank.bent("DEPOSITS").interest(SECOND, 33_444, NUMBER + "0001")
    first, second, third = days(bank)
    assert first.lines == third.lines == ()
    (line,) = second.lines
    assert (line.kind, line.credit, line.amount_minor) == (Kind.INTEREST, True, 33_444)
    assert (line.reference, line.note, line.serial) == (NUMBER + "0001", "存款结息", "MB-INT-1")
    assert (line.booking_date, line.value_date) == (SECOND, SECOND)
    assert [first.closing_minor, second.closing_minor] == [10_000, 43_444]
    assert (third.opening_minor, third.closing_minor) == (43_444, 43_444)
    assert bank.balance("DEPOSITS") + bank.bent("DEPOSITS").carried == 43_444


def test_interest_of_a_day_without_statement_stands_on_the_next(bank):
    """21 March 2026, the settlement day of the quarter, is a Saturday."""
    bank.bent("DEPOSITS").interest(date(2026, 3, 21), 1, "")
    *_, friday, monday = days(bank, "2026-03-24T08:00")
    assert friday.lines == ()
    (line,) = monday.lines
    assert (str(line.booking_date), str(line.value_date)) == ("2026-03-23", "2026-03-21")
    assert line.reference is None


def test_a_late_entry_stands_on_the_next_statement_and_is_booked_then(bank):
    late = paid_in(bank)
    paid_in(bank, 7)
    layer = bank.bent("DEPOSITS")
    layer.late(late)
    bank.move_to("2026-03-17T08:00")
    (first,) = map(true, bank.statements("DEPOSITS"))
    assert [line.amount_minor for line in first.lines] == [7]
    assert (first.closing_minor, layer.carried) == (10_007, -500)
    (second,) = days(bank, "2026-03-18T08:00")
    (line,) = second.lines
    assert (line.serial, line.booking_date, line.value_date) == (late, SECOND, FIRST)
    assert (second.opening_minor, second.closing_minor, layer.carried) == (10_007, 10_507, 0)


def test_a_bare_entry_has_no_number_no_id_no_reference_but_its_payer(bank):
    bank.bent("DEPOSITS").bare(paid_in(bank))
    (line,) = days(bank)[0].lines
    assert (line.serial, line.end_to_end_id, line.reference) == (None, None, None)
    assert (line.counterparty, line.note) == ("甲公司", "投标保证金")


def test_an_entry_may_tell_its_time(bank):
    bank.bent("DEPOSITS").at(paid_in(bank), "14:30:05")
    (line,) = days(bank)[0].lines
    assert line.booking_time.isoformat() == "2026-03-16T14:30:05+08:00"


def test_an_entry_is_taken_back_once_the_other_way_and_marked(bank):
    taken = paid_in(bank)
    bank.bent("DEPOSITS").reverse(SECOND, taken)
    first, second, third = days(bank)
    (line,) = second.lines
    assert (line.credit, line.amount_minor, line.reversal) == (False, 500, True)
    assert (line.counterparty, line.reference) == ("甲公司", NUMBER + "0001")
    assert line.serial not in (None, taken)
    assert third.lines == ()
    closings = [first.closing_minor, second.closing_minor, third.closing_minor]
    assert closings == [10_500, 10_000, 10_000]


def test_an_entry_that_never_was_cannot_be_taken_back(bank):
    bank.bent("DEPOSITS").reverse(FIRST, "MB-RCV-9")
    bank.move_to("2026-03-17T08:00")
    with pytest.raises(ValueError, match="no statement up to 2026-03-16 has an entry MB-RCV-9"):
        bank.statements("DEPOSITS")


def test_a_statement_fetched_again_is_bent_once(bank):
    bank.bent("DEPOSITS").interest(FIRST, 5, "")
    bank.move_to("2026-03-17T08:00")
    channel = bank.channel(account_number(NUMBER))
    first = channel.statements()
    assert channel.statements() == first == bank.statements("DEPOSITS")
    assert bank.bent("DEPOSITS").carried == 5
    channel.done()
    assert channel.statements() == channel.reports() == channel.notifications() == []


def test_another_account_of_the_bank_is_left_alone(bank):
    bank.open_account("FEES", "6228480402564891", "漳州市公共资源交易中心", 100)
    bank.bent("DEPOSITS").interest(FIRST, 5, "")
    bank.move_to("2026-03-17T08:00")
    closings = {
        s.account[-4:]: s.closing_minor for f in bank.channel().statements() for s in read(f)
    }
    assert closings == {"4890": 10_005, "4891": 100}


def test_a_balance_below_zero_is_written_as_a_debit(bank):
    bank.bent("DEPOSITS").late(paid_in(bank, 20_000))
    payment = Instruction(
        payment="P1", amount_fen=15_000, payee_name="甲", payee_account=account_number("3505010001")
    )
    bank.pay(
        Transfer(
            message="RB-1",
            made_at=bank.now(),
            account=account_number(NUMBER),
            account_name="漳州市公共资源交易中心",
            day=FIRST,
            instructions=(payment,),
        )
    )
    first, second, _ = days(bank)
    assert (first.closing_minor, second.opening_minor) == (-5_000, -5_000)
    assert second.closing_minor == 15_000


def test_bent_files_pass_the_check_and_the_schema(bank, tmp_path):
    layer = bank.bent("DEPOSITS")
    one, two, three = (paid_in(bank, amount) for amount in (1, 20, 300))
    layer.late(one)
    layer.bare(two)
    layer.at(three, "09:00:00")
    layer.interest(FIRST, 4_000, NUMBER + "0002")
    layer.reverse(THIRD, two)
    bank.move_to("2026-03-20T08:00")
    paths = []
    for number, file in enumerate(bank.statements("DEPOSITS")):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_bytes(file)
    rows = list(check_files(paths))
    assert exit_code(rows) == 0
    assert [row["balanced"] for row in rows] == [True] * 4
    assert all(a["closing_fen"] == b["opening_fen"] for a, b in pairwise(rows))
    for path in paths:
        valid("camt.053.001.08", path.read_bytes())


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["late", "bare", "at", "interest", "reverse"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=6,
)


@settings(max_examples=30, deadline=None)
@given(edits=EDITS, amounts=st.lists(st.integers(1, 10**6), min_size=4, max_size=4))
def test_however_it_is_bent_it_adds_up_every_day(edits, amounts):
    with Bank("2026-03-16T09:00") as bank:
        bank.open_account("DEPOSITS", NUMBER, "交易中心", 10_000)
        layer = bank.bent("DEPOSITS")
        numbers = [paid_in(bank, amount) for amount in amounts]
        for what, which, day in edits:
            match what:
                case "interest":
                    layer.interest(date(2026, 3, 16 + day), 1 + which, NUMBER)
                case "reverse":
                    layer.reverse(date(2026, 3, 16 + day), numbers[which])
                case "at":
                    layer.at(numbers[which], "10:00:00")
                case _:
                    getattr(layer, what)(numbers[which])
        closing = 10_000
        for day in range(17, 21):
            bank.move_to(f"2026-03-{day}T08:00")
            (statement,) = map(true, bank.statements("DEPOSITS"))
            assert statement.opening_minor == closing
            closing = bank.balance("DEPOSITS") + layer.carried
            assert statement.closing_minor == closing
        assert bank.unsent() == []
