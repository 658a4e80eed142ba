"""What is written about the house is true: generated pages, terms, decisions, links."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from domain.categories.register import CATEGORIES
from tests.tidy import generate_events, generate_house, generate_rules
from tests.tidy.source import ROOT, Room, all_clear, rooms

DOCS = ROOT / "docs"
CODE = re.compile(r"`([^`\n]+)`")
PART = ("Context", "Decision", "Consequences", "Alternatives")
RECORD_MAX = 40
FILE = re.compile(r"(?:api|projections|ledger|domain|tests|bench|docs|deploy)/[a-z_0-9/]*[.a-z]*")


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def names(among: Iterable[Room]) -> set[str]:
    """Everything that the code gives a name to: classes, functions, constants, fields."""
    given: set[str] = set()
    for room in among:
        for node in ast.walk(room.tree):
            match node:
                case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                    given.add(node.name)
                case ast.Name(ctx=ast.Store()):
                    given.add(node.id)
    return given


def unknown_terms(glossary: str, known: set[str]) -> Iterator[str]:
    """Rows of the glossary that lack a column, or name what the code does not have."""
    rows = [line.strip("|").split("|") for line in glossary.splitlines() if line.startswith("|")]
    for row in rows:
        cells = [cell.strip() for cell in row]
        if len(cells) != 4 or not all(cells):
            yield f"{cells[0]}: four filled columns are needed"
        for term in CODE.findall(cells[-1]):
            if term not in known:
                yield f"{cells[0]}: the code has no {term}"


def lame(name: str, record: str) -> Iterator[str]:
    """What a decision record lacks."""
    headings = re.findall(r"^## (.+)$", record, re.MULTILINE)
    number = re.match(r"(\d{4})-[a-z0-9-]+\.md$", name)
    if tuple(headings) != PART:
        yield f"{name}: the parts are {headings}, right would be {list(PART)}"
    if number is None or not record.startswith(f"# {int(number[1])}. "):
        yield f"{name}: name and title do not carry one number"
    if (lines := record.count("\n")) > RECORD_MAX:
        yield f"{name}: {lines} lines, at most {RECORD_MAX} fit"
    if any(not text.strip() for text in re.split(r"^#+ .+$", record, flags=re.MULTILINE)[2:]):
        yield f"{name}: an empty part"


def dead(text: str, there: Path) -> Iterator[str]:
    """Files that a page names, in backticks or as a link, and that do not exist."""
    for path in CODE.findall(text):
        if FILE.fullmatch(path) and not (ROOT / path).exists():
            yield path
    for path in re.findall(r"\]\(([^)#:]+)\)", text):
        if not (there / path).exists():
            yield path


def test_events_are_listed_as_they_are():
    assert generate_events.PAGE.read_text("utf-8") == generate_events.page(), (
        "run: python -m tests.tidy.generate_events"
    )


def test_rules_are_listed_as_they_are():
    assert generate_rules.PAGE.read_text("utf-8") == generate_rules.page(), (
        "run: python -m tests.tidy.generate_rules"
    )


def test_a_lawyer_reads_a_rule_as_the_law_has_it():
    """Every row of every category, each cell that is filled said as people say it."""
    lines = generate_rules.page().splitlines()
    rows = [line for line in lines if re.match(r"\| [A-Z]{2}-", line)]
    assert len(rows) == sum(len(category.rules) for category in CATEGORIES)
    assert (
        "| LD-12 | 签约至付清首期，以合同约定为准 | 至多 NOT_LATER | 1 | 月 "
        "| ContractSigned → ExternalPaymentConfirmed | 是 | WARN | 国土资发〔2010〕34号 | K "
        "| 2010-03-08 |  |  | `price.first_instalment_paid` |"
    ) in rows
    bounds = {tuple(cell.strip() for cell in row.split("|")[4:6]) for row in rows}
    assert {("2", "%"), ("0.1", "%"), ("66.6666", "%"), ("800,000.00", "元")} <= bounds


NOT_RECORDED = {
    "CatalogCheckRecorded",
    "ContractPublished",
    "EvaluationStarted",
    "MethodChanged",
    "PreemptionExercised",
}
"""Facts of REFERENCE 2.3 that rules count from or to, and that nothing says yet."""


def test_a_fact_that_a_rule_names_is_an_event_or_marked_as_not_recorded_yet():
    """A name that is misspelt is in neither; one that is recorded by now is marked no more."""
    assert generate_rules.unrecorded() == NOT_RECORDED
    events = generate_events.PAGE.read_text("utf-8")
    told = set(re.findall(r"^\| `(\w+)`", events, re.MULTILINE))
    assert told.isdisjoint(NOT_RECORDED)
    rows = generate_rules.PAGE.read_text("utf-8").splitlines()
    cells = [row.split(" | ")[5] for row in rows if re.match(r"\| [A-Z]{2}-", row)]
    named = {name for cell in cells for name in re.findall(r"[A-Za-z]+(?:（未记录）)?", cell)}
    marked = {name for name in named if name.endswith("（未记录）")}
    assert {name.removesuffix("（未记录）") for name in marked} == NOT_RECORDED
    assert named - marked <= told


def test_rooms_are_listed_as_they_are():
    shown = generate_house.PAGE.read_text("utf-8")
    assert shown == generate_house.page(shown), "run: python -m tests.tidy.generate_house"


def test_every_term_of_the_glossary_is_used():
    all_clear(unknown_terms((DOCS / "glossary.md").read_text("utf-8"), names(rooms())))


def test_decision_records_are_short_and_whole():
    records = sorted((DOCS / "decisions").glob("*.md"))
    all_clear(problem for path in records for problem in lame(path.name, path.read_text("utf-8")))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))


def test_every_file_that_a_page_names_is_there():
    all_clear(
        f"{page.relative_to(ROOT)} names {path}"
        for page in pages()
        for path in dead(page.read_text("utf-8"), page.parent)
    )


def empty_rows(text: str) -> Iterator[str]:
    """Rows of a table that were made and never filled: a name, and nothing measured beside it."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] and len(cells) > 3 and not any(cells[1:-2]):
            yield line


def test_no_figure_is_left_empty():
    all_clear(empty_rows((DOCS / "performance.md").read_text("utf-8")))


def taken() -> set[str]:
    """What the scripts that take pictures of the pages call them."""
    scripts = [ROOT / "tests" / "browser" / name for name in ("screens.py", "desk_screens.py")]
    source = "".join(script.read_text("utf-8") for script in scripts)
    told = re.findall(r'^    \("([a-z-]+)", ', source, re.MULTILINE)
    return {*told, *re.findall(r'shot\(\w+, "([a-z-]+)"\)', source)}


def test_the_pictures_are_those_that_are_taken():
    shown = {path.stem for path in (DOCS / "screens").glob("*.png")}
    all_clear(f"docs/screens/{name}.png is taken or shown, not both" for name in taken() ^ shown)


# Each guard, broken on purpose.


def test_an_empty_figure_is_found():
    assert list(empty_rows("| `close` | | | | ≤ 100 ms | |")) != []
    assert list(empty_rows("| `close` | 9 ms | 1 ms | 9 | ≤ 100 ms | reached |\n| | a |")) == []


@pytest.mark.parametrize("row", ["| 标段 | lot | a lot | `Lott` |", "| 标段 | | a lot | `Lot` |"])
def test_a_term_that_is_not_in_the_code_is_found(row):
    assert len(list(unknown_terms(row, {"Lot"}))) == 1
    assert list(unknown_terms("| 标段 | lot | a lot | `Lot` |", {"Lot"})) == []


WHOLE = "# 1. Title\n\n" + "".join(f"## {part}\nText.\n\n" for part in PART)


@pytest.mark.parametrize(
    "record",
    [
        WHOLE.replace("## Alternatives\nText.\n", ""),
        WHOLE.replace("# 1.", "# 2."),
        WHOLE.replace("Text.\n\n## Conseq", "\n\n## Conseq"),
        WHOLE + "Text.\n" * 40,
    ],
)
def test_a_lame_record_is_found(record):
    assert list(lame("0001-title.md", WHOLE)) == []
    assert len(list(lame("0001-title.md", record))) == 1


@pytest.mark.parametrize("text", ["`ledger/attic.py`", "[x](attic.md)", "`ledger/attic/`"])
def test_a_file_that_is_not_there_is_found(text):
    assert len(list(dead(text, DOCS))) == 1
    assert list(dead("`ledger/book.py` and `ledger/migrations/`", DOCS)) == []


def test_a_room_that_is_not_on_the_page_is_found(monkeypatch):
    shown = generate_house.PAGE.read_text("utf-8")
    assert "One Merkle leaf per stream" in generate_house.page(shown)
    monkeypatch.setattr(generate_house, "rooms", lambda _: [Room("api/__init__.py", '"""A."""')])
    assert "One Merkle leaf per stream" not in generate_house.page(shown)
