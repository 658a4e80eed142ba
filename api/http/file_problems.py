"""What is wrong with a file that somebody brings, as a problem in the language of who asks."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException

from api.banks.busy import Busy, Interrupted
from api.banks.planning import CannotImport
from api.banks.quarantining import InQuarantine
from api.banks.statements.format import StatementError
from api.banks.statements.saying import Sentence
from api.banks.waiting import InPart, Waits
from api.http.problem import AGAIN_S, Problem, problem
from api.joint import NotBanked
from api.texts import Say, saying


class SpokenError(HTTPException):
    """An answer of this status, with a sentence of the catalogue; `str` of it is English."""

    def __init__(
        self, status: int, sentence: Sentence, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, str(sentence), headers)
        self.sentence = sentence


type Answer = Callable[[Any, str, Say], Problem]
"""What an error is answered with in a language, and the catalogue in it."""


def _busy(error: Busy, language: str, say: Say) -> Problem:
    if isinstance(error, Interrupted):
        return _in_a_moment("busy", error.said(language), say("bring.interrupted"))
    nothing = f"{say('bring.nothing')} {say('bring.again')}"
    return _in_a_moment("busy", error.said(language), nothing)


def _in_a_moment(kind: str, detail: str, way_on: str) -> Problem:
    made = problem(503, kind, detail, next=way_on)
    made.headers["Retry-After"] = AGAIN_S
    return made


def _not_banked(error: NotBanked, language: str, say: Say) -> Problem:
    detail = error.said(language)
    if isinstance(error.__cause__, Busy):
        return _in_a_moment("not-banked", detail, say("bring.released.moment"))
    return problem(409, "not-banked", detail, next=say("bring.released.again"))


def _cannot_import(error: CannotImport, language: str, say: Say) -> Problem:
    way_on = say("bring.partly" if error.partly else "bring.nothing")
    if isinstance(error, Waits | InPart):
        way_on = f"{way_on} {say('bring.whole_day')}"
    return problem(409, "cannot-import", error.said(language), next=way_on)


def _in_quarantine(error: InQuarantine, language: str, say: Say) -> Problem:
    way_on = say("bring.off")
    return problem(409, "in-quarantine", error.said(language), file=error.sha256, next=way_on)


def _unread(error: StatementError, language: str, say: Say) -> Problem:
    return problem(422, "statement", error.said(language), next=say("bring.nothing"))


_ANSWERS: tuple[tuple[type[Exception], Answer], ...] = (
    (StatementError, _unread),
    (InQuarantine, _in_quarantine),
    (Busy, _busy),
    (CannotImport, _cannot_import),
    (NotBanked, _not_banked),
)
"""The first that an error is counts."""

SPOKEN = tuple(kind for kind, _ in _ANSWERS)
"""All that is answered here."""


def spoken_answer(error: Exception, language: str) -> Problem | None:
    """The document that such an error is answered with; None for any other."""
    found = (answer for kind, answer in _ANSWERS if isinstance(error, kind))
    answer = next(found, None)
    return answer and answer(error, language, saying(language))
