"""A message that does not follow its schema is told of, where there is one; its money counts."""

import re
from pathlib import Path

import pytest
from lxml import etree

from api.banks.statements.check import check_files
from api.banks.statements.format import StatementError
from api.banks.statements.register import read
from api.banks.statements.schemas import VARIABLE

NAME = "camt.053.001.08"
OURS = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
 xmlns="urn:iso:std:iso:20022:tech:xsd:{NAME}"
 targetNamespace="urn:iso:std:iso:20022:tech:xsd:{NAME}">
<xs:complexType name="Any"><xs:sequence>
 <xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
<xs:element name="Document" type="Any"/><xs:element name="BkToCstmrStmt" type="Any"/>
<xs:element name="Stmt" type="Any"/>
<xs:element name="Ntry"><xs:complexType><xs:sequence>
 <xs:element name="Amt"/><xs:element name="CdtDbtInd"/><xs:element name="Sts"/>
 <xs:element name="BookgDt"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""
"""A stricter entry than ISO's: of nothing but amount, direction, status and day."""
REST = "<AcctSvcrRef>{}</AcctSvcrRef>"
FOREIGN = "schema: does not follow camt.053.001.08: Element 'AcctSvcrRef': This element is not"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "iso").mkdir()
    (tmp_path / f"iso/{NAME}.xsd").write_text(OURS)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


def test_what_follows_its_schema_is_not_spoken_of(folder, statement, entry):
    (found,) = read(statement(entry(), closing="101.00"))
    assert (found.balanced, found.warnings, found.schema) == (True, (), NAME)


def test_what_does_not_is_read_all_the_same_and_said_once(folder, statement, entry):
    entries = [entry(rest=REST.format(number)) for number in (1, 2, 3)]
    (found,) = read(statement(*entries, closing="103.00"))
    assert (found.balanced, found.booked, found.schema) == (True, 3, NAME)
    assert [warning.startswith(FOREIGN) for warning in found.warnings] == [True]


def test_without_schemas_or_without_this_one_nothing_is_held_against_it(
    folder, statement, entry, monkeypatch
):
    foreign = statement(entry(rest=REST.format(1)), closing="101.00")
    (found,) = read(foreign.replace(b"camt.053.001.08", b"camt.053.001.09"))
    assert (found.warnings, found.schema) == ((), None)
    monkeypatch.delenv(VARIABLE)
    (found,) = read(foreign)
    assert (found.warnings, found.schema) == ((), None)


def test_a_check_names_the_schema_or_that_there_was_none(folder, statement, entry, monkeypatch):
    file = folder / "day.xml"
    file.write_bytes(statement(entry(), closing="101.00"))
    assert [row["schema"] for row in check_files([file])] == [NAME]
    monkeypatch.delenv(VARIABLE)
    assert [row["schema"] for row in check_files([file])] == [None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_statement_that_is_wrong_is_named_whatever_the_encoding(
    folder, statement, entry, encoding
):
    good, bad = entry(), entry(rest=REST.format(1))
    one, two = (statement(what, closing="101.00").decode() for what in (good, bad))
    head, tail = one.split("</Stmt>"), two[two.index("<Stmt>") :]
    file = f"{head[0]}</Stmt>{tail}".replace('encoding="UTF-8"', f'encoding="{encoding}"')
    first, second = read((file + " " * 70_000).encode(encoding))
    told = [warning for one in (first, second) for warning in one.warnings]
    assert [warning.startswith(FOREIGN) for warning in told] == [True]
    assert (first.balanced, second.balanced) == (True, True)


def test_a_folder_or_a_schema_that_is_none_is_named(folder, statement, monkeypatch):
    (folder / "iso/camt.053.001.07.xsd").write_text("<xs:schema")
    with pytest.raises(StatementError, match=r"schema .*camt.053.001.07.xsd: "):
        read(statement().replace(b"camt.053.001.08", b"camt.053.001.07"))
    monkeypatch.setenv(VARIABLE, str(folder / "none"))
    with pytest.raises(StatementError, match=r"schemas: .*none is no folder"):
        read(statement())


def test_of_real_files_exactly_those_are_told_that_another_reader_finds_wrong(
    real_files, monkeypatch
):
    iso = Path(__file__).parents[5] / "shared/data/xsd"
    monkeypatch.setenv(VARIABLE, str(iso))
    told = {row["file"] for row in check_files(real_files) if _told(row["warnings"])}
    read_by_us = {row["file"] for row in check_files(real_files) if row["error"] is None}
    wrong = {str(file) for file in real_files if not _valid(file, iso)}
    assert len(wrong) > 90
    assert told == wrong & read_by_us


def _told(warnings: list[str]) -> bool:
    return any(warning.startswith("schema: ") for warning in warnings)


def _valid(file: Path, iso: Path) -> bool:
    """As lxml finds with the whole file before it."""
    data = file.read_bytes()
    named = re.search(rb"tech:xsd:(camt\.05[234]\.001\.[0-9]{2})", data)
    assert named is not None
    (schema, *_) = sorted(iso.rglob(f"{named[1].decode()}.xsd"))
    return etree.XMLSchema(etree.parse(schema)).validate(etree.fromstring(data))
