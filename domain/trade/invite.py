"""An invited tender (邀请招标): invitations take the place of the announcement (法 17, CT-07)."""

from domain.calendar import beijing_day
from domain.identifiers import digest, lot_code
from domain.invitation.events import InviteesNamed
from domain.invitation.state import Invitation
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.standing import asked_by_owner, category_of, owned
from domain.lot.state import Lot
from domain.lot.tendered import InvitationIssued
from domain.party_codes import party_code
from domain.procedure.state import Procedure
from domain.rules import Severity
from domain.trade_codes import procedure_code

METHOD, SCOPE = "邀请招标", "INVITED"
"""How a procedure says that it is one, and the scope of the rows about it (`domain.methods`)."""
MOST = 20
"""Invitees: what fits under their seal."""


@command("IssueInvitations", zh="发出投标邀请书")
class IssueInvitations(Command):
    """Invite these parties, and nobody else, to bid for a lot. `text`: the invitation's SHA-256."""

    lot: str
    procedure: str
    invitees: tuple[str, ...]
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        procedure_code(self.procedure)
        digest(self.text)
        for party in self.invitees:
            party_code(party)
        if len(set(self.invitees)) < len(self.invitees) or len(self.invitees) > MOST:
            raise ValueError(f"invitees: expected each once, {MOST} at most")


def invite(
    states: tuple[Lot, Procedure, Invitation], asked: IssueInvitations, context: Context
) -> Decision:
    """Once, by the owner or its agency, to as many as the law has it at least."""
    lot, procedure, invitation = states
    if refused := asked_by_owner(lot, context):
        return refused  # before all else: whether somebody guessed the invitees is theirs to know
    if invitation.issued:
        same = invitation.invitees == asked.invitees
        detail = f"others were invited for {asked.lot}"
        return () if same else Rejected("invitation.issued", detail)
    known = owned(lot, asked.lot, context, InvitationIssued)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    assert lot.defined is not None, "a registered lot was defined"
    told = procedure.registered
    if told is None or told.procedure != lot.defined.procedure or told.method != METHOD:
        detail = f"{asked.lot} is not traded by {METHOD}"
        return Rejected("lot.wrong_procedure", detail)
    if context.received_at >= lot.defined.deposit_deadline:
        return Rejected("lot.too_late", f"deposits were due at {lot.defined.deposit_deadline}")
    for row in category.about("invitation.invitees", beijing_day(context.received_at), (SCOPE,)):
        if row.severity is Severity.BLOCK and not row.allows(len(asked.invitees)):
            detail = f"{row.id}: {len(asked.invitees)} are invited, {row.limit()} must be"
            return Rejected("invitation.too_few", detail)
    issued = InvitationIssued(lot=asked.lot, issued_at=context.received_at, text=asked.text)
    named = InviteesNamed(lot=asked.lot, invitees=asked.invitees)
    return (issued, Placed(StreamId("invitation", asked.lot), named))


ISSUE_INVITATIONS = Decider(
    handles=IssueInvitations,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        StreamId("procedure", asked.procedure),
        StreamId("invitation", asked.lot),
    ),
    decide=invite,
)
