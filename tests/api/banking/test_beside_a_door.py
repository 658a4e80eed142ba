"""Beside a served log the rounds are made by themselves, and a bank that hangs holds up nothing."""

import socket
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from api import upkeep as kept
from api.banking.connections import Connection, connect
from api.jobs.register import jobs_of
from api.upkeep import upkeep
from domain.payment.state import Stage
from ledger.checkpoint import parse
from tests.kit import payouts
from tests.kit.city import move_to
from tests.kit.patience import until


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """A short beat, and no patience at the end."""

    def quick_jobs(system, stop):
        return [replace(job, every=timedelta(milliseconds=50)) for job in jobs_of(system, stop)]

    monkeypatch.setattr(kept, "jobs_of", quick_jobs)
    monkeypatch.setattr(kept, "_PATIENCE_S", 0.1)


def stages(system):
    """As the readers' own threads have it."""
    rows = system.readers.payments.rows(payouts.PAYMENTS).rows
    return {row["stage"] for row in rows}


def test_what_is_ordered_is_paid_and_settled(owing, bank):
    with upkeep(owing):
        until(lambda: stages(owing) == {Stage.ACCEPTED.value})
        bank.move_to("2026-03-19T08:30")
        move_to(owing, "2026-03-19T08:30:00+08:00")
        until(lambda: stages(owing) == {Stage.SETTLED.value})
    assert payouts.balance(owing, "1001") == bank.balance(payouts.ACCOUNT) == 0


def test_a_bank_that_hangs_holds_up_nothing(system):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        connect(
            system.home,
            Connection(
                account=payouts.ACCOUNT, kind="mock-bank", address=address, holder=payouts.HOLDER
            ),
        )
        with upkeep(system):
            asked, _ = silent.accept()
            with closing(asked):
                payouts.owe(system, payouts.Payer(50))
                head = system.tree.size()
                until(lambda: covered(system) >= head)
                until(lambda: all(one.position >= head for one in system.readers.runner.status()))
                asked.settimeout(0)
                assert asked.recv(65_536).startswith(b"GET")
                with pytest.raises(BlockingIOError):  # whoever asked waits for the answer still
                    asked.recv(1)


def covered(system):
    """How far the newest checkpoint reaches."""
    note = system.latest_checkpoint()
    return parse(note).checkpoint.size if note else 0
