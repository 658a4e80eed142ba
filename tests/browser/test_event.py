"""An event in a browser: green only when computed there, red and square when it does not agree."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from projections.audit_trail import TRAIL
from tests.browser.conftest import Open
from tests.browser.serving import Served

BADGE = "[data-proof]"


def position(site: Served, name: str) -> int:
    """Where the first event of a name stands."""
    rows = site.system.readers.trail.rows(TRAIL, {"name": name}, limit=1).rows
    at: int = rows[0]["at"]
    return at


@pytest.fixture
def lot(site: Served) -> int:
    return position(site, "LotDefined")


def state(page: Page) -> str:
    """What the badge came to."""
    page.locator(BADGE).click()
    page.wait_for_selector(
        f"{BADGE}:is([data-state=verified],[data-state=failed],[data-state=cannot])"
    )
    return page.locator(BADGE).get_attribute("data-state") or ""


def failed_steps(page: Page) -> list[str]:
    return [
        step.get_attribute("data-step") or "" for step in page.locator("[data-state=bad]").all()
    ]


def tamper(page: Page, path: str, *changes: tuple[str, str]) -> None:
    """Changes what the server says, on its way."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        route.fulfill(response=answer, body=text)

    page.route(path, changed)
    page.reload()


def test_the_server_sends_every_badge_unchecked(visit: Open, lot: int):
    page = visit(f"/events/{lot}", javascript=False)
    assert page.locator(BADGE).get_attribute("data-state") == "unchecked"
    assert page.locator(f"{BADGE} .of-verified").is_hidden()


@pytest.mark.parametrize(
    "name", ["LogOpened", "KeyEnrolled", "LotDefined", "BankCreditRecorded", "ReceiptMatched"]
)
def test_an_event_is_verified_in_the_browser(visit: Open, site: Served, name: str):
    page = visit(f"/events/{position(site, name)}")
    assert state(page) == "verified", failed_steps(page)
    root = page.locator(BADGE).get_attribute("data-root")
    assert re.fullmatch("[0-9a-f]{64}", root or "")
    expect(page.locator(BADGE)).to_have_css("background-color", "rgb(26, 107, 60)")


def test_green_needs_the_root_it_was_computed_to(visit: Open, lot: int):
    page = visit(f"/events/{lot}")
    page.evaluate("document.querySelector('[data-proof]').dataset.state = 'verified'")
    expect(page.locator(BADGE)).not_to_have_css("background-color", "rgb(26, 107, 60)")


def test_a_changed_amount_turns_the_badge_red_and_square(visit: Open, site: Served):
    receipt = position(site, "ReceiptMatched")
    page = visit(f"/events/{receipt}")
    tamper(
        page,
        f"**/events/{receipt}",
        ("80000000", "8000000"),
        ("800,000", "80,000"),
        ("捌拾万元整", "捌万元整"),
    )
    assert state(page) == "failed"
    assert set(failed_steps(page)) >= {"ledger", "path"}
    assert "shown" not in failed_steps(page), "the page shows what its bytes say"
    expect(page.locator(BADGE)).to_have_css("border-radius", "0px")
    expect(page.locator("[data-failed]")).to_be_visible()
    assert page.locator("[data-content]").get_attribute("data-unfit") is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(("800,000", "900,000"), ("捌拾万元整", "玖拾万元整"), (">借<", ">贷<"), ("08:", "09:")),
        ('data-form="text">ReceiptMatched<', 'data-form="text">ReceiptUnmatched<'),
        ('data-bytes="version" data-form="text">1<', 'data-bytes="version" data-form="text">2<'),
        ('data-bytes="actor.organisation"', 'data-bytes="actor.person"'),
        ('"actor.post" data-form="text">', '"actor.post" data-form="text">C-'),
        ("托管签名</span></span>", "本人签名</span></span>"),
        ('data-bytes="actor.custodial"', ""),
        ('data-bytes="line.key"', ""),
        ('data-bytes="entries.0.legs.1.owner"', ""),
    ],
)
def test_a_page_that_shows_otherwise_than_its_bytes_is_found(
    visit: Open, site: Served, before: str, after: str
):
    receipt = position(site, "ReceiptMatched")
    page = visit(f"/events/{receipt}")
    if before == "08:":
        before = page.locator("[data-bytes=recorded_at]").inner_text()[-8:]
        after = "23:59:59"
    tamper(page, f"**/events/{receipt}", (before, after))
    assert state(page) == "failed"
    assert failed_steps(page) == ["shown"]


@pytest.mark.parametrize("step", ["path", "checkpoint"])
def test_a_wrong_proof_is_found(visit: Open, lot: int, step: str):
    page = visit(f"/events/{lot}")
    proof = page.request.get(f"{page.url}/proof").json()
    if step == "path":
        wrong = (proof["path"][0], "0" * 64)
    else:
        signature = proof["checkpoint"].rsplit(" ", 1)[1].strip()
        wrong = (signature, signature[:40] + "AAAA" + signature[44:])
    tamper(page, f"**/events/{lot}/proof", wrong)
    assert state(page) == "failed"
    assert failed_steps(page) == [step]


def proof_is(page: Page, change: Callable[[dict[str, Any]], object]) -> None:
    """The same proof but for what is changed in it."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        proof = answer.json()
        change(proof)
        route.fulfill(response=answer, json=proof)

    page.route("**/proof", changed)


def signed(site: Served) -> int:
    """Where an event stands that carries its command's signature."""
    stored = enumerate(site.system.tree.stored(0, site.system.tree.size()), 1)
    return next(at for at, form in stored if b'"signatures":[{' in form)


def test_a_signature_whose_key_is_withheld_is_not_taken_for_good(visit: Open, site: Served):
    page = visit(f"/events/{signed(site)}")
    assert state(page) == "verified"
    assert page.locator("[data-step=command]").get_attribute("data-state") == "good"
    proof_is(page, lambda proof: proof.update(actor_key=None))
    assert state(page) == "failed"
    assert failed_steps(page) == ["command"]


def test_the_next_event_counts_by_its_own_bytes(visit: Open, site: Served):
    page = visit(f"/events/{position(site, 'KeyEnrolled')}")
    chain = page.locator("[data-step=chain]")
    assert state(page) == "verified"
    assert chain.get_attribute("data-state") == "good"
    proof_is(
        page, lambda proof: proof["next"].update(event=another_instant(proof["next"]["event"]))
    )
    assert state(page) == "failed"
    assert failed_steps(page) == ["chain"]


def another_instant(stored: str) -> str:
    """Another instant, under the same signature."""
    return stored.replace("2026-", "2027-", 1)


def test_the_servers_word_on_the_next_event_is_called_so(visit: Open, site: Served):
    page = visit(f"/events/{position(site, 'KeyEnrolled')}")

    def hearsay(proof: dict[str, Any]) -> None:
        body = json.loads(proof["next"].pop("event").partition("\n")[0])
        proof["next"]["previous"] = body["previous"]

    proof_is(page, hearsay)
    assert state(page) == "verified"
    chain = page.locator("[data-step=chain]")
    assert chain.get_attribute("data-state") == "idle"
    expect(chain).to_contain_text("服务器所述")


def test_a_trust_file_chosen_meanwhile_ends_the_run(
    visit: Open, site: Served, lot: int, tmp_path: Path
):
    other = tmp_path / "trust.json"
    other.write_text(site.system.home.trust.read_text())
    page = visit(f"/events/{lot}")
    waiting: list[Route] = []
    page.route("**/proof", lambda route: waiting.append(route))
    with page.expect_request("**/proof"):
        page.locator(BADGE).click()
    page.locator("[data-trust-file]").set_input_files(other)
    expect(page.locator("[data-trust-forget]")).to_be_visible()
    with page.expect_response("**/proof"):
        waiting[0].continue_()
    page.wait_for_timeout(500)
    assert page.locator(BADGE).get_attribute("data-state") == "unchecked"


def test_the_expected_keys_come_from_the_trust_file_not_from_the_answer(
    visit: Open, site: Served, lot: int, tmp_path
):
    other = tmp_path / "trust.json"
    text = site.system.home.trust.read_text()
    key = re.search(r'"public": "([^"]+)"', text)
    assert key
    strange = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    other.write_text(text.replace(key[1], strange))
    page = visit(f"/events/{lot}")
    page.locator("[data-trust-file]").set_input_files(other)
    assert state(page) == "failed"
    assert failed_steps(page) == ["ledger", "chain"]
    page.locator("[data-trust-forget]").click()
    assert state(page) == "verified"


def test_without_a_trust_file_nothing_is_claimed(visit: Open, lot: int):
    page = visit(f"/events/{lot}")
    page.route("**/trust.json", lambda route: route.fulfill(status=200, body="{}"))
    assert state(page) == "cannot"
    assert "可信公钥" in page.locator(BADGE).inner_text()


def test_over_plain_http_under_another_name_nothing_is_claimed(visit: Open, site: Served, lot: int):
    page = visit(f"/events/{lot}", base=f"http://books.test:{site.port}")
    assert state(page) == "cannot"
    assert "HTTPS" in page.locator(BADGE).inner_text()


def test_keys_verify_toggle_and_lead_along_the_stream(visit: Open, site: Served):
    page = visit(f"/events/{position(site, 'KeyEnrolled')}")
    page.keyboard.press("x")
    assert page.locator("[data-hex]").is_visible()
    assert page.locator("[data-hex]").inner_text().startswith("7b 22 61 63 74 6f 72")
    page.keyboard.press("x")
    page.keyboard.press("v")
    page.wait_for_selector(f"{BADGE}[data-state=verified]")
    here = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != here)
    assert page.locator("h1").inner_text() == "密钥登记"


def test_a_sealed_event_is_told_by_position_and_time_only(visit: Open, site: Served):
    page = visit(f"/events/{position(site, 'BankCreditRecorded')}", as_="clerk")
    assert page.locator(BADGE).count() == 0
    assert "800" not in page.locator("main").inner_text()
