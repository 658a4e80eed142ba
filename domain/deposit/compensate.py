"""What the centre owes for a refund that was paid late (P28, E07): from its own book alone."""

from domain.accounts import OVERDUE_COMPENSATION, OWN_BANK, OWN_PAYABLES
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.kept_days import Days, besides
from domain.deposit.reckon import last_day
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.identifiers import RefundId, deposit_code, digest
from domain.interest import Span, history, interest_fen
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.postings import moved
from domain.timing import is_estimate

BENCHMARK = "PBOC-LOAN"
"""Under this name the loan benchmark stands in the rate table: what is late is reckoned from it."""


@command("RecogniseCompensation", zh="确认逾期赔付")
class RecogniseCompensation(Command):
    """Owe what a late refund costs, by the row of its category."""

    deposit: str
    number: int

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        if self.number < 1:
            raise ValueError(f"number {self.number}: expected one or more")


@command("RecordCompensationPaid", zh="登记逾期赔付支付")
class RecordCompensationPaid(RecogniseCompensation):
    """It was paid from the centre's own account, as this document shows."""

    document: str
    evidence: str

    def __post_init__(self) -> None:
        RecogniseCompensation.__post_init__(self)
        if not self.document.strip():
            raise ValueError("document: expected its reference")
        digest(self.evidence)


def recognise(deposit: Deposit, asked: RecogniseCompensation, context: Context) -> Decision:
    """Once a refund was paid after it was due: on what was late, from the day it was due, but for
    days on which an order kept it back: those nobody is late.
    """
    refund, name = deposit.refund(asked.number), RefundId(asked.deposit, asked.number)
    if refund is None or refund.standing is not Standing.PAID or refund.paid_on is None:
        return Rejected("compensation.not_paid", f"{name} is not paid yet")
    if refund.compensation_fen:
        return ()
    category = deposit.terms.rules(context.law) if deposit.terms else None
    due = last_day(deposit, refund, context.law)
    row = category.overdue_row(due) if category else None
    if row is None or row.at_least is None:
        return Rejected("compensation.no_rule", f"no row speaks of {name} being late")
    late = tuple(besides(due, refund.paid_on, refund.kept))
    if not late:
        return Rejected("compensation.in_time", f"{name} was paid in time, or as orders let it")
    if is_estimate(refund.counts_from, due, context.law.calendar):
        detail = f"{due}, when {name} was due, is an estimate until its year is published"
        return Rejected("compensation.estimated", detail)
    table = (rate for rate in context.law.rates if rate.bank == BENCHMARK)
    rates = tuple((rate.since, row.limit(rate.rate_ppm)) for rate in table)
    try:
        fen = interest_fen(_owed(refund, late), rates)
    except ValueError as problem:
        return Rejected("compensation.no_rate", f"{BENCHMARK}: {problem}")
    if not fen:
        return Rejected("compensation.nothing", f"of {name} it is less than a fen")
    owner = str(name)
    entry = moved("P28", (OVERDUE_COMPENSATION, owner), (OWN_PAYABLES, owner), fen)
    return (
        OverdueCompensationRecognised(
            deposit=asked.deposit,
            number=asked.number,
            days=sum((until - since).days for since, until in late),
            rule=row.id,
            entries=(entry,),
        ),
    )


def _owed(refund: Refund, late: tuple[Days, ...]) -> tuple[Span, ...]:
    """What was late in these times, and nothing in between."""
    owed = [(since, refund.amount_fen) for since, _ in late]
    paid = [(until, -refund.amount_fen) for _, until in late]
    return history((*owed, *paid), late[-1][1])


def paid(deposit: Deposit, asked: RecordCompensationPaid, _context: Context) -> Decision:
    """Once, and what is owed."""
    refund, name = deposit.refund(asked.number), RefundId(asked.deposit, asked.number)
    if refund is None or not refund.compensation_fen:
        return Rejected("compensation.not_owed", f"of {name} none is owed")
    if refund.compensated:
        return ()
    owner = str(name)
    entry = moved("P28", (OWN_PAYABLES, owner), (OWN_BANK, owner), refund.compensation_fen)
    return (
        OverdueCompensationPaid(
            deposit=asked.deposit,
            number=asked.number,
            document=asked.document,
            evidence=asked.evidence,
            entries=(entry,),
        ),
    )


RECOGNISE_COMPENSATION = Decider(
    handles=RecogniseCompensation,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=recognise,
)
RECORD_COMPENSATION_PAID = Decider(
    handles=RecordCompensationPaid,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=paid,
)
