"""Every error as RFC 9457 problem details: what is wrong, under which rule, what to do next."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from eventsourcing.persistence import PersistenceError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.readers import NotReached
from ledger.asking import NotAccepted
from ledger.tickets import Closed, NotWritten, OutcomeUnknown, Refused
from ledger.tree import NotInLog
from projections.reader import NotBuilt

MEDIA_TYPE = "application/problem+json"


def problem(status: int, kind: str, detail: str, **more: Any) -> JSONResponse:
    """A problem document. `kind` is stable and for machines, `detail` for people."""
    content = {
        "type": f"urn:zhangben:problem:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(content, status, media_type=MEDIA_TYPE)


def _refused(error: Refused) -> JSONResponse:
    status = 403 if error.rejected.rule.startswith("permission.") else 409
    return problem(
        status,
        "refused",
        error.rejected.detail,
        rule=error.rejected.rule,
        position=error.position,
        repeated=error.repeated,
        next="The refusal is recorded; this command id answers so for ever. Ask anew with "
        "another id once the reason is gone.",
    )


def _unknown(error: Exception) -> JSONResponse:
    return problem(
        503,
        "outcome-unknown",
        str(error),
        next="Ask again with the same command id: what was written answers with its receipt.",
    )


_ANSWERS: tuple[tuple[type[Exception], Callable[[Any], JSONResponse]], ...] = (
    (Refused, _refused),
    (NotAccepted, lambda e: problem(400, "not-accepted", str(e))),
    (NotWritten, lambda e: problem(507, "not-written", str(e), next="Nothing was written.")),
    (OutcomeUnknown, _unknown),
    (Closed, lambda e: problem(503, "closing", str(e), next="Nothing was written; ask again.")),
    (NotInLog, lambda e: problem(404, "not-in-log", str(e))),
    (NotReached, lambda e: problem(504, "position-not-reached", str(e), position=e.reached)),
    (NotBuilt, lambda e: problem(503, "not-built", str(e), next="Ask again in a moment.")),
    (PersistenceError, lambda _: problem(503, "database", "the database does not answer")),
)


def install(app: FastAPI) -> None:
    """Makes every error of the application a problem document."""
    for kind, answer in _ANSWERS:
        app.add_exception_handler(kind, _handler(answer))
    app.add_exception_handler(HTTPException, _handler(_of_http))
    app.add_exception_handler(RequestValidationError, _handler(_of_validation))
    app.add_exception_handler(Exception, _handler(_of_defect))


def _handler(answer: Callable[[Any], JSONResponse]) -> Any:
    async def handle(_request: Request, error: Exception) -> JSONResponse:
        return answer(error)

    return handle


def _of_http(error: HTTPException) -> JSONResponse:
    kinds = {401: "sign-in", 403: "forbidden", 404: "not-found", 405: "method", 413: "too-large"}
    made = problem(error.status_code, kinds.get(error.status_code, "http"), str(error.detail))
    made.headers.update(error.headers or {})
    return made


def _of_validation(error: RequestValidationError) -> JSONResponse:
    errors = [
        {
            "field": ".".join(str(step) for step in one["loc"]),
            "value": repr(one.get("input"))[:80],
            "right": one["msg"],
        }
        for one in error.errors()
    ]
    fields = ", ".join(str(one["field"]) for one in errors)
    return problem(422, "invalid", f"not valid: {fields}", errors=errors)


def _of_defect(error: Exception) -> JSONResponse:
    logging.getLogger(__name__).error("a defect behind a request", exc_info=error)
    return problem(500, "defect", "this is a defect of ours; it was logged")
