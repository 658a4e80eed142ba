"""Which entries may be told one by one (REFERENCE 4.4): those that name no sealed lot's money."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from api.blind import blind_days
from api.closing.blinding import deposit_in
from api.reports.moved import Moved
from api.wiring import System
from domain.identifiers import DayId, NotAnIdentifier, day_id, page_id
from projections.bankdays import ACCOUNTS
from projections.deposits import DEPOSITS


class Telling:
    """What was open at a position, asked once for all entries of a period."""

    def __init__(self, system: System, found: Iterable[Moved], at: int) -> None:
        codes = {code for one in found for code in _codes(one)}
        deposits = sorted({deposit for code in codes if (deposit := deposit_in(code))})
        rows = system.readers.deposits.rows(DEPOSITS, {"deposit": deposits}, as_of=at).rows
        self._opened = frozenset(str(row["deposit"]) for row in rows)
        followed = system.readers.bankdays.rows(ACCOUNTS, as_of=at).rows
        self._accounts = frozenset(str(row["account"]) for row in followed)
        self._blind = _blind(system, {of for code in codes if (of := _day(code))}, at)

    def parted(self, found: Iterable[Moved]) -> tuple[Sequence[Moved], Sequence[Moved]]:
        """Those that may be told, and those that may not."""
        told: list[Moved] = []
        secret: list[Moved] = []
        for one in found:
            (told if self._may(one) else secret).append(one)
        return told, secret

    def _may(self, one: Moved) -> bool:
        """Every deposit's lot is open, no day is blind; what is neither is told with such alone."""
        known = [seen for code in _codes(one) if (seen := self._seen(code)) is not None]
        return bool(known) and all(known)

    def _seen(self, code: str) -> bool | None:
        """Whether it may be told; None for what decides nothing."""
        if (deposit := deposit_in(code)) is not None:
            return deposit in self._opened
        if (day := _day(code)) is not None:
            return day not in self._blind
        return True if code in self._accounts else None


def _codes(one: Moved) -> tuple[str, ...]:
    return (one.code, *one.owners)


def _day(code: str) -> DayId | None:
    """The account's day that an owner is, or that a page of bank lines belongs to."""
    with suppress(NotAnIdentifier):
        return day_id(code)
    with suppress(NotAnIdentifier):
        return page_id(code).of
    return None


def _blind(system: System, days: Iterable[DayId], at: int) -> frozenset[DayId]:
    by_account: dict[str, list[date]] = {}
    for of in days:
        by_account.setdefault(of.account, []).append(of.day)
    return frozenset(
        DayId(account, day)
        for account, its in by_account.items()
        for day in blind_days(system.readers, at, account, its)
    )
