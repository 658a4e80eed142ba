"""Candidates come with the marks by which the Book decides; what is shown is what is posted."""

from dataclasses import replace

import pytest

from api.desk import open_deposits
from api.desk.candidate import Candidate
from api.desk.likeness import ENOUGH
from api.desk.outcome import Outcome, matching, outcome
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidates
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
    PAYERS,
    SEALED,
    SECOND,
    STRAY,
    TWICE,
    deposit,
    line,
    sub_account,
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
    monkeypatch.setattr(open_deposits, "_ALIKE", 1)
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


def stray(system: System, **said) -> list[str]:
    """What a line that names nobody may be, were it to say this."""
    line_of = replace(seen(system, STRAY), **said)
    return [one.deposit for one in Candidates(system, head(system)).all(line_of)]


def test_money_of_a_name_that_is_nearly_a_bidders_is_compared_with_its_deposits(system: System):
    name = PAYERS[4].name
    slipped = stray(system, name=name.replace("泉州市", "泉州"))
    assert slipped == stray(system, name=name) != []
    assert set(slipped) == {deposit(FIRST, 4), deposit(SECOND, 4)}


def test_a_number_with_a_digit_too_few_leads_to_its_deposit(system: System):
    number = sub_account(FIRST, 4)
    assert stray(system, name="王五", note=f"保证金{number[:5]}{number[6:]}")[0] == deposit(
        FIRST, 4
    )


def test_the_more_alike_of_equals_comes_first(system: System):
    """Deposits that wait for the very amount, and a payer whose name is nearly one of theirs."""
    wait = stray(system, name="某某", minor=80_000_000)
    assert deposit(FIRST, 4) in wait[1:]
    near = stray(system, name=f"{PAYERS[4].name}泉州分公司", minor=80_000_000)
    assert near[0] == deposit(FIRST, 4)


def test_likeness_changes_no_mark(system: System):
    of = replace(seen(system, STRAY), name=f"{PAYERS[4].name}分公司")
    for found in Candidates(system, head(system)).all(of):
        assert found.alike.rank >= ENOUGH
        assert found.evidence.name is Mark.REQUIRED
        assert found.evidence.number is Mark.NOTHING
        assert not found.evidence.fits


def test_what_is_sealed_is_like_nothing(system: System):
    """The payer of a sealed lot, by its own name: its deposit is not among the candidates."""
    assert deposit(SEALED, 5) not in stray(system, name=PAYERS[5].name, minor=50_000_000)
