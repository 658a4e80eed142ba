"""Chinese banks' exports as CSV, XLS and XLSX, each read by the bank profile that fits it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, pairwise

from api.banks.statements import workbook
from api.banks.statements.cells import folded, name
from api.banks.statements.format import (
    Line,
    Source,
    Statement,
    StatementError,
    StatementFormat,
)
from api.banks.statements.header import HEAD_ROWS, Header, fitting
from api.banks.statements.profile import Profile
from api.banks.statements.saying import Sentence
from api.banks.statements.shelf import profiles
from api.banks.statements.synonyms import looks_like_a_header
from api.banks.statements.table_row import Entry, RowReader
from api.banks.statements.table_statement import Draft, account_of, noting
from api.banks.statements.text_table import HEAD, Row, head_rows, rows

type Known = Callable[[], Sequence[Profile]]
"""The profiles to choose from, asked for when there is something to choose for."""


def formats(known: Known = profiles) -> tuple[StatementFormat, ...]:
    """The formats of tables, read by some profiles; by all that there are, unless told."""
    in_cells = partial(_workbook, known)
    return (
        StatementFormat("csv", partial(_is_text, known), partial(_text, known), "text/csv"),
        StatementFormat("xls", workbook.is_xls, in_cells, workbook.XLS),
        StatementFormat("xlsx", workbook.is_xlsx, in_cells, workbook.XLSX),
    )


def _is_text(known: Known, head: bytes) -> bool:
    """Whether a profile's header row stands in these first bytes, or one that looks like it."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b":")):
        return False  # XML, HTML or MT940: no profile needs to be asked
    tables = (head_rows(head, delimiter)[:HEAD_ROWS] for delimiter in ",\t;|")
    if any(looks_like_a_header(cells) for table in tables for cells in table):
        return True
    return _header_in_text(known(), head) is not None


def _text(known: Known, source: Source) -> Iterator[Line | Statement]:
    """The lines, then the statement of their account, in the file's order."""
    ahead = _Ahead(source)
    header = _header_in_text(known(), ahead.head)
    if header is None:
        raise _fits_none(known())
    one = header.profile
    return _statements(header, rows(ahead, ahead.head, one.delimiter, one.encodings))


def _header_in_text(known: Iterable[Profile], head: bytes) -> Header | None:
    return fitting(known, lambda one: head_rows(head, one.delimiter, one.encodings))


def _workbook(known: Known, source: Source) -> Iterator[Line | Statement]:
    """Of each sheet whose header is known its lines, then its statement."""
    ignored: list[Sentence] = []
    found = False
    for part in noting(_sheets(known(), source, ignored), ignored):
        found = True
        yield part
    if not found:
        raise _fits_none(known())


def _sheets(
    known: Sequence[Profile], source: Source, ignored: list[Sentence]
) -> Iterator[Line | Statement]:
    for sheet, numbered in workbook.sheets(source):
        head = list(islice(numbered, HEAD_ROWS))
        cells = [cells for _, cells in head]
        header = fitting(known, lambda _, found=cells: found)  # type: ignore[misc]
        if header is not None:
            yield from _statements(header, chain(head, numbered))
        elif any(folded(cell) for row in cells for cell in row):
            what = Sentence("noted.sheet", sheet=sheet[:40])
            ignored.append(Sentence("noted.one", code="sheet", what=what))


def _statements(header: Header, numbered: Iterator[Row]) -> Iterator[Line | Statement]:
    """The rows below a header. Another account or currency begins another statement."""
    reader, profile = RowReader(header), header.profile
    above = _labelled(profile, islice(numbered, header.row + 1))
    draft: Draft | None = None
    closed: set[tuple[str, str]] = set()
    for row, cells in numbered:
        try:
            found = reader.read(cells)
            if isinstance(found, Entry):
                account = account_of(found.account or above, profile)
                key = (account, found.currency)
                if draft is not None and (draft.account, draft.currency) != key:
                    yield draft.closed()
                    closed.add((draft.account, draft.currency))
                    draft = None
                if key in closed:
                    raise StatementError("unread.apart", account=account[:40])
                draft = draft or Draft(profile, *key)
                yield draft.take(row, found)
            elif found is not None and draft is not None:
                draft.total(row, found)
        except StatementError as error:
            raise StatementError("unread.row", n=row, why=error) from error
    yield (draft or Draft(profile, account_of(above, profile), profile.currency)).closed()


def _labelled(profile: Profile, above: Iterable[Row]) -> str:
    """The account that stands above the lines, behind its label or in the next cell."""
    if profile.account_label is None:
        list(above)
        return ""
    label, found = name(profile.account_label), ""
    for _, cells in above:
        for cell, following in pairwise((*cells, "")):
            told, _, behind = name(cell).partition(":")
            if told == label and not found:
                found = behind or name(following)
    return found


def _fits_none(known: Iterable[Profile]) -> StatementError:
    names = ", ".join(one.name for one in known)
    return StatementError("unread.no_profile" if names else "unread.no_profile.at_all", known=names)


class _Ahead:
    """A source whose first bytes have been looked at."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.head = self._ahead = source.read(HEAD)

    def read(self, size: int, /) -> bytes:
        """The next bytes, those first."""
        chunk, self._ahead = self._ahead, b""
        return chunk or self._source.read(size)
