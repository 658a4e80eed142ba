"""For whoever runs it: alive, ready, counted, told in one line; and no secret anywhere."""

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.appointing import appoint
from api.embedded import Server
from api.http import operating
from api.http.access import LOGGER
from api.http.operating import Beat
from api.sessions import Sessions
from domain.governance.publish import SetRateTable
from projections.audits import Audited
from tests.api.http.test_commands import rate
from tests.kit import bidding
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem

FAR = {"x-forwarded-for": "203.0.113.9"}


@pytest.fixture(scope="module")
def still(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A door behind which nothing follows the log, and no checkpoint is signed."""
    folder: Path = tmp_path_factory.mktemp("still")
    with city(fresh(server), folder) as system:
        system.readers.runner.catch_up()
        with door(system) as opened:
            yield opened


def figures(at: Door) -> dict[str, float]:
    lines = at.get("/metrics").text.splitlines()
    found = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in found}


def test_it_is_alive_whatever_the_database_does(at: Door, monkeypatch):
    monkeypatch.setattr(at.system.store, "tail", None)
    said = at.get("/healthz").json()
    assert said == {"status": "ok", "origin": at.system.log.origin}


def test_it_is_ready(at: Door):
    said = at.get("/readyz")
    assert (said.status_code, said.json()["status"]) == (200, "ready")


def test_it_is_not_ready_while_the_readers_are_behind(still: Door, monkeypatch):
    monkeypatch.setattr(operating, "LAG_MAX", 0)
    assert still.get("/readyz").status_code == 200
    asked = SetRateTable(bank="mock-bank", since=bidding.DAY, rate_ppm=7)
    still.system.ask("office", asked)
    said = problem(still.get("/readyz"), 503, "not-ready")
    assert "projection balances is 1 events behind" in said["reasons"]
    still.system.readers.runner.catch_up()
    assert still.get("/readyz").status_code == 200


def test_nor_while_no_checkpoint_follows(still: Door, monkeypatch):
    still.app.state.beat = Beat()
    assert still.get("/readyz").status_code == 200, "it may take a moment"
    monkeypatch.setattr(operating, "BEAT_MAX_S", 0.01)
    time.sleep(0.02)
    said = problem(still.get("/readyz"), 503, "not-ready")
    assert said["reasons"] == ["no checkpoint covers the log for 0 s"]
    still.system.publisher.publish()
    still.system.readers.runner.catch_up()
    assert still.get("/readyz").status_code == 200


def test_rows_that_differ_from_the_log_are_counted_and_take_no_replica_away(still: Door):
    runner = still.system.readers.runner
    (one, *_) = runner.status()
    runner.audits.keep(one.name, Audited(one.generation, 3, True, still.system.clock()))
    assert still.get("/readyz").status_code == 200
    gauge = f'zhangben_projection_differs{{projection="{one.name}"}}'
    assert figures(still)[gauge] == 1
    runner.rebuild(one.name)
    assert figures(still)[gauge] == 0


# What is counted.


def test_commands_are_counted_by_what_came_of_them(still: Door):
    before = figures(still)
    still.post(still.signed("office", rate(5)))
    still.post(still.signed("office", rate(2_000_000)))
    still.ask(
        "POST",
        "/v1/parties",
        json={"party": "N0000000000000001", "name": "a"},
        headers=still.headers("clerk"),
    )
    after = figures(still)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more('zhangben_commands_total{outcome="accepted"}') == 1
    assert more('zhangben_commands_total{outcome="refused"}') == 2
    assert more("zhangben_command_seconds_count") == 3
    assert after["zhangben_commands_waiting"] == 0


def test_the_log_and_its_readers_are_counted(still: Door):
    asked = SetRateTable(bank="mock-bank", since=bidding.DAY, rate_ppm=11)
    last = still.system.ask("office", asked).last
    seen = figures(still)
    assert seen["zhangben_log_position"] == last
    assert seen['zhangben_projection_lag{projection="deposits"}'] >= 1
    still.system.readers.runner.catch_up()
    assert figures(still)['zhangben_projection_lag{projection="deposits"}'] == 0
    assert seen["zhangben_event_streams"] == 0


def test_two_applications_count_apart(at: Door, still: Door):
    before = figures(still)['zhangben_commands_total{outcome="accepted"}']
    at.post(at.signed("office", rate(6)))
    assert figures(still)['zhangben_commands_total{outcome="accepted"}'] == before


def test_requests_are_counted_by_route_only_where_nothing_is_asked(at: Door):
    at.get(f"/v1/lots/{bidding.LOTS[0]}")
    at.get("/nowhere/secret-in-a-path")
    at.ask("POST", "/v1/deposits", json={}, headers=at.headers("bidder"))
    text = at.get("/metrics").text
    assert 'route="/v1/lots/{lot}"' in text
    assert 'method="POST",route="asking"' in text
    for said in ("secret-in-a-path", bidding.LOTS[0], 'route="/v1/deposits",status="4xx"'):
        assert said not in text


def test_what_bidders_alone_read_or_bring_is_no_route_and_no_method_of_its_own(at: Door):
    """Else a line of HEAD or PATCH would count the files of bids, one of a bid's page its readers.

    A statement's upload is nobody's secret, and stays as it was.
    """
    before = requests_counted(at)
    headers = at.headers("bidder") | {"Tus-Resumable": "1.0.0"}
    upload = f"/v1/bid-files/uploads/{'0' * 32}"
    part = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    assert at.ask("HEAD", upload, headers=headers).status_code == 404
    assert at.ask("PATCH", upload, headers=headers | part).status_code == 404
    assert at.ask("DELETE", upload, headers=headers).status_code == 404
    assert at.get("/v1/bids/B00000000000000FF", "bidder").status_code == 404
    new = {labels: n - before.get(labels, 0) for labels, n in requests_counted(at).items()}
    asked = 'method="POST",route="asking",status="4xx"'
    assert {labels: n for labels, n in new.items() if n and "metrics" not in labels} == {asked: 4}


def requests_counted(at: Door) -> dict[str, int]:
    """How many requests by method, route and class of status."""
    name = "zhangben_request_seconds_count{"
    lines = (line for line in at.get("/metrics").text.splitlines() if line.startswith(name))
    told = (line.removeprefix(name).rpartition("} ") for line in lines)
    return {labels: int(float(n)) for labels, _, n in told}


@pytest.mark.parametrize(
    ("person", "headers", "status"),
    [
        (None, {}, 200),
        (None, FAR, 403),
        (None, {"forwarded": "for=127.0.0.1"}, 403),
        (None, {"via": "1.1 proxy"}, 403),
        ("auditor", FAR, 403),
        ("admin", FAR, 200),
    ],
)
def test_only_this_machine_or_an_administrator_counts(at: Door, person, headers, status: int):
    appoint(at.system, "admin", "C-ADMIN", "centre")
    answer = at.ask("GET", "/metrics", headers=at.headers(person) | headers)
    assert answer.status_code == status


# What is told of a request.


@pytest.fixture
def lines(caplog) -> None:
    """Somebody wants the lines."""
    caplog.set_level(logging.INFO, LOGGER)


def told(caplog) -> list[dict]:
    return [json.loads(record.message) for record in caplog.records if record.name == LOGGER]


def test_a_request_is_one_line_with_its_id(at: Door, lines, caplog):
    answer = at.get("/v1/proofs/1?size=1")
    at.get("/v1/balances", "auditor")
    public, line = told(caplog)
    assert (public["id"], public["person"]) == (answer.headers["x-request-id"], None)
    assert (line["method"], line["route"], line["status"], line["person"]) == (
        "GET",
        "/v1/balances",
        200,
        "auditor",
    )
    assert set(line) == {"event", "timestamp", "id", "method", "route", "status", "ms", "person"}


def test_no_line_holds_a_secret_or_what_was_asked(at: Door, lines, caplog):
    link = Sessions(at.system.home).link("ops")
    entered = at.ask("GET", f"/sign-in/demo/ops?token={link}")
    cookie = entered.headers["set-cookie"].partition(";")[0]
    asked = {"party": "N00000000000000AA", "name": "王秘密"}
    headers = {"cookie": cookie, "sec-fetch-site": "same-origin"}
    assert at.ask("POST", "/v1/parties", json=asked, headers=headers).status_code == 201
    at.get("/v1/bankdays?after=hidden-in-a-query", "auditor")
    at.get("/nowhere/hidden-in-a-path")
    written = caplog.text
    for secret in (
        link,
        cookie.partition("=")[2],
        at.token("auditor"),
        "王秘密",
        "hidden",
        "N00000",
    ):
        assert secret not in written
    assert [line["person"] for line in told(caplog)] == [None, "ops", "auditor", None]


def test_who_asks_for_a_deposit_is_not_told(at: Door, lines, caplog):
    for asked in ({"lot": bidding.LOTS[0], "party": bidding.COMPANY}, {}):
        at.ask("POST", "/v1/deposits", json=asked, headers=at.headers("bidder"))
    path = "/v1/deposits/P00000000000000FF/receipt-claims"
    at.ask("POST", path, json={}, headers=at.headers("bidder"))
    at.ask("POST", f"{path}/1/withdrawal", json={}, headers=at.headers("bidder"))
    at.get(path, "bidder")
    assert [line["person"] for line in told(caplog)] == [None] * 5


def test_nothing_is_written_unless_wanted(at: Door, caplog):
    at.get("/v1/lots")
    assert told(caplog) == []
