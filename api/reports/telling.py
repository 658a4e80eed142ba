"""Which entries may be told one by one (REFERENCE 4.4): those that name no sealed lot's money."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from itertools import batched

from api.blind import blind_days
from api.closing.blinding import deposit_in
from api.reports.moved import Moved
from api.wiring import System
from domain.identifiers import (
    DayId,
    NotAnIdentifier,
    day_id,
    guarantee_code,
    page_id,
    payout_code,
)
from domain.kernel import StreamId
from projections.bankdays import ACCOUNTS
from projections.deposits import DEPOSITS
from projections.payouts import PARTS

_AT_ONCE = 1_000


class Telling:
    """What was open at a position, asked once for all entries of a period."""

    def __init__(self, system: System, found: Iterable[Moved], at: int) -> None:
        codes = {code for one in found for code in _codes(one)}
        self._of = {**_payouts(system, codes, at), **_guarantees(system, codes, at)}
        deposits = {deposit for code in codes if (deposit := deposit_in(code))}
        wanted = sorted(deposits.union(*self._of.values()))
        rows = system.readers.deposits.every(DEPOSITS, {"deposit": wanted}, at)
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
        if (deposits := self._of.get(code)) is not None:
            return bool(deposits) and deposits <= self._opened
        if (day := _day(code)) is not None:
            return day not in self._blind
        return True if code in self._accounts else None


def _codes(one: Moved) -> tuple[str, ...]:
    return (one.code, *one.owners)


def _payouts(system: System, codes: Iterable[str], at: int) -> dict[str, frozenset[str]]:
    """Of which deposits, all of one lot, each payout among the codes takes its parts."""
    found: dict[str, set[str]] = {code: set() for code in codes if _is(payout_code, code)}
    for row in system.readers.payouts.every(PARTS, {"payout": sorted(found)}, at):
        found[row["payout"]].add(str(row["deposit"]))
    return {code: frozenset(its) for code, its in found.items()}


def _guarantees(system: System, codes: Iterable[str], at: int) -> dict[str, frozenset[str]]:
    """For which deposit each guarantee among the codes stands in; nobody's, where nobody can read
    that any more.
    """
    streams = [StreamId("guarantee", code) for code in codes if _is(guarantee_code, code)]
    found: dict[str, frozenset[str]] = {}
    for some in batched(streams, _AT_ONCE):
        for stream, state in system.replay.states(some, at).items():
            deposit = state.accepted.deposit if state.accepted else None
            found[stream.code] = frozenset((deposit,) if deposit else ())
    return found


def _is(read: Callable[[str], str], code: str) -> bool:
    with suppress(NotAnIdentifier):
        return bool(read(code))
    return False


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
