"""Any bytes as a statement file: one sentence that says what is wrong, and nothing stored of it."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.importing import Importer
from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.format import StatementError
from api.wiring import System
from tests.bad_input.conftest import DAY, NUMBER
from tests.bad_input.hostile import bent
from tests.kit.statement_files import Row, file, statement

LONGEST_SENTENCE = 1_000
ROWS = (
    Row(80_000_00, "S1", payer="漳州市甲建设有限公司", reference="62284804025648900001"),
    Row(-12_34, "S2", note="手续费"),
    Row(5, None, time="09:30:00+08:00"),
)
GOOD = file(statement(*ROWS, number=NUMBER, day=str(DAY)))
PIECES = (
    b"", b"-1", b"0", b"&#0;", b"&lt;", b"&x;", b"9" * 400, b"]]>", b"<!DOCTYPE x>", b"\0", b"\xff",
    b"<Ntry>", b"</Stmt>", b"<Sts>PDNG</Sts>", b"EUR", b"2026-02-30", b"0001-01-01", b"9999-12-31",
    b"CRDT", b"DBIT", b"<Amt Ccy='XXX'>1</Amt>", b"999999999999999.99", "e\u0301".encode(),
    "\u202e".encode(), "王".encode() * 400,
)  # fmt: skip


def offered(system: System, stored, data: bytes) -> str | None:
    """The sentence that the file was refused with; None when it was banked."""
    replay = system.replay
    importer = Importer(replay, system.blobs, lambda wanted: system.ask("bank", wanted))
    said = None
    try:
        importer.file(data)
    except (StatementError, CannotImport) as problem:
        said = str(problem)
    grew = stored.grew()
    if said is not None:
        assert grew == {} or "lies in quarantine" in said
        assert 10 < len(said) < LONGEST_SENTENCE
    return said


@settings(max_examples=50)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda data: GOOD[:200] + data))
def test_nonsense_is_no_statement(system, stored, data):
    assert offered(system, stored, data)


@settings(max_examples=150)
@given(data=bent(GOOD, PIECES))
def test_whatever_is_wrong_with_a_file_is_found_before_anything_is_written(system, stored, data):
    offered(system, stored, data)


def written(*rows: Row, **options) -> bytes:
    """A file of one statement of our account."""
    given_by_default = {"number": NUMBER, "day": str(DAY + timedelta(days=1))}
    return file(statement(*rows, **(given_by_default | options)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no statement format"),
        (b"PK\x03\x04", "unpack it first"),
        (GOOD[:-30], "not well-formed"),
        (b'<!DOCTYPE x [<!ENTITY y "z">]>' + GOOD[39:], "DTD"),
        (written(*ROWS, number="999"), "account 999 is not open here; open ones: " + NUMBER),
        (written(Row(1), number="9" * 5000), "account 999"),
        (b"<?" + b"x" * 5000 + GOOD[39:], "not well-formed"),
        (written(Row(1), currency="EUR"), "is in CNY, the statement in EUR"),
        (written(Row(100), opening=0, closing=99), "does not add up"),
        (written(Row(0)), "moves nothing"),
        (written(Row(1)).replace(b"0.01", b"0.015"), "more decimals"),
        (written(Row(1)).replace(b"0.01", b"-0.01"), "without sign"),
        (written(Row(1), day="2026-02-30"), "2026-02-30"),
        (written(Row(2**53)), "larger than"),
        (written(Row(1), number=""), ""),
        (file(*[statement(Row(1), number=NUMBER, day="2026-03-18")] * 2), "two statements"),
    ],
)
def test_what_is_wrong_is_named(system, stored, data, sentence):
    said = offered(system, stored, data)
    assert said is not None
    assert sentence in said


def test_a_statement_that_contradicts_itself_says_by_how_much(system, stored):
    wrong = written(Row(80_000_00), Row(-1), opening=5, closing=7)
    assert offered(system, stored, wrong)
    with pytest.raises(DoesNotAddUp, match=r"opens at 5.*8000000.*1.*closes at 7"):
        replay = system.replay
        Importer(replay, system.blobs, system.ask).file(wrong)


def test_of_two_statements_one_that_is_wrong_spoils_both(system, stored):
    good, bad = (statement(Row(1), number=number, day="2026-03-19") for number in (NUMBER, "999"))
    assert offered(system, stored, file(good, bad))
    assert offered(system, stored, file(bad, good))
    assert offered(system, stored, file(good)) is None
