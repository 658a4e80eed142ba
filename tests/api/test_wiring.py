"""An installation is put together: founded once, on its own log, by its own clock."""

from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from api.appointing import appoint
from api.clock import SimulatedClock, system_clock
from api.database import Databases, databases
from api.home import Home, HomeProblem
from api.wiring import FOUNDERS, assembled, default_home, opened
from domain.account.open import OpenAccount
from domain.desk import open_account
from domain.governance.appoint import RemoveRole
from domain.kernel import Post, StreamId
from ledger.migrate import ROLES
from ledger.tickets import Refused
from tests.kit.city import STARTS, city, move_to


@pytest.fixture
def dsn(database):
    return Databases(database.owner, database.app, database.read, database.matcher)


def made(folder, mode="production", starts=None, origin="log.example/one"):
    home = Home(folder / "books")
    home.make(origin, mode, starts)
    return home


def test_an_empty_log_is_founded_with_the_machines_at_their_posts(dsn, tmp_path):
    with assembled(made(tmp_path), dsn) as system:
        law, now = system.law(), system.clock()
        for person, role in FOUNDERS:
            assert law.posts_of(person, now) == (Post(role, "centre"),)


def test_a_founded_log_is_not_founded_again(dsn, tmp_path):
    home = made(tmp_path)
    with assembled(home, dsn) as system:
        size = system.tree.size()
    with assembled(home, dsn) as system:
        assert system.tree.size() == size


def account(code):
    day = date(2026, 3, 16)
    facts = {"bank": "CCB", "number": "35001", "currency": "CNY", "holds": "1001"}
    return OpenAccount(account=code, **facts, opening=0, day=day, statement=None)


def of_before(system, monkeypatch, *codes):
    """A log that says no numbers: two accounts of it may have one."""
    appoint(system, "cash", "C-CASH", "centre")
    with monkeypatch.context() as then:
        for code in codes:
            elsewhere = StreamId("accountnumber", f"N{len(code):016X}")
            then.setattr(open_account, "number_of", lambda _asked, at=elsewhere: at)
            system.ask("cash", account(code))


def test_the_numbers_of_accounts_of_before_are_said_before_anybody_is_heard(
    dsn, tmp_path, monkeypatch
):
    """Whoever signs the command itself is refused too; a number that two have is the first one's,
    and it is said once.
    """
    home = made(tmp_path)
    with assembled(home, dsn) as system:
        of_before(system, monkeypatch, "CNY", "CNY-2")
    with assembled(home, dsn) as system:
        with pytest.raises(Refused, match="35001 is the bank's number of CNY in CNY") as told:
            system.ask("cash", account("CNY-3"))
        assert told.value.rejected.rule == "account.number_taken"
        size = system.tree.size()
    with assembled(home, dsn) as system:
        assert system.tree.size() == size


def test_where_the_platform_has_no_post_an_installation_opens_all_the_same(
    dsn, tmp_path, monkeypatch, caplog
):
    home = made(tmp_path)
    with assembled(home, dsn) as system:
        of_before(system, monkeypatch, "CNY")
        post = Post("PLATFORM", "centre")
        system.ask("office", RemoveRole(person="platform", post=post, since=system.clock()))
    with assembled(home, dsn) as system:
        assert system.replay.codes("account") == ["CNY"]
    assert "the number of CNY is not kept" in caplog.text


def test_a_production_log_runs_on_the_machines_clock(dsn, tmp_path):
    with assembled(made(tmp_path), dsn) as system:
        assert system.clock is system_clock
        assert abs(system.store.tail().recorded_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_simulated_clock_goes_on_where_the_log_ended(database, dsn, tmp_path):
    with city(database, tmp_path) as system:
        move_to(system, "2026-03-16T09:00:00+08:00")
        system.publisher.publish()
    with assembled(Home(tmp_path / "books"), dsn) as system:
        assert isinstance(system.clock, SimulatedClock)
        assert system.clock() == datetime.fromisoformat("2026-03-16T09:00:00+08:00")


def test_a_simulated_clock_begins_as_told(dsn, tmp_path):
    with assembled(made(tmp_path, "simulated", STARTS), dsn) as system:
        assert system.clock() == datetime.fromisoformat(STARTS)


def test_a_folder_without_an_installation_is_refused(tmp_path):
    with pytest.raises(HomeProblem, match="is no installation"), opened(Home(tmp_path)):
        pass


def test_another_logs_database_is_refused_before_anything_is_touched(
    database, dsn, tmp_path, monkeypatch
):
    """Or events would be signed by a key that nobody expects, and its roles locked out."""
    with assembled(made(tmp_path / "one"), dsn) as system:
        size = system.tree.size()
    monkeypatch.setenv("ZHANGBEN_DSN", database.owner)
    for origin in ("log.example/one", "log.example/two"):
        other = made(tmp_path / origin.replace("/", "-"), origin=origin)
        with (
            pytest.raises(HomeProblem, match=r"holds the log .log\.example/one."),
            databases(other),
        ):
            pass
    with psycopg.connect(database.app) as app:  # its password still opens
        row = app.execute("SELECT count(*) FROM ledger.stored_events").fetchone()
    assert row == (size,)


def test_an_outside_database_is_used_where_one_is_named(
    database, server, dsn, tmp_path, monkeypatch
):
    home = made(tmp_path)
    (home.keys / "roles.json").write_text(
        "{" + ", ".join(f'"{role}": "{role}"' for role in ROLES) + "}"
    )
    monkeypatch.setenv("ZHANGBEN_DSN", database.owner)
    with opened(home) as system:
        assert psycopg.conninfo.conninfo_to_dict(system.databases.app)["dbname"] == database.name
        assert system.tree.size() > 0
    assert not (home.root / "postgres").exists()


def test_a_person_without_a_key_cannot_ask(dsn, tmp_path):
    with (
        assembled(made(tmp_path), dsn) as system,
        pytest.raises(HomeProblem, match="cash has no key here"),
    ):
        system.ask("cash", None)
    assert not (tmp_path / "books" / "keys" / "custodial" / "cash.pem").exists()


def test_the_folder_is_the_one_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ZHANGBEN_DATA", str(tmp_path))
    assert default_home().root == tmp_path
    monkeypatch.delenv("ZHANGBEN_DATA")
    monkeypatch.chdir(tmp_path)
    assert default_home().root == tmp_path / "data"
