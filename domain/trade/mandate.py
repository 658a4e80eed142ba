"""An owner lets an agency act for it, or no more: a letter of its own, for one thing (委托代理)."""

from dataclasses import dataclass
from datetime import datetime

from domain.calendar import zoned
from domain.governance.mandated import MandateGranted, MandateRevoked
from domain.governance.publish import LAW
from domain.governance.state import Law
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.mandates import Mandate, Scope, written
from domain.names import plain
from domain.permissions import AGENCYS, acts_for
from domain.procedure.state import Procedure
from domain.project.state import Project
from domain.trade_codes import procedure_code, project_code

_READ = {Scope.PROJECT: project_code, Scope.PROCEDURE: procedure_code, Scope.LOT: lot_code}

type Thing = Project | Procedure | Lot
"""What a mandate is of, as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAMandate(Command):
    """Whose letter it is, for which agency, in what: `subject` is a code of its scope's."""

    owner: str
    agency: str
    scope: Scope
    subject: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        _READ[self.scope](self.subject)
        digest(self.evidence)
        for name in ("owner", "agency", "document"):
            if not plain(getattr(self, name)):
                raise ValueError(f"{name}: expected what it is")
        if self.owner == self.agency:
            raise ValueError(f"agency: {self.owner} is the owner, who needs no mandate")


@command("GrantMandate", zh="出具授权委托书")
class GrantMandate(OfAMandate):
    """Let an agency act for its owner; fields as in MandateGranted."""

    acts: tuple[str, ...]
    since: datetime
    until: datetime | None

    def __post_init__(self) -> None:
        OfAMandate.__post_init__(self)
        zoned("since", self.since)
        if self.until is not None:
            zoned("until", self.until)
        if others := sorted(set(self.acts) - AGENCYS):
            right = ", ".join(sorted(AGENCYS))
            raise ValueError(f"acts: {others[0]!r} is none of an agency's; expected of {right}")


@command("RevokeMandate", zh="撤销委托")
class RevokeMandate(OfAMandate):
    """Let an agency act for its owner no more, from an instant on; None: from now on."""

    since: datetime | None

    def __post_init__(self) -> None:
        OfAMandate.__post_init__(self)
        if self.since is not None:
            zoned("since", self.since)


def grant(states: tuple[Law, Thing], asked: GrantMandate, context: Context) -> Decision:
    """By the owner, for a time to come or begun; the same again changes nothing."""
    law, thing = states
    if refused := _not_theirs(thing, asked, context):
        return refused
    if asked.until is not None and asked.until <= asked.since:
        return Rejected("mandate.no_time", f"until {asked.until} is not after since {asked.since}")
    acts = tuple(sorted(set(asked.acts)))
    named = (asked.owner, asked.agency, asked.scope, asked.subject)
    if Mandate(*named, acts, asked.since, asked.until) in law.mandates:
        return ()
    granted = MandateGranted(
        owner=asked.owner,
        agency=asked.agency,
        scope=asked.scope,
        subject=asked.subject,
        acts=acts,
        since=asked.since,
        until=asked.until,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (granted,)


def revoke(states: tuple[Law, Thing], asked: RevokeMandate, context: Context) -> Decision:
    """By the owner; of a charge that nobody wrote down, too. What was done till then stands."""
    law, thing = states
    if refused := _not_theirs(thing, asked, context):
        return refused
    since = asked.since or context.received_at
    if since < context.received_at:
        detail = f"since {asked.since}: what was done by then was done with a mandate"
        return Rejected("mandate.backwards", detail)
    before = written(law.mandates, asked.owner, asked.agency, (asked.scope, asked.subject))
    if before is None and asked.agency not in _charged(thing):
        return Rejected("mandate.none", f"{asked.agency} has no mandate in {asked.subject}")
    if before is not None and before.until is not None and before.until <= since:
        return ()
    revoked = MandateRevoked(
        owner=asked.owner,
        agency=asked.agency,
        scope=asked.scope,
        subject=asked.subject,
        since=since,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (revoked,)


def _not_theirs(thing: Thing, asked: OfAMandate, context: Context) -> Rejected | None:
    """Why this is not the owner's letter, or of nothing that a mandate can be of."""
    if not acts_for(context, "OWNER", asked.owner):
        return Rejected("mandate.not_yours", f"{asked.owner} alone gives and ends its mandates")
    known = thing.defined if isinstance(thing, Lot) else thing.registered
    if known is None and asked.scope is not Scope.LOT:
        return Rejected("mandate.of_nothing", f"nobody registered {asked.subject}")
    if known is not None and known.owner != asked.owner:
        return Rejected("mandate.not_yours", f"{asked.subject} belongs to {known.owner}")
    if isinstance(thing, Lot) and thing.defined is not None and thing.defined.procedure:
        detail = f"{asked.subject} is traded by {thing.defined.procedure}: a mandate is of that"
        return Rejected("mandate.of_procedure", detail)
    return None


def _charged(thing: Thing) -> tuple[str | None, ...]:
    """The agencies that were named when it was registered."""
    if isinstance(thing, Project):
        return thing.registered.agencies if thing.registered else ()
    known = thing.defined if isinstance(thing, Lot) else thing.registered
    return (known.agency,) if known else ()


def _touches(asked: OfAMandate) -> tuple[StreamId, ...]:
    return (LAW, StreamId(asked.scope.value, asked.subject))


GRANT_MANDATE = Decider(handles=GrantMandate, touches=_touches, decide=grant)
REVOKE_MANDATE = Decider(handles=RevokeMandate, touches=_touches, decide=revoke)
