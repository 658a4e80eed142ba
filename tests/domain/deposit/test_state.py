"""A deposit knows what came, what stands in its name and where each of its refunds has got to."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.accounts import (
    BONDS_HELD,
    DEPOSITS_HELD,
    OVERDUE_COMPENSATION,
    OWN_BANK,
    OWN_PAYABLES,
)
from domain.calendar import BEIJING, Calendar
from domain.categories.land import LAND
from domain.deposit.arrived import PayerMismatchDetected
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.events import (
    DepositSecured,
    DepositTermsChanged,
    GuaranteeReturned,
    SubAccountIssued,
)
from domain.deposit.owed import (
    DepositConverted,
    DormantBalanceClaimed,
    DormantBalanceDeclared,
)
from domain.deposit.receipt import Receipt
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit, Hold
from domain.deposit.stream import DEPOSIT
from domain.governance.state import Law, Pack
from domain.kernel import fields_of
from domain.packs.written import written
from domain.payee import Payee, payee_of
from domain.postings import moved
from tests.kit.owing import (
    COURT,
    OTHER_PAYEE,
    PAYEE,
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    elsewhere,
    failed,
    held,
    instructed,
    late,
    left,
    lifted,
    line,
    matched,
    owed,
    reissued,
    returned,
)
from tests.kit.rows import ACCOUNT, BASIC, PAYER, PRICE, REQUIRED, TERMS, D, counted, credit
from tests.kit.story import NOON, fold
from tests.kit.two_accounts import BOTH, OTHER, credited_there

NUMBER, UNTIL = "3500123456001", date(2026, 3, 20)
LASTS, DAY_LONG = date(2026, 7, 21), timedelta(days=1)
SECURED = DepositSecured(deposit=D, guarantee="G0", amount_fen=PRICE - 10, valid_until=LASTS)


def after(*facts):
    return fold(DEPOSIT, REQUIRED, *facts)


def test_at_first_there_is_nothing():
    assert fold(DEPOSIT) == Deposit()
    assert (Deposit().held_fen, Deposit().missing_fen) == (0, 0)


def test_a_deposit_knows_its_terms_its_number_and_what_it_holds():
    assert (after().required, after().terms, after().held_fen) == (True, TERMS, 0)
    issued = SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=UNTIL)
    numbered = after(issued)
    assert (numbered.sub_account, numbered.valid_until) == (NUMBER, UNTIL)
    paid = after(issued, matched())
    receipt = Receipt(line(1), PAYER, BASIC, date(2026, 3, 17), PRICE, PRICE, counted())
    there = {"balances": {("2002", D): PRICE}, "moved": {(ACCOUNT, date(2026, 3, 17)): PRICE}}
    assert paid == replace(numbered, receipts=(receipt,), came=1, **there)
    assert (paid.held_fen, paid.missing_fen) == (PRICE, 0)


def test_a_postponed_deposit_has_new_terms():
    later = replace(TERMS, deadline=TERMS.deadline.replace(hour=18))
    assert after(DepositTermsChanged(deposit=D, terms=later)).terms == later


def test_money_goes_back_by_the_rules_of_the_version_that_its_terms_name():
    """2.7: whatever was published since; where terms name no category, nobody can tell."""
    changed = replace(LAND, zh="土地")
    law = Law(
        Calendar(),
        packs=tuple(Pack(written(one), n, UNTIL) for n, one in ((1, LAND), (2, changed))),
    )
    terms = replace(TERMS, category="LAND")
    found = [replace(terms, pack=n).rules(law) for n in (0, 1, 2)]
    assert [one and one.zh for one in found] == [LAND.zh, LAND.zh, "土地"]
    assert TERMS.rules(law) is None


def test_a_receipt_knows_its_day_and_to_whom_it_goes_back():
    receipt = after(matched()).receipt(line(1))
    assert (receipt.since, receipt.payee) == (date(2026, 3, 17), PAYEE)
    assert after(matched()).receipt(line(2)) is None
    unreadable = after(replace(matched(), line=None, payer=None)).receipts[0]
    assert (unreadable.since, unreadable.payee) == (None, None)


def test_it_earns_from_its_value_date_and_from_its_booking_day_without():
    friday = date(2026, 3, 13)
    earlier = after(replace(matched(), value_date=friday)).receipts[0]
    assert earlier.since == friday
    assert after(replace(matched(), value_date=None)).receipts[0].since == date(2026, 3, 17)


@pytest.mark.parametrize(
    "unknown",
    [(None, BASIC), (PAYER, None), ("甲…", BASIC), (PAYER, "35…"), (" ", "1"), ("甲", " ")],
)
def test_who_is_not_known_whole_is_no_payee(unknown):
    assert payee_of(*unknown) is None
    assert payee_of(PAYER, BASIC, "建行") == Payee(name=PAYER, account=BASIC, bank="建行")


def test_receipts_and_refunds_are_told_apart_by_account():
    one, other = (after(matched(account=account)).receipts[0] for account in (BASIC, "9"))
    assert one.is_of(PAYEE)
    assert not other.is_of(PAYEE)
    assert not one.is_of(None)
    unknown = after(matched(account=None)).receipts[0]
    assert unknown.is_of(None)
    assert not unknown.is_of(PAYEE)
    theirs = after(owed(), owed(2, payee=None), *late(of=3), owed(4), cancelled(4)).refunds
    assert [refund.is_of(PAYEE) for refund in theirs] == [True, False, False, False]
    assert [refund.is_of(None) for refund in theirs] == [False, True, False, False]


def test_a_guarantee_stands_in_for_its_amount_until_it_is_given_back():
    assert after(SECURED).missing_fen == 10
    assert after(SECURED, matched(amount=4)).missing_fen == 6
    assert after(SECURED, GuaranteeReturned(deposit=D, guarantee="G0")).missing_fen == PRICE
    assert after(DepositSecured(deposit=D)).missing_fen == PRICE, "who cannot read it, counts none"


def test_evidence_is_remembered_and_moves_nothing():
    found = PayerMismatchDetected(deposit=D, line=line(1), payer="张三")
    assert after(found) == replace(after(), refused=(line(1),))


def test_holds_are_remembered_with_their_authority():
    frozen, day = after(matched(), held(30, "H1"), held(20, "H2")), NOON.date()
    assert frozen.holds == (Hold("H1", 30, COURT, since=day), Hold("H2", 20, COURT, since=day))
    assert (frozen.held_fen, frozen.balance("2010")) == (PRICE - 50, 50)
    free = after(matched(), held(30, "H1"), held(20, "H2"), lifted(30, "H1"))
    assert free.holds == (Hold("H2", 20, COURT, since=day),)
    assert (free.held_fen, free.balance("2010")) == (PRICE - 20, 20)


def test_balances_are_told_apart_by_refund_and_what_is_zero_is_forgotten():
    paid = after(matched(1, 100), *late(2, 7, of=1), owed(2, 100), approved(2, amount=100))
    assert (paid.balance("2005", 1), paid.balance("2005", 2), paid.balance("2005")) == (7, 100, 0)
    assert paid.balances == {("2005", f"{D}/1"): 7, ("2005", f"{D}/2"): 100}


def test_what_others_own_is_not_the_deposits_to_keep():
    assert {code for code, _ in after(matched(), credited(5)).balances} == {"2002", "2007"}


LIFE = (
    (owed(), Standing.OWED, 0),
    (approved(), Standing.APPROVED, 1),
    (instructed(), Standing.INSTRUCTED, 1),
    (confirmed(), Standing.PAID, 1),
    (returned(), Standing.RETURNED, 1),
    (approved(attempt=2, amount=None), Standing.APPROVED, 2),
    (reissued(), Standing.INSTRUCTED, 2),
    (failed(attempt=2, to="2012"), Standing.FAILED, 2),
)


def test_a_refund_goes_its_way_and_counts_its_changes():
    for n in range(1, len(LIFE) + 1):
        refund = after(matched(), *(fact for fact, _, _ in LIFE[:n])).refund(1)
        _, standing, attempt = LIFE[n - 1]
        assert (refund.standing, refund.attempt, refund.version) == (standing, attempt, n)
        assert refund.reissued is (n > 6)
    assert after(matched(), *(fact for fact, _, _ in LIFE)).balance("2012", 1) == PRICE


def test_each_refund_goes_its_own_way():
    both = after(owed(), owed(2), approved(2), reissued(2))
    assert [one.reissued for one in both.refunds] == [False, True]
    assert [one.standing for one in both.refunds] == [Standing.OWED, Standing.INSTRUCTED]


def test_what_is_said_of_one_refund_is_said_of_no_other():
    """That nobody claims it (P32), that somebody does, that its being late costs (P28)."""
    shown = {"deposit": D, "number": 1, "document": "1号", "evidence": "ee" * 32}
    listed = DormantBalanceDeclared(**shown, since=UNTIL, notice=UNTIL, amount_fen=7)
    claimed = DormantBalanceClaimed(**shown, claimed=UNTIL)
    late_by = {"deposit": D, "number": 1, "days": 1, "rule": "GP-09"}
    costs = OverdueCompensationRecognised(
        **late_by, entries=(moved("P28", (OVERDUE_COMPENSATION, D), (OWN_PAYABLES, D), 17),)
    )
    paid = OverdueCompensationPaid(
        **shown, entries=(moved("P28", (OWN_PAYABLES, D), (OWN_BANK, D), 17),)
    )
    two = (owed(1, 7), owed(2, 5))
    assert [one.dormant for one in after(*two, listed).refunds] == [UNTIL, None]
    assert [one.claimed_on for one in after(*two, listed, claimed).refunds] == [UNTIL, None]
    refunds = after(*two, costs, paid).refunds
    assert [one.amount_fen for one in refunds] == [7, 5]
    assert [(one.compensation_fen, one.compensated) for one in refunds] == [(17, True), (0, False)]


BACK = GuaranteeReturned(deposit=D, guarantee="G1")


def test_of_a_guarantee_given_back_it_is_known_how_much_stood():
    stood = DepositSecured(deposit=D, guarantee="G1", amount_fen=300, valid_until=None)
    assert (after(stood, BACK).given_back_fen, after(stood, BACK).secured) == (300, None)
    unreadable = replace(stood, amount_fen=None)
    assert after(unreadable, BACK).given_back_fen == after(BACK).given_back_fen == 0


def postponed(until):
    terms = replace(TERMS, deadline=datetime.combine(until, time(17), BEIJING))
    return DepositTermsChanged(deposit=D, terms=terms)


def test_what_a_guarantee_stands_in_for_it_does_to_the_end_of_its_last_day():
    """From the next day on it is none of the deposit; what was judged before stays judged."""
    mixed = after(SECURED, matched(amount=10))
    assert [mixed.is_there(day) for day in (LASTS, LASTS + DAY_LONG)] == [True, False]
    assert (mixed.whole, mixed.missing_fen) == (True, 0), "it came whole, by its deadline"
    longer = replace(SECURED, valid_until=LASTS + DAY_LONG)
    assert after(SECURED, longer, matched(amount=10)).is_there(LASTS + DAY_LONG)


@pytest.mark.parametrize(("days", "lacks"), [(0, 0), (1, PRICE - 10)])
def test_of_a_lot_that_is_postponed_beyond_its_end_the_rest_is_to_come(days, lacks):
    """Given back then, it stood for nothing either."""
    mixed = (SECURED, matched(amount=10), postponed(LASTS + days * DAY_LONG))
    assert (after(*mixed).missing_fen, after(*mixed).whole) == (lacks, not lacks)
    assert after(*mixed, BACK).whole is not bool(lacks)


def test_a_cancelled_refund_is_void():
    refund = after(owed(), cancelled()).refund(1)
    assert (refund.standing, refund.version) == (Standing.VOID, 2)


def test_it_goes_to_the_account_that_was_proposed_last():
    assert after(owed()).refund(1).pays == PAYEE
    other = after(owed(), elsewhere()).refund(1)
    assert (other.pays, other.payee, other.version) == (OTHER_PAYEE, PAYEE, 2)
    assert after(owed(payee=None)).refund(1).pays is None


def test_a_refund_has_the_interest_that_was_paid_since_it_was_owed():
    before = after(matched(), credited(5, date(2026, 3, 21)), owed()).refund(1)
    assert before.interest_until is None
    since = after(matched(), owed(), credited(5)).refund(1)
    assert (since.interest_until, since.version) == (date(2026, 5, 14), 1)
    none = after(matched(), owed(interest=False), credited(5)).refund(1)
    assert none.interest_until is None
    gone = after(matched(), owed(), credited(5), approved(), credited(1, date(2026, 6, 1)))
    assert gone.refund(1).interest_until == date(2026, 5, 14)


def test_interest_that_stays_is_no_refund_s():
    """One that was approved before its interest came waits for it still."""
    waits = after(matched(), owed(), approved(to_come=True), credited(5), left(5, "UNDECIDED"))
    assert waits.refund(1).awaits


def test_interest_that_followed_a_refund_which_was_paid_is_that_one_s():
    """P17: what is owed to the same account anew has had none of it."""
    followed = replace(allocated(3), number=3, follows_refund=1, to="2005")
    facts = (matched(), owed(), credited(9), approved(), followed)
    assert [(one.interest_fen, one.followed_fen) for one in after(*facts, owed(2)).refunds] == [
        (3, 3),
        (0, 0),
    ]
    ended = after(*facts, cancelled(), owed(2)).refunds
    assert [(one.interest_fen, one.followed_fen) for one in ended] == [(3, 0), (3, 3)]


def test_the_line_of_the_latest_interest_is_told_for_each_account_of_ours():
    paid = after(*BOTH, credited(5), credited_there(7))
    assert paid.interest_line(ACCOUNT) == line(9)
    assert paid.interest_line(OTHER) == credited_there(7).line
    unread = after(credited(5), replace(credited_there(7), line=None))
    assert (unread.interest_line(ACCOUNT), unread.interest_line(OTHER)) == (line(9), None)


def test_interest_moves_from_where_the_bank_put_it_to_the_refund():
    deposit = after(matched(), owed(), credited(12), allocated(10, left=2))
    assert (deposit.balance("2007"), deposit.balance("2006", 1)) == (2, 10)


def test_a_converted_deposit_holds_none():
    entry = moved("P19", (DEPOSITS_HELD, D), (BONDS_HELD, D), PRICE)
    converted = after(
        matched(), DepositConverted(deposit=D, to="2003", earnest_fen=0, entries=(entry,))
    )
    assert (converted.converted, converted.held_fen, converted.balance("2003")) == (True, 0, PRICE)


def test_lot_party_payer_and_line_stand_in_sealed_parts_only():
    told = {"deposit", "number", "attempt", "batch", "account", "payment", "proposed_by", "hold"}
    for shape in DEPOSIT.events:
        assert set(fields_of(shape, "public")) <= told | {"to", "payout"}
        assert not {"line", "payer", "payer_account", "payee", "terms", "guarantee"} & set(
            fields_of(shape, "restricted")
        )


def test_an_event_of_another_stream_is_an_error():
    with pytest.raises(AssertionError):
        DEPOSIT.evolve(after(), credit())


BACK = GuaranteeReturned(deposit=D, guarantee="G0")


def test_a_deposit_is_whole_by_money_by_a_guarantee_or_by_both():
    assert not after().whole
    assert after(matched()).whole
    assert not after(matched(amount=PRICE - 1)).whole
    assert after(SECURED, matched(amount=10)).whole
    assert not after(SECURED, matched(amount=9)).whole
    assert not fold(DEPOSIT, replace(REQUIRED, terms=None), matched()).whole


def test_it_was_whole_when_its_guarantee_was_given_back():
    """What the money of it becomes does not hang on which of the two is done first."""
    mixed = after(SECURED, matched(amount=10), BACK)
    assert (mixed.whole, mixed.missing_fen) == (True, PRICE - 10)
    assert not after(SECURED, matched(amount=9), BACK).whole
