"""What is no deposit's is matched from the desk's page: charges, transfers, prices, repayments."""

import re
from collections.abc import Iterator
from html import unescape
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import pytest

from api.embedded import Server
from api.upkeep import settle
from domain.kernel import StreamId
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.desk_besides import (
    ARRIVED,
    BOUGHT,
    CHARGE,
    CHARGE_FEN,
    GIVEN_BACK,
    GIVEN_BACK_TOO_MUCH,
    KEPT,
    MOVED,
    MOVED_FEN,
    PAID,
    PAID_TOO_MUCH,
    PART,
    PART_ARRIVED,
    PART_MOVED,
    PRICE,
    REPAYMENT,
    SALE,
    TENDER,
    WHOLE,
    tell,
)
from tests.kit.door import Door, door
from tests.kit.till import SETTLEMENT


@pytest.fixture(scope="module")
def told(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Door, str]]:
    """The door, and the payout whose payee owes."""
    with city(fresh(server), tmp_path_factory.mktemp("besides")) as running:
        payout = tell(running)
        with door(running) as made:
            yield made, payout


@pytest.fixture
def at(told: tuple[Door, str]) -> Door:
    return told[0]


def html(at: Door, line: str, person: str = "clerk", cand: int = 1) -> str:
    """The page with this line in its pane."""
    settle(at.system)
    account, day, _ = line.split("/")
    path = f"/desk?account={account}&day={day}&tab=all&line={quote(line)}&cand={cand}&lang=zh"
    answer = at.get(path, person)
    assert answer.status_code == 200, answer.text
    return unescape(re.sub(r"<(script|svg)\b[\s\S]*?</\1>", " ", answer.text))


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def pane(at: Door, line: str, person: str = "clerk", cand: int = 1) -> str:
    return words(html(at, line, person, cand))


def subjects(at: Door, line: str, person: str = "clerk") -> list[str]:
    """To whom the page's own act would give the line, candidate by candidate."""
    found = []
    for cand in range(1, 6):
        page = html(at, line, person, cand)
        for form in re.findall(r'<form[^>]*action="/desk/match".*?</form>', page, re.DOTALL):
            found += re.findall(r'name="subject" value="([^"]*)"', form)
    return list(dict.fromkeys(found))


def sends(at: Door, line: str, subject: str = "", act: str = "match", **said: str) -> Any:
    settle(at.system)
    account, day, _ = line.split("/")
    back = f"account={account}&day={day}&tab=all"
    sent = {"id": token_hex(16), "line": line, "seen": "1", "next": line, "back": back}
    sent |= {"subject": subject} | said
    return at.ask("POST", f"/desk/{act}", data=sent, headers=at.headers("clerk"))


def follows(at: Door, answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    settle(at.system)
    return words(unescape(at.get(f"{answer.headers['location']}&lang=zh", "clerk").text))


def of(at: Door, line: str) -> Any:
    """The line as it stands."""
    page, _, number = line.partition("#")
    return at.system.replay.state(StreamId("bankpage", page)).line(int(number))


def test_a_charge_is_recorded_as_owed_by_the_bank(at: Door):
    page = pane(at, CHARGE)
    assert "银行误扣，应由 CCB 退还" in page
    assert "1003" in page, "the entry is shown before it is asked for"
    (subject,) = subjects(at, CHARGE)
    done = follows(at, sends(at, CHARGE, subject))
    assert "刚刚匹配 000001 → 银行误扣，应由 CCB 退还，30.00 元" in done
    assert of(at, CHARGE).owed_fen == CHARGE_FEN
    after = html(at, CHARGE)
    assert "/desk/undo" not in after
    assert "收费、划转和冲正的匹配不能撤销" in after
    again = follows(at, sends(at, CHARGE, subject, seen="1"))
    assert "没有写入" in again, "somebody was first"


def test_what_the_bank_gives_back_names_the_charge(at: Door):
    assert "退还误扣 000001 / CCB" in pane(at, GIVEN_BACK)
    (subject,) = subjects(at, GIVEN_BACK)
    assert subject == CHARGE
    assert "刚刚匹配" in follows(at, sends(at, GIVEN_BACK, subject))
    assert of(at, CHARGE).owed_fen == CHARGE_FEN - 1_000
    page = pane(at, GIVEN_BACK_TOO_MUCH)
    assert "多于银行所欠 20.00 元" in page
    assert "它多于银行所欠。" in page
    assert subjects(at, GIVEN_BACK_TOO_MUCH) == [], "the act is there with its reason, and no form"
    assert "它多于银行所欠。" in follows(at, sends(at, GIVEN_BACK_TOO_MUCH, CHARGE))
    assert of(at, GIVEN_BACK_TOO_MUCH).deposit is None


def test_a_transfer_is_one_from_whichever_side_it_is_looked_at(at: Door):
    assert "本方划转 / ZZ-DEPOSITS" in pane(at, ARRIVED)
    assert subjects(at, ARRIVED) == [MOVED]
    assert subjects(at, MOVED) == [ARRIVED]
    assert "刚刚匹配" in follows(at, sends(at, ARRIVED, MOVED))
    assert (of(at, MOVED).deposit, of(at, ARRIVED).deposit) == (ARRIVED, MOVED)
    assert of(at, MOVED).allocated == MOVED_FEN
    for line in (MOVED, ARRIVED):
        assert "本方划转 / ZZ-" in pane(at, line)
        assert "/desk/undo" not in html(at, line)


def test_what_became_price_goes_to_the_prices_as_the_deposits(at: Door):
    """First as just that, then as a transfer of any other kind."""
    assert subjects(at, PART_MOVED) == [f"{PART_ARRIVED}/{BOUGHT}", PART_ARRIVED]
    page = pane(at, PART_MOVED)
    assert "保证金转价款划转 / ZZ-SP-2026-001" in page
    assert "流水 #2，2,400,000.00 元" in page
    assert "ZZ-SETTLEMENT：也无不符，须由人选定" in page
    assert "刚刚匹配" in follows(at, sends(at, PART_MOVED, f"{PART_ARRIVED}/{BOUGHT}"))
    price = at.system.replay.state(StreamId("deposit", BOUGHT)).price
    assert (price.moved_to, price.part_fen) == (SETTLEMENT, PART)


def test_a_price_is_the_buyers_and_no_more_than_is_to_come(at: Door):
    assert "它多于尚缺的价款" in pane(at, PAID_TOO_MUCH)
    assert subjects(at, PAID_TOO_MUCH)[:1] != [f"{BOUGHT}/P"]
    refused = follows(at, sends(at, PAID_TOO_MUCH, f"{BOUGHT}/P"))
    assert "它多于尚缺的价款" in refused
    page = pane(at, PAID)
    assert f"价款 / {SALE} /" in page
    assert "价款尚缺 6,900,000.00 元" in page
    assert subjects(at, PAID)[0] == f"{BOUGHT}/P"
    assert "刚刚匹配" in follows(at, sends(at, PAID, f"{BOUGHT}/P"))
    deposit = at.system.replay.state(StreamId("deposit", BOUGHT))
    assert deposit.balance("2004") == PRICE


def test_a_price_that_was_anothers_is_taken_back_as_any_receipt(at: Door):
    page = html(at, PAID)
    assert f"价款 / {SALE} /" in page
    assert 'action="/desk/undo"' in page
    assert "撤销" in follows(at, sends(at, PAID, act="undo", seen="2", reason="录错"))
    assert of(at, PAID).deposit is None
    assert at.system.replay.state(StreamId("deposit", BOUGHT)).balance("2004") == PART


def test_what_a_payee_pays_back_is_held_for_the_bidder_again(told: tuple[Door, str]):
    at, payout = told
    assert subjects(at, REPAYMENT) == [f"{payout}/{KEPT}"]
    page = html(at, REPAYMENT)
    assert f'href="/payouts/{payout}"' in page
    assert "尚欠 800,000.00 元" in page
    assert "刚刚匹配" in follows(at, sends(at, REPAYMENT, f"{payout}/{KEPT}"))
    deposit = at.system.replay.state(StreamId("deposit", KEPT))
    assert deposit.given.claims[payout].fen == WHOLE - 1_000
    assert f"不予退还款追回 / {TENDER}" in pane(at, REPAYMENT)
    assert "撤销" in follows(at, sends(at, REPAYMENT, act="undo", seen="2", reason="录错"))
    assert at.system.replay.state(StreamId("deposit", KEPT)).given.claims[payout].fen == WHOLE


@pytest.mark.parametrize("line", [CHARGE, GIVEN_BACK_TOO_MUCH, PAID, REPAYMENT])
def test_who_checks_and_who_looks_at_the_past_is_offered_none(at: Door, line: str):
    settle(at.system)
    assert subjects(at, line, "reviewer") == []
    account, day, _ = line.split("/")
    now = at.system.store.tail().position
    path = f"/desk?account={account}&day={day}&line={quote(line)}&as_of={now}"
    assert 'action="/desk/match"' not in at.get(path, "clerk").text


def test_a_form_that_names_another_line_or_deposit_gives_nothing_away(at: Door):
    for subject in (f"{BOUGHT}/P", CHARGE, f"{PART_ARRIVED}/{KEPT}"):
        answer = sends(at, GIVEN_BACK_TOO_MUCH, subject)
        assert "refused=" in answer.headers["location"]
    assert of(at, GIVEN_BACK_TOO_MUCH).deposit is None
