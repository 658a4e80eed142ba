"""A lot is settled when nothing of its money is open; what still is, is told in figures."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import OVERDUE_COMPENSATION, OWN_BANK, OWN_PAYABLES, SELLER_PAYABLE
from domain.calendar import Calendar
from domain.deposit.compensate import BENCHMARK
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.events import DepositSecured
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import ForfeitureReversed
from domain.deposit.stream import DEPOSIT
from domain.desk.close_settlement import CLOSE_SETTLEMENT, MOST, TOLD, CloseSettlement
from domain.governance.state import Law, Rate
from domain.kernel import Rejected, StreamId
from domain.lot.concluded import ExternalPaymentConfirmed
from domain.lot.ended import SettlementClosed
from domain.lot.stream import LOT
from domain.payout.stream import PAYOUT
from domain.permissions import may
from domain.phases import Phase
from domain.postings import Entry, Leg, moved
from domain.roles import ROLE_CODES
from ledger.asking import COMMAND_MAX
from tests.golden.keep import new_codec, written
from tests.kit import passing
from tests.kit.certified import FEE, FEES, WHOLE, WHOLE_HERE, assessed, given_on
from tests.kit.lots import AUCTION, CODE, TENDER
from tests.kit.owing import (
    allocated,
    approved,
    confirmed,
    credited,
    held,
    instructed,
    left,
    matched,
    owed,
)
from tests.kit.passing import COURT, LOSERS, OTHER_Q, TENDERER, WINNERS, Q, assigned
from tests.kit.rows import OTHER_D, PRICE, D
from tests.kit.story import NOON, fold, given
from tests.kit.story import asked as asked_by

ENVELOPE = 10_000
"""Bytes that a command has besides, more than any."""
SETTLED = SettlementClosed(lot=CODE, settled_at=NOON, deposits=1)
PAID_BACK = (
    matched(),
    owed(cause="WINNER"),
    credited(100),
    approved(),
    allocated(100),
    instructed(interest=100),
    confirmed(amount=PRICE + 100),
)
"""A winner's deposit went back, with its interest."""
BOND = DepositConverted(
    deposit=D,
    to="2003",
    earnest_fen=0,
    entries=(Entry("CUST", "CNY", (Leg("2002", D, PRICE, "P19"), Leg("2003", D, -PRICE, "P19"))),),
)
SOLD = (*WHOLE_HERE, given_on(), assigned(WHOLE - FEE), assigned(FEE, OTHER_Q, "2013", CODE))
"""The price is the seller's, less its fee; a payout took each."""
BOTH = {Q: passing.PAID, OTHER_Q: passing.PAID}


def settle(*deposit, lot=TENDER, required=WINNERS, payouts=None, by="C-SET2", law=None, **other):
    payouts = payouts or {}
    story = given(DEPOSIT, required, *deposit).given(LOT, *lot)
    for code, facts in payouts.items():
        story = story.given(PAYOUT, *facts, code=code)
    asked = {"lot": CODE, "deposits": (D,), "payouts": tuple(payouts)} | other
    return story.when(CloseSettlement(**asked), by=by, law=law)


def has_open(answer, *figures):
    """Refused, and each of these stands in the answer, nothing else does."""
    answer.refused_by("settlement.open")
    assert answer.decision.detail == f"{CODE} has open: {'; '.join(figures)}"


def test_a_tender_whose_deposits_went_back_is_settled():
    settle(*PAID_BACK).then(SETTLED)
    lot = fold(LOT, *TENDER, SETTLED)
    assert (lot.phase, lot.settled) == (Phase.SETTLED, SETTLED)


def test_a_bond_stays_with_its_contract():
    """2.2: 保证金清退，履约担保在管."""
    settle(matched(), BOND).then(SETTLED)


def test_the_interest_of_a_bond_is_its_payers_first():
    """CT-20: until it is told that nothing of what lies there is owed (`OweInterest`)."""
    became = (matched(), BOND, credited(972))
    has_open(settle(*became), f"{D} 2007 9.72")
    told = left(972, "BANK_PAID_MORE")
    settle(*became, told).then(SETTLED)
    has_open(settle(*became, told, credited(8)), f"{D} 2007 9.80")


def test_the_interest_of_what_is_kept_follows_it_where_a_row_says_so():
    """CT-A6: to the tenderer; of state property no row says so."""
    kept = (matched(), passing.forfeited(), assigned(), credited(972))
    has_open(settle(*kept, payouts={Q: passing.PAID}), f"{D} 2007 9.72")


@pytest.mark.parametrize(
    ("facts", "figure"),
    [
        ((matched(),), f"{D} 2002 800,000.00"),
        ((matched(), owed(interest=False), approved()), f"{D} 2005 800,000.00"),
        ((matched(), owed(), credited(100), approved(), allocated(100)), f"{D} 2005 800,000.00"),
        (PAID_BACK[:-1], f"{D} 1009 800,001.00"),
        ((matched(), held(PRICE)), f"{D} hold H1 800,000.00"),
        ((matched(), passing.forfeited()), f"{D} 2008 {TENDERER} 800,000.00"),
    ],
)
def test_what_a_deposit_still_has_is_told_by_the_fen(facts, figure):
    answer = settle(*facts)
    answer.refused_by("settlement.open")
    assert figure in answer.decision.detail


def test_a_guarantee_is_given_back_first():
    secured = DepositSecured(
        deposit=D, guarantee="G00000000000000A1", amount_fen=PRICE, valid_until=date(2026, 7, 21)
    )
    has_open(settle(secured), f"{D} guarantee 800,000.00")
    has_open(settle(replace(secured, amount_fen=None)), f"{D} guarantee 0.00")


def test_what_a_late_refund_costs_is_paid_first():
    """P28: out of the centre's own book."""
    told = {"deposit": D, "number": 1}
    owes = moved("P28", (OVERDUE_COMPENSATION, D), (OWN_PAYABLES, D), 17)
    costs = OverdueCompensationRecognised(**told, days=1, rule="GP-09", entries=(owes,))
    has_open(settle(*PAID_BACK, costs), f"{D} compensation of refund 1 0.17")
    pays = moved("P28", (OWN_PAYABLES, D), (OWN_BANK, D), 17)
    shown = {"document": "1号", "evidence": "ee" * 32}
    settle(*PAID_BACK, costs, OverdueCompensationPaid(**told, **shown, entries=(pays,))).then(
        SETTLED
    )


def test_interest_that_no_rule_gives_to_anybody_stays_and_what_may_be_owed_does_not():
    """Scenario C ends with 560.00 of it; land's is the treasury's."""
    late = (*PAID_BACK, credited(7))
    settle(*late).then(SETTLED)
    land = (replace(AUCTION[0], category="LAND"), *AUCTION[1:])
    answer = settle(*late, lot=land)
    assert f"{D} 2007 0.07" in answer.decision.detail


def test_a_refund_that_went_without_the_banks_interest_waits_for_it():
    """But for what came on the day on which it went: that bore none."""
    before = replace(matched(), value_date=date(2026, 3, 16))
    went = (owed(), approved(), instructed(), confirmed())
    has_open(settle(before, *went), f"{D} interest of refund 1 on 800,000.00")
    settle(matched(), *went).then(SETTLED)
    settle(before, owed(interest=False), *went[1:]).then(SETTLED)
    settle(before, went[0], credited(1), *went[1:]).then(SETTLED)
    least = replace(matched(amount=1), value_date=date(2026, 3, 16))
    gone = (approved(amount=1), instructed(amount=1), confirmed(amount=1))
    has_open(settle(least, owed(amount=1), *gone), f"{D} interest of refund 1 on 0.01")


def test_of_what_nobody_s_line_brought_nobody_knows_what_it_bore():
    """It went to an account that paid nothing: whose interest it is, a person says."""
    another = replace(owed().payee, account="9")
    went = (owed(payee=another), approved(), instructed(), confirmed())
    has_open(settle(matched(), *went, law=RATES), f"{D} interest of refund 1 on 800,000.00")


RATES = Law(
    Calendar(),
    rates=(
        Rate("CCB", date(2026, 1, 1), 500),
        Rate("ICBC", date(2026, 1, 1), 3_500),
        Rate(BENCHMARK, date(2026, 1, 1), 43_500),
    ),
)


def test_what_bore_less_than_half_a_fen_waits_for_nothing_no_bank_pays_it():
    """At 0.35 %, the highest that any bank of ours pays, 514.28 of a day bear 0.4999 fen."""

    def went(fen):
        came = replace(matched(amount=fen), value_date=date(2026, 3, 16))
        paid = (instructed(amount=fen), confirmed(amount=fen))
        return settle(came, owed(amount=fen), approved(amount=fen), *paid, law=RATES)

    went(51_428).then(SETTLED)
    has_open(went(51_429), f"{D} interest of refund 1 on 514.29")


def test_of_what_nobody_can_tell_when_it_came_nobody_knows_what_it_bore():
    unread = replace(matched(amount=1), line=None, value_date=None)
    went = (owed(amount=1), approved(amount=1), instructed(amount=1), confirmed(amount=1))
    has_open(settle(unread, *went, law=RATES), f"{D} interest of refund 1 on 0.01")


def test_what_a_payout_took_has_come_to_its_payee():
    sold = {"lot": (*AUCTION, *FEES), "required": WINNERS}
    settle(*SOLD, payouts=BOTH, **sold).then(SETTLED)
    going = BOTH | {Q: passing.PAID[:3]}
    has_open(settle(*SOLD, payouts=going, **sold), f"{Q} payout 已指令 9,207,000.00")
    has_open(settle(*SOLD, payouts={OTHER_Q: passing.PAID}, **sold), f"{Q} payout 无 9,207,000.00")


def test_what_its_payee_owes_back_is_open():
    kept = (matched(), passing.forfeited(), assigned())
    back = ForfeitureReversed(
        deposit=D,
        authority=COURT,
        document="判决",
        evidence="ee" * 32,
        claim_fen=PRICE,
        entries=(),
    )
    answer = settle(*kept, back, payouts={Q: passing.PAID})
    assert f"{D} claimed back of {Q} 800,000.00" in answer.decision.detail
    assert SELLER_PAYABLE.code not in answer.decision.detail


def test_of_a_sale_price_and_fees_have_come():
    sale = (*AUCTION, assessed(0, FEE))
    answer = settle(matched(), lot=sale)
    for figure in (f"{CODE} price 8,500,000.00", f"{CODE} fee BUYER 93,000.00"):
        assert figure in answer.decision.detail
    assert f"{CODE} fees not assessed 0.00" in settle(*WHOLE_HERE, lot=AUCTION).decision.detail
    both = settle(matched(), lot=(*AUCTION, assessed(FEE, 1))).decision.detail
    assert both.endswith(f"{CODE} fee BUYER 0.01; {CODE} fee SELLER 93,000.00")


def test_of_a_sale_without_deposits_its_fees_are_told_too():
    sale = (replace(AUCTION[0], deposit_fen=0), *AUCTION[1:], assessed(FEE, 0))
    price = f"{CODE} price 9,300,000.00"
    has_open(settle(lot=sale, deposits=()), price, f"{CODE} fee SELLER 93,000.00")


def test_what_was_paid_past_us_counts():
    land = (replace(AUCTION[0], category="LAND", deposit_fen=0), *AUCTION[1:])
    paid = ExternalPaymentConfirmed(
        lot=CODE, paid_on=date(2026, 5, 12), amount_fen=WHOLE, document="1号", evidence="ee" * 32
    )
    none = {"deposits": ()}
    settle(lot=(*land, paid), **none).then(replace(SETTLED, deposits=0))
    has_open(settle(lot=land, **none), f"{CODE} price 9,300,000.00")


def test_all_of_its_deposits_are_named_and_no_others():
    settle(*PAID_BACK, lot=TENDER, deposits=()).refused_by("settlement.winner_missing")
    settle(*PAID_BACK, required=LOSERS).refused_by("settlement.winner_missing")
    other = replace(WINNERS, terms=replace(WINNERS.terms, lot="GQ35060020260399"))
    settle(*PAID_BACK, required=other).refused_by("desk.not_open")


def test_of_many_figures_so_many_are_told():
    for besides, ending in ((3, "; 3 more"), (0, "800,000.00")):
        codes = tuple(f"P{n:016X}" for n in range(TOLD + besides))
        story = given(LOT, *TENDER)
        for code in codes:
            story = story.given(DEPOSIT, WINNERS, matched(), code=code)
        asked = CloseSettlement(lot=CODE, deposits=codes, payouts=())
        answer = story.when(asked, by="C-SET2")
        answer.refused_by("settlement.open")
        assert answer.decision.detail.endswith(ending)
        assert answer.decision.detail.count(" 2002 ") == TOLD


def test_once_its_contract_is_signed_and_once():
    settle(*PAID_BACK, lot=TENDER[:6]).refused_by("lot.wrong_phase")
    settle(*PAID_BACK, lot=TENDER[:3], deposits=()).refused_by("lot.wrong_phase")
    settle(*PAID_BACK, lot=(*TENDER, SETTLED)).nothing_happens()


def test_who_checks_settlements_closes_one_and_nobody_else():
    asked = CloseSettlement(lot=CODE, deposits=(D,), payouts=())
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {"C-SET2"}


def test_the_streams_are_named_by_the_request():
    asked = CloseSettlement(lot=CODE, deposits=(D, OTHER_D), payouts=(Q,))
    named = (("lot", CODE), ("deposit", D), ("deposit", OTHER_D), ("payout", Q))
    assert CLOSE_SETTLEMENT.touches(asked) == tuple(StreamId(*one) for one in named)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lot": "x"}, "lot 'x': expected"),
        ({"deposits": ("D1",)}, "deposit 'D1': expected P"),
        ({"payouts": ("Q1",)}, "payout 'Q1': expected Q"),
        ({"deposits": (D, D)}, "deposits: expected each once"),
        ({"payouts": (Q, Q)}, "payouts: expected each once"),
        ({"deposits": (D,) * (MOST + 1)}, f"deposits: {MOST + 1}, expected {MOST} at most"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        CloseSettlement(**({"lot": CODE, "deposits": (), "payouts": ()} | wrong))


def test_as_many_deposits_are_settled_as_a_command_holds_with_a_payout_of_each():
    deposits, payouts = (tuple(f"{one}{n:016X}" for n in range(MOST)) for one in "PQ")
    asked = CloseSettlement(lot=CODE, deposits=deposits, payouts=payouts)
    assert 0.95 * COMMAND_MAX < len(written(new_codec(), asked)) < COMMAND_MAX - ENVELOPE
