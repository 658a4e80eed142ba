"""A line divided as a clerk types it: what is read, what is left, what is wrong."""

from dataclasses import replace
from typing import Any

import pytest

from api.desk.division import Division, TypedPart, may_be_divided, read
from api.desk.seen_line import SeenLine
from domain.desk.divide import DivideReceipt, Part
from domain.desk.divided import MOST
from tests.kit.seen import seen

P1, P2 = "P00000000000000A1", "P00000000000000A2"
NUMBER = "622848040256601801"
LINE = seen(minor=90_000)


class Known:
    """Two deposits of open lots; the second is paid to a number."""

    def named(self, said: set[str]) -> dict[str, Any]:
        rows = {P1: {"deposit": P1, "lot": "E001"}, P2: {"deposit": P2, "lot": "E002"}}
        rows[NUMBER] = rows[P2]
        return {one: rows[one] for one in said & rows.keys()}


def typed(*rows: tuple[str, str], line: SeenLine = LINE) -> Division:
    return read(line, [TypedPart(*one) for one in rows], Known())  # type: ignore[arg-type]


def test_parts_that_come_to_the_line_are_its_command():
    found = typed((P1, "800.00"), (P2, "100"), ("", ""))
    assert (found.left_fen, found.against) == (0, "")
    assert found.command(3) == DivideReceipt(
        line=LINE.code,
        line_seen=3,
        parts=(
            Part(deposit=P1, lot="E001", amount_fen=80_000),
            Part(deposit=P2, lot="E002", amount_fen=10_000),
        ),
    )


def test_a_deposit_is_named_by_its_number_too_and_widths_and_spaces_do_not_count():
    found = typed((f" {P1.lower()} ", "８００．００"), (f"{NUMBER[:6]} {NUMBER[6:]}", " 100.00 "))
    assert [part.deposit for part in found.command(1).parts] == [P1, P2]
    assert found.left_fen == 0


@pytest.mark.parametrize(
    ("rows", "left", "against"),
    [
        ([(P1, "800"), (P2, "99.99")], 1, "left"),
        ([(P1, "800"), (P2, "100.01")], -1, "over"),
        ([(P1, "900"), (P2, "")], 0, "two"),
        ([], 90_000, "two"),
    ],
)
def test_what_is_left_is_told_and_must_be_nothing(rows: Any, left: int, against: str):
    found = typed(*rows)
    assert (found.left_fen, found.against) == (left, against)
    with pytest.raises(ValueError, match=against):
        found.command(1)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ((P2, "1.234"), "amount"),
        ((P2, "0"), "amount"),
        ((P2, "-1"), "amount"),
        ((P2, "九百"), "amount"),
        (("", "100"), "code"),
        (("水仙大街", "100"), "code"),
        (("P00000000000000FF", "100"), "not_open"),
        (("6228480402566018", ""), "not_open"),
        ((P1, "100"), "twice"),
    ],
)
def test_a_row_says_what_is_wrong_with_it(row: tuple[str, str], wrong: str):
    found = typed((P1, "800"), row)
    assert [one.wrong for one in found.rows] == ["", wrong]
    assert found.against == "rows"


def test_a_row_without_an_amount_is_no_part():
    found = typed((P1, "800"), (P2, ""), (NUMBER, "100"))
    assert found.against == ""
    assert len(found.parts) == 2


def test_of_more_rows_than_a_line_may_have_none_is_read():
    assert len(typed(*[(P1, "1")] * (MOST + 5)).rows) == MOST


@pytest.mark.parametrize(
    "other",
    [
        {"credit": False},
        {"whose": P1},
        {"among": (P1, P2)},
        {"returned": True},
        {"kind": "INTEREST"},
        {"currency": "EUR"},
        {"reference": NUMBER},
    ],
)
def test_only_money_that_names_no_number_and_is_nobodys_can_be_divided(other: dict[str, Any]):
    assert may_be_divided(LINE)
    assert not may_be_divided(replace(LINE, **other))
