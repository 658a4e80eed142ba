"""A page that could not be shown, or an act that was not done as asked."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that is not as it must be: its name, what was sent, what would be right."""

    field: str
    value: str
    right: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A problem as a page: HTTP status, the problem's stable kind, its sentence for experts, empty
    where it is in another language than the page.

    `case` chooses the words. `written`: nothing for certain, perhaps a part, or nobody knows.
    `position`: how far the log or a reader was, where that matters. `rule`: which one refused;
    `next`: the way on, for experts; both empty where there is none. `errors`: fields, if any.
    """

    status: int
    kind: str
    case: str
    written: Literal["nothing", "part", "unknown"]
    detail: str
    position: int | None
    rule: str = ""
    next: str = ""
    errors: tuple[Wrong, ...] = ()
