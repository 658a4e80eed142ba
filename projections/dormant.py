"""The public list of what nobody claims: refunds (2005), days' sums (2001), and their notices."""

from collections.abc import Iterator
from datetime import date

from domain.accounts import BANK_DEBITS
from domain.bankday.events import DormantReceiptsClaimed, DormantReceiptsDeclared
from domain.calendar import beijing_day
from domain.deposit.owed import (
    DormantBalanceClaimed,
    DormantBalanceDeclared,
    RefundConfirmed,
    RefundObligationCancelled,
    RefundObligationReduced,
)
from domain.identifiers import DayId, day_id
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Table

DORMANT = Table(
    "dormant",
    (Column("owner", "text"),),
    (
        Column("chart", "text"),
        Column("amount_fen", "bigint"),
        Column("since", "date"),
        Column("notice", "date"),
        Column("document", "text"),
        Column("evidence", "text"),
        Column("claimed", "date"),
    ),
)
"""`owner`: the refund, or the account's day; `chart`: the account of the chart where it lies.

`claimed`: the day on which it was claimed or paid, or owed no more; None while it stands on the
list.
"""


def project(recorded: Recorded) -> Iterator[Change]:
    """What was declared last of each, and whether it was claimed since."""
    match recorded.event:
        case DormantBalanceDeclared(deposit=deposit, number=number) as told:
            yield _listed(f"{deposit}/{number}", "2005", told.since, told)
        case DormantReceiptsDeclared(account=account, day=day) as told:
            yield _listed(str(DayId(account, day)), "2001", day, told)
        case DormantBalanceClaimed(deposit=deposit, number=number, claimed=claimed):
            yield Put(DORMANT, (f"{deposit}/{number}",), {"claimed": claimed})
        case RefundConfirmed(deposit=deposit, number=number) as paid:
            yield _ended(f"{deposit}/{number}", _shown(paid))
        case RefundObligationReduced(deposit=deposit, number=number, amount_fen=left):
            yield Put(DORMANT, (f"{deposit}/{number}",), {"amount_fen": left}, known=True)
        case RefundObligationCancelled(deposit=deposit, number=number):
            yield _ended(f"{deposit}/{number}", beijing_day(recorded.body.occurred_at))
        case DormantReceiptsClaimed(account=account, day=day, claimed=claimed):
            yield Put(DORMANT, (str(DayId(account, day)),), {"claimed": claimed})


def _ended(refund: str, day: date) -> Change:
    """It leaves the list by itself, where it stands there."""
    return Put(DORMANT, (refund,), {"claimed": day}, known=True)


def _shown(paid: RefundConfirmed) -> date:
    """The day whose statement shows it."""
    legs = (leg for entry in paid.entries for leg in entry.legs)
    return next(day_id(leg.owner).day for leg in legs if leg.account == BANK_DEBITS.code)


def _listed(
    owner: str, chart: str, since: date, told: DormantBalanceDeclared | DormantReceiptsDeclared
) -> Change:
    names = ("amount_fen", "notice", "document", "evidence")
    said = {name: getattr(told, name) for name in names}
    return Put(DORMANT, (owner,), {"chart": chart, "since": since, "claimed": None, **said})


DORMANT_LIST = Projection("dormant", 4, (DORMANT,), project)
