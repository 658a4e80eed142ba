"""Whose last days may turn by a year that is published: what cannot is not asked for."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from api.found_by_year import due_in_year
from domain.calendar import Calendar
from domain.categories.register import of
from domain.dispute.stream import DISPUTE
from domain.governance.publish import LAW as OF_LAW
from domain.governance.state import Law
from domain.lot.stream import LOT
from domain.timing import term
from projections.disputes import CASES, SUSPENSIONS
from projections.filings import FILINGS
from projections.projection import Table
from projections.refunds import REFUNDS
from tests.kit.disputing import ACCEPTED, COMPLAINED, COMPLAINT, ORDERED, at, day
from tests.kit.fixture_calendar import FIXTURE, published
from tests.kit.lots import CODE, DEFINED
from tests.kit.rows import D
from tests.kit.story import fold

PUBLISHED, POSITION = Law(FIXTURE), 40
YEAR = published()


def found(rows: dict[str, list[dict[str, Any]]], **states: Any) -> tuple[str, ...]:
    """What the index finds of these rows, by their tables' names; `states`: of streams, by kind."""

    def every(table: Table, _where: object, position: int) -> list[dict[str, Any]]:
        assert position == POSITION
        return rows.get(table.name, [])

    reader = SimpleNamespace(every=every)
    readers = SimpleNamespace(refunds=reader, disputes=reader, filings=reader)
    replay = SimpleNamespace(
        state=lambda of, at: PUBLISHED if (of, at) == (OF_LAW, POSITION) else None,
        states=lambda those, at: {one: states[one.kind] for one in those},
    )
    index = due_in_year(cast(Any, readers), cast(Any, replay), OF_LAW, lambda *asked: None)
    return index(YEAR, POSITION)


def refund(number: int, since: date, due: date) -> dict[str, Any]:
    return {"deposit": D, "number": number, "counts_from": since, "due": due}


def test_of_refunds_those_are_found_in_whose_term_a_day_turned():
    """04-04 to 04-06 are off, of which Monday turned; a year that is long over asks for no more."""
    rows = [
        refund(1, day("04-01"), day("04-08")),
        refund(2, day("03-02"), day("03-09")),
        refund(3, day("04-06"), day("04-13")),
        refund(4, day("05-07"), day("05-14")),
        refund(5, date(2025, 12, 30), date(2026, 1, 6)),
        refund(6, date(2025, 12, 1), date(2025, 12, 8)),
        refund(7, day("04-08"), day("04-08")),
    ]
    told = found({REFUNDS.name: rows})
    assert told == tuple(f"refund {D}/{number}" for number in (1, 4, 5))


def case(**told: Any) -> dict[str, Any]:
    return {"case": COMPLAINT, "open": True, "filed_at": at("04-03 10:00")} | told


def test_of_cases_those_whose_own_terms_come_to_another_day():
    by_weekends = replace(ACCEPTED, decision=replace(ACCEPTED.decision, due=day("05-20")))
    moves, stays = (fold(DISPUTE, COMPLAINED, one) for one in (by_weekends, ACCEPTED))
    assert found({CASES.name: [case()]}, dispute=moves) == (f"case {COMPLAINT}",)
    assert found({CASES.name: [case()]}, dispute=stays) == ()
    later = case(filed_at=at("04-03 10:00").replace(year=2028))
    assert found({CASES.name: [later]}) == (), "its stream is not even read"


def test_of_a_case_that_ended_the_year_after_it_was_filed_too():
    """It was answered by a day of the next year, of which nobody had published the days."""
    by_weekends = replace(ACCEPTED, decision=replace(ACCEPTED.decision, due=day("05-20")))
    moves = fold(DISPUTE, COMPLAINED, by_weekends)
    filed = at("12-25 10:00")
    before, long_before = (case(open=False, filed_at=filed.replace(year=n)) for n in (2025, 2024))
    assert found({CASES.name: [before]}, dispute=moves) == (f"case {COMPLAINT}",)
    assert found({CASES.name: [long_before]}) == (), "its stream is not even read"


def test_of_filings_those_that_come_to_another_day():
    rows = [
        {"filing": "BA-1", "filed_at": at("04-02 10:00"), "due": day("04-07")},
        {"filing": "BA-2", "filed_at": at("04-02 10:00"), "due": day("04-08")},
        {"filing": "BA-3", "filed_at": at("03-02 10:00"), "due": day("03-05")},
    ]
    assert found({FILINGS.name: rows}) == ("filing BA-1",)


def test_of_suspensions_those_that_a_row_ends_on_another_day():
    (row,) = of("GOV_PROCUREMENT").about("complaint.suspension", day("04-01"))
    told = {"suspended_at": at("04-01 10:00"), "until": day("05-01")}
    reckoned = replace(ORDERED, **told, term=term(row, day("04-01"), Calendar()))
    rows = [{"lot": CODE, "case": COMPLAINT}]
    lots = fold(LOT, DEFINED, reckoned)
    assert found({SUSPENSIONS.name: rows}, lot=lots) == (f"suspension {CODE} {COMPLAINT}",)
    named = fold(LOT, DEFINED, replace(ORDERED, **told))
    assert found({SUSPENSIONS.name: rows}, lot=named) == ()
