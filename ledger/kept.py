"""A command that was answered before, by its id: its bytes, while the keys they lie under exist."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.codec import read_body
from ledger.envelope import part
from ledger.vault import NoKey, Vault


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes that were signed, and by whom; `person` is None where no event tells it."""

    body: bytes
    person: str | None


def kept(vault: Vault, command_id: str) -> Kept | None:
    """What was asked under an id; None for an id never used, and where a key is gone.

    Nor for a refusal that is only counted in a summary: nothing tells whose it was.
    """
    with vault.connection() as conn:
        row = conn.execute(
            "SELECT c.digest, c.names, c.locked, e.state FROM ledger.receipt r "
            "JOIN sealed.command c USING (digest) "
            "LEFT JOIN ledger.stored_events e ON e.notification_id = r.last "
            "WHERE r.id = %s AND (r.rule IS NULL OR r.last > 0)",
            (command_id,),
        ).fetchone()
    if row is None:
        return None
    *locked, stored = row
    body = _body(vault, *locked)
    if body is None:
        return None
    return Kept(body, read_body(part(bytes(stored))[0]).actor.person if stored else None)


def body_of(vault: Vault, digest: str) -> bytes | None:
    """The bytes of a command that was answered, by their SHA-256 (hex), as its events tell it."""
    with vault.connection() as conn:
        row = conn.execute(
            "SELECT digest, names, locked FROM sealed.command WHERE digest = %s",
            (bytes.fromhex(digest),),
        ).fetchone()
    return _body(vault, *row) if row else None


def _body(vault: Vault, digest: bytes, names: Sequence[str], locked: bytes) -> bytes | None:
    """None where a key is gone that they lie under."""
    try:
        return vault.seal(names).unlock(bytes(digest), bytes(locked))
    except NoKey:
        return None
