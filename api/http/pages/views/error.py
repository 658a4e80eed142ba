"""A page that could not be shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A problem as a page: HTTP status, the problem's stable kind, its sentence for experts.

    `position`: how far the log or a reader was, where that matters.
    """

    status: int
    kind: str
    detail: str
    position: int | None
