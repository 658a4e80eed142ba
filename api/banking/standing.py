"""How a channel stands, for people and for the next round: a small file an account.

Written by whoever made the last round, in whatever process; without it a round only looks more
often than it must. One round of an account at a time: the lock ends with its process.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from api.home import Home, write_whole
from domain.identifiers import account_code

_FOLDER = "channels"
_LONGEST = timedelta(days=1)
"""Until a file that the Book refused is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A statement file that could not be imported: why, and when it was last tried.

    `by_book`: how often in a row the Book refused it; each is a refusal in the log.
    """

    why: str
    tried_at: datetime
    by_book: int = 0

    def rests(self, now: datetime, pause: timedelta) -> bool:
        """Whether it is not tried yet; the pause doubles with each refusal in the log."""
        longer = min(pause * (1 << min(self.by_book, 16)), max(pause, _LONGEST))
        return now - self.tried_at < longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """By the machine's time, also over a simulated log.

    `problem`: what is wrong since `since`, None: nothing; `wrong`: all of it, a sentence each, of
    which `problem` has but the first; `heard_at`: when the bank last answered;
    `asked_at`: when it was last asked about messages; `looked_at`, `position`: when earlier days
    were last looked at, and how far the log was; `held`: payments that cannot be sent, and why;
    `unanswered`: messages that the bank did not answer, or that cannot go again, and why;
    `refused`: statement files by their SHA-256.
    """

    problem: str | None = None
    wrong: tuple[str, ...] = ()
    since: datetime | None = None
    heard_at: datetime | None = None
    asked_at: datetime | None = None
    looked_at: datetime | None = None
    position: int = 0
    held: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)
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


def lock(home: Home, account: str) -> Path:
    """The file that whoever makes a round of the account holds locked."""
    path = _path(home, account).with_suffix(".lock")
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    return path


def _path(home: Home, account: str) -> Path:
    return home.root / _FOLDER / f"{account_code(account)}.json"
