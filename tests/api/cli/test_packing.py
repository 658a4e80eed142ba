"""`export pack`, `verify` and `replay` of it: a lot's streams, proved and folded, from one file."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.cli.exits import NOT_VERIFIED, USAGE
from ledger import pack as packs
from tests.kit.demonstration import Kept

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
    assert f"lot/{lot}" in told["streams"]
    assert "whole streams" in books("verify", file, "--trust", trust).out


def test_less_than_all_of_a_pack_is_not_verified_and_that_is_said(
    books: Any, file: Path, trust: Path
) -> None:
    said = books("verify", file, "--trust", trust, "--fast")
    assert "a pack is always verified whole" in said.out
    assert "always" not in books("verify", file, "--trust", trust).out
    told = books("verify", file, "--trust", trust, "--fast", "--json").json
    assert (told["ok"], told["depth"]) == (True, "full")


def test_a_pack_is_replayed_and_compared(
    books: Any, file: Path, trust: Path, lot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = books("replay", file, "--trust", trust, "--compare", "--json").json
    assert told["differing"] == []
    facts = next(one["facts"] for one in told["streams"] if one["stream"] == f"lot/{lot}")
    assert facts["opened"]
    said = books("replay", file, "--trust", trust).out
    assert f"lot/{lot} Phase: " in said
    assert f"lot/{lot} Seals: open" in said
    monkeypatch.setenv("ZHANGBEN_LANG", "zh")
    said = books("replay", file, "--trust", trust).out
    assert f"lot/{lot} 阶段：" in said
    assert not FACT_OF_THE_CODE.search(said)


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
    gone = (b'"stream":%d,' % deposit, b'"number":%d,' % deposit)
    forms = tuple(one for one in made.forms if not any(part in one for part in gone))
    packs.write(file, replace(made, forms=forms, streams=made.streams[:-1]))
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
