"""`export pack`, `verify` and `replay` of it: a lot's streams, proved and folded, from one file."""

import re
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from api.cli.exits import NOT_VERIFIED, USAGE
from api.packs import NotRegistered
from ledger import logfile
from ledger import pack as packs
from ledger.checkpoint import parse
from ledger.verify_shape import KEYS, LAW
from tests.kit.demonstration import Kept
from tests.kit.packs import only

FACT_OF_THE_CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\b[A-Z]+_[A-Z_]+\b")
"""As attributes and members of enumerations are called."""


@pytest.fixture
def trust(kept: Kept) -> Path:
    return kept.folder / "trust.json"


@pytest.fixture
def lot(books: Any) -> str:
    """One of the demonstration's, open by now."""
    rows = books("log", "--limit", "10000", "--json").json
    return str(next(row["code"] for row in rows if row["name"] == "BidOpened"))


@pytest.fixture
def file(books: Any, lot: str, tmp_path: Path) -> Path:
    made = tmp_path / "lot.zip"
    told = books("export", "pack", lot, made, "--json").json
    assert told["streams"] > 5
    assert told["events"] == len(packs.read(made).forms)
    return made


def test_a_pack_is_verified_where_nothing_else_is(
    books: Any, file: Path, trust: Path, lot: str
) -> None:
    told = books("verify", file, "--trust", trust, "--json").json
    assert told["ok"]
    assert told["of"] == f"lot/{lot}"
    assert f"lot/{lot}" in told["streams"]
    said = books("verify", file, "--trust", trust, "--of", lot).out
    assert "whole streams" in said
    assert f"lot {lot}" in said


def test_who_asks_for_another_lot_is_told_which_this_is(
    books: Any, file: Path, trust: Path, lot: str
) -> None:
    for command in ("verify", "replay"):
        ran = books(command, file, "--trust", trust, "--of", "ANOTHER", code=NOT_VERIFIED)
        assert f"lot {lot}" in ran.err
        assert "ANOTHER" in ran.err
        assert "Verified" not in ran.out
        told = books(command, file, "--trust", trust, "--of", "X", "--json", code=NOT_VERIFIED).json
        assert not told["ok"]
        assert lot in told["refused"]


def test_of_the_whole_log_nobody_asks_what_it_is_of(books: Any, lot: str) -> None:
    assert "--of" in books("verify", "--of", lot, code=USAGE).err


def test_a_pack_of_nothing_is_not_the_same_as_anything(books: Any, file: Path, trust: Path) -> None:
    """Law and keys are in every pack; what it was asked for can be left out by hand."""
    made = packs.read(file)
    packs.write(file, only(made, {LAW, KEYS}))
    for arguments in (("verify",), ("replay", "--compare")):
        said = books(arguments[0], file, "--trust", trust, *arguments[1:], code=NOT_VERIFIED).out
        assert "it is a pack of nothing" in said
        assert "The same" not in said
    numbers = {one.number for one in made.streams}
    lots = {number for number in numbers if b'"kind":"lot"' in _registered(made, number)}
    assert lots
    packs.write(file, only(made, numbers - lots))
    ran = books("replay", file, "--trust", trust, "--compare", code=NOT_VERIFIED)
    assert "one project, or of one lot" in ran.err
    assert "The same" not in ran.out


def _registered(made: packs.Pack, number: int) -> bytes:
    return next(one for one in made.forms if b'"number":%d,' % number in one)


def test_a_pack_is_replayed_and_compared(
    books: Any, file: Path, trust: Path, lot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = books("replay", file, "--trust", trust, "--compare", "--json").json
    assert told["differing"] == []
    facts = next(one["facts"] for one in told["streams"] if one["stream"] == f"lot/{lot}")
    assert facts["opened"]
    assert told["of"] == f"lot/{lot}"
    said = books("replay", file, "--trust", trust, "--compare").out
    assert f"lot/{lot} Phase: " in said
    assert f"lot/{lot} Seals: open" in said
    assert f"Verified, lot {lot}" in said
    assert f"The same as the installation has it: lot {lot}." in said
    monkeypatch.setenv("ZHANGBEN_LANG", "zh")
    said = books("replay", file, "--trust", trust).out
    assert f"lot/{lot} 阶段：" in said
    assert not FACT_OF_THE_CODE.search(said)


def test_a_checkpoint_that_was_kept_binds_both_who_verifies_and_who_replays(
    books: Any, file: Path, trust: Path, lot: str, tmp_path: Path
) -> None:
    """One that is older than the pack wants the nodes between: the export was asked for with it."""
    first = next(one for one in checkpoints(books, tmp_path) if one[0] < size_of(file))
    kept = tmp_path / "kept.txt"
    kept.write_text(first[1], "utf-8")
    for command in ("verify", "replay"):
        said = books(command, file, "--trust", trust, "--checkpoint", kept, code=NOT_VERIFIED)
        assert "[pack.apart]" in said.out
    books("export", "pack", lot, file, "--checkpoint", kept)
    for command in ("verify", "replay"):
        assert lot in books(command, file, "--trust", trust, "--checkpoint", kept).out


def size_of(file: Path) -> int:
    """Of the log that a pack is of."""
    return parse(packs.read(file).note).checkpoint.size


def checkpoints(books: Any, folder: Path) -> list[tuple[int, str]]:
    """Those that the log has, with their sizes."""
    books("export", "log", folder / "log.txt")
    with logfile.read(folder / "log.txt") as (_, notes):
        return [(parse(note).checkpoint.size, note) for note in notes]


def test_a_pack_is_always_verified_whole_and_says_so(books: Any, file: Path, trust: Path) -> None:
    said = books("verify", file, "--trust", trust, "--fast")
    assert "always verified whole" in said.err
    assert "full verification" in said.out
    assert "always" not in books("verify", file, "--trust", trust, "--full").err
    told = books("verify", file, "--trust", trust, "--fast", "--json")
    assert told.json["depth"] == "full"


def test_an_installation_that_knows_nothing_of_it_says_so(
    books: Any, file: Path, trust: Path, lot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be an older copy."""
    monkeypatch.setattr("api.cli.packing.differing", Mock(side_effect=NotRegistered(lot)))
    ran = books("replay", file, "--trust", trust, "--compare", code=NOT_VERIFIED)
    assert f"no lot is called {lot}" in ran.err


def test_an_earlier_position_is_another_state(
    books: Any, file: Path, trust: Path, lot: str
) -> None:
    now = books("replay", file, "--trust", trust, "--json").json["streams"]
    rows = books("log", "--limit", "10000", "--json").json
    at = next(row["position"] for row in rows if row["name"] == "BidOpened" and row["code"] == lot)
    then = books("replay", file, "--trust", trust, "--at", at - 1, "--json").json["streams"]
    of = {one["stream"]: one for one in then}[f"lot/{lot}"]
    assert not of["facts"]["opened"]
    assert of["digest"] != {one["stream"]: one for one in now}[f"lot/{lot}"]["digest"]


def test_what_was_left_out_or_changed_by_hand_is_no_more_the_same(
    books: Any, file: Path, trust: Path, lot: str
) -> None:
    """A whole stream can be left out of a pack; who has the log counts them."""
    made = packs.read(file)
    deposit = made.streams[-1].number
    packs.write(file, only(made, {one.number for one in made.streams} - {deposit}))
    assert books("verify", file, "--trust", trust, "--json").json["ok"]
    told = books("replay", file, "--trust", trust, "--compare", "--json", code=NOT_VERIFIED).json
    assert told["differing"] == [f"#{deposit}"]


def test_a_position_beyond_the_end_is_none(books: Any, file: Path, trust: Path) -> None:
    assert "--at" in books("replay", file, "--trust", trust, "--at", 10**6, code=USAGE).err


def test_a_spoiled_pack_is_not_replayed(books: Any, file: Path, trust: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace(b'"LotDefined"', b'"LotDefinee"'))
    assert "cannot be read as a zip" in books("replay", file, "--trust", trust, code=3).err
    shutil.copy(trust, file)
    books("replay", file, "--trust", trust, code=NOT_VERIFIED)


def test_what_nobody_defined_has_no_pack(books: Any, tmp_path: Path) -> None:
    said = books("export", "pack", "NOBODY", tmp_path / "x.zip", code=USAGE).err
    assert "NOBODY" in said
    assert not (tmp_path / "x.zip").exists()
