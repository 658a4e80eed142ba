"""What the last audit of each projection found, for every process to tell: `work.audit`."""

from dataclasses import dataclass
from datetime import datetime

from ledger.feed import Tracking


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit: of which generation, at which position, by the platform's clock.

    `differs`: the rows up to there were not those that follow from the log.
    """

    generation: int
    position: int
    differs: bool
    at: datetime


class Audits:
    """One row a name, of whatever generation it was. Rights: the matcher's, who audits."""

    def __init__(self, tracking: Tracking) -> None:
        self._datastore = tracking.datastore

    def keep(self, name: str, made: Audited) -> None:
        """Puts an audit in the place of the one before."""
        with self._datastore.get_connection() as conn:
            conn.execute(
                "INSERT INTO work.audit (projection, generation, position, differs, at) "
                "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (projection) DO UPDATE SET "
                "generation = excluded.generation, position = excluded.position, "
                "differs = excluded.differs, at = excluded.at",
                (name, made.generation, made.position, made.differs, made.at),
            )

    def all(self) -> dict[str, Audited]:
        """The last audit by projection."""
        with self._datastore.get_connection() as conn:
            rows = conn.execute("SELECT * FROM work.audit").fetchall()
        return {row.pop("projection"): Audited(**row) for row in rows}
