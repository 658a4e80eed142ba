"""A divided line is taken back whole: it was another's, or the bank reversed it (P09)."""

import pytest

from domain.bankday.stream import BANKDAY
from domain.bankpage.events import DebitMatched, LineRejoined
from domain.deposit.arrived import BankCreditReversed, ReceiptUnmatched
from domain.deposit.hold import PlaceHold
from domain.desk.match import MatchReceipt
from domain.desk.reverse import MatchReversal
from domain.desk.undivide import MatchDividedReversal, UndivideReceipt
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Post, Rejected, StreamId
from domain.lot.close import FailLot
from tests.kit.day_close import day_closed, day_prepared
from tests.kit.dividing import (
    A1,
    A2,
    CAME,
    CLERK,
    D1,
    D2,
    D3,
    IN_2001,
    LINE,
    LOT_OF,
    SUM,
    TAKEN,
    WHOLE,
    B,
    bidding,
    comes,
    divides,
    each,
    line_of,
    opened,
    refuses,
)
from tests.kit.moving import moving
from tests.kit.story import fold
from tests.kit.till import ACCOUNT, OWNER, SETTLEMENT, account_of, at, nonzero
from tests.properties.books import misread_by_the_model, wrong

IN_1008 = ("1008", f"{ACCOUNT}/{TAKEN}")


@pytest.fixture
def till():
    """The line was divided among two deposits."""
    made = bidding()
    divides(made, comes(made))
    return made


def undividing(line=LINE, seen=2, parts=None, reason="付错项目"):
    return UndivideReceipt(line=line, line_seen=seen, parts=parts or each(), reason=reason)


def takes_back(till, fen=SUM, day=TAKEN, account=ACCOUNT, **said):
    facts = {"reversal": True, "payer_account": account_of(B)} | said
    return till.line(fen, day, credit=False, account=account, **facts)


def reversing(line, of=LINE, parts=None):
    return MatchDividedReversal(line=line, line_seen=1, reversed=of, parts=parts or each())


# Another's after all.


def test_all_of_it_is_nobodys_again_and_may_be_matched_anew(till):
    with moving(till) as moved:
        first, second, link = till.do(undividing(), "MATCHER")
    assert moved.altogether == {
        IN_2001: -SUM,
        ("2002", D1): WHOLE[D1],
        ("2002", D2): WHOLE[D2],
    }
    assert (type(first), type(second)) == (ReceiptUnmatched, ReceiptUnmatched)
    assert (first.reason, second.reason) == ("付错项目", "付错项目")
    assert link == LineRejoined(number=1, amount=SUM)
    there = line_of(till)
    assert (there.deposits, there.allocated, there.version) == ((), 0, 3)
    divides(till, LINE, {D1: WHOLE[D1], D3: WHOLE[D2]})
    assert line_of(till).deposits == (D1, D3)
    assert list(wrong(till)) == list(misread_by_the_model(till)) == []


def test_what_was_owed_back_of_a_part_is_owed_no_more():
    made = bidding()
    divides(made, comes(made, SUM + 700), {D1: WHOLE[D1] + 700, D2: WHOLE[D2]})
    made.do(undividing(), "MATCHER")
    assert nonzero(made) == {("1001", ACCOUNT): SUM + 700, IN_2001: -SUM - 700}


def test_where_one_part_has_gone_on_nothing_is_taken_back(till):
    till.do(FailLot(lot=A2, reason="投标人少于三个"), OWNER, when=at(TAKEN))
    till.interest(D2, "4.86", TAKEN)
    till.approve(D2, 1)
    before = nonzero(till)
    refuses(till.ask(undividing(), "MATCHER"), "deposit.money_moved_on")
    assert nonzero(till) == before
    assert till.deposit(D1).whole


@pytest.mark.parametrize("parts", [(D1, D3), (D1, D2, D3)], ids=["another", "one too many"])
def test_all_who_have_a_part_are_named_and_nobody_else(till, parts):
    refuses(till.ask(undividing(parts=each(*parts)), "MATCHER"), "desk.other_parts")
    by = takes_back(till)
    refuses(till.ask(reversing(by, parts=each(*parts)), "MATCHER"), "desk.other_parts")


def test_a_whole_line_is_not_taken_back_as_a_divided_one(till):
    whole = till.pays(D3, B, "240,000.00", CAME)
    refuses(till.ask(undividing(whole), "MATCHER"), "desk.other_parts")


@pytest.mark.parametrize("deposit", [D1, D2])
def test_one_part_is_not_taken_back_alone(till, deposit):
    alone = {"line": LINE, "line_seen": 2, "deposit": deposit, "lot": None}
    refuses(till.ask(UnmatchReceipt(**alone, reason="认错"), "MATCHER"), "desk.divided")
    refuses(till.ask(MatchReceipt(**alone), "MATCHER"), "desk.line_allocated")
    for fen, rule in ((SUM, "desk.divided"), (WHOLE[deposit], "desk.other_credit")):
        by = takes_back(till, fen)
        taking = {"line": by, "line_seen": 1, "reversed": LINE, "deposit": deposit, "lot": None}
        refuses(till.ask(MatchReversal(**taking), "MATCHER"), rule)


def test_only_as_it_was_seen_for_a_reason_and_not_again(till):
    refuses(till.ask(undividing(seen=1), "MATCHER"), "desk.line_changed")
    refuses(till.ask(undividing(reason=" "), "MATCHER"), "desk.no_reason")
    refuses(till.ask(undividing(f"{ACCOUNT}/{CAME}/1#9"), "MATCHER"), "desk.no_such_line")
    till.do(undividing(), "MATCHER")
    refuses(till.ask(undividing(seen=3), "MATCHER"), "desk.other_parts")


def test_a_closed_day_is_never_edited(till):
    day = StreamId("bankday", f"{ACCOUNT}/{CAME}")
    till.memory.states[day] = fold(BANKDAY, day_prepared())
    assert not isinstance(till.memory.decide(undividing(), "MATCHER"), Rejected)
    till.memory.states[day] = fold(BANKDAY, day_closed())
    refuses(till.ask(undividing(), "MATCHER"), "bankday.closed")


# The bank takes it back.


def test_it_is_taken_from_every_deposit(till):
    by = takes_back(till)
    with moving(till) as moved:
        first, second, link = till.do(reversing(by), "MATCHER")
    assert moved.altogether == {
        ("2002", D1): WHOLE[D1],
        ("2002", D2): WHOLE[D2],
        IN_1008: -SUM,
    }
    assert (type(first), type(second)) == (BankCreditReversed, BankCreditReversed)
    assert {first.line, second.line} == {LINE}
    assert {first.by, second.by} == {by}
    assert link == DebitMatched(number=1, payment=LINE, amount=SUM)
    assert till.deposit(D1).missing_fen == WHOLE[D1]
    assert list(wrong(till)) == list(misread_by_the_model(till)) == []
    refuses(till.ask(reversing(takes_back(till)), "MATCHER"), "deposit.not_paid_by")


def test_what_of_a_part_was_refunded_is_owed_to_us(till):
    """Never a negative 2002: the other part is taken from its deposit all the same."""
    till.do(FailLot(lot=A2, reason="投标人少于三个"), OWNER, when=at(TAKEN))
    till.interest(D2, "4.86", TAKEN)
    till.refund(D2, 1, TAKEN)
    till.do(reversing(takes_back(till)), "MATCHER")
    assert till.books["1003", D2] == WHOLE[D2]
    assert till.deposit(D1).held_fen == 0
    assert list(wrong(till)) == []


def test_what_an_order_keeps_back_of_one_part_stands_against_all(till):
    held = PlaceHold(
        deposit=D2, hold="H-2026-001", amount_fen=WHOLE[D2], cause="诉前保全", document="协执1号"
    )
    till.do(held, Post("COURT", "中院"))
    by = takes_back(till)
    refuses(till.ask(reversing(by), "MATCHER"), "deposit.frozen")
    assert till.books[IN_1008] == SUM
    assert till.deposit(D1).whole


def test_to_the_fen_of_this_account_and_only_what_the_bank_calls_so(till):
    refuses(till.ask(reversing(takes_back(till, SUM - 1)), "MATCHER"), "desk.other_credit")
    elsewhere = takes_back(till, account=SETTLEMENT)
    refuses(till.ask(reversing(elsewhere), "MATCHER"), "desk.other_credit")
    refuses(till.ask(reversing(takes_back(till, reversal=False)), "MATCHER"), "desk.no_reversal")
    refuses(till.ask(reversing(till.line(SUM, TAKEN)), "MATCHER"), "desk.not_a_debit")
    missing = reversing(takes_back(till), f"{ACCOUNT}/{CAME}/1#9")
    refuses(till.ask(missing, "MATCHER"), "desk.no_such_line")


# Blind mode.


def test_a_person_takes_back_only_where_all_lots_are_open(till):
    by = takes_back(till)
    parts = each(lots=LOT_OF)
    for asked in (undividing(parts=parts), reversing(by, parts=parts)):
        refuses(till.ask(asked, CLERK), "desk.not_open")
    opened(till, A1)
    refuses(till.ask(undividing(parts=parts), CLERK), "desk.not_open")
    opened(till, A2)
    refuses(till.ask(reversing(by, parts=parts), CLERK), "desk.not_this_line")
    till.strays(TAKEN)
    till.do(reversing(by, parts=parts), CLERK)


def test_after_both_openings_a_person_takes_it_back(till):
    opened(till, A1, A2)
    assert len(till.do(undividing(parts=each(lots=LOT_OF)), CLERK)) == 3


@pytest.mark.parametrize("whose", [D1, D2])
def test_a_debit_that_names_the_number_of_any_of_them_is_theirs_to_hear_of(till, whose):
    """As a whole line is: the bank says whose it is, and that lot is open."""
    opened(till, A1, A2)
    by = takes_back(till, reference=till.number(whose))
    till.do(reversing(by, parts=each(lots=LOT_OF)), CLERK)
