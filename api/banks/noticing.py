"""What a bank notifies of single entries (camt.054), held against the payments that are under way.

A notice posts nothing: money is what a statement says, and it says each entry again. But a booked
debit that names a payment, from its account and of exactly its amount, proves that the bank carried
it out, also where its report was lost. No notice proves a refusal; one that says anything else than
was ordered, or that follows a refusal, decides nothing, and is told until the payment is over.
Credits are information.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.banks.channels.camt054 import Notice, notices
from api.banks.channels.channel import ChannelError, Report, Status
from domain.account.events import AccountOpened
from domain.identifiers import payment_of
from domain.payment.state import Stage

type Over = Callable[[str, date], bool]
"""Whether statements later than a debit's day leave nothing debited for a payment."""


def open_still(_payment: str, _day: date) -> bool:
    """Where no statement is there to ask."""
    return False


@dataclass(slots=True)
class Noticed:
    """What notifications came to.

    `proofs`: by payment, that the bank carried it out; `doubted`: payments of which one says
    something else than was ordered, or than was reported; `kept`: those files, and the sentence
    that says what, without a word of the payee; `unread`: files that are none, and why. Both stay
    at the bank.
    """

    proofs: dict[str, Report] = field(default_factory=dict)
    kept: list[tuple[bytes, str]] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)
    unread: list[tuple[bytes, str]] = field(default_factory=list)


def noticed(
    files: Iterable[bytes],
    payments: Sequence[Mapping[str, Any]],
    account: AccountOpened,
    over: Over = open_still,
) -> Noticed:
    """What notifications for an account say of payments: rows of projections/payments.py that are
    sent, accepted or rejected, of whatever account. `over` is asked of rejected ones.
    Total: a file that is none is `unread`.
    """
    rows = {str(row["payment"]): row for row in payments}
    found = Noticed()
    for file in files:
        try:
            told = notices(file)
        except ChannelError as problem:
            found.unread.append((file, str(problem)))
            continue
        for notice in told:
            row = rows.get(_debited(notice) or "")
            if row and not (_rejected(row) and over(str(row["payment"]), notice.line.booking_date)):
                _weigh(found, file, notice, row, account)
    return found


def _debited(notice: Notice) -> str | None:
    """The payment of ours that was debited; of one that is taken back or not booked yet, none."""
    line = notice.line
    if line.credit or line.reversal or line.returned or not line.booked:
        return None
    return payment_of(line.end_to_end_id)


def _weigh(
    found: Noticed, file: bytes, notice: Notice, row: Mapping[str, Any], account: AccountOpened
) -> None:
    payment = str(row["payment"])
    if notice.account != account.number and row["account"] != account.account:
        return  # neither is ours
    if other := _other(notice, row, account):
        found.doubted.add(payment)
        found.kept.append((file, f"a notification says another {other} of {payment} than ordered"))
    elif _rejected(row):
        found.doubted.add(payment)
        found.kept.append((file, f"a notification says {payment} was debited, which was rejected"))
    elif row["stage"] == Stage.SENT.value:
        found.proofs[payment] = Report(
            message=str(row["message"]),
            payment=notice.line.end_to_end_id,
            status=Status.ACCEPTED,
            word=notice.line.status,
            reason=f"debited, says notification {notice.message} (camt.054)",
        )


def _rejected(row: Mapping[str, Any]) -> bool:
    return bool(row["stage"] == Stage.REJECTED.value)


def _other(notice: Notice, row: Mapping[str, Any], account: AccountOpened) -> str | None:
    """In what the notice contradicts the order."""
    if notice.account != account.number or row["account"] != account.account:
        return "account"
    if notice.currency != account.currency:
        return "currency"
    return None if notice.line.amount_minor == row["amount_fen"] else "amount"
