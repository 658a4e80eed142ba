"""A served installation with a long log and a morning's work on it, and a browser's part in it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from threading import Thread
from urllib.parse import urlencode

from api.cli.serving import listening, server_of
from api.home import Home
from api.http.app import create_app
from api.pauses import short_pauses
from api.sessions import Sessions
from api.upkeep import upkeep
from api.wiring import System, opened
from bench import morning
from bench.ground import Ledger
from bench.loading import load
from bench.served import UNLIMITED
from bench.serving import ORIGIN, folder
from bench.world import openings

_SEE_OTHER = 303
_OK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What came after all redirects; `path`: where it was."""

    path: str
    text: str


class Browser:
    """One person who has signed in, one connection that is kept."""

    def __init__(self, system: System, port: int, person: str) -> None:
        secret = Sessions(system.home).begin(person)
        self._connection = HTTPConnection("127.0.0.1", port)
        self._headers = {"Cookie": f"zhangben={secret}", "Sec-Fetch-Site": "same-origin"}

    def get(self, path: str) -> Page:
        """A page. Raises RuntimeError for another answer."""
        return self._asked("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Page:
        """The page that a form leads to."""
        return self._asked("POST", path, urlencode(fields))

    def _asked(self, method: str, path: str, body: str | None) -> Page:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        self._connection.request(method, path, body, self._headers | form)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status == _SEE_OTHER:
            return self._asked("GET", answer.headers["Location"], None)
        if answer.status != _OK:
            raise RuntimeError(f"{method} {path}: {answer.status} {_words(text)}")
        return Page(path, text)


class Forms(HTMLParser):
    """The forms of a page: where each leads, and the fields that it sends as they stand."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((told.get("action", ""), {}))
        elif tag == "input" and self.found and told.get("name"):
            self.found[-1][1].setdefault(told["name"], told.get("value", ""))


@dataclass(frozen=True, slots=True)
class Desk:
    """The installation, and its clerk's browser."""

    system: System
    clerk: Browser


@contextmanager
def desk(events: int, advance: Callable[[int], None]) -> Iterator[Desk]:
    """Makes it, with so many events, and serves it until the body ends."""
    with folder() as place:
        home = Home(place)
        home.make(ORIGIN, "simulated", morning.STARTS)
        with opened(home) as system:
            _filled(system, events, advance)
            with upkeep(system), _served(system) as port:
                yield Desk(system, Browser(system, port, "clerk"))


def _filled(system: System, events: int, advance: Callable[[int], None]) -> None:
    """Bank lines in bulk, then the projections, then the morning."""
    morning.appointed(system)
    ledger = Ledger(
        databases=system.databases,
        log=system.log,
        store=system.store,
        vault=system.vault,
        book=system.book,
        tree=system.tree,
        publisher=system.publisher,
        clerk=system.home.custodial("cash"),
        checkpoints=system.home.signer("checkpoint"),
        clock=system.clock,
    )
    for wanted in openings():
        ledger.book.execute(ledger.signed(wanted))
    load(ledger, system.readers, events, advance)
    morning.told(system)


@contextmanager
def _served(system: System) -> Iterator[int]:
    app = create_app(system, UNLIMITED)
    door = listening(0)
    door.listen()
    server = server_of(app, app.state.relay.end)
    thread = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        with short_pauses():
            yield door.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def _words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())[:300]
