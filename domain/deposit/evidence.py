"""How an arrival fits a deposit: the five tests of REFERENCE 3.5, each on its own.

`receive` decides by these very marks; who looks sees the same before anything is decided.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import beijing_day
from domain.deposit.state import Deposit
from domain.evidence import Evidence, Mark
from domain.identifiers import sub_account_in
from domain.names import same_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A credit in fen as the bank tells it; `day` is its booking day, interest runs from the value
    date.

    `owner` is whose part of 2001 it lies in: its account and day, never the line.
    """

    line: str
    owner: str
    amount_fen: int
    day: date
    value_date: date | None
    booked_at: datetime | None
    payer: str | None
    payer_account: str | None
    payer_bank: str | None
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a deposit waits for. `missing_fen`: what has to come until it is whole.

    `receivable_fen`: what first makes good a credit that the bank took back; that is never late.
    """

    payer: str
    basic_account: str | None
    sub_account: str | None
    deadline: datetime
    missing_fen: int
    receivable_fen: int = 0

    def repaid_by(self, came: Arrival) -> int:
        """How much of an arrival makes a reversed credit good; fen."""
        return min(came.amount_fen, self.receivable_fen)


def wanted_by(deposit: Deposit) -> Wanted | None:
    """What it waits for; None where nobody can read its terms any more."""
    terms = deposit.terms
    if terms is None:
        return None
    return Wanted(
        payer=terms.payer,
        basic_account=terms.basic_account,
        sub_account=deposit.sub_account,
        deadline=terms.deadline,
        missing_fen=deposit.awaited_fen,
        receivable_fen=deposit.own_receivable_fen,
    )


def weigh(wanted: Wanted, came: Arrival) -> Evidence:
    """The marks. What makes money not count is REQUIRED; what it is short of, or over, DIFFERS."""
    return Evidence(
        number=_number(wanted, came),
        name=Mark.MEETS if same_name(came.payer, wanted.payer) else Mark.REQUIRED,
        account=_account(wanted, came),
        amount=_amount(wanted, came),
        time=Mark.REQUIRED if _is_late(wanted, came) else Mark.MEETS,
    )


def _number(wanted: Wanted, came: Arrival) -> Mark:
    """A line that names no number may be anybody's; one that names another is another's."""
    number = sub_account_in(came.reference)
    if number is None:
        return Mark.NOTHING
    return Mark.MEETS if number == wanted.sub_account else Mark.REQUIRED


def _account(wanted: Wanted, came: Arrival) -> Mark:
    """Only where the lot asks for the basic account (实施条例 26)."""
    if wanted.basic_account is None:
        return Mark.NOTHING
    return Mark.MEETS if came.payer_account == wanted.basic_account else Mark.REQUIRED


def _amount(wanted: Wanted, came: Arrival) -> Mark:
    """Short counts once the rest has come, over counts without the excess; twice never counts."""
    rest = came.amount_fen - wanted.repaid_by(came)
    if not rest:
        return Mark.MEETS if came.amount_fen == wanted.receivable_fen else Mark.DIFFERS
    if not wanted.missing_fen:
        return Mark.REQUIRED
    return Mark.MEETS if rest == wanted.missing_fen else Mark.DIFFERS


def _is_late(wanted: Wanted, came: Arrival) -> bool:
    """The bank's time decides, to the instant where it gives one; equal is in time (2.9)."""
    if came.amount_fen == wanted.repaid_by(came):
        return False
    if came.booked_at is not None:
        return came.booked_at > wanted.deadline
    return came.day > beijing_day(wanted.deadline)
