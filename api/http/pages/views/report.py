"""A report: the paper as it is drawn everywhere, with its files and its permanent address."""

from dataclasses import dataclass

from markupsafe import Markup

from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class ReportView:
    """`body`: the paper as HTML; `permanent`: where just this is shown for ever, under its digest.

    `kinds`: the reports around it; `now`: the same as of now; `past`: it is shown at a position.
    """

    title: str
    body: Markup
    wide: bool
    digest: str
    permanent: str
    files: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    now: str
    past: bool
