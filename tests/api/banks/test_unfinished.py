"""A file whose import died behind its lines and before its statement: it is finished first."""

from dataclasses import replace
from hashlib import sha256

import pytest

from api.banks.banked import Banked
from api.banks.importing import Importer
from api.banks.planning import CannotImport
from api.banks.statements.archive import Document
from api.banks.unfinished import KnownFiles, Unfinished
from api.banks.waiting import Waits
from api.cli.importing import _importer as at_the_command_line
from api.quarantine import bank_released
from ledger.blobs import NoBlob
from tests.api.banks.conftest import ACCOUNT, NUMBER
from tests.kit.city import move_to
from tests.kit.statement_files import Row, file, statement

BEFORE, DAY, BEHIND = "2026-03-15", "2026-03-16", "2026-03-17"
AFTER = "2026-03-18T08:30:00+08:00"


def part(opening, *fen, day=DAY):
    rows = map(Row, fen)
    return statement(*rows, number=NUMBER, day=day, opening=opening, identifier=f"S{opening}")


def told(opening, *fen):
    return file(part(opening, *fen), message=f"S{opening}")


MORNING, AFTERNOON = told(0, 100, 7), told(107, 100)


def documents(*files):
    """Files as they stand in a zip; one by itself."""
    if len(files) == 1:
        return [Document("", files[0])]
    return [Document(f"may.zip/{n}.xml", data) for n, data in enumerate(files)]


def half_bank(bankers, data, *, after, dies_at="RecordStatement"):
    """It dies before a statement is recorded, or a page banked: `after` so many others."""
    left = after

    def dying(wanted):
        nonlocal left
        if dies_at == wanted.NAME:
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
        return bankers.system.ask("bank", wanted)

    zipped = [data] if isinstance(data, bytes) else data
    with pytest.raises(KeyboardInterrupt):
        Importer(bankers.replay, bankers.system.blobs, dying).files(documents(*zipped))


def moved(bankers, day):
    """What the lines of a day move."""
    return [line.amount if line.credit else -line.amount for line in bankers.lines(day)]


@pytest.fixture
def half_banked(bankers):
    """Of the morning all lines are banked, and its statement is not recorded."""
    half_bank(bankers, MORNING, after=0)
    return bankers


def test_what_comes_behind_it_waits_and_its_equal_payment_is_not_lost(half_banked):
    with pytest.raises(CannotImport, match="was banked in part, and then something broke"):
        half_banked.importer.file(AFTERNOON)
    found = [half_banked.importer.file(data)[0].new for data in (MORNING, AFTERNOON)]
    assert found == [0, 1]
    assert [line.amount for line in half_banked.lines(DAY)] == [100, 7, 100]


def test_a_file_without_balances_is_finished(bankers):
    """No statement is ever recorded of it."""
    bare = file(statement(Row(5), number=NUMBER, day=DAY, opening=None), message="bare")
    bankers.importer.file(bare)
    assert bankers.importer.file(AFTERNOON)[0].new == 1


@pytest.mark.parametrize("second", [DAY, "2026-03-17"])
def test_so_it_is_where_the_second_of_a_file_is_not_recorded(bankers, second):
    """One statement that is does not speak for the whole file."""
    both = file(part(0, 100), part(100, 7, day=second), message="both")
    behind = file(part(107, 7, day=second), message="behind")
    half_bank(bankers, both, after=1)
    with pytest.raises(CannotImport, match="was banked in part, and then something broke"):
        bankers.importer.file(behind)
    assert sum(one.new for one in bankers.importer.file(both)) == 0
    assert bankers.importer.file(behind)[0].new == 1


def test_a_file_of_which_all_is_recorded_is_looked_into_once(bankers, monkeypatch):
    bankers.importer.file(MORNING)
    looked, get = list[str](), bankers.system.blobs.get
    monkeypatch.setattr(bankers.system.blobs, "get", lambda one: looked.append(one) or get(one))
    for opening in (107, 207):
        bankers.importer.file(told(opening, 100))
    assert len(looked) == 2, "the morning, and what came behind it"


def test_a_month_with_a_day_that_was_closed_before_it_came_is_read_once_for_all_that_follows(
    bankers, monkeypatch
):
    """Of that day nothing of it is ever recorded; and each file of its other days asks of it."""
    bankers.importer.file(file(part(0, 100, day=BEFORE), message="first"))
    day = Banked.day
    shut = lambda self, of: (  # noqa: E731
        replace(day(self, of), closed=object()) if f"{of.day}" == BEFORE else day(self, of)
    )
    monkeypatch.setattr(Banked, "day", shut)
    days = (part(0, 100, day=BEFORE), part(100, 7, day=DAY), part(107, 9, day=BEHIND))
    month = file(*days, message="month")
    assert [one.new for one in bankers.importer.file(month)] == [0, 1, 1]
    looked, get = list[str](), bankers.system.blobs.get
    monkeypatch.setattr(bankers.system.blobs, "get", lambda one: looked.append(one) or get(one))
    for opening in (116, 216, 316):
        more = file(part(opening, 60, day=DAY), part(opening + 60, 40, day=BEHIND), message="x")
        assert sum(one.new for one in bankers.importer.file(more)) == 2
    assert looked.count(sha256(month).hexdigest()) == 1


def typed(system, data):
    """At the command line."""
    at_the_command_line(system, "bank", whole_day=False).file(data)


def released(system, data):
    """By two persons, out of quarantine."""
    bank_released(system, system.blobs.put(data, "application/xml", f"day/{ACCOUNT}/{DAY}"))


@pytest.mark.parametrize("brought", [typed, released])
def test_what_one_has_looked_into_is_known_to_all_who_import(bankers, brought):
    bankers.importer.file(MORNING)
    brought(bankers.system, AFTERNOON)
    assert bankers.system.known_files.complete == {sha256(MORNING).hexdigest()}


def test_a_file_of_which_a_statement_is_still_to_come_is_looked_into_again(bankers):
    """Nothing of its second is banked when somebody looks; then it dies behind that one's lines."""
    both = file(part(50, 100), part(0, 50, day=BEFORE), message="both")
    half_bank(bankers, both, after=1, dies_at="ImportLines")
    assert bankers.importer.file(told(5000, 3))[0].new == 1, "it looks, and goes on"
    half_bank(bankers, both, after=1)
    with pytest.raises(CannotImport, match="was banked in part, and then something broke"):
        bankers.importer.file(file(part(0, 50, 7, day=BEFORE), message="grown"))
    assert moved(bankers, BEFORE) == [50]
    found = [
        bankers.importer.file(data)[-1].new
        for data in (both, file(part(0, 50, 7, day=BEFORE), message="grown"))
    ]
    assert (found, moved(bankers, BEFORE)) == ([0, 1], [50, 7])


def unreadable(bankers, patch):
    """The file cannot be got at, for now."""

    def get(sha256):
        raise NoBlob(sha256)

    patch.setattr(bankers.system.blobs, "get", get)


def closed(bankers, patch):
    """The day is closed, until it is opened again."""
    day = Banked.day
    patch.setattr(Banked, "day", lambda *of: replace(day(*of), closed=object()))


@pytest.mark.parametrize("for_now", [unreadable, closed])
def test_what_says_nothing_of_a_file_for_now_does_not_say_that_it_is_finished(
    half_banked, monkeypatch, for_now
):
    blobs, accounts = half_banked.system.blobs, half_banked.importer.accounts()
    is_unfinished = Unfinished(Banked(half_banked.replay), blobs, accounts, KnownFiles())
    (digest,) = {line.statement for line in half_banked.lines(DAY)}
    with monkeypatch.context() as patch:
        for_now(half_banked, patch)
        assert not is_unfinished(digest)
    assert is_unfinished(digest)


def test_a_number_that_two_accounts_have_hides_no_other_statement_of_a_file(bankers):
    """Given a log that opened a number twice, before that was refused, and a file that was banked
    in part; then what it left of an account beside these is told."""
    bankers.account("BESIDE", "99")
    beside = statement(Row(7), number="99", day=DAY)
    half_bank(bankers, file(beside, part(0, 100), message="both"), after=0)
    (digest,) = {line.statement for line in bankers.lines(DAY, "BESIDE")}
    accounts = bankers.importer.accounts()
    twice = {**accounts, NUMBER: [*accounts[NUMBER], replace(accounts[NUMBER][0], account="TWO")]}
    for known in (accounts, twice):
        left = Unfinished(Banked(bankers.replay), bankers.system.blobs, known, KnownFiles())(digest)
        assert [str(of) for of in left] == [f"BESIDE/{DAY}"]


def test_of_a_file_that_cannot_be_got_at_what_it_began_is_banked_no_second_time(
    bankers, monkeypatch
):
    """Its other day is recorded, and says nothing of where these lines lie."""
    half_bank(bankers, file(part(50, 100), part(0, 50, day=BEFORE), message="both"), after=1)
    unreadable(bankers, monkeypatch)
    (found,) = bankers.importer.file(file(part(0, 50, 7, day=BEFORE), message="grown"))
    assert (found.new, moved(bankers, BEFORE)) == (1, [50, 7])
    assert any("are taken for lines" in one for one in found.warnings)


def of_two_days(*more, name="two"):
    """One statement, of lines of its day and of the one before."""
    rows = (Row(60, day=BEFORE), Row(40), *map(Row, more))
    return statement(*rows, number=NUMBER, day=DAY, opening=0, identifier=name)


@pytest.fixture(params=[("RecordStatement", 0), ("ImportLines", 1)])
def overtaken(bankers, request):
    """It died in its first statement, behind its lines or between its days; what says the same as
    its second came in the meantime."""
    move_to(bankers.system, AFTER)
    dies_at, after = request.param
    both = file(of_two_days(), part(100, 50, -50, day=BEHIND), message="both")
    half_bank(bankers, both, after=after, dies_at=dies_at)
    more = file(part(100, 50, -50, 50, -50, 7, day=BEHIND), message="more")
    assert bankers.importer.file(more)[0].new == 5
    return both


def test_what_it_began_is_finished_though_what_is_behind_it_waits(bankers, overtaken):
    """Else its days could take nothing any more, and nobody could help that."""
    grown = file(of_two_days(3, name="grown"), message="grown")
    with pytest.raises(CannotImport, match="was banked in part, and then something broke"):
        bankers.importer.file(grown)
    for partly in (True, False):
        with pytest.raises(Waits) as waits:
            bankers.importer.file(overtaken)
        assert waits.value.partly is partly, "the second time nothing is left to finish"
        assert [moved(bankers, day) for day in (BEFORE, DAY)] == [[60], [40]]
        assert len(bankers.lines(BEHIND)) == 5
    assert bankers.importer.file(grown)[0].new == 1


def test_of_a_file_that_waits_and_never_died_nothing_is_recorded(bankers):
    """All lines of its first day are banked, and not by it."""
    move_to(bankers.system, AFTER)
    bankers.importer.file(told(0, 100))
    bankers.importer.file(file(part(100, 50, -50, 50, -50, 7, day=BEHIND), message="more"))
    before = bankers.position()
    with pytest.raises(Waits) as waits:
        bankers.importer.file(file(part(0, 100), part(100, 50, -50, day=BEHIND), message="both"))
    assert (bankers.position(), waits.value.partly) == (before, False)


def test_where_the_last_file_of_a_zip_waits_it_is_known_that_the_others_are_banked(bankers):
    """By itself it could come in; behind the first nobody can tell."""
    told_ = (told(0, 100), file(part(100, 100, -100), message="second"))
    files = [Document(f"{n}.xml", data) for n, data in enumerate(told_)]
    with pytest.raises(Waits) as waits:
        bankers.importer.files(files)
    assert (waits.value.partly, moved(bankers, DAY)) == (True, [100])


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("zipped", [(MORNING, AFTERNOON), (AFTERNOON, MORNING)])
def test_a_zip_whose_import_died_is_finished_by_the_same_zip(bankers, zipped, after):
    """Whichever of its files was banked in part, and wherever that stands."""
    half_bank(bankers, zipped, after=after)
    bankers.importer.files(documents(*zipped))
    assert sorted(moved(bankers, DAY)) == [7, 100, 100]
    assert sum(one.new for one in bankers.importer.files(documents(*zipped))) == 0


def test_a_file_of_a_zip_that_waits_for_another_has_its_turn_behind_it(bankers):
    """Before noon came nobody can tell where the evening lies."""

    def one(opening, *said):
        rows = (Row(fen, note=note) for fen, note in said)
        name = f"S{opening}"
        told = statement(*rows, number=NUMBER, day=DAY, opening=opening, identifier=name)
        return file(told, message=name)

    bankers.importer.file(one(1000, (100, "a"), (-40, "b")))
    zipped = documents(one(1060, (-40, "c")), one(1020, (-100, "d")))
    assert [one.new for one in bankers.importer.files(zipped)] == [1, 1]
