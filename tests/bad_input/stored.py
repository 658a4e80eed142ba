"""How much is stored in every table of the ledger: what must not grow when something is refused."""

from typing import Any

import psycopg

_TABLES = (
    "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
    "WHERE schemaname IN ('ledger', 'sealed') ORDER BY 1"
)


def rows(owner: str) -> dict[str, int]:
    """Rows by table, as the database's owner counts them."""
    with psycopg.connect(owner) as conn:
        return _counted(conn)


def _counted(conn: psycopg.Connection[Any]) -> dict[str, int]:
    tables = [name for (name,) in conn.execute(_TABLES)]
    union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
    return dict(conn.execute(union).fetchall())  # type: ignore[arg-type]


class Stored:
    """Looks again and again whether anything was stored since the last look."""

    def __init__(self, owner: str) -> None:
        self._conn = psycopg.connect(owner, autocommit=True)
        self._seen = _counted(self._conn)

    def grew(self) -> dict[str, int]:
        """The tables that have other numbers of rows than at the last look, and how many more."""
        before, self._seen = self._seen, _counted(self._conn)
        return {name: n - before[name] for name, n in self._seen.items() if n != before[name]}

    def close(self) -> None:
        """Looks no more."""
        self._conn.close()
