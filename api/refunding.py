"""What may be proposed for payment today: each refund as it stands, with the interest it takes."""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from api.reversals import open_reversals
from api.wiring import System
from domain.account.state import BankAccount
from domain.calendar import beijing_day
from domain.deposit.refund import PAYABLE
from domain.desk.batches import MOST
from domain.desk.entitled import Paying
from domain.desk.payable import Payable, payable
from domain.governance.state import Law
from domain.kernel import Rejected, StreamId
from domain.refund.events import Item
from projections.refunds import REFUNDS


def payable_items(system: System, account: str, due_by: date | None = None) -> tuple[Item, ...]:
    """Refunds that nothing stands against, the most urgent first, as many as a batch holds; without
    those whose interest is to come, which somebody may choose to approve before it.
    """
    found = (one for _, one in judged(system, account, due_by))
    ready = (one for one in found if isinstance(one, Payable) and not one.to_come)
    return tuple(one.item for one in ready)[:MOST]


@dataclass(frozen=True, slots=True)
class Then:
    """An earlier moment: its position, its legal day, the governance state in force at it."""

    position: int
    day: date
    law: Law


def judged(
    system: System, account: str, due_by: date | None = None, then: Then | None = None
) -> list[tuple[dict[str, object], Payable | Rejected]]:
    """Every refund that waits, with what would be paid today or what stands against it.

    `account`: the one that would pay: only what came to it. `due_by`: only what is due by a day.
    `then`: as it was at that moment.
    """
    replay, at = system.replay, then.position if then else None
    ours: BankAccount = replay.state(StreamId("account", account), at)
    law = then.law if then else system.law()
    paying = Paying(account, ours, then.day if then else beijing_day(system.clock()))
    wanted, order = {"standing": [one.value for one in PAYABLE]}, ("due", "deposit", "number")
    rows = system.readers.refunds.rows(REFUNDS, wanted, as_of=at, order=order).rows
    gone = open_reversals(system.readers, account, at)
    found: list[tuple[dict[str, object], Payable | Rejected]] = []
    before: dict[str, list[Payable]] = defaultdict(list)
    due = [row for row in rows if due_by is None or row["due"] <= due_by]
    deposits = replay.states((StreamId("deposit", row["deposit"]) for row in due), at)
    for row in due:
        code = row["deposit"]
        deposit = deposits[StreamId("deposit", code)]
        one = payable(code, row["number"], deposit, law, paying, before[code], gone)
        found.append((row, one))
        if isinstance(one, Payable):
            before[code].append(one)
    return found


def batch_of(now: datetime) -> str:
    """A new batch's code: its day, and four digits drawn."""
    return f"RB-{beijing_day(now)}-{secrets.token_hex(2).upper()}"
