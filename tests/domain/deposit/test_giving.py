"""What a payout took along and is kept no more (P25): of which receipts it is owed back, how much.

Told by facts; amounts in fen.
"""

from dataclasses import replace

from domain.accounts import INTEREST_TO_ALLOCATE, SELLER_PAYABLE
from domain.deposit.given import Claim
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import ForfeitureMoneyReturned, ProceedsTakenBack
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.kernel import Rejected
from domain.postings import Entry, Leg, moved
from tests.kit.owing import cancelled, credited, held, line, matched, owed
from tests.kit.passing import (
    COURT,
    OTHER_Q,
    TENDERER,
    WINNERS,
    Q,
    assigned,
    forfeited,
    released,
    reversed_by,
)
from tests.kit.rows import OWNER, PRICE, D
from tests.kit.story import fold

THEIRS = ("2008", TENDERER)
BACK, GONE = line(5), line(8)
"""The beneficiary's line, and the bank's debit that takes a credit back."""


def state(*facts):
    return fold(DEPOSIT, WINNERS, *facts)


def back(fen, interest=0, receivable=0, payout=Q, of=BACK, own=()):
    """So much is paid back: held again, waiting as interest, making good what we were owed."""
    parts = (("2002", fen), ("2007", interest), ("1003", receivable))
    legs = [Leg(account, D, -some, "P25") for account, some in parts if some]
    entry = Entry("CUST", "CNY", (Leg("2001", OWNER, fen + interest + receivable, "P25"), *legs))
    return ForfeitureMoneyReturned(deposit=D, payout=payout, line=of, entries=(entry, *own))


def bears(now):
    """What of each receipt goes back."""
    return [one.back_fen for one in now.receipts]


# What is owed back, and comes back in parts.

TWO = (matched(1, 300), matched(2, 200, "9"))
CLAIMED = (*TWO, forfeited(500), assigned(500), reversed_by(COURT, 0, 500))


def test_what_comes_back_in_parts_is_the_first_receipts_first():
    assert state(*CLAIMED).given.owed_back == ((0, 300), (1, 200))
    once = state(*CLAIMED, back(300))
    assert (bears(once), once.given.owed_back) == ([300, 0], ((1, 200),))
    twice = state(*CLAIMED, back(250), back(100), back(150))
    assert (bears(twice), twice.given.owed_back) == ([300, 200], ())


def test_of_fees_and_the_rest_only_what_was_paid_out_is_owed_back():
    """P24: the fees wait with us, and are held again at once."""
    fees = replace(reversed_by(COURT, 100, 400), entries=(_fees_back(100),))
    now = state(*TWO, forfeited(500, fees=100), assigned(400), fees)
    assert (bears(now), now.given.owed_back) == ([100, 0], ((0, 200), (1, 200)))


def _fees_back(fen):
    legs = (Leg("2013", WINNERS.terms.lot, fen, "P25"), Leg("2002", D, -fen, "P25"))
    return Entry("CUST", "CNY", legs)


def test_what_is_kept_a_second_time_is_owed_back_besides_the_first():
    again = (matched(3, 70), forfeited(70), assigned(70, payout=OTHER_Q))
    now = state(*CLAIMED, *again, reversed_by(COURT, 0, 70))
    assert now.given.owed_back == ((0, 300), (1, 200), (2, 70))
    assert now.given.claims == {Q: Claim(fen=500), OTHER_Q: Claim(fen=70)}


def test_where_nothing_is_claimed_no_receipt_is_owed_anything():
    """The bank took one of the lines back meanwhile: what came for it made 1003 good."""
    lost = reverse(D, state(*TWO, forfeited(500)), line(1), GONE, OWNER)
    legs = (Leg(*THEIRS, 500, "P25"), Leg("1003", D, -300, "P25"), Leg("2002", D, -200, "P25"))
    undone = replace(reversed_by(COURT), entries=(Entry("CUST", "CNY", legs),))
    now = state(*TWO, forfeited(500), *lost, undone)
    assert (now.receivable_fen, now.given.claims, now.given.owed_back) == (0, {}, ())
    lost = reverse(D, state(*CLAIMED), line(1), GONE, OWNER)
    now = state(*CLAIMED, *lost, back(200, receivable=300))
    assert (now.receivable_fen, now.given.claims, now.given.owed_back) == (0, {}, ())


def test_what_is_due_on_one_account_and_what_a_payout_lets_go_on_another_lies_on_both():
    other = replace(matched(2, 200), line=f"ZZ-OTHER/{OWNER.partition('/')[2]}/1#1")
    facts = (matched(1, 300), forfeited(300), assigned(300), reversed_by(COURT, 0, 300))
    now = state(*facts, other, forfeited(200), released())
    assert now.given.lies == {THEIRS: {"ZZ-DEPOSITS", "ZZ-OTHER"}}


# A line that paid it back is another's after all, or the bank takes it back.

INTEREST = 30
FOLLOWED = InterestAllocated(
    deposit=D,
    number=None,
    to="2008",
    entitled_fen=0,
    left_fen=0,
    reason=None,
    entries=(moved("P18", (INTEREST_TO_ALLOCATE, D), (SELLER_PAYABLE, TENDERER), INTEREST),),
)
WHOLE = PRICE + INTEREST
WITH_INTEREST = (
    *(matched(), forfeited(), credited(INTEREST), FOLLOWED, assigned(WHOLE)),
    reversed_by(COURT, 0, WHOLE),
)


def gone(*legs, by=None, own=()):
    """What such a line had brought is gone."""
    entry = Entry("CUST", "CNY", tuple(Leg(*leg) for leg in legs))
    return ProceedsTakenBack(
        deposit=D, payout=Q, guarantee=None, line=BACK, by=by, entries=(entry, *own)
    )


def test_such_a_line_counts_nothing_and_nothing_of_it_goes_back_by_itself():
    (one,) = state(*WITH_INTEREST, back(PRICE, INTEREST)).besides
    assert (one.came.line, one.came.counted_fen, one.came.back_fen) == (BACK, 0, 0)
    assert (one.payout, one.fen, one.interest_fen) == (Q, PRICE, INTEREST)


def test_another_s_line_is_unidentified_again_and_the_interest_is_claimed_too():
    facts = (*WITH_INTEREST, back(PRICE, INTEREST))
    held_, interest = ("2002", D, PRICE, "P25"), ("2007", D, INTEREST, "P25")
    taken = gone(held_, interest, ("2001", OWNER, -WHOLE, "P25"))
    assert give_up(D, state(*facts), BACK, "认错") == (taken,)
    now = state(*facts, taken)
    assert now.given == state(*WITH_INTEREST).given
    assert (now.balance("2007"), now.held_fen, bears(now), now.besides) == (0, 0, [0], ())


def test_what_the_bank_takes_back_of_it_is_owed_to_the_bidder_no_more():
    waits = owed(cause="FAILED")
    facts = (*WITH_INTEREST, back(PRICE, INTEREST), waits)
    legs = (("2002", D, PRICE, "P25"), ("2007", D, INTEREST, "P25"), ("1008", OWNER, -WHOLE, "P09"))
    assert reverse(D, state(*facts), BACK, GONE, OWNER) == (gone(*legs, by=GONE), cancelled())


def test_interest_that_has_gone_on_since_is_owed_to_us():
    """It went to the treasury: what of the line is here goes, the rest is a debt (1003)."""
    to = (Leg("2007", D, 20, "P18"), Leg("2009", "interest/LAND", -20, "P18"))
    went = replace(FOLLOWED, to="2009", entries=(Entry("CUST", "CNY", to),))
    facts = (*WITH_INTEREST, back(PRICE, INTEREST), went)
    legs = (("2002", D, PRICE, "P25"), ("2007", D, 10, "P25"), ("1003", D, 20, "P09"))
    taken = gone(*legs, ("1008", OWNER, -WHOLE, "P09"), by=GONE)
    assert reverse(D, state(*facts), BACK, GONE, OWNER) == (taken,)


def test_what_made_good_a_debt_to_us_is_that_debt_again():
    """Before it came, the bank had taken the deposit's own line back (1003)."""
    lost = (*CLAIMED, *reverse(D, state(*CLAIMED), line(1), GONE, OWNER))
    facts = (*lost, back(200, receivable=300))
    taken = gone(("2002", D, 200, "P25"), ("1003", D, 300, "P25"), ("2001", OWNER, -500, "P25"))
    assert give_up(D, state(*facts), BACK, "认错") == (taken,)
    now = state(*facts, taken)
    assert (now.receivable_fen, now.given.claims) == (300, {Q: Claim(fen=500)})


def test_of_two_lines_that_paid_it_back_one_is_gone_and_the_other_s_stays():
    """What was owed back besides is owed back still."""
    facts = (*CLAIMED, back(100), back(150, of=line(6)))
    taken = gone(("2002", D, 100, "P25"), ("2001", OWNER, -100, "P25"))
    assert give_up(D, state(*facts), BACK, "认错") == (taken,)
    now = state(*facts, taken)
    assert (now.held_fen, now.given.claims) == (150, {Q: Claim(fen=350)})
    assert (bears(now), now.given.owed_back) == ([150, 0], ((0, 150), (1, 200)))


def test_an_order_keeps_back_what_of_the_line_it_holds_and_nothing_else():
    paid = (*CLAIMED, back(100), back(400, of=line(6)))
    beside = reverse(D, state(*paid, held(400)), BACK, GONE, OWNER)
    assert not isinstance(beside, Rejected)
    refused = reverse(D, state(*paid, held(401)), BACK, GONE, OWNER)
    assert refused == Rejected("deposit.frozen", f"of {BACK} an order keeps money back: H1")
