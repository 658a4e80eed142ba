"""MT942, the report within the day: it is read and shown as what it is, and never posts."""

from datetime import date

import pytest

from api.banks.statements.check import check_files
from api.banks.statements.format import StatementError
from api.banks.statements.register import read
from tests.api.banks.statements.mt940_files import CREDIT, DEBIT, ENVELOPE, mt940

AS_REPORT = ENVELOPE.replace(b"O940", b"O942")


def report(*lines, floor=":34F:CNY0,", made=":13D:2403151730+0800"):
    head = [one for one in (floor, made) if one]
    return mt940(*head, *lines, opening=None, closing=None)


@pytest.mark.parametrize(
    "file",
    [
        report(CREDIT, DEBIT, ":90D:1CNY1,00", ":90C:1CNY1,00"),
        AS_REPORT + report(CREDIT, DEBIT),
        AS_REPORT + mt940(CREDIT, DEBIT),
        b":942:\n" + mt940(CREDIT, DEBIT, opening=None),
    ],
    ids=["fields", "both", "envelope alone, with balances", "a line before"],
)
def test_a_report_is_read_as_such(file):
    (seen,) = read(file)
    assert (seen.only_tells, seen.account, seen.currency) == ("MT942", "35001000000001", "CNY")
    assert (seen.entries, seen.credits_minor, seen.debits_minor) == (2, 100, 100)


def test_it_names_its_day_and_states_no_balances():
    (seen,) = read(report(CREDIT))
    assert (seen.from_date, seen.to_date, seen.balanced) == (date(2024, 3, 15),) * 2 + (None,)
    (unmade,) = read(report(CREDIT, made=":13D:tomorrow"))
    assert unmade.to_date is None


def test_sums_that_are_not_those_of_its_entries_are_told():
    """A bank may count what it does not show below its floor: nothing contradicts itself."""
    (seen,) = read(report(CREDIT, DEBIT, ":90D:2CNY3,00", ":90C:x"))
    assert seen.warnings == (
        "sums: 90D says 300, its entries come to 100 (minor units) (first of 2)",
    )
    assert seen.contradiction is None


def test_a_statement_beside_it_is_a_statement():
    """One report's envelope says nothing of the next message; nor does the floor of one."""
    both = AS_REPORT + mt940(CREDIT).replace(b"\n-\n", b"\n-}\n") + ENVELOPE + mt940(DEBIT)
    assert [one.only_tells for one in read(both)] == ["MT942", None]
    assert [one.only_tells for one in read(report(CREDIT) + mt940(DEBIT))] == ["MT942", None]
    assert read(mt940(":34F:CNY0,", CREDIT))[0].only_tells is None, "it has balances"


def test_a_currency_that_is_none_is_refused():
    with pytest.raises(StatementError, match="currency"):
        read(report(CREDIT, floor=":34F:yuan"))


def test_the_check_says_what_it_is(tmp_path):
    path = tmp_path / "day.sta"
    path.write_bytes(report(CREDIT))
    (row,) = check_files([path])
    assert (row["format"], row["balanced"], row["error"]) == ("MT942", None, None)


def test_a_line_of_a_remittance_that_looks_like_its_sign_is_text():
    (seen,) = read(mt940(CREDIT, ":86:note\n:942:\nmore"))
    assert (seen.only_tells, seen.lines[0].note) == (None, "note\n:942:\nmore")
