"""Balances that are shown are held against what verified entries sum to; both sums are told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.wiring import System
from ledger.columns import Columns
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verify import verify
from projections import comparing
from projections.comparing import SENTENCES, compared
from tests.kit.city import Told
from tests.kit.closing import ACCOUNT, copied

ROWS = "work.balances__1__owned"


@pytest.fixture
def system(evening: Told, tmp_path: Path) -> Iterator[System]:
    """Some money in the books, and the rows at the head of the log."""
    with copied(evening, tmp_path) as made:
        made.system.readers.runner.catch_up()
        yield made.system


def judged(system: System, *, full: bool = True) -> Verdict:
    columns, trust = Columns(system.store), Trust.load(system.home.trust)
    notes = system.tree.checkpoints()
    return columns.added_to(verify(columns.stored(), notes, trust, full=full, processes=1))


def shown(system: System, verdict: Verdict | None = None) -> Verdict:
    reader = system.readers.balances.reader
    return compared(system.readers.runner, reader, verdict or judged(system))


def change(system: System, *statements: str) -> None:
    with psycopg.connect(system.databases.owner) as owner:
        for statement in statements:
            assert owner.execute(statement.encode()).rowcount


def more(account: str, fen: int, table: str = ROWS) -> str:
    return (
        f"UPDATE {table} r SET credit = credit + {fen} FROM {table}__key k "
        f"WHERE k.id = r.id AND k.account = '{account}'"
    )


def codes(verdict: Verdict) -> list[str]:
    assert not verdict.ok
    assert all(problem.sentence.isprintable() for problem in verdict.problems)
    return [problem.code for problem in verdict.problems]


@pytest.mark.parametrize("at_once", [1, 2, 10_000])
def test_rows_that_say_what_the_entries_sum_to_change_nothing(
    system: System, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(comparing, "_AT_ONCE", at_once)
    verdict = judged(system)
    assert verdict.balances
    assert shown(system, verdict) is verdict


def test_money_moved_between_two_owners_is_found_with_both_sums(system: System) -> None:
    change(system, more("1001", 500), more("2015", -500))
    verdict = shown(system)
    assert codes(verdict) == ["balance.owner", "balance.owner"]
    assert (verdict.first_bad, verdict.problem_count) == (None, 2)
    told = verdict.problems[0].values
    assert told["key"] == f"CUST CNY 1001 {ACCOUNT}"
    assert (told["wanted"] - told["found"], told["at"]) == (500, verdict.events)
    assert f"the rows say {told['found']} of CUST CNY 1001 {ACCOUNT}" in str(verdict.problems[0])
    assert f"the entries sum to {told['wanted']}" in str(verdict.problems[0])


def test_an_accounts_total_is_held_against_them_too(system: System) -> None:
    change(system, more("1001", 1, "work.balances__1__totals"))
    assert codes(shown(system)) == ["balance.total"]


def test_a_balance_that_is_gone_or_was_never_moved_is_found(system: System) -> None:
    change(
        system,
        f"DELETE FROM {ROWS} WHERE id IN (SELECT id FROM {ROWS}__key WHERE account = '2015')",
        f"INSERT INTO {ROWS}__key (id, book, currency, account, owner) "
        "VALUES (999, 'CUST', 'CNY', '2002', E'no\\none')",
        f"INSERT INTO {ROWS} (id, position, debit, credit, day, latest) "
        "VALUES (999, 1, NULL, 7, '2026-03-17', '2026-03-17')",
    )
    verdict = shown(system)
    assert codes(verdict) == ["balance.owner", "balance.owner"]
    found = {problem.values["key"]: problem.values["found"] for problem in verdict.problems}
    assert found["CUST CNY 2002 'no\\none'"] == -7
    assert sorted(found.values()) == [-7, 0]


def test_rows_that_cannot_be_brought_to_the_position_are_told(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = judged(system)
    later = replace(verdict, events=verdict.events + 1)
    assert codes(shown(system, later)) == ["balance.unread"]

    def fail(*_: Any) -> int:
        raise ValueError("a key that is there already")

    monkeypatch.setattr(type(system.readers.runner), "catch_up", fail)
    told = str(shown(system, later).problems[0])
    assert f"they end at position {verdict.events}. ValueError: a key that is there" in told
    with psycopg.connect(system.databases.owner) as owner:
        owner.execute("UPDATE work.generation SET live = false WHERE projection = 'balances'")
    assert codes(shown(system, verdict)) == ["balance.unread"]


def test_a_database_that_is_gone_is_no_finding(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> Any:
        raise psycopg.OperationalError("gone")

    verdict = judged(system)
    monkeypatch.setattr(type(system.readers.runner), "catch_up", gone)
    assert shown(system, verdict) is verdict, "the rows were there already"
    monkeypatch.setattr(type(system.readers.balances.reader), "look", gone)
    with pytest.raises(psycopg.OperationalError):
        shown(system, verdict)


def test_nothing_is_compared_with_a_verdict_that_has_no_sums_or_is_not_good(system: System) -> None:
    change(system, more("1001", 500))
    fast = judged(system, full=False)
    assert shown(system, fast) is fast
    bad = replace(judged(system), ok=False)
    assert shown(system, bad) is bad


def test_every_kind_of_finding_has_a_test_that_hears_it() -> None:
    tests = Path(__file__).read_text()
    assert [code for code in SENTENCES if f'"{code}"' not in tests] == []
