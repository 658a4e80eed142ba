"""Alerts over HTTP (scenario A, rows 13, 14 and 36): sealed, told at the opening, explained."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from api.alerts import to_explain
from api.appointing import appoint
from api.demo.cast import ANNOUNCEMENT
from api.demo.cast import LOT as CAST_LOT
from api.jobs.untaken import untaken
from api.upkeep import settle
from domain.alert.events import AlertEscalated, AlertRaised, SealedAlertRaised
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.calendar import midnight
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.match import MatchReceipt
from domain.desk.reject import RejectReceipt
from domain.filing.events import FilingDueReckoned
from domain.lot.announce import DefineLot
from domain.lot.close import FailLot
from domain.lot.compete import CloseTimedBidding
from domain.trade.raise_alert import RaiseAlert
from tests.kit import bidding
from tests.kit.bidding import DAY, DEPOSITS, FEN, LOTS, PAGE, PARTIES
from tests.kit.city import move_to
from tests.kit.door import Door, problem
from tests.kit.looking import look

LOT, SEALED = LOTS
READS = ("supervisor", "auditor", "clerk", "reviewer", "cash")
PAPER = "a1" * 32
NOBODYS = "W00000000000000FF"
LARGE, SALE = (f"{LOT[:-1]}{n}" for n in "89")


@pytest.fixture(scope="module", autouse=True)
def mismatch(at: Door) -> None:
    """The first bidder's account pays for the second bidder of the same lot."""
    name, account = bidding.subject(0)
    said = Particulars(
        fingerprint="cd" * 32,
        payer=name,
        payer_account=account,
        reference=bidding._number(bidding.USUAL, 1),
    )
    booked = datetime.fromisoformat("2026-03-16T15:20:00+08:00")
    line = BankLine(credit=True, amount=FEN, value_date=DAY, booked_at=booked, particulars=said)
    balance = 1_000_00 + FEN * len(DEPOSITS)
    bidding.bring(at.system, "ef" * 32, (line,), 76, balance)
    wanted = MatchReceipt(line=f"{PAGE}#7", line_seen=1, deposit=DEPOSITS[1], lot=None)
    at.system.ask("matcher", wanted)
    settle(at.system)


def told(at: Door, path: str, person: str = "supervisor") -> Any:
    """What a path answers now."""
    position = at.system.store.tail().position
    joint = "&" if "?" in path else "?"
    answer = at.get(f"/v1{path}{joint}min_position={position}", person)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def alerts(at: Door) -> list[Any]:
    """Every alert, as the platform can read it."""
    said = (one.event for one in at.system.acting.feed.read(0, 10_000))
    return [one for one in said if isinstance(one, AlertRaised | SealedAlertRaised)]


def raised(at: Door) -> dict[str, Any]:
    """Those of the lot, by their kind."""
    return {one.finding.kind: one for one in alerts(at) if LOT in one.finding.lots}


def explain(at: Door, alert: str, person: str = "supervisor", lot: str = LOT) -> Any:
    said = {"lot": lot, "reason": "财务人员误用账户，已核实", "document": PAPER}
    path = f"/v1/alerts/{alert}/explanation"
    return at.ask("POST", path, json=said, headers=at.headers(person))


def test_row_14_before_the_opening_it_is_there_and_nobody_is_told(at: Door):
    there = raised(at)
    assert set(there) == {"RF-02"}, "of one account for several bidders nothing is said yet"
    alert = there["RF-02"].alert
    for person in READS:
        assert told(at, "/alerts", person) == told(at, f"/alerts?lot={LOT}", person) == []
        for one in (alert, NOBODYS):
            assert at.get(f"/v1/alerts/{one}", person).status_code == 404
    assert told(at, f"/alerts?lot={LOT}", "agency") == []
    answers = [problem(explain(at, one), 409, "refused")["rule"] for one in (alert, NOBODYS)]
    assert answers == ["alert.not_told"] * 2


def test_its_legal_time_is_that_of_the_finding(at: Door):
    alert = raised(at)["RF-02"]
    (position,) = alert.finding.causes
    (found,) = at.system.acting.feed.read(position - 1, 1)
    assert found.body.name == "PayerMismatchDetected"
    assert alert.arose_at == found.body.occurred_at


def test_nothing_is_raised_again_however_often_it_is_asked_for(at: Door):
    """Nor is any missed: the monitor derives all of them from the log again."""
    before = alerts(at)
    head = settle(at.system)
    assert at.system.acting.monitor.check(1, head).missed == ()
    (found,) = (one for one in before if LOT in one.finding.lots)
    again = RaiseAlert(
        alert=found.alert,
        kind=found.finding.kind,
        lots=found.finding.lots,
        deposits=found.finding.deposits,
        causes=found.finding.causes,
        arose_at=found.arose_at,
    )
    at.system.ask("platform", again)
    assert alerts(at) == before


def test_who_may_not_know_of_it_may_not_ask(at: Door):
    for person in (None, "bidder", "ops", "office"):
        assert at.get("/v1/alerts", person).status_code == 403
    assert at.get("/v1/alerts", "agency").status_code == 403
    assert explain(at, NOBODYS, "auditor").status_code == 403
    alerting = RaiseAlert(
        alert=NOBODYS,
        kind="RF-18",
        lots=(LOT,),
        deposits=(),
        causes=(1,),
        arose_at=at.system.clock(),
    )
    assert at.post(at.signed("supervisor", alerting)).status_code == 403


def test_row_36_at_the_opening_both_are_told_and_of_the_other_lot_nothing(at: Door):
    bidding.open_bids(at.system, 0, bidding.USUAL)
    settle(at.system)
    rows = told(at, "/alerts")
    assert {(row["kind"], row["level"], tuple(row["lots"])) for row in rows} == {
        ("RF-01", "R", (LOT,)),
        ("RF-02", "R", (LOT,)),
    }
    assert {row["name"] for row in rows} == {"SAME_PAYER_ACCOUNT", "THIRD_PARTY_PAYER"}
    (same,) = (row for row in rows if row["kind"] == "RF-01")
    assert [(one["deposit"], one["party"]) for one in same["deposits"]] == [
        (DEPOSITS[0], PARTIES[0]),
        (DEPOSITS[1], PARTIES[1]),
    ]
    facts = [at.system.acting.feed.read(position - 1, 1)[0] for position in same["causes"]]
    assert [one.body.name for one in facts] == ["ReceiptMatched", "PayerMismatchDetected"]
    assert same["arose_at"] == "2026-03-17T01:30:00Z"
    assert told(at, f"/alerts/{same['alert']}") == same
    assert told(at, f"/alerts?lot={LOT}", "agency") == rows
    assert told(at, f"/alerts?lot={SEALED}", "auditor") == []
    answer = at.get("/v1/alerts?as_of=2026-03-17T09:29:00%2B08:00", "auditor").json()
    assert (answer["data"], answer["as_of"]["position"] > 0) == ([], True)


def on_page(at: Door, person: str) -> list[str]:
    """Which kinds of alerts the lot's page shows."""
    position = at.system.store.tail().position
    answer = at.get(f"/lots/{LOT}?min_position={position}", person)
    assert answer.status_code == 200, answer.text
    return [kind for kind in ("RF-01", "RF-02") if kind in answer.text]


def test_the_page_of_alerts_tells_them_newest_first_to_who_watches(at: Door):
    def page(query: str = "", person: str = "supervisor") -> Any:
        position = at.system.store.tail().position
        return at.get(f"/alerts?min_position={position}{query}", person)

    said = page()
    assert (said.status_code, "RF-01" in said.text, "RF-02" in said.text) == (200, True, True)
    assert LOT in said.text
    assert SEALED not in said.text
    assert ("RF-01" in page("&stage=1").text, "RF-01" in page("&stage=5").text) == (True, False)
    assert "RF-0" not in page("&before=1").text
    assert {page(person=person).status_code for person in ("office", "bidder")} == {403}
    assert page("&stage=9").status_code == 422


def test_the_lots_page_shows_what_is_red_until_it_is_explained(at: Door):
    """To who may know of alerts; the audit trail's readers beside them see the page without."""
    assert [on_page(at, person) for person in ("auditor", "office")] == [["RF-01", "RF-02"], []]
    past = at.get(f"/lots/{LOT}?as_of=2026-03-17T09:29:00%2B08:00", "auditor")
    assert (past.status_code, "RF-0" in past.text) == (200, False)


def test_it_stays_until_it_is_explained_and_after_that_too(at: Door):
    def waits() -> list[str]:
        found = to_explain(at.system.readers, at.system.store.tail().position, LOT)
        return [row["kind"] for row in found]

    (same,) = (row for row in told(at, f"/alerts?lot={LOT}") if row["kind"] == "RF-01")
    assert sorted(waits()) == ["RF-01", "RF-02"]
    assert problem(explain(at, same["alert"], lot=SEALED), 409, "refused")["rule"] == (
        "alert.not_told"
    )
    assert explain(at, same["alert"]).status_code == 201
    (left,) = told(at, f"/alerts?lot={LOT}&unexplained=true&level=R")
    assert (left["kind"], waits(), on_page(at, "auditor")) == ("RF-02", ["RF-02"], ["RF-02"])
    (said,) = told(at, "/alerts?unexplained=false")
    assert (said["alert"], said["explained"], said["explained_by"], said["post"]) == (
        same["alert"],
        1,
        "supervisor",
        "V-HOUSING",
    )
    assert (said["reason"], said["document"]) == ("财务人员误用账户，已核实", PAPER)
    assert explain(at, same["alert"]).status_code == 201
    assert told(at, f"/alerts/{same['alert']}")["explained"] == 2


def test_of_what_another_paid_in_its_place_the_bidder_reads_nothing_when_it_goes_back(at: Door):
    """The refund says to which account it goes, which is the other's."""
    appoint(at.system, "second", "BIDDER", PARTIES[1])
    rejected = RejectReceipt(line=f"{PAGE}#7", line_seen=1, deposit=DEPOSITS[1], lot=None)
    at.system.ask("matcher", rejected)
    owed = told(at, f"/refunds?lot={LOT}", "clerk")
    (row,) = (row for row in owed if row["refund"] == f"{DEPOSITS[1]}/1")
    assert row["estimated"], "nobody has published the year"
    assert "预估" in at.get("/dues", "clerk").text
    assert told(at, f"/deposits/{DEPOSITS[1]}", "second")["refunds"] == []


def events(at: Door, *shapes: type) -> list[Any]:
    return [
        one.event for one in at.system.acting.feed.read(0, 10_000) if isinstance(one.event, shapes)
    ]


def looked(at: Door, when: str) -> None:
    """It is so late, and the clock has looked for what is overdue."""
    move_to(at.system, when)
    look(at.system)


def test_a_red_one_that_nobody_takes_up_within_three_working_days_is_escalated_once(at: Door):
    """From when it was told: the opening. What is explained needs nobody any more (5.2). Nothing is
    over by an estimate: the clock waits until the year is published.
    """
    last = date(2026, 3, 20)
    over = midnight(last + timedelta(days=1))
    looked(at, "2026-03-20T23:59:00+08:00")
    assert (list(untaken(at.system, last)), events(at, AlertEscalated)) == ([], [])
    assert list(untaken(at.system, over.date())) == []
    filed = {"filing": "BA-2026-1", "lot": LOT, "paper": "RESULT", "document": PAPER}
    assert (
        at.ask("POST", "/v1/filings", json=filed, headers=at.headers("agency")).status_code == 201
    )
    (waits,) = told(at, "/filings")
    assert (waits["due"], waits["estimated"]) == ("2026-03-25", True)
    year: dict[str, Any] = {"year": 2026, "holidays": ["2026-03-24"], "workdays": []}
    published = at.ask("POST", "/v1/calendars", json=year, headers=at.headers("office"))
    assert published.status_code == 201, published.text
    settle(at.system)
    (waits,) = told(at, "/filings")
    assert (waits["due"], waits["estimated"]) == ("2026-03-26", False), "it is reckoned again, once"
    assert len(events(at, FilingDueReckoned)) == 1
    assert "备案期限重算：1 项" in at.get("/calendars?lang=zh&year=2026", "auditor").text
    assert not any(row["estimated"] for row in told(at, "/refunds", "auditor"))
    assert "预估" not in at.get("/dues", "clerk").text
    assert [due.at for due in untaken(at.system, over.date())] == [over]
    looked(at, "2026-03-21T00:00:00+08:00")
    (said,) = events(at, AlertEscalated)
    (row,) = told(at, f"/alerts?lot={LOT}&stage=1")
    assert (row["kind"], row["alert"]) == ("RF-02", said.alert)
    assert (row["escalated_due"], row["escalated_at"]) == ("2026-03-20", "2026-03-20T16:00:00Z")
    assert "2026-03-20" in at.get(f"/lots/{LOT}", "auditor").text


def test_it_is_taken_up_explained_read_and_closed_and_stays(at: Door):
    (row,) = told(at, f"/alerts?lot={LOT}&stage=1")
    alert = row["alert"]
    said = {"lot": LOT, "reason": "已核实", "document": PAPER}

    def seen(person: str = "supervisor", explained: int = 0) -> Any:
        it = {"json": said | {"explained": explained}, "headers": at.headers(person)}
        return at.ask("POST", f"/v1/alerts/{alert}/acknowledgement", **it)

    def higher(person: str = "supervisor") -> Any:
        headers = at.headers(person)
        return at.ask("POST", f"/v1/alerts/{alert}/escalation", json=said, headers=headers)

    def closed(person: str = "supervisor") -> Any:
        headers = at.headers(person)
        return at.ask("POST", f"/v1/alerts/{alert}/closing", json=said, headers=headers)

    assert {act("auditor").status_code for act in (seen, higher, closed)} == {403}
    assert problem(closed(), 409, "refused")["rule"] == "alert.not_read"
    stages = []

    def read() -> Any:
        """What was said since somebody looked, that person has not read."""
        assert problem(seen(), 409, "refused")["rule"] == "alert.said_since"
        return seen(explained=1)

    for act in (seen, lambda: explain(at, alert), read, higher, closed):
        assert act().status_code == 201
        stages.append(told(at, f"/alerts/{alert}")["stage"])
    assert stages == [2, 3, 4, 4, 5]
    assert problem(explain(at, alert), 409, "refused")["rule"] == "alert.closed"
    row = told(at, f"/alerts/{alert}")
    assert {row[name] for name in ("acknowledged_by", "escalated_by", "closed_by")} == {
        "supervisor"
    }
    assert (row["closing"], row["escalated_due"]) == ("已核实", "2026-03-20")
    there = at.get(f"/v1/alerts?lot={LOT}&stage=5&min_position={row['raised']}", "auditor").json()
    assert alert in [one["alert"] for one in there["data"]]
    assert told(at, f"/alerts?lot={LOT}&stage=1") == []


def test_a_refund_that_nobody_pays_in_time_alerts_unless_it_is_held_back(at: Door):
    at.system.ask("agency", FailLot(lot=LOT, reason="重新招标"))
    settle(at.system)
    order = {"cause": "保全", "document": "1号"}
    held = PlaceHold(deposit=DEPOSITS[0], hold="H1", amount_fen=FEN, **order)
    appoint(at.system, "court", "COURT", "漳州市中级人民法院")
    at.system.ask("court", held)
    looked(at, "2026-03-26T23:00:00+08:00")
    before = told(at, f"/alerts?lot={LOT}&stage=1")
    looked(at, "2026-03-27T00:00:00+08:00")
    rows = [row for row in told(at, f"/alerts?lot={LOT}&stage=1") if row not in before]
    assert {(row["kind"], row["level"], row["arose_at"]) for row in rows} == {
        ("MA-2", "R", "2026-03-26T16:00:00Z")
    }
    assert sorted(row["deposits"][0]["deposit"] for row in rows) == sorted(DEPOSITS[1:3])
    for row in rows:
        (fact,) = (at.system.acting.feed.read(one - 1, 1)[0] for one in row["causes"])
        assert fact.body.name == "RefundObligationCreated"


def test_what_an_order_lets_go_alerts_when_that_day_is_over(at: Door):
    """Due on the 26th, kept back to the 30th: paid on that day it would be in time."""
    move_to(at.system, "2026-03-30T09:00:00+08:00")
    at.system.ask("court", LiftHold(deposit=DEPOSITS[0], hold="H1"))

    def found(when: str) -> list[str]:
        looked(at, when)
        rows = (row for row in told(at, f"/alerts?lot={LOT}&stage=1") if row["kind"] == "MA-2")
        names = ((row["deposits"][0]["deposit"], row["arose_at"]) for row in rows)
        return [arose for deposit, arose in names if deposit == DEPOSITS[0]]

    assert found("2026-03-30T23:00:00+08:00") == []
    assert found("2026-03-31T00:00:00+08:00") == ["2026-03-30T16:00:00Z"]


def test_what_is_odd_of_a_lots_terms_and_a_single_bidder_are_told_at_once(at: Door):
    """MA-1, MA-5 and RF-16: no sealed fact is needed for any of them."""
    city = {name: getattr(CAST_LOT, name) for name in CAST_LOT.__slots__}
    due = at.system.clock() + timedelta(days=20)
    large = {"lot": LARGE, "estimate_fen": 1_000 * FEN, "deposit_fen": FEN + 1}
    times = {"deposit_deadline": due, "opening_at": due + timedelta(days=9)}
    at.system.ask("agency", DefineLot(**city | large | times))
    sale = {"lot": SALE, "category": "STATE_PROPERTY", "basic_account": False, "deposit_fen": 1}
    soon = {"deposit_deadline": due, "opening_at": due, "estimate_fen": FEN}
    at.system.ask("agency", DefineLot(**city | sale | soon))
    at.system.ask("agency", replace(ANNOUNCEMENT, lot=SALE))
    settle(at.system)  # what follows from the terms is asked for at once, and runs out before then
    move_to(at.system, due.isoformat())
    settle(at.system)
    at.system.ask("agency", CloseTimedBidding(lot=SALE, bidders=1, price_fen=FEN))
    settle(at.system)
    levels = {(row["kind"], row["level"]) for row in told(at, f"/alerts?lot={LARGE}")}
    assert levels == {("MA-1", "R"), ("MA-5", "Y")}
    (alone,) = told(at, f"/alerts?lot={SALE}")
    assert (alone["kind"], alone["level"], alone["deposits"]) == ("RF-16", "I", [])
