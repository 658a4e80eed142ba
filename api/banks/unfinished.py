"""Files that were banked in part: whoever banked them died before their statements were recorded.

Nothing else tells such lines from those of a file that states no balances, and then what looks like
them would be taken for them. The file is kept whole before its first line is banked, and says it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from api.banks.banked import Banked
from api.banks.planning import CannotImport, Planned, plans
from api.banks.statements.format import StatementError
from api.banks.statements.register import read
from domain.account.events import AccountOpened
from domain.identifiers import DayId
from ledger.blobs import Blobs, NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey


class Unfinished:
    """Looks into the files that are kept."""

    def __init__(
        self,
        banked: Banked,
        blobs: Blobs,
        accounts: Mapping[str, AccountOpened],
        complete: set[str],
    ) -> None:
        """`accounts`: the open ones, by the bank's number. `complete`: files of which every
        statement with balances is recorded, which stays so; more are added."""
        self._complete = complete
        self._banked = banked
        self._blobs = blobs
        self._accounts = accounts

    def __call__(self, sha256: str) -> Collection[DayId]:
        """The days of which a file has statements with balances that are not recorded, one of
        several, say, and lines of these came by it. What cannot be read tells nothing, and what a
        closed day repeats is never recorded: neither says that all of the file is."""
        if sha256 in self._complete or (told := self._told(sha256)) is None:
            return ()
        left = [of for of, plans in told.items() if not self._recorded(of, plans, sha256)]
        if not left:
            self._complete.add(sha256)
        return [of for of in left if self._began(of, told[of], sha256)]

    def _told(self, sha256: str) -> Mapping[DayId, Sequence[Planned]] | None:
        """Its statements with balances, by their day; None where it cannot be read."""
        try:
            planned = plans(read(self._blobs.get(sha256)), self._accounts)
        except (NoBlob, CannotOpen, NoKey, StatementError, CannotImport):
            return None
        told = defaultdict[DayId, list[Planned]](list)
        for plan in planned:
            if (
                plan.statement.opening_minor is not None
                and plan.statement.closing_minor is not None
            ):
                told[plan.day].append(plan)
        return told

    def _recorded(self, of: DayId, told: Sequence[Planned], sha256: str) -> bool:
        """Told by how many of a day are, whatever its reader calls them by now."""
        stated = self._banked.day(of).statements
        return sum(one.sha256 == sha256 for one in stated) >= len(told)

    def _began(self, of: DayId, told: Sequence[Planned], sha256: str) -> bool:
        """Whether lines of these, of a day, came by it: of a day that was closed, and is open
        again, it may have repeated all."""
        if self._banked.day(of).closed:
            return False
        days = {DayId(of.account, one) for plan in told for one in (of.day, *plan.lines)}
        pages = (page for one in days for page in self._banked.pages(one))
        return any(line.statement == sha256 for page in pages for line in page.lines)
