"""`python -m api.cli`: where the shell shim ends."""

import sys

import typer.main
from click.exceptions import Abort, ClickException, Exit

from api.cli.app import app
from api.cli.exits import USAGE, guarded


def _run() -> int:
    command = typer.main.get_command(app)
    try:
        result = command.main(standalone_mode=False)
    except Exit as leaving:
        return leaving.exit_code
    except ClickException as wrong:
        wrong.show()
        return USAGE
    except Abort:
        return 130
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(guarded(_run))
