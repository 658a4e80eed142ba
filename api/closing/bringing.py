"""A list of somebody outside comes for an account's day: kept encrypted, and written down."""

from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256

from api.closing.outside.lists import For, check
from api.closing.reading import NotFollowed
from api.wiring import System
from domain.account.state import BankAccount
from domain.desk.bring import whose
from domain.identifiers import DayId
from domain.kernel import Command, Post, StreamId
from domain.outside.record import RecordOutsideList
from ledger.tickets import Receipt

MAX = 33_554_432
"""Bytes of a list."""


def bring(
    system: System,
    account: str,
    day: date,
    kind: str,
    data: bytes,
    ask: Callable[[Command], Receipt],
    *,
    posts: Iterable[Post],
) -> Receipt:
    """Records a list, after it was read whole: what is no list of its kind is not kept, nor what is
    not brought by whoever has it to bring; `posts`: those held by who asks.

    Raises ListRefused, NotFollowed for an account that is not open, and what `ask` raises.
    """
    of = system.replay.state(StreamId("account", account))
    assert isinstance(of, BankAccount)
    if of.opened is None:
        raise NotFollowed(f"account {account!r} is not opened in the books")
    check(kind, data, For(account, of.opened.number, day))
    wanted = RecordOutsideList(account=account, day=day, kind=kind, sha256=sha256(data).hexdigest())
    if whose(kind, of, posts):
        media_type = "text/plain" if kind == "ANCHOR" else "text/csv"
        system.blobs.put(data, media_type, f"day/{DayId(account, day)}")
    return ask(wanted)
