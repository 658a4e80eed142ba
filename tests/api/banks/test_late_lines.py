"""A closed day never changes: lines that come late are posted on the day received (REFERENCE 3.9).

Whatever is closed, a file comes in whole or nothing of it is written.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.banks.importing import Importer
from api.banks.planning import CannotImport
from api.banks.statements import camt_entry
from api.closing.figures import figures
from api.closing.signing import prepare, sign
from api.wiring import System
from domain.calendar import midnight
from domain.kernel import Rejected, StreamId
from ledger.tickets import Refused
from tests.kit.city import Told
from tests.kit.closing import ACCOUNT, DAY, NEXT, NUMBER, OPENING, Office, copied
from tests.kit.statement_files import Row, file, statement

THIRD, FOURTH, FIFTH = (date(2026, 3, day) for day in (19, 20, 21))
FIRST_ROWS = (Row(500, "1", time="09:00:00+08:00"), Row(700, "2"))
SECOND_ROWS = (Row(60, "8"),)
FIRST_END, SECOND_END = OPENING + 1_200, OPENING + 1_260


@pytest.fixture(scope="module")
def told(evening: Told, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Three days: the first is open with two lines; the second, of one line, is closed."""

    def story(system: System) -> None:
        made = Office(system)
        made.statement(*SECOND_ROWS, day=str(NEXT), opening=FIRST_END, identifier="S2")
        made.publish()
        shut(made, NEXT)

    return evening.further(tmp_path_factory.mktemp("days"), story)


@pytest.fixture
def books(told: Told, tmp_path: Path) -> Iterator[Office]:
    """A copy of them for each test."""
    with copied(told, tmp_path) as made:
        yield made


def shut(books: Office, day: date, **notes: str) -> None:
    prepare(books.system, "cash", ACCOUNT, day, notes)
    sign(books.system, "reviewer", ACCOUNT, day)


def importer(books: Office, ask: Any = None) -> Importer:
    usual = lambda wanted: books.system.ask("bank", wanted)  # noqa: E731
    return Importer(books.system.replay, books.system.blobs, ask or usual)


def brought(books: Office, data: bytes, ask: Any = None) -> list[tuple[date, int, int]]:
    found = importer(books, ask).file(data)
    return [(one.day, one.booked, one.new) for one in found]


def of(day: date, *rows: Row, opening: int = SECOND_END, **told: Any) -> bytes:
    return file(statement(*rows, number=NUMBER, day=str(day), opening=opening, **told))


def lines(books: Office, day: date) -> tuple[Any, ...]:
    page = books.system.replay.state(StreamId("bankpage", f"{ACCOUNT}/{day}/1"))
    return page.lines


def fen(books: Office, day: date) -> list[int]:
    return [one.amount if one.credit else -one.amount for one in lines(books, day)]


def close(books: Office, day: date) -> Any:
    return figures(books.system, ACCOUNT, day)


def standing(books: Office) -> tuple[int, int]:
    """How long the log is, and how many files are kept."""
    with books.system.store.reading() as curs:
        (blobs,) = curs.execute("SELECT count(*) FROM ledger.blob").fetchone()
    return books.system.tree.size(), blobs


LATE = Row(7, "late", day=str(NEXT))
THREE_DAYS = of(THIRD, Row(5, "early", day=str(DAY)), LATE, Row(9, "own"), identifier="S3")


def test_a_file_of_three_days_whose_middle_one_is_closed_comes_in_whole(books):
    assert brought(books, THREE_DAYS) == [(THIRD, 3, 3)]
    assert [fen(books, day) for day in (DAY, NEXT, THIRD)] == [[500, 700], [60], [5, 7, 9]]


def test_who_brings_it_hears_which_lines_came_late(books):
    (one,) = importer(books).file(THREE_DAYS)
    assert one.warnings == tuple(
        f"1 line of {own} came after the close of {NEXT}: banked on {THIRD}" for own in (DAY, NEXT)
    )


def test_a_late_line_keeps_its_own_days(books):
    """The bank's value date and instant; where it names none, its booking day is both."""
    timed = Row(8, "timed", day=str(NEXT), time="16:59:00+08:00")
    brought(books, of(THIRD, LATE, timed, Row(9, "own")))
    late, at_five, own = lines(books, THIRD)
    assert (late.day, late.value_date, late.booked_at) == (THIRD, NEXT, midnight(NEXT))
    assert at_five.value_date == NEXT
    assert at_five.booked_at.isoformat() == "2026-03-18T16:59:00+08:00"
    assert (own.value_date, own.booked_at) == (None, None)


def test_what_is_closed_stays_as_it_was_signed(books):
    """Its lines, and its balance: nothing is banked on an open day before it either."""
    before = close(books, NEXT)
    brought(books, THREE_DAYS)
    assert replace(close(books, NEXT), **changing(before)) == before


def changing(before: Any) -> dict[str, Any]:
    """What tells of the log and of all balances, not of the day."""
    return {name: getattr(before, name) for name in ("position", "snapshot", "checks")}


def test_the_own_statement_of_an_open_day_before_it_brings_nothing_new(books):
    """It was signed with what was missing by then; who needs it in opens the closed day again."""
    brought(books, THREE_DAYS)
    before, log = close(books, NEXT), standing(books)
    own = of(DAY, *FIRST_ROWS, Row(5, "early"), Row(4, "more"), opening=OPENING, identifier="S1b")
    told = f"{ACCOUNT}/{NEXT} is closed and never changes: statement S1b of {DAY} brings 1 line"
    with pytest.raises(CannotImport, match=f"^{told} from before it, .* reopen it first"):
        brought(books, own)
    assert standing(books) == log
    assert replace(close(books, NEXT), **changing(before)) == before


def test_what_it_repeats_it_may_repeat(books):
    own = of(DAY, *FIRST_ROWS, opening=OPENING, identifier="S1b")
    assert brought(books, own) == [(DAY, 2, 0)]


def test_a_late_line_lands_on_no_day_before_a_closed_one(books):
    """Two closed days with an open one between: what comes for that moves the second."""
    books.statement(Row(9, "20"), day=str(FOURTH), opening=SECOND_END, identifier="S4")
    books.publish()
    shut(books, FOURTH)
    with pytest.raises(CannotImport, match=f"^{ACCOUNT}/{FOURTH} is closed .* reopen it first"):
        brought(books, of(THIRD, LATE, identifier="S3"))


def test_the_day_that_received_it_balances_and_names_it(books):
    """The bank's closing is the books'; each line is one event; its cut-off is to be explained."""
    timed = Row(8, "timed", day=str(NEXT), time="16:59:00+08:00")
    brought(books, of(THIRD, LATE, timed, Row(9, "own")))
    books.publish()
    third = close(books, THIRD)
    assert (third.agrees, third.closing, third.lines) == (True, SECOND_END + 24, 3)
    assert third.to_explain == ("R18",)
    (r18,) = [one for one in third.checks if one.check.rule == "R18"]
    assert [(row.amount, row.day) for row in r18.rows] == [(7, NEXT), (8, NEXT)]
    shut(books, THIRD, R18="迟到流水")
    assert close(books, NEXT).ledger == SECOND_END


def test_the_same_file_again_adds_nothing(books):
    brought(books, THREE_DAYS)
    before = standing(books)
    assert brought(books, THREE_DAYS) == [(THIRD, 3, 0)]
    books.publish()
    shut(books, THIRD, R18="迟到流水")
    assert brought(books, THREE_DAYS) == [(THIRD, 3, 0)]
    assert standing(books)[1] == before[1]


def test_a_later_statement_that_repeats_a_late_line_banks_it_no_second_time(books):
    brought(books, of(THIRD, LATE, Row(9, "own")))
    again = of(FOURTH, LATE, Row(3, "new"), opening=SECOND_END + 9, identifier="S4")
    assert brought(books, again) == [(FOURTH, 2, 1)]
    assert [fen(books, day) for day in (THIRD, FOURTH)] == [[7, 9], [3]]
    books.publish()
    fourth = close(books, FOURTH)
    assert (fourth.agrees, fourth.to_explain) == (True, ())


def test_nor_one_that_was_banked_when_a_placeholder_was_read_as_its_number(books, monkeypatch):
    """It lies on the day that received it; a third statement may bring it again, and a fourth."""
    late = Row(7, "NONREF", day=str(NEXT))
    with monkeypatch.context() as before:
        before.setattr(camt_entry, "serial", lambda said: said or None)
        brought(books, of(THIRD, late, Row(9, "own")))
    third = of(FOURTH, late, Row(3, "new"), opening=SECOND_END + 16, identifier="S4")
    assert brought(books, third) == [(FOURTH, 2, 1)]
    assert brought(books, third) == [(FOURTH, 2, 0)]
    fourth = of(FIFTH, late, opening=SECOND_END + 26, identifier="S5")
    assert brought(books, fourth) == [(FIFTH, 1, 0)]
    assert [fen(books, day) for day in (THIRD, FOURTH, FIFTH)] == [[7, 9], [3], []]


def test_two_statements_of_one_file_bank_a_late_line_once(books):
    third = statement(LATE, number=NUMBER, day=str(THIRD), opening=SECOND_END)
    fourth = statement(LATE, Row(3, "n"), number=NUMBER, day=str(FOURTH), opening=SECOND_END)
    assert brought(books, file(third, fourth)) == [(THIRD, 1, 1), (FOURTH, 2, 1)]
    assert [fen(books, day) for day in (THIRD, FOURTH)] == [[7], [3]]


def test_progress_counts_late_lines_once(books):
    told: list[int] = []
    importer(books).file(THREE_DAYS, told.append)
    assert sum(told) == 3
    told.clear()
    importer(books).file(THREE_DAYS, told.append)
    assert sum(told) == 3


def test_a_closed_days_own_statement_may_come_again(books):
    same = of(NEXT, *SECOND_ROWS, opening=FIRST_END, identifier="S2")
    before = standing(books)
    assert brought(books, same) == [(NEXT, 1, 0)]
    assert standing(books) == before


def test_nor_does_another_delivery_of_what_is_known_change_a_closed_day(books):
    other = file(
        statement(
            *SECOND_ROWS, number=NUMBER, day=str(NEXT), opening=FIRST_END, identifier="S2-bis"
        ),
        message="M2",
    )
    before = standing(books)[0]
    (one,) = importer(books).file(other)
    assert (one.day, one.new) == (NEXT, 0)
    assert one.warnings == (f"{NEXT} is closed: the statement repeats it and is not recorded",)
    assert standing(books)[0] == before


ANOTHER = Row(7, "another")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            of(NEXT, *SECOND_ROWS, ANOTHER, opening=FIRST_END, identifier="S9"),
            "statement S9 brings 1 line that it does not have",
        ),
        (
            of(NEXT, Row(5, "e", day=str(DAY)), ANOTHER, opening=FIRST_END, identifier="S9"),
            "statement S9 brings 2 lines that it does not have",
        ),
        (
            of(NEXT, *SECOND_ROWS, opening=FIRST_END + 1, identifier="S9"),
            "it closed at 1,012.60, statement S9 closes at 1,012.61",
        ),
        (
            of(DAY, Row(500, "1"), LATE, opening=OPENING, identifier="S9"),
            f"statement S9 of {DAY} brings 1 line of it, and no line is banked before its day",
        ),
    ],
)
def test_what_would_change_a_closed_day_is_refused_before_anything_is_written(books, data, says):
    """The sentence names the account, the day and the file."""
    good = statement(Row(5, "x"), number=NUMBER, day=str(THIRD), opening=SECOND_END)
    both = data.replace(b"<Stmt>", good.encode() + b"<Stmt>", 1)
    before = standing(books)
    for one in (data, both):
        with pytest.raises(CannotImport) as refused:
            brought(books, one)
        told = str(refused.value)
        assert told.startswith(f"{ACCOUNT}/{NEXT} is closed and never changes: "), told
        assert says in told
        assert "file " in told
    assert standing(books) == before


def test_a_day_that_is_closed_meanwhile_receives_nothing_and_its_lines_are_late(books):
    """Given a day that is closed when its turn comes; then the rest of the file still comes in."""
    brought(books, of(THIRD, Row(9, "own"), identifier="S3"))
    asked: list[Any] = []

    def asking(wanted: Any) -> Any:
        if not asked:
            shut(books, THIRD)
        asked.append(wanted)
        return books.system.ask("bank", wanted)

    data = of(FOURTH, Row(2, "late", day=str(THIRD)), Row(3, "n"), opening=SECOND_END + 9)
    assert brought(books, data, asking) == [(FOURTH, 2, 2)]
    assert [fen(books, day) for day in (THIRD, FOURTH)] == [[9], [2, 3]]


def test_another_refusal_passes_through(books):
    def refuses(_: Any) -> Any:
        raise Refused(Rejected("account.other_cash", "it is"), 7, False)

    with pytest.raises(Refused, match=r"account\.other_cash"):
        brought(books, of(THIRD, Row(9, "own")), refuses)


def test_a_later_day_that_cannot_be_read_any_more_may_have_it_already(books):
    brought(books, of(THIRD, LATE))
    books.system.vault.destroy(f"day/{ACCOUNT}/{THIRD}")
    before = standing(books)
    with pytest.raises(CannotImport, match=f"{THIRD} cannot be read any more: its key is gone"):
        brought(books, of(FOURTH, LATE, opening=SECOND_END + 7))
    assert standing(books) == before
