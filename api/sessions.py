"""Who is signed in: sessions of people, and the demonstration's sign-in links, as hashes at rest.

They lie beside the keys like reading tokens: no copy of the database, and nobody who reads the
folder, can sign in with what stands there. Time is the machine's, also over a simulated log.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from api.clock import system_clock
from api.home import Home

SESSION_S = 10 * 3_600
"""Seconds that a session lasts: a long working day; nobody is signed in over night."""
LINK_S = 24 * 3_600
"""Seconds that a sign-in link of the demonstration can be used, as often as one likes."""
_SESSIONS_MAX = 8
"""Of one person at once; the oldest ends when one more begins."""

type _Kept = dict[str, dict[str, tuple[str, int]]]
"""What is kept, by its kind: hash → person and the second of its end."""


class NoDemoHere(PermissionError):
    """A production log is entered with a person's own means; links stand for invented people."""


class Sessions:
    """The sessions of one installation; any number of processes may share the folder."""

    def __init__(self, home: Home, clock: Callable[[], datetime] = system_clock) -> None:
        self._home = home
        self._clock = clock

    def link(self, person: str) -> str:
        """A new token of a person's sign-in link; ends the one before. Raises NoDemoHere."""
        self._demo_only()
        with self._change() as kept:
            _drop(kept["links"], [h for h, (p, _) in kept["links"].items() if p == person])
            return _add(kept["links"], person, self._now() + LINK_S)

    def enter(self, person: str, token: str) -> str | None:
        """The secret of a new session, None for a token that is not this person's.

        Raises NoDemoHere.
        """
        self._demo_only()
        if self._found("links", token) != person:
            return None
        return self.begin(person)

    def begin(self, person: str) -> str:
        """The secret of a new session of a person who has been recognised."""
        with self._change() as kept:
            sessions = kept["sessions"]
            theirs = sorted((u, h) for h, (p, u) in sessions.items() if p == person)
            _drop(sessions, [h for _, h in theirs[: max(0, len(theirs) + 1 - _SESSIONS_MAX)]])
            return _add(sessions, person, self._now() + SESSION_S)

    def person_of(self, secret: str) -> str | None:
        """Whose session it is; None for one that never was, is over, or was ended."""
        return self._found("sessions", secret)

    def end(self, secret: str) -> None:
        """Signs out; a session that is over already stays so."""
        with self._change() as kept:
            _drop(kept["sessions"], [_hash(secret)])

    def end_all(self, person: str) -> int:
        """Signs a person out everywhere; how many sessions that ended."""
        with self._change() as kept:
            theirs = [h for h, (p, _) in kept["sessions"].items() if p == person]
            _drop(kept["sessions"], theirs)
            return len(theirs)

    def _demo_only(self) -> None:
        if self._home.mode == "production":
            raise NoDemoHere("this log is a production log: sign-in links are the demonstration's")

    def _found(self, kind: str, secret: str) -> str | None:
        person, until = self._read()[kind].get(_hash(secret), ("", 0))
        return person if self._now() < until else None

    def _now(self) -> int:
        return int(self._clock().timestamp())

    def _read(self) -> _Kept:
        path = self._home.keys / "sessions.json"
        found: _Kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return {kind: found.get(kind, {}) for kind in ("sessions", "links")}

    @contextmanager
    def _change(self) -> Iterator[_Kept]:
        """What is kept and not over, to be changed; one change at a time, whoever makes it."""
        with self._home.alone():
            kept, now = self._read(), self._now()
            for held in kept.values():
                _drop(held, [h for h, (_, until) in held.items() if until <= now])
            yield kept
            self._home.write_secret("sessions.json", json.dumps(kept))


def _add(held: dict[str, tuple[str, int]], person: str, until: int) -> str:
    secret = secrets.token_urlsafe(32)
    held[_hash(secret)] = (person, until)
    return secret


def _drop(held: dict[str, tuple[str, int]], hashes: list[str]) -> None:
    for one in hashes:
        held.pop(one, None)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
