"""What raises alerts by itself: each once, with a number and an instant that follow from its cause.

Whenever the reactor comes to it: what it asks for is the same.
"""

from dataclasses import replace

from domain.alert.cause import Cause
from domain.alert.codes import code_for
from domain.alert.payments import Payment
from domain.categories.register import CATEGORIES
from domain.deposit.arrived import (
    LineTaken,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReversalRepaid,
)
from domain.deposit.stream import DEPOSIT
from domain.lot.bidding import ReserveCompared, SessionEnded
from domain.lot.events import TransactionConfirmed
from domain.lot.stream import LOT
from domain.lot.tendered import WinnerDefaulted
from domain.policies.few_bidders import FEW_BIDDERS
from domain.policies.ghost_quotation import GHOST_QUOTATION
from domain.policies.missed_term import MISSED_TERM
from domain.policies.odd_terms import ODD_TERMS
from domain.policies.payer_alert import PAYER_ALERT
from domain.policies.same_payer import SAME_PAYER
from domain.policies.single_bidder import SINGLE_BIDDER
from domain.postings import MoneyEvent
from domain.register import EVENTS
from tests.golden.samples import EVENTS as SAMPLES
from tests.kit.alerting import ALERT, FOUND_AT, POSITION, raising
from tests.kit.lots import CLOSED, CODE, DEFINED, OPENED, OPENING, SIGNED
from tests.kit.rows import OTHER_D, D

CAUSE = str(Cause(POSITION, FOUND_AT))
MISMATCH = PayerMismatchDetected(deposit=D, line="x", payer="别人", payer_account="99")
OTHER_ACCOUNT = NonBasicAccountDetected(deposit=D, line="x", payer="我", payer_account="98")
B1, B2 = "N00000000000000B1", "N00000000000000B2"


def test_row_14_somebody_elses_money_alerts():
    assert PAYER_ALERT.react(MISMATCH, (CAUSE, CODE)) == (raising(),)


def test_so_does_money_from_another_account_and_nobody_can_count_which_it_was():
    """One command either way, with the same number: events tell no more than the finding did."""
    assert PAYER_ALERT.react(OTHER_ACCOUNT, (CAUSE, CODE)) == (raising("CT-09"),)


def test_every_finding_against_a_payer_alerts():
    """Whatever leaves money unidentified and evidence at a deposit moves no money."""
    against = {
        shape
        for shape in DEPOSIT.events
        if {"payer", "payer_account"} <= set(shape.__slots__) and not issubclass(shape, MoneyEvent)
    }
    assert against - {_claimed()} == set(PAYER_ALERT.hears)


def _claimed():
    return next(shape for shape in EVENTS if shape.NAME == "ReceiptClaimed")


def test_of_what_nobody_can_read_any_more_nothing_is_raised():
    assert PAYER_ALERT.react(MISMATCH, ()) == SAME_PAYER.react(MISMATCH, ()) == ()


def payments(*parties, first=1):
    made = (
        Payment(first + n, CODE, (D, OTHER_D)[n % 2], party, "35050161") for n, party in
        enumerate(parties)
    )  # fmt: skip
    return tuple(map(str, made))


OPENS = str(Cause(40, OPENING))


def test_row_36_at_the_opening_one_account_for_several_bidders_alerts():
    (asked,) = SAME_PAYER.react(OPENED, (OPENS, *payments(B1, B2)))
    assert asked == raising(
        "RF-01",
        alert=code_for("same_payer", 40, 0),
        deposits=(D, OTHER_D),
        causes=(1, 2),
        arose_at=OPENING,
    )


def test_a_reserve_that_is_compared_after_the_opening_opens_nothing():
    compared = next(event for event in SAMPLES if isinstance(event, ReserveCompared))
    told = (OPENS, *payments(B1, B2))
    assert SAME_PAYER.react(replace(compared, opens=False), told) == ()
    assert len(SAME_PAYER.react(replace(compared, opens=True), told)) == 1


def test_a_sale_opens_where_nothing_had_opened_its_lot():
    sold = next(event for event in SAMPLES if isinstance(event, TransactionConfirmed))
    told = (OPENS, *payments(B1, B2))
    assert SAME_PAYER.react(replace(sold, opened_at=None), told) == ()
    assert len(SAME_PAYER.react(sold, told)) == 1


def test_so_does_what_comes_for_an_open_lot():
    late = str(Cause(2, FOUND_AT))
    (asked,) = SAME_PAYER.react(MISMATCH, (late, *payments(B1, B2)))
    assert (asked.alert, asked.causes) == (code_for("same_payer", 2, 0), (1, 2))
    assert SAME_PAYER.react(MISMATCH, (str(Cause(9, FOUND_AT)), *payments(B1, B2))) == ()


def test_of_very_many_payments_the_first_ones_show_it():
    many = payments(*((B1, B2) * 150))
    (asked,) = SAME_PAYER.react(OPENED, (OPENS, *many))
    assert asked.causes == tuple(range(1, 201))


def test_every_way_that_money_comes_is_heard():
    """But for what makes a reversed credit good: its bidder paid it before."""
    came = {shape for shape in EVENTS if issubclass(shape, LineTaken)} - {ReversalRepaid}
    assert came < set(SAME_PAYER.hears)
    assert set(PAYER_ALERT.hears) < set(SAME_PAYER.hears)


def test_every_opening_is_heard():
    opens = {shape for shape in EVENTS if "releases" in vars(shape)}
    assert opens == {shape for shape in SAME_PAYER.hears if "lot" in shape.__slots__}


def test_row_54_a_winner_who_does_not_sign_alerts():
    defaulted = WinnerDefaulted(
        lot=CODE, winner=B1, defaulted_on=FOUND_AT.date(), document="1号", evidence="ab" * 32
    )
    (asked,) = GHOST_QUOTATION.react(defaulted, (CAUSE,))
    alert = code_for("ghost_quotation", POSITION)
    assert asked == raising("RF-18", alert=alert, deposits=())
    assert alert != ALERT


def test_each_row_of_law_that_was_not_kept_alerts_by_its_own_kind():
    rows = ("CT-16 publicity.start", "CT-18 contract.signing")
    terms = tuple(f"2026-03-26 2026-03-30 2026-03-31 {rule}" for rule in rows)
    asked = MISSED_TERM.react(SIGNED, (CAUSE, *terms))
    assert [(one.kind, one.missed.rule) for one in asked] == [
        ("CT-16", "CT-16 publicity.start"),
        ("CT-18", "CT-18 contract.signing"),
    ]
    assert len({one.alert for one in asked}) == 2
    later = MISSED_TERM.react(SIGNED, (str(Cause(99, FOUND_AT)), *terms))
    assert [one.alert for one in later] == [one.alert for one in asked], "one term, one alert"
    assert MISSED_TERM.react(SIGNED, ()) == ()


def test_a_single_bidder_is_told_at_the_opening_or_the_end_of_its_session():
    ended = next(event for event in SAMPLES if isinstance(event, SessionEnded))
    for event in (OPENED, CLOSED, replace(ended, lot=CODE)):
        (asked,) = SINGLE_BIDDER.react(replace(event, bidders=1), (CAUSE,))
        alert = code_for("single_bidder", CODE)
        assert asked == raising("RF-16", alert=alert, deposits=())
        assert SINGLE_BIDDER.react(replace(event, bidders=2), (CAUSE,)) == ()


def test_too_few_bidders_are_told_at_the_opening_where_no_row_that_blocks_refused_it():
    (asked,) = FEW_BIDDERS.react(OPENED, (CAUSE, "RF-A1"))
    assert asked == raising("RF-A1", alert=code_for("few_bidders", CODE), deposits=())
    assert FEW_BIDDERS.react(OPENED, ()) == ()


def test_each_odd_term_of_a_deposit_alerts_by_its_own_kind():
    asked = ODD_TERMS.react(DEFINED, (CAUSE, "MA-1", "MA-5"))
    assert [(one.kind, one.lots, one.causes) for one in asked] == [
        ("MA-1", (CODE,), (POSITION,)),
        ("MA-5", (CODE,), (POSITION,)),
    ]
    assert len({one.alert for one in asked}) == 2
    assert ODD_TERMS.react(DEFINED, ()) == ()


UNHEARD = {
    "BidOpened": "what it ends is a secret, no term",
    "ReserveCompared": "what it ends is a secret, no term",
    "ExternalPaymentConfirmed": "how much was paid by then decides",
    "LotFailed": "no day is too late to fail",
    "ProcedureResumed": "an order says until when",
    "AnnouncementPublished": "what it counts from, nobody tells the ledger",
    "EvaluationReportReceived": "what it counts from, nobody tells the ledger",
    "WinnerConfirmed": "says no day of its own",
    "AwardNoticeIssued": "is said with what it counts from",
}


def test_every_fact_of_a_lot_that_ends_a_term_is_heard_or_it_is_said_why_not():
    lots = {shape.NAME for shape in LOT.events}
    ends = {row.ends for category in CATEGORIES for row in category.rules} & lots
    assert ends == {shape.NAME for shape in MISSED_TERM.hears} | UNHEARD.keys()
