"""Events as they come: what `/v1/events` tells, in order, without a gap; and who is slow, goes."""

import asyncio
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from api.appointing import appoint
from api.http import relay, watching
from api.http.relay import BEAT
from api.sessions import Sessions
from domain.governance.appoint import RemoveRole
from domain.kernel import Post
from tests.api.http.test_commands import rate
from tests.kit.door import Door, problem
from tests.kit.listening import Heard, heard, listen
from tests.kit.patience import until

PATH = "/v1/events/stream"


def told(at: Door, after: int, person: str = "auditor") -> list[dict]:
    rows: list[dict] = at.get(f"/v1/events?after={after}&limit=1000", person).json()["data"]
    return rows


def reached(at: Door) -> int:
    """Where the log ends, once its readers have come there."""
    head = at.system.store.tail().position
    return at.get(f"/v1/events?min_position={head}&limit=1", "auditor").json()["as_of"]["head"]


def plain(rows: list[dict]) -> list[dict]:
    """Instants are written with Z or with +00:00."""
    return [
        {k: v.replace("Z", "+00:00") if k.endswith("_at") and v else v for k, v in row.items()}
        for row in rows
    ]


def write(at: Door, ppm: int) -> int:
    last: int = at.post(at.signed("office", rate(ppm))).json()["last"]
    return last


def rates(said: Heard) -> list[int]:
    """Where the rates that were set stand, among what was heard."""
    return [position for position, data in said.events if data.get("name") == "RateTableSet"]


@contextmanager
def listening(at: Door, enough, person: str = "auditor", path: str = PATH) -> Iterator[Future]:
    """Somebody listens while the body runs, already connected when it begins."""
    before = at.app.state.relay._people[person]
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(heard, at, path, person, enough)
        until(lambda: at.app.state.relay._people[person] != before or waiting.done())
        yield waiting


def test_from_the_first_position_everything_is_told_as_the_trail_tells_it(at: Door):
    last = reached(at)
    said = heard(at, f"{PATH}?from=1", "auditor", lambda h: h.last >= last)
    assert said.status == 200
    assert said.headers["content-type"].startswith("text/event-stream")
    ids = [position for position, _ in said.events]
    assert ids == list(range(1, ids[-1] + 1))
    assert plain([data for _, data in said.events][:last]) == plain(told(at, 0))[:last]
    assert any(set(data) == {"position", "recorded_at", "sealed"} for _, data in said.events)


def test_what_comes_is_told_as_it_comes(at: Door):
    reached(at)
    with listening(at, lambda h: len(rates(h)) == 3) as waiting:
        written = [write(at, ppm) for ppm in (60_001, 60_002, 60_003)]
        said: Heard = waiting.result()
    ids = [position for position, _ in said.events]
    assert ids == list(range(ids[0], ids[-1] + 1))  # upkeep may write heads between
    assert rates(said) == written


def test_who_comes_back_misses_nothing_and_hears_nothing_twice(at: Door):
    """What upkeep writes meanwhile is heard as well, each once and in its place."""
    last = reached(at)
    for path, before in ((PATH, last - 4), (f"{PATH}?from=1", last - 1)):
        said = heard(at, path, "auditor", lambda h: h.last >= last, last_event_id=str(before))
        ids = [position for position, _ in said.events]
        assert ids == list(range(before + 1, ids[-1] + 1))


def test_who_is_behind_the_ring_reads_pages(at: Door, monkeypatch):
    monkeypatch.setattr(relay, "_PAGE", 3)
    last = reached(at)
    with listening(at, lambda h: h.last > last + 4, path=f"{PATH}?from={last - 6}") as waiting:
        for ppm in range(5):
            write(at, 61_000 + ppm)
        said: Heard = waiting.result()
    ids = [position for position, _ in said.events]
    assert ids == list(range(last - 6, ids[-1] + 1))


def test_a_post_of_some_regions_is_told_pages_of_its_own_and_not_the_ring_of_all(
    at: Door, monkeypatch
):
    """Else it would hear by name what befalls deposits of lots that lie elsewhere."""
    appoint(at.system, "county", "C-SET1", "分中心", "350626")
    told_by, read = set[object](), relay.Relay._of_log

    async def of_log(self, after, regions):
        told_by.add(regions)  # as often as something comes: upkeep writes too
        return await read(self, after, regions)

    monkeypatch.setattr(relay.Relay, "_of_log", of_log)
    reached(at)
    for person, regions in (("auditor", set()), ("county", {frozenset({"350626"})})):
        with listening(at, lambda h: len(rates(h)) == 1, person) as waiting:
            written = write(at, 65_000 + len(person))
            assert rates(waiting.result()) == [written]
        assert told_by == regions


def test_who_is_moved_to_another_region_is_cut_off_and_comes_back(at: Door):
    appoint(at.system, "mover", "C-SET1", "分中心", "350626")
    reached(at)
    with listening(at, lambda _: False, "mover") as waiting:
        appoint(at.system, "mover", "C-SET1", "分中心", "350622")
        assert waiting.result(timeout=20).status == 200


def test_silence_is_told_too(at: Door, monkeypatch):
    monkeypatch.setattr(relay, "BEAT_S", 0.02)
    said = heard(at, PATH, "auditor", lambda h: h.body.count(BEAT) >= 3)
    names = {data["name"] for _, data in said.events}
    assert names <= {"HeadsSealed"}, "upkeep seals what was written before, and nobody writes"


@pytest.mark.parametrize(
    ("person", "status"),
    [("auditor", 200), ("office", 200), ("clerk", 200), ("ops", 403), ("bidder", 403), (None, 403)],
)
def test_only_who_reads_the_trail_may_listen(at: Door, person: str | None, status: int):
    last = reached(at)
    assert heard(at, f"{PATH}?from={last}", person, lambda h: True).status == status


def test_a_session_may_listen(at: Door):
    secret = Sessions(at.system.home).begin("auditor")
    last = reached(at)
    said = heard(
        at, f"{PATH}?from={last}", None, lambda h: bool(h.events), cookie=f"zhangben={secret}"
    )
    assert said.last == last


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("?from=999999999", {}, 404),
        ("", {"last-event-id": "999999999"}, 404),
        ("?from=0", {}, 422),
        ("?from=x", {}, 422),
        ("", {"last-event-id": "-1"}, 422),
        ("", {"last-event-id": "9" * 16}, 422),
    ],
)
def test_a_position_that_is_none_is_told(at: Door, query: str, headers, status: int):
    answer = at.ask("GET", PATH + query, headers=at.headers("auditor") | headers)
    assert answer.status_code == status


def test_a_person_has_so_many_streams_and_not_one_more(at: Door, monkeypatch):
    monkeypatch.setattr(relay, "EACH_MAX", 1)
    with listening(at, lambda h: bool(h.events)) as waiting:
        answer = at.get(PATH, "auditor")
        assert "1 streams each" in problem(answer, 429, "too-many-streams")["detail"]
        assert answer.headers["retry-after"] == "30"
        with listening(at, lambda h: bool(h.events), "clerk") as other:
            write(at, 62_000)
            assert other.result().status == 200
        assert waiting.result().status == 200
    assert heard(at, f"{PATH}?from=1", "auditor", lambda h: True).status == 200, "one has left"


def test_who_loses_the_post_hears_no_more(at: Door):
    appoint(at.system, "leaving", "AUD", "audit")
    reached(at)
    with listening(at, lambda h: False, "leaving") as waiting:
        write(at, 63_000)
        removed = RemoveRole(person="leaving", post=Post("AUD", "audit"), since=at.system.clock())
        last = at.system.ask("office", removed).last
        said: Heard = waiting.result()
    assert said.ended
    assert said.last < last


def test_who_is_signed_out_hears_no_more(at: Door, monkeypatch):
    monkeypatch.setattr(relay, "BEAT_S", 0.05)
    sessions = Sessions(at.system.home)
    secret = sessions.begin("reviewer")

    def enough(said: Heard) -> bool:
        if said.body.count(BEAT) == 1:
            sessions.end(secret)
        return False

    said = heard(at, PATH, None, enough, cookie=f"zhangben={secret}")
    assert (said.status, said.ended) == (200, True)


def test_who_takes_nothing_is_cut_off(at: Door, monkeypatch):
    monkeypatch.setattr(watching, "SEND_S", 0.05)

    async def never(_heard: Heard) -> None:
        await asyncio.sleep(3_600)

    path, headers = f"{PATH}?from=1", at.headers("auditor")
    said: Heard = at.run(lambda _: listen(at.app, path, headers, lambda h: False, never))
    assert (said.status, said.body, said.ended) == (200, b"", False)
    assert at.app.state.relay._people.total() == 0


def test_all_streams_share_one_follower(at: Door):
    people = ("auditor", "clerk", "cash", "supervisor")
    assert all(at.headers(person) for person in people), "tokens are issued one after the other"
    path = f"{PATH}?from={reached(at) + 1}"
    with ThreadPoolExecutor(8) as others:
        waiting = [
            others.submit(heard, at, path, person, lambda h: bool(rates(h)))  # heads may come first
            for person in people * 2
        ]
        until(lambda: at.app.state.relay._people.total() == len(waiting))
        assert at.app.state.metrics.streams._value.get() == 8
        assert _following() <= 1
        write(at, 64_000)
        assert {one.result().status for one in waiting} == {200}
    assert at.app.state.metrics.streams._value.get() == 0


def _following() -> int:
    """Threads that wait for what comes."""
    found = 0
    for frame in sys._current_frames().values():
        walk = frame
        while walk is not None:
            found += walk.f_code is relay.Relay._next.__code__
            walk = walk.f_back
    return found


def test_a_follower_that_fails_at_first_follows_yet(at: Door, monkeypatch):
    """Nobody else has to come for those who listen to hear again."""
    monkeypatch.setattr(relay, "_PATIENCE_S", 0.05)
    kept, failing = at.app.state.relay, iter((True,))
    until(lambda: kept._follower is None or kept._follower.done())
    whole = relay.Relay._reached

    def once_not(self: relay.Relay) -> int:
        if next(failing, False):
            raise OSError("the readers' database is away")
        return whole(self)

    monkeypatch.setattr(relay.Relay, "_reached", once_not)
    last = reached(at)
    with listening(at, lambda h: bool(h.events), path=f"{PATH}?from={last + 1}") as waiting:
        write(at, 65_000)
        assert waiting.result(timeout=20).last > last


def test_a_server_that_stops_ends_its_streams(at: Door):
    kept = at.app.state.relay
    try:
        with listening(at, lambda h: False) as waiting:
            at.run(_ending(kept))
            said: Heard = waiting.result()
        assert said.ended
    finally:
        kept._ended = False


def _ending(streams: relay.Relay):
    async def end(_client: object) -> None:
        streams.end()

    return end
