"""A file stored beside a command brings the same sealing key: the group waits, none is refused."""

import logging
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError

from ledger.append import Append
from ledger.blobs import Blobs
from ledger.tickets import OutcomeUnknown
from tests.faults.lamplight import failing_once, verdict
from tests.kit.house import house
from tests.kit.lamp import BuildRoom, SwitchLamp, Welcome


@pytest.fixture
def home(database: Any) -> Any:
    with house(database) as made:
        yield made


def test_a_key_that_a_file_brought_first_is_found_at_the_next_try(home, monkeypatch):
    blobs, wrapped = Blobs(home.store, home.vault), Append.write
    put: list[str] = []

    def write(*told: Any) -> None:
        if not put:
            put.append(blobs.put(b"file", "a/b", "room/r"))
        wrapped(*told)

    monkeypatch.setattr(Append, "write", write)
    assert home.do(BuildRoom(room="r")).last
    assert home.do(Welcome(guest="g", room="r", name="x")).last
    assert blobs.get(put[0]) == b"file"
    assert verdict(home).ok


def test_a_row_that_stays_in_the_way_is_told_and_is_no_outage(home, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, "ledger.book")
    monkeypatch.setattr("ledger.book._TRIES", 2)
    with monkeypatch.context() as patched:
        patched.setattr(Append, "write", always(IntegrityError("there already")))
        with pytest.raises(IntegrityError, match="there already"):
            home.do(SwitchLamp(lamp="l", on=True))
    monkeypatch.setattr(Append, "write", failing_once(Append.write, IntegrityError("once")))
    try:
        assert home.do(SwitchLamp(lamp="l", on=True)).last
    except OutcomeUnknown:
        pytest.fail("the database was not away, there are more tries than one")


def always(problem: Exception) -> Any:
    def failing(*_: Any) -> None:
        raise problem

    return failing
