"""A key that the log calls destroyed is destroyed, also where the process died at that moment."""

from typing import Any

import pytest

from ledger.committed import Committed
from ledger.keys import DestroyKey
from ledger.vault import NoKey
from tests.kit.house import house, rooms
from tests.kit.lamp import BuildRoom, SwitchLamp, Welcome


class Died(BaseException):
    """The process ends here: after COMMIT, before anything else."""


def died(*_: Any) -> None:
    raise Died


def test_a_key_whose_destruction_was_committed_by_a_process_that_died_is_gone(
    database, monkeypatch
):
    with house(database) as home:
        home.do(BuildRoom(room="r"))
        home.do(Welcome(guest="g", room="r", name="x"))
        with monkeypatch.context() as patched:
            patched.setattr(Committed, "settle", died)
            with pytest.raises(Died):
                home.book.run(lambda appender: destroy(home, appender))
        with rooms(database, home.log, home.clock) as (book, _, vault):
            book.execute(home.signed(SwitchLamp(lamp="l", on=True)))
            with pytest.raises(NoKey):
                vault.secret("room/r")


def destroy(home: Any, appender: Any) -> None:
    """On the appender's thread, which the Book would otherwise lose."""
    from ledger.asking import admit
    from ledger.keys import KEYS

    signed = home.signed(DestroyKey(key="room/r", reason="erasure"))
    ring = home.book.memory.get(KEYS).state
    appender.append([admit(home.log, ring, signed, home.clock())])
