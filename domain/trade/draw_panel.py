"""The panel of a lot is drawn by lot from the register of experts (CT-14; 法 37, 条例 46)."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.governance.state import Law
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Post, Rejected, StreamId, command
from domain.lot.standing import category_of, standing
from domain.lot.state import Lot
from domain.panel.drawing import ALGORITHM, commitment, drawn, pool_digest
from domain.panel.events import ExpertsDrawn
from domain.panel.state import Panel
from domain.phases import Phase
from domain.rules import Severity

MOST = 15
"""Members of a panel: what fits under its seal."""
TIMES = 3
"""So many times as many as are drawn must be left where anybody is avoided: else whoever says who
is to keep away says who judges. Our own term: no law says how large a pool must be.
"""
_WHEN = (Phase.OPEN, Phase.CLOSED, Phase.COMPETITION)


@command("DrawPanel", zh="抽取评标专家")
class DrawPanel(Command):
    """Draw so many experts for a lot, beside its owner's own `representatives`.

    `avoid`: who may not be drawn for this lot; `seed`: 64 digits that nobody chose.
    """

    lot: str
    experts: int
    representatives: tuple[str, ...]
    avoid: tuple[str, ...]
    seed: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.seed)
        members = self.experts + len(self.representatives)
        if self.experts < 1 or members > MOST:
            raise ValueError(f"experts {self.experts}: expected one or more, {MOST} in all at most")
        if len(set(self.representatives)) < len(self.representatives):
            raise ValueError("representatives: expected each once")


def draw(states: tuple[Panel, Lot], asked: DrawPanel, context: Context) -> Decision:
    """Once, before the report, on the owner's wish; the platform asks, whose seed nobody knows."""
    panel, lot = states
    known = standing(lot, asked.lot, *_WHEN)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if panel.drawn:
        return Rejected("panel.drawn", f"the panel of {asked.lot} was drawn before")
    assert lot.defined is not None, "a lot in these phases was defined"
    day, own = beijing_day(context.received_at), Post("OWNER", lot.defined.owner)
    if refused := _not_so(category, asked, day):
        return refused
    register = dict(_register(context))
    for person in asked.representatives:
        if own not in register.get(person, ()):
            detail = f"{person} is no expert who represents {own.organisation}"
            return Rejected("panel.no_representative", detail)
    left_out = {*asked.representatives, *asked.avoid}
    pool = [one for one, posts in register.items() if own not in posts and one not in left_out]
    if len(pool) < asked.experts:
        detail = f"{len(pool)} experts can be drawn, {asked.experts} are asked for"
        return Rejected("panel.too_few_experts", detail)
    if asked.avoid and len(pool) < (least := TIMES * asked.experts):
        detail = f"{len(pool)} experts are left where some are avoided, {least} must be"
        return Rejected("panel.too_many_avoided", detail)
    told = ExpertsDrawn(
        lot=asked.lot,
        drawn_at=context.received_at,
        experts=asked.experts,
        representatives=len(asked.representatives),
        algorithm=ALGORITHM,
        commitment=commitment(asked.seed),
        pool=pool_digest(asked.seed, pool),
        avoid=pool_digest(asked.seed, asked.avoid),
        seed=asked.seed,
        avoided=len(asked.avoid),
        members=(*drawn(asked.seed, pool, asked.experts), *asked.representatives),
    )
    return (told,)


def _register(context: Context) -> Iterator[tuple[str, tuple[Post, ...]]]:
    """Everybody who is an expert now, with all posts, by the person (4.1)."""
    law: Law = context.law
    for person in sorted({one.person for one in law.assignments}):
        posts = law.posts_of(person, context.received_at)
        if any(post.role == "EXPERT" for post in posts):
            yield person, tuple(Post(post.role, post.organisation) for post in posts)


def _not_so(category: Category, asked: DrawPanel, day: date) -> Rejected | None:
    """Why a panel cannot be so by the rows of its kind that block; a kind without rows has none."""
    members = asked.experts + len(asked.representatives)
    if not category.about("panel.members", day):
        return Rejected("panel.not_of_this_kind", f"no lot of {category.code} has a panel")
    for row in category.about("panel.members", day):
        if row.severity is Severity.BLOCK and not row.allows(members):
            return Rejected(
                "panel.too_small", f"{row.id}: {members} members, {row.limit()} must be"
            )
    for row in category.about("panel.odd", day):
        if row.severity is Severity.BLOCK and members % 2 == 0:
            return Rejected("panel.even", f"{row.id}: {members} members, expected an odd number")
    for row in category.about("panel.experts", day):
        if row.severity is Severity.BLOCK and not row.allows(asked.experts, members):
            least = row.limit(members)
            detail = f"{row.id}: {asked.experts} experts of {members}, {least} must be"
            return Rejected("panel.too_few_experts", detail)
    return None


DRAW_PANEL = Decider(
    handles=DrawPanel,
    touches=lambda asked: (StreamId("panel", asked.lot), StreamId("lot", asked.lot)),
    decide=draw,
)
