"""`serve`: the HTTP door, with readers kept up to date behind it; `token`: who may read."""

from typing import Annotated

import typer
import uvicorn

from api.cli.options import Data
from api.cli.state import console, home, notes
from api.http.app import create_app
from api.texts import text
from api.tokens import issue_token
from api.upkeep import upkeep
from api.wiring import System, opened

app = typer.Typer()

Port = Annotated[int, typer.Option(help="端口 · port", min=1, max=65_535)]


@app.command()
def serve(port: Port = 8000, data: Data = None) -> None:
    """提供 HTTP 接口 · Serve the HTTP interface on this machine.

    例 Example: zhangben serve --port 8000
    """
    with opened(home(data)) as system:
        run_server(system, port)


def run_server(system: System, port: int) -> None:
    """Serves until interrupted."""
    with upkeep(system):
        notes.print(text("demo.serving", url=f"http://localhost:{port}"), highlight=False)
        uvicorn.run(
            create_app(system),
            host="127.0.0.1",
            port=port,
            log_level="warning",
            limit_concurrency=512,
            timeout_graceful_shutdown=8,
        )


@app.command()
def token(
    person: Annotated[str, typer.Argument(help="人员 · person")],
    data: Data = None,
) -> None:
    """为一人签发读取令牌（旧令牌失效） · A new reading token for a person; ends the old one.

    例 Example: zhangben token auditor
    """
    place = home(data)
    console.print(issue_token(place, person), highlight=False)
