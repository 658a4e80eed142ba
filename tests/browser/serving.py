"""The pages of an installation, served on a port of this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI

from api.http.app import create_app
from api.sessions import Sessions
from api.upkeep import upkeep
from api.wiring import System


@dataclass(frozen=True)
class Served:
    """Where the pages are, and of which installation."""

    system: System
    port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def session(self, person: str) -> dict[str, Any]:
        """The cookie of somebody who has signed in."""
        secret = Sessions(self.system.home).begin(person)
        return {"name": "zhangben", "value": secret, "url": self.url}


@contextmanager
def served(system: System) -> Iterator[Served]:
    """Until the body ends; readers have come so far, and follow, checkpoints are signed."""
    system.readers.runner.catch_up()
    app: FastAPI = create_app(system)
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    with upkeep(system):
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        yield Served(system, door.getsockname()[1])
        server.should_exit = True
        thread.join()
