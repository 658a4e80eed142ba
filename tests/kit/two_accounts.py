"""A deposit whose money came to two accounts of ours, from two accounts; both are owed back."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.accounts import DEPOSITS_HELD, INTEREST_TO_ALLOCATE, UNIDENTIFIED
from domain.kernel import Event
from domain.postings import moved
from tests.kit.owing import PAYEE, UNTIL, credited, matched, owed
from tests.kit.rows import DAY, PRICE, D

OTHER = "ZZ-OTHER"
"""The account of ours that the second came to."""
_THERE = f"{OTHER}/{DAY}"
PAYEES = PAYEE, replace(PAYEE, account="9")
ELSEWHERE = replace(
    matched(2, account="9"),
    line=f"{_THERE}/1#2",
    entries=(moved("P02", (UNIDENTIFIED, _THERE), (DEPOSITS_HELD, D), PRICE),),
)
BOTH: tuple[Event, ...] = (matched(), ELSEWHERE, owed(1), owed(2, payee=PAYEES[1]))


def credited_there(fen: int, until: date = UNTIL) -> Any:
    """The bank paid interest on the other account."""
    entry = moved("P16", (UNIDENTIFIED, _THERE), (INTEREST_TO_ALLOCATE, D), fen)
    return replace(credited(fen, until), line=f"{_THERE}/1#9", entries=(entry,))
