"""What did not come between a statement and the one before it: whoever brings it hears of it."""

from collections.abc import Iterator

from api.banks.planning import Planned
from api.banks.statements.saying import Sentence
from domain.bankday.stated import Stated
from domain.money import show


def gaps(plan: Planned, before: Stated, *, same_day: bool) -> Iterator[Sentence]:
    """By balances and numbers; `before`: of its day, or of an earlier one.

    One of the same day may well begin where that begins; what did not come of it `telling` says.
    """
    statement, sequence = plan.statement, plan.statement.sequence
    ends = statement.opening_minor, statement.closing_minor
    if None not in ends and not same_day and statement.opening_minor != before.closing:
        opens, closed = (show(one or 0, statement.currency) for one in (ends[0], before.closing))
        yield Sentence("noted.opens", opens=opens, closed=closed)
    missing = range((before.sequence or 0) + 1, sequence or 0)
    if before.sequence is not None and missing:
        told = {"sequence": sequence, "before": before.sequence, "missing": missing[0]}
        if len(missing) > 1:
            yield Sentence("noted.numbers", **told, last=missing[-1])
        else:
            yield Sentence("noted.number", **told)
