"""The verifier of packs as a program: what it is told, what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from ledger import pack as packs
from ledger.verify_pack import main
from tests.kit.memory_log import MemoryLog
from tests.kit.packs import packed


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryLog:
    """A pack of a whole log, what to trust, and a checkpoint of before the lamp was switched."""
    log = MemoryLog()
    log.close()
    log.switch(log.ann)
    log.close()
    packs.write(tmp_path / "one.zip", packed(log))
    log.trust.save(tmp_path / "trust.json")
    (tmp_path / "kept.txt").write_text(log.notes[0])
    monkeypatch.chdir(tmp_path)
    return log


def run(*options: str) -> int:
    return main(["one.zip", "--trust", "trust.json", *options])


def test_one_stream_may_be_asked_for_and_must_be_there(
    log: MemoryLog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--of", "lamp/l1") == 0
    assert run("--of", "lamp/l2") == 3
    assert capsys.readouterr().out.endswith(
        "\nlamp/l2 is not whole in the pack: it is the pack of something else [pack.of]"
        "\nNOT VERIFIED: 1 problems\n"
    )


def test_checkpoints_that_were_kept_are_held_against_it_each_of_them(
    log: MemoryLog, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of another log, whoever names it as which."""
    assert run("--checkpoint", "kept.txt") == 0
    other = MemoryLog(signer=log.signer, sealer=log.sealer)
    other.close()
    Path("other.txt").write_text(other.notes[0])
    assert run("--checkpoint", "other.txt", "--checkpoint", "kept.txt") == 3
    capsys.readouterr()
    assert run("--json", "--checkpoint", "kept.txt", "--checkpoint", "other.txt") == 3
    [line] = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["ok"], told["size"]) == (False, log.size)
    assert [(one["code"], one["position"]) for one in told["problems"]] == [("pack.held", None)]


def test_what_is_no_pack_is_not_verified_and_the_reason_is_said(
    log: MemoryLog, capsys: pytest.CaptureFixture[str]
) -> None:
    why = "one.zip cannot be read as a zip: File is not a zip file"
    Path("one.zip").write_bytes(b"no zip")
    assert run() == 3
    assert capsys.readouterr().out == f"NOT VERIFIED: {why}\n"
    assert run("--json") == 3
    assert json.loads(capsys.readouterr().out) == {"ok": False, "refused": why}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["one.zip"], "the following arguments are required: --trust"),
        (["--trust", "trust.json"], "the following arguments are required: pack"),
        (["none.zip", "--trust", "trust.json"], "No such file or directory: 'none.zip'"),
        (["one.zip", "--trust", "none.json"], "No such file or directory: 'none.json'"),
        (["one.zip", "--trust", "kept.txt"], "a trust file is JSON in UTF-8: "),
        (
            ["one.zip", "--trust", "trust.json", "--checkpoint", "none.txt"],
            "No such file or directory: 'none.txt'",
        ),
        (
            ["one.zip", "--trust", "trust.json", "--checkpoint", "one.zip"],
            "'utf-8' codec can't decode byte",
        ),
        (["one.zip", "--trust", "trust.json", "--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(
    log: MemoryLog, arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: python -m ledger.verify_pack ")
    said = err.splitlines()[-1]
    assert said.startswith("python -m ledger.verify_pack: error: ")
    assert why in said


def test_the_help_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("usage: python -m ledger.verify_pack [-h] --trust TRUST ")
    for sentence in (
        " Verifies an audit pack against the keys that you expect. ",
        " pack the pack, as `export pack` writes it ",
        " --trust TRUST origin and keys to expect ",
        " --checkpoint NOTE one that you kept yourself; may be repeated ",
        " --of KIND/CODE a stream that must be whole in it ",
        " --json the verdict as JSON ",
        " example: python -m ledger.verify_pack project.zip --trust trust.json ",
    ):
        assert sentence in f"{said} "
