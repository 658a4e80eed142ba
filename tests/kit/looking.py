"""The clock's looks of a day, all at once."""

import pytest

from api.jobs.looking import LOOKS, Looking
from api.wiring import System


def look(system: System) -> None:
    """What is read is up to date, and the clock looks for what is overdue; twice is once.

    It reads row by row: however many there are, no look takes them all at once.
    """
    with pytest.MonkeyPatch.context() as few:
        few.setattr("projections.reader.BOUND", 0)
        few.setattr("projections.reader._AT_ONCE", 1)
        for _ in range(2):
            system.readers.runner.catch_up()
            for one in LOOKS:
                Looking(system, one).look()
