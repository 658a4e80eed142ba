"""Lots at the door, from definition to contract: each kind of trade goes its own way."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from api.appointing import appoint
from api.demo.cast import ANNOUNCEMENT, BIDDERS, LOT, SALE
from api.embedded import Server
from api.ending import record_of
from api.http import lot_end
from api.packs import selected
from domain.deposit.issue import IssueSubAccount
from domain.kernel import StreamId
from domain.money import show
from domain.party.enrol import RegisterParty
from projections.deposits import DEPOSITS
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem
from tests.kit.looking import look

BIDDER, WINNER = BIDDERS[0], BIDDERS[1].party
TENDER = {name: getattr(LOT, name) for name in LOT.__slots__} | {
    "deposit_deadline": LOT.deposit_deadline.isoformat(),
    "opening_at": LOT.opening_at.isoformat(),
}
AUCTION = TENDER | {
    "lot": SALE.lot,
    "category": SALE.category,
    "estimate_fen": SALE.estimate_fen,
    "basic_account": False,
}
ANNOUNCED = {"media": list(ANNOUNCEMENT.media), "text": ANNOUNCEMENT.text}
TOO_CHEAP = SALE.estimate_fen - 1
PRICE = LOT.estimate_fen
LESS = PRICE - 100
BEFORE, THE_DAY = "1999-01-01", LOT.opening_at.date().isoformat()


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A door behind which no clock ticks: what has passed, nobody has said yet."""
    with city(fresh(server), tmp_path_factory.mktemp("lots")) as system, door(system) as opened:
        appoint(system, "bidder", "BIDDER", BIDDER.party)
        appoint(system, "banker", "BANK", "mock-bank")
        enrolled = {"basic_account": BIDDER.account, "basic_bank": "建设银行"}
        system.ask("ops", RegisterParty(party=BIDDER.party, name=BIDDER.name, **enrolled))
        yield opened


def ask(at: Door, path: str, asked: Any, person: str = "agency", seen: int | None = None) -> Any:
    matching = {} if seen is None else {"if-match": f'"{seen}"'}
    return at.ask("POST", f"/v1/{path}", json=asked, headers=at.headers(person) | matching)


def refused(answer: Any) -> str:
    """By which rule."""
    return str(problem(answer, 409, "refused")["rule"])


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (TENDER | {"estimate_fen": None}, "lot.no_estimate"),
        (AUCTION | {"estimate_fen": None}, "lot.no_estimate"),
        (TENDER | {"estimate_fen": PRICE - 50}, "lot.deposit_out_of_bounds"),
        (TENDER | {"basic_account": False}, "lot.no_basic_account"),
    ],
)
def test_what_a_category_asks_of_a_lot_is_not_left_out(at: Door, asked: Any, rule: str):
    assert refused(ask(at, "lots", asked)) == rule


@pytest.mark.parametrize("defined", [TENDER, AUCTION])
def test_a_lot_that_says_it_all_is_defined_and_announced(at: Door, defined: Any):
    assert ask(at, "lots", defined).status_code == 201
    announced = ask(at, f"lots/{defined['lot']}/announcement", ANNOUNCED, seen=1)
    assert announced.status_code == 201


ROOM = AUCTION | {"lot": "GQ3506002026039999"}
SESSION = {
    "session": 1,
    "protocol": "ASCENDING",
    "start_fen": SALE.estimate_fen,
    "steps": [{"from_fen": 0, "step_fen": 100}],
    "countdown_s": 240,
    "reserve_fen": SALE.estimate_fen,
}


def test_a_session_is_arranged_before_the_announcement_and_then_ends_by_itself(at: Door):
    assert ask(at, "lots", ROOM).status_code == 201
    path = f"lots/{ROOM['lot']}"
    bare = ask(at, f"{path}/session", SESSION | {"steps": [{"from_fen": 1, "step_fen": 1}]}, seen=1)
    assert "steps: expected rungs from 0" in problem(bare, 422, "invalid")["detail"]
    assert ask(at, f"{path}/session", SESSION, seen=1).status_code == 201
    assert ask(at, f"{path}/session", SESSION, seen=1).status_code == 412
    assert ask(at, f"{path}/announcement", ANNOUNCED, seen=2).status_code == 201
    closed = ask(at, f"{path}/auction-end", {"bidders": 1, "price_fen": PRICE}, seen=3)
    assert refused(closed) == "lot.has_session"
    early = {"ends_at": ROOM["deposit_deadline"]}
    assert refused(ask(at, f"{path}/disclosure-end", early, "ops")) == "lot.too_early"


def test_only_a_bidder_that_has_paid_gets_a_number_and_offers(at: Door):
    path, party = f"lots/{ROOM['lot']}", BIDDER.party
    for asked in ("qualification", "offers"):
        said = {"party": WINNER} | (OFFER if asked == "offers" else {})
        problem(ask(at, f"{path}/{asked}", said, "bidder"), 403, "forbidden")
    at.system.readers.runner.catch_up()
    nothing = ask(at, f"{path}/qualification", {"party": party}, "bidder")
    assert "no deposit" in problem(nothing, 404, "not-found")["detail"]
    assert ask(at, "deposits", {"lot": ROOM["lot"], "party": party}, "bidder").status_code == 201
    at.system.readers.runner.catch_up()
    unpaid = ask(at, f"{path}/qualification", {"party": party}, "bidder")
    assert refused(unpaid) == "participation.not_paid"
    offered = ask(at, f"{path}/offers", {"party": party} | OFFER, "bidder")
    assert refused(offered) == "participation.unknown"


OFFER = {"participation": "P00000000000000FF", "session": 1, "amount_fen": PRICE}


def test_after_the_deadline_no_deposit_is_asked_for(at: Door):
    move_to(at.system, TENDER["opening_at"])
    at.system.readers.runner.catch_up()
    asked = {"lot": TENDER["lot"], "party": BIDDER.party}
    assert refused(ask(at, "deposits", asked, "bidder")) == "lot.too_late"


WON = {"winner": WINNER, "price_fen": PRICE}


@pytest.mark.parametrize(
    ("lot", "act", "asked", "seen", "rule"),
    [
        (TENDER, "auction-end", {"bidders": 1, "price_fen": PRICE}, 2, "lot.wrong_procedure"),
        (TENDER, "auction-end", {"bidders": 3, "price_fen": PRICE}, 2, "lot.wrong_procedure"),
        (TENDER, "opening", {"bidders": 2}, 2, "lot.too_few_bidders"),
        (TENDER, "opening", {"bidders": 3}, 2, None),
        (TENDER, "sale", WON, 3, "lot.wrong_procedure"),
        (TENDER, "award", WON | {"price_fen": LESS}, 3, None),
        (TENDER, "contract", {"signed_on": BEFORE, "price_fen": LESS}, 5, "lot.before_award"),
        (TENDER, "contract", {"signed_on": THE_DAY, "price_fen": LESS}, 5, None),
        (
            AUCTION,
            "auction-end",
            {"bidders": 2, "price_fen": TOO_CHEAP},
            2,
            "lot.below_start_price",
        ),
        (AUCTION, "auction-end", {"bidders": 2, "price_fen": PRICE}, 2, None),
        (AUCTION, "award", WON, 3, "lot.wrong_procedure"),
        (AUCTION, "result", ANNOUNCED, 3, "lot.wrong_phase"),
        (AUCTION, "sale", WON, 3, None),
        (AUCTION, "contract", {"signed_on": BEFORE, "price_fen": PRICE}, 4, "lot.before_award"),
        (AUCTION, "contract", {"signed_on": THE_DAY, "price_fen": PRICE}, 4, None),
        (AUCTION, "result", ANNOUNCED, 5, None),
    ],
)
def test_it_goes_the_way_of_its_category(
    at: Door, lot: Any, act: str, asked: Any, seen: int, rule: str | None
):
    """One step after the other; what is refused leaves the lot where it was."""
    answer = ask(at, f"lots/{lot['lot']}/{act}", asked, seen=seen)
    if rule is None:
        assert answer.status_code == 201, answer.text
    else:
        assert refused(answer) == rule


FEES = {
    "seller_fen": 9_300_000,
    "buyer_fen": 9_300_000,
    "default_fen": 0,
    "document": "核费1号",
    "evidence": "ee" * 32,
}


def test_who_runs_a_sale_assesses_its_fees_once_there_is_a_buyer(at: Door):
    def assessed(person: str = "ops", lot: str = AUCTION["lot"], **other: Any) -> Any:
        return last(at, "fee-assessment", person, lot, **(FEES | other))

    assert refused(assessed(lot=ROOM["lot"])) == "lot.wrong_phase"
    problem(assessed("agency"), 403, "refused")
    wrong = problem(assessed(seller_fen=-1), 422, "invalid")
    assert "seller_fen" in str(wrong)
    first = assessed().json()["first"]
    at.system.readers.runner.catch_up()
    (told,) = at.get(f"/v1/events?after={first - 1}&limit=1", "auditor").json()["data"]
    assert (told["name"], told["code"]) == ("FeesAssessed", AUCTION["lot"])
    fees = at.system.replay.state(StreamId("lot", AUCTION["lot"])).fees
    assert {name: getattr(fees, name) for name in FEES} == FEES
    assert assessed().json()["first"] == 0, "the same again is nothing"
    assert assessed(seller_fen=0).json()["first"] > first, "the last word counts"
    unseen = ask(at, f"lots/{AUCTION['lot']}/fee-assessment", FEES, "ops", seen=1)
    assert unseen.status_code == 412


LAND = AUCTION | {
    "lot": "ZZ-2026P03",
    "category": "LAND",
    "deposit_deadline": "2026-04-03T17:00:00+08:00",
    "opening_at": "2026-04-07T10:00:00+08:00",
}
FILED = "BA-2026-9"
SIGNED = {"signed_on": "2026-04-07", "price_fen": PRICE}
PAID = {"paid_on": "2026-04-07", "document": "税票1号", "evidence": "ee" * 32}


def test_a_price_of_land_is_paid_past_us_and_whoever_collects_it_says_so(at: Door):
    """Scenario B, rows 25, 26, 33 and 34, over the real door: never a fen more than the price."""
    appoint(at.system, "collector", "UP", "税务局")
    of = f"lots/{LAND['lot']}"
    assert ask(at, "lots", LAND).status_code == 201
    assert ask(at, f"{of}/announcement", ANNOUNCED, seen=1).status_code == 201
    at.system.readers.runner.catch_up()
    wanted = {"lot": LAND["lot"], "party": BIDDER.party}
    deposit = ask(at, "deposits", wanted, "bidder").json()["deposit"]

    def paid(fen: int, **other: Any) -> Any:
        asked = PAID | {"deposit": deposit, "amount_fen": fen} | other
        return ask(at, f"{of}/external-payments", asked, "collector")

    assert refused(paid(1)) == "desk.not_open"
    move_to(at.system, LAND["opening_at"])
    sold = {"winner": BIDDER.party, "price_fen": PRICE}
    steps = (("auction-end", {"bidders": 1, "price_fen": PRICE}), ("sale", sold))
    for seen, (act, asked) in enumerate((*steps, ("result", ANNOUNCED), ("contract", SIGNED)), 2):
        person = "ops" if act == "result" else "agency"
        assert ask(at, f"{of}/{act}", asked, person, seen=seen).status_code == 201
    assert ask(at, f"{of}/external-payments", PAID, "cash").status_code == 422
    assert paid(PRICE - 1).status_code == 201
    assert paid(PRICE - 1).status_code == 201, "the same document again is nothing"
    assert refused(paid(2, document="税票2号")) == "price.too_much"
    assert paid(1, document="税票2号").status_code == 201


def test_what_is_to_come_of_a_price_is_theirs_to_know_and_alerts_when_it_is_late(at: Door):
    """SP-09, MA-10: in one sum within five working days, until the contract says otherwise."""
    lot, calendar = AUCTION["lot"], {"year": 2026, "holidays": ["2026-10-01"], "workdays": []}
    assert ask(at, "calendars", calendar, "office").status_code == 201
    at.system.readers.runner.catch_up()
    paid = at.get(f"/v1/lots/{LAND['lot']}/price", "agency").json()["data"]
    assert paid["goes_to"] == "treasury"
    assert {one["paid_on"] for one in paid["parts"]} == {PAID["paid_on"]}
    price = at.get(f"/v1/lots/{lot}/price", "agency").json()["data"]
    assert (price["price_fen"], price["agreed"], price["warned"]) == (PRICE, None, [])
    (lump,) = price["parts"]
    assert (lump["rule"], lump["amount_fen"], lump["missing_fen"], lump["late"]) == (
        "SP-09 price.lump_sum",
        PRICE,
        PRICE,
        True,
    )

    def clocks(person: str | None) -> list[Any]:
        every = at.get(f"/v1/lots/{lot}/clocks", person).json()["data"]
        names = ("day", "missing_fen", "late")
        return [[one[name] for name in names] for one in every if one["event"] == "PriceReceived"]

    for person in ("agency", "auditor", "reviewer"):
        assert clocks(person) == [[lump["day"], PRICE, True]]
    for person in (None, "bidder"):
        problem(at.get(f"/v1/lots/{lot}/price", person), 403, "forbidden")
        assert clocks(person) == []
    problem(at.get(f"/v1/lots/{TENDER['lot']}/price", "agency"), 404, "not-found")
    look(at.system)
    at.system.readers.runner.catch_up()
    rows = at.get(f"/v1/alerts?lot={lot}", "auditor").json()["data"]
    (late,) = (row for row in rows if row["kind"] == "MA-10")
    after = date.fromisoformat(lump["day"])
    assert (late["level"], late["arose_at"]) == ("R", f"{after}T16:00:00Z")
    assert f"{show(PRICE)} yuan to come" in at.get(f"/lots/{lot}?lang=en", "auditor").text


def test_a_contract_that_says_how_it_is_paid_decides(at: Door):
    day, lot = "2026-06-30", AUCTION["lot"]
    told = [{"due": day, "amount_fen": PRICE - 1}]
    parts = {"instalments": told, "document": "ab" * 32}
    problem(last(at, "instalments", "reviewer", lot, **parts), 403, "refused")
    assert refused(last(at, "instalments", "agency", lot, **parts)) == "price.other_sum"
    told[0]["amount_fen"] = PRICE
    assert last(at, "instalments", "agency", lot, **parts).status_code == 201
    at.system.readers.runner.catch_up()
    price = at.get(f"/v1/lots/{lot}/price", "agency").json()["data"]
    assert (price["agreed"], price["warned"]) == ("ab" * 32, ["SP-09 price.lump_sum"])
    (part,) = price["parts"]
    assert (part["rule"], part["day"], part["late"]) == ("", day, False)


def last(at: Door, act: str, person: str, lot: str = LAND["lot"], **asked: Any) -> Any:
    """An act at a lot's end, on the lot as it is."""
    at.system.readers.runner.catch_up()
    tag = at.get(f"/v1/lots/{lot}").headers["etag"]
    headers = at.headers(person) | {"if-match": tag}
    return at.ask("POST", f"/v1/lots/{lot}/{act}", json=asked, headers=headers)


def test_a_deal_is_in_the_register_from_its_contract_on_and_is_filed(at: Door):
    def deals() -> dict[str, Any]:
        at.system.readers.runner.catch_up()
        return {one["lot"]: one for one in at.get("/v1/deals").json()["data"]}

    deal = deals()[LAND["lot"]]
    assert (deal["signed_on"], deal["price_fen"]) == (SIGNED["signed_on"], PRICE)
    assert (deal["filed_at"], deal["document"]) == (None, None)
    copy = {"document": "ab" * 32}
    problem(last(at, "deal-filing", "reviewer", **copy), 403, "refused")
    assert last(at, "deal-filing", "agency", **copy).status_code == 201
    assert deals()[LAND["lot"]]["document"] == copy["document"]
    report = {"filing": FILED, "lot": LAND["lot"], "paper": "RESULT"} | copy
    assert ask(at, "filings", report).status_code == 201


def test_figures_are_of_contracts_by_month_kind_and_region_and_reported_they_stay_the_same(
    at: Door,
):
    """What owners that buy paid less than estimated, and what came more where they sell."""
    months = {"since": THE_DAY[:7], "until": SIGNED["signed_on"][:7]}
    path = f"/v1/statistics?since={months['since']}&until={months['until']}"
    at.system.readers.runner.catch_up()
    answer = at.get(path).json()
    found = {(one["month"], one["category"]): one for one in answer["data"]["figures"]}
    told = ("deals", "price_fen", "saved_fen", "gained_fen", "counted", "bidders", "elsewhere")
    cells = ((months["since"], TENDER), (months["since"], AUCTION), (months["until"], LAND))
    bought, sold, land = (
        [found[month, lot["category"]][name] for name in told] for month, lot in cells
    )
    more = PRICE - SALE.estimate_fen
    from_afar = [int(not party.startswith("3506", 2)) for party in (WINNER, WINNER, BIDDER.party)]
    assert bought == [1, LESS, 100, 0, 1, 3, from_afar[0]]
    assert sold == [1, PRICE, 0, more, 1, 2, from_afar[1]]
    assert land == [1, PRICE, 0, more, 1, 1, from_afar[2]]
    wanted = {name: answer["data"][name] for name in ("since", "until", "figures")}
    wanted["as_of"] = answer["as_of"]["position"]
    plain = json.dumps(wanted, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = sha256(b"zhangben/statistics/v1\n" + plain.encode()).hexdigest()
    assert answer["data"]["digest"] == digest
    turned = f"/v1/statistics?since={months['until']}&until={months['since']}"
    problem(at.get(turned), 422, "invalid")
    problem(ask(at, "statistics/reports", months), 403, "forbidden")
    assert ask(at, "statistics/reports", months, "office").status_code == 201
    at.system.readers.runner.catch_up()
    (issued,) = at.get("/v1/statistics/reports").json()["data"]
    again = at.get(f"{path}&as_of={issued['as_of']}").json()["data"]["digest"]
    assert issued["digest"] == again
    same = ask(at, "statistics/reports", months | {"as_of": issued["as_of"]}, "office")
    assert same.json()["first"] == 0, "it stands so already"
    beyond = ask(at, "statistics/reports", months | {"as_of": 10**9}, "office")
    assert "there are events up to" in problem(beyond, 422, "invalid")["detail"]


def _and_then_the_bank(system: Any, lot: str) -> Any:
    """The record as it is read, and what is written on a deposit before the record is sealed."""
    record = record_of(system, lot)
    (row,) = system.readers.sealed_deposits.rows(DEPOSITS, {"lot": lot}).rows
    number = {"sub_account": "6222000011112222", "valid_until": date(2026, 12, 31)}
    system.ask("banker", IssueSubAccount(deposit=row["deposit"], **number))
    return record


def test_it_is_settled_then_its_record_is_sealed_and_whatever_comes_later_shows(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    archive = f"/v1/lots/{LAND['lot']}/archive"
    problem(at.get(archive, "auditor"), 404, "not-found")
    assert refused(last(at, "settlement", "reviewer", TENDER["lot"])) == "settlement.winner_missing"
    problem(last(at, "settlement", "clerk"), 403, "refused")
    assert refused(last(at, "archive", "ops")) == "lot.wrong_phase"
    assert last(at, "settlement", "reviewer").status_code == 201
    problem(last(at, "archive", "reviewer"), 403, "forbidden")
    with monkeypatch.context() as between:
        between.setattr(lot_end, "record_of", _and_then_the_bank)
        assert last(at, "archive", "ops").status_code == 201
    at.system.readers.runner.catch_up()
    lot = at.get(f"/v1/lots/{LAND['lot']}").json()["data"]
    seen = at.get(archive, "auditor").json()["data"]
    assert (lot["phase"], lot["archive"]) == ("已归档", seen["digest"])
    assert (seen["same"], seen["added"], seen["streams"]) == (True, 1, 3), "with what was filed"
    of_it = at.system.store.numbers([("filing", FILED)]).values()
    assert {*of_it} <= selected(at.system, LAND["lot"], at.system.store.tail().position)
    problem(at.get(archive, "agency"), 403, "forbidden")


def test_a_certificate_names_its_buyers_deposit(at: Door):
    paper = {"deposit": "P00000000000000FF", "number": "漳交易凭证1号", "text": "ab" * 32}
    of = f"lots/{AUCTION['lot']}/certificate"
    assert refused(ask(at, of, paper, "ops")) == "desk.not_open"
    problem(ask(at, of, paper, "reviewer"), 403, "refused")
