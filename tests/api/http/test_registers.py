"""The registers: orders, guarantees, pools, what nobody claims; to whom each, as of when."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from api.appointing import appoint
from api.embedded import Server
from api.http.pages import registers
from api.upkeep import settle
from api.wiring import System
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.dormant import ClaimDormantReceipts, DeclareDormantReceipts
from domain.desk.lodge import LodgeGuarantee
from domain.desk.pool import OpenPool
from domain.kernel import Post
from domain.lot.compete import OpenBids
from domain.money import yuan
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.door import Door, door
from tests.kit.door_till import DoorTill
from tests.kit.till import ACCOUNT, OWNER, at

PEOPLE = {
    "C-CASH": "cash",
    "C-OPS": "ops",
    "C-SET1": "clerk",
    "C-SET2": "reviewer",
    "BANK": "bank",
    "MATCHER": "matcher",
    "PLATFORM": "platform",
    "OWNER": "owner",
    "COURT": "court",
    "GUARANTOR": "guarantor",
}
COURT, GUARANTOR = Post("COURT", "中院"), Post("GUARANTOR", "某担保公司")
OPENED, SEALED = "A3506000001000001001001", "A3506000001000002001001"
HELD, SECURED, HIDDEN, UNSEEN = (f"P00000000000000E{n}" for n in range(1, 5))
"""Of the open lot two; of the sealed one what a court froze, and what a guarantee stands in for."""
PARTIES = ("91350600MA3100001N", "91350600MA3100002R", "91350600MA3100003W", "91350600MA31000040")
DAY = date(2026, 3, 17)
GUARANTEE, SECRET = "G00000000000000E1", "G00000000000000E2"
NOTICE = {"notice": date(2027, 6, 1), "document": "公告〔2027〕3号", "evidence": "ee" * 32}


@pytest.fixture(scope="module")
def door_at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Orders, guarantees, pools of two lots, one of them sealed; and what nobody claimed."""
    with city(fresh(server), tmp_path_factory.mktemp("registers")) as running:
        for post in (OWNER, COURT, GUARANTOR):
            appoint(running, PEOPLE[post.role], post.role, post.organisation)
        _tell(running)
        with door(running) as made:
            yield made


def _tell(system: System) -> None:
    till = DoorTill(system, PEOPLE)
    till.lot(OPENED, "800,000.00")
    far = datetime.fromisoformat("2027-12-01T09:00:00+08:00")
    till.lot(SEALED, "500,000.00", deposit_deadline=far, opening_at=far)
    for code, lot, party in zip(
        (HELD, SECURED, HIDDEN, UNSEEN), (OPENED, OPENED, SEALED, SEALED), PARTIES, strict=True
    ):
        till.bidder(code, lot, party)
    till.pays(HELD, PARTIES[0], "800,000.00", DAY)
    till.pays(HIDDEN, PARTIES[2], "500,000.00", DAY)
    for deposit, hold in ((HELD, "H-2026-1"), (HIDDEN, "H-2026-2")):
        ordered = {"amount_fen": yuan("320,000.00"), "cause": "诉讼保全", "document": "冻1号"}
        till.do(PlaceHold(deposit=deposit, hold=hold, **ordered), COURT)
    for code, deposit, amount in (
        (GUARANTEE, SECURED, "800,000.00"),
        (SECRET, UNSEEN, "500,000.00"),
    ):
        promise = {"number": f"BH-{code[-2:]}", "guarantor": GUARANTOR.organisation}
        until = date(2026, 7, 21) if code == GUARANTEE else date(2027, 12, 31)
        lodged = LodgeGuarantee(
            guarantee=code, deposit=deposit, amount_fen=yuan(amount), valid_until=until, **promise
        )
        till.do(lodged, GUARANTOR)
    for n, party in enumerate(PARTIES[:2], 1):
        opened = OpenPool(pool=f"Y00000000000000E{n}", party=party, account=ACCOUNT, year=2026)
        till.do(opened, "PLATFORM")
    till.do(OpenBids(lot=OPENED, bidders=3), "PLATFORM", when=at(date(2026, 3, 25), 9, 30))
    move_to(system, "2027-06-01T10:00:00+08:00")
    for n, fen in enumerate((1_234, 5_678)):
        day = DAY + timedelta(days=n)
        declared = DeclareDormantReceipts(account=ACCOUNT, day=day, amount_fen=fen, **NOTICE)
        system.ask("cash", declared)
    claimed = {"claimed": date(2027, 6, 1), "document": "认领函", "evidence": "ee" * 32}
    system.ask("cash", ClaimDormantReceipts(account=ACCOUNT, day=DAY, **claimed))
    settle(system)


def page(at: Door, kind: str = "holds", person: str = "clerk", where: str = "", **said: Any) -> str:
    """The page as it is sent, without scripts and pictures."""
    settle(at.system)
    more = "".join(f"&{name}={value}" for name, value in said.items())
    answer = at.get(f"{where}/registers?kind={kind}&lang=zh{more}", person)
    assert answer.status_code == 200, answer.text
    return unescape(re.sub(r"<(script|svg)\b[\s\S]*?</\1>", " ", answer.text))


def rows(html: str) -> list[list[str]]:
    """The cells of each row, in words."""
    found = re.findall(r"<tr data-row[\s\S]*?</tr>", html)
    return [[words(cell) for cell in re.findall(r"<td[\s\S]*?</td>", row)] for row in found]


def words(html: str) -> str:
    plain = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return plain.replace(" .00", ".00")


def test_an_order_on_an_open_lots_deposit_stands_there_and_leads_to_it(door_at: Door):
    html = page(door_at)
    ((whose, order, since, where, frozen),) = rows(html)
    assert whose == f"{OPENED} {PARTIES[0]} {HELD}"
    assert "H-2026-1" in order
    assert "中院" in order
    assert since.startswith("2026-03-")
    assert where.startswith("2002")
    assert frozen == "320,000.00"
    assert f'href="/lots/{OPENED}#{HELD}"' in html
    lot = door_at.get(f"/lots/{OPENED}", "clerk").text
    assert f'id="{HELD}"' in lot, "the address leads to the deposit itself"


def test_of_a_sealed_lot_there_is_neither_a_row_nor_a_number(door_at: Door):
    for person in ("clerk", "auditor"):
        for kind in ("holds", "guarantees"):
            html = page(door_at, kind, person)
            assert "共 1 件" in html
            for secret in (HIDDEN, UNSEEN, SECRET, "H-2026-2", SEALED):
                assert secret not in html
        assert "冻结与暂停退还 1" in html
        assert "保函 1" in html


def test_a_guarantee_says_until_when_and_that_it_is_over(door_at: Door):
    ((whose, guarantor, until, promised, asked, left),) = rows(page(door_at, "guarantees"))
    assert SECURED in whose
    assert guarantor == "某担保公司 BH-E1"
    assert until.startswith("2026-07-21")
    assert until.endswith("已过期")
    assert (promised, asked, left) == ("800,000.00", "0.00", "0.00")


def test_how_many_pools_a_year_has_an_auditor_alone_is_told(door_at: Door):
    assert rows(page(door_at, "pools")) == [[ACCOUNT, "2026", "封存", "0", "封存"]]
    assert rows(page(door_at, "pools", "auditor")) == [[ACCOUNT, "2026", "2", "0", "0.00"]]


def test_what_nobody_claims_stands_with_its_notice_what_was_claimed_last(door_at: Door):
    html = page(door_at, "dormant")
    first, second = rows(html)
    assert first[0] == f"{ACCOUNT}/2026-03-18 账户这一日的来款"
    assert (first[4], first[5]) == ("56.78", "公示中")
    assert "公告〔2027〕3号" in first[3]
    assert second[4] == "12.34"
    assert second[5] == "已认领 2027-06-01"
    assert f'href="/desk?account={ACCOUNT}&day=2026-03-18"' in html
    assert "/desk?account=" not in page(door_at, "dormant", "auditor"), "the desk is not theirs"


def test_a_register_goes_on_where_its_page_ends(door_at: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registers, "PAGE", 1)
    html = page(door_at, "dormant")
    assert len(rows(html)) == 1
    (more,) = re.findall(r'data-key="\]" href="([^"]+)"', html)
    settle(door_at.system)
    second = door_at.get(more, "clerk").text
    assert rows(second)[0][4] == "12.34"
    assert 'data-key="]"' not in second
    assert 'data-key="["' in second


def test_where_there_is_nothing_it_is_said_and_what_would_be_there(door_at: Door):
    html = page(door_at, "dormant", as_of=20)
    assert "没有公示过沉淀款" in html
    assert "满一年无人认领的款项公示后列在这里。" in html
    assert "没有冻结或暂停退还的款项" in page(door_at, as_of=20)


def test_it_stays_as_it_was_at_its_address(door_at: Door):
    before = door_at.system.store.tail().position
    html = page(door_at)
    (link,) = re.findall(rf'href="(/at/{before}@[^"]+/registers[^"]*)"', html)
    door_at.system.ask("court", LiftHold(deposit=HELD, hold="H-2026-1"))
    assert rows(page(door_at)) == []
    kept = door_at.get(link, "clerk").text
    assert rows(kept) == rows(html)
    assert f'href="{link.partition("/registers")[0]}/lots/{OPENED}#{HELD}"' in kept


@pytest.mark.parametrize(
    ("person", "status"), [("clerk", 200), ("cash", 200), ("auditor", 200), ("owner", 403)]
)
def test_it_is_for_who_keeps_the_money_right(door_at: Door, person: str, status: int):
    assert door_at.get("/registers", person).status_code == status
    asked = door_at.get("/registers")
    assert (asked.status_code, asked.headers["location"][:8]) == (303, "/sign-in")


@pytest.mark.parametrize("path", ["/balances", "/dues", "/batches"])
def test_the_desks_pages_lead_to_it(door_at: Door, path: str):
    assert 'href="/registers"' in door_at.get(path, "clerk").text
