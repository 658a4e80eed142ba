"""The record of the stream: `statistics/2026-01-2026-03`."""

from domain.kernel import Stream
from domain.statistics.events import StatReportIssued
from domain.statistics.issue import ISSUE_STATISTICS
from domain.statistics.state import Reports, evolve

STATISTICS = Stream(
    name="statistics",
    events=(StatReportIssued,),
    initial=Reports(),
    evolve=evolve,
    deciders=(ISSUE_STATISTICS,),
)
