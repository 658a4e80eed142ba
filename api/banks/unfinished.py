"""Files that were banked in part: whoever banked them died before their statements were recorded.

Nothing else tells such lines from those of a file that states no balances, and then what looks like
them would be taken for them. The file is kept whole before its first line is banked, and says it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.banks.accounts import Accounts, called
from api.banks.banked import Banked
from api.banks.planning import CannotImport, Planned, plans
from api.banks.statements.format import StatementError
from api.banks.statements.register import read
from domain.identifiers import DayId
from ledger.blobs import Blobs, NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey

type Left = Mapping[DayId, tuple[str, ...]]
"""Days of a file that was banked in part, and what the bank calls its statements of each."""


@dataclass(frozen=True, slots=True)
class OfDay:
    """A file's statements with balances of a day: their names, and the days of their lines."""

    names: tuple[str, ...]
    days: frozenset[DayId]


@dataclass(slots=True)
class KnownFiles:
    """What a process knows of files that are kept, by SHA-256, so that it reads none twice.

    `complete`: those of which every statement with balances is recorded, which stays so. `told`:
    of others, as of a month with a day that was closed before it came, what they say of each day.
    """

    complete: set[str] = field(default_factory=set)
    told: dict[str, Mapping[DayId, OfDay]] = field(default_factory=dict)


class Unfinished:
    """Looks into the files that are kept."""

    def __init__(
        self,
        banked: Banked,
        blobs: Blobs,
        accounts: Accounts,
        known: KnownFiles,
    ) -> None:
        """`accounts`: the open ones. `known`: more is added."""
        self._banked = banked
        self._blobs = blobs
        self._accounts = accounts
        self._known = known

    def __call__(self, sha256: str) -> Left:
        """The days of which a file has statements with balances that are not recorded, one of
        several, say, and lines of these came by it. What cannot be read tells nothing, and what a
        closed day repeats is never recorded: neither says that all of the file is."""
        if sha256 in self._known.complete or (told := self._told(sha256)) is None:
            return {}
        left = {of: one for of, one in told.items() if not self._recorded(of, one, sha256)}
        if not left:
            self._known.complete.add(sha256)
            self._known.told.pop(sha256, None)
        return {of: one.names for of, one in left.items() if self._began(of, one, sha256)}

    def lacks(self, sha256: str, of: DayId) -> bool:
        """Whether a file has statements with balances of a day that are not recorded, whatever came
        of the day since; of what cannot be read nobody knows."""
        told = self._told(sha256) or {}
        return of in told and not self._recorded(of, told[of], sha256)

    def _told(self, sha256: str) -> Mapping[DayId, OfDay] | None:
        """Its statements with balances, by their day, but for those of a number that two accounts
        have by now; None where it cannot be read."""
        if (known := self._known.told.get(sha256)) is not None:
            return known
        try:
            every = read(self._blobs.get(sha256))
            ours = [one for one in every if len(called(self._accounts, one)) == 1]
            planned = plans(ours, self._accounts)
        except (NoBlob, CannotOpen, NoKey, StatementError, CannotImport):
            return None
        by_day = defaultdict[DayId, list[Planned]](list)
        for plan in planned:
            if (
                plan.statement.opening_minor is not None
                and plan.statement.closing_minor is not None
            ):
                by_day[plan.day].append(plan)
        told = {of: _of_day(of, plans_) for of, plans_ in by_day.items()}
        self._known.told[sha256] = told
        return told

    def _recorded(self, of: DayId, told: OfDay, sha256: str) -> bool:
        """Told by how many of a day are, whatever its reader calls them by now."""
        stated = self._banked.day(of).statements
        return sum(one.sha256 == sha256 for one in stated) >= len(told.names)

    def _began(self, of: DayId, told: OfDay, sha256: str) -> bool:
        """Whether lines of these, of a day, came by it: of a day that was closed, and is open
        again, it may have repeated all."""
        if self._banked.day(of).closed:
            return False
        pages = (page for one in told.days for page in self._banked.pages(one))
        return any(line.statement == sha256 for page in pages for line in page.lines)


def _of_day(of: DayId, planned: Sequence[Planned]) -> OfDay:
    names = tuple(plan.statement.identifier or "–" for plan in planned)
    days = (DayId(of.account, one) for plan in planned for one in (of.day, *plan.lines))
    return OfDay(names, frozenset(days))
