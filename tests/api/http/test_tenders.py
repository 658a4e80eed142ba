"""A tender at the door, from its project to the next candidate; its bids, of the bidder alone."""

import asyncio
import threading
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import pytest

import api.bids
from api import bid_files
from api.appointing import appoint
from api.bid_files import OfBid
from api.blind import STRAY, blind_days
from api.counted import counted_at
from api.demo.cast import BIDDERS
from api.draws import differing, drawn_in, told_by
from api.embedded import Server
from api.ending import record_of
from api.envelopes import closed as envelope
from api.http import bids as doors
from api.http import offers, opened_bids
from api.http.deposits import DepositIn, known_now
from api.jobs.due import DEADLINES
from api.jobs.register import tick
from api.packs import pack_of
from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.categories.emission import EMISSION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.state_property import STATE_PROPERTY
from domain.desk.lodge import LodgeGuarantee
from domain.desk.require import RequireDeposit
from domain.drawing import OF_LOTS, bound, drawn, ranking
from domain.governance.rule_packs import PublishRulePack
from domain.kernel import StreamId
from domain.lot import counted
from domain.packs.written import written
from domain.party.enrol import RegisterParty
from domain.register import CHARTER
from domain.trade.submit_bid import SubmitBid
from ledger import blobs
from ledger.keys import DestroyKey
from ledger.sealing import CannotOpen
from ledger.tickets import Receipt
from ledger.trust import Trust
from ledger.unpacking import log_from
from ledger.vault import NoKey
from tests.kit.asked_since import asked_since
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem
from tests.kit.tendering import (
    AGENCY,
    DEADLINE,
    LOT,
    OPENING,
    OWNER,
    PACK,
    PRICE,
    PROCEDURE,
    PROJECT,
    TEXT,
    UNTIL,
)

FIRST, SECOND, THIRD = BIDDERS[:3]
PERSON, GONE = "N00000000000000B7", "N00000000000000B8"
CANDIDATES = [FIRST.party, SECOND.party]
JUDGED = [THIRD.party, SECOND.party]
STRANGER = "N00000000000000F1"
"""The first of them handed its bid in on paper."""
OTHER, DEPOSIT = "B00000000000000A2", "P00000000000000A1"
OTHERS = "P00000000000000FF"
DRAWABLE = ("panel", "e1", "e2", "e3", "e4", "e5")
PEOPLE = (
    ("owner", "OWNER", OWNER.organisation),
    ("g", "AGENCY", AGENCY.organisation),
    *((person, "EXPERT", "专家库") for person in DRAWABLE),
    ("finance", "FIN", "财政局"),
    ("housing", "V-HOUSING", "市住建局"),
    ("sasac", "SASAC", "国资委"),
    ("audit", "AUD", "审计局"),
    ("bidder", "BIDDER", FIRST.party),
    ("rival", "BIDDER", SECOND.party),
    ("person", "BIDDER", PERSON),
    ("outsider", "BIDDER", BIDDERS[2].party),
)
NEXT, STILL = "A3506000001000001002001", "A3506000001000001002002"
NEXT_DEADLINE, NEXT_OPENING = DEADLINE + timedelta(days=60), OPENING + timedelta(days=60)
DATA = "投标文件：报价一览表".encode() * 9
FILE = sha256(DATA).hexdigest()
SECRET = bytes(range(32))
ENVELOPE = envelope(DATA, STILL, SECOND.party, SECRET)
ACCOUNT = "CNY-DEPOSITS"
OPENS_ACCOUNT = partial(
    OpenAccount,
    account=ACCOUNT,
    bank="mock-bank",
    number="6228480402564890",
    currency="CNY",
    holds="1001",
    opening=0,
    statement=None,
)
NOTICE = {"lot": LOT, "party": FIRST.party, "document": "撤回函", "evidence": TEXT}


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A city in which the rules of tenders are published, and two companies are known."""
    with city(fresh(server), tmp_path_factory.mktemp("tenders")) as system:
        for person, role, organisation in PEOPLE:
            appoint(system, person, role, organisation)
        appoint(system, "elsewhere", "V-HOUSING", "邻市住建局", "350700")
        decided = {"document": "3号", "evidence": TEXT}
        since = system.clock().date()
        system.ask("office", PublishRulePack(since=since, pack=PACK.written, **decided))
        for one in (FIRST, SECOND):
            known = {"basic_account": one.account, "basic_bank": None}
            system.ask("ops", RegisterParty(party=one.party, name=one.name, **known))
        system.ask("cash", OPENS_ACCOUNT(day=system.clock().date()))
        with door(system) as opened:
            yield opened


def look(at: Door, path: str, person: str) -> Any:
    """What there is, all readers having come so far."""
    at.system.readers.runner.catch_up()
    return at.get(f"/v1/{path}", person)


def ask(at: Door, path: str, person: str, **asked: Any) -> Any:
    """An answer; what is done to a lot is done to it as it is."""
    headers = at.headers(person)
    if path.startswith("lots/"):
        lot = "/".join(path.split("/")[:2])
        headers |= {"if-match": look(at, lot, person).headers["etag"]}
    return at.ask("POST", f"/v1/{path}", json=asked, headers=headers)


def done(at: Door, path: str, person: str, **asked: Any) -> None:
    answer = ask(at, path, person, **asked)
    assert answer.status_code == 201, answer.text


def bids(at: Door, person: str = "bidder", **other: Any) -> str:
    """A bid is handed in, its file having come before; its id."""
    bid = {"lot": LOT, "party": FIRST.party, "file": FILE, "price_fen": PRICE} | other
    brought(at, bid["lot"], bid["party"])
    answer = ask(at, "bids", person, **bid)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["bid"])


def of(at: Door, lot: str, party: str) -> OfBid:
    """Whose bid for which lot."""
    return OfBid(doors.bid_of(at.system, lot, party), lot, party)


def brought(at: Door, lot: str, party: str, data: bytes = DATA) -> str:
    """The file of a bid is here, however it came; its SHA-256."""
    return bid_files.keep(at.system, of(at, lot, party), data)


def lies(at: Door, lot: str, party: str) -> str:
    """The same of who may not bring it: what the Book says of its bid is another matter."""
    its = of(at, lot, party)
    kept = bid_files._padded(DATA)
    at.system.blobs.keep(its.name(FILE), kept, "application/octet-stream", its.keys)
    return FILE


@contextmanager
def crowded(at: Door, room: str) -> Iterator[None]:
    """As many files as one room takes are in it."""
    limiter = getattr(at.app.state.bid_files, room)
    inside = [object() for _ in range(int(limiter.total_tokens))]

    async def each(does: Any) -> None:
        for one in inside:
            does(one)

    at.run(lambda _client: each(limiter.acquire_on_behalf_of_nowait))
    try:
        yield
    finally:
        at.run(lambda _client: each(limiter.release_on_behalf_of))


@pytest.fixture(scope="module")
def bid(at: Door) -> str:
    """The bid of the first, once its lot is there."""
    at.system.ask("platform", RequireDeposit(deposit=DEPOSIT, lot=LOT, party=FIRST.party))
    return bids(at)


@pytest.fixture(scope="module")
def opened(at: Door, bid: str) -> None:
    """The bids are open, once their time is there: some test opened them, or this does."""
    if not at.system.replay.state(StreamId("lot", LOT)).opened:
        done(at, f"lots/{LOT}/opening", "owner", bidders=3)


def refused(answer: Any, rule: str) -> None:
    assert problem(answer, 409, "refused")["rule"] == rule


def clock(at: Door, instant: Any) -> None:
    """The time is there, and the clock has said what has passed."""
    move_to(at.system, instant.isoformat())
    at.system.readers.runner.catch_up()
    tick(at.system)
    at.system.readers.runner.catch_up()


def test_a_project_its_procedure_and_its_lot_are_registered(at: Door):
    approval = {"approval": "漳发改〔2026〕1号", "evidence": TEXT}
    project = {"project": PROJECT, "title": "市政道路", "owner": "住建局", "region": "350602"}
    done(at, "projects", "owner", **project, agencies=["甲代理"], **approval)
    done(
        at,
        "procedures",
        "g",
        procedure=PROCEDURE,
        project=PROJECT,
        title="市政道路施工",
        category="CONSTRUCTION",
        method="公开招标",
        protocol="SEALED_SCORED",
        agency="甲代理",
        validity_days=90,
    )
    lot = {
        "lot": LOT,
        "title": "A1标段",
        "estimate_fen": 50 * 80_000_000,
        "deposit_fen": 80_000_000,
        "deposit_deadline": DEADLINE.isoformat(),
        "opening_at": OPENING.isoformat(),
        "basic_account": True,
    }
    done(at, f"procedures/{PROCEDURE}/lots", "g", **lot)
    done(at, f"lots/{LOT}/announcement", "g", media=["省平台"], text=TEXT)
    done(at, f"lots/{LOT}/correction", "g", media=["省平台", "市平台"], text=TEXT)
    done(at, f"lots/{LOT}/documents", "g", until=UNTIL.isoformat(), text=TEXT)
    done(at, f"lots/{LOT}/clarifications", "g", affects=True, text=TEXT)
    seen = look(at, f"lots/{LOT}", "g").json()["data"]
    assert None not in (seen["corrected_at"], seen["clarified_at"])


def test_a_bid_is_handed_in_by_its_bidder_alone_and_seen_by_nobody_else(at: Door, bid: str):
    theirs = {"lot": LOT, "party": FIRST.party, "file": FILE, "price_fen": PRICE}
    assert ask(at, "bids", "rival", **theirs).status_code == 403
    seen = look(at, f"bids/{bid}", "bidder").json()["data"]
    assert (seen["standing"], seen["price_fen"]) == ("已投标", PRICE)
    for person, code in (("rival", bid), ("bidder", OTHER)):
        assert at.get(f"/v1/bids/{code}", person).status_code == 404
    assert at.get(f"/v1/bids/{bid}", "g").status_code == 403


def in_parts(at: Door, person: str, data: bytes, path: str = "/v1/bid-files/uploads") -> Any:
    """An upload of this person's, whole after two parts; or what was answered instead."""
    told = f"sha256 {b64encode(sha256(data).hexdigest().encode()).decode()}"
    tus = at.headers(person) | {"Tus-Resumable": "1.0.0"}
    said = {"Upload-Length": f"{len(data)}", "Upload-Metadata": told}
    begun = at.ask("POST", path, headers=tus | said)
    if begun.status_code == 201:
        kind = {"Content-Type": "application/offset+octet-stream"}
        for offset, part in ((0, data[:5]), (5, data[5:])):
            headers = tus | kind | {"Upload-Offset": f"{offset}"}
            answer = at.ask("PATCH", begun.headers["Location"], content=part, headers=headers)
            assert answer.status_code == 204, answer.text
    return begun


def test_no_bid_names_a_file_that_is_not_here_though_another_brought_the_same(at: Door, bid: str):
    """Whether a rival did, nobody hears by trying."""
    data = b"of the rival alone"
    theirs = {"lot": LOT, "party": FIRST.party, "price_fen": PRICE}
    tried = theirs | {"file": sha256(data).hexdigest()}
    none = ask(at, "bids", "bidder", **tried)
    brought(at, LOT, SECOND.party, data)
    again = ask(at, "bids", "bidder", **tried)
    assert "is not here: bring it first" in problem(none, 409, "http")["detail"]
    assert none.content == again.content
    (event,) = (look(at, f"bids/{bid}", "bidder").json()["data"]["file"],)
    assert event == FILE, "the bid stands as it was"


def test_the_file_of_a_bid_comes_in_parts_and_is_kept_for_its_bidder_alone(at: Door):
    data = b"the first bid, in parts"
    assert in_parts(at, "g", data).status_code == 403
    upload = in_parts(at, "bidder", data).headers["Location"].rpartition("/")[2]
    its = {"lot": LOT, "party": FIRST.party, "upload": upload}
    assert ask(at, "bid-files", "bidder", **its | {"party": SECOND.party}).status_code == 403
    assert ask(at, "bid-files", "rival", **its | {"party": SECOND.party}).status_code == 404
    assert in_parts(at, "bidder", data, "/v1/statements/uploads").status_code == 403
    with crowded(at, "bringing"):
        assert ask(at, "bid-files", "bidder", **its).status_code == 503
        refused_ = ask(at, "bid-files", "bidder", **its | {"lot": NEXT})
    assert f"nobody defined {NEXT}" in problem(refused_, 409, "http")["detail"]
    answer = ask(at, "bid-files", "bidder", **its)
    assert answer.status_code == 201, answer.text
    told = {"bid": of(at, LOT, FIRST.party).bid, "file": sha256(data).hexdigest()}
    assert answer.json() == told
    assert ask(at, "bid-files", "bidder", **its).status_code == 404, "the upload is forgotten"
    assert bid_files.read(at.system, of(at, LOT, FIRST.party), told["file"]) == data


def test_a_bidder_reads_back_what_its_bid_names_before_the_opening_and_nobody_else_does(
    at: Door, bid: str
):
    """What its bid names was handed in, so that is what it reads; not what it brought besides."""
    path = f"/v1/bids/{bid}/file"
    own = look(at, f"bids/{bid}", "bidder").json()["data"]
    assert (own["file"], own["kept"], own["key"], own["fault"]) == (FILE, True, False, None)
    assert own["keys_until"] is None, "nobody opened it yet"
    answer = at.get(path, "bidder")
    assert (answer.status_code, answer.content) == (200, DATA)
    for person, code in (("rival", bid), ("bidder", OTHER)):
        problem(at.get(f"/v1/bids/{code}/file", person), 404, "not-found")
    for person in ("owner", "g", "housing", "audit", None):
        assert at.get(path, person).status_code in (401, 403), person


def test_a_file_that_is_kept_tells_neither_what_it_is_nor_how_long(at: Door):
    """Nor is it found by its hash, which the owner of another copy knows."""
    short, long = brought(at, LOT, FIRST.party, b"a"), brought(at, LOT, FIRST.party, b"a" * 65_528)
    brought(at, LOT, SECOND.party, b"a" * 65_529)
    with at.system.store.reading() as curs:
        query = "SELECT sha256, length, octet_length(locked), media_type FROM ledger.blob"
        rows = curs.execute(query).fetchall()
    names = {bytes(row[0]).hex() for row in rows}
    assert not names & {short, long}
    assert {row[1] for row in rows if row[1]} == {1 << 16, 1 << 17}
    assert {row[2] - row[1] for row in rows} == {28}
    assert {row[3] for row in rows} == {"application/octet-stream"}


def test_of_one_bid_so_many_files_are_kept_and_no_more(at: Door, monkeypatch: pytest.MonkeyPatch):
    lot, party = LOT, BIDDERS[2].party
    known = {"basic_account": None, "basic_bank": None}
    for nobody, why in ((party, "nobody registered"), ("9" * 18, "expected . as the last sign")):
        with pytest.raises(bid_files.NoneWanted, match=why):
            brought(at, lot, nobody)
    at.system.ask("ops", RegisterParty(party=party, name=BIDDERS[2].name, **known))
    monkeypatch.setattr(bid_files, "MOST", 2)
    for data in (b"1", b"2", b"2"):
        brought(at, lot, party, data)
    with pytest.raises(bid_files.NoneWanted, match="2 files were brought"):
        brought(at, lot, party, b"3")
    assert not bid_files.is_kept(at.system, of(at, lot, party), sha256(b"3").hexdigest())


def test_the_largest_file_fills_its_power_of_two_and_no_second():
    assert len(bid_files._padded(bytes(bid_files.FILE_MAX))) == 1 << 25


def test_a_file_whose_place_another_took_is_said_to_be_not_kept(at: Door):
    """A statement may have any bytes, and so any hash: nobody loses a bid's file by it."""
    its, data = of(at, LOT, FIRST.party), b"a file in whose place another lies"
    digest = sha256(data).hexdigest()
    there = f"zhangben/bid-file/v1\n{its.bid}\n{digest}\n".encode()
    assert at.system.blobs.put(there, "text/plain", "day/X/2026-03-20") == its.name(digest)
    with pytest.raises(bid_files.NoneWanted, match="another file lies where this one would"):
        brought(at, LOT, FIRST.party, data)
    assert not bid_files.is_kept(at.system, its, digest)


def test_under_a_key_that_was_destroyed_no_file_is_kept_and_its_bidder_is_told(at: Door):
    known: dict[str, Any] = {"basic_account": None, "basic_bank": None}
    at.system.ask("ops", RegisterParty(party=GONE, name="某乙", **known))
    appoint(at.system, "gone", "BIDDER", GONE)
    its, file = of(at, LOT, GONE), brought(at, LOT, GONE)
    at.system.ask("office", DestroyKey(key=f"party/{GONE}", reason="erasure"))
    assert not bid_files.is_kept(at.system, its, file)
    bid = {"lot": LOT, "party": GONE, "file": file}
    assert "is not here" in problem(ask(at, "bids", "gone", **bid), 409, "http")["detail"]
    upload = in_parts(at, "gone", DATA).headers["Location"].rpartition("/")[2]
    brings = {"lot": LOT, "party": GONE, "upload": upload}
    answer = ask(at, "bid-files", "gone", **brings)
    assert f"a key of {GONE} was destroyed" in problem(answer, 409, "http")["detail"]


def test_a_party_has_one_bid_for_a_lot_whatever_it_asks(at: Door, bid: str):
    """Two would stand on one deposit, which goes back with the first that is withdrawn."""
    second = {"bid": OTHER, "lot": LOT, "party": FIRST.party, "file": FILE}
    problem(ask(at, "bids", "bidder", **second), 422, "invalid")
    assert bids(at, price_fen=PRICE - 1) == bid
    assert look(at, f"bids/{bid}", "bidder").json()["data"]["price_fen"] == PRICE - 1
    assert bids(at, "rival", party=SECOND.party) != bid


def test_a_deposit_is_known_to_whoever_bids_though_no_reader_has_come_so_far(at: Door):
    """Else a bid of the last second would wait for one, or stand beside a deposit it knows not."""
    theirs = {"lot": LOT, "party": SECOND.party}
    at.system.readers.runner.catch_up()
    answer = ask(at, "deposits", "rival", **theirs)
    assert answer.status_code == 201, answer.text
    assert known_now(at.system, DepositIn(**theirs)) == answer.json()["deposit"]
    assert known_now(at.system, DepositIn(lot=LOT, party=FIRST.party)) == DEPOSIT


def test_it_is_withdrawn_before_the_deadline_and_handed_in_again(
    at: Door, bid: str, monkeypatch: pytest.MonkeyPatch
):
    """With the deposit that the platform knows of, where its bidder names none."""
    theirs = NOTICE | {"party": SECOND.party}
    refused(ask(at, f"bids/{bid}/withdrawal", "rival", **theirs, deposit=DEPOSIT), "bid.unknown")
    refused(ask(at, f"bids/{bid}/revocation", "bidder", **NOTICE), "bid.too_early")
    with monkeypatch.context() as patch:
        patch.setattr(doors, "known_now", lambda *_of: OTHERS)
        refused(ask(at, f"bids/{bid}/withdrawal", "bidder", **NOTICE), "deposit.other_lot")
    done(at, f"bids/{bid}/withdrawal", "bidder", **NOTICE)
    assert look(at, f"bids/{bid}", "bidder").json()["data"]["standing"] == "已撤回"
    assert bids(at) == bid


def test_who_bids_asks_of_the_documents_and_a_clarification_answers_to_all(at: Door):
    path = f"lots/{LOT}/questions"
    its = {"party": SECOND.party, "text": TEXT}
    assert ask(at, path, "bidder", **its).status_code == 403
    asked = ask(at, path, "rival", **its)
    assert asked.status_code == 201, asked.text
    question = asked.json()["question"]
    heard = look(at, path, "g")
    (told,) = heard.json()["data"]
    assert (told["question"], told["text"], told["answer"]) == (question, TEXT, None)
    assert SECOND.party not in heard.text
    named = told_in_the_trail(at)
    assert "DocumentIssued" in named
    assert "QuestionAsked" not in named
    other = {"affects": False, "text": "ef" * 32}
    wrong = ask(at, f"lots/{LOT}/clarifications", "g", **other, answers=[f"T{OTHER[1:]}"])
    refused(wrong, "question.unknown")
    done(at, f"lots/{LOT}/clarifications", "g", **other, answers=[question])
    (told,) = look(at, path, "g").json()["data"]
    assert (told["answer"], told["answered_at"] is None) == (other["text"], False)


def told_in_the_trail(at: Door) -> set[str | None]:
    """The names of events that the trail tells the office; None of those under seal."""
    at.system.readers.runner.catch_up()
    return {one.get("name") for one in at.get("/v1/events?limit=1000", "office").json()["data"]}


def test_the_clock_ends_documents_deposits_and_bids(at: Door, bid: str):
    for instant in (UNTIL, DEADLINE, OPENING):
        clock(at, instant)
    lot = look(at, f"lots/{LOT}", "g").json()["data"]
    assert lot["phase"] == "已截止"
    refused(ask(at, f"bids/{bid}/withdrawal", "bidder", **NOTICE, deposit=DEPOSIT), "bid.too_late")
    its = of(at, LOT, SECOND.party)
    for person in ("owner", "g", "housing", "audit", "rival"):
        for code in (its.bid, OTHER):
            answer = look(at, f"lots/{LOT}/bids/{code}/file", person)
            assert answer.status_code == (403 if person == "rival" else 404), person
    done(at, f"bids/{bid}/revocation", "bidder", **NOTICE)


def replaced(at: Door, members: list[str]) -> list[str]:
    """One recuses itself, who alone may, and the sixth is drawn in its place."""
    (other,) = {*DRAWABLE} - {*members}
    why = {"cause": "RECUSED", "document": TEXT}
    for stranger in (other, "g", "rival"):
        assert ask(at, f"lots/{LOT}/panel/recusal", stranger, **why).status_code == 403
    found = ask(at, f"lots/{LOT}/panel/departures", "finance", **why, member=members[1])
    refused(found, "lot.not_in_charge")
    refused(ask(at, f"lots/{LOT}/panel/replacement", "g"), "panel.no_vacancy")
    for _ in range(2):
        done(at, f"lots/{LOT}/panel/recusal", members[0], **why)
    done(at, f"lots/{LOT}/panel/departures", "housing", **why, member=members[0])
    report = {"report": TEXT, "candidates": JUDGED}
    assert ask(at, f"lots/{LOT}/evaluation", members[0], **report).status_code == 403
    refused(ask(at, f"lots/{LOT}/evaluation", members[1], **report), "panel.not_whole")
    assert ask(at, f"lots/{LOT}/panel/replacement", "rival").status_code == 403
    done(at, f"lots/{LOT}/panel/replacement", "g")
    now = look(at, f"lots/{LOT}/panel", "housing").json()["data"]["members"]
    assert now == [*members[1:], other]
    return list(now)


def test_bids_are_opened_on_their_owners_wish_and_the_record_of_it_is_everybodys(
    at: Door, bid: str
):
    record = f"lots/{LOT}/opening-record"
    problem(look(at, record, None), 404, "not-found")
    assert ask(at, f"lots/{LOT}/opening", "rival", bidders=3).status_code == 403
    done(at, f"lots/{LOT}/opening", "owner", bidders=3)
    assert look(at, record, None).json()["data"]["bidders"] == 3


def test_the_panel_puts_candidates_forward_and_the_next_comes_when_the_first_does_not_sign(
    at: Door, opened: None
):
    evaluated = {"report": TEXT, "candidates": JUDGED, "on_paper": [THIRD.party]}
    assert ask(at, f"lots/{LOT}/evaluation", "owner", **evaluated).status_code == 403
    refused(ask(at, f"lots/{LOT}/evaluation", "panel", **evaluated), "panel.not_drawn")
    draws = {"experts": 5}
    few = ask(at, f"lots/{LOT}/panel", "g", **draws, avoid=["e5"])
    refused(few, "panel.too_many_avoided")
    assert ask(at, f"lots/{LOT}/panel", "rival", **draws).status_code == 403
    before = record_of(at.system, LOT).streams
    done(at, f"lots/{LOT}/panel", "g", **draws)
    assert record_of(at.system, LOT).streams == before + 1, "who judges is of its record"
    refused(ask(at, f"lots/{LOT}/panel", "g", **draws), "panel.drawn")
    people = {"owner": 404, "audit": 404, "housing": 200, "rival": 403}
    others = {"finance": 403, "elsewhere": 403}
    for person, status in (people | others).items():
        assert at.get(f"/v1/lots/{LOT}/panel", person).status_code == status, person
    members = look(at, f"lots/{LOT}/panel", "housing").json()["data"]["members"]
    members = replaced(at, members)
    (other,) = {*DRAWABLE} - {*members}
    assert ask(at, f"lots/{LOT}/evaluation", other, **evaluated).status_code == 403
    left = {"report": TEXT, "candidates": CANDIDATES}
    refused(ask(at, f"lots/{LOT}/evaluation", members[0], **left), "evaluation.nobodys")
    assert ask(at, f"lots/{LOT}/evaluation", "ops", **evaluated).status_code == 403
    done(at, f"lots/{LOT}/evaluation", members[0], **evaluated)
    until = (OPENING + timedelta(days=3)).date()
    early = (until - timedelta(days=1)).isoformat()
    public = ask(at, f"lots/{LOT}/candidates", "owner", until=early, candidates=JUDGED)
    refused(public, "lot.term_too_short")
    done(at, f"lots/{LOT}/candidates", "owner", until=until.isoformat(), candidates=JUDGED)
    won = {"winner": THIRD.party, "price_fen": PRICE}
    refused(ask(at, f"lots/{LOT}/award", "owner", **won), "lot.not_yet")
    clock(at, OPENING + timedelta(days=4))
    centre = problem(ask(at, f"lots/{LOT}/award", "ops", **won), 403, "refused")
    assert centre["rule"] == "permission.missing", "the centre decides nothing, whatever is ready"
    done(at, f"lots/{LOT}/award", "owner", **won)
    done(at, f"lots/{LOT}/default", "owner", document="弃标函", evidence=TEXT)
    done(at, f"lots/{LOT}/next-candidate", "owner", price_fen=PRICE + 1)
    lot = look(at, f"lots/{LOT}", "g").json()["data"]
    assert (lot["phase"], lot["winner"], lot["price_fen"]) == ("已成交", SECOND.party, PRICE + 1)
    seen = look(at, f"lots/{LOT}/panel", "owner").json()["data"]["members"]
    assert seen == members


def test_the_record_of_the_opening_is_everybodys_and_the_bids_themselves_are_not(
    at: Door, opened: None
):
    """One stood when they were opened; the other had been revoked. Of that nothing is read out."""
    record = look(at, f"lots/{LOT}/opening-record", "rival").json()["data"]
    (row,) = record["bids"]
    read = {"party": SECOND.party, "name": SECOND.name, "price_fen": PRICE, "deposit": False}
    read["bid"] = of(at, LOT, SECOND.party).bid
    assert (row, record["bidders"]) == (read, 3)
    lot = at.system.replay.state(StreamId("lot", LOT))
    assert lot.not_on_paper == (of(at, LOT, SECOND.party).bid,)
    unsaid = replace(lot, bids_opened=replace(lot.bids_opened, bids=None))
    for one in (lot, unsaid):
        assert counted_at(at.system, one, record["opening"]) == lot.not_on_paper
    before = f"/v1/lots/{LOT}/opening-record?as_of={record['opening'] - 1}"
    for person in (None, "rival", "audit"):
        assert at.get(f"/v1/lots/{LOT}/opening-record", person).json()["data"] == record
        problem(at.get(before, person), 404, "not-found")
    members = look(at, f"lots/{LOT}/panel", "housing").json()["data"]["members"]
    (other,) = {*DRAWABLE} - {*members}
    path = f"/v1/lots/{LOT}/bids"
    reads = {"owner": 200, "g": 200, members[0]: 200, "housing": 200, "audit": 200}
    no = {"rival": 403, "bidder": 403, other: 403, "elsewhere": 403, "finance": 403, "clerk": 403}
    for person, status in (reads | no).items():
        assert at.get(path, person).status_code == status, person
    (bid,) = at.get(path, "owner").json()["data"]
    assert (bid["party"], bid["price_fen"], bid["file"]) == (SECOND.party, PRICE, FILE)
    assert bid["kept"], "what it was handed in as lies here"


def test_the_file_of_a_bid_is_read_as_it_was_handed_in_by_who_reads_the_bids(
    at: Door, opened: None, monkeypatch: pytest.MonkeyPatch
):
    its = of(at, LOT, SECOND.party)
    path = f"/v1/lots/{LOT}/bids/{its.bid}/file"
    members = look(at, f"lots/{LOT}/panel", "housing").json()["data"]["members"]
    digest = b64encode(sha256(DATA).digest()).decode()
    for person in ("owner", "g", "housing", "audit", members[0]):
        answer = at.get(path, person)
        assert (answer.status_code, answer.content) == (200, DATA), person
        assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    for person in ("rival", "bidder", "elsewhere", "finance", "clerk"):
        assert at.get(path, person).status_code == 403, person
    revoked = of(at, LOT, FIRST.party).bid
    opening = look(at, f"lots/{LOT}/opening-record", None).json()["data"]["opening"]
    before = f"{path}?as_of={opening - 1}"
    for other in (path.replace(its.bid, revoked), path.replace(its.bid, OTHER), before):
        problem(at.get(other, "owner"), 404, "not-found")
    with pytest.raises(bid_files.NoneWanted):
        brought(at, LOT, SECOND.party, b"too late")
    looked: list[bool] = []
    with monkeypatch.context() as patch:
        patch.setattr(
            opened_bids, "may_read_bids", lambda *of: looked.append(on_the_loop()) or True
        )
        assert at.get(path, "owner").status_code == 200
    assert looked == [False], "who may read is looked up where it holds up nobody else"
    with monkeypatch.context() as patch:
        patch.setattr(blobs, "PIECE", 1_000)
        patch.delattr(blobs.Blobs, "kept")
        assert at.get(path, "owner").content == DATA, "it never stands in memory whole"
    wrong = {CannotOpen: 409, NoKey: 404}
    for why, status in wrong.items():
        monkeypatch.setattr(at.system.blobs, "_vault", Raising(at.system.blobs, why))
        assert at.get(path, "owner").status_code == status
        monkeypatch.undo()
    monkeypatch.setattr(bid_files, "_unpadded", lambda _: iter([b"another"]))
    assert "its SHA-256 is another" in problem(at.get(path, "owner"), 409, "http")["detail"]


def on_the_loop() -> bool:
    """Whether whoever asks stands on the event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class Raising:
    """A vault that knows under which keys a file lies, and cannot open it."""

    def __init__(self, blobs: Any, why: type[Exception]) -> None:
        self._vault = blobs._vault
        self._why = why

    def names_of_blob(self, name: bytes) -> tuple[str, ...]:
        names: tuple[str, ...] = self._vault.names_of_blob(name)
        return names

    def seal(self, _names: tuple[str, ...]) -> Any:
        raise self._why("it was changed, or its key is gone")


def test_its_result_is_void_by_the_supervisors_decision_and_it_is_traded_anew(at: Door):
    decided = {"document": "漳建监〔2026〕5号", "evidence": TEXT}
    assert ask(at, f"lots/{LOT}/void", "owner", **decided).status_code == 403
    done(at, f"lots/{LOT}/void", "housing", **decided)
    lot = look(at, f"lots/{LOT}", "g").json()["data"]
    assert (lot["phase"], lot["winner"], lot["price_fen"]) == ("无效", None, None)
    times = {"deposit_deadline": NEXT_DEADLINE.isoformat(), "opening_at": NEXT_OPENING.isoformat()}
    terms = {"title": "A1标段（重新招标）", "estimate_fen": 50 * 80_000_000, "deposit_fen": 0}
    anew = {"lot": NEXT, **terms, **times, "basic_account": True}
    done(at, f"procedures/{PROCEDURE}/lots", "g", **anew)
    done(at, f"lots/{LOT}/retender", "g", next=NEXT)
    assert look(at, f"lots/{LOT}", "g").json()["data"]["next_lot"] == NEXT
    assert look(at, f"lots/{NEXT}", "g").json()["data"]["failed_lot"] == LOT


def test_of_an_invited_tender_nobody_else_hands_in_a_bid(at: Door):
    procedure, lot, others = f"{PROCEDURE[:-1]}2", "A3506000001000001003001", "N00000000000000B"
    told = {"project": PROJECT, "title": "桥梁施工", "category": "CONSTRUCTION"}
    how = {"method": "邀请招标", "protocol": "SEALED_SCORED", "agency": "甲代理"}
    done(at, "procedures", "g", procedure=procedure, **told, **how, validity_days=90)
    times = {"deposit_deadline": NEXT_DEADLINE.isoformat(), "opening_at": NEXT_OPENING.isoformat()}
    terms = {"title": "桥梁", "estimate_fen": 80_000_000, "deposit_fen": 0, "basic_account": True}
    done(at, f"procedures/{procedure}/lots", "g", lot=lot, **terms, **times)
    invited = {"procedure": procedure, "text": TEXT}
    two = [FIRST.party, f"{others}1"]
    few = ask(at, f"lots/{lot}/invitations", "g", invitees=two, **invited)
    refused(few, "invitation.too_few")
    done(at, f"lots/{lot}/invitations", "g", invitees=[*two, f"{others}2"], **invited)
    assert look(at, f"lots/{lot}", "g").json()["data"]["phase"] == "已公告"
    assert record_of(at.system, lot).streams == 2, "the lot, and who was invited"
    with pytest.raises(bid_files.NoneWanted, match="was not invited"):
        brought(at, lot, SECOND.party)
    brought(at, lot, FIRST.party)
    bid = {"lot": lot, "party": SECOND.party, "file": lies(at, lot, SECOND.party)}
    refused(ask(at, "bids", "rival", **bid), "invitation.not_invited")


def early(at: Door, lot: str, member: str) -> list[tuple[int, str]]:
    """What one of the panel hears of the applications for a lot while they come."""
    asked = {"report": TEXT}
    answers = (
        look(at, f"lots/{lot}/applications", member),
        ask(at, f"lots/{lot}/prequalification/conclusion", member, **asked),
    )
    assert [one.status_code for one in answers] == [404, 409]
    return [(one.status_code, one.json()["detail"]) for one in answers]


def review_all(at: Door, lot: str, member: str) -> None:
    """The panel as it is now finds that the first may bid; before it found of all nothing ends."""

    def told() -> dict[str, tuple[str, bool | None]]:
        rows = look(at, f"lots/{lot}/applications", member).json()["data"]
        return {one["party"]: (one["application"], one["qualified"]) for one in rows}

    for party, (application, found) in told().items():
        assert found is None
        ends = ask(at, f"lots/{lot}/prequalification/conclusion", member, report=TEXT)
        refused(ends, "application.not_reviewed")
        how = {"lot": lot, "grounds": TEXT, "qualified": party == FIRST.party}
        done(at, f"applications/{application}/review", member, **how)
    assert {party: found for party, (_, found) in told().items()} == {
        FIRST.party: True,
        SECOND.party: False,
    }


def applied_for(at: Door, lot: str) -> datetime:
    """Who wants to bid for a lot applies first, from now on; until when."""
    procedure = f"{PROCEDURE[:-1]}3"
    told = {"project": PROJECT, "title": "隧道施工", "category": "CONSTRUCTION"}
    how = {"method": "公开招标", "protocol": "SEALED_SCORED", "agency": "甲代理"}
    done(at, "procedures", "g", procedure=procedure, **told, **how, validity_days=90)
    times = {"deposit_deadline": NEXT_DEADLINE.isoformat(), "opening_at": NEXT_OPENING.isoformat()}
    terms = {"title": "隧道", "estimate_fen": 80_000_000, "deposit_fen": 0, "basic_account": True}
    done(at, f"procedures/{procedure}/lots", "g", lot=lot, **terms, **times)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    now = at.system.clock()
    until, closes = now + timedelta(days=6), now + timedelta(days=12)
    when = {"until": until.isoformat(), "closes_at": closes.isoformat()}
    done(at, f"lots/{lot}/prequalification", "g", text=TEXT, **when)
    return closes


def test_of_a_tender_with_prequalification_only_who_is_qualified_hands_in_a_bid(at: Door):
    lot = "A3506000001000001004001"
    path, closes = f"lots/{lot}/prequalification", applied_for(at, lot)
    applying = {"lot": lot, "party": FIRST.party, "file": TEXT}
    assert ask(at, "applications", "rival", **applying).status_code == 403
    done(at, f"lots/{lot}/panel", "g", experts=5)
    members = look(at, f"lots/{lot}/panel", "housing").json()["data"]["members"]
    heard = [early(at, lot, members[0])]
    answer = ask(at, "applications", "bidder", **applying)
    assert answer.status_code == 201, answer.text
    application = answer.json()["application"]
    heard.append(early(at, lot, members[0]))
    done(at, "applications", "rival", **applying | {"party": SECOND.party})
    heard.append(early(at, lot, members[0]))
    assert heard == [heard[0]] * 3, "none, one and two applications sound the same"
    assert at.get(f"/v1/applications/{application}", "rival").status_code == 404
    an_hour = timedelta(hours=1)
    moves = {"until": None, "closes_at": None}
    done(at, f"{path}/clarifications", "g", text=TEXT, affects=True, **moves)
    clock(at, closes - an_hour)
    done(at, f"lots/{lot}/suspension", "owner", document=TEXT, until=None)
    clock(at, closes)
    assert early(at, lot, members[0]) == heard[0], "its time did not pass while it stood still"
    done(at, f"lots/{lot}/resumption", "owner", case=None, document=TEXT)
    assert early(at, lot, members[0]) == heard[0]
    clock(at, closes + an_hour)
    (stranger,) = {*DRAWABLE} - {*members}
    for person in (stranger, "g", "housing"):
        assert look(at, f"lots/{lot}/applications", person).status_code == 403
    seen = look(at, f"lots/{lot}/applications", members[0]).json()["data"]
    assert {one["party"] for one in seen} == {FIRST.party, SECOND.party}
    review = f"applications/{application}/review"
    wrong = {"lot": lot, "grounds": TEXT, "qualified": True}
    assert ask(at, review, stranger, **wrong).status_code == 403
    review_all(at, lot, members[0])
    clock(at, closes + 2 * an_hour)
    done(at, f"lots/{lot}/panel/recusal", members[1], cause="RECUSED", document=TEXT)
    done(at, f"lots/{lot}/panel/replacement", "g")
    review_all(at, lot, stranger)
    own = f"applications/{application}"
    assert look(at, own, "bidder").json()["data"]["standing"] == "已提交"
    done(at, f"{path}/conclusion", members[0], report=TEXT)
    result = look(at, own, "bidder").json()["data"]
    assert (result["standing"], result["invited"]) == ("合格", None)
    refused(ask(at, f"{path}/invitation", "g", text=TEXT), "prequalification.not_succeeded")
    as_it_is = look(at, path, None).json()["data"]
    assert (as_it_is["clarified"], as_it_is["enough"], as_it_is["invited"]) == (TEXT, False, None)
    assert at.get("/v1/lots/M3506001-9/prequalification", None).status_code == 404
    short = ask(at, f"lots/{lot}/documents", "g", until=NEXT_OPENING.isoformat(), text=TEXT)
    refused(short, "prequalification.not_succeeded")
    with pytest.raises(bid_files.NoneWanted, match="was not found qualified"):
        brought(at, lot, SECOND.party)
    bid = {"lot": lot, "file": lies(at, lot, SECOND.party), "price_fen": PRICE}
    refused(ask(at, "bids", "rival", party=SECOND.party, **bid), "application.not_qualified")
    assert not {"ApplicationReceived", "ApplicationReviewed"} & told_in_the_trail(at)
    assert record_of(at.system, lot).streams == 4, "the lot, its panel, two applications"


def test_where_no_row_makes_the_record_public_it_is_its_bidders_and_who_reads_the_bids(at: Door):
    lot, times = "M3506001-9", {"deposit_deadline": DEADLINE + timedelta(days=90)}
    times["opening_at"] = OPENING + timedelta(days=90)
    terms: dict[str, Any] = {"title": "桌椅", "category": "GOV_PROCUREMENT", "region": "350602"}
    terms |= {"estimate_fen": 80_000_000, "deposit_fen": 0, "basic_account": False}
    whose = {"owner": "住建局", "agency": "甲代理"}
    told = {name: instant.isoformat() for name, instant in times.items()}
    done(at, "lots", "g", lot=lot, **terms, **whose, **told)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    known: dict[str, Any] = {"basic_account": None, "basic_bank": None}
    at.system.ask("ops", RegisterParty(party=PERSON, name="某甲", **known))
    with pytest.raises(bid_files.NoneWanted, match="no row of M3506001-9 says"):
        brought(at, lot, SECOND.party, envelope(DATA, lot, SECOND.party, SECRET))
    for person, party in (("rival", SECOND.party), ("person", PERSON)):
        bids(at, person, lot=lot, party=party)
    withdrawn = bids(at, lot=lot)
    clock(at, times["opening_at"])
    done(at, f"bids/{withdrawn}/revocation", "bidder", **NOTICE | {"lot": lot})
    path = f"/v1/lots/{lot}/opening-record"
    assert {at.get(path, one).status_code for one in (None, "rival", "owner", "audit")} == {404}
    done(at, f"lots/{lot}/opening", "g", bidders=3)
    record = look(at, f"lots/{lot}/opening-record", "rival").json()["data"]
    assert [(row["party"], row["deposit"]) for row in record["bids"]] == [(SECOND.party, None)]
    reads = {"rival": 200, "owner": 200, "finance": 200, "audit": 200}
    reads |= {"person": 200, "bidder": 200}
    no = {None: 403, "outsider": 403, "clerk": 403, "ops": 403}
    for person, status in (reads | no).items():
        assert at.get(path, person).status_code == status, person


def test_of_a_procurement_everybody_may_know_who_evaluated_it_once_it_has_a_result(at: Door):
    """Its notice names them (实施条例 43, GP-14); of a construction lot only some may know."""
    lot, path = "M3506001-9", "/v1/lots/M3506001-9/panel"
    done(at, f"lots/{lot}/panel", "g", experts=5)
    members = look(at, f"lots/{lot}/panel", "finance").json()["data"]["members"]
    told_to_the_panel_alone(at, lot, members[0])
    before = {None: 403, "bidder": 403, "clerk": 403, "owner": 404}
    for person, status in before.items():
        assert at.get(path, person).status_code == status, person
    done(at, f"lots/{lot}/award", "owner", winner=SECOND.party, price_fen=PRICE)
    at.system.readers.runner.catch_up()
    for person in (None, "bidder", "clerk", "owner"):
        assert at.get(path, person).json()["data"]["members"] == members
    assert at.get(f"/v1/lots/{LOT}/panel").status_code == 403


def told_to_the_panel_alone(at: Door, lot: str, member: str) -> str:
    """Of a natural person's bid: by the person's code, and what it was handed in as. The bid."""
    path = f"lots/{lot}/bids"
    (row,) = [one for one in look(at, path, member).json()["data"] if one["party"] == PERSON]
    told = {"party": PERSON, "name": PERSON, "deposit": None, "file": FILE, "kept": True}
    assert row == row | told
    assert at.get(f"/v1/{path}/{row['bid']}/file", member).content == DATA
    for person in ("owner", "g", "finance", "audit"):
        assert PERSON not in at.get(f"/v1/{path}", person).text, person
        assert at.get(f"/v1/{path}/{row['bid']}/file", person).status_code == 404, person
    assert PERSON not in at.get(f"/v1/lots/{lot}/opening-record", member).text
    return str(row["bid"])


def responded(at: Door, lot: str) -> None:
    """A purchase by negotiation, to which one responded in time."""
    procedure, since = f"{PROCEDURE[:-1]}6", at.system.clock().date()
    decided, pack = {"document": "3号", "evidence": TEXT}, written(GOVERNMENT_PROCUREMENT)
    at.system.ask("office", PublishRulePack(since=since, pack=pack, **decided))
    told = {"project": PROJECT, "title": "检测服务", "category": "GOV_PROCUREMENT"}
    how = {"method": "竞争性谈判", "protocol": "NEGOTIATED_ROUNDS", "agency": "甲代理"}
    done(at, "procedures", "g", procedure=procedure, **told, **how, validity_days=90)
    due = at.system.clock() + timedelta(days=9)
    until, opening = due - timedelta(days=3), due + timedelta(days=1)
    times = {"deposit_deadline": due.isoformat(), "opening_at": opening.isoformat()}
    terms = {"title": "检测", "estimate_fen": PRICE, "deposit_fen": 0, "basic_account": False}
    done(at, f"procedures/{procedure}/lots", "g", lot=lot, **terms, **times)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    done(at, f"lots/{lot}/documents", "g", until=until.isoformat(), text=TEXT)
    bids(at, lot=lot)
    for instant in (until, due, opening):
        clock(at, instant)


def test_a_negotiation_has_rounds_of_sealed_offers_and_its_last_ones_are_opened(at: Door):
    lot = "M3506001-7"
    responded(at, lot)
    rounds = [(at.system.clock() + timedelta(days=n)).isoformat() for n in (1, 2)]
    path = f"lots/{lot}/negotiation"
    for person in ("bidder", "housing", "audit"):
        assert ask(at, path, person, until=rounds[0]).status_code == 403, person
    refused(ask(at, path, "g", until=rounds[0]), "panel.not_drawn")
    done(at, f"lots/{lot}/panel", "g", experts=3)
    done(at, path, "g", until=rounds[0])
    offer = {"lot": lot, "file": lies(at, lot, SECOND.party), "price_fen": PRICE - 1}
    refused(ask(at, "bids", "rival", party=SECOND.party, **offer), "lot.too_late")
    refused(ask(at, f"{path}/rounds", "g", until=rounds[1]), "lot.too_early")
    clock(at, instant(rounds[0]))
    done(at, f"{path}/rounds", "g", until=rounds[1])
    code = bids(at, **offer | {"price_fen": PRICE - 2})
    assert instant(look(at, f"lots/{lot}", "g").json()["data"]["opening_at"]) == instant(rounds[1])
    refused(ask(at, f"lots/{lot}/opening", "owner", bidders=3), "lot.too_early")
    assert {"NegotiationStarted", "RoundClosed"} <= told_in_the_trail(at)
    for person in ("owner", "rival", "finance", "audit"):
        assert at.get(f"/v1/lots/{lot}/bids", person).status_code in (403, 404), person
    clock(at, instant(rounds[1]))
    done(at, f"lots/{lot}/opening", "owner", bidders=3)
    (opened,) = look(at, f"lots/{lot}/bids", "owner").json()["data"]
    assert (opened["bid"], opened["price_fen"]) == (code, PRICE - 2)
    said = {"fault": "BIDDER", "document": "1号", "evidence": TEXT}
    failing = ask(at, f"lots/{lot}/bids/{code}/decryption-failure", "g", **said)
    refused(failing, "bid.no_rule")


def sold(at: Door, lot: str, procedure: str, category: Category, **how: str) -> datetime:
    """Something that is to be sold, with a deposit of a yuan; until when that may come."""
    decided, pack = {"document": "3号", "evidence": TEXT}, written(category)
    since = at.system.clock().date()
    at.system.ask("office", PublishRulePack(since=since, pack=pack, **decided))
    told = {"project": PROJECT, "title": "转让", "category": category.code, "agency": "甲代理"}
    done(at, "procedures", "g", procedure=procedure, **told, **how, validity_days=0)
    due = at.system.clock() + timedelta(days=20)
    times = {"deposit_deadline": due.isoformat(), "opening_at": (due + STRAY).isoformat()}
    terms = {"title": "标的", "estimate_fen": PRICE, "deposit_fen": 100, "basic_account": False}
    done(at, f"procedures/{procedure}/lots", "g", lot=lot, **terms, **times)
    return due


def disclosed(at: Door, lot: str, procedure: str, protocol: str) -> datetime:
    """Property that is announced, to be bid for by sealed bids; until when it is disclosed."""
    due = sold(at, lot, procedure, STATE_PROPERTY, method="网络竞价", protocol=protocol)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    return due


def nothing_came_on(day: date) -> RecordStatement:
    """All that the bank has of a day, as who reconciles says: no line, no balance."""
    of = {"account": ACCOUNT, "day": day, "currency": "CNY", "sha256": TEXT}
    none = {"opening": 0, "closing": 0, "credits": 0, "debits": 0, "lines": 0, "pages": 0}
    return RecordStatement(statement=None, sequence=None, whole_day=True, **of, **none)


def promised(at: Door, lot: str, party: str, n: int) -> None:
    """Its deposit was asked for, and somebody stands in for it."""
    deposit = f"P00000000000006A{n}"
    at.system.ask("platform", RequireDeposit(deposit=deposit, lot=lot, party=party))
    of = {"guarantee": f"G00000000000006A{n}", "deposit": deposit, "number": f"BH-{n}"}
    until = at.system.clock().date() + timedelta(days=200)
    lodged = LodgeGuarantee(**of, guarantor="担保公司", amount_fen=100, valid_until=until)
    at.system.ask("platform", lodged)


def closed(at: Door, lot: str) -> datetime:
    """Its disclosure is over, before the clock finds that it is; when it may be opened."""
    seen = lot_now(at, lot)
    over = seen.deposit_deadline.isoformat()
    move_to(at.system, over)
    done(at, f"lots/{lot}/disclosure-end", "ops", ends_at=over)
    opening: datetime = seen.opening_at
    return opening


def test_property_is_sold_by_sealed_bids_to_whom_the_panel_puts_forward(at: Door):
    """By the order of its method: disclosed on while nobody has paid, opened once, never agreed."""
    lot = "M3506001-8"
    due = disclosed(at, lot, f"{PROCEDURE[:-1]}5", "SEALED_SCORED")
    bid = bids(at, lot=lot)
    clock(at, due)
    assert not lot_now(at, lot).was("DisclosureExtended"), "somebody may have paid today"
    at.system.ask("cash", nothing_came_on(due.date()))
    clock(at, due)
    seen = lot_now(at, lot)
    assert (seen.was("DisclosureExtended"), seen.was("DepositDeadlinePassed")) == (True, False)
    opening = closed(at, lot)
    sold = {"winner": FIRST.party, "price_fen": PRICE}
    refused(ask(at, f"lots/{lot}/sale", "owner", **sold), "lot.wrong_phase")
    refused(ask(at, f"lots/{lot}/opening", "owner", bidders=1), "lot.too_early")
    for person in ("owner", "rival", "sasac"):
        assert at.get(f"/v1/lots/{lot}/bids", person).status_code in (403, 404), person
    clock(at, opening)
    done(at, f"lots/{lot}/opening", "owner", bidders=1)
    (opened,) = look(at, f"lots/{lot}/bids", "owner").json()["data"]
    assert (opened["bid"], opened["price_fen"]) == (bid, PRICE)
    done(at, f"lots/{lot}/panel", "g", experts=5)
    members = look(at, f"lots/{lot}/panel", "sasac").json()["data"]["members"]
    done(at, f"lots/{lot}/evaluation", members[0], report=TEXT, candidates=[FIRST.party])
    other = sold | {"winner": SECOND.party}
    refused(ask(at, f"lots/{lot}/sale", "owner", **other), "lot.no_candidate")
    done(at, f"lots/{lot}/sale", "owner", **sold)
    assert look(at, f"lots/{lot}", "g").json()["data"]["phase"] == "已成交"


def test_property_for_which_each_offers_once_goes_to_the_highest_offer(at: Door):
    """Once all is in that was paid in time: a late file may show whose deposit is there."""
    lot = "M3506001-6"
    due = disclosed(at, lot, f"{PROCEDURE[:-1]}7", "ONE_SHOT_SEALED")
    for n, one in enumerate((FIRST, SECOND)):
        promised(at, lot, one.party, n)
    bids(at, lot=lot)
    bids(at, "rival", lot=lot, party=SECOND.party, price_fen=PRICE + 1)
    opening, path = closed(at, lot), f"lots/{lot}/comparison"
    refused(ask(at, path, "owner"), "lot.wrong_phase")
    clock(at, opening)
    done(at, f"lots/{lot}/opening", "owner", bidders=2)
    for person in ("rival", "sasac", "clerk"):
        assert ask(at, path, person).status_code == 403, person
    waits = problem(ask(at, path, "owner"), 409, "days-missing")
    assert waits["days"] == [f"{ACCOUNT}/{due.date()}"]
    at.system.ask("cash", nothing_came_on(due.date()))
    done(at, path, "owner")
    seen = look(at, f"lots/{lot}", "g").json()["data"]
    assert (seen["phase"], seen["price_fen"]) == ("待定标", PRICE + 1)
    sold = {"winner": FIRST.party, "price_fen": PRICE + 1}
    refused(ask(at, f"lots/{lot}/sale", "owner", **sold), "lot.no_candidate")
    done(at, f"lots/{lot}/sale", "owner", **sold | {"winner": SECOND.party})
    assert lot_now(at, lot).winner == SECOND.party


def test_who_withdrew_in_time_or_revoked_has_it_by_no_price_in_place_of_the_one_on_paper(at: Door):
    """Nor does any answer tell the panel who withdrew: of who never came here it hears the same."""
    lot, how = "M3506001-14", {"method": "询价", "protocol": "SEALED_LOWEST"}
    due = sold(at, lot, f"{PROCEDURE[:-1]}4", GOVERNMENT_PROCUREMENT, **how)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    until = at.system.clock() + timedelta(days=5)
    done(at, f"lots/{lot}/documents", "g", until=until.isoformat(), text=TEXT)
    first = bids(at, lot=lot)
    bids(at, "rival", lot=lot, party=SECOND.party, price_fen=PRICE - 1)
    gone = bids(at, "outsider", lot=lot, party=THIRD.party, price_fen=PRICE - 2)
    notice = NOTICE | {"lot": lot, "party": THIRD.party}
    done(at, f"bids/{gone}/withdrawal", "outsider", **notice)
    for time in (until, due, lot_now(at, lot).opening_at):
        clock(at, time)
    done(at, f"lots/{lot}/opening", "owner", bidders=3)
    done(at, f"lots/{lot}/panel", "g", experts=3)
    done(at, f"bids/{first}/revocation", "bidder", **notice | {"party": FIRST.party})
    member, *_ = look(at, f"lots/{lot}/panel", "finance").json()["data"]["members"]

    def evaluates(party: str, *paper: str) -> Any:
        prices = {party: PRICE - 2, SECOND.party: PRICE - 1}
        each = [{"party": p, "price_fen": f, "evaluated_fen": f} for p, f in prices.items()]
        path = f"lots/{lot}/price-evaluation"
        return ask(at, path, member, report=TEXT, judged=each, on_paper=list(paper))

    heard = set()
    for party in (FIRST.party, THIRD.party, STRANGER):
        refused(silent := evaluates(party), "evaluation.nobodys")
        heard.add(silent.json()["detail"].replace(party, "X"))
    assert len(heard) == 1
    refused(evaluates(FIRST.party, FIRST.party), "evaluation.nobodys")
    problem(evaluates(THIRD.party, STRANGER), 422, "invalid")
    assert evaluates(STRANGER, STRANGER).status_code == 201
    assert lot_now(at, lot).candidates == (STRANGER, SECOND.party)


def test_who_is_not_bound_for_longer_is_judged_no_more_and_who_is_stays(at: Door):
    """CT-26: its owner asks all, each bidder answers for itself, until answers are due."""
    lot, how = "M3506001-16", {"method": "询价", "protocol": "SEALED_LOWEST"}
    procedure = f"{PROCEDURE[:-1]}C"
    due = sold(at, lot, procedure, GOVERNMENT_PROCUREMENT, **how)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    until = at.system.clock() + timedelta(days=5)
    done(at, f"lots/{lot}/documents", "g", until=until.isoformat(), text=TEXT)
    first = bids(at, lot=lot)
    second = bids(at, "rival", lot=lot, party=SECOND.party, price_fen=PRICE - 1)
    for time in (until, due, lot_now(at, lot).opening_at):
        clock(at, time)
    done(at, f"lots/{lot}/opening", "owner", bidders=2)
    firsts = NOTICE | {"lot": lot, "agrees": True}
    seconds = firsts | {"party": SECOND.party, "agrees": False}
    refused(ask(at, f"bids/{first}/extension", "bidder", **firsts), "extension.not_asked")
    answers = at.system.clock() + timedelta(days=3)
    valid = (answers + timedelta(days=60)).date().isoformat()
    asked = {"procedure": procedure, "valid_until": valid, "answers_until": answers.isoformat()}
    problem(ask(at, f"lots/{lot}/validity", "housing", **asked, text=TEXT), 403, "refused")
    done(at, f"lots/{lot}/validity", "g", **asked, text=TEXT)
    assert ask(at, f"bids/{second}/extension", "bidder", **seconds).status_code == 403
    done(at, f"bids/{first}/extension", "bidder", **firsts)
    done(at, f"bids/{second}/extension", "rival", **seconds)
    told = {
        person: look(at, f"bids/{bid}", person).json()["data"]
        for person, bid in (("bidder", first), ("rival", second))
    }
    said = {person: (one["standing"], one["agreed_until"]) for person, one in told.items()}
    assert said == {"bidder": ("已投标", valid), "rival": ("已失效", None)}
    done(at, f"lots/{lot}/panel", "g", experts=3)
    member, *_ = look(at, f"lots/{lot}/panel", "finance").json()["data"]["members"]

    def evaluates(*judged: str) -> Any:
        prices = {FIRST.party: PRICE, SECOND.party: PRICE - 1}
        told = [(party, prices[party]) for party in judged]
        each = [{"party": p, "price_fen": fen, "evaluated_fen": fen} for p, fen in told]
        return ask(at, f"lots/{lot}/price-evaluation", member, report=TEXT, judged=each)

    refused(evaluates(FIRST.party, SECOND.party), "evaluation.nobodys")
    assert evaluates(FIRST.party).status_code == 201
    assert lot_now(at, lot).candidates == (FIRST.party,)


def test_where_the_lowest_price_has_it_the_panel_says_what_prices_are_worth(at: Door):
    """And no candidate: whom it puts forward follows, and to no other it is awarded. The lowest, a
    natural person's, was revoked since.
    """
    lot, how = "M3506001-12", {"method": "询价", "protocol": "SEALED_LOWEST"}
    due = sold(at, lot, f"{PROCEDURE[:-1]}0", GOVERNMENT_PROCUREMENT, **how)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    until = at.system.clock() + timedelta(days=5)
    done(at, f"lots/{lot}/documents", "g", until=until.isoformat(), text=TEXT)
    firsts = bids(at, lot=lot)
    bids(at, "rival", lot=lot, party=SECOND.party, price_fen=PRICE - 1)
    bids(at, "person", lot=lot, party=PERSON, price_fen=PRICE - 2)
    for time in (until, due, lot_now(at, lot).opening_at):
        clock(at, time)
    assert ask(at, f"lots/{lot}/opening", "rival", bidders=3).status_code == 403
    done(at, f"lots/{lot}/opening", "owner", bidders=3)
    done(at, f"lots/{lot}/panel", "g", experts=3)
    member, *_ = look(at, f"lots/{lot}/panel", "finance").json()["data"]["members"]
    path, worth = f"lots/{lot}/price-evaluation", {"report": TEXT}
    first = {"party": FIRST.party, "price_fen": PRICE, "evaluated_fen": PRICE}
    second = {"party": SECOND.party, "price_fen": PRICE - 1, "evaluated_fen": PRICE - 1}
    third = {"party": PERSON, "price_fen": PRICE - 2, "evaluated_fen": PRICE - 2}
    theirs = told_to_the_panel_alone(at, lot, member)
    each = worth | {"judged": [first, second, third]}
    assert ask(at, path, "owner", **each).status_code == 403
    named = {"report": TEXT, "candidates": [FIRST.party]}
    refused(ask(at, f"lots/{lot}/evaluation", member, **named), "lot.by_price")
    refused(ask(at, path, member, **worth, judged=[first, second]), "evaluation.not_all")
    groundless = second | {"evaluated_fen": None}
    problem(ask(at, path, member, **worth, judged=[first, groundless]), 422, "invalid")
    done(at, path, member, **each)
    next_one = {"winner": SECOND.party, "price_fen": PRICE - 1}
    refused(ask(at, f"lots/{lot}/award", "owner", **next_one), "lot.not_the_lowest")
    notice = NOTICE | {"lot": lot, "party": PERSON}
    done(at, f"bids/{theirs}/revocation", "person", **notice)
    dearer = {"winner": FIRST.party, "price_fen": PRICE}
    refused(ask(at, f"lots/{lot}/award", "owner", **dearer), "lot.not_the_lowest")
    done(at, f"lots/{lot}/award", "owner", **next_one)
    now = lot_now(at, lot)
    assert (now.winner, now.passed_over) == (SECOND.party, (PERSON,))
    done(at, f"lots/{lot}/default", "owner", document="弃标函", evidence=TEXT)
    done(at, f"bids/{firsts}/revocation", "bidder", **notice | {"party": FIRST.party})
    refused(ask(at, f"lots/{lot}/next-candidate", "owner", price_fen=PRICE), "lot.no_candidate")


def applied(
    at: Door, lot: str, due: datetime, since: int, *others: str, paying: Any = (FIRST, SECOND)
) -> tuple[str, ...]:
    """Both companies applied at its price, and `others`; some on deposits, of numbers from `since`
    on; it is open. Their applications.
    """
    parties = (getattr(one, "party", one) for one in paying)
    for n, party in enumerate(parties, since):
        promised(at, lot, party, n)
    other = {"lot": lot, "party": FIRST.party, "file": brought(at, lot, FIRST.party)}
    refused(ask(at, "bids", "bidder", **other, price_fen=PRICE + 1), "bid.other_price")
    first = bids(at, lot=lot)
    move_to(at.system, (at.system.clock() + timedelta(seconds=1)).isoformat())
    second = bids(at, "rival", lot=lot, party=SECOND.party, price_fen=None)
    more = (bids(at, one, lot=lot, party=OUTSIDE[one], price_fen=None) for one in others)
    codes = first, second, *more
    clock(at, due)
    refused(ask(at, f"lots/{lot}/allotment", "owner"), "lot.wrong_phase")
    clock(at, lot_now(at, lot).opening_at)
    done(at, f"lots/{lot}/opening", "owner", bidders=len(codes))
    waits = problem(ask(at, f"lots/{lot}/allotment", "owner"), 409, "days-missing")
    assert waits["days"] == [f"{ACCOUNT}/{due.date()}"]
    at.system.ask("cash", nothing_came_on(due.date()))
    return codes


OUTSIDE = {"outsider": THIRD.party, "person": PERSON}
ONE_PRICE = {"category": EMISSION, "protocol": "FIXED_PRICE_QUOTA"}


def test_emission_rights_of_one_price_go_to_who_applied_first(at: Door):
    lot = "M3506001-11"
    due = sold(at, lot, f"{PROCEDURE[:-1]}8", method="定额出让", **ONE_PRICE)
    refused(ask(at, f"lots/{lot}/draw", "g"), "lot.wrong_procedure")
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    applied(at, lot, due, 2)
    done(at, f"lots/{lot}/allotment", "g")
    assert look(at, f"lots/{lot}/draw", "g").status_code == 404
    seen = look(at, f"lots/{lot}", "g").json()["data"]
    assert (seen["phase"], seen["price_fen"]) == ("待定标", PRICE)
    done(at, f"lots/{lot}/sale", "owner", winner=FIRST.party, price_fen=PRICE)
    assert lot_now(at, lot).winner == FIRST.party


def test_an_application_that_came_in_time_is_waited_for_though_it_is_in_the_queue_yet(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    lot = "M3506001-15"
    due = sold(at, lot, f"{PROCEDURE[:-1]}B", method="定额出让", **ONE_PRICE)
    done(at, f"lots/{lot}/announcement", "g", media=["省平台"], text=TEXT)
    first, second = bids(at, lot=lot), of(at, lot, SECOND.party)
    clock(at, due)
    last = {"party": SECOND.party, "file": FILE, "price_fen": None, "deposit": None}
    signed = at.signed("platform", SubmitBid(bid=second.bid, lot=lot, **last))

    async def at_the_door(_client: Any) -> asyncio.Task[Receipt]:
        handed_in = asyncio.create_task(at.system.book.ask(signed))
        await asyncio.sleep(0)
        return handed_in

    goes_on = threading.Event()
    with ThreadPoolExecutor(1) as queue:
        queue.submit(at.system.book.run, lambda _: goes_on.wait(20))
        at.run(at_the_door)
        move_to(at.system, lot_now(at, lot).opening_at.isoformat())
        with monkeypatch.context() as impatient:
            impatient.setattr(api.bids, "_WITHIN_S", 0)
            opens = ask(at, f"lots/{lot}/opening", "owner", bidders=2)
        goes_on.set()
    problem(opens, 503, "still-coming")
    done(at, f"lots/{lot}/opening", "owner", bidders=2)
    assert lot_now(at, lot).bids_opened.bids == tuple(sorted((first, second.bid)))


def test_or_to_whom_a_draw_says_whose_seed_was_there_before_anybody_applied(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    """Everybody reads what it was committed to, and once it is drawn with what and of whom, and
    draws again; so does who has the lot's streams alone. Two who never paid are drawn as well. So
    it is of thousands, where one fact names no more than it holds.
    """
    monkeypatch.setattr(counted, "MOST", 1)
    for party, name in ((THIRD.party, THIRD.name), (PERSON, "某甲")):
        known: dict[str, Any] = {"basic_account": None, "basic_bank": None}
        at.system.ask("ops", RegisterParty(party=party, name=name, **known))
    lot = "M3506001-10"
    due = sold(at, lot, f"{PROCEDURE[:-1]}9", method="摇号", **ONE_PRICE)
    stands = {"media": ["省平台"], "text": TEXT}
    refused(ask(at, f"lots/{lot}/announcement", "g", **stands), "lot.not_yet_done")
    assert ask(at, f"lots/{lot}/draw", "rival").status_code == 403
    done(at, f"lots/{lot}/draw", "g")
    done(at, f"lots/{lot}/announcement", "g", **stands)
    before = look(at, f"lots/{lot}/draw", "rival").json()["data"]
    assert [before[name] for name in ("seed", "application", "winner")] == [None] * 3
    assert (before["pool"], before["drawn_from"], before["passed_over"]) == ([], None, [])
    seed = offers._seed(at.system, lot)
    parties = {of(at, lot, party).bid: party for party in (*CANDIDATES, THIRD.party, PERSON)}
    order = drawn(ranking(OF_LOTS, seed, bound(lot, parties)), parties, 4)
    paying = [parties[code] for code in order[2:]]
    codes = applied(at, lot, due, 4, *OUTSIDE, paying=paying)
    assert counted_at(at.system, lot_now(at, lot), 0) == tuple(sorted(codes))
    assert at.get(f"/v1/lots/{lot}/opening-record", None).status_code == 403
    assert ask(at, f"lots/{lot}/allotment", "rival").status_code == 403
    done(at, f"lots/{lot}/allotment", "owner")
    answer = look(at, f"lots/{lot}/draw", "outsider").json()
    drawn_so = answer["data"]
    assert drawn_so == before | {
        "seed": seed,
        "application": order[2],
        "winner": parties[order[2]],
        "pool": sorted(codes),
        "drawn_from": bound(lot, codes),
        "passed_over": [*order[:2]],
        "unsecured": sorted(one for one in order[:2] if parties[one] != PERSON),
    }
    assert sha256(drawn_so["seed"].encode()).hexdigest() == before["commitment"]
    assert differing(draw := told_by(answer)) == []
    log = log_from(Trust.load(at.system.home.trust), CHARTER)
    assert list(drawn_in(log, pack_of(at.system, lot))) == [(draw, [])]


def test_while_a_lot_stands_still_none_of_its_deadlines_passes_and_then_the_rest_of_its_time_runs(
    at: Door,
):
    now = at.system.clock()
    documents, stops = now + timedelta(days=10), now + timedelta(days=3)
    due, opens = now + timedelta(days=25), now + timedelta(days=26)
    times = {"deposit_deadline": due.isoformat(), "opening_at": opens.isoformat()}
    terms = {"title": "A2标段", "estimate_fen": 80_000_000, "deposit_fen": 0, "basic_account": True}
    done(at, f"procedures/{PROCEDURE}/lots", "g", lot=STILL, **terms, **times)
    done(at, f"lots/{STILL}/announcement", "g", media=["省平台"], text=TEXT)
    done(at, f"lots/{STILL}/documents", "g", until=documents.isoformat(), text=TEXT)
    clock(at, stops)
    done(at, f"lots/{STILL}/suspension", "owner", document=TEXT, until=None)
    goes_on = opens + STRAY + STRAY
    clock(at, goes_on)
    listed = (due.subject for source in DEADLINES for due in source(at.system, goes_on))
    assert not [subject for subject in listed if subject.startswith(STILL)]
    day, readers = beijing_day(goes_on), at.system.readers
    still_sealed = blind_days(readers, readers.reached((readers.lots,)), "CNY", [day], ())
    assert still_sealed == {day}, "money may come for it as long as its deadline has not passed"
    seen = look(at, f"lots/{STILL}", "g").json()["data"]
    assert (seen["phase"], instant(seen["opening_at"])) == ("受理中", opens)
    with pytest.raises(bid_files.NoneWanted, match="is suspended"):
        brought(at, STILL, FIRST.party)
    bid = {"lot": STILL, "party": FIRST.party, "file": lies(at, STILL, FIRST.party)}
    refused(ask(at, "bids", "bidder", **bid), "lot.suspended")
    done(at, f"lots/{STILL}/resumption", "owner", case=None, document=TEXT)
    stood = goes_on - stops
    later = [time + stood for time in (documents, due, opens)]
    seen = look(at, f"lots/{STILL}", "g").json()["data"]
    assert [instant(seen[name]) for name in ("deposit_deadline", "opening_at")] == later[1:]
    assert bids(at, lot=STILL)
    sealed = brought(at, STILL, SECOND.party, ENVELOPE)
    theirs = {"party": SECOND.party, "file": sealed, "price_fen": None}
    assert bids(at, "rival", lot=STILL, **theirs)
    unopened = brought(at, STILL, THIRD.party, envelope(DATA, STILL, THIRD.party, SECRET))
    assert bids(at, "outsider", lot=STILL, party=THIRD.party, file=unopened, price_fen=None)
    said = ("DocumentSalePeriodClosed", "DepositDeadlinePassed", "BidDeadlinePassed")
    for time, fact in zip(later, said, strict=True):
        clock(at, time - timedelta(seconds=1))
        assert not lot_now(at, STILL).was(fact)
        clock(at, time + timedelta(hours=1))
        assert lot_now(at, STILL).day_of(fact) == beijing_day(time), "its legal time, and once"
    assert look(at, f"lots/{STILL}", "g").json()["data"]["phase"] == "已截止"


def test_what_a_bidder_encrypted_itself_is_deciphered_once_it_hands_in_the_key(at: Door):
    """Before the opening the key is refused, and written down nowhere."""
    its = of(at, STILL, SECOND.party)
    key = {"lot": STILL, "party": SECOND.party, "secret": SECRET.hex()}
    path, read = f"bids/{its.bid}/key", f"/v1/lots/{STILL}/bids/{its.bid}/file"
    tail = at.system.store.tail().position
    early = ask(at, path, "rival", **key)
    assert "keep the key until they are" in problem(early, 409, "http")["detail"]
    assert asked_since(at.system, tail) == 0
    done(at, f"lots/{STILL}/opening", "owner", bidders=3)
    assert look(at, f"lots/{STILL}/bids/{its.bid}/file?deciphered=true", "owner").status_code == 404
    wrong = ask(at, path, "rival", **key | {"secret": "00" * 32})
    assert "that this key opens" in problem(wrong, 409, "http")["detail"]
    assert ask(at, path, "bidder", **key).status_code == 403
    theirs = key | {"party": FIRST.party}
    refused(ask(at, path, "bidder", **theirs), "bid.unknown")
    with crowded(at, "trying"):
        assert ask(at, path, "rival", **key).status_code == 503
    with crowded(at, "reading"), crowded(at, "bringing"):
        assert at.get(read, "owner").status_code == 503
        done(at, path, "rival", **key)
    rows = look(at, f"lots/{STILL}/bids", "owner").json()["data"]
    told = {row["party"]: (row["key"], row["price_fen"]) for row in rows}
    assert told == {
        FIRST.party: (False, PRICE),
        SECOND.party: (True, None),
        THIRD.party: (False, None),
    }
    assert at.get(read, "owner").content == ENVELOPE
    assert at.get(f"{read}?deciphered=true", "owner").content == DATA
    assert at.get(f"{read}?deciphered=true", "rival").status_code == 403


def failing(at: Door, party: str, fault: str, person: str = "g") -> Any:
    """It is said by whose fault the bid of a party for the lot cannot be deciphered."""
    path = f"lots/{STILL}/bids/{of(at, STILL, party).bid}/decryption-failure"
    return ask(at, path, person, fault=fault, document="开标记录第7项", evidence=TEXT)


def test_nobody_says_that_a_bid_is_closed_which_can_be_read_or_whose_key_may_come_yet(at: Door):
    """Neither of a plain file nor of an envelope that is open: the machine has looked."""
    for person in ("rival", "housing", "elsewhere"):
        assert failing(at, FIRST.party, "OTHER", person).status_code == 403, person
    problem(failing(at, FIRST.party, "PLATFORM"), 422, "invalid")
    for fault in ("BIDDER", "OTHER"):
        for readable in (FIRST.party, SECOND.party):
            refused(failing(at, readable, fault), "bid.readable")
        refused(failing(at, THIRD.party, fault), "bid.key_awaited")
        refused(failing(at, PERSON, fault), "bid.unknown")


REPORT = {"report": TEXT, "candidates": [SECOND.party]}


def test_while_a_bid_is_still_closed_its_panel_judges_none(at: Door):
    """Its bidder may hand in the key yet, and then it is judged with the others; in the room for
    that no member stands in its way."""
    done(at, f"lots/{STILL}/panel", "g", experts=5)
    member, *_ = look(at, f"lots/{STILL}/panel", "housing").json()["data"]["members"]
    tail = at.system.store.tail().position
    early = ask(at, f"lots/{STILL}/evaluation", member, **REPORT)
    bid = of(at, STILL, THIRD.party).bid
    assert f"file of bid {bid} is still closed" in problem(early, 409, "http")["detail"]
    assert asked_since(at.system, tail) == 0
    with crowded(at, "trying"):
        assert ask(at, f"lots/{STILL}/evaluation", member, **REPORT).status_code == 409
    with crowded(at, "reading"):
        assert ask(at, f"lots/{STILL}/evaluation", member, **REPORT).status_code == 503


def test_what_is_lost_here_is_no_fault_of_its_bidders_and_its_deposit_goes_back(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    """What was read out stays as it was."""
    record = look(at, f"lots/{STILL}/opening-record", None).json()["data"]
    vault = Raising(at.system.blobs, CannotOpen)
    with monkeypatch.context() as patch:
        patch.setattr(at.system.blobs, "_vault", vault)
        refused(failing(at, FIRST.party, "BIDDER"), "bid.not_its_bidders_fault")
        patch.setattr(opened_bids, "asked_before", lambda *_of: OTHERS)
        refused(failing(at, FIRST.party, "OTHER"), "deposit.other_lot")
        patch.undo()
        patch.setattr(at.system.blobs, "_vault", vault)
        assert failing(at, FIRST.party, "OTHER").status_code == 201
    refused(failing(at, FIRST.party, "OTHER"), "bid.failed_before")
    rows = look(at, f"lots/{STILL}/bids", "owner").json()["data"]
    told = {row["party"]: (row["fault"], row["kept"]) for row in rows}
    assert told == {
        FIRST.party: ("OTHER", True),
        SECOND.party: (None, True),
        THIRD.party: (None, True),
    }
    own = look(at, f"bids/{of(at, STILL, FIRST.party).bid}", "bidder").json()["data"]
    assert (own["standing"], own["fault"]) == ("已撤回", "OTHER")
    assert look(at, f"lots/{STILL}/opening-record", None).json()["data"] == record


def test_who_hands_in_no_key_in_time_has_its_bid_revoked_and_is_told_so(at: Door):
    its = of(at, STILL, THIRD.party)
    until = lot_now(at, STILL).bids_opened.opened_at + timedelta(hours=2)
    own = look(at, f"bids/{its.bid}", "outsider").json()["data"]
    assert (own["key"], instant(own["keys_until"])) == (False, until)
    clock(at, until)
    key = {"lot": STILL, "party": THIRD.party, "secret": SECRET.hex()}
    refused(ask(at, f"bids/{its.bid}/key", "outsider", **key), "bid.key_too_late")
    assert failing(at, THIRD.party, "BIDDER").status_code == 201
    own = look(at, f"bids/{its.bid}", "outsider").json()["data"]
    assert (own["standing"], own["fault"]) == ("已撤销", "BIDDER")
    member, *_ = look(at, f"lots/{STILL}/panel", "housing").json()["data"]["members"]
    done(at, f"lots/{STILL}/evaluation", member, **REPORT)
    assert lot_now(at, STILL).candidates == (SECOND.party,)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def lot_now(at: Door, lot: str) -> Any:
    return at.system.replay.state(StreamId("lot", lot))
