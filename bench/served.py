"""A process that serves at a port of its choice, which it prints: our application, or a bare route.

`python -m bench.served followed FOLDER` serves an installation with all that `serve` does besides;
`alone FOLDER` the application alone; `bare` a route that parses the same JSON.
It ends with its parent.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Thread

from fastapi import FastAPI

from api.cli.serving import listening, server_of
from api.home import Home
from api.http.app import create_app
from api.http.commands import CommandIn
from api.http.limits import Limits, Rate
from api.http.receipts import CommandReceiptOut
from api.pauses import short_pauses
from api.upkeep import upkeep
from api.wiring import opened
from bench.world import WORLD

_ANY = Rate(10**9, 10**9)
UNLIMITED = Limits(signed=_ANY, asked=_ANY, sign_in=_ANY, read=_ANY)

type Application = tuple[FastAPI, Callable[[], None]]
"""What is served, and what is called as it begins to stop."""


@contextmanager
def _ours(folder: str, *, followed: bool) -> Iterator[Application]:
    with (
        opened(Home(Path(folder)), WORLD) as system,
        upkeep(system) if followed else nullcontext(),
    ):
        app = create_app(system, UNLIMITED)
        yield app, app.state.relay.end


@contextmanager
def _bare() -> Iterator[Application]:
    app = FastAPI(openapi_url=None)

    @app.post("/v1/commands", status_code=201)
    async def ask(command: CommandIn) -> CommandReceiptOut:
        return CommandReceiptOut(id=command.signatures[0].key, first=1, last=1, repeated=False)

    yield app, lambda: None


def _end_with_parent() -> None:
    """Its end closes our standard input."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGINT)


def main(kind: str, *where: str) -> None:
    """Serves until interrupted."""
    Thread(target=_end_with_parent, daemon=True).start()
    door = listening(0)
    serving = _bare() if kind == "bare" else _ours(*where, followed=kind == "followed")
    with short_pauses(), suppress(KeyboardInterrupt), serving as (application, ending):
        door.listen()
        print(door.getsockname()[1], flush=True)
        server_of(application, ending).run(sockets=[door])


if __name__ == "__main__":
    main(*sys.argv[1:])
