"""What both verifiers' command lines have alike: what is asked, what is answered, the exit code.

Exit codes: 0 verified, 2 usage, 3 not verified; as `zhangben` has them.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from ledger.trust import Trust, TrustRefused

NOT_VERIFIED = 3
"""Exit code for what does not hold."""


class Outcome(Protocol):
    """A verdict, on a log or on a pack."""

    @property
    def ok(self) -> bool:
        """Whether nothing at all was found wrong."""

    def as_json(self) -> dict[str, Any]:
        """Everything, as JSON knows it."""

    def lines(self) -> Iterable[str]:
        """The same in words."""


def parser(room: str, what: str, example: str) -> argparse.ArgumentParser:
    """Asks for what a verifier must know. `room`: the module that is run; `what` it verifies."""
    made = argparse.ArgumentParser(
        prog=f"python -m {room}",
        description=f"Verifies an {what} against the keys that you expect.",
        epilog=f"example: python -m {room} {example}",
    )
    made.add_argument("--trust", type=Path, required=True, help="origin and keys to expect")
    made.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        metavar="NOTE",
        help="one that you kept yourself; may be repeated",
    )
    made.add_argument("--json", action="store_true", help="the verdict as JSON")
    return made


def answer(
    asked: argparse.ArgumentParser,
    told: argparse.Namespace,
    look: Callable[[Trust, list[str]], Outcome],
    refusal: type[ValueError],
) -> int:
    """Prints what `look` finds, given what to trust and the checkpoints kept; the exit code.

    `refusal`: what it raises where the file is nothing that can be looked at. Wrong use, a file
    that is not there among it, ends the program.
    """
    try:
        trust = Trust.load(told.trust)
        verdict = look(trust, [path.read_bytes().decode() for path in told.checkpoint])
    except (OSError, TrustRefused, UnicodeDecodeError) as problem:
        asked.error(str(problem))
    except refusal as problem:
        refused = {"ok": False, "refused": str(problem)}
        print(json.dumps(refused) if told.json else f"NOT VERIFIED: {problem}")
        return NOT_VERIFIED
    print(*([json.dumps(verdict.as_json())] if told.json else verdict.lines()), sep="\n")
    return 0 if verdict.ok else NOT_VERIFIED
