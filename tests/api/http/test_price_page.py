"""划转价款 as a page: why not yet, what follows, signed by a checker by a document.

The last test signs: after it nothing is held.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from api.embedded import Server
from api.upkeep import upkeep
from domain.kernel import StreamId
from tests.kit import sold_parcel
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.defaulted import DEPOSITS, FEN
from tests.kit.door import Door, door
from tests.kit.sold_parcel import BOUGHT, LOT

PAPER = b"%PDF-1.4 the contract"
HERE = f"/lots/{LOT}/deposits/{BOUGHT}/price"


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder: Path = tmp_path_factory.mktemp("price")
    with city(fresh(server), folder) as system:
        sold_parcel.tell(system)
        with upkeep(system), door(system) as opened:
            yield opened


@pytest.fixture(scope="module")
def sealed(at: Door) -> list[int]:
    """What was answered before the auction ended, of each deposit and of none."""
    return [
        at.get(f"/lots/{LOT}/deposits/{deposit}/price", "reviewer").status_code
        for deposit in (*DEPOSITS, "P00000000000000FF")
    ]


@pytest.fixture(scope="module")
def early(at: Door, sealed: list[int]) -> str:
    """What the page said once the contract was signed, before the deposit became price."""
    sold_parcel.ends(at.system)
    return page(at, HERE)


@pytest.fixture(scope="module")
def held(at: Door, early: str) -> None:
    sold_parcel.converts(at.system)


def page(at: Door, path: str, person: str = "reviewer") -> str:
    mark = "&" if "?" in path else "?"
    answer = at.get(f"{path}{mark}min_position={at.system.store.tail().position}", person)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def sent(at: Door, do: str = "look", person: str = "reviewer", **typed: Any) -> Any:
    paper = typed.pop("file", None)
    said = {"do": do, "document": "土让合〔2026〕9号", "command_id": f"price-{do}-{len(typed)}-01"}
    files = {"evidence": paper} if paper else None
    return at.ask("POST", HERE, data=said | typed, files=files, headers=at.headers(person))


def test_before_the_end_no_deposit_is_told_from_none(sealed: list[int]):
    assert sealed == [404] * (len(DEPOSITS) + 1)


def test_what_stands_against_it_is_said_before_anything_is_typed(early: str):
    assert "合同未签或保证金未转价款" in early
    assert 'name="document"' not in early


def test_what_is_payable_leads_to_it_and_a_checker_alone_gives_it_on(at: Door, held: None):
    assert f'<a href="{HERE}">去划转</a>' in page(at, "/payouts?state=due")
    assert "由结算复核划转" in page(at, HERE, "clerk")
    assert sent(at, person="clerk", file=PAPER).status_code == 403


@pytest.mark.parametrize(
    ("typed", "why"),
    [({"document": " ", "file": PAPER}, "请写明依据的文号"), ({}, "请附该文件")],
)
def test_what_is_wrong_stands_beside_its_field(at: Door, held: None, typed: Any, why: str):
    answer = sent(at, "sign", **typed)
    assert answer.status_code == 422
    assert why in unescape(answer.text)


def test_it_is_looked_at_and_then_signed(at: Door, held: None):
    looked = sent(at, file=PAPER)
    text = unescape(looked.text)
    assert f"{FEN // 100:,}.00 元应付 国库：价款（LAND）" in text
    assert at.system.replay.state(StreamId("deposit", BOUGHT)).balance("2004") == FEN
    carried = dict(re.findall(r'name="(paper|seen)" value="([^"]+)"', text))
    assert set(carried) == {"paper", "seen"}
    before = at.system.store.tail().position
    for seen in ({"seen": "7"}, {"seen": ""}):
        changed = sent(at, "sign", **(carried | seen))
        assert changed.status_code == 422
        assert "您看过之后已有变动" in unescape(changed.text)
        assert f'name="seen" value="{carried["seen"]}"' in changed.text
    signed, twice = (sent(at, "sign", **carried) for _ in range(2))
    assert (signed.status_code, twice.status_code) == (303, 303)
    assert twice.headers["location"] == signed.headers["location"]
    past = page(at, f"{HERE}?as_of={before}")
    assert "没有在管的价款" not in past, "of the past nothing is said that is so now"
    after = page(at, signed.headers["location"])
    assert "刚刚划转价款" in after
    assert "没有在管的价款" in after
    assert at.system.replay.state(StreamId("deposit", BOUGHT)).balance("2004") == 0
