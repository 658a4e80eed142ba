"""Our accounts as the bank knows them: whose bank, under which number, holding which cash."""

from api.desk.seen_line import SeenLine
from api.readers import Readers
from domain.identifiers import line_id
from projections.bankdays import ACCOUNTS
from projections.reader import Row


class OurAccounts:
    """Looks our accounts up, read once, at one position."""

    def __init__(self, readers: Readers, at: int) -> None:
        self._readers = readers
        self._at = at
        self._rows: dict[str, Row] | None = None

    def every(self) -> dict[str, Row]:
        """All of them, by code."""
        if self._rows is None:
            rows = self._readers.bankdays.rows(ACCOUNTS, as_of=self._at).rows
            self._rows = {row["account"]: row for row in rows}
        return self._rows

    def of(self, line: SeenLine) -> Row:
        """The one that a line stands on; empty where nobody opened it in the books."""
        return self.every().get(account_of(line), {})


def account_of(line: SeenLine) -> str:
    """The code of the account that a line stands on."""
    return line_id(line.code).page.of.account


def called(line: SeenLine) -> str:
    """The bank's serial; where it gives none, the line's place on its page: `#3`."""
    return line.serial or f"#{line_id(line.code).number}"
