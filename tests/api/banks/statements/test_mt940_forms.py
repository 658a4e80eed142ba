"""MT940 as transports and banks bend it: pages, envelopes, encodings, wrapped lines."""

from itertools import permutations
from pathlib import Path

import pytest

from api.banks.statements.check import check_files
from api.banks.statements.register import FORMATS, read, recognised
from tests.api.banks.statements.mt940_files import CREDIT, DEBIT, ENVELOPE, mt940, page

FIRST = page(1, ":60F:C240314CNY100,00", ":62M:C240315CNY101,00", CREDIT)
SECOND = page(2, ":60M:C240315CNY101,00", ":62M:C240315CNY100,00", DEBIT)
THIRD = page(3, ":60M:C240315CNY100,00", ":62F:C240315CNY102,00", *[CREDIT] * 2)


def plain(file: bytes) -> list[tuple[object, ...]]:
    """(identifier, opening, closing, entries, balanced) of each statement."""
    return [
        (s.identifier, s.opening_minor, s.closing_minor, s.entries, s.balanced) for s in read(file)
    ]


def test_the_pages_of_a_statement_are_one_statement():
    (seen,) = read(FIRST + SECOND + THIRD)
    assert plain(FIRST + SECOND + THIRD) == [("STARTUMS 00007/00001", 10_000, 10_200, 4, True)]
    assert ([line.occurrence for line in seen.lines], seen.warnings) == ([1, 1, 2, 3], ())


MISSING = "page 2 of statement 00007 is missing between others"


@pytest.mark.parametrize("behind", [b"", mt940(CREDIT, closing=":62F:C240315CNY101,00")])
def test_a_page_that_is_missing_between_others_is_a_contradiction(behind):
    """Each page is held against its own balances; nothing of such a file is banked unasked."""
    seen = read(FIRST + THIRD + behind)
    assert [(one.entries, one.balanced, str(one.contradiction)) for one in seen][:2] == [
        (1, True, "None"),
        (2, False, MISSING),
    ]


def test_a_page_between_that_moves_nothing_is_missed_all_the_same():
    third = page(3, ":60M:C240315CNY101,00", ":62F:C240315CNY102,00", CREDIT)
    (seen,) = read(FIRST + third)
    assert (seen.entries, seen.balanced, str(seen.contradiction)) == (2, False, MISSING)


@pytest.mark.parametrize("order", list(permutations((FIRST, SECOND, THIRD))), ids=str)
def test_pages_in_any_order_are_all_there_and_equal_payments_in_them_are_several(order):
    seen = read(b"".join(order))
    assert [one.balanced for one in seen] == [True] * len(seen)
    assert sorted(line.occurrence for one in seen for line in one.lines) == [1, 1, 2, 3]


@pytest.mark.parametrize("days", [(15, 17), (17, 15), (15, 17, 16)])
def test_whole_statements_that_are_numbered_like_pages_are_none(days):
    """A bank that writes the day of the month where others write the page: none is missing."""
    whole = ":60F:C240314CNY100,00", ":62F:C240315CNY101,00"
    seen = read(
        b"".join(mt940(CREDIT, opening=whole[0], closing=whole[1], number=f"0/{n}") for n in days)
    )
    assert [(one.entries, one.balanced, one.page_of) for one in seen] == [(1, True, None)] * len(
        days
    )


def test_a_page_that_stands_twice_in_a_file_is_a_contradiction():
    for file in (FIRST + SECOND + SECOND + THIRD, FIRST + SECOND + THIRD + SECOND):
        found = [str(one.contradiction) for one in read(file) if one.contradiction]
        assert found == ["page 2 of statement 00007 stands twice in the file"]


def test_pages_that_all_have_one_number_follow_each_other_by_their_balances():
    """So does a bank of whom we have files."""
    file = (FIRST + SECOND + THIRD).replace(b"/00002", b"/00001").replace(b"/00003", b"/00001")
    assert plain(file) == [("STARTUMS 00007/00001", 10_000, 10_200, 4, True)]


def test_a_page_that_does_not_open_where_the_one_before_closed_does_not_add_up():
    second = page(2, ":60M:C240315CNY102,00", ":62F:C240315CNY103,00", CREDIT)
    assert plain(FIRST + second) == [("STARTUMS 00007/00001", 10_000, 10_300, 2, False)]
    assert read(FIRST + second)[0].warnings == (
        "page.break: a page opens at 10200, the one before closed at 10100 (minor units)",
    )


def test_a_page_of_another_account_or_number_is_another_statement():
    other = SECOND.replace(b"35001000000001", b"35001000000002")
    assert [one[0] for one in plain(FIRST + other)] == [
        "STARTUMS 00007/00001",
        "STARTUMS 00007/00002",
    ]
    assert len(read(FIRST + SECOND.replace(b"00007", b"00008"))) == 2


def test_a_statement_that_opens_anew_continues_no_other():
    again = page(2, ":60F:C240315CNY101,00", ":62F:C240315CNY100,00", DEBIT)
    assert [one[3:] for one in plain(FIRST + again)] == [(1, True), (1, True)]


def test_a_page_alone_says_that_others_are_missing():
    (seen,) = read(SECOND)
    assert seen.balanced
    assert seen.warnings == (
        "page.first: opens between pages (60M): pages are missing before",
        "page.last: closes between pages (62M): pages are missing behind",
    )


def test_several_statements_stand_in_one_file():
    file = mt940(CREDIT, closing=":62F:C240315CNY101,00") + mt940(DEBIT, number="8/1")
    assert [(one[0], one[4]) for one in plain(file)] == [
        ("STARTUMS 7/1", True),
        ("STARTUMS 8/1", False),
    ]


@pytest.mark.parametrize(
    "bent",
    [
        lambda file: file.replace(b"\n", b"\r\n"),
        lambda file: file.replace(b"\n", b"\r"),
        lambda file: b"\xef\xbb\xbf" + file,
        lambda file: b"\x01\r\n" + file + b"\x03\x1a",
        lambda file: ENVELOPE + file.replace(b"\n-\n", b"\n-}{5:}\n"),
        lambda file: ENVELOPE[:-1] + file.replace(b"\n-\n", b"-}{5:{CHK:0}}"),
        lambda file: b"ABNANL2A\n940\nABNANL2A\n" + file,
        lambda file: b":940:\n\n" + file.replace(b"-\n", b"\n"),
        lambda file: file.replace(b":86:", b":\n86:"),
        lambda file: file.replace(b"C1,00", b"C\n1,00"),
        lambda file: file.replace(b"\n", b"   \n"),
        lambda file: file.removesuffix(b"\n-\n"),
    ],
)
def test_transports_leave_the_statement_as_it_was(bent):
    file = mt940(CREDIT, ":86:a note", DEBIT)
    assert bent(file) != file
    assert read(bent(file)) == read(file)


@pytest.mark.parametrize(
    ("encoding", "note", "warning"),
    [
        ("UTF-8", "投标保证金 Zürich", None),
        ("GB18030", "漳州市建设有限公司 投标保证金 𠮷", "GB18030"),
        ("latin-1", "Gebühr für März", "latin-1"),
    ],
)
def test_texts_are_read_in_the_encoding_their_bytes_are_in(encoding, note, warning):
    file = mt940(CREDIT, ":86:NOTE").replace(b"NOTE", note.encode(encoding))
    (seen,) = read(file)
    assert seen.lines[0].note == note
    said = f"encoding.{warning}: entry 1 is not UTF-8: read as {warning}"
    assert seen.warnings == ((said,) if warning else ())


def test_a_text_reads_alike_whatever_stands_elsewhere_in_the_file():
    file = mt940(CREDIT, ":86:NOTE", DEBIT, ":86:OTHER")
    latin = file.replace(b"NOTE", "Gebühr".encode("latin-1"))
    both = latin.replace(b"OTHER", "投标".encode())
    assert read(both)[0].lines[0] == read(latin)[0].lines[0]


def test_a_text_that_looks_like_a_field_is_text():
    (seen,) = read(mt940(CREDIT, ":86:on 2024-03-15T13\n:20:11\nsecond\n:28:31", DEBIT))
    assert seen.lines[0].note == "on 2024-03-15T13\n:20:11\nsecond\n:28:31"
    assert seen.entries == 2


def test_what_is_no_text_is_white_space():
    (seen,) = read(mt940(":61:240315C0,00NTRFE\x01F//B\x002", ":86:a\0b\x85c\x1f"))
    assert (seen.lines[0].end_to_end_id, seen.lines[0].serial) == ("E F", "B 2")
    assert seen.lines[0].note == "a b c"


def test_a_second_balance_that_differs_is_told():
    file = mt940(":64:C240315CNY1,00", closing=":62F:C240315CNY90,00\n:62F:C240315CNY100,00")
    (seen,) = read(file)
    assert (seen.closing_minor, seen.balanced) == (10_000, True)
    assert seen.warnings == ("balance.twice: more than one closing balance: the last counts",)


def test_a_balance_in_another_currency_is_not_used():
    (seen,) = read(mt940(closing=":62F:C240315USD100,00"))
    assert (seen.closing_minor, seen.balanced) == (None, None)
    assert seen.warnings == ("balance.currency: 62F is in USD, the account in CNY: not used",)
    assert str(seen.contradiction) == "62F is in USD, the account in CNY"


def test_beside_one_in_the_accounts_own_it_contradicts_nothing():
    for both in (
        ":62F:C240315USD9,00\n:62F:C240315CNY100,00",
        ":62F:C240315CNY100,00\n:64:C240315USD9,",
    ):
        (seen,) = read(mt940(closing=both))
        assert (seen.contradiction, seen.balanced) == (None, True)


def test_a_balance_without_a_currency_is_in_that_of_the_account():
    (seen,) = read(mt940(closing=":62F:C240315100,00"))
    assert seen.balanced
    assert seen.warnings == ("balance.bare: 62F names no currency: read as CNY",)


def test_a_statement_is_of_one_format_only(statement):
    for file in (mt940(CREDIT), statement()):
        assert [form.recognises(file) for form in FORMATS].count(True) == 1
    assert recognised(mt940()).media_type == "text/plain"


def test_a_check_has_the_columns_of_every_format(tmp_path: Path):
    (tmp_path / "day.sta").write_bytes(mt940(CREDIT))
    (row,) = check_files([tmp_path / "day.sta"])
    assert (row["format"], row["profile"], row["balanced"]) == ("mt940", None, False)
    assert (row["opening_fen"], row["credits_fen"], row["closing_fen"]) == (10_000, 100, 10_000)
    assert (row["from"], row["to"], row["error"]) == ("2024-03-14", "2024-03-15", None)
