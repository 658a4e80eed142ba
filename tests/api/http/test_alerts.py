"""Alerts over HTTP (scenario A, rows 13, 14 and 36): sealed, told at the opening, explained."""

from datetime import datetime
from typing import Any

import pytest

from api.alerts import to_explain
from api.appointing import appoint
from api.upkeep import settle
from domain.alert.events import AlertRaised, SealedAlertRaised
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.desk.match import MatchReceipt
from domain.desk.reject import RejectReceipt
from domain.trade.raise_alert import RaiseAlert
from tests.kit import bidding
from tests.kit.bidding import DAY, DEPOSITS, FEN, LOTS, PAGE, PARTIES
from tests.kit.door import Door, problem

LOT, SEALED = LOTS
READS = ("supervisor", "auditor", "clerk", "reviewer", "cash")
PAPER = "a1" * 32
NOBODYS = "W00000000000000FF"


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
    assert f"{DEPOSITS[1]}/1" in [row["refund"] for row in owed]
    assert told(at, f"/deposits/{DEPOSITS[1]}", "second")["refunds"] == []
