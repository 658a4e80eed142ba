"""`python -m api.cli`: where the shell shim ends."""

import sys

import typer
import typer.main
from typer.exceptions import TyperException

from api.cli.app import app
from api.cli.exits import USAGE, guarded, say


def _run() -> int:
    command = typer.main.get_command(app)
    try:
        result = command.main(prog_name="zhangben", standalone_mode=False)
    except typer.Exit as leaving:
        return leaving.exit_code
    except TyperException as wrong:
        say(wrong.format_message())
        return USAGE
    except typer.Abort:
        return 130
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(guarded(_run))
