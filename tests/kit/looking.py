"""The clock's looks of a day, all at once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from api.jobs.looking import LOOKS, Looking
from api.wiring import System
from projections.projection import Table
from projections.reader import Answer, Reader


class Paged:
    """A reader that gives nobody everything at once: of how many rows there are, no look fails."""

    def __init__(self, reader: Reader) -> None:
        self.every, self.position, self._rows = reader.every, reader.position, reader.rows

    def rows(self, table: Table, where: Mapping[str, Any], *, limit: int) -> Answer:
        """Who asks for rows says how many at most."""
        return self._rows(table, where, limit=limit)


def look(system: System) -> None:
    """What is read is up to date, and the clock looks for what is overdue; twice is once."""
    names = ("refunds", "lots", "disputes", "alerts", "sealed_deposits")
    paged: Any = {name: Paged(getattr(system.readers, name)) for name in names}
    looking = replace(system, readers=replace(system.readers, **paged))
    for _ in range(2):
        system.readers.runner.catch_up()
        for one in LOOKS:
            Looking(looking, one).look()
