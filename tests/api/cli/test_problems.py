"""Whatever goes wrong: one sentence that helps, the right exit code, no traceback."""

import os
import shlex
import subprocess

import pytest

from api.banks.busy import Busy
from api.banks.planning import CannotImport, DoesNotAddUp
from api.cli.__main__ import main
from api.cli.exits import FAILED, NO_SERVICE, NOT_BALANCED, NOT_VERIFIED, OK, USAGE, guarded
from api.embedded import DatabaseUnavailable
from domain.kernel import Rejected
from ledger.signing import new_key
from ledger.tickets import OutcomeUnknown, Refused
from tests.kit.demonstration import CLI, ROOT, command, environment

DAY = ROOT / "demo_data/camt/2024-05/2024-05-02.xml"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nosuch",), "No such command 'nosuch'. (zhangben --help)"),
        (("balances", "--nosuch"), "No such option: --nosuch"),
        (("balances", "--as-of", "nonsense"), "'nonsense': 388, 2024-05-15"),
        (("balances", "--as-of", "2024-13-45"), "'2024-13-45': 388"),
        (("balances", "--as-of", "2024-05-15T10:00:00"), "2024-05-15T17:00:00+08:00"),
        (("balances", "--as-of", "-1"), "388"),
        (("balances", "--as-of", "٣"), "388"),
        (("balances", "--as-of", ""), "388"),
        (("show", "0"), "greater than or equal to 1"),
        (("show", "x"), "position"),
        (("show",), "Missing argument"),
        (("log", "--limit", "0"), "--limit"),
        (("log", "--after", "-1"), "--after"),
        (("import",), "Missing argument"),
        (("verify", "--fast", "--full"), "--fast"),
        (("verify", "log.txt"), "--trust FILE"),
        (("verify", "--trust", str(DAY)), "a trust file is JSON"),
        (("export", "log", str(ROOT)), "a file in a folder that exists"),
        (("export", "log", "/nowhere/log.txt"), "a file in a folder that exists"),
        (("export", "journal", "--format", "gnucash"), "'gnucash': hledger"),
        (("projections", "rebuild", "nosuch"), "'nosuch': balances, bankdays"),
        (("init", "--mode", "trial"), "'trial': production, demo, simulated"),
        (("init", "--mode", "simulated"), "--starts"),
        (("init", "--starts", "2024-05-01"), "--starts"),
        (("appoint", "cash", "BOSS"), "'BOSS': COMMITTEE, OFFICE"),
        (("account", "A1", "1", "--holds", "2001"), "'2001': 1001, 1002"),
        (("demo", "--port", "0"), "--port"),
        (("--lang", "fr", "keys"), "'fr' is not one of 'zh', 'en'"),
    ],
)
def test_what_cannot_be_meant_is_usage(zhangben, tmp_path, arguments, says):
    ran = zhangben(*arguments, code=USAGE, data=tmp_path / "none")
    assert says in ran.err
    assert ran.err.startswith("zhangben: error: ")
    assert ran.err.count("\n") == 1
    assert ran.out == ""
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("balances",),
        ("reconcile",),
        ("log",),
        ("show", "1"),
        ("keys",),
        ("checkpoint",),
        ("serve", "--port", "54321"),
        ("import", str(DAY)),
        ("export", "journal"),
        ("export", "log", "x.txt"),
        ("projections", "status"),
        ("reactor", "status"),
        ("worker",),
        ("appoint", "cash", "C-CASH"),
        ("account", "A1", "1"),
        ("token", "auditor"),
    ],
    ids=" ".join,
)
def test_without_an_installation_the_way_to_one_is_named(
    zhangben, tmp_path, monkeypatch, arguments
):
    monkeypatch.chdir(tmp_path)
    ran = zhangben(*arguments, code=FAILED, data=tmp_path / "none")
    assert f"{tmp_path / 'none'} is no installation; `zhangben init` makes one" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_an_installation_doctor_says_so(zhangben, tmp_path):
    found = zhangben("doctor", "--json", code=FAILED, data=tmp_path / "none").json
    assert found["python"]["ok"]
    assert not found["data"]["ok"]


@pytest.mark.parametrize(
    ("dsn", "says"),
    [
        ("host=127.0.0.1 port=1 user=x dbname=y", "Connection refused"),
        ("postgresql://x@127.0.0.1:1/y", "Connection refused"),
        ("nonsense", "in connection info string"),
        ("host=/nowhere user=x", "No such file"),
    ],
)
def test_a_database_that_is_not_there(books, monkeypatch, dsn, says):
    monkeypatch.setenv("ZHANGBEN_DSN", dsn)
    for arguments in (("balances",), ("verify",), ("import", DAY), ("doctor",)):
        assert says in books(*arguments, code=NO_SERVICE).err


def test_a_user_who_is_not_the_owner(books, kept, monkeypatch, server):
    monkeypatch.setenv("ZHANGBEN_DSN", server.dsn("zhangben_read", "zhangben_read", "postgres"))
    assert "permission denied" in books("balances", code=NO_SERVICE).err


# The installation's own files.


@pytest.fixture
def spoil(kept):
    """Damages files of the kept installation; they are whole again afterwards."""
    whole = {}

    def write(file, content):
        path = kept.folder / file
        whole[path] = path.read_bytes(), path.stat().st_mode
        path.unlink() if content is None else path.write_bytes(content)

    yield write
    for path, (content, mode) in whole.items():
        path.write_bytes(content)
        path.chmod(mode)


@pytest.mark.parametrize(
    ("arguments", "file", "content", "says"),
    [
        (("balances",), "keys/ledger.pem", b"not a key", "key file"),
        (("balances",), "keys/ledger.pem", None, "ledger.pem is missing"),
        (("balances",), "keys/master.key", b"00", "64 hex digits are expected"),
        (("balances",), "keys/roles.json", b"{}", "a password for each of"),
        (("balances",), "keys/roles.json", b"\xff", "a password for each of"),
        (("balances",), "log.json", b"{", "origin, mode and starts are expected"),
        (("balances",), "log.json", None, "origin, mode and starts are expected"),
        (("balances",), "trust.json", b"{}", "ledger_key"),
        (("verify",), "trust.json", b"{}", "ledger_key"),
        (("import", DAY), "keys/custodial/bank.pem", None, "bank has no key here"),
    ],
)
def test_a_spoiled_installation_is_named_by_its_file(books, spoil, arguments, file, content, says):
    spoil(file, content)
    ran = books(*arguments, code=None)
    assert ran.code in (FAILED, USAGE)
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""


def test_a_wrong_password_is_told_as_one(books, kept, spoil, monkeypatch):
    spoil("keys/ledger.pem", None)
    new_key("ed25519").save(kept.folder / "keys" / "ledger.pem", b"right")
    for wrong, says in (("wrong", "Incorrect password"), ("", "Password was not given")):
        monkeypatch.setenv("ZHANGBEN_KEY_PASSWORD", wrong)
        assert f"ledger.pem: {says}" in books("balances", code=FAILED).err


# Files that are asked for.


def test_bad_files_are_named_one_by_one_and_do_not_stop_the_good(
    kept, zhangben, tmp_path, monkeypatch
):
    (tmp_path / "empty.xml").write_bytes(b"")
    (tmp_path / "binary.xml").write_bytes(bytes(range(256)) * 100)
    files = [tmp_path / "none.xml", tmp_path, tmp_path / "empty.xml", tmp_path / "binary.xml", DAY]
    ran = zhangben("import", *files, "--json", code=FAILED, data=kept.folder)
    assert [bool(row["error"]) for row in ran.json] == [True, True, True, True, False]
    assert ran.json[0]["error"] == "the file cannot be read: No such file or directory"
    assert ran.json[1]["error"] == "the file cannot be read: Is a directory"
    assert [one["new"] for one in ran.json[4]["imported"]] == [0, 0]
    told = zhangben("import", *files, code=FAILED)
    assert told.err.count("zhangben: error: ") == 4
    monkeypatch.setenv("ZHANGBEN_LANG", "zh")
    told_in_chinese = zhangben("import", *files, code=FAILED).err
    assert f"{files[0]}：文件读不出来：没有这个文件" in told_in_chinese.replace(": ", "：")
    assert f"{files[2]}：文件不是系统能读的任何对账单格式" in told_in_chinese.replace(": ", "：")
    assert "EUR-MAIN 2024-05-02: 0 lines banked" in told.out


def test_a_statement_that_does_not_add_up_is_4(kept, zhangben, tmp_path):
    bent = tmp_path / "bent.xml"
    bent.write_text(DAY.read_text("utf-8").replace("17484138.64", "17484138.65"), "utf-8")
    ran = zhangben("import", bent, tmp_path / "none", DAY, code=NOT_BALANCED, data=kept.folder)
    assert "does not add up: it opens at 1748413865" in ran.err


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (DoesNotAddUp("unbanked.wrong", why="x"), NOT_BALANCED),
        (Busy("unbanked.busy", account="X"), FAILED),
        (CannotImport("unbanked.wrong", why="x"), FAILED),
        (DatabaseUnavailable("x"), NO_SERVICE),
        (OutcomeUnknown("x"), NO_SERVICE),
        (Refused(Rejected("a.rule", "x"), 0, repeated=False), FAILED),
        (OSError(28, "No space left on device", "/x"), FAILED),
        (KeyError("x"), FAILED),
    ],
)
def test_each_kind_of_problem_has_its_exit_code(capsys, problem, code):
    def fail():
        raise problem

    assert guarded(fail) == code
    assert capsys.readouterr().err.startswith("zhangben: ")


def test_a_file_that_is_no_log_is_not_verified(kept, zhangben, tmp_path):
    trust = kept.folder / "trust.json"
    ran = zhangben("verify", DAY, "--trust", trust, "--json", code=NOT_VERIFIED)
    assert ran.json == {"ok": False, "refused": "line 1: a log file begins with zhangben-log/v1"}
    assert "begins with" in zhangben("verify", DAY, "--trust", trust, code=NOT_VERIFIED).err
    assert "Is a directory" in zhangben("verify", tmp_path, "--trust", trust, code=FAILED).err
    assert "No such file" in zhangben("verify", DAY, "--trust", tmp_path / "x", code=FAILED).err


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT RUN: root may read everything")
def test_a_folder_that_is_closed_to_us_is_named(zhangben, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert "Permission denied" in zhangben("init", code=FAILED, data=closed / "books").err


def test_a_place_where_nothing_can_be_made_is_named(zhangben):
    for place in ("/dev/null", "/dev/null/books", "/proc/books"):
        ran = zhangben("init", code=FAILED, data=place)
        assert place.removesuffix("/books") in ran.err


def test_refusals_are_told_with_their_rule(kept, zhangben):
    said = zhangben("appoint", "cash", "AUD", code=FAILED, data=kept.folder).err
    assert "role.conflict: no person holds both C-CASH and AUD" in said
    assert "account.already_open" in zhangben("account", "CNY-DEPOSITS", "1", code=FAILED).err
    for bad in (("x", "1"), ("A1", "1", "--currency", "yuan"), ("A1", "1", "--opening", "1.234")):
        assert "expected" in zhangben("account", *bad, code=FAILED).err


# Our own mistakes, and how to see them.


def test_a_defect_of_ours_is_admitted(books, monkeypatch):
    def broken(_self, *_args):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("ledger.tree.Tree.inclusion", broken)
    said = books("show", "1", code=FAILED).err
    assert said == (
        "zhangben: error: ZeroDivisionError: by nothing (broken); this is a defect of ours, "
        "--debug shows where\n"
    )


def test_debug_shows_the_traceback(books, monkeypatch):
    monkeypatch.setenv("ZHANGBEN_DEBUG", "0")  # so that what --debug sets is undone afterwards
    with pytest.raises(LookupError):
        main(["--debug", "show", "99999"])


def test_an_interruption_is_no_problem(books, monkeypatch):
    def interrupted(_self, *_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("ledger.tree.Tree.inclusion", interrupted)
    assert books("show", "1", code=130).err == ""


def test_whoever_has_read_enough_may_close_the_pipe(kept):
    environ = environment(ZHANGBEN_DATA=str(kept.folder))
    line = f"{shlex.join(CLI)} export journal | head -1; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", line], cwd=ROOT, env=environ, capture_output=True)
    assert (run.returncode, run.stderr) == (OK, b"")
    assert run.stdout.startswith(b"; ")
    assert run.stdout.count(b"\n") == 1


def test_bytes_that_a_terminal_cannot_show_are_escaped(kept):
    run = command(
        "keys", ZHANGBEN_DATA=str(kept.folder), ZHANGBEN_LANG="zh", PYTHONIOENCODING="ascii"
    )
    assert (run.returncode, run.stderr) == (OK, "")
    assert "\\u5bc6\\u94a5" in run.stdout
