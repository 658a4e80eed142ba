"""Exit codes, and how a problem reaches a person: one sentence on stderr, no traceback."""

import os
import sys
import traceback
from collections.abc import Callable

import psycopg
from eventsourcing.persistence import PersistenceError

from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.format import StatementError
from api.embedded import DatabaseUnavailable
from api.home import HomeProblem
from api.texts import text
from ledger.asking import NotAccepted
from ledger.migrate import Drifted
from ledger.publishing import Behind
from ledger.signing import KeyRefused
from ledger.tickets import NotWritten, OutcomeUnknown, Refused
from ledger.tree import NotInLog

OK, FAILED, USAGE, NOT_VERIFIED, NOT_BALANCED, NO_SERVICE = range(6)

_UNREACHABLE = (DatabaseUnavailable, PersistenceError, psycopg.OperationalError, OutcomeUnknown)
_EXPECTED = (
    HomeProblem,
    CannotImport,
    StatementError,
    NotAccepted,
    Refused,
    NotWritten,
    NotInLog,
    Behind,
    Drifted,
    KeyRefused,
    OSError,
    ValueError,
)


def guarded(run: Callable[[], int | None]) -> int:
    """Runs a command; a problem becomes its sentence and exit code. ZHANGBEN_DEBUG=1 raises."""
    try:
        return run() or OK
    except (*_UNREACHABLE, *_EXPECTED) as problem:
        if os.environ.get("ZHANGBEN_DEBUG") == "1":
            raise
        say(str(problem))
        return NO_SERVICE if isinstance(problem, _UNREACHABLE) else FAILED
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        if os.environ.get("ZHANGBEN_DEBUG") == "1":
            raise
        place = traceback.extract_tb(problem.__traceback__)[-1]
        say(
            f"{type(problem).__name__}: {problem} ({place.name}); this is a defect of ours, "
            "--debug shows where"
        )
        return FAILED


def say(sentence: str) -> None:
    """A problem in one sentence, on stderr."""
    print(f"zhangben: {text('problem')}: {sentence}", file=sys.stderr)
