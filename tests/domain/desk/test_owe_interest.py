"""The bank's interest on a winner's deposit that became a bond goes to who paid it (CT-20)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.accounts import INTEREST_TO_ALLOCATE, REFUNDS_PAYABLE
from domain.deposit.owed import (
    DepositConverted,
    InterestAllocated,
    RefundObligationCreated,
    RefundObligationReduced,
)
from domain.deposit.stream import DEPOSIT
from domain.desk.owe_interest import OWE_INTEREST, OweInterest
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.lot.stream import LOT
from domain.postings import Entry, Leg, moved
from tests.kit.batching import LAW
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AUCTION, CODE, TENDER, VOIDED
from tests.kit.lots import SIGNED as CONTRACT
from tests.kit.owing import PAYEE, cancelled, credited, late, left, line, matched, owed
from tests.kit.rows import ACCOUNT, OPENED, PRICE, REQUIRED, D
from tests.kit.story import fold, given
from tests.kit.two_accounts import ELSEWHERE, credited_there

SIGNED = date(2026, 5, 12)
"""The day of the contract; its refunds are due by the 18th, for the 17th is a Sunday."""
EARNED = 43_556
"""On 800,000.00 from 03-17 to 05-12, 56 days at 0.35 %: 435.56."""
MINE = line(9)
"""That by which the bank pays it, if nothing else is said."""
ASKED = OweInterest(deposit=D, lot=CODE, account=ACCOUNT)


def bond(amount=PRICE):
    legs = (Leg("2002", D, amount, "P19"), Leg("2003", D, -amount, "P19"))
    entry = Entry("CUST", "CNY", legs)
    return DepositConverted(deposit=D, to="2003", earnest_fen=0, entries=(entry,))


CONVERTED = (matched(), owed(), bond(), cancelled())


def answer(*facts, lot=TENDER, law=LAW, asked=ASKED, by="C-SET2"):
    story = given(DEPOSIT, REQUIRED, *facts).given(LOT, *lot).given(ACCOUNTS, OPENED)
    return story.when(asked, by=by, law=law)


def apart(fen, number=2, payee=PAYEE, line=MINE):
    """So much is owed as a refund of its own, and given to that (P17)."""
    of = f"{D}/{number}"
    entry = moved("P17", (INTEREST_TO_ALLOCATE, D), (REFUNDS_PAYABLE, of), fen)
    return (
        owed(number, fen, cause="WINNER", interest=False, since=SIGNED, line=line, payee=payee),
        InterestAllocated(
            deposit=D,
            number=number,
            to=REFUNDS_PAYABLE.code,
            entitled_fen=fen,
            left_fen=0,
            reason=None,
            entries=(entry,),
        ),
    )


def test_its_interest_to_the_contract_is_owed_to_who_paid_it():
    """Scenario A, row 66."""
    said = answer(*CONVERTED, credited(EARNED, SIGNED))
    said.then(*apart(EARNED))
    state = fold(DEPOSIT, REQUIRED, *CONVERTED, credited(EARNED, SIGNED), *said.decision)
    assert (state.balance("2007"), state.balance("2005", 2), state.balance("2003")) == (
        0,
        EARNED,
        PRICE,
    )


def test_what_the_bank_paid_on_the_bond_since_is_not_the_deposits():
    """It stays, and says why."""
    said = answer(*CONVERTED, credited(EARNED + 1_556, date(2026, 5, 14)))
    said.then(*apart(EARNED), left(1_556, "BANK_PAID_MORE"))


def test_what_the_bank_lacks_is_nobody_elses_to_give():
    answer(*CONVERTED, credited(EARNED - 9, SIGNED)).then(*apart(EARNED - 9))


def test_asked_again_it_owes_what_came_since_and_nothing_twice():
    first = (*CONVERTED, credited(9, SIGNED), *apart(9))
    answer(*first).refused_by("refund.interest_missing")
    answer(*first, credited(EARNED, SIGNED)).then(
        *apart(EARNED - 9, number=3), left(9, "BANK_PAID_MORE")
    )
    told = (*first, credited(EARNED, SIGNED), *apart(EARNED - 9, 3), left(9, "BANK_PAID_MORE"))
    answer(*told).nothing_happens()


@pytest.mark.parametrize("fen", [EARNED - 1, EARNED], ids=["but a fen", "all"])
def test_what_a_court_took_of_it_is_not_owed_once_more(fen):
    """435.56 are owed until the contract, whoever has them; the bank paid another 100.00 since."""
    less = RefundObligationReduced(deposit=D, number=2, amount_fen=EARNED - fen)
    void = () if fen < EARNED else (cancelled(2),)
    taken = (*CONVERTED, credited(EARNED + 10_000, SIGNED), *apart(EARNED), less, *void)
    answer(*taken).then(left(10_000, "BANK_PAID_MORE"))


def test_each_account_has_the_interest_of_what_it_paid():
    """300,000.00 and 500,000.00: 163.33 and 272.22."""
    part, rest = 30_000_000, PRICE - 30_000_000
    two = (matched(1, part), matched(2, rest, "9"), bond())
    other = replace(PAYEE, account="9")
    said = answer(*two, credited(EARNED, SIGNED))
    said.then(*apart(16_333, 1), *apart(27_222, 2, other), left(1, "BANK_PAID_MORE"))


def test_what_the_bank_lacks_the_one_that_paid_last_waits_for():
    """Of 435.55 in all 200.00 are there: the first has all of its 163.33, the second the rest."""
    part, rest = 30_000_000, PRICE - 30_000_000
    two = (matched(1, part), matched(2, rest, "9"), bond())
    other = replace(PAYEE, account="9")
    answer(*two, credited(20_000, SIGNED)).then(*apart(16_333, 1), *apart(3_667, 2, other))


def test_a_single_fen_is_owed():
    answer(*CONVERTED, credited(1, SIGNED)).then(*apart(1))


def test_an_account_that_is_written_in_two_ways_has_its_interest_once():
    """The account is who paid, whatever name its bank put beside it."""
    part, rest = 30_000_000, PRICE - 30_000_000
    two = (matched(1, part), replace(matched(2, rest), payer="漳州甲建设"), bond())
    said = answer(*two, credited(2 * EARNED, SIGNED)).decision
    owed_then = [one.amount_fen for one in said if isinstance(one, RefundObligationCreated)]
    assert owed_then == [EARNED]


def test_to_an_account_that_is_not_known_whole_it_is_owed_all_the_same():
    nobody = (matched(account=None), bond())
    answer(*nobody, credited(EARNED, SIGNED)).then(*apart(EARNED, 1, payee=None))


def test_what_did_not_count_bears_nothing_though_nobody_can_tell_when_it_came():
    too_late, owed_back = late(2)
    unread = (replace(too_late, line=None), replace(owed_back, line=None))
    said = answer(matched(), *unread, bond(), credited(EARNED, SIGNED))
    said.then(*apart(EARNED, 2))


def test_where_no_row_says_until_when_none_is_owed():
    """CT-20 is law since 2012-02-01."""
    before = (*TENDER[:6], replace(CONTRACT, signed_on=date(2012, 1, 31)))
    said = answer(*CONVERTED, credited(EARNED, SIGNED), lot=before)
    said.refused_by("interest.not_owed")
    assert said.decision.detail == "no row of CONSTRUCTION says until when"


def test_a_result_that_is_void_later_gives_it_to_the_contract_all_the_same():
    """What the bank paid on the bond since stays, as with any other."""
    void = (*TENDER, replace(VOIDED, voided_on=date(2026, 5, 30)))
    more = credited(EARNED + 14_000, date(2026, 6, 1))
    answer(*CONVERTED, more, lot=void).then(*apart(EARNED), left(14_000, "BANK_PAID_MORE"))


def test_what_came_on_another_account_of_ours_is_other_interest():
    """800,000.00 on each; what was owed of the one is not taken off the other."""
    mine = replace(ELSEWHERE, payer_account=PAYEE.account)
    there = (credited_there(EARNED, SIGNED), *apart(EARNED, 1, line=credited_there(1).line))
    both = (matched(), mine, bond(2 * PRICE), *there, credited(EARNED, SIGNED))
    answer(*both).then(*apart(EARNED, 2))


def test_before_the_bank_paid_nothing_is_owed():
    answer(*CONVERTED).refused_by("refund.interest_missing")


@pytest.mark.parametrize(
    ("facts", "lot"),
    [((matched(), credited(5)), TENDER), ((matched(), bond(), credited(5)), AUCTION)],
    ids=["it is held", "of a sale"],
)
def test_of_what_did_not_become_a_bond_none_is_owed_so(facts, lot):
    answer(*facts, lot=lot).refused_by("interest.not_owed")


def test_before_the_opening_no_answer_tells_whose_lot_it_is():
    answer(*CONVERTED, credited(5), lot=TENDER[:3]).refused_by("desk.not_open")


def test_what_nobody_can_reckon_is_not_guessed():
    unreadable = (replace(matched(), line=None), bond(), credited(5, SIGNED))
    answer(*unreadable).refused_by("interest.cannot_be_reckoned")
    no_rate = answer(*CONVERTED, credited(5, SIGNED), law=Law(FIXTURE))
    no_rate.refused_by("interest.cannot_be_reckoned")


def test_the_streams_are_named_by_the_request():
    deposit, lot, account = (
        StreamId("deposit", D),
        StreamId("lot", CODE),
        StreamId("account", ACCOUNT),
    )
    assert OWE_INTEREST.touches(ASKED) == (deposit, lot, account)


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"deposit": "D1"}, "deposit 'D1': expected"),
        ({"lot": "x"}, "lot 'x': expected"),
        ({"account": "zz"}, "account 'zz': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        replace(ASKED, **other)
