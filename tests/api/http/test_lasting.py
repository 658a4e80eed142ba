"""What was shown can be shown again: pages of money at `/at/{position}/…`, for ever the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from inspect import signature
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute

from api.appointing import appoint
from api.embedded import Server
from api.http.lasting import AT
from api.http.pages.register import ROUTERS
from api.refunding import payable_items
from api.upkeep import settle
from api.wiring import System
from domain.bankday.quarantine import QuarantineStatement
from domain.deposit.hold import PlaceHold
from domain.desk.approve import ApproveRefunds
from domain.desk.approve_payout import ApprovePayout
from domain.desk.match import MatchReceipt
from domain.desk.propose import ProposeRefunds
from domain.desk.propose_payout import ProposePayout
from domain.desk.settle import MatchDebit
from domain.governance.publish import PublishCalendar
from domain.identifiers import DayId
from domain.kernel import StreamId
from domain.payee import Payee
from domain.payout.events import Part
from projections.deposits import DEPOSITS
from projections.payments import PAYMENTS
from tests.kit import desk_day
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, DAY, DEBIT, FIRST, TWICE
from tests.kit.door import Door, door
from tests.kit.kept import OWNER, PAYEE, forfeit, tenderer

OF_NOW = {
    "/find": "leads to what is looked for",
    "/close": "leads to the first day that is open",
    "/desk/import": "a form",
    "/events/{position}": "an event is what it is",
    "/events/{position}/proof": "a proof is of what it names",
    "/dues/{deposit}/{number}/evidence": "a file",
    "/payouts/{payout}/evidence": "a file",
    "/quarantine/acts/{digest}/evidence": "a file",
    "/lots/{lot}/deposits/{deposit}/price": "a form",
    "/lots/{lot}/deposits/{deposit}/void-award": "a form",
    "/lots/{lot}/replay": "each moment of a replay has an address of its own",
    "/refunds/{deposit}/{number}/receipt": "of one payment that the bank made",
    "/alerts": "no money: an earlier moment by `as_of`",
    "/trail": "no money: an earlier moment by `as_of`",
    "/projects/{project}/replay": "each moment of a replay has an address of its own",
}
"""Pages that know a moment and have no address for ever, and why not."""
BATCH, PAYOUT, KEEPS = "RB-2026-05-14-00AA", "Q00000000000000C1", 1_000_000
PAGES = (
    f"/desk?account={ACCOUNT}&day={DAY}&tab=all",
    f"/desk?account={ACCOUNT}&day={DAY}&line={DEBIT.replace('#', '%23')}",
    "/dues",
    "/dues?within=week",
    "/batches",
    "/batches?state=every",
    f"/batches/{BATCH}",
    "/payouts?state=due",
    "/payouts?state=every",
    f"/payouts/{PAYOUT}",
    f"/close/{ACCOUNT}/{DAY}",
    "/quarantine",
    "/balances?open=1001,2001,2002,2005",
    f"/reports/day/{ACCOUNT}/{DAY}",
    f"/lots/{FIRST}",
    "/calendars?year=2027",
    "/registers",
)


@dataclass(frozen=True)
class Shown:
    """Pages as each of them was shown at a position, to each reader."""

    at: Door
    position: int
    before: dict[tuple[str, str], str]


def main(text: str) -> str:
    """What a page says of itself, without what stands around it."""
    found = re.search(r'(?s)<main id="content".*?</main>', text)
    assert found
    return unescape(found[0])


def page(at: Door, path: str, person: str) -> str:
    answer = at.get(path, person)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


READERS = ("clerk", "reviewer", "cash")


@pytest.fixture(scope="module")
def shown(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A batch and a payout wait for their checker, a debit to be matched; then all of it is done,
    and days pass."""
    with city(fresh(server), tmp_path_factory.mktemp("desk")) as system:
        desk_day.tell(system)
        tenderer(system)
        asked = _proposes(system)
        position = settle(system)
        with door(system) as at:
            before = {
                (path, one): main(page(at, f"/at/{position}{path}", one))
                for path in PAGES
                for one in READERS
            }
            _goes_on(system, asked)
            yield Shown(at, position, before)


def _proposes(system: System) -> dict[str, Any]:
    twice = {"line": TWICE, "line_seen": 1, "deposit": desk_day.deposit(FIRST, 0), "lot": FIRST}
    system.ask("clerk", MatchReceipt(**twice))
    settle(system)
    items = payable_items(system, ACCOUNT)
    system.ask("clerk", ProposeRefunds(batch=BATCH, account=ACCOUNT, items=items))
    rows = system.readers.deposits.rows(DEPOSITS, {"lot": FIRST}, order=("deposit",)).rows
    kept = [str(row["deposit"]) for row in rows if row["held_fen"] > KEEPS]
    for deposit in kept[:2]:
        forfeit(system, deposit, KEEPS, FIRST)
    asked: dict[str, Any] = {
        "payout": PAYOUT,
        "lot": FIRST,
        "account": ACCOUNT,
        "to": "2008",
        "owner": OWNER,
        "payee": Payee(name=PAYEE[0], account=PAYEE[1], bank=PAYEE[2]),
        "document": "dd" * 32,
        "parts": (Part(deposit=kept[0], amount_fen=KEEPS),),
    }
    system.ask("clerk", ProposePayout(**asked))
    return asked


def _goes_on(system: System, asked: dict[str, Any]) -> None:
    state = system.replay.state
    batch = state(StreamId("refund", BATCH)).proposed
    approved = ApproveRefunds(batch=BATCH, account=ACCOUNT, items=batch.items)
    system.ask("reviewer", approved, maker=batch.proposal)
    payout = state(StreamId("payout", PAYOUT)).proposed
    system.ask("reviewer", ApprovePayout(**asked), maker=payout.proposal)
    payment = str(system.readers.payments.rows(PAYMENTS).rows[0]["payment"])
    system.ask("clerk", MatchDebit(line=DEBIT, line_seen=1, payment=payment))
    appoint(system, "court", "COURT", "漳州市中级人民法院")
    ordered = {"amount_fen": 1, "cause": "诉讼保全", "document": "冻1号"}
    system.ask("court", PlaceHold(deposit=asked["parts"][0].deposit, hold="H-2026-9", **ordered))
    move_to(system, "2026-05-20T10:00:00+08:00")
    desk_day.bring(system, DAY.replace(day=19), (desk_day.paid("09:00:00", 77, 7, None),), 0, "S-7")
    told = {"account": ACCOUNT, "day": DAY.replace(day=19), "currency": "CNY", "statement": "S-8"}
    amounts = {"opening": 0, "credits": 1, "debits": 0, "closing": 2, "expected": 1, "found": 2}
    of, rest = (
        (DayId(ACCOUNT, DAY.replace(day=19)),),
        {"rule": "DOES_NOT_ADD_UP", "lines": 1, "why": "closing"},
    )
    file = QuarantineStatement(
        **told, **amounts, **rest, of=of, brought_by="cash", sha256="ef" * 32
    )
    system.ask("bank", file)
    year = PublishCalendar(year=2027, holidays=(date(2027, 1, 1),), workdays=())
    system.ask("office", year)
    settle(system)


def test_every_page_of_a_moment_has_an_address_for_ever():
    """A new one fails here: it is registered by `lasting.shown`, or its reason stands above."""
    routes = [one for router in ROUTERS for one in router.routes if isinstance(one, APIRoute)]
    paths = {one.path for one in routes}
    of_a_moment = {one.path for one in routes if _knows_a_moment(one)}
    left = {one for one in of_a_moment if not one.startswith(AT) and f"{AT}{one}" not in paths}
    assert left == OF_NOW.keys() & of_a_moment
    assert OF_NOW.keys() <= paths


def _knows_a_moment(route: APIRoute) -> bool:
    return route.methods == {"GET"} and "when" in signature(route.endpoint).parameters


@pytest.mark.parametrize("person", READERS)
@pytest.mark.parametrize("path", PAGES)
def test_what_was_shown_is_shown_again(shown: Shown, path: str, person: str):
    there = f"/at/{shown.position}{path}"
    assert main(page(shown.at, there, person)) == shown.before[path, person]


def test_these_pages_have_changed_since(shown: Shown):
    """Else the test above says nothing."""
    head = shown.at.system.store.tail().position
    now = {path: page(shown.at, f"/at/{head}{path}", "clerk") for path in PAGES}
    same = [
        path
        for path in PAGES
        if _unplaced(main(now[path]), head)
        == _unplaced(shown.before[path, "clerk"], shown.position)
    ]
    assert same == []


def _unplaced(text: str, position: int) -> str:
    return text.replace(f"{position:,}", "N").replace(f"{position}", "N")


@pytest.mark.parametrize("person", READERS)
def test_nobody_acts_on_an_earlier_moment(shown: Shown, person: str):
    acted = r'<form[^>]*method="post"[^>]*action="(/[^"]*)"'
    for path in PAGES:
        assert re.findall(acted, shown.before[path, person]) == [], path
    assert re.findall(acted, page(shown.at, f"/close/{ACCOUNT}/{DAY}", "cash"))


def test_a_page_of_now_leads_to_one_that_stays_and_back(shown: Shown):
    head = shown.at.system.store.tail().position
    text = page(shown.at, f"/dues?within=week&min_position={head}&refused=x", "clerk")
    (there,) = re.findall(r'<a class="no-paper" href="(/at/[^"]+)"', text)
    seen_at = "2026-05-20T02:00:00Z"
    assert there == f"/at/{head}@{seen_at}/dues?within=week"
    for past, moment in ((there, f"{head}@{seen_at}"), (f"/at/{head}/dues?within=week", f"{head}")):
        text = page(shown.at, past, "clerk")
        assert 'href="/dues?within=week">看现在的</a>' in text
        assert "期限按 2026-05-20 周三 10:00 计" in text
        assert f'href="/at/{moment}/dues?within=today"' in text, "its tabs are of the same moment"


@pytest.mark.parametrize(
    ("as_of", "seen_at", "said"),
    [
        ("2026-05-18", "2026-05-18T15:59:59.999999Z", "2026-05-18 周一 23:59"),
        ("2026-05-18T10:20:00+08:00", "2026-05-18T02:20:00Z", "2026-05-18 周一 10:20"),
        ("2026-05-20", "2026-05-20T02:00:00Z", "2026-05-20 周三 10:00"),
        ("2999-01-01T00:00:00Z", "2026-05-20T02:00:00Z", "2026-05-20 周三 10:00"),
    ],
)
def test_what_is_asked_for_by_an_instant_is_judged_by_it_at_most_by_the_clock(
    shown: Shown, as_of: str, seen_at: str, said: str
):
    text = page(shown.at, f"/dues?as_of={quote(as_of)}", "clerk")
    (moment,) = set(re.findall(r'href="/at/([^/"]+)/dues\?within=today"', text))
    assert moment.partition("@")[2] == seen_at
    for path in (f"/dues?as_of={quote(as_of)}", f"/dues?as_of={moment}", f"/at/{moment}/dues"):
        assert f"期限按 {said} 计" in page(shown.at, path, "clerk")


def test_an_answer_leads_to_itself_as_it_was_judged(shown: Shown):
    told = shown.at.get("/v1/lots").json()
    head, here = told["as_of"]["position"], told["links"]["self"]
    assert here == f"/v1/lots?as_of={quote(f'{head}@2026-05-20T02:00:00Z')}"
    assert shown.at.get(here).json()["links"]["self"] == here
    asked = f"/v1/lots?as_of={quote('2026-05-18T10:20:00+08:00')}"
    here = shown.at.get(asked).json()["links"]["self"]
    assert here.endswith(quote("@2026-05-18T02:20:00Z"))
    assert shown.at.get(here).json()["links"]["self"] == here
    assert shown.at.get("/v1/lots?as_of=9@").status_code == 422


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/at/9999999/dues", 404),
        ("/at/x/dues", 404),
        ("/at/-1/desk", 404),
        ("/at/0/batches", 200),
        ("/at/9@2026-05-14T02:00:00Z/dues", 200),
        ("/at/9@2026-13-14T02:00:00Z/dues", 404),
        ("/at/9@2026-05-14/dues", 404),
        ("/at/9@2999-01-01T00:00:00Z/dues", 404),
        ("/at/9@/dues", 404),
    ],
)
def test_only_a_position_that_there_is(shown: Shown, path: str, status: int):
    assert shown.at.get(path, "clerk").status_code == status
