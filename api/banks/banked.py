"""What is banked of an account already: its days, their pages, their closes."""

from collections.abc import Iterator
from datetime import date

from api.banks.planning import CannotImport
from domain.bankday.state import BankDay
from domain.bankday.stated import Stated
from domain.bankpage.state import Page
from domain.identifiers import DayId, day_id, page_id
from domain.kernel import StreamId
from ledger.replay import Replay


def days_banked(replay: Replay, account: str) -> list[date]:
    """The days on which the account has lines, in order."""
    codes = replay.codes("bankpage")
    return sorted({page_id(code).of.day for code in codes if code.startswith(f"{account}/")})


class Banked:
    """Reads the books as they stand now, or stood at a position (`at`)."""

    def __init__(self, replay: Replay, at: int | None = None) -> None:
        self._replay = replay
        self._at = at

    def day(self, of: DayId) -> BankDay:
        """The day's statements, and its close."""
        state = self._replay.state(StreamId("bankday", str(of)), self._at)
        assert isinstance(state, BankDay)
        return state

    def stated(self, account: str, since: date) -> list[tuple[date, Stated]]:
        """The statements of an account's days from one on, by day, and in the order they came."""
        codes = (one for one in self._replay.codes("bankday") if one.startswith(f"{account}/"))
        days = sorted((of for of in map(day_id, codes) if of.day >= since), key=str)
        states = self._replay.states([StreamId("bankday", str(of)) for of in days], self._at)
        return [
            (of.day, one)
            for of, state in zip(days, states.values(), strict=True)
            for one in state.statements
        ]

    def before(self, of: DayId) -> tuple[DayId, Stated] | None:
        """The last statement before one that is still to come: of its day, or of the newest day
        before that has any."""
        prefix = f"{of.account}/"
        codes = (one for one in self._replay.codes("bankday") if one.startswith(prefix))
        days = sorted((one for one in map(day_id, codes) if one.day <= of.day), key=str)
        ended = ((day, self.day(day).last) for day in reversed(days))
        return next(((day, last) for day, last in ended if last is not None), None)

    def closed_days(self, account: str, since: date) -> list[date]:
        """The closed days of an account from one on, in order."""
        codes = (one for one in self._replay.codes("bankday") if one.startswith(f"{account}/"))
        found = [of for of in map(day_id, codes) if of.day >= since]
        return sorted(of.day for of in found if self.day(of).closed is not None)

    def reopened_days(self, account: str) -> list[date]:
        """The days of an account that were closed, and are open again, in order."""
        codes = (one for one in self._replay.codes("bankday") if one.startswith(f"{account}/"))
        days = [(of.day, self.day(of)) for of in map(day_id, codes)]
        return sorted(day for day, state in days if state.earlier and state.closed is None)

    def last_stood(self, account: str, since: date) -> date | None:
        """The last day of an account, from one on, that is or was closed: what came later may lie
        on a day after it, even where it was reopened."""
        codes = (one for one in self._replay.codes("bankday") if one.startswith(f"{account}/"))
        days = ((of.day, self.day(of)) for of in map(day_id, codes) if of.day >= since)
        return max((of for of, day in days if day.closed or day.earlier), default=None)

    def page(self, of: DayId, number: int) -> Page:
        """One page of a day; without lines where there is none."""
        state = self._replay.state(StreamId("bankpage", f"{of}/{number}"), self._at)
        assert isinstance(state, Page)
        return state

    def pages(self, of: DayId) -> Iterator[Page]:
        """The pages of a day that have lines, in order."""
        number = 1
        while (page := self.page(of, number)).lines:
            yield page
            number += 1

    def days(self, account: str) -> list[date]:
        """The days on which an account has lines, in order."""
        return days_banked(self._replay, account)


def gone(of: DayId) -> CannotImport:
    """A day whose key was destroyed: what it has cannot be told from what is new."""
    return CannotImport("unbanked.gone", day=of)
