"""Which rows of a kind of trade speak of disputes: by their subjects, never by its name.

Of an objection to the documents `documents.objection` says until when, `…_answer` how soon it is
answered, `…_pause` that the procedure waits. A kind that asks the same of every matter leaves the
matter out (`query_answer`). What no row speaks of, nobody decides.
"""

from datetime import date

from domain.categories.category import Category
from domain.dispute.words import Kind, Matter
from domain.rules import Rule, Severity

FIRST = (Kind.OBJECTION, Kind.QUERY)
"""What comes before a complaint."""

_PREQUALIFICATION = "PREQUALIFICATION"
_STEMS = {Matter.PREQUALIFICATION_DOCUMENTS: (Matter.DOCUMENTS.value, (_PREQUALIFICATION,))}
"""Matters that rows name by another's word, in a scope of their own."""


def row(category: Category, kind: Kind, part: str, day: date, matter: Matter) -> Rule | None:
    """The row about a part of a way to object (`""` its time, `answer`, `pause`); None without."""
    stem, scopes = _STEMS.get(matter, (matter.value, ()))
    subject = f"{kind.value}_{part}" if part else kind.value
    found = (
        category.about(f"{stem}.{subject}", day, scopes) or category.about(subject, day, scopes)
    )  # fmt: skip
    return found[-1] if found else None


def complaint(category: Category, part: str, day: date) -> Rule | None:
    """The row about a part of complaints (`filing`, `acceptance`, `decision`, …); None without."""
    found = category.about(f"complaint.{part}", day)
    return found[0] if found else None


def heard(category: Category, kind: Kind, matter: Matter, day: date) -> bool:
    """Whether a kind of trade knows this way to object to this."""
    if kind is Kind.COMPLAINT:
        return complaint(category, "decision", day) is not None
    return any(row(category, kind, part, day, matter) for part in ("", "answer"))


def comes_first(category: Category, matter: Matter, day: date) -> Rule | None:
    """The row by which the owner is asked before the supervisor; None where it need not be."""
    asked = any(heard(category, kind, matter, day) for kind in FIRST)
    return complaint(category, "objection_first", day) if asked else None


def blocks(found: Rule) -> bool:
    """Whether a breach of the row refuses."""
    return found.severity is Severity.BLOCK
