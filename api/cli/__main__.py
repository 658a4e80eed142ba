"""`python -m api.cli`: where the shell shim ends."""

import signal
import sys
from collections.abc import Sequence
from types import FrameType

import typer
import typer.main
from typer.exceptions import TyperException

from api.cli.app import application
from api.cli.exits import INTERRUPTED, OK, USAGE, guarded, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line; its exit code."""
    return guarded(lambda: _run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(arguments: list[str]) -> int:
    command = typer.main.get_command(application(arguments))
    try:
        with command.make_context("zhangben", arguments) as context:
            command.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    except TyperException as wrong:
        if words := wrong.format_message():  # none: the help was shown instead
            where = getattr(wrong, "ctx", None)
            say(words if where is None else f"{words} ({where.command_path} --help)")
        return USAGE
    except typer.Abort:
        return INTERRUPTED
    return OK


def _end(number: int, _frame: FrameType | None) -> None:
    """Ends in order: what is temporary is removed, the database has one user less."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
