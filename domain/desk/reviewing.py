"""Where a county branch of few instructs, the city centre checks (REFERENCE 4.2 ‡)."""

from domain.kernel import Context, Rejected
from domain.regions import CITY


def not_from_here(code: str, maker: str, context: Context) -> Rejected | None:
    """Why whoever asks may not check what this maker proposed: both sit in the branch."""
    if not context.law.alone_in_branch(maker):
        return None
    if any(post.role == "C-SET2" and post.region in ("", CITY) for post in context.posts):
        return None
    detail = f"{maker} works alone in a county branch: the city centre checks {code}"
    return Rejected("refund.checked_elsewhere", detail)
