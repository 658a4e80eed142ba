"""The house of lamps with a platform in it: its key enrolled, its policies heard."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from api.acting import Acting, acting
from ledger.feed import COMMITTED, PROJECTED
from ledger.keys import EnrolKey
from ledger.signing import Signer, new_key
from ledger.waker import Waker
from tests.kit.house import House, house
from tests.kit.lamp import SetRule

SECRET = b"s" * 32


def shadows_in(home: House) -> Callable[[Any, int], tuple[str, ...]]:
    """The index of the toy policy: for the sun, every lamp that was ever switched until then."""

    def index(switched: Any, position: int) -> tuple[str, ...]:
        if switched.lamp != "sun":
            return ()
        with home.store.reading() as curs:
            rows = curs.execute(
                "SELECT DISTINCT s.code FROM ledger.stored_events e "
                "JOIN ledger.stream s ON s.number::text = e.originator_id "
                "WHERE s.kind = 'lamp' AND s.code LIKE 'of-day-%%' AND e.notification_id <= %s "
                "ORDER BY 1",
                (position,),
            ).fetchall()
        return tuple(code for (code,) in rows)

    return index


@dataclass
class Platform:
    """What a test of the reactor asks with; `key` is the platform's."""

    home: House
    key: Signer
    acting: Acting

    def lamps(self, like: str = "%") -> list[tuple[str, int, int | None]]:
        """(lamp, position, cause) of every switch, in order."""
        found = self.acting.feed.read(0, 100_000)
        return [
            (e.event.lamp, e.position, e.body.cause)
            for e in found
            if e.body.name == "LampSwitched" and (like == "%" or e.event.lamp.startswith(like))
        ]


def enrol_platform(home: House, key: Signer) -> None:
    """Gives a key to the platform, and the platform its post."""
    home.do(
        EnrolKey(
            algorithm=key.algorithm,
            public=b64encode(key.public).decode(),
            person="platform",
            organisation="house",
            custodial=True,
            valid_until=None,
            proof="known",
        )
    )
    home.do(SetRule(person="platform", role="PLATFORM"))


@contextmanager
def parts(
    database: Any, home: House, key: Signer, indexes: Mapping[str, Any] | None = None
) -> Iterator[Acting]:
    """The platform's parts on a house, as wiring puts them together."""
    with ExitStack() as stack:
        waker = stack.enter_context(Waker(database.read, (COMMITTED, PROJECTED)))
        yield stack.enter_context(
            acting(
                home.log,
                home.store,
                home.vault,
                home.book,
                waker,
                home.clock,
                app=database.app,
                signer=lambda: key,
                secret=SECRET,
                indexes=indexes or {"shadows": shadows_in(home)},
            )
        )


@contextmanager
def platform(database: Any) -> Iterator[Platform]:
    """An opened house whose platform may ask."""
    with house(database) as home:
        key = new_key("ed25519")
        enrol_platform(home, key)
        with parts(database, home, key) as made:
            yield Platform(home, key, made)
