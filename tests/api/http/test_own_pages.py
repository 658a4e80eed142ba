"""我的标段 as pages: whose they are, sealed until the opening, and what an owner decides there.

What the owner decides, later tests find decided: back first, then kept after all, then not.
"""

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from api.appointing import appoint
from api.demo.cast import BIDDERS
from api.embedded import Server
from api.http.bids import bid_of
from api.jobs.register import tick
from api.upkeep import upkeep
from domain.desk.withdraw_bid import RevokeBid
from domain.kernel import StreamId
from domain.trade.register_procedure import RegisterProcedure
from domain.trade.submit_bid import SubmitBid
from tests.kit import defaulted
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.defaulted import DEPOSITS, FEN, LOSERS, WINNERS
from tests.kit.door import Door, door, problem
from tests.kit.tendering import AGENCY, LOT, PROCEDURE, PROJECT

PAPER = b"%PDF-1.4 what the owner decided"
HERE, DECIDES = f"/own/{LOT}", f"/own/{LOT}/decision"
WON, LOST = BIDDERS[0].name, BIDDERS[1].name
BARE = f"{PROJECT}102"
"""A procedure of the same project, in which no lot is registered."""
STILL_IN = DEPOSITS[2]
"""Of the one bidder whose bid was handed in here: all others' are on paper."""
HANDED_IN = partial(
    SubmitBid, lot=LOT, party=BIDDERS[2].party, file="ab" * 32, price_fen=None, deposit=STILL_IN
)


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder: Path = tmp_path_factory.mktemp("own")
    with city(fresh(server), folder) as system:
        defaulted.tell(system)
        system.ask("platform", HANDED_IN(bid=bid_of(system, LOT, BIDDERS[2].party)))
        appoint(system, "other", "OWNER", "别的单位")
        with upkeep(system), door(system) as opened:
            yield opened


@pytest.fixture(scope="module")
def sealed(at: Door) -> dict[str, str]:
    """The two pages as they were before the opening, once the clock has ticked on that day."""
    at.system.readers.runner.catch_up()
    tick(at.system)
    return {path: page(at, path) for path in ("/own", HERE)}


@pytest.fixture(scope="module")
def lasting(at: Door, sealed: dict[str, str]) -> dict[str, str]:
    """The same by their addresses for ever."""
    position = at.system.store.tail().position
    paths = (f"/at/{position}{one}" for one in sealed)
    return {path: inside(at.get(path, "owner").text) for path in paths}


@pytest.fixture(scope="module")
def ended(at: Door, lasting: dict[str, str]) -> None:
    """The winner does not sign; what follows by itself has followed."""
    defaulted.ends(at.system)
    at.system.readers.runner.catch_up()
    tick(at.system)


def page(at: Door, path: str, person: str = "owner", status: int = 200) -> str:
    mark = "&" if "?" in path else "?"
    answer = at.get(f"{path}{mark}min_position={at.system.store.tail().position}", person)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def inside(text: str) -> str:
    """What stands between the bars."""
    return text.partition("<main")[2].partition("</main>")[0]


def said(text: str, part: str = "of-waits") -> str:
    """What stands in one of the two panels of the list, without tags."""
    panel = inside(text).partition(f'id="{part}"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", re.sub("</?span[^>]*>", "", panel)))


def sent(
    at: Door, what: str, do: str = "look", deposit: str = WINNERS, by: str = "owner", **typed: Any
) -> Any:
    """The form of a decision, filled in."""
    paper = typed.pop("file", None)
    said = {"what": what, "do": do, "deposit": deposit, "document": "住建〔2026〕9号"}
    said["command_id"] = f"own-{what}-{do}-{deposit[-2:]}-{len(typed)}"
    files = {"evidence": paper} if paper else None
    headers = at.headers(by)
    return at.ask("POST", DECIDES, data=said | typed, files=files, headers=headers)


def decided(at: Door, what: str, **typed: Any) -> tuple[str, str]:
    """Looked at, then signed: both pages."""
    looked = sent(at, what, file=PAPER, **typed)
    assert looked.status_code == 200, looked.text
    carried = typed | carried_by(looked.text)
    signed = sent(at, what, "sign", **carried)
    assert signed.status_code == 303, signed.text
    twice = sent(at, what, "sign", **carried)
    assert (twice.status_code, twice.headers["location"]) == (303, signed.headers["location"])
    return unescape(looked.text), page(at, signed.headers["location"])


def carried_by(text: str) -> dict[str, str]:
    """The file and the figures that a page gives back to be signed."""
    found = dict(re.findall(r'name="(paper|seen)" value="([^"]*)"', text))
    assert set(found) == {"paper", "seen"}
    return found


def state(at: Door, deposit: str = WINNERS) -> Any:
    return at.system.replay.state(StreamId("deposit", deposit))


def test_an_owner_comes_to_its_lots_and_nobody_to_anothers(at: Door, sealed: dict[str, str]):
    first = at.get("/", "owner")
    assert first.headers["location"] == "/own"
    assert f'href="{HERE}"' in sealed["/own"]
    assert "没有本单位的标段" in page(at, "/own", "other")
    assert f'href="{HERE}"' in page(at, "/own", "g")
    page(at, HERE, "other", 404)
    for person in ("clerk", "auditor", "ops"):
        page(at, "/own", person, 403)
        page(at, HERE, person, 403)


def test_before_the_opening_it_tells_that_it_is_sealed_and_of_nobody(sealed: dict[str, str]):
    assert "封存" in sealed["/own"]
    assert "未启封：不显示单位、笔数和金额" in sealed[HERE]
    for text in sealed.values():
        assert not any(deposit in text for deposit in DEPOSITS)
        assert WON not in text
    assert 'name="document"' not in sealed[HERE]


def test_what_waits_for_an_owner_stands_first_with_its_last_day(sealed: dict[str, str]):
    """Its opening has a day; that a panel is drawn has none, and the platform does it."""
    waits = said(sealed["/own"])
    assert f"开标 A1标段 {LOT} 经平台办理：请向平台提出 2026-03-25 周三 09:30" in waits
    assert f"抽取评标专家 A1标段 {LOT} 经平台办理：请向平台提出 无期限" in waits
    assert waits.index("开标") < waits.index("抽取评标专家")
    assert "保证金截止" not in waits, "that is its bidders'"


def test_its_procedures_stand_with_their_lots_and_what_comes_next_of_each(sealed: dict[str, str]):
    stands = said(sealed["/own"], "of-procedures")
    assert f"{PROCEDURE} 市政道路工程施工 工程建设项目招标投标 公开招标 甲代理" in stands
    assert (
        f"A1标段 {LOT} 受理中 保证金截止 投标人/竞买人/供应商 2026-03-24 周二 17:00 封存" in stands
    )


def test_a_procedure_without_a_lot_stands_there_too(at: Door, sealed: dict[str, str], ended: None):
    """As whoever registered it registers its lots next."""
    assert f"{BARE} " not in sealed["/own"]
    about = {"title": "绿化", "category": "CONSTRUCTION", "method": "公开招标", "validity_days": 90}
    of = {"procedure": BARE, "project": PROJECT, "agency": AGENCY.organisation}
    at.system.ask("g", RegisterProcedure(**of, **about, protocol="SEALED_SCORED"))
    for person in ("owner", "g"):
        assert f"{BARE} 绿化" in said(page(at, "/own", person), "of-procedures")
        assert "尚无标段" in page(at, "/own", person)
    assert BARE not in page(at, "/own", "other")


def test_what_was_shown_to_an_owner_is_shown_again_and_nobody_decides_there(
    at: Door, lasting: dict[str, str], ended: None
):
    for path, was in lasting.items():
        assert inside(at.get(path, "owner").text) == was, path
    head = at.system.store.tail().position
    text = page(at, f"/at/{head}{HERE}")
    assert "违约，待您决定" in text
    assert f"/at/{head}/own" in text
    assert 'name="document"' not in text


def test_before_the_opening_no_deposit_is_told_from_none(at: Door, sealed: dict[str, str]):
    """Later it is asked of those of another lot, and of none."""
    for deposit in (*DEPOSITS, "P00000000000000FF"):
        if not at.system.replay.state(StreamId("lot", LOT)).opened:
            assert sent(at, "waive", deposit=deposit, file=PAPER).status_code == 404


def test_what_waits_for_its_decision_is_found_at_once(at: Door, ended: None):
    assert "1 份待决定" in page(at, "/own")
    assert f"决定违约单位的保证金（1 份） A1标段 {LOT}" in said(page(at, "/own"))
    text = page(at, HERE)
    assert "违约，待您决定" in text
    assert f'<h2 id="of-decision">{WON}</h2>' in text
    assert 'name="what" value="waive"' in text
    agencys = page(at, HERE, "g")
    assert "由 住建局 本身决定" in agencys
    assert 'name="document"' not in agencys
    assert sent(at, "waive", by="g", file=PAPER).status_code == 403
    assert sent(at, "waive", by="other", file=PAPER).status_code == 404


@pytest.mark.parametrize(
    ("what", "typed", "why"),
    [
        ("waive", {"document": " "}, "请写明依据的文号"),
        ("waive", {"file": None}, "请附该文件"),
        ("keep", {"amount": "0", "ground": "WINNER_DEFAULTED"}, "“0”不对：应大于 0"),
        ("keep", {"amount": "800,000.01", "ground": "WINNER_DEFAULTED"}, "不超过 800,000.00"),
        ("keep", {"amount": "x", "ground": "WINNER_DEFAULTED"}, "“x”不对"),
        ("undo", {}, "没有不予退还的款项"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    at: Door, ended: None, what: str, typed: dict[str, Any], why: str
):
    before = state(at)
    answer = sent(at, what, "sign", **({"file": PAPER} | typed))
    assert answer.status_code == 422
    assert why in unescape(answer.text)
    assert state(at) == before


@pytest.mark.parametrize(
    "said",
    [
        {"ground": ""},
        {"ground": "X"},
        {"ground": "WINNER_DEFAULTED", "document": "a\x00b"},
    ],
)
def test_what_no_form_of_ours_says_is_refused_and_no_defect(at: Door, ended: None, said: Any):
    typed = {"amount": "1,000.00", "file": PAPER} | said
    for do in ("look", "sign"):
        assert sent(at, "keep", do, **typed).status_code == 422


def test_what_is_signed_is_what_was_looked_at(at: Door, ended: None):
    """The fees that go first are typed by nobody: they may be assessed anew in between."""
    typed = {"amount": "1,000.00", "ground": "WINNER_DEFAULTED", "document": "re\u0301f 9"}
    carried = carried_by(sent(at, "keep", file=PAPER, **typed).text)
    before = state(at)
    other = {"seen": str(int(carried["seen"]) + 1)}
    answer = sent(at, "keep", "sign", **(typed | carried | other))
    assert answer.status_code == 422
    assert "您看过之后已有变动" in unescape(answer.text)
    assert carried_by(answer.text) == carried, "the new look can be signed"
    assert 'name="document" value="r\u00e9f 9"' in answer.text
    assert state(at) == before


def test_it_gives_all_of_it_back_and_sees_what_follows_first(at: Door, ended: None):
    looked, after = decided(at, "waive")
    assert f"{WON} 未签约，其保证金全部退还" in looked
    assert "800,000.00 元成为 1 笔应退款" in looked
    assert "仍可另作不予退还的决定" in looked
    assert "刚刚决定退还" in after
    assert "已决定退还" in after
    (back,) = state(at).refunds
    assert (state(at).given.waived, back.amount_fen) == (True, FEN)


def test_until_that_is_checked_it_may_be_kept_all_the_same_and_then_not(at: Door, ended: None):
    if not state(at).given.decided:
        decided(at, "waive")
    looked, after = decided(at, "keep", amount="300,000.00", ground="WINNER_DEFAULTED")
    assert f"{WON} 的保证金不予退还 300,000.00 元" in looked
    assert "300,000.00 元应付 住建局" in looked
    assert "刚刚决定不予退还" in after
    assert "不予退还 300,000.00" in after
    assert state(at).given.to("2008", "住建局") == 300_000_00
    assert 'name="what" value="undo"' in after, "there is nothing else to decide now"
    looked, after = decided(at, "undo")
    assert "款项恢复为该单位的保证金" in looked
    assert "刚刚撤销不予退还" in after
    assert state(at).given.forfeiture is None
    assert state(at).given.to("2008", "住建局") == 0


def test_a_loser_is_not_given_back_by_decision(at: Door, ended: None):
    text = page(at, f"{HERE}?deposit={LOSERS}&what=waive")
    assert 'name="what" value="waive"' not in text


def test_nothing_is_kept_of_a_bid_that_stands_and_what_was_revoked_is_named(at: Door, ended: None):
    """CT-22: on the page no ground is offered that is none, and nobody types which bid it was."""
    look = f"{HERE}?deposit={STILL_IN}&what=keep"
    typed: dict[str, Any] = {"deposit": STILL_IN, "amount": "5.00", "ground": "BID_REVOKED"}
    assert 'name="ground"' not in page(at, look)
    assert 'value="BID_REVOKED"' in page(at, f"{HERE}?deposit={LOSERS}&what=keep")
    assert sent(at, "keep", file=PAPER, **typed).status_code == 422
    asked = {"lot": LOT, "ground": "BID_REVOKED", "amount_fen": 500}
    asked |= {"document": "住建〔2026〕9号", "evidence": "ab" * 32}
    path, headers = f"/v1/deposits/{STILL_IN}/forfeiture", at.headers("owner")
    by_api = at.ask("POST", path, json=asked, headers=headers)
    assert problem(by_api, 409, "refused")["rule"] == "forfeiture.not_revoked"
    it = {"bid": bid_of(at.system, LOT, BIDDERS[2].party), "lot": LOT, "party": BIDDERS[2].party}
    at.system.ask("platform", RevokeBid(**it, document="撤销函", evidence="ab" * 32))
    text = page(at, look)
    assert re.findall(r'<option value="([A-Z_]*)"', text) == ["BID_REVOKED"]
    looked = sent(at, "keep", file=PAPER, **typed)
    assert f'name="bids" value="{it["bid"]}"' in looked.text
    decided(at, "keep", **typed, bids=it["bid"])
    assert state(at, STILL_IN).given.to("2008", "住建局") == 500


def test_every_word_is_there_in_english(at: Door, ended: None):
    for path in ("/own", HERE, f"{HERE}?deposit={LOSERS}"):
        answer: Any = at.ask("GET", path, headers=at.headers("owner") | {"Cookie": "lang=en"})
        assert answer.status_code == 200
        assert 'lang="en"' in answer.text
