"""A county branch of few: one person received at the counter and instructed there (4.2 ‡)."""

from dataclasses import replace
from datetime import datetime

from domain.calendar import BEIJING
from domain.delegations import Delegation
from domain.governance.assigned import Assignment
from domain.governance.state import Law
from domain.kernel import Post
from tests.kit.story import CHECKER, MAKER

MARCH, JUNE = datetime(2026, 3, 1, tzinfo=BEIJING), datetime(2026, 6, 1, tzinfo=BEIJING)
THERE = "350626"


def few(law: Law, until: datetime = JUNE) -> Law:
    """The law, under which the maker held both posts of the branch, one by delegation."""
    counter, clerk = (Post(role, "分中心", THERE) for role in ("C-OPS", "C-SET1"))
    return replace(
        law,
        assignments=(*law.assignments, Assignment(MAKER, counter, MARCH, None)),
        delegations=(Delegation(MAKER, CHECKER, clerk, MARCH, until),),
    )
