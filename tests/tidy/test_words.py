"""Words that may not be written: clocks and inexact numbers in the domain, notes, places."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tidy.source import ROOT, Room, all_clear, rooms, shipped, tidy

INEXACT = re.compile(
    r"datetime\.now|datetime\.utcnow|date\.today|\bfloat\b|\bDecimal\b|\bFraction\b|\bround\("
)
"""Not in the domain: what time it is comes with the Context, money is whole fen."""

NOTE = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
"""What is not done is said in the pull request or the manual, not in the code."""

PLACE = re.compile(
    r"(?<![\w}])/(?:work|home|root|Users)/[A-Za-z.]"
    r"|\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|crates\.io|proxy\.golang\.org)\b"
)
"""Nothing depends on this machine or on where packages come from."""

WRITTEN = {"", ".py", ".md", ".toml", ".txt", ".in", ".sql", ".sh", ".json", ".html", ".css", ".js"}
OTHERS = {"data", "build", "mutants", "node_modules"}
"""Folders that are no part of the project."""


def inexact(room: Room) -> Iterator[str]:
    for match in INEXACT.finditer(room.text):
        yield f"{match[0]} has no place in the domain"
    for node in ast.walk(room.tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield f"line {node.lineno} divides inexactly"
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"line {node.lineno} holds {node.value!r}, no whole number"


def notes(room: Room) -> Iterator[str]:
    for match in NOTE.finditer(room.text):
        yield f"{match[0]}: do it, or say it where people look"


def places(text: str) -> list[str]:
    return PLACE.findall(text)


def written() -> Iterator[Path]:
    """Every file of the project that a person wrote."""
    for top in ROOT.iterdir():
        if top.name.startswith(".") or top.name in OTHERS:
            continue
        for path in top.rglob("*") if top.is_dir() else (top,):
            if path.is_file() and path.suffix in WRITTEN:
                yield path


def test_the_domain_has_no_clock_and_no_inexact_number():
    tidy(inexact, rooms("domain"))


def test_no_note_to_oneself_is_shipped():
    tidy(notes, shipped())


def test_no_file_names_a_place_on_this_machine_or_a_registry():
    all_clear(
        f"{path.relative_to(ROOT)}: {place}"
        for path in written()
        for place in places(path.read_text("utf-8", "replace"))
    )


# Each guard, broken on purpose.


@pytest.mark.parametrize(
    "line",
    ["datetime.now(tz)", "date.today()", "float(x)", "Decimal(1)", "x / 2", "1.5", "round(x)"],
)
def test_a_clock_or_an_inexact_number_is_found(line):
    assert list(inexact(Room("domain/x.py", line)))


def test_whole_numbers_and_whole_division_are_fine():
    assert list(inexact(Room("domain/x.py", "x = (fen * ppm + 500_000) // 1_000_000"))) == []


def test_a_note_to_oneself_is_found():
    assert list(notes(Room("ledger/x.py", "# TO" + "DO later")))


@pytest.mark.parametrize("text", ["/ro" + "ot/x", "/ho" + "me/a", "https://py" + "pi.org/simple"])
def test_a_place_is_found(text):
    assert places(text) == [places(text)[0]]


def test_every_kind_of_file_is_read():
    names = {path.name for path in written()}
    assert {"zhangben", "bootstrap.py", "pyproject.toml", "requirements.txt"} <= names
