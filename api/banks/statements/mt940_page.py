"""What a page of MT940 says before its entries."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from api.banks.statements.format import StatementError
from api.banks.statements.mt940_fields import Field
from api.banks.statements.saying import Sentence
from api.banks.statements.wording import called, folded

_COUNTED = re.compile(r"0*([1-9][0-9]{0,8})(?:/.*)?")
_PAGE = re.compile(r"[^/]*/0*([1-9][0-9]{0,8})")


@dataclass(slots=True)
class Page:
    """A message: its field 20 and those behind it. A long statement has several messages."""

    reference: str
    account: str | None = None
    number: str = ""  # of the statement, then of the page: 00035/001
    report: bool = False  # by its envelope
    currency: str | None = None  # of a report
    day: date | None = None  # on which a report was made
    opening: Field | None = None

    def take(self, found: Field) -> None:
        """One more field. Raises StatementError where it names a second account."""
        match found.tag:
            case "25" | "25P":
                account = folded(found.text) or None
                if self.account not in (None, account):
                    said = (account or "nothing")[:60]
                    raise StatementError("unread.mt.account", said=said, first=self.account)
                self.account = account
            case "28" | "28C":
                self.number = folded(found.text)
            case "34F":
                self.currency = found.text[:3]
            case "13" | "13D":
                self.day = _day(found.text)
            case "60" | "60F" | "60M":
                self.opening = self.opening or found

    @property
    def only_tells(self) -> bool:
        """Whether it is a report within the day (MT942): by its envelope; or, as it has the floor
        below which it tells nothing, and no balance. It never posts."""
        return self.report or (self.currency is not None and self.opening is None)

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

    @property
    def index(self) -> int | None:
        """Which page of its statement it is; None where the bank does not count pages."""
        counted = _PAGE.fullmatch(self.number)
        return int(counted[1]) if counted else None

    @property
    def of(self) -> tuple[str | None, str]:
        """Of which statement it is a page."""
        return self.account, self.number.partition("/")[0]

    @property
    def goes_on(self) -> bool:
        """Whether it opens between pages."""
        return self.opening is not None and self.opening.tag == "60M"

    def follows(self, other: "Page") -> bool:
        """Whether this may be a later page of the same statement."""
        return self.of == other.of and self.goes_on

    def is_next(self, other: "Page") -> bool:
        """Whether it is the next one by its number, where both count."""
        counted = other.index is not None and self.index is not None
        return not counted or self.index == (other.index or 0) + 1


class Pages:
    """Which pages of one statement a file has, in whatever order they stand in it."""

    def __init__(self) -> None:
        self._of: tuple[str | None, str] | None = None
        self._begins = False  # whether its first page is there
        self._seen: set[int] = set()
        self._twice: int | None = None

    def take(self, page: Page, *, joined: bool) -> Sentence | None:
        """One more page of the file. Where it begins another statement: why the one before it is
        not whole, if it is not. `joined`: it opens where the page before it closed, and so is no
        page that was there: some banks give all pages one number.

        A page that does not open between others is a first one, and a statement has one of these,
        however a bank counts: `0/15` and `0/17` may be two days.
        """
        own = {page.index} if page.index else set[int]()
        if page.of == self._of and (page.goes_on or not self._begins):
            self._twice = page.index if own & self._seen and not joined else self._twice
            self._seen |= own
            self._begins = self._begins or not page.goes_on
            return None
        told = self.lacking()
        self._of, self._seen, self._twice = page.of, own, None
        self._begins = not page.goes_on
        return told

    def lacking(self) -> Sentence | None:
        """Why the pages so far are not those of one statement; None where they can be."""
        if self._of is None or not self._seen:
            return None
        name = self._of[1][:20]
        if self._twice is not None:
            return Sentence("unread.against.page_twice", page=self._twice, name=name)
        first, last = min(self._seen), max(self._seen)
        if len(self._seen) == last - first + 1:
            return None
        missing = next(one for one in range(first, last) if one not in self._seen)
        return Sentence("unread.against.page_missing", page=missing, name=name)


def _day(written: str) -> date | None:
    """The day of `2403151730+0800`; None where it is none."""
    with suppress(ValueError):
        return date(2000 + int(written[:2]), int(written[2:4]), int(written[4:6]))
    return None
