"""Writes docs/coverage.md from its table: `python -m tests.tidy.generate_coverage`."""

from collections.abc import Iterable, Iterator

from tests.tidy.coverage import HOW_MANY, ROWS, Later, Lives, Row
from tests.tidy.source import ROOT

PAGE = ROOT / "docs" / "coverage.md"

_HEAD = """
The rows are those of the plan's coverage matrix (REFERENCE 1). Generated from
`tests/tidy/coverage.py` by `python -m tests.tidy.generate_coverage`; a test compares the two. Of
each row that works it checks that its commands, its events and its path are there. Its test is
heard while it runs, and fails unless each of the commands was accepted over HTTP, each of the
events was written by one of them, and the path was answered after that.

- **works**: command, fact, where it is read, and the test that does both. What of the row is still
  to come stands in its last column; where that is empty, the row is whole.
- **later**: nothing answers the row over HTTP yet; the last column says why.
- **n/a**: the reference itself leaves the row out of the ledger, and states it.
"""
_COLUMNS = ("", "", "command", "event", "read at", "test", "still to come")


def page() -> str:
    """The whole page; how much works, first."""
    works = [row for row in ROWS if isinstance(row, Lives)]
    whole = sum(not row.lacks for row in works)
    counted = f"{len(works)} of {HOW_MANY} rows work over HTTP, {whole} of them wholly"
    later = sum(isinstance(row, Later) for row in ROWS)
    stated = HOW_MANY - len(works) - later
    first = f"# 覆盖矩阵 / Coverage: {counted}; {later} are later, {stated} is out of scope"
    table = [_line(_COLUMNS), _line("---" for _ in _COLUMNS).replace(" ", "")]
    told = (_line(_cells(row)) for row in ROWS)
    return "\n".join([first, _HEAD, *table, *told, ""])


def _cells(row: Row) -> Iterator[str]:
    yield from (str(row.number), row.phrase)
    if isinstance(row, Lives):
        yield from (_codes(row.commands), _codes(row.events), f"`GET {row.reads}`")
        yield from (_codes([row.test.rpartition("/")[2]]), row.lacks)
    else:
        yield from ("later" if isinstance(row, Later) else "n/a", "", "", "", row.why)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
