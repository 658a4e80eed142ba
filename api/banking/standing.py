"""How a channel stands, for people and for the next round: a small file an account.

Written by whoever made the last round, in whatever process; without it a round only looks more
often than it must. One round of an account at a time: the lock ends with its process.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from api.home import Home, write_whole
from domain.identifiers import account_code

_FOLDER = "channels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A statement file that could not be imported: why, and when it was last tried."""

    why: str
    tried_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """By the machine's time, also over a simulated log.

    `problem`: what is wrong since `since`, None: nothing; `heard_at`: when the bank last answered;
    `asked_at`: when it was last asked about messages; `looked_at`, `position`: when earlier days
    were last looked at, and how far the log was; `held`: payments that cannot be sent, and why;
    `refused`: statement files by their SHA-256.
    """

    problem: str | None = None
    since: datetime | None = None
    heard_at: datetime | None = None
    asked_at: datetime | None = None
    looked_at: datetime | None = None
    position: int = 0
    held: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)


def standing(home: Home, account: str) -> Standing:
    """How an account's channel stands; as before the first round when nothing is known."""
    try:
        return msgspec.json.decode(_path(home, account).read_bytes(), type=Standing)
    except (FileNotFoundError, msgspec.MsgspecError):
        return Standing()


def keep(home: Home, account: str, now: Standing) -> None:
    """Keeps how it stands."""
    write_whole(_path(home, account), msgspec.json.encode(now).decode() + "\n")


@contextmanager
def alone(home: Home, account: str) -> Iterator[bool]:
    """Whether this is the one round of the account now; if so, until the body ends."""
    path = _path(home, account).with_suffix(".lock")
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _path(home: Home, account: str) -> Path:
    return home.root / _FOLDER / f"{account_code(account)}.json"
