"""The forms that a paper can have, on one page: each a function of the paper alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.reports.glyphs import checked
from api.reports.html import document
from api.reports.paper import Paper
from api.reports.pdf import pdf
from api.reports.xlsx import ROWS_MOST, CannotDraw, xlsx


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the ending of its files, what it is sent as, what draws it; so many rows of a table
    fit at most, None: all.
    """

    ending: str
    media_type: str
    draw: Callable[[Paper], bytes]
    most: int | None = None


FORMS: Mapping[str, Form] = {
    "pdf": Form("pdf", "application/pdf", pdf),
    "xlsx": Form(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx,
        most=ROWS_MOST,
    ),
    "html": Form("html", "text/html; charset=utf-8", document),
}
"""By what a person calls them."""


def drawn(paper: Paper, form: str) -> bytes:
    """The file. Every sign is looked up in the font first: what it lacks is named by its number,
    in every form alike. Raises KeyError for a form that there is not, CannotDraw for a paper that
    it would not hold whole, before anything is drawn.
    """
    of = FORMS[form]
    rows = max((len(table.rows) for table in paper.tables), default=0)
    if of.most is not None and rows > of.most:
        raise CannotDraw(f"{rows:,} rows: {of.ending} holds {of.most:,}; ask for a shorter period")
    return of.draw(checked(paper))
