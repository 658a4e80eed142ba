"""A key that is destroyed while somebody reads it is in nobody's memory afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from ledger.vault import NoKey, Vault
from tests.kit.house import MASTER

NAME = "room/r"
READ: dict[str, Callable[[Vault], Any]] = {
    "secret": lambda vault: vault.secret(NAME),
    "learn": lambda vault: vault.learn([NAME]),
    "seal": lambda vault: vault.seal([NAME]),
}


@pytest.fixture
def vault(database: Any) -> Iterator[Vault]:
    """Its key is stored, and remembered by nobody."""
    made = Vault(database.matcher, MASTER)
    _, wrapped = made.new(NAME)
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("INSERT INTO sealed.key (name, wrapped) VALUES (%s, %s)", (NAME, wrapped))
    yield made
    made.close()


def gone(vault: Vault) -> None:
    for read in (vault.secret, lambda name: vault.seal([name])):
        with pytest.raises(NoKey):
            read(NAME)


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_destroyed_after_its_row_was_read(vault: Vault, monkeypatch: Any, read: Any) -> None:
    unwrapped = vault._unwrapped

    def meanwhile(name: str, wrapped: bytes) -> bytes:
        assert vault.destroy(name)
        return unwrapped(name, wrapped)

    with monkeypatch.context() as patched:
        patched.setattr(vault, "_unwrapped", meanwhile)
        if read is READ["learn"]:
            read(vault)
        else:
            with pytest.raises(NoKey):
                read(vault)
    gone(vault)


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_read_just_before_its_row_is_deleted(vault: Vault, monkeypatch: Any, read: Any) -> None:
    connection = vault.connection

    @contextmanager
    def meanwhile() -> Iterator[Any]:
        monkeypatch.undo()
        read(vault)
        with connection() as conn:
            yield conn

    monkeypatch.setattr(vault, "connection", meanwhile)
    assert vault.destroy(NAME)
    gone(vault)


def test_what_comes_into_being_anew_is_remembered_again(vault: Vault) -> None:
    assert vault.destroy(NAME)
    secret, _ = vault.new(NAME)
    vault.keep(NAME, secret)
    assert vault.secret(NAME) == secret
