"""A request, and what is to be heard."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Act:
    """Who asks where, with what, and what is to be heard. A page's form is sent as a form."""

    person: str
    path: str
    said: dict[str, Any]
    hears: str
    method: str = "POST"
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        """Whether a page's form asks."""
        return not self.path.startswith("/v1/")


def v1(person: str, path: str, hears: str, method: str = "POST", **said: Any) -> Act:
    """An act by a route for programs."""
    return Act(person, f"/v1{path}", said, hears, method)
