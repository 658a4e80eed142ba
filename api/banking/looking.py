"""Matching in a round: days that just came, now and then days that still have open lines."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from api.banking.lumps import Lumps
from api.banking.standing import Standing
from api.banks.matching import Matcher, Proposal
from api.wiring import System
from projections.bankdays import CLOSES, DAYS


@dataclass(slots=True)
class Seen:
    """What a look came to: what the matcher proposed, and gave back."""

    proposals: list[Proposal] = field(default_factory=list)
    given_back: list[Proposal] = field(default_factory=list)


class Looking:
    """The matcher's looks at the days of one account."""

    def __init__(
        self, system: System, account: str, matcher: Matcher, lumps: Lumps, pause: timedelta
    ) -> None:
        """`pause`: how long earlier days are not looked at."""
        self._system = system
        self._account = account
        self._matcher = matcher
        self._lumps = lumps
        self._pause = pause

    def look(self, fresh: set[date], before: Standing, now: datetime) -> tuple[Seen, Standing]:
        """Matches what came on `fresh` days, and now and then what earlier days still have open."""
        head = self._system.acting.feed.head()  # what is committed from here on, the next one sees
        self._system.readers.runner.catch_up()
        seen, days = Seen(), set(fresh)
        rested = before.looked_at is None or now - before.looked_at >= self._pause
        if looks := bool(days) or (rested and head != before.position):
            days |= self._with_open_lines() - self._closed()
        for day in sorted(days):
            seen.proposals += self._matcher.day(self._account, day)
        for day in sorted(days):
            sums = {one.line: one for one in self._lumps.day(day)}
            seen.proposals = [sums.pop(one.line, one) for one in seen.proposals]
        if looks:
            self._system.strays.see_to(self._matcher.open_strays)
        for day in sorted(days):
            seen.given_back += self._matcher.give_back(self._account, day)
        return seen, replace(before, looked_at=now, position=head) if looks else before

    def _with_open_lines(self) -> set[date]:
        rows = self._system.readers.bankdays.rows(DAYS, {"account": self._account}).rows
        return {row["day"] for row in rows if row["matched"] < row["lines"]}

    def _closed(self) -> set[date]:
        """Days that are closed."""
        of = {"account": self._account, "stage": "CLOSED"}
        return {row["day"] for row in self._system.readers.bankdays.rows(CLOSES, of).rows}
