"""`quarantine`, `joint`, `reopen-day`: what waits, what two persons do about it, exit codes."""

from pathlib import Path

import pytest

from api.cli.exits import FAILED, NOT_BALANCED, OK, USAGE
from api.embedded import running
from tests.kit.demonstration import command, open_folder
from tests.kit.statement_files import Row, file, statement

ACCOUNT, NUMBER, DAY, NEXT = "CNY", "35001000000001", "2026-03-16", "2026-03-17"


@pytest.fixture(scope="module")
def place():
    """A closed day, and a file of the next that is five fen too high."""
    with open_folder() as folder, running(folder / "books" / "postgres"):
        first, second = folder / "16.xml", folder / "17.xml"
        first.write_bytes(_file(Row(100, "1"), opening=100_000))
        second.write_bytes(_file(Row(700, "9"), opening=100_100, day=NEXT, closing=100_805))
        told = ("--mode", "simulated", "--starts", "2026-03-17T18:00:00+08:00")
        notes = ("--note", "R02=待查")
        for words, code in (
            (("init", *told), OK),
            (("appoint", "cash", "C-CASH"), OK),
            (("appoint", "reviewer", "C-SET2"), OK),
            (("account", ACCOUNT, NUMBER, "--opening", "1,000.00", "--day", DAY), OK),
            (("import", str(first)), OK),
            (("import", str(second)), NOT_BALANCED),
            (("close-day", ACCOUNT, DAY, "--as", "cash", *notes), OK),
            (("close-day", ACCOUNT, DAY, "--as", "reviewer", "--sign"), OK),
        ):
            run = command(*words, ZHANGBEN_DATA=str(folder / "books"))
            assert run.returncode == code, (words, run.stdout, run.stderr)
        yield folder / "books"


def _file(*rows, **told):
    return file(statement(*rows, **{"number": NUMBER, "day": DAY} | told))


def test_it_is_listed_discussed_proposed_and_released(zhangben, place: Path):
    """One story: each step is seen from the command line."""
    listed = zhangben("quarantine", code=NOT_BALANCED, data=place).out
    assert f"{ACCOUNT} {NEXT} S1" in listed
    assert "0.05" in listed
    (row,) = zhangben("quarantine", "--json", code=NOT_BALANCED, data=place).json
    assert (row["fate"], row["expected"], row["found"]) == ("WAITING", 100_800, 100_805)
    assert zhangben("joint", data=place, code=OK).out.strip()

    short = row["file"][:8]
    zhangben("quarantine", short, code=USAGE, data=place)
    zhangben("quarantine", short, "--release", "x", code=USAGE, data=place)
    wrong = zhangben(
        "quarantine", "ffff", "--as", "cash", "--discard", "x", code=FAILED, data=place
    )
    assert "0 files that wait in quarantine begin with ffff" in wrong.err
    zhangben("quarantine", short, "--as", "cash", "--release", "x", code=OK, data=place)
    (one,) = zhangben("joint", "--json", data=place, code=OK).json
    assert (one["command"], one["person"]) == ("ReleaseStatement", "cash")
    own = zhangben("joint", one["digest"][:8], "--as", "cash", code=FAILED, data=place)
    assert "another person signs" in own.err
    zhangben("joint", one["digest"][:8], "--as", "reviewer", code=OK, data=place)
    (row,) = zhangben("quarantine", "--json", code=OK, data=place).json
    assert (row["fate"], row["decided_by"], row["cosigned_by"]) == ("RELEASED", "cash", "reviewer")
    shown = zhangben("close-day", ACCOUNT, NEXT, "--json", code=NOT_BALANCED, data=place).json
    assert shown["close"]["sides"]["difference"] == 5


def test_a_day_is_reopened_by_two_and_its_close_is_told(zhangben, place: Path):
    words = ("reopen-day", ACCOUNT, DAY, "--as", "cash", "--reason", "银行更正")
    zhangben(*words, code=OK, data=place)
    (one,) = zhangben("joint", "--json", data=place, code=OK).json
    zhangben("joint", one["digest"], "--as", "reviewer", code=OK, data=place)
    close = zhangben("close-day", ACCOUNT, DAY, "--json", data=place, code=OK).json["close"]
    assert close["progress"]["stage"] == "REOPENED"
    assert close["earlier"][0]["reopened"]["reason"] == "银行更正"
    gone = zhangben("joint", one["digest"], "--as", "reviewer", code=FAILED, data=place)
    assert "0 joint acts that wait begin with" in gone.err
    zhangben(*words, code=OK, data=place)
    (one,) = zhangben("joint", "--json", data=place, code=OK).json
    zhangben("joint", one["digest"], "--as", "cash", "--withdraw", code=OK, data=place)
    assert zhangben("joint", "--json", data=place, code=OK).json == []
