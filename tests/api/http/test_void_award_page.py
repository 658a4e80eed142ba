"""无效款项归属 as a page: looked at, proposed by one with its file, signed by another.

The last test signs: after it nothing waits.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from api.appointing import appoint
from api.demo.cast import LOT, SALE
from api.upkeep import upkeep
from domain.governance.appoint import RemoveRole
from domain.kernel import StreamId
from projections.deposits import DEPOSITS
from tests.kit.desk_story import Desk, afternoon
from tests.kit.door import Door, door, problem
from tests.kit.kept import tenderer
from tests.kit.voided import void

PAPER = b"%PDF-1.4 the judgment"
BY = "（2026）闽06民终1号"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with afternoon() as played:
        tenderer(played.system)
        yield played


@pytest.fixture(scope="module")
def at(desk: Desk) -> Iterator[Door]:
    with upkeep(desk.system), door(desk.system) as made:
        yield made


@pytest.fixture(scope="module")
def stood(at: Door, desk: Desk) -> str:
    """What the page said of the sale while its result stood."""
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": SALE.lot}).rows
    deposit = next(str(row["deposit"]) for row in rows if row["became"] == "2004")
    return page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award")


@pytest.fixture(scope="module")
def deposit(desk: Desk, stood: str) -> str:
    return void(desk)


@pytest.fixture(scope="module")
def held(desk: Desk, deposit: str) -> int:
    fen: int = desk.system.replay.state(StreamId("deposit", deposit)).balance("2004")
    return fen


def page(at: Door, path: str, person: str = "clerk", status: int = 200) -> str:
    mark = "&" if "?" in path else "?"
    answer = at.get(f"{path}{mark}min_position={at.system.store.tail().position}", person)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def sent(at: Door, deposit: str, do: str = "look", person: str = "clerk", **typed: Any) -> Any:
    """The form of the page, filled in."""
    paper = typed.pop("file", None)
    said = {"do": do, "document": BY, "command_id": f"void-{do}-{len(typed)}-0001", **typed}
    path = f"/lots/{SALE.lot}/deposits/{deposit}/void-award"
    files = {"evidence": paper} if paper else None
    return at.ask("POST", path, data=said, files=files, headers=at.headers(person))


def yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02}"


def paper_of(text: str) -> str:
    found = re.search(r'name="paper" value="([0-9a-f]{64})"', text)
    assert found, text
    return found[1]


def test_while_its_result_stands_nothing_waits_and_the_page_says_so(stood: str):
    assert "本标段的成交有效" in stood
    assert 'name="party"' not in stood


def test_the_lot_and_the_payouts_lead_to_it(at: Door, deposit: str, held: int):
    path = f'href="/lots/{SALE.lot}/deposits/{deposit}/void-award"'
    lot = page(at, f"/lots/{SALE.lot}")
    assert f"成交无效：{yuan(held)} 元待登记归属" in lot
    assert path in lot
    assert path not in page(at, f"/lots/{SALE.lot}", "auditor")
    payouts = page(at, "/payouts?state=due")
    assert path in payouts
    assert f"成交无效，待依裁判登记归属 <a {path}>" in payouts


def test_it_tells_what_waits_and_who_paid_it(at: Door, deposit: str, held: int):
    text = page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award")
    assert "2004 应付交易价款" in text
    assert f"最多 {yuan(held)} 元" in text
    assert "由结算经办提议" not in text
    for other in ("reviewer", "cash"):
        theirs = page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award", other)
        assert "由结算经办提议" in theirs
        assert 'name="party"' not in theirs


def test_of_no_deposit_of_this_lot_anybody_hears_the_same(at: Door, deposit: str):
    for lot, one in ((LOT.lot, deposit), (SALE.lot, "P00000000000000FF")):
        page(at, f"/lots/{lot}/deposits/{one}/void-award", status=404)
    for person in ("auditor", "agency", "tenderer"):
        page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award", person, 403)
    assert sent(at, "P00000000000000FF", party="1", file=PAPER).status_code == 404
    for person in ("reviewer", "cash", "auditor"):
        assert sent(at, deposit, person=person, party="1", file=PAPER).status_code == 403


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"party": "八百"}, "“八百”不是金额"),
        ({"owner": "-1"}, "“-1”不是金额"),
        ({"party": "1", "owner": "2.50"}, "三项合计 3.50 元，应为"),
        ({"party": "999,999,999.00"}, "退缴款人 999,999,999.00 元超过其缴入"),
        ({"document": " "}, "请写明依据的文号"),
        ({"file": None}, "请附该文件"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    at: Door, deposit: str, typed: dict[str, Any], why: str
):
    filled = {"file": PAPER} | typed
    answer = sent(at, deposit, **filled)
    assert answer.status_code == 422
    text = unescape(answer.text)
    assert why in text
    for name, value in filled.items():
        if name in ("party", "owner", "document"):
            assert f'name="{name}" maxlength="{200 if name == "document" else 24}"' in text
            assert f'value="{value}"' in text
    assert not at.system.joint.waiting()


def test_a_file_is_named_by_who_brought_it_for_that_lot_alone(at: Door, deposit: str, held: int):
    """Else whoever knows a file's digest would hear by naming it whether it lies here."""
    other = at.system.blobs.put(b"%PDF-1.4 a payee's", "application/pdf", "payee/x")
    for one in (other, "ee" * 32):
        answer = sent(at, deposit, "sign", party=yuan(held), paper=one)
        assert answer.status_code == 422
        assert "请附该文件" in unescape(answer.text)
    assert not at.system.joint.waiting()


def test_a_file_that_lies_here_for_other_business_is_read_once_it_is_brought_here(
    at: Door, deposit: str, held: int
):
    """One judgment may be about several lots; who brings it has read it."""
    data = b"%PDF-1.4 of another lot too"
    at.system.blobs.put(data, "application/pdf", "payee/y")
    paper = paper_of(sent(at, deposit, party=yuan(held), file=data).text)
    kept = sent(at, deposit, "sign", party=yuan(held), paper=paper, command_id="void-other-0001")
    assert kept.status_code == 303
    (waiting,) = at.system.joint.waiting()
    path = f"/quarantine/acts/{waiting.digest}"
    assert at.get(f"{path}/evidence", "reviewer").content == data
    headers = at.headers("clerk")
    assert at.ask("POST", f"{path}/withdrawal", headers=headers).status_code == 303


def test_a_decision_of_one_lot_is_not_read_by_naming_another(at: Door, deposit: str):
    """Whoever proposes by its digest reads it only if it was brought for that very lot, and if that
    deposit is one of a lot of its own region."""
    appoint(at.system, "farclerk", "C-SET1", "分中心", "350626")
    digest = paper_of(sent(at, deposit, party="1", file=b"%PDF-1.4 not signed yet").text)
    sums = {"party_fen": 0, "owner_fen": 0, "treasury_fen": 0}
    said = sums | {"document": "x", "evidence": digest}
    for person, lot, one in (
        ("farclerk", "X-1-NOWHERE", "P0000000000000AAA"),
        ("clerk", LOT.lot, deposit),
    ):
        headers, there = at.headers(person), f"/v1/deposits/{one}/void-award"
        kept = at.ask("POST", there, json={"lot": lot} | said, headers=headers)
        assert kept.status_code == 201, kept.text
        path = f"/quarantine/acts/{kept.json()['digest']}"
        assert at.get(f"{path}/evidence", person).status_code == 404
        assert at.ask("POST", f"{path}/withdrawal", headers=headers).status_code == 303


def test_what_would_follow_is_said_before_anything_is_signed(at: Door, deposit: str, held: int):
    typed = {"party": yuan(held - 100), "owner": "1.00", "file": PAPER}
    looked = sent(at, deposit, **typed)
    assert looked.status_code == 200, looked.text
    text = unescape(looked.text)
    assert f"{yuan(held - 100)} 元成为" in text
    assert "1.00 元应付" in text
    assert "2005 应退保证金" in text
    assert "会签后入账，不可撤销" in text
    assert not at.system.joint.waiting()
    again = sent(at, deposit, "edit", **(typed | {"file": None}), paper=paper_of(text))
    assert again.status_code == 200
    assert f'value="{yuan(held - 100)}"' in again.text
    assert paper_of(again.text) == paper_of(text)


def test_what_nobody_could_sign_shuts_the_page_to_nobody(at: Door, deposit: str, held: int):
    """A sum that is not what waits is refused once two sign; from elsewhere nothing is proposed."""
    appoint(at.system, "far", "C-SET1", "分中心", "350602")
    path = f"/v1/deposits/{deposit}/void-award"
    paper = {"document": BY, "evidence": "ab" * 32}
    sums = {"party_fen": 0, "owner_fen": 1, "treasury_fen": 0}
    asked = {"lot": SALE.lot, **sums, **paper}
    problem(at.ask("POST", path, json=asked, headers=at.headers("far")), 403, "forbidden")
    assert not at.system.joint.waiting()
    kept = at.ask("POST", path, json=asked, headers=at.headers("clerk"))
    assert kept.status_code == 201, kept.text
    assert 'name="party"' in page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award")
    assert sent(at, deposit, party=yuan(held), file=PAPER).status_code == 200
    back = f"/v1/joint-acts/{kept.json()['digest']}/withdrawal"
    assert at.ask("POST", back, json={}, headers=at.headers("clerk")).status_code == 204


def test_what_its_proposer_could_not_propose_any_more_shuts_the_page_to_nobody(
    at: Door, deposit: str, held: int
):
    appoint(at.system, "gone", "C-SET1", "中心")
    path = f"/lots/{SALE.lot}/deposits/{deposit}/void-award"
    paper = paper_of(sent(at, deposit, person="gone", party=yuan(held), file=PAPER).text)
    typed = {"party": yuan(held), "paper": paper, "command_id": "void-gone-0001"}
    kept = sent(at, deposit, "sign", person="gone", **typed)
    assert "gone 已提议，待结算复核会签" in page(at, path)
    (post,) = at.system.law().posts_of("gone", at.system.clock())
    since = at.system.clock()
    at.system.ask("office", RemoveRole(person="gone", post=post, since=since))
    assert 'name="party"' in page(at, path)
    assert sent(at, deposit, party=yuan(held), file=PAPER).status_code == 200
    assert "提议人已无权提议" in page(at, "/quarantine", "reviewer")
    back = kept.headers["location"].partition("kept=")[2]
    withdrawn = at.ask("POST", f"/quarantine/acts/{back}/withdrawal", headers=at.headers("clerk"))
    assert withdrawn.headers["location"] == "/quarantine"
    assert not at.system.joint.waiting()


def test_one_proposes_another_reads_the_file_and_what_follows_and_signs(
    at: Door, deposit: str, held: int
):
    typed = {"party": yuan(held), "file": PAPER}
    paper = paper_of(sent(at, deposit, **typed).text)
    kept = sent(at, deposit, "sign", party=yuan(held), paper=paper)
    assert kept.status_code == 303, kept.text
    again = sent(at, deposit, "sign", party=yuan(held), paper=paper)
    assert (again.status_code, again.headers["location"]) == (303, kept.headers["location"])
    mine = page(at, kept.headers["location"])
    assert "已签并保存" in mine
    waits = page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award")
    assert "clerk 已提议，待结算复核会签" in waits
    assert 'name="party"' not in waits
    before = at.system.store.tail().position
    past = page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award?as_of={before}")
    assert "clerk 已提议" not in past, (
        "what waits now did not wait at that moment, as far as is known"
    )
    twice = sent(at, deposit, "sign", party=yuan(held), paper=paper, command_id="void-second-1")
    assert twice.status_code == 422
    theirs = page(at, "/quarantine", "reviewer")
    assert f"{yuan(held)} 元成为" in theirs
    file = re.search(r'href="(/quarantine/acts/[0-9a-f]{64}/evidence)"', theirs)
    assert file
    assert at.get(file[1], "reviewer").content == PAPER
    assert at.get(file[1], "auditor").status_code == 403
    assert at.get(f"/quarantine/acts/{'0' * 64}/evidence", "clerk").status_code == 404
    (waiting,) = at.system.joint.waiting()
    signed = at.ask(
        "POST",
        f"/quarantine/acts/{waiting.digest}/signature",
        data={"command_id": "void-signed-01"},
        headers=at.headers("reviewer"),
    )
    assert signed.status_code == 303
    again = sent(at, deposit, "sign", party=yuan(held), paper=paper)
    assert (again.status_code, again.headers["location"]) == (303, signed.headers["location"])
    appoint(at.system, "another", "C-SET1", "中心")
    for other in (
        sent(at, deposit, "sign", owner=yuan(held), paper=paper),
        sent(at, deposit, "sign", person="another", party=yuan(held), paper=paper),
    ):
        assert other.headers["location"].endswith("?refused=command.id_reused")
    there = page(at, signed.headers["location"], "reviewer")
    assert "两人已登记归属，clerk 提议" in there
    state = at.system.replay.state(StreamId("deposit", deposit))
    assert state.balance("2004") == 0
    assert "没有待登记归属的款项" in page(at, f"/lots/{SALE.lot}/deposits/{deposit}/void-award")
    assert at.get(file[1], "reviewer").status_code == 404
