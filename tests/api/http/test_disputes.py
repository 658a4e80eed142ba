"""Disputes of scenario A over HTTP: rows 45, 48, 51 to 53, 60 and 61, and who is told of them."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from api.appointing import appoint
from api.jobs.due import suspension_ends
from api.jobs.overdue import open_disputes
from api.upkeep import settle
from domain.calendar import midnight
from domain.dispute.words import Matter
from domain.governance.publish import PublishCalendar
from domain.kernel import StreamId
from domain.trade.object import FileObjection
from projections.disputes import CASES
from tests.kit import bidding
from tests.kit.bidding import COMPANY, DEPOSITS, LOTS
from tests.kit.city import move_to
from tests.kit.door import Door, problem
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.looking import look

LOT, SEALED = LOTS
ITS, PAPER, OTHERS = DEPOSITS[0], "a1" * 32, "91350600MA3100002R"
CASE, HOLD = "D00000000000000A1", "H1"
FEN = 50_000_000
SECOND = timedelta(seconds=1)


def post(at: Door, person: str, path: str, **said: Any) -> Any:
    return at.ask("POST", f"/v1{path}", json=said, headers=at.headers(person))


def done(answer: Any) -> Any:
    assert answer.status_code == 201, answer.text
    return answer.json()


def told(at: Door, path: str, person: str | None = None) -> Any:
    """What a path answers now."""
    position = at.system.store.tail().position
    joint = "&" if "?" in path else "?"
    return at.get(f"/v1{path}{joint}min_position={position}", person).json()["data"]


@pytest.fixture(scope="module", autouse=True)
def city(at: Door) -> None:
    """Another bidder; and the calendar of the scenario."""
    appoint(at.system, "another", "BIDDER", OTHERS)
    (year,) = FIXTURE.years
    off, on = (tuple(sorted(days)) for days in (year.holidays, year.workdays))
    at.system.ask("office", PublishCalendar(year=year.year, holidays=off, workdays=on))


def objection(**other: Any) -> dict[str, Any]:
    said = {"party": COMPANY, "deposit": ITS, "matter": "documents", "document": PAPER}
    return said | other


def waits(at: Door, case: str) -> list[tuple[str, bool]]:
    """What the sealed lot waited for, for a case ('' of its owner's own), and still does."""
    rows = told(at, f"/lots/{SEALED}/suspensions")
    return [(row["cause"], row["open"]) for row in rows if row["case"] == case]


def test_before_the_opening_nobody_is_told_who_objects(at: Door):
    """It is filed once, however often it is sent, and waits for its answer."""
    headers = at.headers("bidder") | {"Idempotency-Key": "an-objection"}
    path = f"/v1/lots/{SEALED}/objections"
    said = {"json": objection(deposit=None), "headers": headers}
    first, again = (at.ask("POST", path, **said) for _ in range(2))
    assert again.json() == done(first) | {"repeated": True}
    case = first.json()["case"]
    asked = FileObjection(
        case=CASE, lot=SEALED, party=COMPANY, deposit=None, matter=Matter.DOCUMENTS, document=PAPER
    )
    assert problem(at.post(at.signed("bidder", asked)), 409, "refused")["rule"] == (
        "dispute.would_name"
    )
    (row,) = told(at, f"/disputes?lot={SEALED}")
    assert (row["case"], row["stage"], row["matter_number"]) == (case, "待答复", 1)
    assert row["warned"] == ["CT-06 documents.objection"]
    for person in (None, "agency", "auditor", "supervisor", "another"):
        assert told(at, f"/disputes/{case}", person) == row | {"filer": None}
    own = told(at, f"/disputes/{case}", "bidder")["filer"]
    assert own == {"party": COMPANY, "deposit": None, "follows": None, "document": PAPER}
    assert waits(at, case) == [("OBJECTION", True)]
    answer = {"lot": SEALED, "document": PAPER, "conclusion": "DISMISSED"}
    done(post(at, "agency", f"/disputes/{case}/answer", **answer))
    assert waits(at, case) == [("OBJECTION", False)]
    assert told(at, f"/disputes?lot={SEALED}&state=open") == []


def test_only_the_bidder_itself_wishes_it(at: Door):
    for person in ("agency", "another"):
        assert post(at, person, f"/lots/{LOT}/objections", **objection()).status_code == 403
        said = objection(to="V-HOUSING", since="2026-03-10")
        assert post(at, person, f"/lots/{LOT}/complaints", **said).status_code == 403
    anothers = objection(party=OTHERS)
    refused = post(at, "another", f"/lots/{LOT}/objections", **anothers)
    assert problem(refused, 409, "refused")["rule"] == "dispute.not_a_bidder"
    assert at.get("/v1/disputes/D00000000000000FF").status_code == 404


def test_scenario_a_from_the_objection_to_the_award(at: Door):
    bidding.open_bids(at.system, 0, bidding.USUAL)
    move_to(at.system, "2026-03-29T11:00:00+08:00")
    asked = FileObjection(
        case=CASE, lot=LOT, party=COMPANY, deposit=ITS, matter=Matter.RESULT, document=PAPER
    )
    done(at.post(at.signed("bidder", asked)))
    assert refused_award(at) == "lot.suspended"
    row = told(at, f"/disputes/{CASE}", "agency")
    assert (row["due"], row["filer"]["party"], row["overdue"]) == ("2026-04-01", COMPANY, False)
    move_to(at.system, "2026-04-02T09:00:00+08:00")
    (late,) = told(at, f"/disputes?lot={LOT}&state=open")
    assert late["overdue"] is True
    (alert,) = alerts(at, "DL-05")
    assert (alert["level"], alert["arose_at"]) == ("R", "2026-04-01T16:00:00Z")
    answer = {"lot": LOT, "document": PAPER, "conclusion": "DISMISSED"}
    done(post(at, "agency", f"/disputes/{CASE}/answer", **answer))
    case = complained(at)
    stops = told(at, f"/lots/{LOT}/suspensions")
    assert [row["case"] for row in stops if row["open"]] == [case]
    decided(at, case)
    the_last_day_is_over(at)
    the_contract_is_not_signed(at)


def alerts(at: Door, kind: str) -> list[Any]:
    """Those of the lot of a kind, once the clock has looked for what is overdue."""
    look(at.system)
    return [row for row in told(at, f"/alerts?lot={LOT}", "supervisor") if row["kind"] == kind]


def the_contract_is_not_signed(at: Door) -> None:
    """Nothing has ended its term when that is over (DL-06): one alert, no other when it ends."""
    move_to(at.system, "2026-05-29T23:59:00+08:00")
    assert alerts(at, "CT-18") == []
    move_to(at.system, "2026-05-30T00:00:00+08:00")
    (alert,) = alerts(at, "CT-18")
    assert (alert["limit"], alert["ended"], alert["level"]) == ("2026-05-29", None, "Y")
    seen = at.get(f"/v1/lots/{LOT}").headers["ETag"]
    signed = {"signed_on": "2026-05-30", "price_fen": 2_350_000_000}
    headers = at.headers("agency") | {"If-Match": seen}
    done(at.ask("POST", f"/v1/lots/{LOT}/contract", json=signed, headers=headers))
    settle(at.system)
    assert alerts(at, "CT-18") == [alert]


def complained(at: Door) -> str:
    """Rows 51 to 53: the complaint, its acceptance with a suspension, and the hold."""
    move_to(at.system, "2026-04-03T10:00:00+08:00")
    said = objection(matter="result", to="V-HOUSING", since="2026-03-27", follows=CASE)
    case = str(done(post(at, "bidder", f"/lots/{LOT}/complaints", **said))["case"])
    assert told(at, f"/disputes/{case}")["due"] == "2026-04-09"
    done(post(at, "supervisor", f"/disputes/{case}/receipt"))
    move_to(at.system, "2026-04-08T10:00:00+08:00")
    order = {"lot": LOT, "document": PAPER, "suspend": True}
    before = list(at.system.readers.disputes.rows(CASES, {"open": True}).rows)
    done(post(at, "supervisor", f"/disputes/{case}/acceptance", **order))
    believed(at, before)
    row = told(at, f"/disputes/{case}", "auditor")
    assert (row["due"], row["stage_number"]) == ("2026-05-22", 4)
    assert row["filer"] == {"party": COMPANY, "deposit": ITS, "follows": CASE, "document": PAPER}
    held = {"lot": LOT, "deposit": DEPOSITS[1], "hold": HOLD, "amount_fen": FEN, "document": "1号"}
    done(post(at, "supervisor", f"/disputes/{case}/holds", **held))
    return case


def believed(at: Door, rows: list[Any]) -> None:
    """Rows of before the acceptance, due on the 9th: the case itself says that it is in time."""
    assert [row["due"] for row in rows] == [date(2026, 4, 9)]
    behind: Any = SimpleNamespace(position=lambda: 0, every=lambda *_: iter(rows))
    system = replace(at.system, readers=replace(at.system.readers, disputes=behind))
    assert list(open_disputes(system, date(2026, 4, 10))) == []


def decided(at: Door, case: str) -> None:
    """Rows 60 and 61: the hold is lifted with the decision, the owner goes on and awards."""
    deposit = StreamId("deposit", DEPOSITS[1])
    assert [one.amount_fen for one in at.system.replay.state(deposit).holds] == [FEN]
    move_to(at.system, "2026-04-28T16:00:00+08:00")
    said: dict[str, Any] = {"lot": LOT, "document": PAPER, "conclusion": "DISMISSED"}
    holds = [{"deposit": DEPOSITS[1], "hold": HOLD}]
    forgot = post(at, "supervisor", f"/disputes/{case}/decision", **said, resume=False, holds=[])
    assert problem(forgot, 409, "refused")["rule"] == "dispute.other_holds"
    path = f"/disputes/{case}/decision"
    done(post(at, "supervisor", path, **said, resume=False, holds=holds))
    assert told(at, f"/disputes/{case}", "agency")["conclusion"] == "DISMISSED"
    assert at.system.replay.state(deposit).holds == ()
    assert refused_award(at) == "lot.suspended"
    move_to(at.system, "2026-04-29T09:00:00+08:00")
    done(post(at, "agency", f"/lots/{LOT}/resumption", case=case, document=PAPER))
    done(award(at))
    assert at.system.replay.state(StreamId("lot", LOT)).contract_due.isoformat() == "2026-05-29"


def the_last_day_is_over(at: Door) -> None:
    """Of the owner's own suspension: the clock says so, at the first instant after it."""
    done(post(at, "agency", f"/lots/{SEALED}/suspension", document=PAPER, until="2026-05-04"))
    assert waits(at, "") == [("OWNER", True)]
    over = midnight(date(2026, 5, 5))
    assert list(suspension_ends(at.system, over - SECOND)) == []
    (due,) = suspension_ends(at.system, over)
    assert due.at == over
    move_to(at.system, "2026-05-05T00:00:00+08:00")
    at.system.ask("platform", due.wanted)
    assert waits(at, "") == [("OWNER", False)]


def award(at: Door) -> Any:
    at.system.readers.runner.catch_up()
    seen = at.get(f"/v1/lots/{LOT}").headers["ETag"]
    headers = at.headers("agency") | {"If-Match": seen}
    said = {"winner": COMPANY, "price_fen": 2_350_000_000}
    return at.ask("POST", f"/v1/lots/{LOT}/award", json=said, headers=headers)


def refused_award(at: Door) -> str:
    return str(problem(award(at), 409, "refused")["rule"])


def test_other_acts_of_a_supervisor_and_an_owner(at: Door):
    """Each route asks for its command; what comes of it, the stories of the domain tell."""
    case, of = "D00000000000000FE", {"lot": SEALED, "document": PAPER}
    unknown = {
        "forwarding": ("office", {"lot": SEALED, "to": "V-WATER"}, "dispute.unknown"),
        "rejection": ("supervisor", of, "dispute.unknown"),
        "suspension": ("supervisor", of, "dispute.unknown"),
        "clock-stop": ("supervisor", of | {"ground": "鉴定"}, "dispute.unknown"),
        "clock-resumption": ("supervisor", {}, "dispute.unknown"),
        "withdrawal": ("bidder", of | {"party": COMPANY}, "dispute.not_yours"),
        "withdrawal-answer": (
            "supervisor",
            of | {"consents": True, "resume": True, "holds": []},
            "dispute.unknown",
        ),
        "query-answer": ("agency", of | {"conclusion": "UPHELD"}, "dispute.unknown"),
    }
    for act, (person, said, rule) in unknown.items():
        answer = post(at, person, f"/disputes/{case}/{act}", **said)
        assert problem(answer, 409, "refused")["rule"] == rule, act
    query = objection(since="2026-03-10", deposit=None)
    refused = post(at, "bidder", f"/lots/{SEALED}/queries", **query)
    assert problem(refused, 409, "refused")["rule"] == "dispute.no_route"
    done(post(at, "agency", f"/lots/{SEALED}/suspension", document=PAPER))
    done(post(at, "agency", f"/lots/{SEALED}/resumption", document=PAPER))
