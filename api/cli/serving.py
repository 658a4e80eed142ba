"""`serve`: the HTTP door, with readers kept up to date behind it; `token`: who may read."""

import errno
import socket
from contextlib import suppress
from typing import Annotated

import typer

from api.cli.options import Data, Json
from api.cli.state import console, home, installation, notes, print_json
from api.texts import text
from api.tokens import issue_token
from api.upkeep import upkeep
from api.wiring import System

app = typer.Typer()

Port = Annotated[int, typer.Option(help="端口 · port", min=1, max=65_535)]

_HOST = "127.0.0.1"


@app.command()
def serve(port: Port = 8000, data: Data = None) -> None:
    """提供 HTTP 接口 · Serve the HTTP interface on this machine.

    例 Example: zhangben serve --port 8000
    """
    door = listening(port)
    with installation(data) as system:
        run_server(system, door)


def listening(port: int) -> socket.socket:
    """The port, taken now: whether it is free is told before anything else is done."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((_HOST, port))
    except OSError as problem:
        door.close()
        why = "in use" if problem.errno == errno.EADDRINUSE else problem.strerror
        raise typer.BadParameter(f"{port} is {why}; name another", param_hint="--port") from None
    return door


def run_server(system: System, door: socket.socket) -> None:
    """Serves until interrupted."""
    # Here, because nine commands of ten would only wait for them.
    import uvicorn  # noqa: PLC0415

    from api.http.app import create_app  # noqa: PLC0415

    config = uvicorn.Config(
        create_app(system),
        log_level="warning",
        limit_concurrency=512,
        timeout_graceful_shutdown=8,
    )
    with upkeep(system):
        door.listen()  # whoever comes from now on waits; nobody is turned away
        url = f"http://localhost:{door.getsockname()[1]}"
        notes.print(text("demo.serving", url=url), highlight=False)
        with suppress(KeyboardInterrupt):  # that is how serving ends
            uvicorn.Server(config).run(sockets=[door])


@app.command()
def token(
    person: Annotated[str, typer.Argument(help="人员 · person")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """为一人签发读取令牌（旧令牌失效） · A new reading token for a person; ends the old one.

    例 Example: zhangben token auditor
    """
    place = home(data)
    place.check()
    issued = issue_token(place, person)
    if as_json:
        print_json({"person": person, "token": issued})
    else:
        console.print(issued, highlight=False)
