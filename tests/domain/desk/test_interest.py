"""The bank's interest on a deposit is taken in; what nobody is owed stays with its reason (R14)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bankpage.events import LineAllocated
from domain.bankpage.stream import BANKPAGE
from domain.deposit.events import SubAccountIssued
from domain.deposit.owed import DepositConverted, InterestAllocated
from domain.deposit.stream import DEPOSIT
from domain.desk.interest import (
    ALLOCATE_INTEREST,
    MATCH_INTEREST,
    AllocateInterest,
    MatchInterest,
)
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.postings import Entry, Leg
from tests.kit.lots import AUCTION, CODE, FAILED, TENDER, TERMINATED
from tests.kit.owing import (
    approved,
    cancelled,
    credited,
    held,
    instructed,
    late,
    left,
    line,
    matched,
    owed,
)
from tests.kit.passing import forfeited
from tests.kit.rows import (
    ACCOUNT,
    BIDS_OPENED,
    DAY,
    LOT_CODE,
    LOT_DEFINED,
    OWNER,
    PAGE,
    PRICE,
    REQUIRED,
    TERMS,
    D,
    credit,
    debit,
)
from tests.kit.story import given

NUMBER, NINTH = "3500123456001", line(9)
ISSUED = SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=date(2026, 9, 1))
INTEREST = credit(9, 2_333, reference=NUMBER, kind="INTEREST", payer=None, payer_account=None)
PLAIN = credit(9, reference=NUMBER).particulars
LINK = LineAllocated(number=9, deposit=D, amount=2_333)
CREDITED = credited(2_333, DAY)
LINKED = Placed(PAGE, LINK)


def matching(of=NINTH, seen=1, deposit=D, lot=None):
    return MatchInterest(line=of, line_seen=seen, deposit=deposit, lot=lot)


def desk(*facts, came=INTEREST, page=()):
    blanks = (credit(n) for n in range(1, 9))
    return given(DEPOSIT, REQUIRED, ISSUED, *facts).given(BANKPAGE, *blanks, came, *page)


CONVERTED = DepositConverted(
    deposit=D,
    to="2003",
    earnest_fen=0,
    entries=(Entry("CUST", "CNY", (Leg("2002", D, PRICE, "P19"), Leg("2003", D, -PRICE, "P19"))),),
)


def test_interest_is_to_be_allocated_until_the_bank_paid_it():
    desk(matched(), owed()).when(matching(), by="MATCHER").then(CREDITED, LINKED)
    assert CREDITED.until == DAY


def test_it_is_paid_up_to_its_value_date():
    quarter_end = date(2026, 3, 16)
    early = desk(matched(), owed(), came=replace(INTEREST, value_date=quarter_end))
    said = early.when(matching(), by="MATCHER").decision
    assert said[0] == credited(2_333, quarter_end)


WAITS = {
    "nothing is owed yet": (matched(),),
    "a refund takes it along": (matched(), owed()),
    "one of two refunds does": (matched(), *late(2), owed(2)),
    "late money is owed, what counted may be": (matched(), *late(2)),
    "some of what counted is owed without": (matched(), owed(1, PRICE - 1, interest=False)),
    "what is frozen may still be owed": (matched(1, 50), *late(2), held(50)),
    "it was converted": (matched(), *late(2), CONVERTED),
}


@pytest.mark.parametrize("past", WAITS.values(), ids=WAITS)
def test_it_waits_while_somebody_may_be_owed_it(past):
    desk(*past).when(matching(), by="MATCHER").then(CREDITED, LINKED)


OWED_TO_NOBODY = {
    "late": late(),
    "late, and on its way": (*late(), approved(amount=None), instructed()),
    "what counted is owed without": (matched(), owed(interest=False)),
    "what counted is on its way without": (matched(), owed(interest=False), approved()),
    "what was owed with it was approved": (matched(), owed(), approved()),
}


@pytest.mark.parametrize("past", OWED_TO_NOBODY.values(), ids=OWED_TO_NOBODY)
def test_what_nobody_is_owed_stays_and_says_why(past):
    """Scenario A, rows 16 and 38: 23.33 and 9.72 stay in 2007."""
    desk(*past).when(matching(), by="MATCHER").then(CREDITED, left(2_333, "NOT_OWED"), LINKED)


def test_what_stayed_before_is_counted_with_it():
    earlier = (*late(), credited(100))
    said = desk(*earlier).when(matching(), by="MATCHER").decision
    assert said[1] == left(2_433, "NOT_OWED")


@pytest.mark.parametrize(
    ("came", "rule"),
    [
        (replace(INTEREST, particulars=PLAIN), "interest.no_interest"),
        (
            credit(9, 2_333, reference="3500123456002", kind="INTEREST"),
            "deposit.other_sub_account",
        ),
        (credit(9, 2_333, kind="INTEREST"), "deposit.other_sub_account"),
        (debit(9, 2_333, reference=NUMBER, kind="INTEREST"), "desk.not_a_credit"),
        (
            credit(9, 2_333, reference=NUMBER, kind="INTEREST", currency="EUR"),
            "desk.foreign_currency",
        ),
    ],
)
def test_only_the_banks_interest_on_its_own_number_is_the_deposits(came, rule):
    desk(came=came).when(matching(), by="MATCHER").refused_by(rule)


def test_a_deposit_without_a_number_earns_nothing():
    bare = given(DEPOSIT, REQUIRED).given(BANKPAGE, *(credit(n) for n in range(1, 9)), INTEREST)
    bare.when(matching(), by="MATCHER").refused_by("deposit.other_sub_account")


def test_it_is_taken_in_once():
    done = desk(CREDITED, page=(LINK,))
    done.when(matching(), by="MATCHER").nothing_happens()
    done.when(matching(seen=2), by="MATCHER").nothing_happens()
    other = matching(seen=2, deposit="P00000000000000D2")
    done.when(other, by="MATCHER").refused_by("desk.line_allocated")
    desk().when(matching(seen=3), by="MATCHER").refused_by("desk.line_changed")
    desk().when(matching(line(10)), by="MATCHER").refused_by("desk.no_such_line")


def test_a_person_takes_it_in_after_the_opening_only():
    story = desk(matched()).given(LOT, LOT_DEFINED)
    story.when(matching(lot=LOT_CODE), by="C-SET1").refused_by("desk.not_open")
    opened = desk(matched()).given(LOT, LOT_DEFINED, BIDS_OPENED)
    opened.when(matching(lot=LOT_CODE), by="C-SET1").then(CREDITED, LINKED)


# What is left is sent where the category's rule sends it (P18).


def allocating(deposit=D, lot=CODE):
    return AllocateInterest(deposit=deposit, lot=lot)


def having(*facts, lot=TENDER):
    return given(DEPOSIT, REQUIRED, ISSUED, *facts).given(LOT, *lot)


def sent(fen, to=None, owner="", reason=None):
    entries = ()
    if to:
        entries = (Entry("CUST", "CNY", (Leg("2007", D, fen, "P18"), Leg(to, owner, -fen, "P18"))),)
    return InterestAllocated(
        deposit=D,
        number=None,
        to=to,
        entitled_fen=0,
        left_fen=0 if to else fen,
        reason=reason,
        entries=entries,
    )


def in_category(category):
    return (replace(AUCTION[0], category=category), *AUCTION[1:])


@pytest.mark.parametrize("lot", [TENDER, AUCTION])
def test_where_no_rule_decides_it_stays(lot):
    undecided = having(*late(), credited(972), lot=lot)
    undecided.when(allocating(), by="C-SET2").then(sent(972, reason="OWNER_UNDECIDED"))


def test_that_no_rule_decides_is_told_once():
    told = (*late(), credited(972), sent(972, reason="OWNER_UNDECIDED"))
    having(*told, lot=TENDER).when(allocating(), by="C-SET2").nothing_happens()
    more = having(*told, credited(28), lot=TENDER)
    more.when(allocating(), by="C-SET2").then(sent(1_000, reason="OWNER_UNDECIDED"))


def test_the_treasurys_goes_to_the_treasury():
    lot = in_category("LAND")
    story = having(*late(), credited(972), lot=lot)
    story.when(allocating(), by="C-SET2").then(sent(972, "2009", "interest/LAND"))


def test_of_what_is_kept_it_follows_the_principal_where_a_row_says_so():
    """Scenario A, row 57 (CT-A6): to the tenderer; of state property no row says so."""
    kept = (matched(), forfeited(), credited(31_889))
    having(*kept).when(allocating(), by="C-SET2").then(sent(31_889, "2008", "住建局"))
    sale = having(*kept, lot=AUCTION)
    sale.when(allocating(), by="C-SET2").then(sent(31_889, reason="OWNER_UNDECIDED"))


def test_a_tenderers_goes_to_the_tenderer(monkeypatch):
    from domain.categories import register

    tenderers = replace(register.of("LAND"), interest_unowed_goes_to="tenderer")
    monkeypatch.setitem(register._BY_CODE, "LAND", tenderers)
    story = having(*late(), credited(972), lot=in_category("LAND"))
    story.when(allocating(), by="C-SET2").then(sent(972, "2008", "住建局"))


def test_a_sales_losers_are_owed_none_while_they_wait():
    waiting = having(matched(), owed(interest=False), credited(972), lot=AUCTION)
    waiting.when(allocating(), by="C-SET2").then(sent(972, reason="OWNER_UNDECIDED"))


def test_what_the_winner_of_a_sale_leaves_is_nobodys():
    """Scenario C, row 20: 210.00 stays, its owner undecided."""
    converted = having(matched(), CONVERTED, credited(21_000), lot=AUCTION)
    converted.when(allocating(), by="C-SET2").then(sent(21_000, reason="OWNER_UNDECIDED"))


STILL_OWED = {
    "the lot still runs": (matched(), credited(5)),
    "a refund waits for it": (matched(), owed(), credited(5)),
    "what is frozen may be owed with it": (matched(), held(PRICE), credited(5)),
    "the winner of a tender is owed it (CT-20)": (matched(), credited(5), CONVERTED),
}


@pytest.mark.parametrize("past", STILL_OWED.values(), ids=STILL_OWED)
def test_what_somebody_may_be_owed_is_sent_nowhere(past):
    having(*past).when(allocating(), by="C-SET2").refused_by("interest.still_owed")


def test_a_void_refund_waits_for_nothing():
    void = having(matched(), owed(), cancelled(), owed(2), approved(2), credited(5))
    void.when(allocating(), by="C-SET2").then(sent(5, reason="OWNER_UNDECIDED"))


def test_where_none_is_left_none_is_sent():
    having(matched()).when(allocating(), by="C-SET2").refused_by("interest.nothing_left")


def test_a_deposit_of_another_lot_has_none_here():
    story = having(*late(), credited(5))
    story.when(allocating(lot="ANOTHER-LOT"), by="C-SET2").refused_by("deposit.other_lot")
    gone = given(DEPOSIT, replace(REQUIRED, terms=None)).given(LOT, *TENDER)
    gone.when(allocating(), by="C-SET2").refused_by("deposit.other_lot")
    odd = having(*late(), credited(5), lot=in_category("ROADS"))
    odd.when(allocating(), by="C-SET2").refused_by("category.unknown")


@pytest.mark.parametrize("lot", [CODE, "ANOTHER-LOT"])
@pytest.mark.parametrize("so_far", [(), TENDER[:1], TENDER[:2], TENDER[:3]])
def test_before_the_opening_no_answer_tells_whose_lot_a_deposit_is(so_far, lot):
    for past in ((matched(),), (*late(), credited(5))):
        story = having(*past, lot=so_far)
        story.when(allocating(lot=lot), by="C-SET2").refused_by("desk.not_open")


@pytest.mark.parametrize("ended", [FAILED, TERMINATED])
def test_of_a_lot_that_ended_unopened_what_is_left_may_be_sent(ended):
    story = having(*late(), credited(5), lot=(*TENDER[:3], ended))
    story.when(allocating(), by="C-SET2").then(sent(5, reason="OWNER_UNDECIDED"))


def test_the_streams_are_named_by_the_request():
    named = (StreamId("deposit", D), StreamId("bankpage", f"{OWNER}/1"))
    lot, account = StreamId("lot", TERMS.lot), StreamId("account", ACCOUNT)
    assert MATCH_INTEREST.touches(matching()) == (*named, account)
    assert MATCH_INTEREST.touches(matching(lot=TERMS.lot)) == (*named, lot, account)
    assert ALLOCATE_INTEREST.touches(allocating()) == (
        StreamId("deposit", D),
        StreamId("lot", CODE),
    )


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: matching("nowhere"), "line 'nowhere': expected"),
        (lambda: matching(deposit="D1"), "deposit 'D1': expected"),
        (lambda: matching(lot="x"), "lot 'x': expected"),
        (lambda: allocating("D1"), "deposit 'D1': expected"),
        (lambda: allocating(lot="x"), "lot 'x': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
