"""A report of figures is issued (REFERENCE 5.3): of whole months, as they were known at a position.

As of one position there is one report of some months: asked again, it is the same, or refused.
"""

from domain.calendar import beijing_day
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.statistics.events import StatReportIssued
from domain.statistics.months import month_of, months, period_code
from domain.statistics.state import Reports


@command("IssueStatistics", zh="发布统计报告")
class IssueStatistics(Command):
    """Report the figures of these months; fields as in StatReportIssued.

    `period` follows from the months (`months.period_code`).
    """

    period: str
    since: str
    until: str
    as_of: int
    digest: str

    def __post_init__(self) -> None:
        months(self.since, self.until)
        if self.period != (right := period_code(self.since, self.until)):
            raise ValueError(f"period {self.period[:60]!r}: expected {right}")
        if self.as_of < 1:
            raise ValueError(f"as_of {self.as_of}: expected a position, from 1")
        digest(self.digest)


def issue(reports: Reports, asked: IssueStatistics, context: Context) -> Decision:
    """As often as more is known. What the figures are is the platform's word, as no decider sees
    them: it alone asks.
    """
    before = reports.digest_at(asked.as_of)
    if before is not None:
        detail = f"as of {asked.as_of} the figures of {asked.period} have the digest {before}"
        return () if before == asked.digest else Rejected("statistics.otherwise", detail)
    if asked.as_of > context.last:
        detail = f"{asked.period}: there are events up to {context.last}"
        return Rejected("statistics.no_such_position", detail)
    if asked.until > (now := month_of(beijing_day(context.received_at))):
        return Rejected("statistics.not_yet", f"{asked.until} is still to come: it is {now}")
    issued = StatReportIssued(
        period=asked.period,
        issued_at=context.received_at,
        since=asked.since,
        until=asked.until,
        as_of=asked.as_of,
        digest=asked.digest,
    )
    return (issued,)


ISSUE_STATISTICS = Decider(
    handles=IssueStatistics,
    touches=lambda asked: (StreamId("statistics", asked.period),),
    decide=issue,
)
