"""What a bank notifies of single entries (camt.054), held against the payments that are under way.

A notice posts nothing: money is what a statement says, and it says each entry again. But a booked
debit that names a payment, from its account and of exactly its amount, proves that the bank carried
it out, also where its report was lost. No notice proves a refusal; one that says anything else than
was ordered, or that follows a refusal, decides nothing, and is told until the payment is over.
Credits are information.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.banks.channels.camt054 import Notice, notices
from api.banks.channels.channel import ChannelError, Report, Status
from domain.account.events import AccountOpened
from domain.identifiers import payment_of
from domain.payment.state import Stage

type Over = Callable[[Mapping[str, Any], date], bool]
"""Whether statements leave nothing debited for a payment (its row), from a day on."""

_UNDER_WAY = frozenset({Stage.SENT.value, Stage.ACCEPTED.value, Stage.REJECTED.value})
"""A debit proves the first, adds nothing to the second, contradicts the third."""


def open_still(_payment: Mapping[str, Any], _day: date) -> bool:
    """Where no statement is there to ask."""
    return False


@dataclass(frozen=True, slots=True)
class Debit:
    """A booked debit that names a payment of ours, and the file that notifies of it."""

    payment: str
    notice: Notice
    file: bytes

    def concerns(self, row: Mapping[str, Any], account: AccountOpened) -> bool:
        """Whether it is of this account, or of a payment from it that is under way."""
        ours = self.notice.account == account.number or row["account"] == account.account
        return ours and row["stage"] in _UNDER_WAY


@dataclass(slots=True)
class Noticed:
    """What notices came to.

    `proofs`: by payment, that the bank carried it out; `doubted`: payments of which one says
    something else than was ordered, or than was reported; `kept`: those files, and the sentence
    that says what, without a word of the payee; `waiting`: files of debits that no statement has
    shown yet, for the bank may contradict them. Both stay at the bank.
    """

    proofs: dict[str, Report] = field(default_factory=dict)
    kept: list[tuple[bytes, str]] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)
    waiting: list[bytes] = field(default_factory=list)


def debits(files: Iterable[bytes]) -> tuple[list[Debit], list[tuple[bytes, str]]]:
    """What files notify of that was debited for payments of ours; which cannot be read, and why."""
    found: list[Debit] = []
    unread: list[tuple[bytes, str]] = []
    for file in files:
        try:
            told = [(_debited(notice), notice) for notice in notices(file)]
        except ChannelError as problem:
            unread.append((file, str(problem)))
        else:
            found += [Debit(payment, notice, file) for payment, notice in told if payment]
    return found, unread


def noticed(
    debited: Iterable[Debit],
    payments: Mapping[str, Mapping[str, Any]],
    account: AccountOpened,
    over: Over = open_still,
) -> Noticed:
    """What these debits say of payments, by their rows (projections/payments.py). `over` is asked
    of rejected ones.
    """
    found = Noticed()
    for debit in debited:
        row = payments.get(debit.payment)
        if row is None or not debit.concerns(row, account):
            continue
        if not (_rejected(row) and over(row, debit.notice.line.booking_date)):
            _weigh(found, debit, row, account)
    return found


def _debited(notice: Notice) -> str | None:
    """The payment of ours that was debited; of one that is taken back or not booked yet, none."""
    line = notice.line
    if line.credit or line.reversal or line.returned or not line.booked:
        return None
    return payment_of(line.end_to_end_id)


def _weigh(found: Noticed, debit: Debit, row: Mapping[str, Any], account: AccountOpened) -> None:
    payment, notice = debit.payment, debit.notice
    if other := _other(notice, row, account):
        found.doubted.add(payment)
        why = f"a notification says another {other} of {payment} than ordered"
        found.kept.append((debit.file, why))
        return
    if _rejected(row):
        found.doubted.add(payment)
        why = f"a notification says {payment} was debited, which was rejected"
        found.kept.append((debit.file, why))
        return
    found.waiting.append(debit.file)
    if row["stage"] == Stage.SENT.value:
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
