"""`/status`: what waits and why, how the banks' channels stand; each as far as a reader may see."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.banking.connections import Connection
from api.banking.standing import Standing
from api.http.pages import status_waits
from ledger.pending import Pending
from projections.audits import Audited
from tests.api.http.test_pages import at_of, main, page
from tests.kit.bidding import ACCOUNT
from tests.kit.door import Door

ZH = "/status?lang=zh"
NOON = datetime(2026, 3, 17, 4, tzinfo=UTC)


def pending(cause: int, mark: str) -> Pending:
    return Pending(
        *("owes", cause, mark, "ProposeRefunds", 1, 1, "refund.held", 0),
        first_tried=NOON,
        last_tried=NOON,
        next_try=NOON,
    )


@pytest.mark.parametrize(
    ("lang", "waits", "channel"),
    [
        ("zh", "没有待办：该随事件发生的都已发生", "还没有银行通道"),
        ("en", "Nothing waits: all that follows has", "No account has a channel yet"),
    ],
)
def test_where_nothing_waits_it_says_so(at: Door, lang: str, waits: str, channel: str):
    text = main(page(at, f"/status?lang={lang}"))
    assert waits in text
    assert channel in text


def test_what_waits_is_told_with_its_cause_and_why(at: Door, monkeypatch):
    """Once, however often: their number would tell how many deposits there are."""
    lot, line = at_of(at, "LotDefined"), at_of(at, "BankCreditRecorded")
    rows = [pending(lot, "1"), pending(lot, "2"), pending(line, "1"), pending(0, "E3506")]
    monkeypatch.setattr(type(at.system.reactor), "pending", lambda _: rows)
    auditor, office = (page(at, ZH, person) for person in ("auditor", "office"))
    assert main(auditor).count("保证金被依法冻结") == 3
    assert main(office).count("保证金被依法冻结") == 2, "what a sealed line brought is not told"
    assert f'<a href="/events/{lot}">#{lot:,}</a>' in office
    assert "E3506" in main(office)
    assert "提交退款批次" in main(office)
    assert "Propose refunds" in main(page(at, "/status?lang=en"))


def test_a_channel_is_told_with_its_state_and_since_when_and_no_more(at: Door, monkeypatch):
    one = Connection(account=ACCOUNT, kind="mock-bank", address="http://bank:80", holder="中心")
    monkeypatch.setattr(status_waits, "connections", lambda _: (one,))
    for now, words in (
        (Standing(), "尚未往来 –"),
        (Standing(heard_at=NOON), "正常 2026-03-17 周二 12:00"),
        (Standing(problem="line 7 of a file", since=NOON), "有问题 2026-03-17 周二 12:00"),
    ):
        monkeypatch.setattr(status_waits, "standing", lambda *_, now=now: now)
        told = main(page(at, ZH, "clerk"))
        assert f"{ACCOUNT} mock-bank {words}" in told
        assert "line 7" not in told
    assert ACCOUNT not in main(page(at, ZH, "office"))


def test_what_the_nightly_audit_found_is_told_of_each_projection(at: Door, monkeypatch):
    standing = at.system.readers.runner.status()
    names = [one.name for one in standing]
    wrong, right = (Audited(1, 388, differs, NOON) for differs in (True, False))
    told = [replace(one, audit=right if one.name != "lots" else wrong) for one in standing]
    monkeypatch.setattr(type(at.system.readers.runner), "status", lambda _: told)
    zh, en = (main(page(at, f"/status?lang={lang}")) for lang in ("zh", "en"))
    assert zh.count("与日志不符 核至位置 388；请重建该投影") == 1
    assert zh.count("2026-03-17 周二 12:00 核对相符") == len(names) - 1
    assert "differs from the log compared up to position 388; rebuild it" in en
