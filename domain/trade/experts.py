"""Who may judge a lot: the register of experts as it is, without those who may not be drawn.

An expert is of the organisation that its post names: its employer, as owners and agencies are
called, or by a bidder's code. Nobody judges for its employer, nor a bidder it lately acted for.
Whom an owner calls its agency in a letter is one where the OFFICE gave somebody such a post. What
its agencies are the first draw finds, for all that follow: with letters after it an owner would
choose who can still be drawn, and who on its panel may not judge.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from domain.bid.state import Bid
from domain.governance.state import Law
from domain.kernel import Context, Post, Rejected
from domain.lot.events import LotDefined
from domain.lot.sides import own_side
from domain.lot.state import Lot
from domain.phases import Phase

_WHEN = (Phase.OPEN, Phase.CLOSED, Phase.COMPETITION)
TIMES = 3
"""So many times as many as are drawn must be left where anybody is avoided, or of an agency: else
whoever says who is to keep away, or is its agency, says who judges. Our own term: no law says how
large a pool must be.
"""
TIED_DAYS = 3 * 365
"""So long whoever acted for a bidder, or was its employee, may not judge its bid (4.2, evidence
K)."""


def phases_of(lot: Lot) -> tuple[Phase, ...]:
    """While a panel is drawn, left and filled up: before its report; where it says who may bid,
    from then on.
    """
    return _WHEN if lot.prequalification is None else (Phase.ANNOUNCED, *_WHEN)


class Experts:
    """Everybody who is an expert at the instant of a request, as seen from a lot."""

    def __init__(self, context: Context, lot: LotDefined, agencies: Collection[str]) -> None:
        self._context, self._lot = context, lot
        self._agencies = {lot.agency, *agencies}
        self._own = Post("OWNER", lot.owner)
        self._register = dict(_register(context))

    def no_representative(self, person: str) -> Rejected | None:
        """Why somebody does not represent the owner on a panel; None where it does."""
        if self._own in self._register.get(person, ()):
            return None
        detail = f"{person} is no expert who represents {self._own.organisation}"
        return Rejected("panel.no_representative", detail)

    def pool(
        self,
        count: int,
        avoid: Collection[str],
        others: Collection[str] = (),
        bidders: Collection[str] = (),
    ) -> list[str] | Rejected:
        """Who can be drawn, where so many can; `avoid`: who is to keep away, `others`: who is, was
        or will be on the panel anyway. None of them is of the lot's own side, or tied to one of
        these `bidders`.
        """
        left_out, owners = {*avoid, *others}, {self._lot.owner}
        free = [
            one
            for one in self._register
            if one not in left_out
            and not self._is_of(one, owners)
            and tied(self._context, (one,), bidders) is None
        ]
        pool = [one for one in free if not self._is_of(one, self._agencies)]
        if len(pool) < count:
            detail = f"{len(pool)} experts can be drawn, {count} are asked for"
            return Rejected("panel.too_few_experts", detail)
        said = bool(avoid) or len(pool) < len(free)
        if said and len(pool) < (least := TIMES * count):
            detail = f"{len(pool)} experts are left where some are avoided, {least} must be"
            return Rejected("panel.too_many_avoided", detail)
        return pool

    def _is_of(self, person: str, organisations: Collection[str | None]) -> bool:
        return any(post.organisation in organisations for post in self._register[person])


def of_own_side(context: Context, lot: LotDefined, agencies: Collection[str], person: str) -> bool:
    """Whether a member is of the lot's own side now, its employee too. `agencies`: its panel's."""
    law: Law = context.law
    posts = law.held(person, context.received_at)
    return any(post.organisation in (lot.owner, lot.agency, *agencies) for post in posts)


def agencies_of(context: Context, lot: LotDefined) -> tuple[str, ...]:
    """A lot's agencies, in order: the one it was registered with, and those that ever had a letter
    for it and for which somebody acted by now.
    """
    law: Law = context.law
    begun = (one.post for one in law.assignments if one.since <= context.received_at)
    agencies = {("AGENCY", post.organisation) for post in begun if post.role == "AGENCY"}
    lettered = {organisation for _, organisation in own_side(lot, law.mandates) & agencies}
    return tuple(sorted(lettered | ({lot.agency} if lot.agency else set())))


def tied(
    context: Context, people: Collection[str], parties: Collection[str]
) -> tuple[str, str] | None:
    """One of these people who was of one of these parties lately, and of which; if one was."""
    since = context.received_at - timedelta(days=TIED_DAYS)
    law: Law = context.law
    return law.tied(people, parties, since)


def bidders_of(lot: str, codes: Sequence[str], bids: Sequence[Bid]) -> tuple[str, ...] | Rejected:
    """Whose bids for a lot these are, each as its code; that all are named is the platform's word,
    as no public stream counts them.
    """
    for code, bid in zip(codes, bids, strict=True):
        if bid.lot != lot or bid.party is None:
            return Rejected("bid.another", f"{code} is no bid for {lot}")
    return tuple(str(bid.party) for bid in bids)


def known_bidders(
    lot: Lot, code: str, codes: Sequence[str], bids: Sequence[Bid]
) -> tuple[str, ...] | Rejected:
    """The same, for a draw: once the bids are open, as who is drawn would tell of who bids."""
    if codes and not lot.opened:
        return Rejected("desk.not_open", f"the bids of {code} are not open")
    return bidders_of(code, codes, bids)


def _register(context: Context) -> Iterator[tuple[str, tuple[Post, ...]]]:
    """Everybody who is an expert now, with all posts, of its own and in another's name, by the
    person (4.1): a deputy of the owner's is the owner's own.
    """
    law: Law = context.law
    for person in sorted({one.person for one in law.assignments}):
        posts = law.held(person, context.received_at)
        if any(post.role == "EXPERT" for post in posts):
            yield person, tuple(Post(post.role, post.organisation) for post in posts)
