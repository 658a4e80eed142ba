"""Commands that look at kept books: what they say to a person, and to a program."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.cli.exits import USAGE
from api.journal import FORMATS
from ledger.checkpoint import parse

CHINESE = re.compile("[\u4e00-\u9fff]")
JSON = [
    ("doctor",),
    ("balances",),
    ("balances", "--totals"),
    ("balances", "--as-of", "100"),
    ("reconcile",),
    ("log",),
    ("show", "1"),
    ("verify",),
    ("verify", "--fast"),
    ("keys",),
    ("checkpoint",),
    ("projections", "status"),
    ("alerts", "--every"),
    ("reactor", "status"),
    ("reactor", "check"),
    ("token", "auditor"),
]


@pytest.mark.parametrize("arguments", JSON, ids=" ".join)
def test_json_is_one_document_and_nothing_else(books, arguments):
    ran = books(*arguments, "--json")
    assert ran.json
    assert ran.err == ""


SPEAKING = [words for words in JSON if words[0] not in ("show", "checkpoint", "token")]


@pytest.mark.parametrize("arguments", SPEAKING, ids=" ".join)
def test_a_person_is_told_in_either_language(books, monkeypatch, arguments):
    assert not CHINESE.search(books(*arguments).out)
    monkeypatch.setenv("ZHANGBEN_LANG", "zh")
    assert CHINESE.search(books(*arguments).out)


def test_the_language_may_be_named_for_once(books, monkeypatch):
    monkeypatch.setenv("ZHANGBEN_LANG", "en")
    assert CHINESE.search(books("--lang", "zh", "keys").out)


def test_balances_sum_to_zero_in_each_currency(books):
    rows = books("balances", "--json").json["balances"]
    for currency in ("CNY", "EUR"):
        assert sum(row["amount"] for row in rows if row["currency"] == currency) == 0
    assert all(row["amount"] == row["debit"] - row["credit"] for row in rows)


def test_the_sums_are_shown(books):
    shown = [line.split() for line in books("balances", "--totals").out.splitlines()]
    assert [line for line in shown if "sum" in line] == [
        ["CUST", "sum", "CNY", "0.00"],
        ["CUST", "sum", "EUR", "0.00"],
        ["MEMO", "sum", "CNY", "0.00"],
    ]


def held(books, *as_of):
    """What the deposits hold, in fen, then."""
    said = books("balances", "--totals", *as_of, "--json").json
    amounts = {row["account"]: row["amount"] for row in said["balances"]}
    return -amounts.get("2002", 0)


COUNTED = ("ReceiptMatched", "ReceiptPartial", "OverpaymentDetected")


def first_matched(books):
    events = books("log", "--limit", "1000", "--json").json
    return next(row for row in events if row["name"] in COUNTED)


def test_balances_are_told_as_of_a_position_an_instant_or_a_day(books):
    """Every deposit was counted once and given back or converted: at the end none is held."""
    first = first_matched(books)
    (entry,) = books("show", first["position"], "--json").json["body"]["entries"]
    counted = -sum(leg["amount"] for leg in entry["legs"] if leg["account"] == "2002")
    at, here = datetime.fromisoformat(first["recorded_at"]), first["position"]
    assert held(books, "--as-of", here - 1) == 0
    assert held(books, "--as-of", here) == counted > 0
    assert held(books, "--as-of", (at - timedelta(seconds=1)).isoformat()) == 0
    assert held(books, "--as-of", at.isoformat()) >= counted
    assert held(books, "--as-of", (at.date() - timedelta(days=1)).isoformat()) == 0
    assert held(books, "--as-of", at.date().isoformat()) >= counted
    assert held(books) == 0


def test_reconcile_finds_every_day_of_the_demonstration_balanced(books, kept):
    days = books("reconcile", "--json").json["days"]
    assert len(days) == kept.summary["days"]
    assert {day["difference"] for day in days} == {0}
    assert sum(day["lines"] for day in days) == kept.summary["lines"]


def test_the_log_is_told_in_order_and_in_parts(books, kept):
    whole = books("log", "--limit", "1000", "--json").json
    assert [row["position"] for row in whole] == list(range(1, len(whole) + 1))
    assert len(whole) >= kept.summary["position"]
    part = books("log", "--after", "100", "--limit", "7", "--json").json
    assert part == whole[100:107]
    assert books("log", "--after", "99999", "--json").json == []
    assert "No events" in books("log", "--after", "99999").out


def test_the_log_tells_the_time_in_beijing(books):
    assert "2024-05-01 08:00:00" in books("log", "--limit", "1").out


def test_an_event_is_shown_with_its_proof(books):
    shown = books("show", "3", "--json").json
    assert shown["body"]["position"] == 3
    assert shown["signature"]["alg"] == "ed25519"
    assert len(shown["leaf"]) == 64
    assert shown["path"]


def test_verify_says_what_was_verified(books, kept):
    full, fast = books("verify", "--json").json, books("verify", "--fast", "--json").json
    assert (full["ok"], full["depth"], fast["ok"], fast["depth"]) == (True, "full", True, "fast")
    assert full["root"] == fast["root"]
    assert full["events"] >= kept.summary["events"]
    assert "Verified (full)" in books("verify").out


def test_a_checkpoint_that_was_kept_is_held_against_the_log(books, kept, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text(kept.summary["checkpoint"], "utf-8")
    assert books("verify", "--checkpoint", mine, "--json").json["ok"]
    size = parse(kept.summary["checkpoint"]).checkpoint.size
    mine.write_text(kept.summary["checkpoint"].replace(f"\n{size}\n", f"\n{size - 1}\n"), "utf-8")
    assert not books("verify", "--checkpoint", mine, "--json", code=3).json["ok"]


def test_an_exported_log_is_verified_without_the_installation(books, kept, tmp_path):
    file, trust = tmp_path / "log.txt", kept.folder / "trust.json"
    said = books("export", "log", file, "--json").json
    assert said["events"] >= kept.summary["events"]
    assert books("verify", file, "--trust", trust, "--json", data=tmp_path).json["ok"]
    whole = file.read_bytes()
    for change in (whole.replace(b"EUR-MAIN", b"EUR-MINE", 1), whole[:5000]):
        file.write_bytes(change)
        assert not books("verify", file, "--trust", trust, "--json", code=3).json["ok"]
        assert books("verify", file, "--trust", trust, code=3)


def test_another_logs_trust_does_not_verify(books, kept, tmp_path, zhangben):
    from api.home import Home

    Home(tmp_path / "other").make("other.example/log", "production", None)
    books("verify", "--trust", tmp_path / "other" / "trust.json", code=3)


def test_the_checkpoint_is_printed_as_it_is_signed(books):
    note = books("checkpoint").out
    assert parse(note).checkpoint.origin == "demo.zhangben.example/log"
    assert note == books("checkpoint", "--json").json["note"]


def test_statements_are_checked_without_an_installation(zhangben, tmp_path, monkeypatch):
    file = "demo_data/camt/2024-05/2024-05-02.xml"
    ran = zhangben("statements", "check", file, "--json", data=tmp_path)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["balanced"] for row in rows] == [True, True]
    said = zhangben("statements", "check", file).out
    assert "18,205,645.15" in said
    assert "camt messages were held against no schema of ISO 20022" in said
    (tmp_path / "x.xml").write_text("x")
    bad = zhangben("statements", "check", tmp_path / "x.xml", "--json", code=1)
    assert json.loads(bad.out)["error"]
    assert (
        "in no statement format we read"
        in zhangben(
            "statements", "check", tmp_path / "x.xml", tmp_path, tmp_path / "none", code=1
        ).out
    )
    monkeypatch.setenv("ZHANGBEN_LANG", "zh")
    told = zhangben("statements", "check", tmp_path / "x.xml", code=1).out
    assert "文件不是系统能读的任何对账单格式" in told


def test_statements_of_any_format_are_checked_in_the_same_columns(zhangben):
    files = Path("tests/golden/statements/hand-written")
    ran = zhangben("statements", "check", files / "oddities.xml", files / "pages.sta", "--json")
    camt, *_, mt940 = (json.loads(line) for line in ran.out.splitlines())
    assert list(camt) == list(mt940)
    assert (mt940["format"], mt940["balanced"], mt940["closing_fen"]) == ("mt940", True, 8_047_537)


def test_a_rebuilt_projection_is_the_one_that_was_in_use(books):
    rebuilt = books("projections", "rebuild", "balances", "--json").json
    assert rebuilt["differs"] is False
    assert rebuilt["digest"] == rebuilt["was"]
    assert "is live" in books("projections", "rebuild", "balances").out


HEADING = re.compile(r"; (\S+) \((\w+)\), position (\d+), root SHA-256 ([0-9a-f]{64})")


@pytest.mark.parametrize("form", FORMATS)
def test_a_journal_says_of_when_it_is_and_is_printed_again_at_that_position(books, form):
    """Its root is that of the checkpoint of as many events."""
    note = parse(books("checkpoint").out).checkpoint
    of_then = books("export", "journal", "--format", form, "--at", str(note.size)).out
    said = HEADING.fullmatch(of_then.splitlines()[0])
    assert said
    assert said.groups() == (note.origin, "simulated", str(note.size), note.root.hex())
    now = books("export", "journal", "--format", form).out
    position = HEADING.fullmatch(now.splitlines()[0])[3]
    assert books("export", "journal", "--format", form, "--at", position).out == now
    assert "99999: " in books("export", "journal", "--at", "99999", code=USAGE).err


def test_a_journal_of_an_earlier_position_has_what_was_written_by_then(books):
    now = books("export", "journal").out
    half = int(HEADING.fullmatch(now.splitlines()[0])[3]) // 2
    by_then = books("export", "journal", "--at", str(half)).out
    events = re.compile(r'(?m)^\d{4}-\d\d-\d\d \* "#(\d+) ')
    all_of_them = [int(one) for one in events.findall(now)]
    assert [int(one) for one in events.findall(by_then)] == [n for n in all_of_them if n <= half]
    assert 0 < len(events.findall(by_then)) < len(all_of_them)


def test_the_journal_is_printed_whole(books):
    text = books("export", "journal", "--format", "hledger").out
    assert text.splitlines()[1] == "decimal-mark ."
    rows = books("balances", "--json").json["balances"]
    accounts = set(re.findall(r"(?m)^  [A-Z][a-z]+:[A-Z]+:(\d{4}):", text))
    assert accounts == {row["account"] for row in rows}
