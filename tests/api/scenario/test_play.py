"""A run stops at the first fen and says of which key; what nobody can play is passed over."""

from dataclasses import replace
from typing import Any

import pytest

from api.database import Databases
from api.home import Home
from api.scenario import run
from api.scenario.outcome import Checkpoint, Difference, Fate, Outcome
from api.scenario.play import passed_over
from api.scenario.run import Wanted, names_of, play
from api.scenario.script import Step
from api.scenario.table import File, NoScenario, read
from api.scenario.town import ORIGIN, STARTS
from api.wiring import assembled
from tests.kit.databases import fresh
from tests.kit.scenarios import ORACLE

PAID, ASKED = 4, 11


def bent(file: File) -> File:
    """Scenario C, where a fen more is said to go back to P1 than it paid."""
    table = file.tables["C"]
    more = tuple((key, fen + (1 if fen > 0 else -1)) for key, fen in table.row(ASKED).postings)
    rows = tuple(replace(row, postings=more) if row.seq == ASKED else row for row in table.rows)
    return replace(file, tables={"C": replace(table, rows=rows)})


@pytest.fixture(scope="module")
def stopped(server: Any, tmp_path_factory: Any) -> Any:
    """What came of playing that, where nobody can have the disclosure extended."""
    home = Home(tmp_path_factory.mktemp("bent") / "books")
    home.make(ORIGIN, "simulated", STARTS)
    found = fresh(server)
    dsn = Databases(found.owner, found.app, found.read, found.matcher)
    script = run.SCRIPTS["C"]
    lacking = Step(None, lacks="scenario.lacks.step")
    with pytest.MonkeyPatch.context() as patch, assembled(home, dsn) as system:
        patch.setitem(run.SCRIPTS, "C", replace(script, steps={**script.steps, 3: lacking}))
        yield play(system, Wanted(file=bent(read(ORACLE)), names=("C",)))


def test_it_stops_at_the_first_fen_and_says_of_which_key(stopped):
    last = stopped.rows[-1]
    assert (last.seq, last.fate) == (ASKED, Fate.DIFFERS)
    assert last.differences == (
        Difference(key="2002/S1/P1", expected=240_000_001, actual=240_000_000),
        Difference(key="2005/S1/P1", expected=-240_000_001, actual=-240_000_000),
    )


def test_what_nobody_can_play_is_named_and_passed_over(stopped):
    (row,) = stopped.not_done
    assert (row.seq, row.facts, row.why) == (3, ("DisclosureExtended",), "scenario.lacks.step")
    assert [row.fate for row in stopped.rows].count(Fate.PLAYED) == ASKED - 2


def test_a_row_says_who_said_it_and_where_it_stands(stopped):
    paid = stopped.rows[PAID - 1]
    assert set(paid.posts) == {"BANK", "MATCHER"}
    assert paid.first < paid.last


def test_nothing_after_it_is_played_and_it_does_not_pass(stopped):
    assert len(stopped.rows) == ASKED
    assert stopped.checkpoints == stopped.others == []
    assert stopped.differs
    assert not stopped.passed


def test_the_log_verifies_all_the_same(stopped):
    assert stopped.verified


def over(waits=(), **other):
    """What is passed over of scenario C, each checkpoint compared that its last row reaches."""
    table = replace(read(ORACLE).tables["C"], **other)
    reached = [name for name in table.checkpoints if table.ends(name) == table.rows[-1].seq]
    told = {"scenario": "C", "position": 1, "expected": {}, "actual": {}}
    checkpoints = [Checkpoint(name=name, **told) for name in reached]
    outcome = Outcome(scale=1, add=0, exchanged={}, checkpoints=checkpoints)
    return dict(passed_over(table, run.SCRIPTS["C"].steps, outcome, waits))


def test_of_the_file_as_it_is_nothing_is_passed_over():
    assert over() == {"rows": (), "checkpoints": (), "unheard": ()}


def test_a_checkpoint_before_all_rows_or_never_reached_does_not_pass():
    early = {"final": {}, "end of 2020-01-01": {"2002/S1/P1": -1}}
    (found,) = over(checkpoints=early)["checkpoints"]
    assert (found.expected, found.actual) == ("end of 2020-01-01, final", "final")


def test_a_step_without_its_row_does_not_pass():
    rows = read(ORACLE).tables["C"].rows[:-1]
    (found,) = over(rows=rows)["rows"]
    assert found.expected == f"{found.actual}, {len(rows) + 1}"


def test_what_is_said_after_the_last_row_does_not_pass():
    (found,) = over(waits=["RefundObligationCreated"])["unheard"]
    assert found.actual == "RefundObligationCreated"


def test_only_scenarios_of_the_file_can_be_played():
    file = read(ORACLE)
    assert names_of(file, ()) == ("A", "B", "B_default", "C")
    with pytest.raises(NoScenario, match="scenario 'D': expected one of A, B"):
        names_of(file, ("D",))
