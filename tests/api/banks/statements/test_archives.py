"""A zip is read as its files; what could harm, or cannot be told, is refused by name."""

from hashlib import shake_128
from struct import pack_into
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipInfo

import pytest

from api.banks.statements import archive
from api.banks.statements.archive import documents
from api.banks.statements.check import check_files, exit_code
from api.banks.statements.format import StatementError
from api.banks.statements.opening import whole
from api.banks.statements.register import read
from tests.kit.bank_tables import xlsx_file
from tests.kit.zips import by_info_zip, stored_name, zipped

FLAGS, CHECKSUM, UNPACKED, PLACE = 8, 16, 24, 42
"""Where they stand in a directory's entry."""
LINK = 0o120777 << 16


@pytest.fixture
def checked(tmp_path):
    """What `statements check` says of a zip: (name within, balanced or the error) of each row."""

    def looked_at(data: bytes) -> list[tuple[str, object]]:
        path = tmp_path / "may.zip"
        path.write_bytes(data)
        rows = list(check_files([path]))
        assert all(row["file"].startswith(str(path)) for row in rows)
        return [(row["file"].removeprefix(str(path)), row["error"] or row["balanced"])
                for row in rows]  # fmt: skip

    return looked_at


def in_directory(data: bytes, offset: int, value: int, form: str = "<H") -> bytes:
    """The same zip of one file, with another number in its directory."""
    changed = bytearray(data)
    pack_into(form, changed, data.index(b"PK\x01\x02") + offset, value)
    return bytes(changed)


def named(name: str, attributes: int = 0) -> ZipInfo:
    member = ZipInfo(name)
    member.external_attr = attributes
    return member


def test_each_file_has_its_rows_under_its_name(checked, statement, entry):
    good, wrong = statement(entry(), closing="101.00"), statement(entry())
    two = good.replace(b"</BkToCstmrStmt>", good[good.index(b"<Stmt>") : -len(b"</Document>")])
    data = zipped(("a.xml", good), ("days/b.xml", wrong), ("c.xml", two), ("d.txt", b"hello"))
    said = checked(data)
    assert said[:2] == [("/a.xml", True), ("/days/b.xml", False)]
    assert said[2:4] == [("/c.xml", True), ("/c.xml", True)]
    ((name, why),) = said[4:]
    assert name == "/d.txt"
    assert str(why).startswith("the file is in no statement format")


def test_a_file_reads_out_of_a_zip_as_it_reads_by_itself(tmp_path, statement, entry):
    path, data = tmp_path / "a.zip", statement(entry(), entry(), closing="102.00")
    path.write_bytes(zipped(("a.xml", data)))
    (found,) = [read(one.file) for one in documents(path, "a.zip")]
    assert found == read(data)
    assert [whole(one.file) for one in documents(path.read_bytes(), "a.zip")] == [data]


@pytest.mark.parametrize("method", [ZIP_STORED, 8])
def test_a_workbook_is_a_workbook_by_itself_and_in_a_zip(checked, tmp_path, method):
    book = xlsx_file([["交易日期"]])
    (alone,) = documents(book, "a.xlsx")
    assert (alone.name, alone.packed) == ("a.xlsx", False)
    ((name, why),) = checked(zipped(("a.xlsx", book), method=method))
    assert name == "/a.xlsx"
    assert str(why).startswith("the table fits no bank profile")


def test_folders_and_what_a_mac_adds_are_no_files(checked, statement):
    data = zipped(
        ("days/", b""), ("days/a.xml", statement()), ("__MACOSX/days/._a.xml", b"\0"),
        ("days/.DS_Store", b"\0"),
    )  # fmt: skip
    assert checked(data) == [("/days/a.xml", True)]


def test_a_name_in_chinese_is_shown_as_it_was_written(checked, statement):
    marked = zipped(("五月.xml", statement()))
    assert checked(marked) == [("/五月.xml", True)]
    for encoding, plain in (("utf-8", "abcdef.xml"), ("gb18030", "abcd.xml")):
        unmarked = zipped((plain, statement()))
        data = stored_name(unmarked, plain, "五月.xml".encode(encoding))
        assert checked(data) == [("/五月.xml", True)]


@pytest.mark.parametrize("name", ["五月.xml", "éa.xml", "𠮷.xml"])
def test_a_name_that_info_zip_wrote_a_second_time_is_that_name(checked, statement, name):
    assert checked(by_info_zip(name, statement())) == [(f"/{name}", True)]
    assert checked(by_info_zip(f"../{name}", statement())) == [
        (f"/../{name}", "this file of the zip has a name that leads out of it: rename it")
    ]


@pytest.mark.parametrize(
    "name", ["/etc/a.xml", "../a.xml", "days/../../a.xml", "..\\a.xml", "C:\\a.xml"]
)
def test_a_name_that_leads_elsewhere_is_refused(checked, statement, name):
    data = zipped((name, statement()), ("b.xml", statement()))
    said = checked(data)
    assert [str(why) for _, why in said] == [
        "this file of the zip has a name that leads out of it: rename it",
        "True",
    ]


def test_nothing_is_written_to_a_disk(checked, statement, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    checked(zipped(("a.xml", statement()), ("../b.xml", statement()), ("c.xlsx", b"PK")))
    assert [path.name for path in tmp_path.rglob("*")] == ["may.zip"]


@pytest.mark.parametrize(
    ("member", "why"),
    [
        (lambda good: zipped((named("a.xml", LINK), good)), "is a link to another"),
        (lambda good: in_directory(zipped(("a.xml", good)), FLAGS, 1), "a password"),
        (lambda good: zipped(("a.xml", good), method=ZIP_BZIP2), "is packed by method 12"),
        (lambda good: in_directory(zipped(("a.xml", good)), CHECKSUM, 7, "<I"), "is damaged"),
        (lambda good: in_directory(zipped(("a.xml", good)), UNPACKED, 99, "<I"), "is damaged"),
        (lambda good: in_directory(zipped(("a.xml", good)), PLACE, 9, "<I"), "is damaged"),
        (lambda good: zipped(("a.xml", zipped(("b.xml", good)))), "a zip stands where one"),
        (lambda good: zipped(("a.xml", zipped(("b.xml", good))), method=0), "a zip stands where"),
    ],
    ids=["link", "locked", "method", "checksum", "size", "offset", "nested", "in-plain"],
)
def test_an_odd_file_is_refused_by_name(checked, statement, member, why):
    ((name, said),) = checked(member(statement()))
    assert name == "/a.xml"
    assert why in str(said)


def test_of_two_files_of_one_name_neither_is_read(checked, statement):
    with catch_warnings():
        simplefilter("ignore")  # Python warns of it while it is written
        data = zipped(("a.xml", statement()), ("a.xml", statement()), ("b.xml", statement()))
    twice = "this file of the zip stands in it twice: which one counts?"
    assert checked(data) == [("/a.xml", twice), ("/a.xml", twice), ("/b.xml", True)]


def test_a_bomb_is_refused_before_it_is_unpacked(checked, statement):
    bomb = statement()[:200] + b" " * (8 << 20)
    alone = checked(zipped(("a.xml", bomb)))
    assert alone == [("", "the zip unpacks to more than 200 times its size")]
    beside = checked(zipped(("a.xml", bomb), ("b.bin", _noise(1 << 20))))
    assert beside[0] == ("/a.xml", "this file of the zip unpacks to more than 200 times its size")


def test_files_that_share_their_bytes_are_weighed_together(checked, statement):
    """Many directory entries, one body: each harmless, all of them not."""
    data = zipped(("a.xml", statement()[:200] + b" " * 100_000))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    many = bytearray(data[:start] + data[start:end] * 400 + data[end:])
    pack_into("<HHI", many, len(many) - 14, 400, 400, (end - start) * 400)
    ((name, why),) = checked(bytes(many))
    assert (name, why) == ("", "the zip unpacks to more than 200 times its size")


def test_the_number_of_files_and_what_they_unpack_to_have_limits(checked, statement, monkeypatch):
    data = zipped(*((f"{n}.xml", statement()) for n in range(4)))
    assert len(checked(data)) == 4
    monkeypatch.setattr(archive, "MEMBERS", 3)
    assert checked(data) == [("", "the zip has more than 3 members")]
    with pytest.raises(StatementError, match="unpacks to more than 0 MiB"):
        list(documents(zipped(("a.xml", statement())), "a.zip", within=len(statement()) - 1))


def test_one_file_of_a_zip_has_the_limit_of_any_file(tmp_path, statement):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("a.xml", statement())))
    (row,) = check_files([path], largest=len(statement()) - 1)
    assert row["error"] == f"the file is larger than {len(statement()) - 1} bytes"
    assert row["file"] == f"{path}/a.xml"


@pytest.mark.parametrize("data", [zipped(), b"PK\x03\x04", b"PK\x05\x06" + bytes(9)])
def test_a_zip_of_nothing_fails(checked, data):
    ((name, why),) = checked(data)
    assert name == ""
    assert why in ("the zip holds no file", "the zip is no whole zip file: was it cut off?")


def test_every_cut_of_a_zip_is_refused_or_read(tmp_path, statement):
    data, path = zipped(("a.xml", statement()), ("b.xml", statement())), tmp_path / "a.zip"
    for length in range(4, len(data)):
        path.write_bytes(data[:length])
        assert exit_code(check_files([path])) == 1


def _noise(size: int) -> bytes:
    """Bytes that cannot be packed."""
    return shake_128(b"noise").digest(size)
