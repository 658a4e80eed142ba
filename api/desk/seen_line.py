"""A bank line that may be seen, as its row tells it. Which may, `window` decides."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.desk.stray import OF_THE_BANK
from domain.identifiers import line_id, payment_of, sub_account_in

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """A line that may be seen, as the bank told it. Amounts in minor units.

    `whose`: whose it is: a deposit, a payment, another line; None while it is nobody's. `among`:
    the deposits that have a part of it each. `about`: the deposit or payout of an open lot that it
    belongs to or names. `position`: of its last change.
    """

    code: str
    version: int
    position: int
    day: date
    credit: bool
    minor: int
    currency: str
    booked_at: datetime | None
    serial: str | None
    name: str | None
    account: str | None
    reference: str | None
    note: str | None
    end_to_end: str | None
    kind: str | None
    returned: bool
    reversal: bool
    whose: str | None
    about: str | None
    assignee: str
    suspense: bool
    notes: int
    among: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is nobody's yet."""
        return self.whose is None and not self.among

    @property
    def stray(self) -> bool:
        """Whether somebody paid it in who is known whole, and it names no number and no payment."""
        if not self.open or not self.credit or self.returned or self.currency != "CNY":
            return False
        if sub_account_in(self.reference) is not None or payment_of(self.end_to_end) is not None:
            return False
        return self.kind not in OF_THE_BANK and bool(self.name and self.account)


def seen_line(row: Row, about: str | None, care: Row) -> SeenLine:
    """The line of a row; `about`: the deposit or payout it names; `care`: who looks after it."""
    return SeenLine(
        code=row["line"],
        version=row["version"],
        position=row["position"],
        day=row["day"],
        credit=row["credit"],
        minor=row["amount"],
        currency=row["currency"],
        booked_at=row["booked_at"],
        serial=row["serial"],
        name=row["payer"],
        account=row["payer_account"],
        reference=row["reference"],
        note=row["note"],
        end_to_end=row["end_to_end"],
        kind=row["kind"],
        returned=row["returned"],
        reversal=row["reversal"],
        whose=row["deposit"],
        about=about,
        assignee=care.get("assignee") or "",
        suspense=bool(care.get("suspense")) and row["deposit"] is None and not row["deposits"],
        notes=care.get("notes") or 0,
        among=tuple(row["deposits"] or ()),
    )


def order(line: SeenLine) -> tuple[date, int, int]:
    """The bank's order."""
    of = line_id(line.code)
    return line.day, of.page.page, of.number
