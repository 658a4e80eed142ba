"""Both sides of a day: what one of them lacks is named line by line and never netted (E16)."""

from dataclasses import replace

from api.closing.checks import CHECKS
from api.closing.reconciling import reconciled
from tests.api.closing.conftest import ACCOUNT, SOUND, credit, debit

BOOKED = (credit("000910", 24_000_000), credit("000911", 81_000_000))
TWICE = credit("000910", 24_000_000, place=f"{ACCOUNT}/2026-03-18/1#3")
UNKNOWN = credit("000912", 500_000)

E16 = replace(
    SOUND,
    closing=449_502_333,
    ledger=473_002_333,
    bank_lines=(*BOOKED, UNKNOWN),
    book_lines=(*BOOKED, TWICE),
)
"""The bank has a line that no event tells of; the books have one of its lines twice."""


def rows(rule, books):
    found = dict(CHECKS)[rule](books)
    return found.check.figure, [(row.what, row.amount, row.said.key) for row in found.rows]


def test_two_faults_are_two_findings():
    both = [("000912", 500_000, "close.bank.only"), (TWICE.place, -24_000_000, "close.books.only")]
    assert rows("R01", E16) == (-23_500_000, both)
    assert rows("R02", E16) == (2, both)


def test_both_balances_come_to_the_same_once_each_has_what_it_lacks():
    sides = reconciled(E16)
    assert sides.difference == -23_500_000
    assert (sides.adjusted_books, sides.adjusted_bank) == (473_502_333, 473_502_333)
    assert sides.carried == 0


def test_faults_that_cancel_are_found_all_the_same():
    """The totals agree, so R01 passes; R02 does not."""
    even = replace(
        E16,
        closing=473_002_333,
        bank_lines=(*BOOKED, credit("000912", 24_000_000)),
    )
    assert rows("R01", even) == (0, [])
    assert rows("R02", even)[0] == 2


def test_what_no_line_explains_is_a_finding_of_its_own():
    before = replace(E16, closing=E16.closing + 7)
    figure, found = rows("R01", before)
    assert figure == -23_499_993
    assert found[2:] == [(ACCOUNT, 7, "finding.CARRIED")]
    assert rows("R02", before)[0] == 2


def test_debits_lower_the_side_that_has_them():
    paid = replace(SOUND, closing=SOUND.ledger - 300, bank_lines=(debit("p", 300),))
    sides = reconciled(paid)
    assert rows("R01", paid) == (-300, [("p", -300, "close.bank.only")])
    assert sides.adjusted_books == sides.adjusted_bank == SOUND.ledger - 300
    only = sides.bank_only
    assert (only.credits, only.credit_amount, only.debits, only.debit_amount) == (0, 0, 1, 300)


def test_a_line_of_the_other_amount_is_another_line():
    one, other = credit("a", 100), credit("a", 101)
    sides = reconciled(replace(SOUND, bank_lines=(one,), book_lines=(other,)))
    assert (sides.bank_only.lines, sides.books_only.lines) == ((one,), (other,))


def test_without_the_banks_file_nothing_is_said_to_be_missing():
    """The whole difference stays unexplained, rather than every line of the books."""
    blind = replace(E16, bank_lines=None, unread="NO_FILE")
    sides = reconciled(blind)
    assert (sides.bank_only.lines, sides.books_only.lines, sides.compared) == ((), (), False)
    assert rows("R01", blind) == (-23_500_000, [(ACCOUNT, -23_500_000, "finding.CARRIED")])


def test_without_a_statement_there_is_no_difference_to_speak_of():
    sides = reconciled(replace(SOUND, closing=None))
    assert (sides.difference, sides.carried, sides.adjusted_bank) == (None, None, None)


def test_blind_it_says_how_many_and_how_much_and_comes_to_the_same():
    sides, blind = reconciled(E16), reconciled(E16).blind()
    assert (blind.bank_only.lines, blind.books_only.lines) == ((), ())
    assert (blind.bank_only.credits, blind.bank_only.credit_amount) == (1, 500_000)
    assert (blind.books_only.credits, blind.books_only.credit_amount) == (1, 24_000_000)
    assert (blind.adjusted_books, blind.carried) == (sides.adjusted_books, 0)
