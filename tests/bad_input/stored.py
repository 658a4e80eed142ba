"""How much is stored in every table of the ledger: what must not grow when something is refused."""

import psycopg

_TABLES = (
    "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
    "WHERE schemaname IN ('ledger', 'sealed') ORDER BY 1"
)


def rows(owner: str) -> dict[str, int]:
    """Rows by table, as the database's owner counts them."""
    with psycopg.connect(owner) as conn:
        tables = [name for (name,) in conn.execute(_TABLES)]
        union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
        return dict(conn.execute(union).fetchall())  # type: ignore[arg-type]
