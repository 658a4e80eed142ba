"""Facts of reports of figures; all public."""

from datetime import datetime

from domain.kernel import Event, event


@event("StatReportIssued", zh="统计报告发布")
class StatReportIssued(Event):
    """The figures of trade of these months were reported, as they were known at a position.

    `since`, `until`: the first month and the last, as 2026-03. `as_of`: the position. `digest`: of
    the figures (`api/figures.py`); who reads the log up to there comes to the same.
    """

    period: str
    issued_at: datetime
    since: str
    until: str
    as_of: int
    digest: str

    def happened_at(self) -> datetime:
        """When it was issued."""
        return self.issued_at


type StatisticsEvent = StatReportIssued
