"""我的标段 in a browser: an owner finds what waits for it, looks at what follows, and signs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from api.embedded import Server
from domain.kernel import StreamId
from tests.browser.peering import Peers, peers, sound
from tests.browser.serving import Served, served
from tests.kit import defaulted
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.tendering import LOT


@pytest.fixture(scope="module")
def site(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A tender whose winner does not sign."""
    folder: Path = tmp_path_factory.mktemp("owners")
    with city(fresh(server), folder) as system:
        defaulted.tell(system)
        defaulted.ends(system)
        system.publisher.publish()
        with served(system) as found:
            yield found


@pytest.fixture(scope="module")
def at(site: Served, browser: Browser) -> Iterator[Peers]:
    with peers(browser, site) as made:
        yield made


def test_an_owner_gives_a_deposit_back_from_where_it_finds_its_lot(at: Peers, site: Served):
    page = at("owner", "/")
    expect(page.locator("[data-row]").first).to_be_visible()
    expect(page.locator("[data-row]", has_text="1 份待决定")).to_contain_text(LOT)
    sound(page)
    page.get_by_role("link", name="决定违约单位的保证金（1 份）").click()
    expect(page.locator("tr.selected")).to_contain_text("违约，待您决定")
    sound(page)
    at.foreseen.append("(Unprocessable")
    page.locator("footer button.act").click()
    expect(page.locator("#wrong-document")).to_have_text("请写明依据的文号")
    expect(page.locator("#wrong-paper")).to_be_visible()
    sound(page)
    page.locator("[name=document]").fill("住建〔2026〕9号")
    file = {"name": "决定.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 decided"}
    page.locator("[name=evidence]").set_input_files(files=[file])
    page.locator("footer button.act").click()
    expect(page.locator("section.sign")).to_contain_text("800,000.00 元成为 1 笔应退款")
    sound(page)
    page.get_by_role("button", name="返回修改").click()
    expect(page.locator("[name=document]")).to_have_value("住建〔2026〕9号")
    page.locator("footer button.act").click()
    page.locator(".sign-acts button").first.click()
    expect(page.locator("[data-told]")).to_contain_text("刚刚决定退还")
    expect(page.locator("tr.selected")).to_contain_text("已决定退还")
    sound(page)
    state = site.system.replay.state(StreamId("deposit", defaulted.WINNERS))
    assert state.given.waived
