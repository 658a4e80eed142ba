"""What cannot be read as MT940 is refused in one sentence that says where and what."""

from pathlib import Path

import pytest

from api.banks.statements.format import StatementError
from api.banks.statements.mt940 import MT940
from api.banks.statements.register import read
from tests.api.banks.statements.mt940_files import CREDIT, mt940
from tests.kit.chunks import Chunks


def refusal(file: bytes, **limits: int) -> str:
    with pytest.raises(StatementError) as refused:
        read(file, **limits)
    return str(refused.value)


def test_a_text_that_the_package_takes_for_an_entry_is_refused():
    """Control characters are no text; without this one the colon would stand before its tag."""
    file = mt940(CREDIT, ":86:x\n:\x05\n61:2403150315C5,00NTRFNONREF")
    assert "entry 1: field 61" in refusal(file)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("C1,00", "C1,001", "entry 1: amount '1.001' has more decimals than CNY has (2)"),
        ("C1,00", "C1.234,56", "entry 1: field 61 '2403150315C1.234,56NTRFNONREF//B1' is not of"),
        ("C1,00", "C-1,00", "is not of the form 2405310531C1234,56NTRFNONREF//B1"),
        ("C1,00", "CC", "is not of the form"),
        ("C1,00", "EC1,00", "is not of the form"),  # expected, so no money
        ("C1,00", "C99999999999999999,00", "is larger than 9007199254740991 minor units"),
        ("2403150315", "2413150315", "entry 1: field 61 '2413150315C1,00"),
        ("CNY100,00", "cny100,00", "currency 'cny' is not a code of three capital letters"),
        (":60F:C", ":60F:X", "field 60F 'X240314CNY100,00' is not of the form C240531CNY1234,56"),
        (":62F:C240315CNY100,00", ":62F:C240315CNY1.00,0", "statement STARTUMS 7/1: field 62F"),
        (":25:35001000000001\n", "", "statement STARTUMS 7/1 names no account (field 25)"),
        (":28C:", ":25:999\n:28C:", "field 25 names '999' after '35001000000001'"),
        (":20:STARTUMS\n", ":25:1\n:20:STARTUMS\n", "field 25 stands before any field 20"),
        (":62F:", ":60F:C240315CNY1,00\n:62F:", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old, new, sentence):
    file = mt940(CREDIT)
    assert old.encode() in file
    bent = file.replace(old.encode(), new.encode(), 1)
    if sentence is None:
        assert [w.partition(":")[0] for w in read(bent)[0].warnings] == ["balance.twice"]
    else:
        assert sentence in refusal(bent)


def test_an_identifier_is_never_cut_two_might_be_the_same():
    file = mt940(CREDIT, number="7" * 91)
    assert read(file)[0].identifier == f"STARTUMS {'7' * 91}"
    for longer in (file.replace(b"STARTUMS", b"STARTUMSX"), mt940(CREDIT, number="7" * 92)):
        assert "has 101 characters, at most 100 are read" in refusal(longer)


def test_a_second_statement_begins_with_a_field_20():
    file = mt940(CREDIT) + b":60F:C240315CNY1,00\n"
    assert refusal(file).endswith("a second opening balance, and no field 20 before it")


def test_without_a_currency_anywhere_nothing_is_read():
    sentence = "statement STARTUMS 7/1 names no currency (60, 62, 64, 65 are missing)"
    assert refusal(mt940(CREDIT, opening=None, closing=None)) == sentence


def test_entries_do_not_wait_for_a_currency_without_end():
    waiting = mt940(*[CREDIT] * 10_000, opening=None)
    assert read(waiting)[0].entries == 10_000
    assert "10000 entries, and no balance" in refusal(mt940(*[CREDIT] * 10_001, opening=None))


def test_what_is_too_large_is_refused():
    assert refusal(mt940(CREDIT), largest=100) == "the file is larger than 100 bytes"
    large = "one entry is larger than 64 KiB"
    assert refusal(mt940(CREDIT, ":86:" + "x" * 70_000)) == large
    assert refusal(mt940(CREDIT, ":86:" + "x\n" * 40_000)) == large
    assert refusal(mt940(CREDIT, *[":86:x"] * 20_000)) == large


@pytest.mark.parametrize("more", [b"x", b"x\n"])
def test_what_never_ends_is_not_read_to_its_end(more):
    head = mt940(CREDIT, ":86:", closing=None).removesuffix(b"\n-\n")
    chunks = iter([head, *[more * 20_000] * 10])
    with pytest.raises(StatementError, match="one entry is larger"):
        list(MT940.parts(Chunks(chunks)))
    assert len(list(chunks)) > 5


def test_a_file_name_is_no_file(tmp_path: Path):
    """Left to itself the package would open a file of this name."""
    (tmp_path / "there").write_bytes(mt940(CREDIT))
    assert "no statement format" in refusal(str(tmp_path / "there").encode())


def test_a_banks_lines_stay_out_of_the_log(caplog, capfd):
    with pytest.raises(StatementError):
        read(mt940(":61:nonsense of a bank"))
    assert "nonsense" not in caplog.text + capfd.readouterr().err
