"""A member leaves a panel: it recuses itself, or does not come, or cannot go on (条例 48).

Of its own will: the platform asks for it then, as whoever asks is named in clear, and who is on a
panel is a secret until there is a result. Else its lot's supervisor finds so, who knows the names.
"""

from domain.calendar import beijing_day
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.sides import on_both_sides
from domain.lot.standing import category_of, standing
from domain.lot.state import Lot
from domain.panel.events import ExpertLeft, Leaving
from domain.panel.state import Panel
from domain.supervision import in_charge
from domain.trade.experts import phases_of


@command("LeavePanel", zh="专家退出评审")
class LeavePanel(Command):
    """A member evaluates this lot no more; `document`: the SHA-256 of what says why."""

    lot: str
    member: str
    cause: Leaving
    document: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.document)


def leave(states: tuple[Panel, Lot], asked: LeavePanel, context: Context) -> Decision:
    """Before the report. Who left does not come back: asked again, it is nothing."""
    panel, lot = states
    if refused := _not_for_them_to_say(lot, asked, context):
        return refused
    if not panel.drawn:
        return Rejected("panel.not_drawn", f"no panel was drawn for {asked.lot}")
    if asked.member in panel.gone:
        return ()
    if not panel.has(asked.member):
        return Rejected("panel.no_member", f"{asked.member} is not on the panel of {asked.lot}")
    left = ExpertLeft(
        lot=asked.lot,
        left_at=context.received_at,
        cause=asked.cause,
        representative=asked.member in panel.own,
        member=asked.member,
        document=asked.document,
    )
    return (left,)


def _not_for_them_to_say(lot: Lot, asked: LeavePanel, context: Context) -> Rejected | None:
    """Why it is not the time, or neither the platform nor the lot's supervisor who asks, who never
    was of the lot's own side.
    """
    known = standing(lot, asked.lot, *phases_of(lot))
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    assert lot.defined is not None, "a lot in these phases was defined"
    if any(post.role == "PLATFORM" for post in context.posts):
        return None
    today = beijing_day(context.received_at)
    post = in_charge(category, lot.defined.region, today, context)
    return post if isinstance(post, Rejected) else on_both_sides(lot, context)


LEAVE_PANEL = Decider(
    handles=LeavePanel,
    touches=lambda asked: (StreamId("panel", asked.lot), StreamId("lot", asked.lot)),
    decide=leave,
)
