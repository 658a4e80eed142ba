"""Files that were banked in part: whoever banked them died before their statements were recorded.

Nothing else tells such lines from those of a file that states no balances, and then what looks like
them would be taken for them. The file is kept whole before its first line is banked, and says it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

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
        """`accounts`: the open ones, by the bank's number. `complete`: files of which everything
        is known to be recorded, which stays so; more are added."""
        self._complete = complete
        self._banked = banked
        self._blobs = blobs
        self._accounts = accounts

    def __call__(self, sha256: str) -> bool:
        """Whether a file has statements with balances that are not recorded, one of several, say.
        What cannot be read tells nothing, and what a closed day repeats is never recorded."""
        if sha256 not in self._complete and not self._has_more(sha256):
            self._complete.add(sha256)
        return sha256 not in self._complete

    def _has_more(self, sha256: str) -> bool:
        """Told by how many of each day are, whatever its reader calls them by now."""
        try:
            planned = plans(read(self._blobs.get(sha256)), self._accounts)
        except (NoBlob, CannotOpen, NoKey, StatementError, CannotImport):
            return False
        told = defaultdict[DayId, list[Planned]](list)
        for plan in planned:
            if (
                plan.statement.opening_minor is not None
                and plan.statement.closing_minor is not None
            ):
                told[plan.day].append(plan)
        return any(self._lacks(of, some, sha256) for of, some in told.items())

    def _lacks(self, of: DayId, told: Sequence[Planned], sha256: str) -> bool:
        """Whether fewer are recorded than it has of a day, and lines of these came by it: of a day
        that was closed, and is open again, it may have repeated all."""
        day = self._banked.day(of)
        if day.closed or sum(one.sha256 == sha256 for one in day.statements) >= len(told):
            return False
        days = {DayId(of.account, one) for plan in told for one in (of.day, *plan.lines)}
        pages = (page for one in days for page in self._banked.pages(one))
        return any(line.statement == sha256 for page in pages for line in page.lines)
