"""Who may judge a lot: the register of experts as it is, without those who may not be drawn."""

from collections.abc import Collection, Iterator

from domain.governance.state import Law
from domain.kernel import Context, Post, Rejected
from domain.lot.state import Lot
from domain.phases import Phase

_WHEN = (Phase.OPEN, Phase.CLOSED, Phase.COMPETITION)
TIMES = 3
"""So many times as many as are drawn must be left where anybody is avoided: else whoever says who
is to keep away says who judges. Our own term: no law says how large a pool must be.
"""


def phases_of(lot: Lot) -> tuple[Phase, ...]:
    """While a panel is drawn, left and filled up: before its report; where it says who may bid,
    from then on.
    """
    return _WHEN if lot.prequalification is None else (Phase.ANNOUNCED, *_WHEN)


class Experts:
    """Everybody who is an expert at the instant of a request, as seen from a lot's owner."""

    def __init__(self, context: Context, owner: str) -> None:
        self._own = Post("OWNER", owner)
        self._register = dict(_register(context))

    def no_representative(self, person: str) -> Rejected | None:
        """Why somebody does not represent the owner on a panel; None where it does."""
        if self._own in self._register.get(person, ()):
            return None
        detail = f"{person} is no expert who represents {self._own.organisation}"
        return Rejected("panel.no_representative", detail)

    def pool(
        self, count: int, avoid: Collection[str], others: Collection[str] = ()
    ) -> list[str] | Rejected:
        """Who can be drawn, where so many can; `avoid`: who is to keep away, `others`: who is, was
        or will be on the panel anyway. None of them is the owner's own.
        """
        left_out = {*avoid, *others}
        pool = [
            one
            for one, posts in self._register.items()
            if self._own not in posts and one not in left_out
        ]
        if len(pool) < count:
            detail = f"{len(pool)} experts can be drawn, {count} are asked for"
            return Rejected("panel.too_few_experts", detail)
        if avoid and len(pool) < (least := TIMES * count):
            detail = f"{len(pool)} experts are left where some are avoided, {least} must be"
            return Rejected("panel.too_many_avoided", detail)
        return pool


def _register(context: Context) -> Iterator[tuple[str, tuple[Post, ...]]]:
    """Everybody who is an expert now, with all posts, of its own and in another's name, by the
    person (4.1): a deputy of the owner's is the owner's own.
    """
    law: Law = context.law
    for person in sorted({one.person for one in law.assignments}):
        posts = law.held(person, context.received_at)
        if any(post.role == "EXPERT" for post in posts):
            yield person, tuple(Post(post.role, post.organisation) for post in posts)
