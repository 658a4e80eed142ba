"""Closing a day by its forms: what was shown is what is prepared and signed, each once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from api.closing.signing import asked_close, give_back, prepare
from api.embedded import Server
from api.http.pages.digest_words import digest_words
from api.upkeep import upkeep
from projections.bankdays import CLOSES
from tests.kit.city import city
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING, Office, bare_line, office
from tests.kit.databases import fresh
from tests.kit.door import Door, door
from tests.kit.statement_files import Row

PAGE = f"/close/{ACCOUNT}/{DAY}"


@pytest.fixture
def books(server: Server, tmp_path: Path) -> Iterator[Office]:
    with office(fresh(server), tmp_path) as made:
        yield made


@pytest.fixture
def at(books: Office) -> Iterator[Door]:
    with door(books.system) as made:
        yield made


def shown(at: Door, person: str) -> str:
    """The page, once everything has been read."""
    at.system.readers.runner.catch_up()
    return at.get(PAGE, person).text


def form(at: Door, act: str, person: str) -> dict[str, str]:
    """The fields that the page's form of this act carries."""
    text = shown(at, person)
    found = re.search(rf'<form method="post" action="{PAGE}/{act}".*?</form>', text, re.DOTALL)
    assert found, re.sub("<[^>]+>", " ", text.partition("<main")[2])
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[0]))


def sent(at: Door, act: str, person: str, fields: dict[str, str]) -> dict[str, list[str]]:
    """What the address that it leads to tells."""
    answer = at.ask("POST", f"{PAGE}/{act}", headers=at.headers(person), data=fields)
    assert answer.status_code == 303, answer.text
    return parse_qs(urlparse(answer.headers["location"]).query)


def prepared(books: Office) -> dict[str, Any]:
    books.system.readers.runner.catch_up()
    (row,) = books.system.readers.bankdays.rows(CLOSES).rows
    return row


def stage(books: Office) -> str:
    return str(prepared(books)["stage"])


def test_before_the_first_statement_the_page_says_how_one_comes(server: Server, tmp_path: Path):
    with city(fresh(server), tmp_path) as system, upkeep(system), door(system) as at:
        system.readers.runner.catch_up()
        cash, clerk = (at.get("/close", person) for person in ("cash", "clerk"))
    assert cash.status_code == clerk.status_code == 200
    assert "还没有收到对账单" in cash.text
    assert 'class="button act" href="/desk"' in cash.text
    assert "对账单由对账员导入" in clerk.text
    assert 'class="button act" href="/desk"' not in clerk.text


def test_what_is_prepared_is_signed_by_another(at: Door, books: Office):
    assert "did" in sent(at, "preparation", "cash", form(at, "preparation", "cash"))
    fields = form(at, "signature", "reviewer")
    assert "did" in sent(at, "signature", "reviewer", fields)
    assert stage(books) == "CLOSED"


def test_who_signs_reads_amounts_capitals_and_words_of_what_is_signed(at: Door, books: Office):
    prepare(books.system, "cash", ACCOUNT, DAY, {})
    text = unescape(shown(at, "reviewer"))
    dialog = text.partition('<dialog id="sign"')[2].partition("</dialog>")[0]
    assert "1,012.00" in re.sub("<[^>]+>", "", dialog)
    assert "壹仟零壹拾贰元整" in dialog
    words = digest_words(form(at, "signature", "reviewer")["proposal"])
    assert re.findall("<li>(.*?)</li>", dialog) == list(words)


def test_a_page_that_shows_an_earlier_preparation_signs_no_other(at: Door, books: Office):
    prepare(books.system, "cash", ACCOUNT, DAY, {})
    stale = form(at, "signature", "reviewer")
    give_back(books.system, "reviewer2", ACCOUNT, DAY, "再看一遍")
    prepare(books.system, "cash", ACCOUNT, DAY, {})
    refused = sent(at, "signature", "reviewer", stale)["refused"]
    assert refused == ["bankday.other_proposal"]
    assert stage(books) == "PREPARED"


def test_the_same_preparation_sent_twice_is_answered_as_done_twice(at: Door, books: Office):
    fields = form(at, "preparation", "cash")
    first, again = (sent(at, "preparation", "cash", fields) for _ in range(2))
    assert first["did"] == again["did"]
    assert stage(books) == "PREPARED"


CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]+")


def main(text: str) -> str:
    return text.partition("<main")[2].partition("</main")[0]


def in_english(at: Door, person: str) -> str:
    """The page, and what of it is marked as Chinese left out: nothing else is."""
    at.system.readers.runner.catch_up()
    text = main(unescape(at.get(f"/close/{ACCOUNT}/{NEXT}?lang=en", person).text))
    left = re.sub(r'(?s)<(\w+)[^>]* lang="zh-CN".*?</\1>', "", text)
    assert CHINESE.findall(left) == []
    return text


def test_what_was_found_is_told_in_the_readers_language(at: Door, books: Office):
    """Given a debit of nobody's; when its day is read in English; then every finding is English."""
    books.statement(Row(-300, "8"), day=str(NEXT), opening=OPENING + 1_200)
    text = in_english(at, "cash")
    assert "the bank took it without an order of ours" in text
    assert "none to compare" in text
    at.get(f"{PAGE}?lang=zh", "cash")
    assert "银行对账单不提供子账户余额，无从逐户核对" in shown(at, "cash")


def test_what_was_signed_is_shown_as_it_was_signed(at: Door, books: Office):
    """Given a person's sentence and notes of ours; the log has gone on since they were signed."""
    books.statement(Row(-300, "8"), day=str(NEXT), opening=OPENING + 1_200)
    prepare(books.system, "cash", ACCOUNT, NEXT, {"R02": "银行误扣，已去函"})
    books.publish()
    text = in_english(at, "reviewer")
    assert 'explained: <span lang="zh-CN" title="银行误扣，已去函">银行误扣，已去函</span>' in text
    assert "银行对账单不提供" not in text
    seen = prepared(books)["seen_at"]
    assert re.search(rf'title="checkpoint up to \d+; events 1 to {seen} reread', text)


def test_a_day_that_changed_since_it_was_seen_is_not_prepared(at: Door, books: Office):
    fields = form(at, "preparation", "cash")
    bare_line(books)
    assert sent(at, "preparation", "cash", fields)["refused"] == ["bankday.not_as_seen"]


def state_that_r02_passes(books: Office) -> None:
    """The preparer's own program says so; the bank has a line less than the books."""
    bare_line(books)
    honest = asked_close(books.system, ACCOUNT, DAY, {"R01": "说明", "R02": "说明"})
    checks = [
        replace(one, result="PASS", figure=0, note="") if one.rule == "R02" else one
        for one in honest.checks
    ]
    books.system.ask("cash", replace(honest, checks=tuple(checks)))


def test_a_result_that_is_not_so_is_refused_in_place_by_its_rule(at: Door, books: Office):
    state_that_r02_passes(books)
    told = sent(at, "signature", "reviewer", form(at, "signature", "reviewer"))
    assert told == {"refused": ["bankday.prepared_otherwise"]}
    assert stage(books) == "PREPARED"
    address = f"{PAGE}?refused=bankday.prepared_otherwise"
    zh, en = (unescape(at.get(f"{address}&lang={one}", "reviewer").text) for one in ("zh", "en"))
    assert "没有写入：R02 编制时为：通过（0）；重新核对为：未通过（1）。" in zh
    assert "Nothing was written: R02 was prepared as: passed (0); checked again it is: " in en


def test_an_address_alone_does_not_make_a_preparation_false(at: Door, books: Office):
    address = f"{PAGE}?refused=bankday.prepared_otherwise&lang=zh"
    at.system.readers.runner.catch_up()
    before = at.get(address, "reviewer").text
    prepare(books.system, "cash", ACCOUNT, DAY, {})
    at.system.readers.runner.catch_up()
    for text in (before, at.get(address, "reviewer").text):
        assert "没有写入" not in text


def test_a_result_that_is_not_so_is_refused_over_http_too(at: Door, books: Office):
    state_that_r02_passes(books)
    proposal = form(at, "signature", "reviewer")["proposal"]
    path, headers = f"/v1/closes/{ACCOUNT}/{DAY}/signature", at.headers("reviewer")
    answer = at.ask("POST", path, json={"proposal": proposal}, headers=headers)
    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("R02 was prepared as: passed (0); checked again it")
    assert stage(books) == "PREPARED"
