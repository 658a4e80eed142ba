"""Many ask at once: every one is answered, and none waits for a connection that waits for it."""

import asyncio
import json

import httpx
import pytest

from tests.api.http.test_commands import rate
from tests.kit.door import Door, envelope

AT_ONCE = 50


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/v1/position",
        "/checkpoint",
        "/tile/0/000.p/5",
        "/tile/entries/000.p/5",
        "/v1/proofs/1?size=5",
        "/v1/consistency/3/5",
        "/v1/balances",
        "/v1/balances?as_of=2026-03-16",
        "/v1/bankdays",
        "/v1/lots",
        "/v1/deposits",
        "/v1/events",
    ],
)
def test_all_are_answered_alike(at: Door, path: str):
    answers = at.at_once([path] * AT_ONCE, "auditor")
    assert {answer.status_code for answer in answers} == {200}


def test_all_kinds_of_questions_at_once(at: Door):
    paths = ["/v1/balances", "/v1/bankdays", "/v1/events", "/v1/proofs/1?size=5", "/v1/lots"]
    answers = at.at_once(paths * 10, "auditor")
    assert {answer.status_code for answer in answers} == {200}


def test_commands_at_once_get_a_position_each(at: Door):
    signed = [at.signed("office", rate(40_000 + n)) for n in range(AT_ONCE)]

    async def all_at_once(client: httpx.AsyncClient) -> list[httpx.Response]:
        asked = (client.post("/v1/commands", json=envelope(one)) for one in signed)
        return await asyncio.gather(*asked)

    answers = at.run(all_at_once)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["first"] for answer in answers}) == AT_ONCE
    ids = [json.loads(one.body)["id"] for one in signed]
    assert [answer.json()["id"] for answer in answers] == ids


def test_the_same_command_at_once_is_done_once(at: Door):
    signed = at.signed("office", rate(50_000))

    async def all_at_once(client: httpx.AsyncClient) -> list[httpx.Response]:
        asked = (client.post("/v1/commands", json=envelope(signed)) for _ in range(10))
        return await asyncio.gather(*asked)

    receipts = [answer.json() for answer in at.run(all_at_once)]
    assert len({receipt["first"] for receipt in receipts}) == 1
    assert sorted(receipt["repeated"] for receipt in receipts) == [False] + [True] * 9
