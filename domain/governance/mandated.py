"""Facts of mandates, signed by owners; all public. They bind every act from then on."""

from datetime import datetime

from domain.kernel import Event, event
from domain.mandates import Mandate, Mandates, Scope, replaced, written


@event("MandateGranted", zh="出具授权委托书")
class MandateGranted(Event):
    """An owner lets an agency act for it in `subject`, from an instant, until another.

    `until` None: without an end; `acts`: names of commands, none: all of an agency's. It
    replaces what the owner wrote or said before of this agency in this. `document`: the letter's
    reference, `evidence` its SHA-256.
    """

    owner: str
    agency: str
    scope: Scope
    subject: str
    acts: tuple[str, ...]
    since: datetime
    until: datetime | None
    document: str
    evidence: str


@event("MandateRevoked", zh="撤销委托")
class MandateRevoked(Event):
    """From an instant on an agency acts for its owner in this no more.

    `document`: the notice's reference, `evidence` its SHA-256.
    """

    owner: str
    agency: str
    scope: Scope
    subject: str
    since: datetime
    document: str
    evidence: str


type MandateEvent = MandateGranted | MandateRevoked


def after(mandates: Mandates, event: MandateEvent) -> Mandates:
    """The mandates after one was granted or revoked; of a charge that nobody wrote down, too."""
    named = (event.owner, event.agency, event.scope, event.subject)
    if isinstance(event, MandateGranted):
        return replaced(mandates, Mandate(*named, event.acts, event.since, event.until))
    before = written(mandates, event.owner, event.agency, (event.scope, event.subject))
    acts, since = (before.acts, before.since) if before else ((), None)
    return replaced(mandates, Mandate(*named, acts, since, event.since))
