"""How the installation stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Reading:
    """One projection: its live generation, how far it is, what hinders it.

    `audited`: when its rows were last held against the log; `differs`: the position up to which
    they were found not to follow from it.
    """

    name: str
    generation: int
    position: int
    behind: int
    problem: str | None
    differs: int | None
    audited: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A command that was refused and waits: because of what (`path`: of the event), and why."""

    command: str
    cause: str
    path: str
    why: str
    since: datetime
    next_try: datetime


@dataclass(frozen=True, slots=True)
class ChannelView:
    """An account's channel to its bank. `since`: of the problem, else when the bank last answered.

    By the machine's time; None before the first round.
    """

    account: str
    kind: str
    state: Literal["well", "problem", "never"]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Status:
    """The log, its keys and what reads it.

    `note`: the newest checkpoint as a signed note, None before the first; `checkpoint_size` its
    number of events. `custodial`, `own`: how many people's keys the platform holds, and how many
    it does not; `signing` of both are good now. `pending`: what waits, as far as the reader may
    see. `channels`: to banks; None for who may not see them. `backup`: when the last backup was
    checked; None: none is known.
    """

    origin: str
    mode: str
    starts: datetime | None
    position: int
    recorded_at: datetime | None
    note: str | None
    checkpoint_size: int | None
    ledger_key: str
    ledger_algorithm: str
    checkpoint_key: str
    custodial: int
    own: int
    signing: int
    database: str
    readings: tuple[Reading, ...]
    pending: tuple[Waiting, ...]
    channels: tuple[ChannelView, ...] | None
    backup: datetime | None
