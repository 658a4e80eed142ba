"""From nothing to books that balance: init, appoint, account, import, reconcile, verify."""

import json
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from api.cli.exits import FAILED, NOT_BALANCED, USAGE
from api.embedded import running
from api.home import Home
from tests.kit.demonstration import CLI, ROOT, command, environment, open_folder
from tests.kit.statement_files import Row, file, statement
from tests.kit.zips import by_info_zip, zipped

NUMBER, DAY = "35001000000001", "2026-03-16"


@pytest.fixture(scope="module")
def place():
    """A production installation that follows one account; its database runs meanwhile."""
    with open_folder() as folder, running(folder / "books" / "postgres"):
        for words in (
            ("init", "--origin", "ggzy.example/log"),
            ("appoint", "cash", "C-CASH"),
            ("account", "CNY", NUMBER, "--opening", "1,000.00", "--day", DAY),
        ):
            run = command(*words, ZHANGBEN_DATA=str(folder / "books"))
            assert run.returncode == 0, run.stderr
        yield folder / "books"


def paper(path, *rows, opening, **told):
    """A statement file of the account."""
    path.write_bytes(
        file(statement(*rows, opening=opening, **{"number": NUMBER, "day": DAY} | told))
    )
    return path


def test_from_nothing_to_books_that_balance(zhangben, tmp_path):
    with open_folder() as folder, running(folder / "books" / "postgres"):
        told = ("--mode", "simulated", "--starts", "2026-03-17T08:00:00+08:00")
        made = zhangben("init", *told, "--json", data=folder / "books").json
        assert (made["mode"], made["origin"]) == ("simulated", "zhangben.local/log")
        first = zhangben("log", "--limit", "1", "--json").json[0]
        assert first["recorded_at"] == "2026-03-17T00:00:00+00:00"
        assert "Nothing has been posted" in zhangben("balances").out
        assert "No statement has been imported" in zhangben("reconcile").out

        assert "cash has no key here" in zhangben("account", "CNY", NUMBER, code=FAILED).err
        zhangben("appoint", "cash", "C-CASH", "--json")
        opened = ("account", "CNY", NUMBER, "--opening", "1,000.00", "--day", DAY)
        assert zhangben(*opened, "--json").json["first"] > 0
        assert "was open already" in zhangben(*opened).out
        said = zhangben("account", "CNY-2", NUMBER, code=FAILED).err
        assert f"{NUMBER} is the bank's number of CNY in CNY" in said

        good = paper(tmp_path / "16.xml", Row(500, "1"), Row(-200, "2"), opening=100_000)
        assert "2 lines banked (2 in the statement)" in zhangben("import", good).out
        assert "0 lines banked (2 in the statement)" in zhangben("import", good).out
        packed = tmp_path / "16.zip"
        packed.write_bytes(zipped(("16.xml", good.read_bytes()), ("note.txt", b"hello")))
        first, second = zhangben("import", packed, "--json", code=FAILED).json
        assert (first["file"], first["imported"][0]["new"]) == (f"{packed}/16.xml", 0)
        assert (second["file"], second["imported"]) == (f"{packed}/note.txt", [])
        assert "the file is in no statement format" in second["error"]
        packed.write_bytes(by_info_zip("对账单.xml", good.read_bytes()))
        (named,) = zhangben("import", packed, "--json").json
        assert (named["file"], named["imported"][0]["new"]) == (f"{packed}/对账单.xml", 0)
        (day,) = zhangben("reconcile", "--json").json["days"]
        assert (day["closing"], day["ledger"], day["difference"]) == (100_300, 100_300, 0)
        assert zhangben("verify", "--json").json["ok"]

        # A file that adds up by itself; only the books show that the day before ended elsewhere.
        gap = paper(tmp_path / "17.xml", Row(700, "9"), opening=100_400, day="2026-03-17")
        zhangben("import", gap)
        ran = zhangben("reconcile", "--json", code=NOT_BALANCED)
        assert [day["difference"] for day in ran.json["days"]] == [0, 100]
        assert "1.00" in zhangben("reconcile", code=NOT_BALANCED).out

        # What came leads back to where it began: who brings all of it again says that it is that.
        for n, row in enumerate((Row(-50), Row(50))):
            opening = 101_100 - 50 * n
            zhangben("import", paper(tmp_path / f"{n}.xml", row, opening=opening, day="2026-03-18"))
        told = {"opening": 101_100, "day": "2026-03-18", "identifier": "all"}
        whole = paper(tmp_path / "18.xml", Row(-50), Row(50), **told)
        assert "--whole-day --as PERSON" in zhangben("import", whole, code=FAILED).err
        for nobody in ((), ("--as", "bank")):
            ran = zhangben("import", "--whole-day", *nobody, whole, code=USAGE)
            assert "--as PERSON" in " ".join(ran.err.split())
        assert "0 lines banked" in zhangben("import", "--whole-day", "--as", "cash", whole).out


def test_a_real_installation_runs_on_the_real_clock(zhangben, place):
    found = zhangben("doctor", "--json", data=place).json
    assert found["log"]["value"] == "ggzy.example/log (production)"
    (last,) = zhangben("log", "--after", found["position"]["value"] - 1, "--json").json
    age = datetime.now(UTC) - datetime.fromisoformat(last["recorded_at"])
    assert timedelta(0) <= age < timedelta(minutes=10)
    assert zhangben("verify", "--json").json["mode"] == "production"


def test_the_same_person_is_appointed_once(zhangben, place):
    before = zhangben("doctor", "--json", data=place).json["position"]["value"]
    zhangben("appoint", "cash", "C-CASH")
    assert zhangben("doctor", "--json").json["position"]["value"] == before


def test_a_second_installation_is_refused_and_so_is_a_demonstration(zhangben, place):
    for arguments in (("init",), ("demo", "--once", "--keep", place)):
        ran = zhangben(*arguments, code=FAILED, data=place)
        assert "holds the log 'ggzy.example/log' already" in ran.err
    assert zhangben("doctor", "--json").json["log"]["value"] == "ggzy.example/log (production)"


def test_keys_that_others_may_read_are_found(zhangben, place):
    key = place / "keys" / "ledger.pem"
    key.chmod(0o644)
    assert not zhangben("doctor", "--json", code=FAILED, data=place).json["keys"]["ok"]
    key.chmod(0o600)
    assert zhangben("doctor", "--json").json["keys"]["ok"]


# The HTTP door.


def test_it_is_served_until_interrupted(place, zhangben):
    """To everybody what is public, to a person with a token what that person may read."""
    zhangben("appoint", "auditor", "AUD", "audit", data=place)
    token = zhangben("token", "auditor").out.strip()
    port = free_port()
    served = subprocess.Popen(
        [*CLI, "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(ZHANGBEN_DATA=str(place)),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert f"http://localhost:{port}" in served.stderr.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/position") as answer:
            assert json.load(answer)
        request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/balances")
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(request)
        request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request) as answer:
            assert json.load(answer)["data"]
        for again in (("serve",), ("demo",)):
            ran = zhangben(*again, "--port", port, code=USAGE)
            assert f"{port} is in use; name another" in ran.err
            assert ran.out == ""
    finally:
        served.send_signal(signal.SIGINT)
        said = served.communicate(timeout=30)[1]
    assert (served.returncode, said) == (0, "")


def test_who_still_listens_does_not_hold_up_the_end(place, zhangben):
    """A stream of events ends as soon as the server stops, and is no error of anybody's."""
    zhangben("appoint", "auditor", "AUD", "audit", data=place)
    token = zhangben("token", "auditor").out.strip()
    port = free_port()
    served = subprocess.Popen(
        [*CLI, "serve", "--port", str(port), "--access-log"],
        cwd=ROOT,
        env=environment(ZHANGBEN_DATA=str(place)),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        served.stderr.readline()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/events/stream?from=1")
        request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request) as answer:
            while answer.readline() != b"id: 1\n":
                pass
            served.send_signal(signal.SIGINT)
            assert answer.read().endswith(b"\n\n"), "whole events, to the last"
    finally:
        served.send_signal(signal.SIGINT)
        said = served.communicate(timeout=30)[1]
    assert said.count("\n") == 1, said
    (line,) = said.splitlines()
    assert json.loads(line)["route"] == "/v1/events/stream"
    assert served.returncode == 0


def test_a_sign_in_link_is_for_a_demonstration(zhangben, tmp_path):
    there = tmp_path / "shown"
    Home(there).make("shown.example/log", "demo", None)
    link = zhangben("sign-in", "office", "--port", "8123", data=there).out.strip()
    assert link.startswith("http://localhost:8123/sign-in/demo/office?token=")
    assert token_in(link) not in (there / "keys" / "sessions.json").read_text("utf-8")
    real = tmp_path / "real"
    Home(real).make("real.example/log", "production", None)
    refused = zhangben("sign-in", "office", code=FAILED, data=real)
    assert "production" in refused.err


def token_in(link):
    return link.partition("token=")[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_years_calendar_is_proposed_compared_published_and_corrected(zhangben, place, tmp_path):
    """What the package does not know the office brings as a file, in the form of a proposal."""
    proposed = zhangben("calendar", "propose", "2025", "--json").json
    assert proposed["source"].startswith("chinesecalendar ")
    assert ("2025-01-28" in proposed["holidays"], "2025-01-26" in proposed["workdays"]) == (
        True,
        True,
    )
    assert (
        "Sun      worked, made up  Spring Festival" in zhangben("calendar", "propose", "2025").out
    )
    unknown = zhangben("calendar", "propose", "2999", code=FAILED).err
    assert "year 2999: chinesecalendar" in unknown
    assert "calendar propose" in unknown

    assert "no year is published yet" in zhangben("calendar", "list", data=place).out
    told = zhangben("calendar", "publish", "2025").out
    assert "2025-01-26 Sun: weekend → worked, made up" in told
    assert "2025-01-28 Tue: working day → off" in told
    assert "published: the calendar of 2025" in told
    assert "is so already, nothing was written" in zhangben("calendar", "publish", "2025").out

    file = tmp_path / "2025.json"
    kept = [day for day in proposed["holidays"] if day != "2025-01-28"]
    file.write_text(json.dumps(proposed | {"holidays": kept}), "utf-8")
    corrected = zhangben("calendar", "publish", "2025", file, "--json").json
    assert corrected["step"] == "published"
    (change,) = corrected["changes"]
    assert change == {"day": "2025-01-28", "before": "holiday", "after": "weekday"}
    event = zhangben("show", corrected["last"], "--json").json
    assert "CalendarCorrected" in json.dumps(event)
    (listed,) = zhangben("calendar", "list", "--json").json
    assert (listed["year"], listed["holidays"]) == (2025, kept)
    another = zhangben("calendar", "publish", "2026", file, code=FAILED).err
    assert "2025.json: year 2025: 2026 is to be published" in another
    file.write_text('{"year": 2027, "holidays": [], "workdays": []}', "utf-8")
    slip = zhangben("calendar", "publish", "2027", file, code=FAILED).err
    assert "2025.json: no_days_off false: no weekday of 2027 is off" in slip
    file.write_text('{"year": 2025, "holidays": ["soon"], "workdays": []}', "utf-8")
    assert "2025.json: " in zhangben("calendar", "publish", "2025", file, code=FAILED).err

    zhangben("appoint", "second", "OFFICE")
    assert "proposed: the calendar of 2024" in zhangben("calendar", "publish", "2024").out
    assert "proposed before, nothing was written" in zhangben("calendar", "publish", "2024").out
    waits = zhangben("calendar", "list").out
    assert "the calendar of 2024, proposed by office: another of the office" in waits
    waits, _ = zhangben("calendar", "list", "--json").json
    assert (waits["holidays"], waits["proposed"]["proposed_by"]) == (None, "office")
    done = zhangben("calendar", "publish", "2024", "--as", "second").out
    assert "published: the calendar of 2024" in done


def test_rules_are_written_changed_tried_published_and_repealed(zhangben, place, tmp_path):
    today = datetime.now(UTC) + timedelta(hours=8)
    decision = tmp_path / "decision.pdf"
    decision.write_bytes(b"%PDF")
    said = ("--since", f"{today:%Y-%m-%d}", "--document", "3", "--evidence", decision)
    assert "no pack is published yet" in zhangben("rules", "list", data=place).out
    pack = tmp_path / "construction.json"
    zhangben("rules", "export", "CONSTRUCTION", "--out", pack)
    assert zhangben("rules", "check", pack, "--json").json["ok"]
    assert zhangben("rules", "backtest", pack, "--json").json == {"lots": 0, "breaches": []}
    assert "published: CONSTRUCTION, version 1" in zhangben("rules", "publish", pack, *said).out
    assert "it is so already" in zhangben("rules", "publish", pack, *said).out

    milder = pack.read_text("utf-8").replace(
        '_account_required": true', '_account_required": false'
    )
    pack.write_text(milder)
    told = zhangben("rules", "diff", "CONSTRUCTION@1", pack).out
    assert "basic_account_required:" in told
    assert zhangben("rules", "publish", pack, *said, "--json").json["version"] == 2
    first, second = zhangben("rules", "list", "--json").json
    assert (first["in_force"], second["in_force"]) == (False, True)
    repealing = ("rules", "repeal", "CONSTRUCTION", "2", *said)
    assert "repealed: CONSTRUCTION, version 2" in zhangben(*repealing).out
    first, second = zhangben("rules", "list", "--json").json
    assert (first["in_force"], second["in_force"]) == (True, False)
    assert "both packs say the same" in zhangben("rules", "diff", "CONSTRUCTION@2", pack).out

    assert "no file, and no kind of trade" in zhangben("rules", "diff", "X", pack, code=FAILED).err
    missing = zhangben("rules", "export", "CONSTRUCTION@9", code=FAILED).err
    assert "there is no version 9 of CONSTRUCTION" in missing
    pack.write_text("{}", "utf-8")
    assert "construction.json: " in zhangben("rules", "check", pack, code=FAILED).err
