"""A statement of two days that died between them, and cannot come again: the whole day has it."""

from datetime import date
from hashlib import sha256

import pytest

from api.banks.importing import Importer
from api.banks.planning import CannotImport
from api.banks.waiting import InPart, Waits
from domain.identifiers import DayId
from tests.api.banks.conftest import ACCOUNT, NUMBER
from tests.api.banks.test_unfinished import AFTER, BEHIND, DAY, half_bank, moved
from tests.kit.city import move_to
from tests.kit.statement_files import Row, file, statement

PAIRS = [Row(50), Row(-50)]
IN_PART = "was banked in part, and then something broke"


def of(day, *rows, opening=0, name):
    return file(
        statement(*rows, number=NUMBER, day=day, opening=opening, identifier=name), message=name
    )


BOTH = of(BEHIND, Row(100, day=DAY), *PAIRS, name="both")
ALL = of(BEHIND, Row(100, day=DAY), *PAIRS, *PAIRS, Row(7), name="all")


@pytest.fixture
def halved(bankers):
    """Its first day is banked; what says the same as its second came in the meantime."""
    move_to(bankers.system, AFTER)
    half_bank(bankers, BOTH, after=1, dies_at="ImportLines")
    bankers.importer.file(of(BEHIND, *PAIRS, *PAIRS, Row(7), opening=100, name="more"))
    with pytest.raises(Waits):
        bankers.importer.file(BOTH)
    return bankers


def whole_day(bankers, data):
    """Brought by who reconciles, who says that it is the whole day."""
    replay, blobs = bankers.replay, bankers.system.blobs
    (one,) = Importer(
        replay, blobs, lambda wanted: bankers.system.ask("cash", wanted), "cash", whole_day=True
    ).file(data)
    return one


@pytest.mark.parametrize(
    ("data", "new"), [(of(DAY, Row(100), Row(3), name="day"), 1), (ALL, 0)], ids=["day", "both"]
)
def test_what_is_said_to_be_the_whole_day_comes_in_and_has_its_lines(halved, data, new):
    with pytest.raises(CannotImport, match=IN_PART):
        halved.importer.file(data)
    one = whole_day(halved, data)
    assert one.new == new
    assert one.warnings == (
        f"1 of its {one.booked} lines are taken for those of a file that was banked in part, and "
        "then something broke: the whole day has all of them",
    )
    assert moved(halved, DAY) == [100, 3][: 1 + new]
    assert len(halved.lines(BEHIND)) == 5


def test_who_brings_the_next_file_is_told_both_ways_on_and_the_first_leads_on(bankers):
    """Which file it was, by what the bank calls its statement, too: nobody knows a file by its
    SHA-256. That one again finishes it, and then files come in as ever."""
    move_to(bankers.system, AFTER)
    rows = Row(100, day=DAY), Row(40)
    two, grown = of(BEHIND, *rows, name="two"), of(BEHIND, *rows, Row(3), name="grown")
    half_bank(bankers, two, after=1, dies_at="ImportLines")
    with pytest.raises(InPart) as told:
        bankers.importer.file(grown)
    name = sha256(two).hexdigest()[:16]
    english, chinese = str(told.value), told.value.said("zh")
    assert f"file {name} (statement two {BEHIND}) was banked in part" in english
    assert f"which lines of {ACCOUNT} of {DAY} are new. Bring that file again first" in english
    assert f"bring all of {DAY}, a file for each day alone, and say that it is" in english
    assert f"文件 {name}（对账单 two {BEHIND}）只入账了一部分就中断了" in chinese
    assert "请先把那份文件再导入一次" in chinese
    assert f"请逐日导出 {DAY} 的整日一份（一份只含一日）再导入，并说明它是整日的" in chinese
    assert [bankers.importer.file(data)[0].new for data in (two, grown)] == [1, 1]
    assert (moved(bankers, DAY), moved(bankers, BEHIND)) == ([100], [40, 3])


def test_however_much_is_left_of_it_the_way_on_is_not_cut_off():
    """A month that died in its last statement names as many days and statements as it has."""
    days = [DayId(ACCOUNT, date(2026, 3, day)) for day in range(1, 32)]
    problem = InPart("a" * 64, {day: ["N" * 35] * 3 for day in days}, days, "b" * 64)
    assert "2026-03-01 – 2026-03-31" in str(problem)
    assert str(problem).endswith(f"say that it is the whole day (file {'b' * 16})")
    assert problem.said("zh").endswith(f"并说明它是整日的（文件 {'b' * 16}）")


@pytest.mark.parametrize("rows", [[Row(3)], []])
def test_what_lacks_one_of_its_lines_is_no_whole_day(halved, rows):
    before = halved.position()
    with pytest.raises(Waits, match="of a whole day all of these would be among them"):
        whole_day(halved, of(DAY, *rows, name="day"))
    assert halved.position() == before


def test_what_states_no_balances_is_none(halved):
    with pytest.raises(CannotImport, match=IN_PART):
        whole_day(halved, of(DAY, Row(100), opening=None, name="bare"))


def test_of_another_day_it_does_not_speak(bankers):
    """A line that was booked on that day may be another one, which came late."""
    move_to(bankers.system, AFTER)
    half_bank(bankers, of(DAY, Row(100), name="day"), after=0)
    with pytest.raises(CannotImport, match=IN_PART):
        whole_day(bankers, of(BEHIND, Row(100, day=DAY), Row(7), opening=100, name="behind"))
    assert whole_day(bankers, of(DAY, Row(100), name="again")).new == 0


def test_behind_the_whole_day_it_waits_still_and_so_do_all_but_whole_days(bankers):
    """Nobody can tell whether it came before that, but never is a line banked twice."""
    move_to(bankers.system, AFTER)
    half_bank(bankers, BOTH, after=1, dies_at="ImportLines")
    assert whole_day(bankers, ALL).new == 5
    with pytest.raises(Waits):
        bankers.importer.file(BOTH)
    day = of(DAY, Row(100), Row(3), name="day")
    with pytest.raises(CannotImport, match=IN_PART):
        bankers.importer.file(day)
    assert whole_day(bankers, day).new == 1
    assert (moved(bankers, DAY), len(bankers.lines(BEHIND))) == ([100, 3], 5)
