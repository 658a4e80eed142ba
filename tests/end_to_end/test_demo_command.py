"""The newcomer's command as a program of its own: what it prints, how it ends, what it leaves."""

import json
import re
import signal
import subprocess
import time

import pytest
from rich.cells import cell_len

from tests.kit.demonstration import CLI, ROOT, command, environment, open_folder

FIELDS = {
    "lines": int,
    "booked": dict,
    "matched": int,
    "unmatched": int,
    "days": int,
    "differences": dict,
    "seed": int,
    "outcome": dict,
    "expected": dict,
    "refunds_confirmed": int,
    "refunds_rejected": int,
    "returned": int,
    "interest_fen": int,
    "expected_interest_fen": int,
    "days_closed": int,
    "undischarged": int,
    "bank_difference": int,
    "events": int,
    "position": int,
    "checkpoint": str,
    "verified": bool,
    "tamper_detected": bool,
}


@pytest.fixture(scope="module")
def scratch():
    """Where the runs put what is temporary; nothing may be left there."""
    with open_folder() as folder:
        yield folder


def left(scratch):
    """What is there, once the database's keeper has looked."""
    for _ in range(100):
        if not list(scratch.iterdir()):
            return []
        time.sleep(0.1)
    return list(scratch.iterdir())


def test_json_is_exactly_the_summary_and_everything_passed(scratch, tmp_path):
    run = command("demo", "--once", "--json", cwd=tmp_path, TMPDIR=str(scratch))
    assert (run.returncode, run.stderr) == (0, "")
    summary = json.loads(run.stdout)
    assert {name: type(value) for name, value in summary.items()} == FIELDS
    assert list(summary) == list(FIELDS)
    assert list(summary["booked"]) == list(summary["differences"]) == ["EUR", "CNY"]
    for booked in summary["booked"].values():
        assert list(booked) == ["entries", "credits", "debits"]
    assert summary["differences"] == {"EUR": 0, "CNY": 0}
    assert summary["outcome"] == summary["expected"] != {}
    assert summary["interest_fen"] == summary["expected_interest_fen"] > 0
    assert summary["matched"] + summary["unmatched"] == summary["booked"]["CNY"]["entries"]
    assert summary["undischarged"] == summary["bank_difference"] == 0
    assert min(summary[name] for name in ("refunds_rejected", "returned", "days_closed")) >= 1
    assert summary["verified"] is summary["tamper_detected"] is True
    assert summary["checkpoint"].splitlines()[1] == str(summary["position"])
    assert left(scratch) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("language", "columns", "done"),
    [("en", 80, "Done: the books agree with the bank"), ("zh", 120, "完成：账实相符，日志可证。")],
)
def test_a_newcomer_reads_what_happened_and_what_to_do_next(language, columns, done, tmp_path):
    shown = in_terminal(("demo", "--once"), language, columns, tmp_path)
    for said in (done, "恒达建筑", "38,063,524.37", "./zhangben demo --once --keep"):
        assert said in shown
    chapters = re.findall(r"^([1-9]) .*#(\d+)–(\d+)\s*$", shown, re.MULTILINE)
    assert [int(number) for number, _, _ in chapters] == list(range(1, 10))
    longest = max(shown.splitlines(), key=lambda line: cell_len(line.rstrip()))
    assert cell_len(longest.rstrip()) <= columns
    assert "…" not in shown


def in_terminal(arguments, language, columns, tmp_path):
    """What a person sees, without colours; what a progress bar drew is gone again."""
    record = tmp_path / "typescript"
    inner = f"stty cols {columns} rows 60; {' '.join([*CLI, *arguments])}"
    run = subprocess.run(
        ["script", "-qec", inner, record],
        cwd=ROOT,
        env=environment(TERM="xterm", ZHANGBEN_LANG=language),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    assert run.returncode == 0
    text = record.read_text("utf-8").replace("\r\n", "\n")
    rows = [row.rpartition("\r")[2] for row in text.split("\n")[1:-1]]
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", "\n".join(rows))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_leaves_nothing(scratch, how):
    code, said = 0, ""
    for _ in range(5):  # on a busy machine it may be ready before it is interrupted
        if code == 0:
            code, said = interrupted(scratch, how)
    assert (code, said) == (128 + how, "")
    assert left(scratch) == []


def interrupted(scratch, how):
    """How a demonstration ended that was interrupted in its midst, and what it said."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job's is ignored
    run = subprocess.Popen(
        [*CLI, "demo", "--once"],
        cwd=ROOT,
        env=environment(TMPDIR=str(scratch)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in run.stdout:
        if line.startswith("2 "):  # the database runs, the log grows
            break
    run.send_signal(how)
    said = run.communicate(timeout=60)[1]
    return run.returncode, said
