"""`draw check`: whoever has what is told of a draw repeats it, and hears where it differs."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.exits import NOT_VERIFIED, USAGE
from tests.api.test_draws import ANSWER, DRAW, THIRD
from tests.kit.demonstration import Kept


@pytest.fixture
def answer(tmp_path: Path) -> Any:
    """Writes an answer of the route, with something told otherwise."""

    def written(**told: Any) -> Path:
        file = tmp_path / "draw.json"
        file.write_text(json.dumps({"data": ANSWER | told}), "utf-8")
        return file

    return written


def test_a_draw_that_is_drawn_again_is_the_same(zhangben: Any, answer: Any) -> None:
    said = zhangben("draw", "check", answer()).out
    assert f"Lot {DRAW.lot}, drawn again: the same" in said
    assert DRAW.application in said
    assert DRAW.commitment in said, "whoever noted it before the lot was announced compares"
    (told,) = zhangben("draw", "check", answer(), "--json").json["draws"]
    assert (told["lot"], told["differing"]) == (DRAW.lot, [])


def test_where_it_differs_it_says_in_what_and_exits_with_3(zhangben: Any, answer: Any) -> None:
    ran = zhangben("draw", "check", answer(application=THIRD), code=NOT_VERIFIED)
    assert "DIFFERS" in ran.out
    assert "with this seed others are drawn" in ran.out
    asked = ("draw", "check", answer(pool=[]), "--json")
    (told,) = zhangben(*asked, code=NOT_VERIFIED).json["draws"]
    assert told["differing"] == ["pool", "order"]


def test_what_tells_of_no_draw_is_named_with_what_is_wrong(
    zhangben: Any, books: Any, answer: Any, tmp_path: Path, kept: Kept
) -> None:
    assert "seed None" in zhangben("draw", "check", answer(seed=None), code=USAGE).err
    assert "FILE" in zhangben("draw", "check", tmp_path / "none", code=USAGE).err
    (tmp_path / "not.json").write_text("{", "utf-8")
    assert "FILE" in zhangben("draw", "check", tmp_path / "not.json", code=USAGE).err


def test_a_pack_is_verified_before_and_one_of_a_lot_that_nobody_drew_says_so(
    books: Any, kept: Kept, tmp_path: Path
) -> None:
    rows = books("log", "--limit", "10000", "--json").json
    lot = next(row["code"] for row in rows if row["name"] == "BidOpened")
    file, trust = tmp_path / "lot.zip", kept.folder / "trust.json"
    books("export", "pack", lot, file)
    asked = ("draw", "check", file, "--trust", trust)
    assert "nothing in it was drawn" in books(*asked, code=USAGE).err
    file.write_bytes(file.read_bytes()[:-40])
    books(*asked, code=NOT_VERIFIED)
