"""The public list of what nobody claims: what is paid, or owed no more, leaves it by itself."""

from datetime import date

from domain.accounts import BANK_DEBITS, IN_TRANSIT
from domain.deposit.owed import (
    DormantBalanceDeclared,
    RefundConfirmed,
    RefundObligationCancelled,
    RefundObligationReduced,
)
from domain.kernel import StreamId
from domain.postings import moved
from projections.dormant import DORMANT, project
from projections.projection import Put
from tests.kit.rows import ACCOUNT, D
from tests.projections.kit import recorded

AT, REFUND = StreamId("deposit", D), (f"{D}/1",)


def told(event):
    """What one fact changes."""
    return list(project(recorded(event, AT)))


def test_what_was_paid_was_claimed_on_the_day_whose_statement_shows_it():
    entry = moved("P13", (IN_TRANSIT, f"{D}/1"), (BANK_DEBITS, f"{ACCOUNT}/2027-06-03"), 100)
    paid = RefundConfirmed(deposit=D, number=1, payment=f"{D}/1/1", entries=(entry,))
    assert told(paid) == [Put(DORMANT, REFUND, {"claimed": date(2027, 6, 3)}, known=True)]


def test_what_is_owed_no_more_leaves_it_the_day_it_is_said():
    (change,) = told(RefundObligationCancelled(deposit=D, number=1))
    assert (change.key, change.known, list(change.values)) == (REFUND, True, ["claimed"])


def test_of_what_a_court_took_a_part_so_much_stands_there_yet():
    less = RefundObligationReduced(deposit=D, number=1, amount_fen=70)
    assert told(less) == [Put(DORMANT, REFUND, {"amount_fen": 70}, known=True)]


def test_what_was_never_declared_is_on_no_list():
    """Else every refund that was paid would stand there."""
    declared = DormantBalanceDeclared(
        deposit=D,
        number=1,
        since=date(2026, 5, 18),
        notice=date(2027, 5, 20),
        amount_fen=100,
        document="公示1号",
        evidence="ee" * 32,
    )
    (change,) = told(declared)
    assert (change.key, change.known, change.values["claimed"]) == (REFUND, False, None)
