"""Whatever is killed, and whenever: afterwards the books are those of an undisturbed run.

Three seeds here, one kill each in every place that has a name; `./zhangben soak` makes hundreds.
"""

from pathlib import Path
from random import Random

import pytest

from tests.faults.judging import Books
from tests.faults.striking import (
    AFTER_COMMIT,
    AT_COMMIT,
    BEFORE_COMMIT,
    BETWEEN,
    CLIENT,
    DATABASE,
    Blow,
)
from tests.faults.trial import DONE, KILLED, Trial

PLANNED = {"seed": 20260316, "bidders": 8, "days": 2}


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> tuple[Books, int]:
    """The books of a run that nothing struck, and how many commands it took."""
    trial = Trial(folder / "undisturbed", PLANNED)
    assert trial.finish().code == DONE
    return trial.judge(), trial.asked


@pytest.mark.parametrize(
    ("point", "victim", "seed"),
    [(BEFORE_COMMIT, CLIENT, 1), (AT_COMMIT, DATABASE, 2), (AFTER_COMMIT, CLIENT, 3)],
)
def test_a_kill_at_a_commit_changes_nothing(folder, undisturbed, point, victim, seed):
    books, commands = undisturbed
    rng = Random(seed)
    blow = Blow(point, victim, rng.randint(1, commands), rng.randint(1, 3000) * (victim != CLIENT))
    trial = Trial(folder / point, PLANNED)
    life = trial.live(blow)
    assert life.struck
    if victim == CLIENT:
        assert life.code == KILLED
        assert trial.finish().written == (point == AFTER_COMMIT)
    elif life.code != DONE:
        trial.finish()
    trial.judge(books)


def test_a_kill_between_import_and_match_changes_nothing(folder, undisturbed):
    trial = Trial(folder / BETWEEN, PLANNED)
    assert trial.live(Blow(BETWEEN, CLIENT, 1)).code == KILLED
    trial.finish()
    trial.judge(undisturbed[0])
