"""What cannot be read is refused in one sentence that says where and what."""

import os
from pathlib import Path

import pytest

from api.banks.statements.format import StatementError
from api.banks.statements.register import FORMATS, read


def refusal(file: bytes | Path, **limits: int) -> str:
    with pytest.raises(StatementError) as refused:
        read(file, **limits)
    return str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '<Amt Ccy="CNY">1.00</Amt>',
            '<Amt Ccy="CNY">1.001</Amt>',
            "statement S1, entry 1: amount '1.001' has more decimals than CNY has (2)",
        ),
        (
            '<Amt Ccy="CNY">1.00</Amt>',
            '<Amt Ccy="USD">1.00</Amt>',
            "statement S1, entry 1: currency USD in an account kept in CNY",
        ),
        (
            '<Amt Ccy="CNY">1.00</Amt>',
            "<Amt>1.00</Amt>",
            "statement S1, entry 1: the amount has no currency (Amt, Ccy)",
        ),
        (
            '<Amt Ccy="CNY">1.00</Amt>',
            '<Amt Ccy="CNY"/>',
            "statement S1, entry 1: the amount is missing (Amt)",
        ),
        (
            "<CdtDbtInd>DBIT</CdtDbtInd>",
            "",
            "statement S1, entry 1: CdtDbtInd is missing, not CRDT or DBIT",
        ),
        (
            "<CdtDbtInd>DBIT</CdtDbtInd>",
            "<CdtDbtInd>C</CdtDbtInd>",
            "statement S1, entry 1: CdtDbtInd is C, not CRDT or DBIT",
        ),
        (
            "<BookgDt><Dt>2026-03-16",
            "<BookgDt><Dt>16.3.2026",
            "statement S1, entry 1: date '16.3.2026' is not of the form 2024-05-31"
            " or 2024-05-31T16:05:00+08:00",
        ),
        (
            "<Acct><Id><IBAN>CN01</IBAN></Id>",
            "<Acct>",
            "statement S1 names no account (Acct/Id/IBAN or Othr/Id)",
        ),
        (
            '<Amt Ccy="CNY">99.00</Amt>',
            "",
            "statement S1: balance CLBD has no amount with currency (Amt, Ccy)",
        ),
        (
            '<Amt Ccy="CNY">99.00</Amt>',
            '<Amt Ccy="CNY"> </Amt>',
            "statement S1: balance CLBD has no amount with currency (Amt, Ccy)",
        ),
        (
            "<Ccy>CNY</Ccy>",
            "<Ccy>yuan</Ccy>",
            "statement S1: currency 'yuan' is not a code of three capital letters",
        ),
    ],
)
def test_the_sentence_names_the_place_and_the_value(statement, entry, old, new, sentence):
    file = statement(entry(way="DBIT"), closing="99.00")
    assert file.count(old.encode()) == 1
    assert refusal(file.replace(old.encode(), new.encode())) == sentence


def test_an_identifier_is_never_cut_two_might_be_the_same(statement):
    named = statement().replace(b"S1", b"S" * 100)
    assert read(named)[0].identifier == "S" * 100
    assert refusal(named.replace(b"SSSS", b"SSSSS", 1)) == (
        f"statement 1: the statement's identifier '{'S' * 40}' has 101 characters, "
        "at most 100 are read"
    )


def test_a_currency_named_nowhere_is_refused(statement):
    bare = statement().replace(b"<Ccy>CNY</Ccy>", b"").replace(b"BD</Cd>", b"AV</Cd>")
    assert refusal(bare) == "statement S1 names no currency (Acct/Ccy)"


NONE = (
    "the file holds no statement, report or notification (BkToCstmrStmt/Stmt, "
    "BkToCstmrAcctRpt/Rpt, BkToCstmrDbtCdtNtfctn/Ntfctn)"
)


@pytest.mark.parametrize(
    ("message", "holder"), [("BkToCstmrDbtCdtNtfctn", "Ntfctn"), ("BkToCstmrAcctRpt", "Rpt")]
)
def test_a_part_of_another_message_is_refused(statement, message, holder):
    file = statement().replace(b"BkToCstmrStmt", message.encode())
    assert refusal(file) == f"Stmt stands in {message}, which holds {holder}"


def test_a_statement_within_a_statement_is_refused(statement, entry):
    message = statement()[statement().index(b"<BkTo") :].removesuffix(b"</Document>").decode()
    for where in (statement(entry(rest=message)), statement(message)):
        assert refusal(where) == "one Stmt stands within another"


def test_a_message_without_a_statement_is_refused(statement):
    file = statement().replace(b"Stmt>", b"Stmnt>").replace(b"BkToCstmrStmnt", b"BkToCstmrStmt")
    assert refusal(file) == NONE


def test_a_statement_outside_its_message_is_none(statement):
    file = statement().replace(b"BkToCstmrStmt", b"Something")
    assert refusal(file) == NONE


@pytest.mark.parametrize(
    "file",
    [b"", b"\0", b"{}", b"<a/>", b":20:1\r\n", b"%PDF-1.7", b"a letter about camt.053"],
)
def test_other_files_are_no_format_we_read(file):
    names = ", ".join(form.name for form in FORMATS)
    assert refusal(file) == f"the file is in no statement format we read ({names})"


@pytest.mark.parametrize(
    "no_text", [b"\0", b"&#0;", b"&#x1;", b"&#xD800;", b"\xed\xa0\x80", b"\xed\xa0\xbd\xed\xb8\x80"]
)
def test_xml_holds_nothing_that_is_no_text(statement, entry, no_text):
    for place in (b"S1", b"CN01", b"note"):
        file = statement(entry(rest="<AddtlNtryInf>note</AddtlNtryInf>"), closing="101.00")
        assert refusal(file.replace(place, place + no_text)).startswith("the file is not well-form")


def test_a_file_cut_off_is_refused_as_a_whole(statement, entry):
    file = statement(entry())
    assert refusal(file[:-30]).startswith("the file is not well-formed XML: ")


def test_billion_laughs_are_refused_before_the_first(statement):
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
    )
    file = statement().replace(b"<Document", f"<!DOCTYPE D [{laughs}]><Document".encode())
    said = "the file declares a document type (DTD); a statement has none"
    assert refusal(file.replace(b"<Id>S1", b"<Id>&l11;")) == said
    assert refusal(file.replace(b"<Stmt>", b'<Stmt a="&l11;">')) == said


def test_external_entities_are_refused(statement, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("S2")
    kind = f'<!DOCTYPE D [<!ENTITY x SYSTEM "{secret.as_uri()}">]><Document'
    file = statement().replace(b"<Document", kind.encode()).replace(b"<Id>S1", b"<Id>&x;")
    assert refusal(file) == "the file declares a document type (DTD); a statement has none"


def test_nesting_has_a_limit(statement, entry):
    deep = "<a>" * 254 + "</a>" * 254
    assert refusal(statement(entry(rest=deep))) == "elements are nested deeper than 256"
    assert refusal(statement(deep + deep)) == "elements are nested deeper than 256"
    assert read(statement(entry(rest="<a>" * 252 + "</a>" * 252)))


def test_a_file_has_a_limit(statement, entry):
    file = statement(entry(), closing="101.00")
    assert read(file, largest=len(file))[0].balanced
    assert refusal(file, largest=len(file) - 1) == f"the file is larger than {len(file) - 1} bytes"


def test_one_entry_has_a_limit(statement, entry):
    for heavy in (entry(rest="<a/>" * 1_200_000), entry(rest=f"<a {'a=""'}/>" * 550_000)):
        assert refusal(statement(heavy)) == "one entry is larger than 128 MiB"
    assert read(statement(entry(rest="<a/>" * 100_000)))


@pytest.mark.parametrize("before", ["<BkToCstmrStmt>", "<Stmt>", "<Bal>", "</Stmt>"])
def test_what_stands_beside_the_entries_has_the_same_limit(statement, before):
    junk = "<x><Ntry/><Stmt/></x>" * 300_000
    file = statement().decode().replace(before, junk + before, 1)
    assert refusal(file.encode()) == "one entry is larger than 128 MiB"


def test_what_stands_beside_the_entries_is_not_counted_again_for_each_of_it(statement, entry):
    """Counted again, these take a quarter of an hour."""
    beside = statement("<x/>" * 500_000, entry(), closing="101.00")
    assert [found.balanced for found in read(beside)] == [True]


def test_what_is_no_file_is_refused(tmp_path):
    assert refusal(tmp_path / "absent.xml").startswith("the file cannot be read: No such file")
    assert refusal(tmp_path).startswith("the file cannot be read: Is a directory")
    assert refusal(Path("/proc/self/mem")) == "the file cannot be read: Input/output error"
    assert refusal(Path("a\0b")).startswith("the file cannot be read: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT RUN as root: root may read every file")
def test_a_file_we_may_not_read_is_refused(tmp_path):
    locked = tmp_path / "locked.xml"
    locked.write_bytes(b"<a/>")
    locked.chmod(0)
    assert refusal(locked) == "the file cannot be read: Permission denied"
