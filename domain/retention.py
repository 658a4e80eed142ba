"""What the law has us keep (REFERENCE 4.5, 8): no right to erasure goes before it."""

from datetime import date, datetime

from domain.calendar import beijing_day
from domain.kernel import Command, Rejected
from domain.pool_codes import is_stray

YEARS = 15
"""So long are the records of trades and of money kept, from the end of the year they are of."""

_FOR_EVER = {
    "lot": "a lot's records are",
    "panel": "who judged a lot, and how, is",
    "intervention": "who meddled in a trade is",
}
"""Kinds of keys that nobody destroys: by what lies under them others are called to account."""


def retained(asked: Command, at: datetime) -> Rejected | None:
    """Why what lies under a sealing key must still be kept; None: this asks for no such thing.

    Under a lot's key lies who paid for it and to whom its money goes back; under a day's, what the
    bank wrote: without them money that is held could never be paid out. Under a panel's lies who
    judged, and how; under an intervention's who meddled, which no management erases. A stray that
    goes back is of no lot: what of its payer the law has us keep stands on the two bank lines.
    """
    if asked.NAME != "DestroyKey":
        return None
    key = str(getattr(asked, "key", ""))
    kind, _, code = key.partition("/")
    if kind in _FOR_EVER and not (kind == "lot" and is_stray(code)):
        return Rejected("key.retained", f"{key}: {_FOR_EVER[kind]} kept, whoever asks")
    if kind == "day" and (until := _kept_until(code)) >= beijing_day(at):
        return Rejected("key.retained", f"{key}: a day's bank lines are kept until {until}")
    return None


def _kept_until(code: str) -> date:
    """Of a day's key, `account/2026-03-17`; one that names no day is kept for ever."""
    try:
        return date(date.fromisoformat(code.rpartition("/")[2]).year + YEARS, 12, 31)
    except ValueError:
        return date.max
