"""Which posts count for a command: by whose name it is asked in, by where lies what it touches.

Of a joint act this binds both who sign it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.kernel import Charter, Context, Post, Rejected
from ledger.asking import Asked
from ledger.log import Log


@dataclass(frozen=True, slots=True)
class Second:
    """How a second person signs: in this name (None: as itself), and as `permit` answers it."""

    name: str | None
    context: Context
    post: Post


def posts_of(
    charter: Charter, law: Any, asked: Asked, person: str, at: datetime
) -> tuple[Post, ...] | Rejected:
    """A person's own posts or, in another's name, what the person holds for that one."""
    principal = asked.body.on_behalf_of
    if principal is None:
        return charter.posts(law, person, at)
    return charter.deputised(law, person, at).get(principal) or Rejected(
        "command.no_mandate", f"{person} holds no post for {principal}"
    )


def permit(
    log: Log, context: Context, asked: Asked, states: tuple[Any, ...]
) -> tuple[Context, Post] | Rejected:
    """The post that permits a command, and the context with those posts alone, of whoever signs,
    that are for where all lies that it touches. `states`: of the streams that it touches.
    """
    charter, touched = log.charter, zip(asked.touches, states, strict=True)
    lies = (log.kinds[stream.kind].region(state) for stream, state in touched)
    regions = sorted({region for region in lies if region})
    alone = replace(context, posts=_for(charter, context.posts, regions))
    near = alone
    if context.cosigner is not None:
        person, posts = context.cosigner
        near = replace(alone, cosigner=(person, _for(charter, posts, regions)))
    found = charter.permit(near, asked.content)
    if not isinstance(found, Rejected):
        return near, found
    if near == context or isinstance(charter.permit(context, asked.content), Rejected):
        return found
    own = isinstance(charter.permit(alone, asked.content), Rejected)
    whose = "of yours" if own else "of whoever signs it too"
    there = ", ".join(regions)
    detail = f"{asked.body.name} is asked for in {there}, and no post {whose} is for there"
    return Rejected("permission.region", detail)


def permit_joint(
    log: Log, context: Context, asked: Asked, states: tuple[Any, ...], beside: str
) -> tuple[Context, Post] | Rejected:
    """The same of a joint act that `beside` signed too, as `second` says."""
    found = second(log, context, asked, states, beside)
    return found if isinstance(found, Rejected) else (found.context, found.post)


def second(
    log: Log, context: Context, asked: Asked, states: tuple[Any, ...], beside: str
) -> Second | Rejected:
    """How a joint act is signed too: its proposer signed first and is the actor, `beside` signs
    next, as itself wherever a post of its own lets it, else in the only name that lets it.

    So in whose name that is follows from the law in force. Nobody is on both sides, as itself or
    in another's name.
    """
    first, law = {context.actor.person, context.actor.on_behalf_of}, context.law
    if beside in first:
        return Rejected("joint.same_person", f"{beside} signed twice: another person signs")
    others = log.charter.deputised(law, beside, context.at)
    own = log.charter.posts(law, beside, context.at)
    named = [(name, posts) for name, posts in others.items() if name not in first]
    good, refused = list[Second](), list[Rejected]()
    for name, posts in ((None, own), *named):
        found = permit(log, replace(context, cosigner=(beside, posts)), asked, states)
        if isinstance(found, Rejected):
            refused.append(found)
        else:
            good.append(Second(name, *found))
    if not good:
        elsewhere = (one for one in refused if one.rule == "permission.region")
        return next(elsewhere, refused[0])  # of a post held elsewhere it is told that it is
    if good[0].name is not None and len(good) > 1:
        detail = f"{beside} could sign in more than one name: one of its delegations ends first"
        return Rejected("joint.whose_name", detail)
    return good[0]


def _for(charter: Charter, posts: tuple[Post, ...], regions: list[str]) -> tuple[Post, ...]:
    """Those of these posts that are for every one of these regions."""
    return tuple(post for post in posts if all(charter.reaches(post, one) for one in regions))
