"""Statements in parts over HTTP (tus 1.0.0): cut anywhere, gone on with, imported as ever."""

import errno
import os
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from api import uploads as kept
from api.clock import system_clock
from api.http import statements
from api.http.guard import BODY_MAX
from api.http.limits import Limits, Rate
from api.wiring import System
from domain.account.open import OpenAccount
from tests.kit import bidding
from tests.kit.door import Door, door, problem
from tests.kit.statement_files import Row, file, statement

NUMBER = "35001000000088"
PATH = "/v1/statements/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
PART = {"Content-Type": "application/offset+octet-stream"}


@pytest.fixture(scope="module")
def at(system: System) -> Iterator[Door]:
    """A door that lets one person ask as often as these tests do: a fast machine outruns a desk."""
    with door(system, Limits(asked=Rate(2_000, 1_000))) as opened:
        yield opened


@pytest.fixture(scope="module", autouse=True)
def account(at: Door) -> None:
    opened = OpenAccount(
        account="CNY-PARTS",
        bank="mock-bank",
        number=NUMBER,
        currency="CNY",
        holds="1001",
        opening=0,
        day=bidding.DAY,
        statement=None,
    )
    at.system.ask("cash", opened)


def day_file(day: str, *rows: Row, **told: Any) -> bytes:
    return file(statement(*rows or (Row(100, day),), **{"number": NUMBER, "day": day} | told))


def said_of(data: bytes) -> str:
    return f"filename ZGF5LnhtbA==, sha256 {b64encode(sha256(data).hexdigest().encode()).decode()}"


def begin(at: Door, data: bytes, person: str = "cash", **headers: str) -> Any:
    told = {"Upload-Length": f"{len(data)}", "Upload-Metadata": said_of(data)} | headers
    return at.ask("POST", PATH, headers=at.headers(person) | TUS | told)


def begun(at: Door, data: bytes) -> str:
    said = begin(at, data)
    assert said.status_code == 201, said.text
    return str(said.headers["Location"])


def send(at: Door, there: str, data: bytes, offset: int, person: str = "cash", **more: str) -> Any:
    told = TUS | PART | {"Upload-Offset": f"{offset}"} | more
    return at.ask("PATCH", there, content=data, headers=at.headers(person) | told)


def offset_of(at: Door, there: str) -> int:
    said = at.ask("HEAD", there, headers=at.headers("cash") | TUS)
    assert said.status_code == 200
    return int(said.headers["Upload-Offset"])


def bring(at: Door, there: str, person: str = "cash") -> Any:
    return at.ask("POST", f"{there}/import", headers=at.headers(person))


def break_off(at: Door, there: str, data: bytes, offset: int) -> None:
    """Sends so many bytes, and is gone."""
    told = at.headers("cash") | TUS | PART | {"Upload-Offset": f"{offset}"}
    scope = {
        "type": "http",
        "method": "PATCH",
        "path": there,
        "query_string": b"",
        "headers": [(name.lower().encode(), said.encode()) for name, said in told.items()],
        "client": ("127.0.0.1", 1),
        "scheme": "http",
        "server": ("door", 80),
    }
    heard = [{"type": "http.request", "body": data, "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        return heard.pop(0)

    async def say(_: Any) -> None:
        """Nobody hears it."""

    async def asked(_client: Any) -> None:
        await at.app(scope, receive, say)

    at.run(asked)


def test_a_file_in_parts_is_imported_as_one_that_came_at_once(at: Door):
    data = day_file("2026-05-04", Row(500, "1"), Row(-200, "2"))
    said = begin(at, data)
    assert (said.headers["Upload-Offset"], said.headers["Tus-Resumable"]) == ("0", "1.0.0")
    there = said.headers["Location"]
    half = send(at, there, data[:100], 0)
    assert (half.status_code, half.headers["Upload-Offset"]) == (204, "100")
    assert half.headers["Upload-Expires"].endswith("GMT")
    assert send(at, there, data[100:], 100).headers["Upload-Offset"] == f"{len(data)}"
    told = bring(at, there)
    assert told.status_code == 201, told.text
    (one,) = told.json()["imported"]
    assert (one["day"], one["booked"], one["new"], one["closing"]) == ("2026-05-04", 2, 2, 300)
    headers = at.headers("cash") | {"content-type": "application/xml"}
    again = at.ask("POST", "/v1/statements", content=data, headers=headers).json()
    assert (again["imported"][0]["new"], again["last"]) == (0, 0), "the very same file"
    problem(bring(at, there), 404, "not-found")


@pytest.mark.parametrize("cut", [0, 1, 99, -1])
def test_where_a_line_broke_it_goes_on(at: Door, cut: int):
    day = f"2026-05-{5 + [0, 1, 99, -1].index(cut):02d}"
    data = day_file(day)
    there = begun(at, data)
    break_off(at, there, data[:cut], 0)
    here = offset_of(at, there)
    assert here == cut % len(data), "what came is kept"
    assert send(at, there, data[here:], here).status_code == 204
    assert [one["day"] for one in bring(at, there).json()["imported"]] == [day]


def test_a_server_that_began_anew_goes_on(at: Door, monkeypatch):
    data = day_file("2026-05-10")
    there = begun(at, data)
    break_off(at, there, data[:77], 0)
    with door(at.system) as other:
        monkeypatch.setattr(other, "headers", at.headers)  # with the tokens that were given
        assert offset_of(other, there) == 77
        assert send(other, there, data[77:], 77).status_code == 204
        assert bring(other, there).json()["imported"][0]["new"] == 1


def test_parts_may_be_larger_than_other_bodies(at: Door):
    data = day_file("2026-05-11").replace(b"<GrpHdr>", b"<!--" + b"x" * BODY_MAX + b"--><GrpHdr>")
    there = begun(at, data)
    assert send(at, there, data, 0).status_code == 204
    assert bring(at, there).status_code == 201


def test_another_person_is_told_of_none(at: Door):
    data = day_file("2026-05-12")
    there = begun(at, data)
    problem(send(at, there, data, 0, person="bank"), 404, "not-found")
    problem(bring(at, there, person="bank"), 404, "not-found")
    for method in ("HEAD", "DELETE"):
        assert at.ask(method, there, headers=at.headers("bank") | TUS).status_code == 404
    assert offset_of(at, there) == 0


@pytest.mark.parametrize("person", ["clerk", "auditor", "bidder"])
def test_who_may_not_import_begins_nothing(at: Door, person: str):
    problem(begin(at, b"<x/>", person), 403, "forbidden")


def test_a_wrong_offset_is_told_the_right_one(at: Door):
    data = day_file("2026-05-13")
    there = begun(at, data)
    send(at, there, data[:50], 0)
    for offset in (0, 49, 51):
        said = send(at, there, data[50:], offset)
        problem(said, 409, "http")
        assert said.headers["Upload-Offset"] == "50"
    said = bring(at, there)
    problem(said, 409, "http")
    assert said.headers["Upload-Offset"] == "50", "a part is not imported"


def test_a_file_has_a_limit(at: Door, monkeypatch):
    monkeypatch.setattr(statements, "STATEMENT_MAX", 1_000)
    said = begin(at, b"<" * 1_001)
    assert "Upload-Length 1001:" in problem(said, 413, "too-large")["detail"]
    assert said.headers["Tus-Max-Size"] == "1000"


def test_and_an_upload_the_one_that_was_announced(at: Door):
    data = day_file("2026-05-14")
    there = begun(at, data)
    problem(send(at, there, data + b" ", 0), 413, "too-large")


def test_a_full_disk_is_told_and_what_it_took_stays(at: Door, monkeypatch):
    data = day_file("2026-05-20")
    there = begun(at, data)
    send(at, there, data[:60], 0)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", full)
        told = problem(send(at, there, data[60:], 60), 507, "no-room")
        problem(begin(at, data), 507, "no-room")
    assert "60 bytes" in told["detail"]
    assert offset_of(at, there) == 60


def test_what_is_too_old_is_over(at: Door, monkeypatch):
    data = day_file("2026-05-15")
    there = begun(at, data)
    later = lambda: system_clock() + timedelta(seconds=kept.KEPT_S)  # noqa: E731
    monkeypatch.setattr(kept.Uploads.__init__, "__defaults__", (later,))
    problem(send(at, there, data, 0), 404, "not-found")


def test_another_file_than_was_announced_is_not_read(at: Door):
    data = day_file("2026-05-16")
    there = begun(at, data)
    send(at, there, data.replace(b"1.00", b"2.00"), 0)
    assert "SHA-256" in problem(bring(at, there), 422, "invalid")["detail"]
    problem(bring(at, there), 404, "not-found")


def test_what_is_refused_waits_until_it_is_deleted(at: Door):
    data = file(statement(number="9", day="2026-05-17"))
    there = begun(at, data)
    send(at, there, data, 0)
    for _ in range(2):
        problem(bring(at, there), 409, "cannot-import")
    assert at.ask("DELETE", there, headers=at.headers("cash") | TUS).status_code == 204
    problem(bring(at, there), 404, "not-found")


def test_what_does_not_add_up_waits_in_quarantine_alone(at: Door):
    data = day_file("2026-05-18", closing=999)
    there = begun(at, data)
    send(at, there, data, 0)
    assert problem(bring(at, there), 409, "in-quarantine")["file"] == sha256(data).hexdigest()
    problem(bring(at, there), 404, "not-found")


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412, "version"),
        ({"Upload-Metadata": "filename eA=="}, 400, "invalid"),
        ({"Upload-Metadata": "sha256 !"}, 400, "invalid"),
        ({"Upload-Metadata": "sha256 eA=="}, 400, "invalid"),
        ({"Upload-Length": "-1"}, 422, "invalid"),
    ],
)
def test_what_is_said_at_the_beginning_is_held_to_its_form(
    at: Door, headers: dict[str, str], status: int, kind: str
):
    problem(begin(at, b"<x/>", **headers), status, kind)


def test_parts_come_as_what_no_other_site_may_send(at: Door):
    data = day_file("2026-05-19")
    there = begun(at, data)
    problem(send(at, there, data, 0, **{"Content-Type": "text/plain"}), 415, "media-type")


@pytest.fixture(autouse=True)
def nothing_is_left(at: Door):
    """Each begins with none: one person has few."""
    yield
    folder = at.system.home.root / "uploads"
    for path in folder.glob("*"):
        path.unlink()
    assert at.app.state.importing.borrowed_tokens == 0


def brought(at: Door, there: str, person: str = "cash", **form: str) -> Any:
    """The page's own form, once all of it is here."""
    path = f"/desk/import/{there.rpartition('/')[2]}"
    answer = at.ask("POST", path, headers=at.headers(person), data=form)
    assert answer.is_redirect or answer.headers["content-type"].startswith("text/html")
    return answer


def test_the_page_imports_what_came_in_parts_and_leads_to_its_day(at: Door):
    data = day_file("2026-05-18", Row(300, "P1"))
    there = begun(at, data)
    assert brought(at, there).status_code == 409, "it is not whole yet"
    send(at, there, data, 0)
    assert brought(at, there, "bank").status_code == 404, "another's"
    answer = brought(at, there)
    to = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.status_code == 303
    assert (to["account"], to["day"]) == (["CNY-PARTS"], ["2026-05-18"])
    assert to["brought"] == [there.split("/")[-1]]
    assert "对账单已导入，新增 1 笔" in at.get(answer.headers["location"], "cash").text
    assert brought(at, there).status_code == 404, "it is forgotten"


def test_the_page_says_what_would_decide_and_takes_the_word_of_who_reconciles(at: Door):
    day, rows = "2026-05-19", (Row(-50), Row(50))
    parts = [day_file(day, one, opening=300 + n * -50) for n, one in enumerate(rows)]
    whole = day_file(day, *rows, opening=300, identifier="whole")
    for data in (*parts, whole):
        there = begun(at, data)
        send(at, there, data, 0)
        answer = brought(at, there)
    assert answer.status_code == 422
    assert "2 笔中有 2 笔与已入账的 2 笔相像，余额分不清哪几笔是同一笔" in answer.text
    assert "勾选“是整日对账单”再导入" in answer.text
    english = at.headers("cash") | {"cookie": "lang=en"}
    told = at.ask("POST", f"/desk/import/{there.rpartition('/')[2]}", headers=english).text
    assert "its balances do not tell which are the same" in told
    assert "“It is the whole day” ticked" in told
    answer = brought(at, there, whole_day="yes")
    assert answer.status_code == 303
    assert bring(at, there).status_code == 404, "it is forgotten"


def test_what_is_wrong_with_a_file_in_parts_is_told_on_the_page_and_it_waits(at: Door):
    data = b"<nothing/>"
    there = begun(at, data)
    send(at, there, data, 0)
    answer = brought(at, there)
    assert answer.status_code == 422
    assert "对账单没有导入，什么都没有写入" in answer.text
    assert offset_of(at, there) == len(data)
    assert at.ask("DELETE", there, headers=at.headers("cash") | TUS).status_code == 204
