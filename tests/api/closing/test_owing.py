"""What the checks of refunds and interest look at, read from a running installation."""

from dataclasses import fields, replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from api.appointing import appoint
from api.closing.books import Earned, Elsewhere, Held, Left, Owed, Transit
from api.closing.owing import Owing, _earned
from api.closing.reading import reach
from api.closing.refund_checks import interest_is_what_we_reckon
from api.jobs.due import refunds_awaited
from api.refunding import judged
from domain.account.agree import AgreeInterest
from domain.accounts import DEPOSITS_HELD, UNIDENTIFIED
from domain.calendar import Calendar, beijing_day, midnight
from domain.deposit.dormant import ClaimDormant, DeclareDormant
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.kept_days import late_since
from domain.deposit.receipt import Receipt
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit, Paid
from domain.desk.pay_refund import PayRefund
from domain.desk.payable import Payable
from domain.governance.state import Law, Rate
from domain.interest import Mode
from domain.kernel import StreamId
from domain.payee import Payee
from domain.payment.send import RecordPaymentsSent
from domain.postings import moved
from tests.api.closing.conftest import SOUND
from tests.kit import refunding
from tests.kit.agreeing import agreed as agreeing
from tests.kit.agreeing import paying
from tests.kit.bidding import ACCOUNT, DEPOSITS, FEN
from tests.kit.city import move_to
from tests.kit.refunding import INTEREST

FIRST, SECOND, THIRD = DEPOSITS[:3]
ENDED = date(2026, 3, 20)


@pytest.fixture(scope="module")
def failed(staffed, tmp_path_factory):
    return staffed.further(tmp_path_factory.mktemp("failed"), refunding.failed)


@pytest.fixture
def ended(failed, tmp_path):
    with failed.copied(tmp_path) as system:
        yield system


def owing(system, since=0):
    at = reach(system)
    replay = system.replay
    balances = tuple(system.readers.balances.owned(at).rows)
    return Owing(system, replay, at, since, balances, beijing_day(system.clock()))


def earned(system, since=0):
    law = system.replay.state(system.log.charter.law)
    return list(owing(system, since).earned(law))


def test_what_is_owed_and_since_when(ended):
    one = Owed(f"{FIRST}/1", FEN, Standing.OWED, date(2026, 3, 25), date(2026, 3, 25), ENDED)
    others = (replace(one, refund=f"{deposit}/1") for deposit in (SECOND, THIRD))
    assert [*owing(ended).owed()] == [one, *others]


def test_what_was_claimed_stands_on_the_list_no_more_and_is_unclaimed_anew(ended):
    """Since its due day before; since the day of its claim from then on (R20)."""
    due, claimed = date(2026, 3, 25), date(2027, 5, 2)
    shows = {"deposit": FIRST, "number": 1, "document": "公示1号", "evidence": "ee" * 32}
    move_to(ended, "2027-05-03T09:00:00+08:00")
    ended.ask("clerk", DeclareDormant(**shows, since=due, notice=date(2027, 5, 3)))
    before = owing(ended)
    ended.ask("clerk", ClaimDormant(**shows, claimed=claimed))
    after = owing(ended)
    told = [
        (one.published(), next(of.since for of in one.owed() if of.refund == f"{FIRST}/1"))
        for one in (before, after)
    ]
    assert told == [({f"{FIRST}/1": FEN}, due), ({}, claimed)]


def test_what_a_hold_keeps_back(ended):
    hold = PlaceHold(deposit=SECOND, hold="H1", amount_fen=100, cause="保全", document="执保1号")
    appoint(ended, "court", "COURT", "漳州市中级人民法院")
    ended.ask("court", hold)
    assert [one.refund for one in owing(ended).owed() if one.frozen] == [f"{SECOND}/1"]
    assert [*owing(ended).held()] == [Held(SECOND, 100, 100)]
    ended.ask("court", LiftHold(deposit=SECOND, hold="H1"))
    assert [*owing(ended).held()] == [Held(SECOND, 0, 0)]
    assert [*owing(ended, since=reach(ended)).held()] == []


def test_what_an_order_let_go_says_on_which_days_it_did_not_and_is_unclaimed_since_then(ended):
    """Due on the 25th of March; kept back from before that to the 2nd of April."""
    let_go, due = date(2026, 4, 2), date(2026, 3, 25)
    appoint(ended, "court", "COURT", "漳州市中级人民法院")
    order = PlaceHold(deposit=SECOND, hold="H1", amount_fen=100, cause="保全", document="执保1号")
    ended.ask("court", order)
    move_to(ended, "2026-04-02T09:00:00+08:00")
    ended.ask("court", LiftHold(deposit=SECOND, hold="H1"))
    (second,) = (one for one in owing(ended).owed() if one.refund == f"{SECOND}/1")
    assert (second.frozen, second.due, second.since) == (False, due, let_go)
    assert late_since(second.due, let_go, second.kept) is None


def test_what_the_bank_paid_and_what_the_rules_owe_of_it(ended):
    """To the fen; two fen less; more than all that lay there can have earned."""
    refunding.interest(ended, INTEREST, INTEREST - 2, 90_00)
    waits = Earned(FIRST, INTEREST, INTEREST, INTEREST, waits=True)
    assert earned(ended) == [
        waits,
        replace(waits, deposit=SECOND, credited=INTEREST - 2),
        replace(waits, deposit=THIRD, credited=90_00),
    ]
    assert [*owing(ended).left()] == [
        Left(FIRST, INTEREST, None, None, waits=True),
        Left(SECOND, INTEREST - 2, None, None, waits=True),
        Left(THIRD, 90_00, None, None, waits=True),
    ]


def test_what_is_left_of_it_keeps_its_reason(ended):
    refunding.interest(ended, INTEREST, INTEREST, 90_00)
    refunding.approved(ended, FIRST, THIRD)
    rest = 90_00 - INTEREST
    assert [*owing(ended).left()] == [
        Left(SECOND, INTEREST, None, None, waits=True),
        Left(THIRD, rest, rest, "BANK_PAID_MORE", waits=False),
    ]
    third = earned(ended)[2]
    assert third == Earned(THIRD, 90_00, INTEREST, INTEREST, reason="BANK_PAID_MORE")


def test_what_was_seen_at_the_last_close_is_looked_at_again_while_it_lies_there(ended):
    refunding.interest(ended, INTEREST, INTEREST, 90_00)
    refunding.approved(ended, FIRST, THIRD)
    seen = reach(ended)
    assert [one.deposit for one in earned(ended, since=seen)] == [SECOND, THIRD]


def test_without_a_rate_nothing_can_be_reckoned(ended):
    refunding.interest(ended, INTEREST)
    law = replace(owing(ended).replay.state(ended.log.charter.law), rates=())
    (one,) = owing(ended).earned(law)
    assert (one.owed, one.most, one.problem) == (None, None, "interest.no_rate")


def test_what_goes_elsewhere_and_who_agreed(ended):
    refunding.interest(ended, INTEREST, INTEREST)
    refunding.redirect(ended, FIRST)
    assert [*owing(ended).elsewhere()] == []
    refunding.approved(ended, FIRST, SECOND)
    agreed = Elsewhere(f"{FIRST}/1", FEN, "clerk", "clerk", "reviewer", evidence=True)
    assert [*owing(ended).elsewhere()] == [agreed]
    assert [*owing(ended, since=reach(ended)).elsewhere()] == []


def test_what_is_with_the_bank_and_since_when(ended):
    refunding.interest(ended, INTEREST)
    refunding.approved(ended, FIRST)
    assert [*owing(ended).transit()] == []
    payment = refunding.ordered(ended, FIRST)
    move_to(ended, "2026-03-30T09:00:00+08:00")
    sent = RecordPaymentsSent(message="M-1", sha256="a" * 64, payments=(payment,))
    ended.ask("platform", sent)
    day = date(2026, 3, 27)
    (found,) = owing(ended).transit()
    assert found == Transit(payment, FEN + INTEREST, "已发送", day, ACCOUNT)


# A deposit by itself.

PAID = date(2026, 3, 17)
LAW = Law(Calendar(), (Rate("bank", date(2026, 1, 1), 3_500),))
ROW = {"deposit": FIRST, "credited_fen": 96, "reason": None}


def receipt(counted, came, number=1):
    entry = moved("P04", (UNIDENTIFIED, f"{ACCOUNT}/{PAID}"), (DEPOSITS_HELD, FIRST), came)
    came = f"{ACCOUNT}/{PAID}/1#{number}"
    return Receipt(came, "甲", "1", None, counted, counted, entry, place=number)


def refund(**told):
    payee = Payee(name="甲", account="1")
    made = {"number": 1, "cause": "LOSER", "rule": "CT-20", "due": PAID, "amount_fen": 800_000_00}
    return Refund(**made | {"interest": True, "payee": payee, "line": None} | told)


UNTIL = date(2026, 5, 18)


def ours(*told, bank="bank"):
    return lambda account: paying(*told, account=account, bank=bank, day=UNTIL)


def one(*receipts, **told):
    """A deposit of these; `interest_until` is the day up to which its refunds count."""
    until = told.pop("interest_until", UNTIL)
    refunds = told.get("refunds", (refund(),))
    told["refunds"] = tuple(replace(each, interest_until=until) for each in refunds)
    return _earned(ROW, Deposit(receipts=receipts, **told), LAW, ours())


def test_deposits_that_are_looked_at_are_read_together():
    """Of what is not due, stands on no list, and no order froze, nothing is read."""
    told = {
        "number": 1,
        "standing": "应退",
        "amount_fen": 5,
        "interest_fen": 0,
        "counts_from": ENDED,
    }
    due = (ENDED, ENDED + timedelta(days=1), ENDED)
    rows = [{"deposit": one, "due": last, **told} for one, last in zip(DEPOSITS, due, strict=False)]
    read = []

    def states(wanted, until):
        read.append(([one.code for one in wanted], until))
        return {StreamId("deposit", one): Deposit() for one in read[-1][0]}

    readers = SimpleNamespace(
        refunds=SimpleNamespace(rows=lambda *_, **__: SimpleNamespace(rows=rows)),
        dormant=SimpleNamespace(rows=lambda *_, **__: SimpleNamespace(rows=[])),
    )
    day, replay = ENDED + timedelta(days=1), SimpleNamespace(states=states)
    found = list(Owing(SimpleNamespace(readers=readers), replay, 7, 0, (), day).owed())
    assert [one.refund for one in found] == [f"{one}/1" for one in (FIRST, SECOND, THIRD)]
    assert read == [([FIRST, THIRD], 7)]


def test_more_lay_there_than_counted():
    """E08: 810,000.00 came for 800,000.00; the bank paid 116.76, which lies between the two."""
    found = one(receipt(800_000_00, 810_000_00), interest_until=date(2026, 4, 1))
    assert (found.owed, found.most) == (116_67, 118_13)
    told = replace(found, credited=116_76, reason="BALANCE_ABOVE_REQUIRED", waits=False)
    assert not interest_is_what_we_reckon(replace(SOUND, earned=(told,))).failed


def test_what_never_counted_earns_for_the_bank_alone():
    found = one(receipt(800_000_00, 800_000_00), receipt(0, 800_000_00, 2))
    assert (found.owed, found.most) == (482_22, 964_44)


@pytest.mark.parametrize(
    "told",
    [
        {"refunds": ()},
        {"refunds": (refund(interest=False),)},
        {"refunds": (refund(standing=Standing.VOID),)},
        {"interest_until": None},
    ],
)
def test_where_nobody_is_owed_interest_there_is_nothing_to_compare(told):
    assert one(receipt(800_000_00, 800_000_00), **told) is None


def test_r13_reckons_as_the_bank_of_the_account_does():
    """What counts and what lay there, both at the rate of the day it was settled: 0.05 %."""
    cut = replace(LAW, rates=(*LAW.rates, Rate("bank", UNTIL, 500)))
    at_close = agreeing(mode=Mode.RATE_AT_CLOSE)
    lay = Deposit(
        receipts=(receipt(800_000_00, 810_000_00),), refunds=(refund(interest_until=UNTIL),)
    )
    found = [_earned(ROW, lay, cut, ours(*facts)) for facts in ((), (at_close,))]
    assert [(one.owed, one.most) for one in found] == [(482_22, 488_25), (68_89, 69_75)]


def test_r13_reckons_what_lay_on_each_account_of_ours_as_that_one_s_bank_does():
    """482.22 by the day here; 68.89 there, at the rate of the day that it was settled."""
    there = f"CNY-THERE/{PAID}"
    entry = moved("P02", (UNIDENTIFIED, there), (DEPOSITS_HELD, FIRST), 800_000_00)
    other = Receipt(f"{there}/1#1", "乙", "2", None, 800_000_00, 800_000_00, entry, place=2)
    second = refund(number=2, payee=Payee(name="乙", account="2"), interest_until=UNTIL)
    lay = Deposit(
        receipts=(receipt(800_000_00, 800_000_00), other),
        refunds=(refund(interest_until=UNTIL), second),
    )
    cut = replace(LAW, rates=(*LAW.rates, Rate("bank", UNTIL, 500)))
    told = {ACCOUNT: (), "CNY-THERE": (agreeing(mode=Mode.RATE_AT_CLOSE),)}
    found = _earned(ROW, lay, cut, lambda account: ours(*told[account])(account))
    assert (found.owed, found.most) == (482_22 + 68_89, 482_22 + 68_89)


def test_r13_knows_of_how_many_sums_a_deposit_had_a_part():
    refunds = (refund(interest_until=UNTIL),)
    parts = tuple(Paid(ACCOUNT, day, None) for day in (PAID, UNTIL))
    paid = {"refunds": refunds, "paid_interest": parts}
    lay = Deposit(receipts=(receipt(800_000_00, 800_000_00),), **paid)
    lumps = (agreeing(lump=True),)
    found = [_earned(ROW, lay, LAW, ours(*facts)) for facts in ((), lumps)]
    assert [(one.owed, one.sums) for one in found] == [(482_22, 0), (482_22, 2)]


def pays_sums(system, ahead=0):
    """It is agreed today that the bank pays sums, from so many days on."""
    since = beijing_day(system.clock()) + timedelta(days=ahead)
    said = agreeing(account=ACCOUNT, since=since, lump=True)
    system.ask(
        "office", AgreeInterest(**{one.name: getattr(said, one.name) for one in fields(said)})
    )


@pytest.mark.parametrize(("ahead", "sums"), [(0, [1]), (1, [0])])
def test_sums_that_are_agreed_ahead_are_paid_from_their_day_on(ended, ahead, sums):
    """Till then the refunds wait for the interest of their own numbers."""
    refunding.interest(ended, INTEREST)
    pays_sums(ended, ahead)
    assert [one.sums for one in earned(ended)] == sums
    waiting = [one.to_come for _, one in judged(ended, ACCOUNT) if isinstance(one, Payable)]
    assert waiting == [False, *[ahead > 0] * 2]


def awaited(system, at=None):
    """When the clock would ask for which refund."""
    reach(system)
    found = refunds_awaited(system, at or system.clock())
    return [(due.at, due.wanted) for due in found]


def test_what_was_approved_before_its_interest_waits_until_that_is_there_or_it_is_due(ended):
    """Owed on 03-20, due on 03-25; 2007 is explained meanwhile (R14)."""
    refunding.approved(ended, FIRST, paid=0)
    pay = PayRefund(deposit=FIRST, number=1, account=ACCOUNT)
    last = midnight(date(2026, 3, 25))
    assert awaited(ended) == awaited(ended, last - timedelta(seconds=1)) == []
    assert awaited(ended, last) == [(last, pay)], "its principal goes in time"
    refunding.interest(ended, INTEREST)
    assert awaited(ended) == [(midnight(refunding.PAID_OUT), pay)]
    assert [*owing(ended).left()] == [Left(FIRST, INTEREST, None, None, waits=True)]
    assert [one.waits for one in earned(ended)] == [True]
    ended.ask("platform", pay)
    assert awaited(ended) == []
    (transit,) = owing(ended).transit()
    assert (transit.payment, transit.amount) == (f"{FIRST}/1/1", FEN + INTEREST)
    assert [*owing(ended).left()] == []


def test_what_waited_for_a_bank_that_pays_sums_by_now_goes_when_it_is_due(ended):
    """Its interest comes with a sum, after it: nobody would ask for it again."""
    refunding.approved(ended, FIRST, paid=0)
    pays_sums(ended)
    last = midnight(date(2026, 3, 25))
    assert awaited(ended) == awaited(ended, last - timedelta(seconds=1)) == []
    pay = PayRefund(deposit=FIRST, number=1, account=ACCOUNT)
    assert awaited(ended, last) == [(last, pay)]
    move_to(ended, "2026-03-25T00:00:00+08:00")
    ended.ask("platform", pay)
    (transit,) = owing(ended).transit()
    assert (transit.payment, transit.amount) == (f"{FIRST}/1/1", FEN)


def test_a_bank_whose_rate_nobody_set():
    refunds = (refund(interest_until=UNTIL),)
    lay = Deposit(receipts=(receipt(1, 1),), refunds=refunds)
    found = _earned(ROW, lay, LAW, ours(bank="another"))
    assert (found.owed, found.problem) == (None, "interest.no_rate")
