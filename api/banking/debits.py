"""Whether an account's statements show the debit that a notice told of, or that there was none."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from api.banks.reporting import Row
from api.readers import Readers
from domain.identifiers import payment_id, payment_of
from projections.bankdays import DAYS, LINES


class Debits:
    """The debits of one account, as its statements show them."""

    def __init__(self, readers: Readers, account: str) -> None:
        self._readers = readers
        self._account = account

    def none(self, payment: Row, debited: date) -> bool:
        """Whether statements leave nothing debited for a payment from the day `debited` on.

        Only where no line can be missing: a statement of a later day closes at what one of before
        that day closed at, and the lines between them.
        """
        rows = self._readers.bankdays.rows(DAYS, {"account": self._account}).rows
        if not any(day > debited for day in _complete(rows, debited)):
            return False
        days = [row["day"] for row in rows if row["day"] >= debited]
        return not self._shown(payment, days)

    def _shown(self, payment: Row, days: list[date]) -> bool:
        """Whether a debit names the payment and was not undone, or may be it and names none."""
        of = {"account": self._account, "day": days}
        end_to_end = payment_id(str(payment["payment"])).end_to_end
        lines = self._readers.sealed_bankdays
        named = lines.rows(LINES, {**of, "end_to_end": end_to_end}).rows
        if sum(row["amount"] if row["credit"] else -row["amount"] for row in named) < 0:
            return True
        alike = lines.rows(LINES, {**of, "credit": False, "amount": payment["amount_fen"]}).rows
        return any(row["deposit"] is payment_of(row["end_to_end"]) is None for row in alike)


def _complete(rows: list[dict[str, Any]], debited: date) -> Iterator[date]:
    """Days up to which nothing is missing since the last statement of before `debited`."""
    stated = [row["day"] for row in rows if row["day"] < debited and row["closing"] is not None]
    if not stated:
        return
    begin = max(stated)
    balance = next(row["closing"] for row in rows if row["day"] == begin)
    for row in sorted(rows, key=lambda row: row["day"]):
        if row["day"] > begin:
            balance += row["credits"] - row["debits"]
            if row["closing"] == balance:
                yield row["day"]
