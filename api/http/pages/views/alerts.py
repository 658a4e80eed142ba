"""Alerts: what somebody must look at, and how far that is dealt with."""

from dataclasses import dataclass
from datetime import datetime

from api.http.pages.views.desk import TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert: its signal in words, how grave it is, of which lots, since when, how far; that it
    was escalated, '' where not; the last word of what there is to it, '' where nobody said any.
    """

    alert: str
    signal: str
    level: TagView
    lots: tuple[str, ...]
    arose_at: datetime
    stage: str
    escalated: str
    said: str


@dataclass(frozen=True, slots=True)
class Alerts:
    """A page of them, the newest first. `more`: the address of older ones, None at the end."""

    stages: tuple[Choice, ...]
    rows: tuple[AlertRow, ...]
    more: str | None
    first: str | None
