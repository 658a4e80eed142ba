"""`serve`: the HTTP door, with readers kept up to date; `token`, `sign-in`: who comes in by it."""

import errno
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

import typer

from api.cli.options import Data, Json
from api.cli.state import console, home, installation, notes, print_json
from api.home import Home
from api.pauses import short_pauses
from api.sessions import Sessions
from api.texts import text
from api.tokens import issue_token
from api.upkeep import upkeep
from api.wiring import System

app = typer.Typer()

Port = Annotated[int, typer.Option(help="端口 · port", min=1, max=65_535)]

_HOST = "127.0.0.1"


@app.command()
def serve(
    port: Port = 8000,
    data: Data = None,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="每个请求一行JSON · one JSON line a request")
    ] = False,
) -> None:
    """提供 HTTP 接口 · Serve the HTTP interface on this machine.

    例 Example: zhangben serve --port 8000
    """
    door = listening(port)
    with installation(data) as system:
        run_server(system, door, access_log=access_log)


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


def run_server(
    system: System,
    door: socket.socket,
    *,
    access_log: bool = False,
    people: Iterable[str] = (),
    next_day: Callable[[], datetime] | None = None,
) -> None:
    """Serves until interrupted; prints a sign-in link for each of these people.

    `next_day`: of a demonstration, how its bank's night passes.
    """
    # Here, because nine commands of ten would only wait for it.
    from api.http.app import create_app  # noqa: PLC0415

    door_of = create_app(system, access_log=sys.stderr if access_log else None, next_day=next_day)
    with upkeep(system):
        door.listen()  # whoever comes from now on waits; nobody is turned away
        port = door.getsockname()[1]
        notes.print(text("demo.serving", url=f"http://localhost:{port}"), highlight=False)
        for person in people:
            link = sign_in_link(system.home, person, port)
            notes.print(f"  {person:<10} {link}", highlight=False, soft_wrap=True)
        with short_pauses(), suppress(KeyboardInterrupt):  # that is how serving ends
            server_of(door_of, door_of.state.relay.end).run(sockets=[door])


def server_of(application: Any, ending: Callable[[], None]) -> Any:
    """The server; `ending` is called as soon as it begins to stop, while requests still run."""
    import uvicorn  # noqa: PLC0415

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            ending()
            await super().shutdown(sockets)

    return Server(
        uvicorn.Config(
            application,
            lifespan="off",  # nothing begins or ends with it, and a second Ctrl-C would break it
            log_level="warning",
            limit_concurrency=512,
            timeout_graceful_shutdown=8,
        )
    )


def sign_in_link(place: Home, person: str, port: int) -> str:
    """A link by which somebody signs in as this person. Raises NoDemoHere in production."""
    token = Sessions(place).link(person)
    return f"http://localhost:{port}/sign-in/demo/{person}?token={token}"


@app.command()
def token(
    person: Annotated[str, typer.Argument(help="人员 · person")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """为一人签发令牌（旧令牌失效） · A person's new token, to read and to ask; ends the old one.

    例 Example: zhangben token auditor
    """
    place = home(data)
    place.check()
    issued = issue_token(place, person)
    if as_json:
        print_json({"person": person, "token": issued})
    else:
        console.print(issued, highlight=False)


@app.command("sign-in")
def sign_in(
    person: Annotated[str, typer.Argument(help="人员 · person")],
    port: Port = 8000,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """演示用登录链接，一天内有效 · A sign-in link of a demonstration, good for a day.

    例 Example: zhangben sign-in clerk
    """
    place = home(data)
    place.check()
    link = sign_in_link(place, person, port)
    if as_json:
        print_json({"person": person, "link": link})
    else:
        console.print(link, highlight=False, soft_wrap=True)
