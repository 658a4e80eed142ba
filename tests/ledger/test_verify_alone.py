"""The command line, and that it needs nothing but the standard library and `cryptography`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ledger.verify as verify_room
from ledger import logfile
from ledger.verdict import Verdict
from ledger.verify import main
from tests.kit.memory_log import MemoryLog

ROOT = Path(__file__).parents[2]
_STRANGERS = (
    "msgspec",
    "eventsourcing",
    "psycopg",
    "psycopg_pool",
    "domain",
    "api",
    "projections",
    "ledger.codec",
    "ledger.envelope",
    "ledger.store",
    "ledger.feed",
    "ledger.vault",
    "ledger.keys",
    "ledger.book",
    "ledger.events",
    "ledger.sealing",
    "socket",
    "ssl",
)


@pytest.fixture
def exported(tmp_path: Path) -> MemoryLog:
    log = MemoryLog(mode="demo")
    log.switch(log.ann, times=3)
    log.close()
    logfile.write(tmp_path / "log.txt", log.forms, log.notes)
    log.trust.save(tmp_path / "trust.json")
    (tmp_path / "mine.txt").write_text(log.notes[0])
    return log


def run(tmp_path: Path, *options: str, trust: str = "trust.json") -> int:
    return main([str(tmp_path / "log.txt"), "--trust", str(tmp_path / trust), *options])


def test_a_verified_log_exits_0_and_says_so(
    exported: MemoryLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path) == run(tmp_path, "--full") == 0
    out, err = capsys.readouterr()
    assert out.startswith("log lamp.example/log (mode demo), full verification in ")
    assert out.endswith("\nverified\n")
    assert err == ""
    assert run(tmp_path, "--fast", "--checkpoint", str(tmp_path / "mine.txt")) == 0
    assert "fast verification" in capsys.readouterr().out


def test_json_is_one_line_with_the_whole_verdict(
    exported: MemoryLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--json", "--processes", "1") == 0
    [line] = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["ok"], said["events"], said["mode"]) == (True, exported.size, "demo")


def test_a_log_that_does_not_hold_exits_3_and_names_the_position(
    exported: MemoryLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (tmp_path / "log.txt").read_bytes()
    (tmp_path / "log.txt").write_bytes(data.replace(b'"on":true', b'"on":null', 1))
    assert run(tmp_path) == 3
    assert "problems, first at position 8\n" in capsys.readouterr().out
    assert run(tmp_path, "--json") == 3
    assert json.loads(capsys.readouterr().out)["first_bad"] == 8
    assert run(tmp_path, "--fast") == 3


def test_a_file_that_is_no_log_exits_3(
    exported: MemoryLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log.txt").write_bytes(b"something else\n")
    assert run(tmp_path) == 3
    why = "line 1: a log file begins with zhangben-log/v1"
    assert capsys.readouterr().out == f"NOT VERIFIED: {why}\n"
    assert run(tmp_path, "--json") == 3
    assert json.loads(capsys.readouterr().out) == {"ok": False, "refused": why}


def test_a_held_checkpoint_can_be_given(exported: MemoryLog, tmp_path: Path) -> None:
    younger = MemoryLog(founder=exported.ann, signer=exported.signer, sealer=exported.sealer)
    younger.close()
    logfile.write(tmp_path / "log.txt", younger.forms, younger.notes)
    younger.trust.save(tmp_path / "trust.json")
    assert run(tmp_path) == 0
    assert run(tmp_path, "--checkpoint", str(tmp_path / "mine.txt")) == 3


@pytest.mark.parametrize(
    "options",
    [
        ["--trust", "none.json"],
        ["--trust", "log.txt"],
        ["--trust", "trust.json", "--fast", "--full"],
        ["--trust", "trust.json", "--processes", "many"],
        [],
        ["--trust", "trust.json", "--checkpoint", "none.txt"],
        ["--trust", "trust.json", "--checkpoint", "latin.txt"],
    ],
)
def test_wrong_use_exits_2_with_a_sentence_and_no_traceback(
    exported: MemoryLog,
    tmp_path: Path,
    options: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("latin.txt").write_bytes(b"\xe9\n")
    with pytest.raises(SystemExit) as ended:
        main(["log.txt", *options])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "python -m ledger.verify: error: " in said
    assert "Traceback" not in said


def test_what_is_wrong_with_the_use_is_said(
    exported: MemoryLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trust.json").write_text("{}")
    with pytest.raises(SystemExit):
        run(tmp_path)
    said = capsys.readouterr().err
    assert said.endswith("error: ledger_key is None, right would be an object\n")


def test_the_help_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("usage: python -m ledger.verify [-h] --trust TRUST ")
    for sentence in (
        " Verifies an exported log against the keys that you expect. ",
        " file the log, as `export log` writes it ",
        " --trust TRUST origin and keys to expect ",
        " --checkpoint NOTE one that you kept yourself; may be repeated ",
        " --fast leaves and roots only ",
        " --full every event (the default) ",
        " --json the verdict as JSON ",
        " --processes PROCESSES how many; all cores unless told ",
        " example: python -m ledger.verify log.txt --trust trust.json --checkpoint mine.txt",
    ):
        assert sentence in f"{said} "


def test_options_reach_the_verifier(
    exported: MemoryLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[dict[str, Any]] = []
    honest = verify_room.verify

    def listening(*given: Any, **options: Any) -> Verdict:
        heard.append(options)
        return honest(*given, **options)

    monkeypatch.setattr(verify_room, "verify", listening)
    mine = str(tmp_path / "mine.txt")
    run(tmp_path)
    run(tmp_path, "--fast", "--processes", "1", "--checkpoint", mine, "--checkpoint", mine)
    note = exported.notes[0]
    assert heard == [
        {"held": [], "full": True, "processes": None},
        {"held": [note, note], "full": False, "processes": 1},
    ]


def test_a_missing_log_exits_2(exported: MemoryLog, tmp_path: Path) -> None:
    (tmp_path / "log.txt").unlink()
    with pytest.raises(SystemExit) as ended:
        run(tmp_path)
    assert ended.value.code == 2


def test_nothing_of_the_ledgers_writing_side_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys, json\n"
        "import ledger.verify\n"
        "print(json.dumps(sorted(name for name in sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert {"ledger.verify", "cryptography"} <= loaded
    assert loaded & set(_STRANGERS) - {"socket"} == set()  # multiprocessing knows sockets
    ours = {name for name in loaded if name.startswith("ledger.")}
    assert ours == {
        f"ledger.{name}"
        for name in (
            "canonical",
            "checkpoint",
            "heads",
            "logfile",
            "merkle",
            "signing",
            "trust",
            "verdict",
            "verify",
            "verify_alike",
            "verify_body",
            "verify_event",
            "verify_keys",
            "verify_once",
            "verify_order",
            "verify_program",
            "verify_shape",
            "verify_stretch",
            "verify_tree",
            "verify_workers",
        )
    }


def test_it_runs_as_a_module_on_several_processes(exported: MemoryLog, tmp_path: Path) -> None:
    exported.switch(exported.ann, times=1_001)
    exported.close()
    logfile.write(tmp_path / "log.txt", exported.forms, exported.notes)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ledger.verify",
            tmp_path / "log.txt",
            "--trust",
            tmp_path / "trust.json",
            "--processes",
            "2",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nverified\n")
