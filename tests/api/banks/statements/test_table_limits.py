"""A bank's table of any size is read or refused in the memory and time that a real one takes."""

import pytest

from api.banks.statements import synonyms, text_table
from api.banks.statements.cells import name
from api.banks.statements.delimited import formats
from api.banks.statements.format import StatementError
from api.banks.statements.header import fitting
from api.banks.statements.table_row import RowReader
from tests.kit.bank_tables import csv_file
from tests.kit.chunks import Chunks
from tests.kit.company_bank import HEADER, PROFILE, by, profile, row

PARTY = PROFILE.replace(
    'counterparty = "对方户名"\ncounterparty_account = "对方账号"', 'party = "对方户名"'
)


@pytest.mark.parametrize("more", [b",", b"x", b'\n","', b"\r,\n\r"])
def test_a_row_that_never_ends_is_not_read_to_its_end(more):
    """Be it one line or many: within quotes a line may end and the row go on."""
    head = csv_file([HEADER]) + b'20260316,"' + b"x" * 60_000
    chunks = iter([head, *[more * 10_000] * 100])
    csv = formats(lambda: (profile(),))[0]
    with pytest.raises(StatementError, match=r"line \d+: the row is longer than 65536 characters"):
        list(csv.parts(Chunks(chunks)))
    assert len(list(chunks)) > 90


def test_a_row_may_be_as_long_as_no_banks_is():
    longest = text_table.LONGEST_ROW - len(csv_file([row("", "1", notes=("", ""))]).decode())
    file = [HEADER, *[row("", "1", notes=("n" * longest, ""))] * 3]
    assert by(PROFILE, csv_file(file))[0].entries == 3
    file.append(row("", "1", notes=("n" * (longest + 1), "")))
    with pytest.raises(StatementError, match="line 5: the row is longer"):
        by(PROFILE, csv_file(file))


@pytest.mark.parametrize(
    ("cell", "party"),
    [
        ("甲公司 6222021234567", ("甲公司", "6222021234567")),
        ("甲公司6222****1234", ("甲公司", "6222****1234")),
        ("622202", (None, "622202")),
        ("甲公司 12345", ("甲公司 12345", None)),
        ("甲 123456 乙", ("甲 123456 乙", None)),
        ("1 123456", ("1", "123456")),
        ("1" * 4_000_000 + "x", ("1" * 4_000_000 + "x", None)),
        ("1x" + " 1" * 2_000_000, ("1x" + " 1" * 2_000_000, None)),
    ],
    ids=["name-number", "masked", "number", "short", "within", "digits", "long", "spaced"],
)
def test_a_party_is_parted_from_its_number_at_once_however_long_it_is(cell, party):
    """Tried from each character on, a long number takes years."""
    found = fitting([profile(PARTY)], lambda _: [HEADER])
    line = RowReader(found).read(row("", "1", name=cell)).line
    assert (line.counterparty, line.counterparty_account) == party


def test_a_header_is_looked_for_in_as_many_cells_as_a_bank_has_columns(monkeypatch):
    asked = []
    monkeypatch.setattr(synonyms, "name", lambda cell: asked.append(cell) or name(cell))
    assert synonyms.looks_like_a_header(["", *HEADER, *["x"] * 30_000])
    assert not synonyms.looks_like_a_header([*["x"] * 30_000, *HEADER])
    assert len(asked) == 400
