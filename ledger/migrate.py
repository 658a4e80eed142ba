"""Forward-only migrations: numbered SQL files, each applied once, in order, by the owner."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

FOLDER = Path(__file__).parent / "migrations"
ROLES = ("zhangben_app", "zhangben_read", "zhangben_matcher")


class Drifted(RuntimeError):
    """A migration that was applied reads differently now; the sentence names the file."""


def ensure_roles(owner: psycopg.Connection[tuple[object, ...]], passwords: dict[str, str]) -> None:
    """Creates the roles that migrations grant to; sets their passwords. Needs CREATEROLE."""
    for role in ROLES:
        if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
            owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        owner.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(role), sql.Literal(passwords[role])
            )
        )


def migrate(owner: psycopg.Connection[tuple[object, ...]]) -> tuple[str, ...]:
    """Applies what is missing, one transaction a file; returns the names of what was applied.

    Raises Drifted when an applied file has changed since.
    """
    owner.execute(
        "CREATE TABLE IF NOT EXISTS public.migration (number integer PRIMARY KEY, name text NOT "
        "NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
    )
    applied: dict[int, str] = {
        row[0]: row[1]  # type: ignore[misc]
        for row in owner.execute("SELECT number, sha256 FROM public.migration")
    }
    done = []
    for number, name, text in _files():
        digest = hashlib.sha256(text.encode()).hexdigest()
        if number in applied:
            if applied[number] != digest:
                raise Drifted(f"migration {name} was applied in another form; restore the file")
            continue
        with owner.transaction():
            owner.execute(text.encode())
            owner.execute(
                "INSERT INTO public.migration (number, name, sha256) VALUES (%s, %s, %s)",
                (number, name, digest),
            )
        done.append(name)
    return tuple(done)


def _files() -> Iterator[tuple[int, str, str]]:
    for path in sorted(FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql")):
        yield int(path.name[:4]), path.name, path.read_text(encoding="utf-8")
