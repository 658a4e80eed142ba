"""`bank`: an account is connected, a round is made now, and how the channel stands is told."""

import pytest

from api import locking
from api.appointing import appoint
from api.banking.standing import lock
from api.cli.exits import FAILED, NO_SERVICE, USAGE
from api.demo.bank import Bank
from api.demo.cast import CAST
from api.home import Home
from api.wiring import opened
from tests.kit import payouts as paying
from tests.kit.city import STARTS, move_to
from tests.kit.demonstration import open_folder

ACCOUNT, HOLDER = paying.ACCOUNT, paying.HOLDER


@pytest.fixture(scope="module")
def system():
    """An installation that owes, open here while commands work on it."""
    with open_folder() as folder:
        home = Home(folder / "books")
        home.make("bank.example/log", "simulated", STARTS)
        with opened(home) as running:
            for person, role, organisation in CAST:
                appoint(running, person, role, organisation)
            paying.require(running, paying.payers(2))
            yield running


@pytest.fixture
def asked(system, zhangben, monkeypatch):
    """Commands on it."""
    monkeypatch.setenv("ZHANGBEN_DATA", str(system.home.root))
    return zhangben


def connected(asked, address, account=ACCOUNT, **how):
    options = ("--kind", "mock-bank", "--address", address, "--holder", HOLDER)
    return asked("bank", "connect", account, *options, **how)


def test_from_no_channel_to_a_round_and_a_bank_that_is_away(asked, system):
    assert "No channel yet" in asked("bank", "list").out
    assert asked("bank", "step", "--json").json == {}
    with Bank(paying.OPENS) as bank:
        bank.open_account(ACCOUNT, paying.NUMBER, HOLDER)
        assert f"is reached by mock-bank at {bank.address}" in connected(asked, bank.address).out
        assert "connected so already" in connected(asked, bank.address).out
        assert asked("bank", "list", "--json").json[0]["heard_at"] is None
        paying.pay_in(bank, paying.payers(2))
        move_to(system, f"{paying.MORNING}:00+08:00")
        told = asked("bank", "step", "--json").json[ACCOUNT]
        assert (told["statements"], told["lines"], told["matched"]) == (1, 2, 2)
        assert told["problem"] is None
        assert "well" in asked("bank", "list").out
        with locking.alone(lock(system.home, ACCOUNT)):
            told = asked("bank", "step", code=NO_SERVICE).out
        assert "another process is making this account's round" in told
        assert "No channel yet" not in told
    told = asked("bank", "step", code=NO_SERVICE).out
    assert "no answer from 127.0.0.1" in told
    assert "no answer" in asked("bank", "list", "--json").json[0]["problem"]


def test_only_an_account_of_the_books_is_connected(asked):
    said = connected(asked, "http://127.0.0.1:9", "CNY-OTHER", code=USAGE).err
    assert "CNY-OTHER: not open" in said


def test_an_address_that_is_none_is_told(asked):
    assert "expected one as http://" in connected(asked, "bank", code=USAGE).err


def test_a_damaged_file_is_told(asked, system):
    (system.home.keys / "channels.json").write_text("{")
    assert "channels.json is damaged" in asked("bank", "list", code=FAILED).err
    (system.home.keys / "channels.json").unlink()
