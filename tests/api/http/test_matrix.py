"""Rows of the coverage matrix at the door (docs/coverage.md): asked for, and read.

What other files tell in a story of their own is not told again here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from api.appointing import appoint
from api.embedded import Server
from api.jobs.due import deposit_deadlines
from domain.account.place import PlaceAccount
from domain.bankday.close import CloseDay, ReturnClose
from domain.bankday.quarantine import DiscardStatement
from domain.categories.construction import CONSTRUCTION
from domain.categories.forest_right import FOREST_RIGHT
from domain.categories.franchise import FRANCHISE
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.mining import MINING
from domain.categories.public_auction import PUBLIC_AUCTION
from domain.categories.state_property import STATE_PROPERTY
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.propose import ProposeRefunds
from domain.governance.appoint import AssignRole, RemoveRole
from domain.governance.delegate import GrantDelegation, RevokeDelegation
from domain.governance.rule_packs import PublishRulePack, RepealRulePack
from domain.identifiers import DayId
from domain.kernel import Post
from domain.mandates import Scope
from domain.packs.written import written
from domain.refund.events import Item
from domain.trade.mandate import GrantMandate, RevokeMandate
from domain.trade_codes import market_code
from projections.audit_trail import TRAIL
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem
from tests.tidy.heard import hearing

TEXT = "ab" * 32
DECIDED = {"document": "漳公管〔2026〕3号", "evidence": TEXT}
PEOPLE = (("owner", "OWNER", "住建局"), ("g", "AGENCY", "甲代理"), ("panel", "EXPERT", "专家库"))
STANDS = {"media": ["省平台"], "text": TEXT}
TERMS = {
    "title": "包1",
    "estimate_fen": 8_000_000_00,
    "deposit_fen": 160_000_00,
    "deposit_deadline": "2026-03-24T17:00:00+08:00",
    "opening_at": "2026-03-25T09:30:00+08:00",
    "basic_account": True,
}
NO_BASIC = {"basic_account": None, "basic_bank": None}
DIRECT = TERMS | {"region": "350602", "owner": "住建局", "agency": "甲代理"}
CRANES = replace(CONSTRUCTION, code="CRANE_HIRE", zh="塔吊租赁", en="crane hire")
"""A kind of trade that no code knows."""


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A city with an owner, its agency and a panel."""
    with city(fresh(server), tmp_path_factory.mktemp("matrix")) as system, door(system) as opened:
        for person, role, organisation in PEOPLE:
            appoint(system, person, role, organisation)
        yield opened


def told(at: Door, path: str, person: str | None = None) -> Any:
    """What a path answers, all readers having come so far."""
    at.system.readers.runner.catch_up()
    return at.get(f"/v1/{path}", person)


def post(at: Door, person: str, path: str, **said: Any) -> Any:
    return at.ask("POST", f"/v1/{path}", json=said, headers=at.headers(person))


def edited(at: Door, person: str, lot: str, act: str, **said: Any) -> Any:
    """What is done to a lot is done to it as it is."""
    headers = at.headers(person) | {"if-match": told(at, f"lots/{lot}").headers["etag"]}
    return at.ask("POST", f"/v1/lots/{lot}/{act}", json=said, headers=headers)


def refusals(at: Door) -> int:
    """How many attempts were refused and written down."""
    at.system.readers.runner.catch_up()
    return len(at.system.readers.trail.rows(TRAIL, {"name": "CommandRefused"}).rows)


def publish(at: Door, category: Any) -> None:
    """The office signs, and sends it over the door for machines."""
    asked = PublishRulePack(since=at.system.clock().date(), pack=written(category), **DECIDED)
    assert at.post(at.signed("office", asked)).status_code == 201


def procedure(number: str, category: str) -> dict[str, Any]:
    """A procedure of a project of the same number."""
    about = {"procedure": f"{number}01", "project": number, "category": category}
    method = {"method": "公开招标", "protocol": "SEALED_SCORED", "validity_days": 90}
    return {**about, "title": "采购", "agency": "甲代理", **method}


def project(number: str) -> dict[str, Any]:
    owner = {"owner": "住建局", "region": "350602", "agencies": ["甲代理"]}
    return {
        "project": number,
        "title": "项目",
        "approval": "漳发改〔2026〕1号",
        "evidence": TEXT,
        **owner,
    }


@pytest.mark.parametrize(
    ("category", "number", "least"),
    [(GOVERNMENT_PROCUREMENT, "M3506001", "GP-03"), (CRANES, "M3506002", "CT-02")],
    ids=lambda told: getattr(told, "code", None),
)
def test_a_kind_of_trade_comes_by_data_alone(at: Door, category: Any, number: str, least: str):
    """Its rules, a project, its lot; what the pack forbids is refused by the pack's own row."""
    assert post(at, "owner", "projects", **project(number)).status_code == 201
    refused = post(at, "g", "procedures", **procedure(number, category.code))
    assert problem(refused, 409, "refused")["rule"] == "category.no_pack"
    publish(at, category)
    assert post(at, "g", "procedures", **procedure(number, category.code)).status_code == 201
    lot = f"{number}01001"
    registered = post(at, "g", f"procedures/{number}01/lots", lot=lot, **TERMS)
    assert registered.status_code == 201
    assert edited(at, "g", lot, "announcement", **STANDS).status_code == 201
    soon = (at.system.clock() + timedelta(days=4)).isoformat()
    early = edited(at, "g", lot, "documents", until=soon, text=TEXT)
    assert problem(early, 409, "refused")["detail"].startswith(least)
    later = (at.system.clock() + timedelta(days=8)).isoformat()
    assert edited(at, "g", lot, "documents", until=later, text=TEXT).status_code == 201
    seen = told(at, f"lots/{lot}").json()["data"]
    assert (seen["category"], seen["phase"]) == (category.code, "受理中")
    whole = told(at, f"projects/{number}").json()["data"]
    assert [[one["lot"] for one in of["lots"]] for of in whole["procedures"]] == [[lot]]


@pytest.mark.parametrize(
    ("method", "protocol", "number"),
    [
        ("询价", "SEALED_LOWEST", "M3506021"),
        ("竞争性谈判", "NEGOTIATED_ROUNDS", "M3506022"),
        ("竞争性磋商", "NEGOTIATED_ROUNDS", "M3506023"),
        ("单一来源", "SINGLE_SOURCE", "M3506024"),
    ],
    ids=["quotation", "negotiation", "consultation", "single source"],
)
def test_a_purchase_goes_by_the_order_of_its_method_and_no_other_is_registered(
    at: Door, method: str, protocol: str, number: str
):
    """Row 42: no tender's term binds it; a method that its rules do not know is refused by name."""
    publish(at, GOVERNMENT_PROCUREMENT)
    assert post(at, "owner", "projects", **project(number)).status_code == 201
    asked = procedure(number, "GOV_PROCUREMENT") | {"method": method, "protocol": protocol}
    strange = post(at, "g", "procedures", **(asked | {"method": "随意采购"}))
    said = problem(strange, 409, "refused")
    assert said["rule"] == "procedure.other_method"
    assert f"{method} {protocol}" in said["detail"]
    assert post(at, "g", "procedures", **asked).status_code == 201
    lot = f"{number}01001"
    assert post(at, "g", f"procedures/{number}01/lots", lot=lot, **TERMS).status_code == 201
    assert edited(at, "g", lot, "announcement", **STANDS).status_code == 201
    soon = (at.system.clock() + timedelta(days=4)).isoformat()
    issued = edited(at, "g", lot, "documents", until=soon, text=TEXT)
    assert issued.status_code == 201
    assert told(at, f"lots/{lot}").json()["data"]["phase"] == "受理中"


def test_a_trade_at_a_market_of_others_is_imported_once_and_everybody_reads_it(at: Door):
    """Row 49: it says where it comes from, by whichever name of that market, and another word for
    it changes nothing.
    """
    trade: dict[str, Any] = {
        **{"market": "海峡资源环境交易中心", "original": "TJ-2026-17", "category": "FOREST_CARBON"},
        **{"method": "单向竞价", "title": "林业碳汇减排量", "region": "350627", "document": TEXT},
        **{"quantity": 120_000_000, "unit": "吨二氧化碳当量", "price_fen": 2_160_000},
        "traded_on": "2026-03-02",
    }
    problem(post(at, "owner", "market-trades", **trade), 403, "refused")
    assert post(at, "ops", "market-trades", **trade).status_code == 201
    again = trade | {"market": "福建海峡资源环境交易中心"}
    assert post(at, "ops", "market-trades", **again).json()["first"] == 0, "the same trade"
    strange = post(at, "ops", "market-trades", **trade | {"market": "甲市场"})
    assert "expected FJ-HXREE" in problem(strange, 409, "refused")["detail"]
    other = post(at, "ops", "market-trades", **trade | {"price_fen": 1})
    assert problem(other, 409, "refused")["rule"] == "market.imported_otherwise"
    elsewhere = post(at, "ops", "market-trades", **trade | {"original": "1", "category": "LAND"})
    assert problem(elsewhere, 409, "refused")["rule"] == "market.not_elsewhere"
    (seen,) = told(at, "market-trades?category=FOREST_CARBON").json()["data"]
    assert seen == trade | {
        **{"trade": market_code("FJ-HXREE", trade["original"]), "pack": 0},
        **{"market": "FJ-HXREE", "market_name": again["market"], "seller": None, "buyer": None},
    }
    assert told(at, "market-trades?category=EMISSION").json()["data"] == []


def test_an_agency_that_nobody_charged_registers_nothing(at: Door):
    number = "M3506003"
    assert post(at, "owner", "projects", **project(number)).status_code == 201
    asked = procedure(number, "CONSTRUCTION") | {"agency": "乙代理"}
    refused = post(at, "g", "procedures", **asked)
    assert problem(refused, 409, "refused")["rule"] == "procedure.no_mandate"
    assert told(at, f"lots/{number}01001").status_code == 404


def test_an_agency_acts_within_its_mandate_and_what_it_tries_beyond_is_recorded(at: Door):
    """Row 57: named acts, for a time; ended by its owner. Refused attempts are evidence (4.2)."""
    lot = "M3506019-1"
    letter = {"owner": "住建局", "agency": "甲代理", "scope": "lot", "subject": lot}
    paper = {"document": "委托书9号", "evidence": TEXT}
    begins = at.system.clock().isoformat()

    granted = {**letter, **paper, "acts": ["DefineLot", "AnnounceLot"], "since": begins}
    assert problem(post(at, "g", "mandates", **granted), 403, "refused")
    assert post(at, "owner", "mandates", **granted).status_code == 201
    assert post(at, "g", "lots", lot=lot, category="CONSTRUCTION", **DIRECT).status_code == 201
    before = refusals(at)
    beyond = edited(at, "g", lot, "failure", reason="投标人少于三个")
    assert problem(beyond, 409, "refused")["rule"] == "mandate.outside"
    assert refusals(at) == before + 1
    assert problem(post(at, "g", f"lots/{lot}/panel", experts=5), 403, "forbidden")
    assert edited(at, "g", lot, "announcement", **STANDS).status_code == 201
    assert post(at, "owner", "mandates/revocation", **letter, **paper).status_code == 201
    ended = edited(at, "g", lot, "correction", **(STANDS | {"text": "cd" * 32}))
    assert problem(ended, 409, "refused")["rule"] == "mandate.outside"
    assert problem(at.get(f"/v1/deposits?lot={lot}", "g"), 403, "forbidden")
    (row,) = told(at, f"mandates?subject={lot}").json()["data"]
    assert (row["acts"], row["until"] is None) == (["AnnounceLot", "DefineLot"], False)


def test_the_office_publishes_and_repeals_rules_and_lots_keep_theirs(at: Door):
    day = at.system.clock().date()
    barges = replace(CONSTRUCTION, code="BARGE_HIRE", zh="驳船租赁", en="barge hire")
    asked = PublishRulePack(since=day, pack=written(barges), **DECIDED)
    assert at.post(at.signed("office", asked)).status_code == 201
    number = "M3506004"
    assert post(at, "owner", "projects", **project(number)).status_code == 201
    before = procedure(number, "BARGE_HIRE")
    assert post(at, "g", "procedures", **before).status_code == 201
    lot = f"{number}01001"
    assert post(at, "g", f"procedures/{number}01/lots", lot=lot, **TERMS).status_code == 201
    repeal = RepealRulePack(category="BARGE_HIRE", version=1, since=day, **DECIDED)
    assert at.post(at.signed("office", repeal)).status_code == 201
    assert edited(at, "g", lot, "announcement", **STANDS).status_code == 201
    soon, later = ((at.system.clock() + timedelta(days=n)).isoformat() for n in (4, 8))
    early = edited(at, "g", lot, "documents", until=soon, text=TEXT)
    assert problem(early, 409, "refused")["detail"].startswith("CT-02")
    assert edited(at, "g", lot, "documents", until=later, text=TEXT).status_code == 201
    after = before | {"procedure": f"{number}02"}
    refused = post(at, "g", "procedures", **after)
    assert problem(refused, 409, "refused")["rule"] == "category.no_pack"
    trail = told(at, "events?limit=1000", "office").json()["data"]
    said = [row.get("name") for row in trail]
    assert said.index("RulePackPublished") < said.index("RuleRepealed")


def test_rules_are_published_by_the_citys_office_and_no_county_has_one(at: Door):
    """They are the same in every county (row 78): what a legal period is, no county says."""
    post = Post("OFFICE", "县公管办", "350626")
    now = at.system.clock()
    theirs = AssignRole(person="county-office", post=post, since=now, until=None)
    refused = at.post(at.signed("office", theirs))
    assert problem(refused, 409, "refused")["rule"] == "role.everywhere"
    shorter = replace(CONSTRUCTION, code="TUG_HIRE", zh="拖轮租赁", en="tug hire")
    asked = PublishRulePack(since=at.system.clock().date(), pack=written(shorter), **DECIDED)

    def published() -> int:
        trail = told(at, "events?limit=1000", "office").json()["data"]
        return [row.get("name") for row in trail].count("RulePackPublished")

    before = published()
    assert at.post(at.signed("office", asked)).status_code == 201
    assert published() == before + 1


def test_what_is_announced_everybody_reads(at: Door):
    lot = "M3506005-1"
    defined = post(at, "g", "lots", lot=lot, category="CONSTRUCTION", **DIRECT)
    assert defined.status_code == 201
    assert edited(at, "g", lot, "announcement", **STANDS).status_code == 201
    (row,) = (one for one in told(at, "lots").json()["data"] if one["lot"] == lot)
    announced = datetime.fromisoformat(row["announced_at"])
    assert (row["phase"], announced) == ("已公告", at.system.clock())


def test_what_a_command_wrote_is_heard_at_the_door_and_nothing_else(at: Door):
    """By it all rows are judged: no refusal is heard, and nothing that came by no door."""
    lot = "M3506047-1"
    with hearing() as heard:
        appoint(at.system, "heard", "C-OPS", "centre")
        problem(post(at, "ops", "lots", lot=lot, category="CONSTRUCTION", **DIRECT), 403, "refused")
        defined = post(at, "g", "lots", lot=lot, category="CONSTRUCTION", **DIRECT)
        assert defined.status_code == 201
        told(at, f"lots/{lot}")
    wrote = ["DefineLot: StreamRegistered", "DefineLot: LotDefined"]
    assert heard.told == ["DefineLot", *wrote, "GET /v1/lots/{lot}"]


def test_the_centre_decides_nothing(at: Door):
    """It can neither award nor evaluate, whatever the lot is at; its operator is told who may."""
    lot = "M3506006-1"
    post(at, "g", "lots", lot=lot, category="CONSTRUCTION", **DIRECT)
    before = told(at, f"lots/{lot}").json()["data"]
    won = {"winner": "91350600MA3100001N", "price_fen": 1}
    refused = problem(edited(at, "ops", lot, "award", **won), 403, "refused")
    assert refused["rule"] == "permission.missing"
    report = {"report": TEXT, "candidates": [won["winner"]]}
    problem(edited(at, "ops", lot, "evaluation", **report), 403, "forbidden")
    assert told(at, f"lots/{lot}").json()["data"] == before


def test_posts_that_exclude_each_other_are_not_held(at: Door):
    """4.2: of two, one is given, the other refused; taken away, the other is."""
    clerk, bidder = Post("C-SET1", "centre"), Post("BIDDER", "91350600MA3100001N")
    now = at.system.clock()

    def held() -> list[str]:
        return [one["role"] for one in told(at, "me", "newcomer").json()["posts"]]

    at.token("newcomer")
    first = AssignRole(person="newcomer", post=clerk, since=now, until=None)
    assert at.post(at.signed("office", first)).status_code == 201
    assert held() == ["C-SET1"]
    second = AssignRole(person="newcomer", post=bidder, since=now, until=None)
    refused = problem(at.post(at.signed("office", second)), 409, "refused")
    assert (refused["rule"].partition(".")[0], held()) == ("role", ["C-SET1"])
    taken = RemoveRole(person="newcomer", post=clerk, since=now)
    assert at.post(at.signed("office", taken)).status_code == 201
    assert held() == []


def test_what_is_refused_of_mandates_and_delegations_is_written_down(at: Door):
    """4.2: a pattern of refused attempts is evidence."""
    now = at.system.clock()
    paper = {"document": "1号", "evidence": TEXT}
    lot = {"scope": Scope.LOT, "subject": "M3506014-1"}
    letter = {"owner": "住建局", "agency": "甲代理", **lot, **paper}
    ends, lasts = now + timedelta(days=9), {"since": now, "until": now + timedelta(days=400)}
    appoint(at.system, "stand-in", "COUNTY", "分中心", "350626")
    order = {"deputy": "stand-in", "principal": "ops", "post": Post("C-OPS", "centre"), **paper}
    clerk = order | {"principal": "clerk", "post": Post("C-SET1", "centre")}
    asked = (
        ("owner", GrantMandate(**letter, acts=(), since=ends, until=now)),
        ("owner", RevokeMandate(**letter, since=None)),
        ("owner", GrantMandate(**(letter | {"owner": "甲"}), acts=(), **lasts)),
        ("office", GrantDelegation(**order, **lasts)),
        ("office", GrantDelegation(**(order | {"principal": "cash"}), since=now, until=ends)),
        ("office", GrantDelegation(**(clerk | {"deputy": "reviewer"}), since=now, until=ends)),
        ("office", RevokeDelegation(**clerk, since=None)),
    )
    counted = refusals(at)
    rules = [problem(at.post(at.signed(*one)), 409, "refused")["rule"] for one in asked]
    assert rules == [
        "mandate.no_time",
        "mandate.none",
        "mandate.not_yours",
        "delegation.no_time",
        "delegation.not_theirs",
        "role.conflict",
        "delegation.not_held",
    ]
    assert refusals(at) == counted + len(asked)


_OF_A_DAY = {"account": "CNY-COUNTY", "day": date(2026, 3, 2)}
_HELD = {"deposit": "P00000000000000A1", "hold": "H1", "lot": "M3506011-1"}
OF_A_REGION = (
    (ReturnClose(**_OF_A_DAY, reason="?"), "far-reviewer", "C-SET2"),
    (CloseDay(**_OF_A_DAY, position=1, snapshot=TEXT), "far-reviewer", "C-SET2"),
    (
        DiscardStatement(sha256=TEXT, of=(DayId(*_OF_A_DAY.values()),), reason="?"),
        "far-cash",
        "C-CASH",
    ),
    (
        PlaceHold(**_HELD, amount_fen=1, cause="?", document="?"),
        "far-housing",
        "V-HOUSING",
    ),
    (LiftHold(**_HELD), "far-housing", "V-HOUSING"),
)
"""What is asked of an account's day, and of a deposit of a lot: by whose post, of its region."""


def test_a_branch_acts_in_its_own_region_alone_and_reads_what_lies_there(at: Door):
    """Rows 13 to 15: posts of a county, projects where they lie, zones by codes of our own."""
    appoint(at.system, "county", "C-OPS", "分中心", "350626")
    appoint(at.system, "county-clerk", "C-SET1", "分中心", "350626")
    places = {"M3506010": "350626", "M3506011": "350602", "M3506012": "350600-GL"}
    for number, region in places.items():
        registered = post(at, "owner", "projects", **(project(number) | {"region": region}))
        assert registered.status_code == 201, registered.text
        lot = DIRECT | {"lot": f"{number}-1", "region": region, "category": "CONSTRUCTION"}
        assert post(at, "owner", "lots", **lot).status_code == 201
    rows = told(at, "projects?limit=1000").json()["data"]
    assert {row["region"] for row in rows if row["project"] in places} == set(places.values())
    counted = refusals(at)
    near, *far = (edited(at, "county", f"{number}-1", "result", **STANDS) for number in places)
    assert problem(near, 409, "refused")["rule"] == "lot.wrong_phase"
    for answer in far:
        assert problem(answer, 403, "refused")["rule"] == "permission.region"
    assert refusals(at) == counted + 3
    old = post(at, "owner", "projects", **(project("M3506013") | {"region": "350681"}))
    assert problem(old, 409, "refused")["rule"] == "region.not_in_force"
    fund = {"account": "CNY-COUNTY", "bank": "mock-bank", "number": "6228480402564899"}
    terms = {"currency": "CNY", "holds": "1001", "opening": 0, "day": "2026-03-02"}
    assert post(at, "cash", "accounts", **fund, **terms).status_code == 201
    placed = PlaceAccount(account="CNY-COUNTY", region="350602", **DECIDED)
    assert at.post(at.signed("office", placed)).status_code == 201
    of = {"deposit": "P00000000000000A1", "number": 1, "version": 1, "amount_fen": 100}
    item = Item(**of, interest_fen=0, elsewhere=False)
    batch = ProposeRefunds(batch="RB-2026-03-02-00A1", account="CNY-COUNTY", items=(item,))
    theirs = (at.post(at.signed(who, batch)) for who in ("clerk", "county-clerk"))
    rules = [one.json()["rule"] for one in theirs]
    assert (rules[0] == "permission.region", rules[1]) == (False, "permission.region")
    for asked, person, role in OF_A_REGION:
        appoint(at.system, person, role, "分中心", "350626")
        appoint(at.system, f"{person}-there", role, "分中心", "350602")
        theirs = (at.post(at.signed(who, asked)) for who in (f"{person}-there", person))
        rules = [one.json()["rule"] for one in theirs]
        assert rules[1] == "permission.region", asked.NAME
        assert not rules[0].startswith("permission."), asked.NAME
    for path in ("deposits", "alerts"):
        assert told(at, f"{path}?lot=M3506011-1", "county-clerk").json()["data"] == []


@pytest.mark.parametrize(
    ("category", "method", "number"),
    [
        (LAND, "拍卖", "M3506041"),
        (MINING, "拍卖", "M3506042"),
        (STATE_PROPERTY, "网络竞价", "M3506043"),
        (FRANCHISE, "拍卖", "M3506044"),
        (FOREST_RIGHT, "拍卖", "M3506045"),
        (PUBLIC_AUCTION, "拍卖", "M3506046"),
    ],
    ids=lambda told: getattr(told, "code", None),
)
def test_what_is_sold_upwards_has_a_session_that_everybody_looks_at(
    at: Door, category: Any, method: str, number: str
):
    """By the pack that the office published: arranged, then announced; its reserve is sealed."""
    publish(at, category)
    assert post(at, "owner", "projects", **project(number)).status_code == 201
    asked = procedure(number, category.code) | {"method": method, "protocol": "ASCENDING"}
    assert post(at, "g", "procedures", **asked).status_code == 201
    lot, share = f"{number}01001", {"deposit_fen": TERMS["estimate_fen"] // 5}
    share["basic_account"] = False
    registered = post(at, "g", f"procedures/{number}01/lots", lot=lot, **(TERMS | share))
    assert registered.status_code == 201, registered.text
    terms = {"session": 1, "protocol": "ASCENDING", "start_fen": TERMS["estimate_fen"]}
    rise = {"steps": [{"from_fen": 0, "step_fen": 100}], "countdown_s": 240}
    reserve = {"reserve_fen": TERMS["estimate_fen"] + 1}
    assert edited(at, "g", lot, "session", **terms, **rise, **reserve).status_code == 201
    assert edited(at, "g", lot, "announcement", **STANDS).status_code == 201
    assert told(at, f"lots/{lot}").json()["data"]["phase"] == "已公告"
    seen = told(at, f"lots/{lot}/session").json()["data"]
    assert (seen["start_fen"], seen["reserve_fen"]) == (TERMS["estimate_fen"], None)
    opens = datetime.fromisoformat(TERMS["opening_at"])
    goes_on = category is STATE_PROPERTY  # it is disclosed further while nobody applies
    due = {one.subject for one in deposit_deadlines(at.system, opens)}
    assert (lot in due) is not goes_on, "and then its order goes on by the clock"


def test_an_auditor_reads_the_books_of_any_past_position(at: Door):
    before = at.system.store.tail().position
    account = {"account": "CNY-M", "bank": "mock-bank", "number": "6228480402564890"}
    terms = {"currency": "CNY", "holds": "1001", "opening": 1_000_00, "day": "2026-03-02"}
    assert post(at, "cash", "accounts", **account, **terms).status_code == 201

    def owners(moment: str) -> set[str]:
        rows = told(at, f"balances?by=owner{moment}", "auditor").json()["data"]
        return {row["owner"] for row in rows}

    assert owners("") == {"CNY-M"}
    assert owners(f"&as_of={before}") == set()


def test_the_committee_decides_who_builds_a_system_and_reads_nothing_sealed(at: Door):
    """Whoever decides on the catalog and the systems sees no bid, no deposit, no bank line."""
    appoint(at.system, "chair", "COMMITTEE", "市公管委")
    number, today = "GGW-2026-3", at.system.clock().date()
    about: dict[str, Any] = {"about": "SYSTEM_OWNER", "title": "农村产权交易系统由谁建设"}
    votes = {"participants": ["发改委", "财政局", "住建局"], "in_favour": 2, "against": 1}
    asked = {"resolution": number, "decided_on": str(today), **about, **votes, **DECIDED}
    builds = {"system": "农村产权交易系统", "builder": "农业农村局"}
    problem(post(at, "office", "resolutions", **asked), 403, "refused")
    early = post(at, "chair", f"resolutions/{number}/system-owners", **builds)
    assert problem(early, 409, "refused")["rule"] == "decision.unknown"
    assert post(at, "chair", "resolutions", **asked).status_code == 201
    assert post(at, "chair", f"resolutions/{number}/system-owners", **builds).status_code == 201
    (decided,) = told(at, "resolutions").json()["data"]
    assert decided == asked
    (designated,) = told(at, f"resolutions/{number}/system-owners").json()["data"]
    assert (designated["system"], designated["builder"]) == tuple(builds.values())
    sealed = ("lots/E3506000001000001001001/bids", "deposits", "refunds", "payments", "payouts")
    assert {one: told(at, one, "chair").status_code for one in sealed} == dict.fromkeys(sealed, 403)


def test_an_answer_of_the_offices_shows_the_rules_that_were_in_force_on_its_day(at: Door):
    publish(at, GOVERNMENT_PROCUREMENT)
    asked = {"consultation": "ZX-2026-1", "title": "合同备案期限", "category": "GOV_PROCUREMENT"}
    asked |= {"text": TEXT}
    problem(post(at, "g", "consultations", **asked, rules=["GP-16"]), 403, "refused")
    wrong = post(at, "office", "consultations", **asked, rules=["GP-99"])
    assert problem(wrong, 409, "refused")["rule"] == "consultation.no_such_rule"
    assert post(at, "office", "consultations", **asked, rules=["GP-16"]).status_code == 201
    publish(at, replace(GOVERNMENT_PROCUREMENT, basic_account_required=True))
    (answer,) = told(at, "consultations?category=GOV_PROCUREMENT").json()["data"]
    newest = at.system.law().pack_on("GOV_PROCUREMENT", at.system.clock().date())
    assert (answer["rules"], answer["pack"]) == (["GP-16"], newest.version - 1)
    assert told(at, "consultations?category=LAND").json()["data"] == []


def test_what_is_to_be_reached_has_its_body_its_day_and_the_events_that_show_it(at: Door):
    today = at.system.clock().date()
    appoint(at.system, "planner", "COMMITTEE", "市公管委")
    asked = {"milestone": "PLAN-2026-01", "title": "整合县级交易平台", "body": "市公管办"}
    asked |= {"region": "350600", "due": str(today - timedelta(days=1))}
    problem(post(at, "office", "milestones", **asked), 403, "refused")
    assert post(at, "planner", "milestones", **asked).status_code == 201
    (due,) = told(at, "milestones").json()["data"]
    assert (due["reached"], due["late"]) == (None, True)
    found = {"reached": True, "document": TEXT}
    path = f"milestones/{asked['milestone']}/reviews"
    bare = post(at, "office", path, **found)
    assert problem(bare, 409, "refused")["rule"] == "milestone.no_evidence"
    beyond = problem(post(at, "office", path, **found, positions=[10**9]), 409, "refused")
    assert beyond["rule"] == "milestone.no_such_events"
    answer = post(at, "office", f"milestones/{asked['milestone']}/reviews", **found, positions=[1])
    assert answer.status_code == 201, answer.text
    (done,) = told(at, "milestones").json()["data"]
    assert (done["body"], done["positions"], done["late"]) == (asked["body"], [1], False)


def test_a_room_is_certified_before_it_is_booked_and_two_lots_never_have_it_at_once(at: Door):
    tomorrow, room = at.system.clock() + timedelta(days=1), "ROOM-301"
    lot = {"lot": "M3506008-1", "category": "GOV_PROCUREMENT"}
    later = {"deposit_deadline": tomorrow.isoformat(), "opening_at": tomorrow.isoformat()}
    assert post(at, "g", "lots", **DIRECT | later | lot).status_code == 201
    certifies = {"venue": room, "name": "三楼一号评标室", "region": "350600", "seats": 9}
    certifies |= {"purposes": ["OPENING"], "valid_until": "2027-12-31", "document": TEXT}
    books = {"booking": "B-1", "lot": lot["lot"], "purpose": "OPENING"}
    books |= {"since": tomorrow.isoformat(), "until": (tomorrow + timedelta(hours=2)).isoformat()}
    early = post(at, "ops", f"venues/{room}/bookings", **books)
    assert problem(early, 409, "refused")["rule"] == "venue.not_certified"
    assert post(at, "office", "venues", **certifies).status_code == 201
    assert post(at, "ops", f"venues/{room}/bookings", **books).status_code == 201
    again = post(at, "ops", f"venues/{room}/bookings", **books | {"booking": "B-2"})
    assert problem(again, 409, "refused")["rule"] == "venue.taken"
    assert post(at, "ops", f"venues/{room}/bookings/{books['booking']}/release").status_code == 201
    after = post(at, "ops", f"venues/{room}/bookings", **books | {"booking": "B-2"})
    assert after.status_code == 201, after.text
    had = told(at, f"venues/{room}/bookings").json()["data"]
    assert {one["booking"]: one["released_at"] is None for one in had} == {
        "B-1": False,
        "B-2": True,
    }
    assert told(at, "venues").json()["data"][0]["purposes"] == ["OPENING"]


def test_what_is_filed_holds_nothing_up_and_the_office_says_that_it_has_it(at: Door):
    lot = "M3506029-1"
    terms = DIRECT | {"lot": lot, "category": "GOV_PROCUREMENT"}
    soon = at.system.clock() + timedelta(days=30)
    terms |= {"deposit_deadline": soon.isoformat(), "opening_at": soon.isoformat()}
    defined = post(at, "g", "lots", **terms)
    assert defined.status_code == 201, defined.text
    files = {"filing": "BA-2026-1", "lot": lot, "paper": "ANNOUNCEMENT", "document": TEXT}
    problem(post(at, "office", "filings", **files), 403, "refused")
    assert post(at, "g", "filings", **files).status_code == 201
    assert edited(at, "g", lot, "announcement", **STANDS).status_code == 201, "it waits for nothing"
    (filed,) = told(at, f"filings?lot={lot}").json()["data"]
    assert (filed["acknowledged_at"], filed["late"]) == (None, False)
    says = post(at, "office", f"filings/{files['filing']}/acknowledgement")
    assert says.status_code == 201, says.text
    (filed,) = told(at, f"filings?lot={lot}").json()["data"]
    assert (filed["acknowledged_at"] is None, filed["late"]) == (False, False)


def test_a_years_calendar_is_published_and_corrected_by_the_office_and_read_by_everybody(at: Door):
    """What lies beyond the published years is an estimate; nobody else says which days are off."""
    year = {"year": 2031, "holidays": ["2031-01-01"], "workdays": ["2031-01-04"]}
    assert told(at, "calendars/2031").status_code == 404
    problem(post(at, "ops", "calendars", **year), 403, "refused")
    idle = post(at, "office", "calendars", **year | {"workdays": ["2031-01-03"]})
    assert problem(idle, 409, "refused")["rule"] == "calendar.no_weekend"
    published = post(at, "office", "calendars", **year)
    assert (published.status_code, published.json()["step"]) == (201, "published")
    assert post(at, "office", "calendars", **year).json()["step"] == "already"
    stands = year | {"proposed": None}
    assert told(at, "calendars/2031").json()["data"] == stands
    assert stands in told(at, "calendars").json()["data"]

    corrected = year | {"holidays": ["2031-01-01", "2031-01-02"], "workdays": []}
    assert post(at, "office", "calendars", **corrected).status_code == 201
    assert told(at, "calendars/2031").json()["data"] == corrected | {"proposed": None}
    before = f"calendars/2031?as_of={published.json()['last']}"
    assert told(at, before).json()["data"] == stands


def test_who_meddled_anybody_records_and_who_watches_over_all_reads(at: Door):
    """Row 18: nobody else, the centre's management neither; and nobody alters it."""
    said = {"who": "某局副局长", "said_at": "2026-03-01T07:00:00Z", "words": "让甲公司中标"}
    asked = {**said, "channel": "BY_PHONE", "lot": None}
    headers = at.headers("owner") | {"Idempotency-Key": "meddling-0001"}
    for first in (True, False):
        done = at.ask("POST", "/v1/interventions", json=asked, headers=headers)
        assert (done.status_code, done.json()["repeated"]) == (201, not first)
    other = asked | {"words": "让乙公司中标"}
    altered = at.ask("POST", "/v1/interventions", json=other, headers=headers)
    assert altered.status_code == 409
    appoint(at.system, "disc", "DISC", "纪委监委")
    (row,) = told(at, "interventions", "disc").json()["data"]
    assert {name: row[name] for name in said} == said
    assert (row["recorder"], row["lot"]) == ("owner", None)
    for person in ("office", "clerk", "owner", "ops"):
        assert told(at, "interventions", person).status_code == 403


def test_who_looks_under_a_seal_leaves_an_event(at: Door):
    """Row 73: two sign it, and who watches over all is told by whom it was, and on which ground."""
    lot = "M3506031-1"
    assert post(at, "owner", "lots", lot=lot, category="CONSTRUCTION", **DIRECT).status_code == 201
    for person, role in (("keeper", "KEY"), ("watch", "DISC"), ("housing", "V-HOUSING")):
        appoint(at.system, person, role, "漳州市")
    ground = {"what": "REGISTRANTS", "case": "漳建稽〔2026〕9号", "reason": "举报"}
    kept = post(at, "housing", f"lots/{lot}/inspections", **ground)
    assert kept.status_code == 201, kept.text
    signed = post(at, "keeper", f"joint-acts/{kept.json()['digest']}/signature")
    assert signed.status_code == 201, signed.text
    read = told(at, f"lots/{lot}/inspections/1", "housing").json()["data"]
    assert (read["registered"], read["registrants"]) == (0, [])
    assert told(at, f"lots/{lot}/inspections/1", "keeper").status_code == 403
    (row,) = told(at, "inspections", "watch").json()["data"]
    assert {name: row[name] for name in ground} == ground
    assert (row["read_by"], row["beside"]) == ("housing", "keeper")
