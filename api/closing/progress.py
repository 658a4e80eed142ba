"""How far the close of a day has come: who prepared it, who signed it or gave it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from domain.bankday.events import Check, DayClosed, DayClosePrepared
from domain.bankday.state import BankDay

type Stage = Literal["OPEN", "PREPARED", "STALE", "RETURNED", "CLOSED", "REOPENED"]
"""`STALE`: it was prepared, and another statement has come since."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The stage; of what was prepared last by whom, when, about which position and balances.

    `checks` are those that were signed, with their explanations; empty where nothing stands.
    `waiting`: what a checker would sign, None where nothing waits.
    """

    stage: Stage
    prepared_by: str | None = None
    prepared_at: datetime | None = None
    position: int | None = None
    snapshot: str | None = None
    checks: tuple[Check, ...] = ()
    checked_by: str | None = None
    checked_at: datetime | None = None
    reason: str | None = None
    waiting: DayClosePrepared | None = None


def progress(day: BankDay, row: dict[str, Any] | None) -> Progress:
    """From the day's state, and the row of `closes` that adds the times."""
    if row is None:
        return Progress("OPEN")
    stands: DayClosed | DayClosePrepared | None = day.closed or day.prepared
    stage: Stage = "PREPARED"
    if day.closed is not None:
        stage = "CLOSED"
    elif day.prepared is None:
        stage = row["stage"] if row["stage"] in ("RETURNED", "REOPENED") else "STALE"
    return Progress(
        stage,
        row["prepared_by"],
        row["prepared_at"],
        row["seen_at"],
        row["snapshot"],
        stands.checks if stands else (),
        row["checked_by"],
        row["checked_at"],
        row["reason"],
        day.prepared if stage == "PREPARED" else None,
    )
