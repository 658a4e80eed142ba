"""The audit trail: what happened, in order, as far as its reader may see."""

from dataclasses import dataclass
from datetime import date, datetime

from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event. `veiled`: it lies under seal, and only its position and time are told. `said`: a
    person's word on which it rests, where it is one that decides. `behalf`: in whose name its
    person asked, empty for its own."""

    position: int
    recorded_at: datetime
    path: str
    veiled: bool
    event: str = ""
    name: str = ""
    kind: str = ""
    stream: str = ""
    sequence: int = 0
    person: str = ""
    post: str = ""
    custodial: bool = False
    cause: int | None = None
    sealed: bool = False
    said: str = ""
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; empty where it was not."""

    kind: str
    name: str
    person: str
    code: str
    day: date | None

    @property
    def narrow(self) -> bool:
        """Whether rows were chosen by what they say: veiled ones are left out then."""
        return bool(self.kind or self.name or self.person or self.code)


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the trail, newest first.

    `newer`, `older`: addresses of the neighbouring pages, None at the ends; `clear`: without
    filters. `first` and `last`: positions of the rows shown, 0 when there are none.
    """

    rows: tuple[TrailRow, ...]
    filters: Filters
    kinds: tuple[Choice, ...]
    names: tuple[Choice, ...]
    head: int
    newer: str | None
    older: str | None
    clear: str
    kept: tuple[tuple[str, str], ...]
