"""Exit codes, and how a problem reaches a person: one sentence on stderr, no traceback."""

import os
import sys
import traceback
from collections.abc import Callable

import psycopg
from eventsourcing.persistence import PersistenceError

from api.banks.planning import DoesNotAddUp
from api.banks.statements.saying import Spoken
from api.deputies import WhoseName
from api.embedded import DatabaseUnavailable
from api.home import HomeProblem
from api.sessions import NoDemoHere
from api.texts import language, text
from ledger.asking import NotAccepted
from ledger.migrate import Drifted
from ledger.publishing import Behind
from ledger.signing import KeyRefused
from ledger.tickets import NotWritten, OutcomeUnknown, Refused
from ledger.tree import NotInLog
from ledger.vault import KeysAway

OK, FAILED, USAGE, NOT_VERIFIED, NOT_BALANCED, NO_SERVICE = range(6)
INTERRUPTED = 130

_UNREACHABLE = (
    DatabaseUnavailable,
    PersistenceError,
    psycopg.OperationalError,
    OutcomeUnknown,
    KeysAway,
)
_EXPECTED = (
    HomeProblem,
    NoDemoHere,
    Spoken,
    NotAccepted,
    WhoseName,
    Refused,
    NotWritten,
    NotInLog,
    Behind,
    Drifted,
    KeyRefused,
    OSError,
    ValueError,
)


def guarded(run: Callable[[], int]) -> int:
    """Runs a command; a problem becomes its sentence and exit code. ZHANGBEN_DEBUG=1 raises."""
    try:
        code = run()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _leave_pipe()
        return OK
    except Exception as problem:
        if os.environ.get("ZHANGBEN_DEBUG") == "1":
            raise
        say(sentence(problem))
        return _code(problem)


def _code(problem: Exception) -> int:
    if isinstance(problem, _UNREACHABLE) or _misled(problem):
        return NO_SERVICE
    return NOT_BALANCED if isinstance(problem, DoesNotAddUp) else FAILED


def sentence(problem: Exception) -> str:
    """A problem on one line, for whoever asked."""
    if isinstance(problem, OSError) and problem.filename is not None:
        return f"{problem.filename}: {problem.strerror}"
    told = problem.said(language()) if isinstance(problem, Spoken) else str(problem)
    said = " ".join(told.split()) or type(problem).__name__
    if isinstance(problem, (*_UNREACHABLE, *_EXPECTED)) or _misled(problem):
        return said
    place = traceback.extract_tb(problem.__traceback__)[-1]
    return (
        f"{type(problem).__name__}: {said} ({place.name}); this is a defect of ours, --debug shows "
        "where"
    )


def _misled(problem: Exception) -> bool:
    """Whether ZHANGBEN_DSN cannot be read, or names a user who may not do the owner's work."""
    return isinstance(problem, psycopg.ProgrammingError) and (
        problem.sqlstate is None or isinstance(problem, psycopg.errors.InsufficientPrivilege)
    )


def say(words: str) -> None:
    """A problem in one sentence, on stderr."""
    print(f"zhangben: {text('problem')}: {words}", file=sys.stderr)


def _leave_pipe() -> None:
    """Whoever read our output has enough of it: what is left goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
