"""Who speaks for the owner of a lot: it does itself, or an agency within its mandate (委托代理)."""

from collections.abc import Iterable
from datetime import datetime

from domain.kernel import Context, Post, Rejected
from domain.mandates import Mandates, Subject, written
from domain.permissions import acts_for


def not_for_owner(
    context: Context, code: str, owner: str, agency: str | None, subject: Subject
) -> Rejected | None:
    """Why whoever asks does not speak for this owner in `subject`; None where it does.

    `code`: what is asked of, in words of the refusal; `agency`: the one that was named when it was
    registered, whose charge is a mandate for everything until its owner writes another.
    """
    if acts_for(context, "OWNER", owner):
        return None
    outside: Rejected | None = None
    for acting in (post.organisation for post in context.posts if post.role == "AGENCY"):
        mandate = written(context.law.mandates, owner, acting, subject)
        if mandate is None:
            if acting == agency:
                return None
        elif mandate.lets(context.act, context.received_at):
            return None
        else:
            detail = f"{owner} lets {acting} ask for no {context.act} in {subject[1]} at this time"
            outside = Rejected("mandate.outside", detail)
    return outside or Rejected("lot.not_yours", f"{code} belongs to {owner}")


def is_of(
    posts: Iterable[Post],
    mandates: Mandates,
    owner: str,
    agency: str | None,
    subject: Subject,
    at: datetime,
    act: str = "",
) -> bool:
    """Whether one of these posts is the owner's, or of an agency with a mandate: for this act, or,
    where none is named, for any. What the owner's side may read, who holds such a post may.
    """
    for post in posts:
        if (post.role, post.organisation) == ("OWNER", owner):
            return True
        if post.role == "AGENCY":
            mandate = written(mandates, owner, post.organisation, subject)
            if mandate is None and post.organisation == agency:
                return True
            if mandate is not None and (mandate.lets(act, at) if act else mandate.stands(at)):
                return True
    return False
