"""What a page of MT940 says before its entries."""

import re
from dataclasses import dataclass

from api.banks.statements.format import StatementError
from api.banks.statements.mt940_fields import Field
from api.banks.statements.wording import called, folded

_COUNTED = re.compile(r"0*([1-9][0-9]{0,8})(?:/.*)?")


@dataclass(slots=True)
class Page:
    """A message: its field 20 and those behind it. A long statement has several messages."""

    reference: str
    account: str | None = None
    number: str = ""  # of the statement, then of the page: 00035/001
    report: bool = False  # has a field 34F, as only a report within the day (MT942) has
    opening: Field | None = None

    def take(self, found: Field) -> None:
        """One more field. Raises StatementError where it names a second account."""
        match found.tag:
            case "25" | "25P":
                account = folded(found.text) or None
                if self.account not in (None, account):
                    raise StatementError(
                        f"field 25 names {(account or 'nothing')[:60]!r} after {self.account!r}"
                    )
                self.account = account
            case "28" | "28C":
                self.number = folded(found.text)
            case "34F":
                self.report = True
            case "60" | "60F" | "60M":
                self.opening = self.opening or found

    @property
    def identifier(self) -> str | None:
        """The field 20, which many banks fill alike, with the numbers of statement and page.

        Raises StatementError where that is too long.
        """
        return called(f"{self.reference} {self.number}".strip())

    @property
    def sequence(self) -> int | None:
        """The statement's number; None where it is none, or the 0 of banks that do not count."""
        counted = _COUNTED.fullmatch(self.number)
        return int(counted[1]) if counted else None

    def follows(self, other: "Page") -> bool:
        """Whether this may be the next page of the same statement."""
        of = [(page.account, page.number.partition("/")[0]) for page in (self, other)]
        return of[0] == of[1] and self.opening is not None and self.opening.tag == "60M"
