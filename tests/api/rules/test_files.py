"""A pack as a file: written, changed by hand, read again; what cannot be says where."""

import json
from dataclasses import replace

import pytest

from api.rules.files import MOST_BYTES, NoPack, read, text_of
from tests.kit.tendering import PACK


@pytest.fixture
def file(tmp_path):
    """A pack written to a file."""
    path = tmp_path / "construction.json"
    path.write_text(text_of(PACK.written), "utf-8")
    return path


def changed(file, change):
    """The file with something changed by hand."""
    said = json.loads(file.read_text("utf-8"))
    change(said)
    file.write_text(json.dumps(said), "utf-8")
    return file


def test_what_is_written_is_read_again(file):
    assert read(file) == PACK.written
    assert "招标文件发出至投标截止" in file.read_text("utf-8")


def test_a_row_that_is_changed_by_hand_is_read_changed(file):
    changed(file, lambda said: said["rules"][0].update(zh="另一句"))
    first = replace(PACK.written.rules[0], zh="另一句")
    assert read(file).rules[0] == first


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda said: said.pop("code"), "construction.json: .*missing required field `code`"),
        (
            lambda said: said["rules"][3].update(at_most="five"),
            r"Expected `int \| null`, got `str` - at `\$.rules\[3\].at_most`",
        ),
        (
            lambda said: said["rules"][3].update(severity="BLOCK", evidence="K"),
            "construction.json: row .*blocks, but its source is not verified",
        ),
        (
            lambda said: said["lifecycle"][0].update(phases=["SOMEWHEN"]),
            "phase 'SOMEWHEN': expected one of DRAFT, REGISTERED",
        ),
    ],
)
def test_what_is_no_pack_is_refused_with_the_place(file, change, sentence):
    with pytest.raises(NoPack, match=sentence):
        read(changed(file, change))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b" " * (MOST_BYTES + 1)])
def test_any_other_file_is_refused_in_one_sentence(tmp_path, data):
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(NoPack, match=r"^x\.json: "):
        read(path)
