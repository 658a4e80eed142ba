"""A deposit's money goes over to another owner, or another's to it (P32), told by facts."""

import pytest

from domain.accounts import DEPOSITS_HELD, INTEREST_TO_ALLOCATE, UNIDENTIFIED
from domain.carried import CarriedPart
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.events import DepositRequired
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.kernel import Rejected
from domain.postings import Entry, Leg, moved
from tests.kit.owing import approved, line, matched, owed
from tests.kit.rows import BASIC, DAY, OTHER_D, OWNER, PAYER, REQUIRED, D
from tests.kit.story import fold

POOL = "Y00000000000000A1"


def came_over(*parts, source=OTHER_D, fen=None, interest=0):
    """So much came over; `parts` None: nobody can read them any more."""
    told = None if parts == (None,) else parts
    held = fen if fen is not None else sum(one.amount_fen for one in parts)
    legs = [Leg("2001", OWNER, held + interest, "P32")]
    legs += [Leg(DEPOSITS_HELD.code, D, -held, "P32")] if held else []
    legs += [Leg(INTEREST_TO_ALLOCATE.code, D, -interest, "P32")] if interest else []
    entry = Entry("CUST", "CNY", tuple(legs))
    return DepositCarriedIn(deposit=D, source=source, parts=told, entries=(entry,))


def part(number, fen):
    return CarriedPart(
        line=line(number), payer=PAYER, payer_account=BASIC, value_date=DAY, amount_fen=fen
    )


def receipts(*facts):
    return fold(DEPOSIT, REQUIRED, *facts).receipts


def test_what_came_over_counts_part_by_part_in_its_turn():
    found = receipts(matched(1, 5), came_over(part(2, 300), part(3, 200)), matched(4, 7))
    assert [one.line for one in found] == [line(n) for n in (1, 2, 3, 4)]
    assert [(one.place, one.counted_fen, one.back_fen) for one in found] == [
        (0, 5, 5),
        (1, 300, 300),
        (2, 200, 200),
        (3, 7, 7),
    ]
    passing_by = moved("P32", (UNIDENTIFIED, OWNER), (DEPOSITS_HELD, D), 300)
    assert found[1].entry == passing_by
    assert [one.source for one in found] == [None, OTHER_D, OTHER_D, None]


def test_of_parts_that_nobody_can_read_any_more_the_sum_counts():
    (one,) = receipts(came_over(None, fen=500, interest=3))
    assert (one.line, one.payer, one.value_date) == (None, None, None)
    assert (one.counted_fen, one.back_fen, one.entry.amount) == (500, 500, 500)
    assert receipts(came_over(None, fen=0, interest=3)) == (), "interest alone is no receipt"


def test_only_what_goes_over_has_gone_over():
    """What somebody approved to pay back stays: the bank may take that line back as ever."""
    entry = moved("P32", (DEPOSITS_HELD, D), (UNIDENTIFIED, OWNER), 200)
    out = DepositCarriedOver(deposit=D, consent="ee" * 32, entries=(entry,))
    facts = (matched(1, 300), matched(2, 200, "9"), owed(1, 300), approved(amount=300), out)
    state = fold(DEPOSIT, REQUIRED, *facts)
    assert [(one.gone_over, one.back_fen) for one in state.receipts] == [(False, 300), (True, 0)]
    assert not isinstance(reverse(D, state, line(1), line(8), OWNER), Rejected)
    refused = reverse(D, state, line(2), line(8), OWNER)
    assert isinstance(refused, Rejected)
    assert refused.rule == "deposit.carried_over"


def test_a_part_that_ends_within_the_first_line_leaves_the_second_where_it_is():
    entry = moved("P32", (DEPOSITS_HELD, D), (UNIDENTIFIED, OWNER), 300)
    out = DepositCarriedOver(deposit=D, consent=None, entries=(entry,))
    found = receipts(matched(1, 300), matched(2, 200), out)
    assert [one.gone_over for one in found] == [True, False]


@pytest.mark.parametrize("required", [REQUIRED, DepositRequired(deposit=D)])
def test_what_a_pool_stands_for_goes_back_to_it_whoever_can_read_the_terms(required):
    state = fold(DEPOSIT, required, came_over(part(1, 300), source=POOL), matched(2, 200))
    assert [state.is_pooled(one) for one in state.receipts] == [True, False]
