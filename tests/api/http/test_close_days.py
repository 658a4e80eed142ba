"""Which days a closing page leads to: the first open one, the days beside, the other accounts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.closing.signing import prepare, sign
from api.readers import Readers
from domain.account.open import OpenAccount
from tests.kit.city import Told
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING, Office, copied
from tests.kit.door import Door, door
from tests.kit.statement_files import Row

THIRD = date(2026, 3, 19)


@pytest.fixture
def books(evening: Told, tmp_path: Path) -> Iterator[Office]:
    """Three days with statements; none is closed."""
    with copied(evening, tmp_path) as made:
        made.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
        made.statement(Row(70, "9"), day=str(THIRD), opening=OPENING + 1_260)
        made.publish()
        made.system.readers.runner.catch_up()
        yield made


@pytest.fixture
def at(books: Office) -> Iterator[Door]:
    with door(books.system) as opened:
        yield opened


def close(books: Office, *days: date) -> None:
    for day in days:
        prepare(books.system, "cash", ACCOUNT, day, {})
        sign(books.system, "reviewer", ACCOUNT, day)
    books.system.readers.runner.catch_up()


def leads(at: Door, asked: str = "") -> str:
    answer = at.get(f"/close{asked}", "cash", follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"].removeprefix(f"/close/{ACCOUNT}/")


def test_it_leads_to_the_first_open_day_and_at_last_to_the_newest(books: Office, at: Door):
    assert leads(at) == str(DAY)
    close(books, NEXT)
    assert leads(at) == str(DAY)
    close(books, DAY)
    assert leads(at) == str(THIRD)
    close(books, THIRD)
    assert leads(at) == str(THIRD)


def test_an_account_is_led_to_its_own_first_open_day_and_a_day_to_itself(books: Office, at: Door):
    close(books, DAY)
    assert leads(at, f"?account={ACCOUNT}") == str(NEXT)
    assert leads(at, f"?account={ACCOUNT}&day={DAY}") == str(DAY)
    assert at.get("/close?account=EMPTY", "cash", follow_redirects=False).status_code == 200


def test_other_accounts_are_one_click_away(at: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Readers, "accounts_with_days", lambda *_: [ACCOUNT, "OTHER"])
    page = at.get(f"/close/{ACCOUNT}/{DAY}", "cash").text
    assert '"/close?account=OTHER"' in page
    assert f'href="/close?account={ACCOUNT}" aria-current="true"' in page


def test_a_day_leads_to_those_beside_it(at: Door):
    pages = {day: at.get(f"/close/{ACCOUNT}/{day}", "cash").text for day in (DAY, NEXT, THIRD)}
    led = {
        day: [other for other in (DAY, NEXT, THIRD) if f'"/close/{ACCOUNT}/{other}"' in page]
        for day, page in pages.items()
    }
    assert (DAY in led[NEXT], THIRD in led[NEXT]) == (True, True)
    assert (NEXT in led[DAY], THIRD in led[DAY]) == (True, False)
    assert (NEXT in led[THIRD]) is True


def test_an_account_without_days_is_none_of_the_choices(books: Office, at: Door):
    opened = OpenAccount(
        account="EMPTY",
        bank="mock-bank",
        number="1",
        currency="CNY",
        holds="1001",
        opening=0,
        day=DAY,
        statement=None,
    )
    books.system.ask("cash", opened)
    books.system.readers.runner.catch_up()
    readers = books.system.readers
    assert readers.accounts_with_days(readers.bankdays.position()) == [ACCOUNT]
    assert "EMPTY" not in at.get(f"/close/{ACCOUNT}/{DAY}", "cash").text


def test_looking_at_a_day_projects_nothing(
    books: Office, at: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(type(books.system.readers.runner), "catch_up", lambda _: 1 / 0)
    assert at.get(f"/close/{ACCOUNT}/{DAY}", "cash").status_code == 200
