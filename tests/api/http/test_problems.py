"""Every error that the house foresees is a problem with a kind, a sentence and a way on."""

import asyncio
from typing import Any

import httpx
import psycopg
import pytest
from eventsourcing.persistence import OperationalError
from fastapi import FastAPI, HTTPException
from psycopg_pool import PoolTimeout

from api.banks.busy import Interrupted, Written
from api.banks.planning import CannotImport
from api.bids import StillComing
from api.http import problems
from api.readers import NotReached
from domain.kernel import Rejected
from ledger.asking import NotAccepted
from ledger.tickets import Closed, NotWritten, OutcomeUnknown, Refused
from ledger.tree import NotInLog
from projections.reader import NotBuilt
from tests.kit.door import problem

SECRET = "host=10.0.0.1 password=x"


def answered(error: Exception, **headers: str) -> httpx.Response:
    """What an application says when this goes wrong in it."""
    app = FastAPI()
    problems.install(app)

    @app.get("/")
    def fail() -> None:
        raise error

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get("/", headers=headers)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("error", "status", "kind", "way_on"),
    [
        (NotAccepted("no"), 400, "not-accepted", "Nothing was recorded"),
        (NotWritten("full"), 507, "not-written", "Nothing was written"),
        (OutcomeUnknown("lost"), 503, "outcome-unknown", "same command id"),
        (Closed("bye"), 503, "closing", "ask again"),
        (NotReached(9, 7), 504, "not-reached", "Ask again"),
        (StillComing("bids"), 503, "still-coming", "Ask again"),
        (NotBuilt("not yet"), 503, "not-built", "Ask again"),
        (OperationalError(SECRET), 503, "database", "Ask again"),
        (psycopg.OperationalError(SECRET), 503, "database", "Ask again"),
        (psycopg.InterfaceError(SECRET), 503, "database", "Ask again"),
        (PoolTimeout(SECRET), 503, "database", "Ask again"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_goes_wrong_says_what_to_do(error: Exception, status: int, kind: str, way_on: str):
    said = problem(answered(error), status, kind)
    assert way_on in said["next"]
    assert "password" not in str(said)


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        (Written(), "其中什么都没有写入", "nothing of it was written"),
        (
            Written(lines=500),
            "已写入流水 500 笔、对账单 0 份",
            "of its lines 500 are written, of its statements 0",
        ),
    ],
)
def test_of_an_import_that_was_interrupted_it_is_said_what_was_recorded(
    written: Written, zh: str, en: str
) -> None:
    """In the language of who asks; and that the same file brings the rest."""
    error = Interrupted(["A", "B"], written)
    for language, words, way_on in (("zh", zh, "同一份文件"), ("en", en, "the same file again")):
        answer = answered(error, **{"accept-language": language})
        said = problem(answer, 503, "busy")
        assert words in said["detail"]
        assert way_on in said["next"]
        assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    ("partly", "zh", "en"),
    [
        (False, "什么都没有记录。", "Nothing was recorded."),
        (
            True,
            "一部分已记录，再导入一次也不会重复。",
            "A part is recorded, and is not recorded twice",
        ),
    ],
)
def test_of_a_file_that_cannot_be_imported_it_is_said_whether_a_part_was_recorded(
    partly: bool, zh: str, en: str
) -> None:
    """As where an import of it had died, and is finished though what is behind it waits."""
    error = CannotImport("unbanked.moves_nothing", day="2026-03-16")
    error.partly = partly
    for language, words in (("zh", zh), ("en", en)):
        said = problem(answered(error, **{"accept-language": language}), 409, "cannot-import")
        assert said["next"].startswith(words)


@pytest.mark.parametrize(
    ("rule", "status"), [("permission.missing", 403), ("lot.too_early", 409), ("p.x", 409)]
)
def test_a_refusal_is_forbidden_or_in_conflict(rule: str, status: int):
    refused = Refused(Rejected(rule, "because"), 12, repeated=False)
    said = problem(answered(refused), status, "refused")
    assert (said["rule"], said["detail"], said["position"]) == (rule, "because", 12)


def test_what_is_not_in_the_log_is_not_found():
    assert problem(answered(NotInLog("beyond")), 404, "not-in-log")["detail"] == "beyond"


@pytest.mark.parametrize(("status", "kind"), [(403, "forbidden"), (418, "http")])
def test_any_other_status_is_a_problem_too(status: int, kind: str):
    error: Any = HTTPException(status, "so it is", {"X-Told": "yes"})
    answer = answered(error)
    assert problem(answer, status, kind)["detail"] == "so it is"
    assert answer.headers["x-told"] == "yes"
