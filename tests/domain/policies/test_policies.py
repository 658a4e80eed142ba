"""What follows by itself: pure, in a settled order, with ids that follow from the cause."""

import pytest

from domain.alert.cause import Cause
from domain.alert.payments import Payment
from domain.deposit.arrived import BankCreditReversed, LineTaken, ReceiptUnmatched
from domain.deposit.passed_on import ForfeitureMoneyReturned, ForfeitureReversed
from domain.deposit.stream import DEPOSIT
from domain.desk.owe import OweRefund
from domain.desk.pay import OrderPayment
from domain.desk.restate import RestateTerms
from domain.identifiers import payment_id
from domain.kernel import fields_of
from domain.lot.concluded import ExternalPaymentConfirmed
from domain.lot.events import DeadlinePostponed
from domain.lot.stream import LOT
from domain.permissions import PERMITTED
from domain.policies.deposit_terms import DEPOSIT_TERMS
from domain.policies.refund_due import REFUND_DUE
from domain.policies.refund_flow import REFUND_FLOW
from domain.policies.refund_found import REFUND_FOUND
from domain.policies.register import POLICIES
from domain.register import CHARTER, COMMANDS, EVENTS
from tests.golden.samples import EVENTS as SAMPLES
from tests.kit.lots import (
    AWARDED,
    CODE,
    CONFIRMED,
    DEADLINE,
    FAILED,
    OPENING,
    PASSED,
    SIGNED,
    TERMINATED,
    VOIDED,
)
from tests.kit.owing import approved
from tests.kit.rows import ACCOUNT, D

OTHER = "P00000000000000D2"
FOUND = OTHER, "P00000000000000D3"
"""What an index finds: others than the facts are about."""
STOOD = tuple(f"{deposit} {CODE} Y00000000000000A1" for deposit in FOUND)
WHY = str(Cause(17, DEADLINE))
PAID = tuple(str(Payment(n, CODE, d, f"N{n:016X}", "35050161")) for n, d in enumerate(FOUND, 16))
LATE = ("2026-03-02 2026-03-05 2026-03-06 CT-16 publicity.start",)
TOLD = {
    "reserved_of": STOOD,
    "cause": (WHY,),
    "cause_and_lot": (WHY, CODE),
    "payments_of_open_lots": (WHY, *PAID),
    "missed_terms": (WHY, *LATE),
    "odd_terms": (WHY, "MA-1", "MA-5"),
    "few_bidders": (WHY, "RF-A1"),
    "due_in_year": (
        *(f"refund {deposit}/1" for deposit in FOUND),
        "case D00000000000000A1",
        "filing BA-2026-1",
        f"suspension {CODE} D00000000000000A1",
    ),
}
"""What the other indexes find."""


def found(policy):
    """What the policy's index finds, if it reads one."""
    if policy.reads is None:
        return ()
    return (TOLD.get(policy.reads, FOUND),)


LATER = DeadlinePostponed(lot=CODE, deposit_deadline=DEADLINE, opening_at=OPENING)
NOTICE = AWARDED[1]
PAST_US = ExternalPaymentConfirmed(
    lot=CODE, paid_on=SIGNED.signed_on, amount_fen=1, document="税票1号", evidence="ee" * 32
)
ENDS = (NOTICE, SIGNED, CONFIRMED, FAILED, TERMINATED, PASSED, VOIDED, PAST_US)


def heard(policy):
    """One sample of every fact that it hears, and what it asks for."""
    facts = [sample for sample in SAMPLES if type(sample) in policy.hears]
    assert len(facts) == len(policy.hears)
    return [(fact, policy.react(fact, *found(policy))) for fact in facts]


def test_a_postponed_lot_tells_each_of_its_deposits():
    assert DEPOSIT_TERMS.react(LATER, (D, OTHER)) == (
        RestateTerms(deposit=D, lot=CODE),
        RestateTerms(deposit=OTHER, lot=CODE),
    )


@pytest.mark.parametrize("end", ENDS)
def test_at_a_lots_end_or_deadline_each_of_its_deposits_is_asked_for(end):
    """Which are owed, the desk decides; the winner of a sale among them."""
    assert REFUND_DUE.react(end, (OTHER, D)) == (
        OweRefund(deposit=OTHER, lot=CODE),
        OweRefund(deposit=D, lot=CODE),
    )


@pytest.mark.parametrize("shape", REFUND_FOUND.hears)
def test_money_that_is_found_to_count_is_asked_for_where_the_lot_has_ended(shape):
    found = next(sample for sample in SAMPLES if type(sample) is shape)
    asked = OweRefund(deposit=found.deposit, lot=CODE)
    assert REFUND_FOUND.react(found, (CODE,)) == (asked,)
    assert REFUND_FOUND.react(found, ()) == ()


LESS = {ReceiptUnmatched, BankCreditReversed}
"""By these a deposit is whole no more; what is left of it then becomes nobody's price."""

AGAIN = {ForfeitureReversed, ForfeitureMoneyReturned}
"""What was kept for a while is held again, or what came back of it."""


def test_everything_that_counts_is_heard():
    """What counts moves money to 2002; what never counted is owed at once."""
    counts = {
        type(sample)
        for sample in SAMPLES
        if isinstance(sample, LineTaken)
        and any(leg.account == "2002" for entry in sample.entries for leg in entry.legs)
    }
    assert counts | LESS | AGAIN == set(REFUND_FOUND.hears)


def test_a_lot_without_deposits_asks_for_nothing():
    assert DEPOSIT_TERMS.react(LATER, ()) == REFUND_DUE.react(SIGNED, ()) == ()


def test_every_end_of_a_lot_is_heard():
    """A deposit that is owed at an event nobody hears would be owed by nobody."""
    assert {type(end) for end in ENDS} == set(REFUND_DUE.hears)


@pytest.mark.parametrize("attempt", [1, 2, 17])
def test_an_approved_refund_is_ordered_as_the_attempt_that_was_approved(attempt):
    (asked,) = REFUND_FLOW.react(approved(3, attempt))
    assert asked == OrderPayment(payment=f"{D}/3/{attempt}", account=ACCOUNT)
    assert payment_id(asked.payment).attempt == attempt


def test_one_whose_interest_is_to_come_is_not_ordered_yet():
    assert REFUND_FLOW.react(approved(to_come=True)) == ()


def test_no_two_approvals_order_one_payment():
    facts = [approved(number, attempt) for number in (1, 2) for attempt in (1, 2)]
    orders = [REFUND_FLOW.react(fact)[0].payment for fact in facts]
    assert len(set(orders)) == 4


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_policy_is_pure_and_asks_only_for_what_it_lists(policy):
    for fact, asked in heard(policy):
        again = policy.react(fact, *found(policy))
        assert again == asked
        assert {type(command) for command in asked} <= set(policy.asks)
        assert list(asked) == list(dict.fromkeys(asked)), "one thing is asked for once"


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_what_it_hears_may_happen_and_what_it_asks_for_the_platform_may(policy):
    rows = dict(PERMITTED)
    assert set(policy.hears) <= set(EVENTS)
    assert set(policy.asks) <= set(COMMANDS)
    assert all(CHARTER.platform in rows[command.NAME] for command in policy.asks)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_it_touches_only_what_the_fact_and_its_index_name(policy):
    streams = (decider for stream in CHARTER.streams for decider in stream.deciders)
    by_command = {decider.handles: decider for decider in (*CHARTER.deciders, *streams)}
    for _, asked in heard(policy):
        for command in asked:
            touched = by_command[type(command)].touches(command)
            assert {stream.kind for stream in touched} <= {
                DEPOSIT.name,
                LOT.name,
                "payment",
                "payout",
                "guarantee",
                "pool",
                "account",
                "alert",
                "dispute",
                "filing",
            }


def test_the_names_are_given_for_ever_and_once():
    assert [policy.name for policy in POLICIES] == [
        "deposit_terms",
        "refund_due",
        "refund_flow",
        "refund_found",
        "payout_flow",
        "guarantee_unpaid",
        "interest_over",
        "pool_free",
        "payer_alert",
        "same_payer",
        "ghost_quotation",
        "missed_term",
        "single_bidder",
        "odd_terms",
        "few_bidders",
        "due_certain",
    ]
    assert CHARTER.policies == POLICIES


def test_no_sealed_fact_is_needed_to_react():
    """Whose keys are destroyed: what follows by itself follows all the same."""
    for policy in POLICIES:
        for shape in policy.hears:
            wanted = {"lot", "deposit", "number", "attempt", "account"}
            assert not wanted & set(fields_of(shape, "sealed"))
