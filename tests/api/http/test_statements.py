"""Statement files over HTTP: banked once, refused whole, read only of who may, within limits."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio import CapacityLimiter

from api.banks.paging import BESIDE_OTHERS
from api.http import statements
from api.http.guard import BODY_MAX
from domain.account.open import OpenAccount
from ledger.book import Book
from tests.kit import bidding
from tests.kit.door import Door, problem
from tests.kit.statement_files import Row, file, statement
from tests.kit.zips import by_info_zip, zipped

GOLDEN = Path(__file__).parents[2] / "golden" / "statements" / "double-entry-generator"
NUMBER = "35001000000077"
XML = {"content-type": "application/xml"}


@pytest.fixture(scope="module", autouse=True)
def account(at: Door) -> None:
    opened = OpenAccount(
        account="CNY-UPLOADS",
        bank="mock-bank",
        number=NUMBER,
        currency="CNY",
        holds="1001",
        opening=0,
        day=bidding.DAY,
        statement=None,
    )
    at.system.ask("cash", opened)


def day_file(*rows: Row, **told: Any) -> bytes:
    return file(statement(*rows, **{"number": NUMBER, "day": str(bidding.DAY)} | told))


def bring(at: Door, data: Any, person: str | None = "cash", **headers: str) -> Any:
    """Brought in a person's name, read in English unless it says otherwise."""
    sent = at.headers(person) | XML | {k.replace("_", "-"): v for k, v in headers.items()}
    return at.ask("POST", "/v1/statements", content=data, headers=sent)


def test_a_file_is_banked_once(at: Door):
    data = day_file(Row(500, "1"), Row(-200, "2"))
    said = bring(at, data)
    assert said.status_code == 201
    assert said.json()["imported"] == [
        {
            "file": None,
            "account": "CNY-UPLOADS",
            "day": str(bidding.DAY),
            "booked": 2,
            "new": 2,
            "closing": 300,
            "warnings": [],
        }
    ]
    last = said.json()["last"]
    assert 0 < last <= at.system.store.tail().position, "checkpoints come in between"
    days = at.get(f"/v1/bankdays?min_position={last}", "auditor").json()["data"]
    assert [row["closing"] for row in days if row["account"] == "CNY-UPLOADS"] == [300]
    bring(at, day_file(Row(7, "3"), opening=300))
    complete = at.system.known_files.complete
    assert sha256(data).hexdigest() in complete, "nobody looks into it any more"
    again = bring(at, data, person="bank").json()
    assert (again["imported"][0]["new"], again["last"]) == (0, 0)


def test_what_nobody_can_tell_comes_in_with_the_whole_day_that_is_said_to_be_one(at: Door):
    """What came leads back to where it began; the whole may be that, or one part more. Whose word
    it is stands in the log, signed; a connection to the bank has none to give."""
    out_and_in, day = (Row(-50), Row(50)), "2026-06-01"
    parts = [day_file(one, day=day, opening=300 + n * -50) for n, one in enumerate(out_and_in)]
    whole = day_file(*out_and_in, day=day, opening=300, identifier="whole")
    assert [bring(at, part).json()["imported"][0]["new"] for part in parts] == [1, 1]
    told = problem(bring(at, whole), 409, "cannot-import")
    assert "the whole day in one file and say that it is" in told["detail"]
    assert "whole_day=true" in told["next"]
    before = banked(at)
    problem(said_to_be_whole(at, whole, "bank"), 403, "forbidden")
    assert banked(at) == before
    said = said_to_be_whole(at, whole, "cash")
    assert (said.status_code, said.json()["imported"][0]["new"]) == (201, 0)
    (body,) = (one for one in bodies(at, said.json()["last"]) if one["name"] == "StatementImported")
    assert (body["public"]["whole_day"], body["actor"]["person"]) == (True, "cash")
    told = at.get(f"/events/{said.json()['last']}?min_position={said.json()['last']}", "auditor")
    assert "签名人认定它是整日对账单" in told.text
    listed = at.get(f"/trail?name=StatementImported&day={at.system.clock():%Y-%m-%d}", "auditor")
    assert listed.text.count("<small>认定为整日</small>") == 1


def test_what_is_said_to_be_the_whole_day_and_lacks_a_line_waits(at: Door):
    day = "2026-06-02"
    assert bring(at, day_file(Row(-70), day=day, opening=300)).status_code == 201
    less = day_file(Row(-50), Row(50), day=day, opening=230, identifier="less")
    told = problem(said_to_be_whole(at, less, "cash"), 409, "cannot-import")
    assert "of a whole day all of these would be among them" in told["detail"]


def said_to_be_whole(at: Door, data: bytes, person: str) -> Any:
    sent = at.headers(person) | XML
    return at.ask("POST", "/v1/statements?whole_day=true", content=data, headers=sent)


def bodies(at: Door, position: int) -> list[Any]:
    """The body of the event at a position."""
    forms = at.system.tree.stored(position - 1, 1)
    return [json.loads(form.split(b"\n")[0]) for form in forms]


def banked(at: Door) -> Any:
    """The days and pages that the log has of banks."""
    replay = at.system.replay
    return sorted(replay.codes("bankday")), sorted(replay.codes("bankpage"))


STRANGE = file(statement(number="9", day="2026-03-16"))
SAID = [
    (b"<x/>", XML, "什么都没有记录。", "Nothing was recorded."),
    (STRANGE, XML, "账户 9 未在此启用", "account 9 is not open here"),
    (b"x", {"content-type": "text/plain"}, "Content-Type 应为以下之一", "one of application/xml"),
]


@pytest.mark.parametrize(("data", "kind", "zh", "en"), SAID)
def test_why_not_is_said_in_the_language_of_who_asks(
    at: Door, data: bytes, kind: dict[str, str], zh: str, en: str
) -> None:
    """Chinese as the pages, unless English is wished for more."""
    for wish, words, language in (("", zh, "zh-CN"), ("en-GB, zh;q=0.5", en, "en")):
        answer = bring(at, data, **{"accept-language": wish}, **kind)
        said = answer.json()
        assert words in f"{said['detail']} {said.get('next', '')}"
        assert answer.headers["Content-Language"] == language
        assert answer.headers["Vary"] == "Accept-Language"


def test_and_so_are_the_warnings_of_what_was_banked(at: Door) -> None:
    assert bring(at, day_file(Row(1), day="2026-06-08", identifier="before")).status_code == 201
    said = [("2026-06-10", "", "前一份对账单的期末是"), ("2026-06-11", "en", "before it closed at")]
    for day, wish, words in said:
        data = day_file(Row(3), day=day, opening=123_400, identifier=f"gap {day}")
        answer = bring(at, data, **{"accept-language": wish})
        (one,) = answer.json()["imported"]
        assert words in one["warnings"][0]
        assert answer.headers["Content-Language"] == ("en" if wish else "zh-CN")


@pytest.mark.parametrize(
    ("data", "status", "kind"),
    [
        (b"", 422, "statement"),
        (b"<x/>", 422, "statement"),
        (b"\xff\xfe\x00", 422, "statement"),
        (STRANGE, 409, "cannot-import"),
    ],
    ids=["empty", "other", "bytes", "stranger"],
)
def test_a_file_that_is_wrong_is_refused_whole(at: Door, data: bytes, status: int, kind: str):
    before = banked(at)
    assert "Nothing was recorded" in problem(bring(at, data), status, kind)["next"]
    assert banked(at) == before


@pytest.mark.parametrize("person", [None, "clerk", "auditor", "office", "bidder"])
def test_of_others_not_one_byte_is_read(at: Door, person: str | None):
    read: list[int] = []

    async def endless():
        while True:
            read.append(1)
            yield b"<" * 65_536
            assert len(read) < 100

    problem(bring(at, endless(), person), 403, "forbidden")
    assert read == []


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "application/x-www-form", ""]
)
def test_no_file_comes_as_what_another_site_may_send(at: Door, kind: str):
    problem(bring(at, b"<x/>", content_type=kind), 415, "media-type")


MT940 = (
    f":20:S1\r\n:25:{NUMBER}\r\n:28C:1/1\r\n:60F:C260319CNY0,\r\n"
    ":61:260320C5,00NTRFNONREF//B940\r\n:62F:C260320CNY5,\r\n-"
).encode()


def test_mt940_comes_as_octets(at: Door):
    said = bring(at, MT940, content_type="application/octet-stream")
    assert said.status_code == 201, said.text
    assert [(one["day"], one["booked"]) for one in said.json()["imported"]] == [("2026-03-20", 1)]


def test_a_banks_table_is_read_by_its_profile_or_told_why_not(at: Door):
    table = (GOLDEN / "cmb.csv").read_bytes()
    said = problem(bring(at, table, content_type="text/csv"), 409, "cannot-import")
    assert "does not" in said["detail"]


ZIP = {"content_type": "application/zip"}


def days(*on: str) -> list[tuple[str, bytes]]:
    """Files of one line each, as members of a zip."""
    return [(f"{day}.xml", day_file(Row(100, day), day=day)) for day in on]


def test_a_zip_is_banked_as_its_files(at: Door):
    data = zipped(*days("2026-04-01", "2026-04-02"), ("__MACOSX/._x", b"\0"))
    said = bring(at, data, **ZIP)
    assert said.status_code == 201, said.text
    assert [(one["file"], one["day"], one["new"]) for one in said.json()["imported"]] == [
        ("archive.zip/2026-04-01.xml", "2026-04-01", 1),
        ("archive.zip/2026-04-02.xml", "2026-04-02", 1),
    ]
    ((_, alone),) = days("2026-04-02")
    for again in (data, alone):
        answer = bring(at, again).json()
        assert (answer["imported"][0]["new"], answer["last"]) == (0, 0)


def test_a_zip_packed_under_chinese_settings_is_banked_as_any(at: Door):
    ((_, data),) = days("2026-04-11")
    said = bring(at, by_info_zip("对账单.xml", data), **ZIP)
    assert said.status_code == 201, said.text
    assert [one["file"] for one in said.json()["imported"]] == ["archive.zip/对账单.xml"]


def test_files_of_a_zip_may_overlap(at: Door):
    one, other = Row(100, "a"), Row(100, "b")
    data = zipped(
        ("1.xml", day_file(one, day="2026-04-09")),
        ("2.xml", day_file(one, other, day="2026-04-09")),
        ("3.xml", day_file(one, day="2026-04-09")),
    )
    told = bring(at, data, **ZIP).json()["imported"]
    assert [line["new"] for line in told] == [1, 1, 0]


@pytest.mark.parametrize(
    ("member", "status", "kind", "why"),
    [
        (("b.xml", b"<x/>"), 422, "statement", "archive.zip/b.xml: the file is in no statement"),
        (
            ("b.xml", file(statement(number="9", day="2026-04-04"))),
            *(409, "cannot-import", "archive.zip/b.xml: account 9 is not open here"),
        ),
        (("b.zip", zipped(*days("2026-04-04"))), 422, "statement", "archive.zip/b.zip: a zip"),
        (("../b.xml", days("2026-04-04")[0][1]), 422, "statement", "leads out of it"),
    ],
    ids=["other", "stranger", "nested", "elsewhere"],
)
def test_one_wrong_file_spoils_the_zip(at: Door, member: Any, status: int, kind: str, why: str):
    before = banked(at)
    for members in ([*days("2026-04-03"), member], [member, *days("2026-04-03")]):
        said = problem(bring(at, zipped(*members), **ZIP), status, kind)
        assert why in said["detail"]
    assert banked(at) == before


def test_a_zip_counts_as_what_it_unpacks_to(at: Door, monkeypatch):
    data = zipped(*days("2026-04-05", "2026-04-06"))
    monkeypatch.setattr(statements, "STATEMENT_MAX", len(data) + 1)
    said = problem(bring(at, data, **ZIP), 422, "statement")
    assert "the zip unpacks to more than" in said["detail"]


def test_a_file_may_be_larger_than_other_bodies(at: Door):
    data = day_file(Row(500, "1"), Row(-200, "2")).replace(
        b"<GrpHdr>", b"<!--" + b"x" * BODY_MAX + b"--><GrpHdr>"
    )
    assert len(data) > BODY_MAX
    assert bring(at, data).status_code == 201


def test_but_not_without_end(at: Door, monkeypatch):
    monkeypatch.setattr(statements, "STATEMENT_MAX", 1_000)
    assert "1000 bytes" in problem(bring(at, b"<" * 1_001), 413, "too-large")["detail"]


def test_nor_for_ever(at: Door, monkeypatch):
    monkeypatch.setattr(statements, "_WAIT_S", 0.05)

    async def slow():
        yield b"<"
        await asyncio.sleep(60)

    problem(bring(at, slow()), 408, "too-slow")


def test_so_many_are_read_at_once_and_not_one_more(at: Door):
    kept, at.app.state.importing = at.app.state.importing, CapacityLimiter(1)
    headers = at.headers("cash") | XML

    async def both(client: httpx.AsyncClient) -> list[httpx.Response]:
        go = asyncio.Event()

        async def waiting():
            await go.wait()
            yield day_file(Row(500, "1"), Row(-200, "2"))

        first = asyncio.ensure_future(
            client.post("/v1/statements", content=waiting(), headers=headers)
        )
        while not at.app.state.importing.borrowed_tokens:
            await asyncio.sleep(0.005)
        second = await client.post("/v1/statements", content=b"<x/>", headers=headers)
        go.set()
        return [await first, second]

    try:
        first, second = at.run(both)
    finally:
        at.app.state.importing = kept
    assert first.status_code == 201
    problem(second, 503, "busy")


def test_who_waits_for_an_account_gives_its_place_back_and_is_told_when_to_ask_again(
    at: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else two that wait would take the places of all other accounts."""
    monkeypatch.setattr(statements, "MOMENT_S", 0.05)
    data = day_file(Row(700), day="2026-06-09", opening=900, identifier="in a moment")
    before = banked(at)
    with at.system.store.alone(["import/CNY-UPLOADS"], within=5):
        answer = bring(at, data)
        said = problem(answer, 503, "busy")
    assert "another file of account CNY-UPLOADS is being imported" in said["detail"]
    assert said["next"] == "Nothing was recorded. Ask again in a moment."
    assert answer.headers["Retry-After"] == "5"
    assert banked(at) == before, "a checkpoint may have come in between"
    assert bring(at, data).status_code == 201


@pytest.fixture(autouse=True)
def room_is_empty_again(at: Door) -> Iterator[None]:
    yield
    assert at.app.state.importing.borrowed_tokens == 0


def test_while_others_ask_a_long_file_is_banked_in_short_commands(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Book, "asked_lately", True)
    before = at.system.store.tail().position
    rows = [Row(1, f"long {n}") for n in range(BESIDE_OTHERS + 5)]
    day = str(bidding.DAY + timedelta(days=3))
    assert bring(at, day_file(*rows, day=day)).status_code == 201
    said = [one.body for one in at.system.acting.feed.read(before, 1_000)]
    lines = [body for body in said if body.name == "BankCreditRecorded"]
    commands = Counter(body.command.digest for body in lines if body.command)
    assert [*commands.values()] == [BESIDE_OTHERS, 5]
