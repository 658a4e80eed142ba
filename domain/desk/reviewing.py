"""Where a county branch of few instructs, the city centre checks (REFERENCE 4.2 ‡)."""

from collections.abc import Iterable

from domain.governance.state import Law
from domain.kernel import Post, Rejected


def not_from_here(code: str, maker: str, law: Law, checks: Iterable[Post]) -> Rejected | None:
    """Why whoever holds the posts `checks` may not check what this maker proposed: both sit in the
    branch.

    The city centre's reviewer is one of all regions: a post of the city's own level is for what is
    traded there, and the door lets it into no county.
    """
    if not law.alone_in_branch(maker):
        return None
    if any(post.role == "C-SET2" and not post.region for post in checks):
        return None
    detail = f"{maker} works alone in a county branch: the city centre checks {code}"
    return Rejected("refund.checked_elsewhere", detail)
