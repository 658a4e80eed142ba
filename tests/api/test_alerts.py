"""What may be told of an alert: whose deposits, and in which events, but of no natural person."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.alerts import meant, told
from api.readers import Readers
from domain.alert.kinds import Level
from tests.kit.lots import CODE
from tests.kit.rows import OTHER_D, USCC, D

OPEN = {"deposit": D, "lot": CODE, "party": USCC, "natural": False}
ROW = {"kind": "RF-01", "rule": None, "deposits": [D, OTHER_D], "causes": ["16", "17"]}


def reading(deposits: list[Any], of_lot: tuple[str, ...] = ()) -> Readers:
    """Readers whose open places hold these deposits, and these alerts of a lot."""

    def answer(rows: list[Any]) -> Any:
        told = SimpleNamespace(rows=rows)
        return SimpleNamespace(rows=lambda *_, **__: told, every=lambda *_, **__: iter(rows))

    alerts = [{"alert": code} for code in of_lot]
    return cast(Readers, SimpleNamespace(deposits=answer(deposits), alerts=answer(alerts)))


def test_where_every_deposit_may_be_told_so_are_the_events() -> None:
    (row,) = told(reading([OPEN, OPEN | {"deposit": OTHER_D}]), 40, [ROW])
    assert [one["deposit"] for one in row["deposits"]] == [D, OTHER_D]
    assert (row["not_told"], row["causes"], row["name"]) == (0, [16, 17], "SAME_PAYER_ACCOUNT")


def test_of_a_natural_person_neither_deposit_nor_event_is_told() -> None:
    (row,) = told(reading([OPEN]), 40, [ROW])
    assert [one["deposit"] for one in row["deposits"]] == [D]
    assert (row["not_told"], row["causes"]) == (1, [])


def test_a_row_of_law_is_called_by_itself() -> None:
    late = ROW | {"kind": "CT-16", "rule": "CT-16 publicity.start", "deposits": []}
    (row,) = told(reading([]), 40, [late])
    assert (row["name"], row["causes"]) == ("CT-16 publicity.start", [16, 17])


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({}, {}),
        ({"lots": [CODE]}, {"alert": ["W1", "W2"]}),
        ({"level": Level.RED, "unexplained": True}, {"level": "R", "unexplained": True}),
        ({"unexplained": False}, {"unexplained": False}),
    ],
)
def test_they_are_found_by_lot_level_and_whether_they_are_explained(
    asked: dict[str, Any], where: dict[str, Any]
) -> None:
    assert meant(reading([], ("W1", "W2")), 40, **asked) == where
