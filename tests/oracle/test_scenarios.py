"""All four scenarios in one log, mixed by time, three times as large and a fen, bidders exchanged.

What stands at each checkpoint is reckoned by a program of another making, and added up from our
journal by hledger.
"""

from collections import Counter
from datetime import date, timedelta

import pytest

from api.database import Databases
from api.figures import figures_of
from api.home import Home
from api.packs import differing, pack_of, replayed
from api.scenario.outcome import Fate
from api.scenario.run import SCRIPTS, Wanted, play
from api.scenario.size import Size
from api.scenario.table import read
from api.scenario.town import ORIGIN, STARTS
from api.wiring import assembled
from domain.deposit.owed import DepositConverted
from domain.register import CHARTER
from ledger.trust import Trust
from ledger.unpacking import log_from
from ledger.verify_pack import verify_pack
from projections.projects import PROJECTS
from tests.kit.databases import fresh
from tests.kit.scenarios import ORACLE
from tests.oracle.bookkeepers import agreed, balances_in, table, written
from tests.oracle.books import at_end_of, nonzero
from tests.oracle.scaling import due_days, reckoned

TIMES, ADD, SEED = 3, 1, 20260302
NOT_DONE: dict[str, set[int]] = {}
"""Rows that nothing can play yet."""


@pytest.fixture(scope="module")
def system(server, tmp_path_factory):
    """An installation, nothing played in it yet."""
    home = Home(tmp_path_factory.mktemp("scenarios") / "books")
    home.make(ORIGIN, "simulated", STARTS)
    found = fresh(server)
    dsn = Databases(found.owner, found.app, found.read, found.matcher)
    with assembled(home, dsn) as running:
        yield running


@pytest.fixture(scope="module")
def wanted():
    file = read(ORACLE)
    return Wanted(file=file, names=tuple(file.tables), size=Size(TIMES, ADD), permute=SEED)


@pytest.fixture(scope="module")
def outcome(system, wanted):
    """What playing them came to."""
    return play(system, wanted)


def played_by(outcome, name, key):
    """A key with the names of who plays the parts."""
    account, *parts = key.split("/")
    players = outcome.exchanged[name]
    named = []
    for part in parts:
        who = next((one for one in players if part.startswith(one)), None)
        named.append(part.replace(who, players[who], 1) if who else part)
    return "/".join((account, *named))


def test_every_row_is_played_and_agrees(outcome, wanted):
    wrong = [row for row in outcome.rows if row.fate not in (Fate.PLAYED, Fate.NOT_DONE)]
    assert wrong == []
    found = Counter(row.scenario for row in outcome.rows)
    assert found == {name: len(one.rows) for name, one in wanted.file.tables.items()}


def test_what_cannot_be_played_yet_is_named(outcome):
    undone = {(row.scenario, row.seq) for row in outcome.not_done}
    assert undone == {(name, seq) for name, rows in NOT_DONE.items() for seq in rows}
    assert outcome.passed == (not undone)


def test_the_bidders_play_each_others_parts(outcome):
    for name, players in outcome.exchanged.items():
        assert sorted(players) == sorted(players.values()) == sorted(SCRIPTS[name].bidders)
    pairs = [pair for players in outcome.exchanged.values() for pair in players.items()]
    assert any(one != other for one, other in pairs)


def test_at_each_checkpoint_there_is_what_another_reckoning_has(outcome):
    """The program knows nothing of who plays which part, nor of our reckoning."""
    assert len(outcome.checkpoints) == 10
    for one in outcome.checkpoints:
        told = reckoned(TIMES, ADD)[one.scenario]["checkpoints"][one.name]
        expected = {played_by(outcome, one.scenario, key): fen for key, fen in told.items()}
        assert one.actual == expected == one.expected, (one.scenario, one.name)


def test_each_day_that_something_is_due_is_the_one_that_another_reckoning_has(outcome):
    found = {name: {} for name in outcome.exchanged}
    for row in outcome.rows:
        if row.dues:
            found[row.scenario][str(row.seq)] = [*map(str, row.dues)]
    assert found == due_days()


def test_what_sales_came_to_is_what_another_reckoning_has(outcome, system):
    """Above their start, in the public figures; of land, how much of the deposit is earnest."""
    assert outcome.rows
    worth = {name: told["worth"] for name, told in reckoned(TIMES, ADD).items()}
    head = system.store.tail().position
    cells = figures_of(system, "2026-03", "2026-06", head)
    gained = {one["category"]: one["gained_fen"] for one in cells if one["gained_fen"]}
    sold = {"LAND": worth["B"]["gained"], "STATE_PROPERTY": worth["C"]["gained"]}
    assert gained == sold
    events = (one.event for one in system.acting.feed.read(0, head))
    became = [one.earnest_fen for one in events if isinstance(one, DepositConverted)]
    assert [fen for fen in became if fen] == [worth["B"]["earnest"]]


def test_once_bids_are_open_a_bidder_says_itself_what_it_objects_to(outcome):
    said = {(row.scenario, row.seq): row.posts for row in outcome.rows}
    assert (said["A", 28], said["A", 45], said["A", 51]) == (("PLATFORM",), *[("BIDDER",)] * 2)


def test_the_clock_of_the_rows_is_the_log_s(outcome):
    """Mixed by time: no row is played before an earlier one of another scenario."""
    times = [row.at for row in outcome.rows]
    assert times == sorted(times)
    names = [row.scenario for row in outcome.rows]
    assert names != sorted(names)


def test_what_is_held_against_the_tables_at_the_end_agrees(outcome):
    assert [(name, of) for name, of, found in outcome.others if found] == []
    assert {of for _, of, _ in outcome.others} >= {"interest", "bank_days", "bank_balance"}


def test_the_log_verifies(outcome, system):
    assert outcome.verified
    assert outcome.events == system.tree.size()


def test_a_pack_of_each_project_replays_to_the_same_state(outcome, system):
    """Without the database; of what is open nothing may differ."""
    projects = [row["project"] for row in system.readers.projects.rows(PROJECTS).rows]
    assert outcome.rows
    assert len(projects) >= 2
    trust = Trust.load(system.home.trust)
    for project in projects:
        pack = pack_of(system, project)
        verdict = verify_pack(pack, trust)
        assert verdict.ok, verdict.problems
        found = replayed(log_from(trust, CHARTER), pack)
        assert differing(system, pack, found, project) == []
        kinds = Counter(one.stream.partition("/")[0] for one in found if not one.closed)
        assert kinds >= Counter(["project", "procedure", "lot", "deposit"])
        assert len(found) == len(verdict.streams)


def test_nothing_waits_and_nothing_was_missed(outcome, system):
    assert outcome.rows
    assert not system.reactor.pending()


@pytest.fixture(scope="module")
def journals(outcome, system, tmp_path_factory):
    """The journals that `export journal` prints, by their form."""
    assert outcome.rows
    return written(system, tmp_path_factory.mktemp("journal"))


CHECKPOINTS = (
    "2026-03-24",
    "2026-03-31",
    "2026-04-07",
    "2026-04-08",
    "2026-04-22",
    "2026-04-24",
    "2026-04-30",
    "2026-06-30",
)
"""Days at whose end a scenario says what stands where."""


@pytest.mark.parametrize("day", CHECKPOINTS)
def test_hledger_finds_our_balances_at_each_checkpoint(journals, system, day):
    until = date.fromisoformat(day) + timedelta(days=1)
    theirs = balances_in(table(journals["hledger"], "--historical", "-e", str(until)))
    assert at_end_of(system, day) == nonzero(theirs) != {}


def test_hledger_and_beancount_find_our_balances_at_the_end_of_each_day(journals, system):
    """Money of bidders, our own fees, guarantees: all three books move."""
    theirs = agreed(system, journals)
    assert len(theirs) > 20
    books = {account.split(":")[1] for day in theirs.values() for account, _ in day}
    assert books == {"CUST", "OWN", "MEMO"}
