"""What a bank says of payments is written down: its reports, its answers, that it took no file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.banks.channels.channel import Report, Status
from api.banks.paging import Ask
from domain.desk.report import ReportPayment
from domain.identifiers import payment_of
from domain.payment.events import Said
from domain.payment.state import Stage
from ledger.tickets import Refused

type Row = Mapping[str, Any]
"""A payment as projections/payments.py has it."""
type Find = Callable[[dict[str, Any]], list[dict[str, Any]]]
"""Rows of payments with these values."""
type Debited = Callable[[str], bool]
"""Whether a notice says that a payment was debited, and no statement has shown that it was not."""

_WITH_THE_BANK = frozenset({Stage.SENT.value, Stage.ACCEPTED.value})


def nothing_debited(_payment: str) -> bool:
    """Where nothing was notified."""
    return False


class Reporting:
    """Writes down, in the platform's name, what a bank said."""

    def __init__(self, ask: Ask, find: Find) -> None:
        self._ask = ask
        self._find = find

    def payments(self, reports: Iterable[Report]) -> dict[str, Row]:
        """The payments that reports name, one by one or by their message; read all at once."""
        said = [report for report in reports if report.status is not Status.UNKNOWN]
        named = sorted({one for report in said if (one := payment_of(report.payment))})
        whole = sorted({report.message for report in said if report.payment is None})
        rows = self._find({"payment": named}) if named else []
        rows += self._find({"message": whole}) if whole else []
        return {str(row["payment"]): row for row in rows}

    def record(
        self, report: Report, payments: Mapping[str, Row], debited: Debited = nothing_debited
    ) -> list[str]:
        """Writes down what a report says of these payments. Returns those whose rejection is not
        believed: they were debited, and what becomes of them, statements say.

        What is undecided is no news; what names no payment of ours is somebody else's.
        """
        if report.status is Status.UNKNOWN:
            return []
        doubted = []
        for payment in meant(report, payments):
            going = payments[payment]["stage"] in _WITH_THE_BANK
            if report.status is Status.REJECTED and going and debited(payment):
                doubted.append(payment)
            else:
                account = str(payments[payment]["account"])
                self.reported((payment,), account, report.status, report.code, report.reason)
        return doubted

    def reported(
        self,
        payments: Iterable[str],
        account: str,
        status: Status,
        code: str | None,
        reason: str | None,
    ) -> None:
        """Writes down an answer to these payments from an account; what contradicts what is known,
        is refused.
        """
        said: Said = "ACCEPTED" if status is Status.ACCEPTED else "REJECTED"
        for payment in payments:
            told = ReportPayment(
                payment=payment, account=account, status=said, code=code, reason=reason
            )
            try:
                self._ask(told)
            except Refused:  # it contradicts what is known; the refusal is recorded
                continue


def meant(report: Report, payments: Mapping[str, Row]) -> list[str]:
    """Which of these payments a report is about."""
    if report.payment is not None:
        payment = payment_of(report.payment)
        return [payment] if payment is not None and payment in payments else []
    but = {payment_of(one) for one in report.but}
    of_message = (one for one, row in payments.items() if row["message"] == report.message)
    return [one for one in of_message if one not in but]
