"""The record of the stream: `bankpage/ACCOUNT/2026-03-17/1`. Whose a line is, the desk decides."""

from typing import get_args

from domain.bankpage.care import ASSIGN_LINE, NOTE_LINE
from domain.bankpage.events import BankLineRecorded, BankPageEvent
from domain.bankpage.former import FORMER
from domain.bankpage.state import Page, evolve
from domain.bankpage.strays import OPEN_STRAYS
from domain.identifiers import DayId
from domain.kernel import KeyName, Stream


def _day_key(first: BankLineRecorded) -> KeyName:
    """The key of the account's day, made with its first page; only the matcher holds it."""
    return KeyName("day", str(DayId(first.account, first.day)))


BANKPAGE = Stream(
    name="bankpage",
    events=get_args(BankPageEvent.__value__),
    initial=Page(),
    evolve=evolve,
    deciders=(NOTE_LINE, ASSIGN_LINE, OPEN_STRAYS),
    former=FORMER,
    keys=lambda first: (_day_key(first),),
    owns=_day_key,
)
