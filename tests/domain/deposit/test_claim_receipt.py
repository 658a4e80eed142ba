"""A bidder says which payment is for its deposit (认领): a hint, that moves nothing by itself."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.accounts import BANK_DEBITS, BANK_RECEIVABLE, DEPOSITS_HELD, UNIDENTIFIED
from domain.carried import CarriedPart
from domain.deposit.arrived import BankCreditReversed, ReceiptUnmatched
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.claim_receipt import BEFORE, MOST, WithdrawReceiptClaim
from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused
from domain.deposit.events import DepositRequired
from domain.deposit.owed import DepositConverted
from domain.deposit.receipt_claim import ON_ITS_WAY, Stage, fulfilled, looked_for
from domain.deposit.stream import DEPOSIT
from domain.kernel import fields_of
from domain.postings import MoneyEvent, moved, reversed_entry
from tests.kit.claiming import SERIAL, claimed, claiming, refused, withdrawn
from tests.kit.owing import approved, confirmed, instructed, late, matched, owed
from tests.kit.passing import forfeited
from tests.kit.rows import (
    BASIC,
    DAY,
    DEADLINE,
    OTHER_D,
    OWNER,
    PAYER,
    PERSON,
    PRICE,
    REQUIRED,
    USCC,
    D,
    counted,
)
from tests.kit.story import fold, given

LATER = datetime.combine(DAY + timedelta(days=2), DEADLINE.timetz())
BOX = 478
"""Bytes that a sealed box takes besides salt and length."""
WHEN = {"by": "PLATFORM", "received_at": LATER}


def having(*facts):
    return given(DEPOSIT, REQUIRED, *facts)


def withdrawing(number=1, party=USCC):
    return WithdrawReceiptClaim(deposit=D, party=party, claim=number)


def stages(*facts):
    return [one.stage for one in fold(DEPOSIT, REQUIRED, *facts).told_claims]


def test_a_payment_is_claimed_and_nothing_moves():
    answer = having().when(claiming(serial=SERIAL), **WHEN)
    answer.then(claimed(serial=SERIAL))
    assert not any(isinstance(one, MoneyEvent) for one in answer.decision)


def test_all_that_is_said_of_it_is_sealed_but_whose_stream_it_is():
    for shape in (type(claimed()), type(withdrawn()), type(refused())):
        assert fields_of(shape, "public") == ("deposit",)
        assert fields_of(shape, "restricted") == fields_of(shape, "entries") == ()


def test_a_claim_is_counted_among_the_deposits():
    having(claimed(amount_fen=5), withdrawn()).when(claiming(), **WHEN).then(claimed(2))


def test_another_sum_or_another_day_is_another_payment_of_the_same_account():
    having(claimed(amount_fen=5)).when(claiming(amount_fen=1), **WHEN).then(
        claimed(2, amount_fen=1)
    )
    before = claimed(sent_on=DAY - timedelta(days=1))
    having(before).when(claiming(), **WHEN).then(claimed(2))


@pytest.mark.parametrize("story", [given(DEPOSIT), given(DEPOSIT, DepositRequired(deposit=D))])
def test_of_a_deposit_that_is_not_there_and_of_anothers_one_hears_the_same(story):
    there = having(claimed())
    for asked in (claiming(), withdrawing()):
        story.when(asked, **WHEN).refused_by("claim.not_theirs")
    for asked in (claiming(party=PERSON), withdrawing(party=PERSON)):
        there.when(asked, **WHEN).refused_by("claim.not_theirs")


def test_a_payment_is_sent_by_today_and_not_long_before_the_deposit_was_due():
    today, first = LATER.date(), DEADLINE.date() - BEFORE
    for day in (today, first):
        having().when(claiming(sent_on=day), **WHEN).then(claimed(sent_on=day))
    for day in (today + timedelta(days=1), first - timedelta(days=1)):
        having().when(claiming(sent_on=day), **WHEN).refused_by("claim.other_time")


GONE_OVER = DepositCarriedOver(
    deposit=D,
    consent="ee" * 32,
    entries=(moved("P32", (DEPOSITS_HELD, D), (UNIDENTIFIED, OWNER), PRICE),),
)


@pytest.mark.parametrize(
    ("fact", "rule"),
    [
        (GONE_OVER, "claim.deposit_closed"),
        (forfeited(), "claim.deposit_closed"),
        (
            DepositConverted(
                deposit=D,
                to="2003",
                earnest_fen=0,
                entries=(moved("P19", (DEPOSITS_HELD, D), (DEPOSITS_HELD, D), PRICE),),
            ),
            "claim.deposit_closed",
        ),
    ],
    ids=lambda one: getattr(one, "NAME", one),
)
def test_a_deposit_that_is_others_by_now_takes_no_claim(fact, rule):
    having(matched(), fact).when(claiming(amount_fen=7), **WHEN).refused_by(rule)


def test_a_deposit_that_is_paid_back_takes_no_claim_one_that_is_only_owed_does():
    owing = having(matched(), owed())
    owing.when(claiming(amount_fen=7), **WHEN).then(claimed(amount_fen=7))
    paying = having(matched(), owed(), approved())
    paying.when(claiming(amount_fen=7), **WHEN).refused_by("claim.deposit_refunded")


def test_who_withdrew_its_bid_and_pays_again_claims_what_it_paid():
    again = having(matched(), owed(cause="WITHDRAWN"), approved())
    again.when(claiming(amount_fen=7), **WHEN).then(claimed(amount_fen=7))


@pytest.mark.parametrize("serial", [None, SERIAL])
def test_the_same_payment_is_claimed_once(serial):
    said = having(claimed(serial=serial))
    said.when(claiming(), **WHEN).refused_by("claim.made_before")
    spaced = claiming(payer_account=f"{BASIC[:4]} {BASIC[4:]}", serial=serial)
    said.when(spaced, **WHEN).refused_by("claim.made_before")


def test_two_equal_payments_of_a_day_are_told_apart_by_their_serials():
    other = claiming(serial="2026031700012346")
    having(claimed(serial=SERIAL)).when(other, **WHEN).then(claimed(2, serial=other.serial))


@pytest.mark.parametrize("answer", [withdrawn(), refused()])
def test_what_was_withdrawn_or_refused_may_be_claimed_again(answer):
    having(claimed(), answer).when(claiming(), **WHEN).then(claimed(2))


def test_a_payment_that_came_for_the_deposit_needs_no_claim():
    having(matched()).when(claiming(), **WHEN).refused_by("claim.received")
    having(*late()).when(claiming(), **WHEN).refused_by("claim.received")
    twice = having(claimed(serial=SERIAL), matched())
    twice.when(claiming(), **WHEN).refused_by("claim.made_before")
    twice.when(claiming(serial="1"), **WHEN).then(claimed(2, serial="1"))


def test_there_is_an_end_to_claims():
    many = (fact for n in range(1, MOST + 1) for fact in (claimed(n), withdrawn(n)))
    having(*many).when(claiming(), **WHEN).refused_by("claim.too_many")


def test_a_claim_is_withdrawn_once():
    having(claimed()).when(withdrawing(), **WHEN).then(withdrawn())
    having(claimed(), withdrawn()).when(withdrawing(), **WHEN).nothing_happens()


@pytest.mark.parametrize("answer", [refused(), matched()])
def test_what_was_answered_is_not_withdrawn(answer):
    having(claimed(), answer).when(withdrawing(), **WHEN).refused_by("claim.answered")


@pytest.mark.parametrize("number", [0, 2])
def test_what_was_not_claimed_is_not_withdrawn(number):
    having(claimed()).when(withdrawing(number), **WHEN).refused_by("claim.unknown")


def test_a_line_that_is_the_deposits_fulfils_the_claim_that_it_fits():
    assert stages(claimed()) == [Stage.OPEN]
    assert stages(claimed(), matched()) == [Stage.FULFILLED]
    assert stages(claimed(), *late()) == [Stage.FULFILLED]
    two = (claimed(1), claimed(2, serial=SERIAL))
    assert stages(*two, matched(1)) == [Stage.FULFILLED, Stage.OPEN]
    assert stages(*two, matched(1), matched(2)) == [Stage.FULFILLED, Stage.FULFILLED]
    assert stages(claimed(), refused(), matched()) == [Stage.REFUSED]


def test_a_line_that_is_taken_back_fulfils_nothing_any_more():
    line, entry = matched().line, reversed_entry(counted())
    unmatched = ReceiptUnmatched(deposit=D, line=line, reason="认错", entries=(entry,))
    assert stages(claimed(), matched(), unmatched) == [Stage.OPEN]
    by_the_bank = BankCreditReversed(deposit=D, line=line, by=None, entries=(entry,))
    assert stages(claimed(), matched(), by_the_bank) == [Stage.OPEN]


def test_nor_does_one_that_the_bank_took_back_when_its_money_had_gone():
    paid = (owed(), approved(), instructed(), confirmed())
    lost = moved("P09", (BANK_RECEIVABLE, D), (BANK_DEBITS, OWNER), PRICE)
    back = BankCreditReversed(deposit=D, line=matched().line, by=None, entries=(lost,))
    assert stages(claimed(), matched(), *paid) == [Stage.FULFILLED]
    assert stages(claimed(), matched(), *paid, back) == [Stage.OPEN]


def test_money_that_came_over_from_another_deposit_was_that_one_s_payment():
    said = {name: getattr(matched(), name) for name in ("line", "payer", "payer_account")}
    part = CarriedPart(**said, value_date=DAY, amount_fen=PRICE)
    came = DepositCarriedIn(deposit=D, source=OTHER_D, parts=(part,), entries=(counted(),))
    assert stages(claimed(), came) == [Stage.OPEN]


@pytest.mark.parametrize(
    "other",
    [
        {"amount_fen": PRICE - 1},
        {"payer_account": "35050161000000001235"},
        {"sent_on": DAY + timedelta(days=1)},
        {"sent_on": DAY - ON_ITS_WAY - timedelta(days=1)},
    ],
)
def test_another_amount_account_or_day_is_another_payment(other):
    assert stages(claimed(**other), matched()) == [Stage.OPEN]


def test_a_payment_may_be_some_days_on_its_way_and_comes_under_any_serial():
    on_the_way = claimed(sent_on=DAY - ON_ITS_WAY, serial=SERIAL)
    assert stages(on_the_way, matched()) == [Stage.FULFILLED]


@pytest.mark.parametrize("value_date", [None, DAY - timedelta(days=1), DAY + ON_ITS_WAY * 2])
def test_a_claim_is_held_against_the_day_of_booking_as_it_was_before_the_match(value_date):
    assert looked(claimed()) == 1
    assert stages(claimed(), replace(matched(), value_date=value_date)) == [Stage.FULFILLED]


@pytest.mark.parametrize("order", [1, -1])
def test_equal_sums_are_paired_by_their_days_in_whatever_order_they_were_told(order):
    """The later claim fits the earlier line alone: whoever asked first must not take it."""
    claims = (claimed(1), claimed(2, sent_on=DAY - ON_ITS_WAY))
    later = f"{OWNER.replace(str(DAY), str(DAY + timedelta(days=1)))}/1#1"
    lines = (matched(), replace(matched(), line=later))[::order]
    state = fold(DEPOSIT, REQUIRED, *claims, *lines)
    found = fulfilled(state.claimed, state.receipts)
    assert {number: came.line for number, came in found.items()} == {1: later, 2: matched().line}


def test_what_the_bank_does_not_tell_fits_nothing():
    assert stages(claimed(), matched(account=None)) == [Stage.OPEN]


def looked(*facts, **other):
    """The number of the claim that a line which is nobody's yet may fulfil."""
    said = {"amount_fen": PRICE, "day": DAY, "account": BASIC, "serial": None} | other
    state = fold(DEPOSIT, REQUIRED, *facts)
    found = looked_for(state.claimed, state.receipts, **said)
    return found and found.number


def test_an_open_line_is_looked_for_by_the_claim_that_it_fits():
    assert looked(claimed()) == 1
    assert looked(claimed(amount_fen=7), claimed(2)) == 2
    assert looked(claimed(), withdrawn()) is None
    assert looked(claimed(), amount_fen=PRICE + 1) is None
    assert looked(claimed(), day=DAY - timedelta(days=1)) is None
    assert looked(claimed(), account="1") is None
    assert looked(claimed(), account=None) is None


def test_what_came_already_looks_for_no_second_line():
    assert looked(claimed(), matched()) is None
    assert looked(claimed(), claimed(2, serial=SERIAL), matched()) == 2


def test_of_a_day_s_equal_sums_what_came_first_is_what_was_claimed():
    """However many other lines came before it: a third one of that day is not looked for."""
    assert looked(claimed(), matched(1, amount=7), matched(2)) is None


def test_by_a_serial_that_two_claims_name_the_one_is_meant_that_nothing_fulfilled_yet():
    both = (claimed(serial=SERIAL, sent_on=DAY - timedelta(days=1)), claimed(2, serial=SERIAL))
    assert looked(*both, matched(), serial=SERIAL) == 2


def test_of_two_equal_sums_the_earlier_is_what_was_claimed_whichever_was_matched_first():
    """Matched first, the later one stands for the claim until the earlier is the deposit's too."""
    later = f"{OWNER.replace(str(DAY), str(DAY + timedelta(days=1)))}/1#1"
    came = replace(matched(), line=later)
    assert stages(claimed(), came) == [Stage.FULFILLED]
    assert looked(claimed(), came) == 1
    assert looked(claimed(), matched(), day=DAY + timedelta(days=1)) is None


def test_a_claim_is_found_whose_line_another_took_that_has_a_claim_of_its_own():
    """The first claim fits both lines, the second the later alone: each has its own then."""
    later = f"{OWNER.replace(str(DAY), str(DAY + timedelta(days=3)))}/1#1"
    came = replace(matched(), line=later)
    second = claimed(2, sent_on=DAY + timedelta(days=2))
    assert stages(claimed(), second, came) == [Stage.FULFILLED, Stage.OPEN]
    assert looked(claimed(), second, came) == 1


def test_by_its_serial_a_claim_is_found_whatever_came_first():
    assert looked(claimed(serial=SERIAL), matched(), serial=SERIAL) == 1
    assert looked(claimed(serial=SERIAL), matched(), serial="3") is None
    state = fold(DEPOSIT, REQUIRED, claimed(serial=SERIAL), matched())
    said = {"amount_fen": PRICE, "day": DAY, "account": BASIC, "serial": SERIAL}
    found = looked_for(state.claimed, state.receipts, **said)
    assert found is not None
    assert found.stage is Stage.FULFILLED, "no clerk refuses what equal money may have fulfilled"


def test_of_two_claims_the_one_with_the_line_s_serial_is_meant():
    both = (claimed(1, serial="1"), claimed(2, serial=SERIAL))
    assert looked(*both, serial=SERIAL) == 2
    assert looked(*both, serial="3") == 1
    assert looked(both[1], claimed(1)) == 1, "a line that tells none is rather the one without"
    sooner = claimed(2, sent_on=DAY - timedelta(days=1))
    assert looked(claimed(1), sooner) == 2, "of the others the one that was sent first"


def test_claims_that_nobody_can_read_any_more_are_none():
    unreadable = ReceiptClaimed(deposit=D), ReceiptClaimRefused(deposit=D)
    assert stages(*unreadable) == []
    assert stages(claimed(), unreadable[1]) == [Stage.OPEN]


def test_why_it_was_refused_is_kept_with_it():
    (one,) = fold(DEPOSIT, REQUIRED, claimed(), refused()).told_claims
    assert (one.stage, one.reason) == (Stage.REFUSED, "查无此款")
    assert (one.payer, one.payer_account) == (PAYER, BASIC)


def test_the_longest_claim_fits_its_sealed_box():
    longest = replace(
        claimed(99),
        amount_fen=2**53 - 1,
        payer="漳" * 80,
        payer_account="9" * 34,
        serial="9" * 35,
    )
    said = {name: getattr(longest, name) for name in fields_of(type(longest), "sealed")}
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=str)
    assert len(written.encode()) <= BOX
    assert claiming(payer=longest.payer).payer == longest.payer


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: claiming(deposit="D1"), "deposit 'D1': expected"),
        (lambda: claiming(party="x"), "party 'x': expected"),
        (lambda: claiming(amount_fen=0), "amount_fen 0: expected one or more"),
        (lambda: claiming(sent_on=DAY.replace(year=1899)), "sent_on 1899-03-17: expected a year"),
        (lambda: claiming(payer=" "), "payer, payer_account: expected a name and an account"),
        (lambda: claiming(payer_account="6222****1"), "payer, payer_account: expected an account"),
        (lambda: claiming(payer="漳" * 81), "payer: expected at most 80 Chinese signs"),
        (lambda: claiming(serial=""), "serial '': expected 1 to 35"),
        (lambda: claiming(serial="9" * 36), "serial '9{36}': expected 1 to 35"),
        (lambda: claiming(serial="9" * 61), "serial '9{60}': expected 1 to 35"),
        (lambda: withdrawing(party="x"), "party 'x': expected"),
        (lambda: replace(withdrawing(), deposit="D1"), "deposit 'D1': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
