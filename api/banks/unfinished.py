"""Files that were banked in part: whoever banked them died before their statements were recorded.

Nothing else tells such lines from those of a file that states no balances, and then what looks like
them would be taken for them. The file is kept whole before its first line is banked, and says it.
"""

from collections.abc import Mapping

from api.banks.banked import Banked
from api.banks.planning import CannotImport, Planned, plans
from api.banks.statements.format import StatementError
from api.banks.statements.register import read
from domain.account.events import AccountOpened
from ledger.blobs import Blobs, NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey


class Unfinished:
    """Looks into the files that are kept."""

    def __init__(self, banked: Banked, blobs: Blobs, accounts: Mapping[str, AccountOpened]) -> None:
        """`accounts`: the open ones, by the bank's number."""
        self._banked = banked
        self._blobs = blobs
        self._accounts = accounts

    def __call__(self, sha256: str) -> bool:
        """Whether a file states balances that are not recorded. What cannot be read tells nothing,
        and what a closed day repeats is never recorded."""
        try:
            planned = plans(read(self._blobs.get(sha256)), self._accounts)
        except (NoBlob, CannotOpen, NoKey, StatementError, CannotImport):
            return False
        return any(self._lacks(plan, sha256) for plan in planned)

    def _lacks(self, plan: Planned, sha256: str) -> bool:
        said, day = plan.statement, self._banked.day(plan.day)
        if said.opening_minor is None or said.closing_minor is None or day.closed is not None:
            return False
        return not day.states(sha256, said.identifier)
