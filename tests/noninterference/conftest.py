"""Logs with the same keys, clock and public facts; only what is sealed differs."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields
from itertools import count
from pathlib import Path

import pytest

from api.appointing import appoint
from api.demo.cast import CAST
from api.embedded import Server
from api.home import Home
from api.http.limits import Limits, Rate
from api.wiring import System, assembled
from domain.governance.appoint import AssignRole
from domain.kernel import Post
from domain.roles import ROLE_CODES
from tests.kit import bidding, desk_facts
from tests.kit.bidding import Sealed
from tests.kit.city import STARTS
from tests.kit.databases import fresh
from tests.kit.door import Door, door
from tests.noninterference import a_project

_STAFF = (
    *CAST,
    ("bidder", "BIDDER", bidding.COMPANY),
    ("owner", "OWNER", "owner"),
    ("guarantor", "GUARANTOR", "insurer"),
    ("court", "COURT", "court"),
    ("collector", "UP", "taxes"),
)
_ORGANISATIONS = {"OWNER": "owner", "AGENCY": "agency", "BIDDER": bidding.COMPANY}

BRANCHES = (
    ("near-clerk", "C-SET1", bidding.LOT.region),
    ("near-cash", "C-CASH", bidding.LOT.region),
    ("branch", "C-SET1", "350626"),
)
"""Who works where the lots lie, and who in a county."""


type Further = Callable[[System, Sealed], None]

UNLIMITED = Limits(*[Rate(1_000_000, 1_000_000)] * len(fields(Limits)))
"""Nobody here is told to wait: when, depends on the hour."""


class Logs:
    """Tells logs on demand, each on a database of its own.

    What is `told`, tests share, and only read; who writes has a log told for itself, `apart`.
    """

    def __init__(self, server: Server, folder: Path, stack: ExitStack) -> None:
        self._server = server
        self._folder = folder
        self._stack = stack
        self._told: dict[tuple[Sealed, bool, Further | None], Door] = {}
        self._numbers = count()
        self._keys = Home(folder / "keys")
        self._keys.make("twin.example/log", "simulated", STARTS)
        for person in ("office", "platform", "matcher", "bank", *(p for p, *_ in _STAFF)):
            self._keys.take_custody(person)

    def told(self, sealed: Sealed, *, opened: bool = False, further: Further | None = None) -> Door:
        """The door of the log in which this is sealed; `opened`: the first lot's bids are.

        `further`: what is told after it.
        """
        key = (sealed, opened, further)
        if key not in self._told:
            self._told[key] = self._tell(sealed, opened, further)
        return self._told[key]

    def apart(self, sealed: Sealed) -> Door:
        """The same, told anew for one test to write to."""
        return self._tell(sealed, opened=False)

    def _tell(self, sealed: Sealed, opened: bool, further: Further | None = None) -> Door:
        home = Home(self._folder / f"log-{next(self._numbers)}")
        shutil.copytree(self._keys.root, home.root)
        system = self._stack.enter_context(assembled(home, fresh(self._server)))
        _appoint(system)
        desk_facts.tell(system, sealed)
        a_project.tell(system, sealed)
        system.publisher.publish()
        if opened:
            bidding.open_bids(system, 0, sealed)
            system.publisher.publish()
        if further is not None:
            further(system, sealed)
            system.publisher.publish()
        system.readers.runner.catch_up()
        return self._stack.enter_context(door(system, UNLIMITED))


def _appoint(system: System) -> None:
    for person, role, organisation in _STAFF:
        appoint(system, person, role, organisation)
    for role in ROLE_CODES:
        _assign(system, f"reader-{role}", Post(role, _ORGANISATIONS.get(role, "elsewhere")))
    _assign(system, "reader-county", Post("V-HOUSING", "elsewhere", bidding.LOT.region))
    for person, role, region in BRANCHES:
        _assign(system, person, Post(role, "elsewhere", region))
    _assign(system, "stranger", Post("OWNER", "elsewhere"))


def _assign(system: System, person: str, post: Post) -> None:
    asked = AssignRole(person=person, post=post, since=system.clock(), until=None)
    system.ask("office", asked)


@pytest.fixture(scope="module")
def logs(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logs]:
    """The logs of a file of tests."""
    with ExitStack() as stack:
        yield Logs(server, tmp_path_factory.mktemp("logs"), stack)
