"""Candidates come with the marks by which the Book decides; what is shown is what is posted."""

import pytest

from api.desk import whose
from api.desk.outcome import Outcome, matching, outcome
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidate, Candidates
from api.desk.window import one
from api.wiring import System
from domain.evidence import Mark
from domain.kernel import Post
from tests.api.desk.test_window import head
from tests.kit.desk_day import (
    DEBIT,
    FIRST,
    FITS,
    FITS_TOO,
    LATE,
    MISMATCH,
    OTHER_ACCOUNT,
    OVER,
    SECOND,
    STRAY,
    TWICE,
    deposit,
    line,
)

CLERK = (Post("C-SET1", "centre"),)


def seen(system: System, code: str) -> SeenLine:
    found = one(system.readers, head(system), code)
    assert found is not None
    return found


def first(system: System, code: str) -> Candidate:
    return Candidates(system, head(system)).all(seen(system, code))[0]


def would(system: System, code: str) -> Outcome:
    of, candidate = seen(system, code), first(system, code)
    return outcome(system, matching(system, of, candidate, of.version), "clerk", CLERK)


def test_of_a_day_with_many_lines_each_has_its_own(system: System, monkeypatch):
    """What is compared by likeness has a limit; what a line names has none."""
    monkeypatch.setattr(whose, "_ALIKE", 1)
    lines = [seen(system, code) for code in (FITS, FITS_TOO, OVER)]
    assert Candidates(system, head(system)).best(lines).keys() == {FITS, FITS_TOO, OVER}


@pytest.mark.parametrize(
    ("code", "kind", "failed", "fact"),
    [
        (FITS, "receipt", None, "ReceiptMatched"),
        (FITS_TOO, "receipt", None, "ReceiptMatched"),
        (OVER, "receipt", "amount", "OverpaymentDetected"),
        (TWICE, "receipt", "amount", "DuplicateReceiptDetected"),
        (LATE, "receipt", "time", "LateReceiptDetected"),
        (line(9), "receipt", None, "ReceiptMatched"),
        (line(11), "interest", None, "BankInterestCredited"),
        (DEBIT, "debit", None, "PaymentSettled"),
    ],
)
def test_a_line_is_weighed_as_it_would_be_decided(system: System, code, kind, failed, fact):
    found = first(system, code)
    assert (found.kind, found.evidence.failed) == (kind, failed)
    assert fact == would(system, code).events[0].NAME


def test_what_was_found_before_is_nothing_new(system: System):
    for code, failed in ((MISMATCH, "name"), (OTHER_ACCOUNT, "account")):
        assert first(system, code).recorded
        assert first(system, code).evidence.failed == failed
        assert would(system, code) == Outcome()


def test_the_entry_that_is_shown_sums_to_the_line(system: System):
    (entry,) = would(system, OVER).entries
    assert entry.amount == seen(system, OVER).minor
    assert [leg.account for leg in entry.legs] == ["2001", "2002", "2005"]


def test_a_line_that_changed_since_is_refused_beforehand(system: System):
    of, candidate = seen(system, FITS), first(system, FITS)
    found = outcome(system, matching(system, of, candidate, of.version + 1), "clerk", CLERK)
    assert found.refused is not None
    assert found.refused.rule == "desk.line_changed"


def test_money_that_names_nobody_is_compared_by_name_and_amount(system: System):
    assert Candidates(system, head(system)).all(seen(system, STRAY)) == []


def test_the_same_payers_other_deposits_are_candidates_too(system: System):
    found = Candidates(system, head(system)).all(seen(system, line(9)))
    assert [one.deposit for one in found] == [deposit(SECOND, 4), deposit(FIRST, 4)]
    assert [one.evidence.number for one in found] == [Mark.MEETS, Mark.REQUIRED]
