"""The HTTP door of a running installation, asked without a network; and who asks at it."""

import asyncio
import json
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import unquote

import httpx
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI

from api.http.app import create_app
from api.http.limits import Limits
from api.tokens import issue_token
from api.wiring import System
from domain.kernel import Command
from ledger.asking import ask
from ledger.envelope import SignedCommand


class Door:
    """Asks an application, one request after the other or many at once."""

    def __init__(self, system: System, app: FastAPI, portal: Any, client: httpx.AsyncClient):
        self.system = system
        self.app = app
        self._portal = portal
        self._client = client
        self._tokens: dict[str, str] = {}

    def token(self, person: str) -> str:
        """The reading token of a person; issued when first asked for."""
        if person not in self._tokens:
            self._tokens[person] = issue_token(self.system.home, person)
        return self._tokens[person]

    def get(self, path: str, person: str | None = None, **options: Any) -> httpx.Response:
        """One answer, to a person with a token or to the public."""
        return self.ask("GET", path, headers=self.headers(person), **options)

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One answer to any request."""
        return self.run(lambda client: client.request(method, path, **options))

    def run[T](self, asking: Callable[[httpx.AsyncClient], Awaitable[T]]) -> T:
        """Whatever an asker does on the door's event loop."""
        done: T = self._portal.call(asking, self._client)
        return done

    def at_once(self, paths: Iterable[str], person: str | None = None) -> list[httpx.Response]:
        """The answers to many requests made at the same moment."""
        return self.all_at_once((path, person) for path in paths)

    def all_at_once(self, asked: Iterable[tuple[str, str | None]]) -> list[httpx.Response]:
        """The same for many paths and persons; nothing stands between asker and application."""
        wanted = [(path, self.headers(person)) for path, person in asked]

        async def gathered(_client: httpx.AsyncClient) -> list[httpx.Response]:
            return await asyncio.gather(*(_said(self.app, path, head) for path, head in wanted))

        return self.run(gathered)

    def post(self, signed: SignedCommand, **headers: str) -> httpx.Response:
        """The answer to a signed command."""
        return self.ask("POST", "/v1/commands", json=envelope(signed), headers=headers)

    def signed(self, person: str, wanted: Command, **options: Any) -> SignedCommand:
        """A command, signed with a person's key."""
        options.setdefault("not_after", self.system.clock() + timedelta(minutes=5))
        options.setdefault("origin", self.system.log.origin)
        return ask(wanted, signer=self.system.home.custodial(person), **options)

    def headers(self, person: str | None) -> dict[str, str]:
        """What a request of this person carries."""
        return {} if person is None else {"Authorization": f"Bearer {self.token(person)}"}


@contextmanager
def door(system: System, limits: Limits | None = None, *, caught_up: bool = True) -> Iterator[Door]:
    """The door of an installation; what goes wrong behind it is answered, never raised.

    Whoever comes first finds what was told before, unless it is not `caught_up`.
    """
    if caught_up:
        system.readers.runner.catch_up()
    app = create_app(system, limits)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    with start_blocking_portal() as portal:
        reads = {"Accept-Language": "en"}  # as the tests do, unless one says otherwise
        client = httpx.AsyncClient(
            transport=transport, base_url="http://door", timeout=None, headers=reads
        )
        yield Door(system, app, portal, client)
        portal.call(client.aclose)


async def _said(app: Any, path: str, headers: dict[str, str]) -> httpx.Response:
    """The answer to a GET, without a client: thousands are asked, and a client costs as much."""
    plain, _, query = path.partition("?")
    told = {"host": "door", **headers}
    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(plain),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), said.encode()) for name, said in told.items()],
        "client": ("127.0.0.1", 1),
        "scheme": "http",
        "server": ("door", 80),
    }
    head: dict[str, Any] = {}
    body = bytearray()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            head.update(message)
        else:
            body.extend(message.get("body", b""))

    try:
        await app(scope, receive, send)
    except Exception:  # it has been answered, or there is nothing to look at
        if not head:
            raise
    return httpx.Response(
        head["status"], headers=head["headers"], content=bytes(body), request=_request(path)
    )


@cache
def _request(path: str) -> httpx.Request:
    return httpx.Request("GET", f"http://door{path}")


def envelope(signed: SignedCommand) -> dict[str, Any]:
    """A signed command as `POST /v1/commands` takes it."""
    signatures = [
        {"alg": one.alg, "key": one.key, "sig": b64encode(one.sig).decode()}
        for one in signed.signatures
    ]
    return {"body": signed.body.decode(), "signatures": signatures}


def problem(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The problem document of an answer that should be one (RFC 9457)."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = json.loads(answer.content)
    assert said["type"] == f"urn:zhangben:problem:{kind}"
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    return said
