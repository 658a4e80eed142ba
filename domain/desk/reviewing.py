"""Where a county branch of few instructs, the city centre checks (REFERENCE 4.2 ‡)."""

from collections.abc import Iterable

from domain.governance.state import Law
from domain.kernel import Post, Rejected
from domain.regions import CITY


def not_from_here(code: str, maker: str, law: Law, checks: Iterable[Post]) -> Rejected | None:
    """Why whoever holds the posts `checks` may not check what this maker proposed: both sit in the
    branch.
    """
    if not law.alone_in_branch(maker):
        return None
    if any(post.role == "C-SET2" and post.region in ("", CITY) for post in checks):
        return None
    detail = f"{maker} works alone in a county branch: the city centre checks {code}"
    return Rejected("refund.checked_elsewhere", detail)
