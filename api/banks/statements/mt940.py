"""MT940, the customer statement of SWIFT, and its report within the day, MT942: by `mt-940`."""

from collections.abc import Iterator

from api.banks.statements.format import Line, Source, Statement, StatementError, StatementFormat
from api.banks.statements.mt940_fields import (
    LARGEST_ENTRY,
    REPORT,
    Field,
    fields,
    recognises,
    too_large,
)
from api.banks.statements.mt940_package import Package
from api.banks.statements.mt940_page import Page, Pages
from api.banks.statements.mt940_statement import Draft
from api.banks.statements.wording import folded


def parts(source: Source) -> Iterator[Line | Statement]:
    """The lines of each statement in the file's order, then the `Statement` that closes them.

    Pages of one statement that follow each other (62M, then 60M under the same number) are one
    statement. One that stands elsewhere in the file is judged by its own balances; where pages
    between others are missing, the last that is there contradicts itself.
    """
    pages = _Pages()
    for found in fields(source):
        yield from pages.take(found)
    yield from pages.end()


class _Pages:
    """Tells where a page, an entry, a statement ends: nothing of MT940 says so itself."""

    def __init__(self) -> None:
        self._package = Package()
        self._page: Page | None = None  # whose entries have not begun
        self._draft: Draft | None = None
        self._entry: list[Field] = []
        self._weight = self._count = 0
        self._pages = Pages()
        self._report = False  # whether the next message is one within the day

    def take(self, found: Field) -> Iterator[Line | Statement]:
        """One more field of the file."""
        if found.tag == "20":
            yield from self._finished()
            self._page = Page(folded(found.text), report=self._report)
            self._report = False
        elif found.tag == REPORT:
            yield from self._finished()
            self._report = True
        elif found.tag in ("86", "NS"):
            self._detail(found)
        elif self._page is None and self._draft is None:
            raise StatementError("unread.mt.before", tag=found.tag)
        elif self._page is not None and found.tag[:2] in ("13", "21", "25", "28", "34", "60"):
            self._page.take(found)
        else:
            yield from self._finished()
            if found.tag == "61":
                self._entry, self._weight = [found], found.weight
            elif self._draft is not None:
                self._draft.take(found)

    def end(self) -> Iterator[Line | Statement]:
        """What is still open at the end of the file."""
        yield from self._finished()
        if self._draft is None:
            raise StatementError("unread.mt.none")
        self._draft.lacking = self._pages.lacking()
        yield from self._draft.closed()

    def _detail(self, found: Field) -> None:
        """Details belong to the entry before them; behind a balance they are the statement's."""
        if self._entry:
            self._entry.append(found)
            self._weight += found.weight
            if self._weight > LARGEST_ENTRY:
                raise too_large()

    def _finished(self) -> Iterator[Line | Statement]:
        """The header that was read begins a statement or continues one; the entry is whole."""
        if self._entry and self._draft is not None:
            fields, self._entry = self._entry, []
            yield from self._draft.entry(fields)
        if self._page is None:
            return
        page, self._page = self._page, None
        joined = self._draft is not None and self._draft.continued_by(page)
        lacking = self._pages.take(page, joined=joined)
        if self._draft is not None and joined:
            self._draft.last = page
        else:
            if self._draft is not None:
                self._draft.lacking = lacking
                yield from self._draft.closed()
            self._count += 1
            self._draft = Draft(self._count, page, page, self._package)
        if page.opening is not None:
            self._draft.take(page.opening)


MT940 = StatementFormat("mt940", recognises, parts, "text/plain")
