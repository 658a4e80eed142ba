"""Every error as RFC 9457 problem details: what is wrong, under which rule, what to do next."""

import json
from collections.abc import Callable
from typing import Any

from eventsourcing.persistence import PersistenceError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from psycopg import InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from api.bids import StillComing
from api.days_in import DaysMissing
from api.deputies import WhoseName
from api.going_on import MayBeGone
from api.http.custody import NotInCustody
from api.http.drawn_for import DrawnForAnother
from api.http.file_problems import SPOKEN, SpokenError, spoken_answer
from api.http.language import heard, told_in
from api.http.problem import MEDIA_TYPE, Problem, problem
from api.joint import MayNotSign, NoProposal, NotTheirs, OutOfDate, OwnProposal
from api.quarantine import NotThere
from api.readers import NotReached
from api.texts import LANGUAGES
from ledger.asking import NotAccepted
from ledger.tickets import Closed, NotWritten, OutcomeUnknown, Refused
from ledger.tree import NotInLog
from ledger.vault import KeysAway
from projections.reader import NotBuilt

_AGAIN = "Ask again in a moment."
_NOTHING = "Nothing was recorded."
_SAME_ID = "Ask again with the same command id: what was written answers with its receipt."
_OWN_KEY = "Sign the command with your own key and POST it to /v1/commands."
_NAME_IT = "Say in whose name you ask, in the header On-Behalf-Of or on the page's first line."
_COMES = "It waits for the bank's statement of each: until C-CASH says that it is all of the day, "
_COMES += "the next day follows on, or the day is closed."
_SAID_MAX = 80
"""Characters of what was sent that an answer quotes."""


class Changed(Exception):
    """What was to be edited is not what its editor saw; the refusal says so."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(str(refused))
        self.refused = refused


def defect() -> Problem:
    """What nobody foresaw. Its inside stands in the process's log, not in the answer."""
    return problem(500, "defect", "this is a defect of ours; it was logged")


def _refused(error: Refused, status: int | None = None) -> Problem:
    return problem(
        status or (403 if error.rejected.rule.startswith("permission.") else 409),
        "refused",
        error.rejected.detail,
        rule=error.rejected.rule,
        position=error.position,
        repeated=error.repeated,
        next="The refusal is recorded; this command id answers so for ever. Ask anew with "
        "another id once the reason is gone.",
    )


def _unreachable(_error: Exception) -> Problem:
    return problem(503, "database", "the database does not answer", next=_AGAIN)


_ANSWERS: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (Refused, _refused),
    (Changed, lambda e: _refused(e.refused, 412)),
    (NotInCustody, lambda e: problem(403, "own-key", str(e), next=_OWN_KEY)),
    (WhoseName, lambda e: problem(400, "whose-name", str(e), names=list(e.names), next=_NAME_IT)),
    (DrawnForAnother, lambda e: problem(409, "drawn-for-another", str(e), next=_NOTHING)),
    (NotAccepted, lambda e: problem(400, "not-accepted", str(e), next=_NOTHING)),
    (NotWritten, lambda e: problem(507, "not-written", str(e), next="Nothing was written.")),
    (OutcomeUnknown, lambda e: problem(503, "outcome-unknown", str(e), next=_SAME_ID)),
    (Closed, lambda e: problem(503, "closing", str(e), next="Nothing was written; ask again.")),
    (NotThere, lambda e: problem(404, "not-in-quarantine", str(e))),
    (NoProposal, lambda e: problem(404, "no-proposal", str(e))),
    (OutOfDate, lambda e: problem(409, "out-of-date", str(e), next=_NOTHING)),
    (DaysMissing, lambda e: problem(409, "days-missing", str(e), days=list(e.days), next=_COMES)),
    (MayBeGone, lambda e: problem(409, "reversal-open", str(e), next=_NOTHING)),
    (MayNotSign, lambda e: problem(403, "forbidden", str(e), next=_NOTHING)),
    (NotTheirs, lambda e: problem(403, "not-your-key", str(e), next=_NOTHING)),
    (OwnProposal, lambda e: problem(409, "own-proposal", str(e), next=_NOTHING)),
    (NotInLog, lambda e: problem(404, "not-in-log", str(e))),
    (
        NotReached,
        lambda e: problem(504, "not-reached", str(e), position=e.reached, next=_AGAIN),
    ),
    (StillComing, lambda e: problem(503, "still-coming", str(e), next=_AGAIN)),
    (NotBuilt, lambda e: problem(503, "not-built", str(e), next=_AGAIN)),
    (PersistenceError, _unreachable),
    (OperationalError, _unreachable),
    (KeysAway, _unreachable),
    (InterfaceError, _unreachable),
)


def install(app: FastAPI) -> None:
    """Makes every error of the application a problem document."""
    for kind, answer in _ANSWERS:
        app.add_exception_handler(kind, _handler(_plain(answer)))
    for spoken in SPOKEN:
        app.add_exception_handler(spoken, _handler(spoken_answer, in_language=True))
    app.add_exception_handler(SpokenError, _handler(_of_http, in_language=True))
    app.add_exception_handler(HTTPException, _handler(_of_http))
    app.add_exception_handler(RequestValidationError, _handler(_plain(_unread)))


def answer_to(error: Exception, language: str = LANGUAGES[0]) -> dict[str, Any] | None:
    """The document that an error is answered with; None for one that nobody foresaw."""
    made = _answer(error, language)
    if made is None:
        return None
    said: dict[str, Any] = json.loads(bytes(made.body))
    return said


def _plain(answer: Callable[[Any], Problem]) -> Callable[[Any, str], Problem]:
    """It is the same in any language."""
    return lambda error, _language: answer(error)


def _answer(error: Exception, language: str) -> Problem | None:
    if isinstance(error, HTTPException):
        return _of_http(error, language)
    if isinstance(error, RequestValidationError):
        return _unread(error)
    plain = next((answer for kind, answer in _ANSWERS if isinstance(error, kind)), None)
    return plain(error) if plain else spoken_answer(error, language)


def _handler(answer: Callable[[Any, str], Problem | None], *, in_language: bool = False) -> Any:
    """Answers a request; `in_language`: what it says depends on who asks."""

    async def handle(request: Request, error: Exception) -> Problem:
        language = heard(request)
        made = answer(error, language)
        assert made is not None, "an error is answered by its own kind"
        if in_language:
            told_in(made, language)
        if command_id := getattr(request.state, "command_id", None):
            made.headers["Idempotency-Key"] = command_id
        return made

    return handle


_KINDS = {
    400: "invalid",
    401: "sign-in",
    403: "forbidden",
    404: "not-found",
    405: "method",
    408: "too-slow",
    412: "version",
    413: "too-large",
    415: "media-type",
    422: "invalid",
    423: "in-use",
    428: "version-needed",
    429: "too-often",
    503: "busy",
    507: "no-room",
}


def _of_http(error: HTTPException, language: str) -> Problem:
    spoken = error.sentence.said(language) if isinstance(error, SpokenError) else None
    kind = _KINDS.get(error.status_code, "http")
    made = problem(error.status_code, kind, spoken or str(error.detail))
    made.headers.update(error.headers or {})
    return made


def _unread(error: RequestValidationError) -> Problem:
    """400 for what is no JSON at all, 422 for JSON or parameters of another shape."""
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return problem(400, "invalid", "body: JSON is expected, these bytes are none")
    errors = [
        {
            "field": ".".join(str(step) for step in one["loc"]),
            "value": repr(one.get("input"))[:_SAID_MAX],
            "right": one["msg"],
        }
        for one in found
    ]
    fields = ", ".join(str(one["field"]) for one in errors)
    return problem(422, "invalid", f"not valid: {fields}", errors=errors)


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    kind: {
        "description": text,
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "type": "object",
                    "required": ["type", "title", "status", "detail"],
                    "properties": {
                        "type": {"type": "string", "format": "uri"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                        "rule": {"type": "string"},
                        "position": {"type": "integer"},
                        "next": {"type": "string"},
                    },
                }
            }
        },
    }
    for kind, text in (("4XX", "What was asked cannot be."), ("5XX", "Not now."))
}
"""Problems, as OpenAPI tells of them."""
