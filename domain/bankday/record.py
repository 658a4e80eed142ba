"""Recording a statement: it must add up, or be released from quarantine by two.

That it does not follow the last one is only noted.
"""

from datetime import date

from domain.bankday.events import StatementImported, StatementQuarantined, StatementSuperseded
from domain.bankday.state import BankDay
from domain.bankday.stated import Stated, last_of
from domain.identifiers import account_code, currency_code, digest
from domain.kernel import Command, Decision, Rejected, command
from domain.money import show


@command("RecordStatement", version=2, zh="登记对账单")
class RecordStatement(Command):
    """A statement of a day: the bank's balances, and the sums of its booked lines.

    `opening` and `closing` are signed minor units, credit positive; `credits` and `debits` are
    not negative. `statement` and `sequence` are the bank's own, where it gives them. `whole_day`:
    who brings it says that it is all of its day, where balances do not tell what of it is new.
    `since` and `until`: the first and the last day on which its lines are booked, if it has any.
    """

    account: str
    day: date
    statement: str | None
    sequence: int | None
    sha256: str
    currency: str
    opening: int
    closing: int
    credits: int
    debits: int
    lines: int
    pages: int
    whole_day: bool = False
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        account_code(self.account)
        currency_code(self.currency)
        digest(self.sha256)
        for name in ("credits", "debits", "lines", "pages"):
            if (value := getattr(self, name)) < 0:
                raise ValueError(f"{name} {value}: expected zero or more")


def record(day: BankDay, asked: RecordStatement) -> Decision:
    """Each statement of a file once."""
    if day.states(asked.sha256, asked.statement):
        return ()
    if day.closed is not None:
        return Rejected("bankday.closed", f"{asked.account} {asked.day} is closed")
    if day.keeps_out(asked.sha256):
        return Rejected("bankday.in_quarantine", f"file {asked.sha256[:8]} lies in quarantine")
    if not _released(day, asked) and asked.opening + asked.credits - asked.debits != asked.closing:
        return Rejected(
            "bankday.does_not_add_up",
            f"{show(asked.opening)} + {show(asked.credits)} - {show(asked.debits)}"
            f" is not {show(asked.closing)}",
        )
    return (
        StatementImported(
            account=asked.account,
            day=asked.day,
            statement=asked.statement,
            sequence=asked.sequence,
            currency=asked.currency,
            lines=asked.lines,
            pages=asked.pages,
            follows=None if day.closing is None else day.closing == asked.opening,
            whole_day=asked.whole_day,
            since=asked.since,
            until=asked.until,
            sha256=asked.sha256,
            opening=asked.opening,
            closing=asked.closing,
            ends=_end(day, asked),
        ),
        *(
            StatementSuperseded(
                account=asked.account,
                day=asked.day,
                statement=one.statement,
                sha256=one.sha256,
                by=asked.sha256,
            )
            for one in day.waiting
            if _corrects(asked, one)
        ),
    )


def _end(day: BankDay, asked: RecordStatement) -> int:
    one = Stated(
        sha256=asked.sha256,
        statement=asked.statement,
        sequence=asked.sequence,
        opening=asked.opening,
        closing=asked.closing,
        lines=asked.lines,
        whole_day=asked.whole_day,
    )
    return last_of((*day.statements, one)).closing


def _released(day: BankDay, asked: RecordStatement) -> bool:
    """Whether two persons took this statement as it is, with these very figures."""
    figures = (asked.opening, asked.credits, asked.debits, asked.closing)
    return any(
        (one.came.opening, one.came.credits, one.came.debits, one.came.closing) == figures
        for one in day.quarantine
        if (one.came.sha256, one.came.statement) == (asked.sha256, asked.statement)
        and one.fate == "RELEASED"
    )


def _corrects(asked: RecordStatement, wrong: StatementQuarantined) -> bool:
    """Whether a statement is the one in quarantine, put right: the bank calls both the same, and
    it is not the next. A bank may call all of a day's statements the same.
    """
    follows = wrong.closing == asked.opening != wrong.opening
    return asked.statement is not None and asked.statement == wrong.statement and not follows
