"""Lists of others brought from the page of a close: by whom, compared at once, refused in words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.embedded import Server
from api.http.pages.close_asks import _ASKED
from domain.bankday.checks import CODES
from domain.kernel import StreamId
from domain.outside.events import KIND_CODES
from tests.kit.closing import ACCOUNT, DAY, Office, office
from tests.kit.databases import fresh
from tests.kit.door import Door, door

PAGE = f"/close/{ACCOUNT}/{DAY}"
LIST = "标段编号,笔数,金额\nE3506000001000001001001,1,9.00\n".encode()


@pytest.fixture(scope="module")
def books(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(fresh(server), tmp_path_factory.mktemp("lists")) as made:
        yield made


@pytest.fixture(scope="module")
def at(books: Office) -> Iterator[Door]:
    with door(books.system) as made:
        yield made


def shown(at: Door, person: str = "cash") -> str:
    at.system.readers.runner.catch_up()
    return at.get(PAGE, person).text


def row(text: str, rule: str) -> str:
    """The words of a check's row."""
    found = re.search(rf"<tr data-row[^>]*><th scope=\"row\">{rule}</th>.*?</tr>", text, re.DOTALL)
    assert found, rule
    return found[0]


def bring(at: Door, data: bytes, kind: str = "REPORTED", person: str = "cash") -> Any:
    at.system.readers.runner.catch_up()
    files, headers = {"file": data}, at.headers(person)
    return at.ask("POST", f"{PAGE}/lists", data={"kind": kind}, files=files, headers=headers)


def recorded(at: Door) -> Any:
    return at.system.replay.state(StreamId("outside", f"{ACCOUNT}/{DAY}"))


def test_every_kind_of_list_has_a_check_that_asks_for_it():
    assert set(_ASKED.values()) == set(KIND_CODES)
    assert _ASKED.keys() <= set(CODES)


def test_beside_a_check_without_a_list_stands_who_brings_it(at: Door):
    text = shown(at)
    assert "登记清单…" in row(text, "R17")
    assert "登记检查点…" in row(text, "R15")
    assert "清单由银行提供" in row(text, "R03")
    assert "清单由银行提供" in row(text, "R04")
    assert "清单由担保机构提供" in row(text, "R16")
    assert text.count('<dialog id="list-') == 2
    assert "清单由对账员登记" in row(shown(at, "clerk"), "R17")
    assert '<dialog id="list-' not in shown(at, "clerk")


def test_a_file_that_is_wrong_is_refused_whole_in_words(at: Door):
    before = recorded(at)
    answer = bring(at, b"a,b\n1,2\n")
    assert answer.status_code == 422
    told = "列名行缺少 笔数、金额、标段编号；应有：标段编号 / 标段 / lot、"
    assert f"没有写入，文件有误：{told}" in answer.text
    assert recorded(at) == before


def test_it_is_recorded_once_and_compared_at_once(at: Door):
    assert "不适用" in row(shown(at), "R17")
    answer = bring(at, LIST)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{PAGE}?did=")
    at.system.readers.runner.catch_up()
    told = at.get(answer.headers["location"], "cash").text
    assert "刚刚登记清单，检查已按它比对" in told
    assert "不适用" not in row(told, "R17")
    assert "更换清单…" in row(told, "R17")
    again = bring(at, LIST)
    assert again.headers["location"].endswith("refused=outside.same")


@pytest.mark.parametrize("kind", ["SUB_ACCOUNTS", "GUARANTEES"])
def test_what_the_centre_may_not_see_it_does_not_bring(at: Door, kind: str):
    before = recorded(at)
    data = "子账号,余额\n62284804025660180101,1.00\n".encode()
    if kind == "GUARANTEES":
        data = "保函编号,担保金额,有效期至\nG1,1.00,2026-09-01\n".encode()
    answer = bring(at, data, kind)
    assert answer.headers["location"].endswith("refused=outside.not_theirs")
    assert recorded(at) == before


def test_who_reconciles_alone_brings_one(at: Door):
    assert bring(at, LIST, person="agency").status_code == 403
    assert "refused=" in bring(at, LIST, person="clerk").headers["location"]


def test_once_it_is_prepared_no_list_is_asked_for(at: Door, books: Office):
    failed = re.findall(r'name="(R\d\d)"', shown(at))
    fields = dict(re.findall(r'name="(command_id|position)" value="([^"]*)"', shown(at)))
    said = fields | dict.fromkeys(failed, "已去函")
    sent = at.ask("POST", f"{PAGE}/preparation", data=said, headers=at.headers("cash"))
    assert "did=" in sent.headers["location"], sent.headers["location"]
    text = shown(at)
    assert "清单…" not in text
    assert "检查点…" not in text
    assert '<dialog id="list-' not in text
