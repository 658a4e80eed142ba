"""What two break a seal for: companies by name, natural persons by their number, no more."""

from types import SimpleNamespace
from typing import Any

from api.under_seal import Payer, Registered, Registrant, payers, registered
from projections.deposits import DEPOSITS
from projections.projection import Table

AT, LOT = 7, "A-1"
COMPANY: dict[str, Any] = {
    "party": "91350600MA3100001N",
    "natural": False,
    "payer": "甲公司",
    "payers": ["3 l1 35050001", "5 l2 35050002", "6 l2 "],
}
PERSON = COMPANY | {"party": "N00000000000000A1", "natural": True, "payer": "张三"}
GONE = dict.fromkeys(COMPANY)
"""A deposit whose terms nobody can read any more."""


def reader(*rows: dict[str, Any]) -> Any:
    """Rows of the lot, as of the position that is asked for."""

    def found(_table: Table, where: dict[str, Any], *, as_of: int) -> Any:
        assert (where, as_of) == ({"lot": LOT}, AT)
        return SimpleNamespace(rows=list(rows))

    return SimpleNamespace(rows=found)


def readers() -> Any:
    had = [{"party": one["party"], "natural": one["natural"]} for one in (PERSON, COMPANY)]
    deposits = reader(PERSON, COMPANY, GONE)
    return SimpleNamespace(sealed_deposits=deposits, sealed_downloads=reader(*had))


def test_natural_persons_are_counted_among_who_registered_and_had_documents_and_not_named():
    company = Registrant(COMPANY["party"], "甲公司")
    told = registered(readers(), LOT, AT)
    assert told == Registered((company,), 2, (COMPANY["party"],), 2)


def test_accounts_are_told_of_companies_alone_and_of_no_line_that_was_anothers():
    assert payers(readers(), LOT, AT) == (Payer(COMPANY["party"], "甲公司", ("35050001",)),)
    assert DEPOSITS.sealed
