"""What maker and checker of a batch have in common: its streams, and whether it may be paid."""

from collections.abc import Sequence
from typing import Any

from domain.accounts import CUSTODY_BANK
from domain.calendar import beijing_day
from domain.desk.books import kept_in
from domain.desk.entitled import Paying
from domain.desk.payable import Payable, as_seen
from domain.identifiers import deposit_code
from domain.kernel import Context, Rejected, StreamId
from domain.refund.events import Item

MOST = 100
"""Refunds in a batch: what a checker still reads."""


def check_items(items: tuple[Item, ...]) -> None:
    """Raises ValueError for none, too many, one twice, or a figure that cannot be."""
    if not 0 < len(items) <= MOST:
        raise ValueError(f"items: {len(items)}, expected 1 to {MOST}")
    if len({(item.deposit, item.number) for item in items}) < len(items):
        raise ValueError("items: a refund stands in a batch once")
    for item in items:
        deposit_code(item.deposit)
        if item.amount_fen < 1 or item.interest_fen < 0 or item.number < 1 or item.version < 1:
            raise ValueError(f"items: {item.deposit}/{item.number} has a figure that cannot be")


def touched(batch: str, account: str, items: tuple[Item, ...]) -> tuple[StreamId, ...]:
    """The batch, the account that pays, and each deposit once, in the order of the items."""
    deposits = dict.fromkeys(item.deposit for item in items)
    return (
        StreamId("refund", batch),
        StreamId("account", account),
        *(StreamId("deposit", deposit) for deposit in deposits),
    )


def judged(
    states: Sequence[Any], account: str, items: tuple[Item, ...], context: Context
) -> list[Payable] | Rejected:
    """What is to be paid for each item; the first refusal, if one may not be.

    `states`: the account, then the deposits as `touched` lists them.
    """
    ours, *deposits = states
    if refused := kept_in(ours, account, "CNY"):
        return refused
    strays = all(one.of_nobody for one in deposits)  # they go back from whichever they came to
    if ours.opened.holds != CUSTODY_BANK.code and not strays:
        return Rejected("account.other_cash", f"{account} holds no deposits")
    by_code = dict(zip(dict.fromkeys(item.deposit for item in items), deposits, strict=True))
    today = beijing_day(context.received_at)
    pays = Paying(account, ours, today)
    found: list[Payable] = []
    for item in items:
        before = [one for one in found if one.item.deposit == item.deposit]
        one = as_seen(item, by_code[item.deposit], context.law, pays, before)
        if isinstance(one, Rejected):
            return one
        found.append(one)
    return found
