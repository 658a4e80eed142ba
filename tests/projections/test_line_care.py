"""Notes and assignments stand under seal, by their line, and go with the day's key."""

from typing import Any

import pytest

from domain.bankpage.events import LineAssigned, NoteTaken
from ledger.events import KeyDestroyed
from projections.line_care import CARE, LINE_CARE, NOTES, project
from projections.projection import Erase
from tests.kit.rows import ACCOUNT, DAY, OWNER, PAGE, credit
from tests.projections.kit import recorded, shelf, told

LINE = f"{PAGE.code}#1"
NOTED = NoteTaken(number=1, text="来电核实", suspense=True)


def changes(event: Any) -> list[Any]:
    return list(project(recorded(event, PAGE)))


def test_what_nobody_can_read_is_told_nowhere() -> None:
    assert changes(NoteTaken()) == changes(LineAssigned()) == changes(credit()) == []


def test_the_days_key_takes_them_along() -> None:
    of = {"account": ACCOUNT, "day": DAY}
    gone = changes(KeyDestroyed(key=f"day/{OWNER}", reason="x"))
    assert gone == [Erase(CARE, of), Erase(NOTES, of)]


@pytest.mark.parametrize("key", ["day/x", "day/", "party/N1", "room"])
def test_another_key_takes_nothing_along(key: str) -> None:
    assert changes(KeyDestroyed(key=key, reason="x")) == []


def test_a_line_stands_as_it_was_last_said(database: Any) -> None:
    later = NoteTaken(number=1, text="已查明", suspense=False)
    given = LineAssigned(number=1, assignee="clerk")
    said = [(PAGE, credit(1)), (PAGE, NOTED), (PAGE, given), (PAGE, later)]
    with (
        told(database, *said) as (log, vault),
        shelf(database, log, vault, (LINE_CARE,)) as made,
    ):
        made.runner.catch_up()
        opened, closed = made.reader(LINE_CARE), made.reader(LINE_CARE, sealed=True)
        assert opened.rows(CARE).rows == opened.rows(NOTES).rows == []
        (care,) = closed.rows(CARE).rows
        assert (care["line"], care["assignee"], care["suspense"], care["notes"]) == (
            LINE,
            "clerk",
            False,
            2,
        )
        assert [note["text"] for note in closed.rows(NOTES).rows] == ["来电核实", "已查明"]
