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
        """Puts an audit in the place of the one before, and of what failed since."""
        with self._datastore.get_connection() as conn, conn.transaction():
            conn.execute("DELETE FROM work.audit_failed WHERE projection = %s", (name,))
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

    def keep_failed(self, name: str, problem: str, at: datetime) -> None:
        """Keeps that an audit begun at an instant came to nothing, and why.

        What the one before it found stays.
        """
        with self._datastore.get_connection() as conn:
            conn.execute(
                "INSERT INTO work.audit_failed (projection, problem, at) VALUES (%s, %s, %s) "
                "ON CONFLICT (projection) DO UPDATE SET problem = excluded.problem, "
                "at = excluded.at",
                (name, problem, at),
            )

    def failed(self) -> dict[str, str]:
        """By projection: why its last audit came to nothing; none of those that ended well."""
        with self._datastore.get_connection() as conn:
            rows = conn.execute("SELECT * FROM work.audit_failed ORDER BY projection").fetchall()
        return {row["projection"]: row["problem"] for row in rows}

    def tried(self) -> dict[str, datetime]:
        """By projection: when its last audit began, whether it came to something or not."""
        with self._datastore.get_connection() as conn:
            rows = conn.execute(
                "SELECT projection, max(at) AS at FROM (SELECT projection, at FROM work.audit "
                "UNION ALL SELECT projection, at FROM work.audit_failed) AS begun "
                "GROUP BY projection"
            ).fetchall()
        return {row["projection"]: row["at"] for row in rows}
