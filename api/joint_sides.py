"""The two sides of a joint act as the door would take them now: who asks for it, who signs it too.

Asked before the Book, whose refusal would end for everybody what others may sign.
"""

from api.deputies import Moment, lies_of, names_for, second_of
from api.wiring import System
from domain.kernel import Command, Rejected
from ledger.codec import read_body
from ledger.envelope import part
from ledger.joint import Proposed
from ledger.permitting import Second
from ledger.tickets import Receipt


def unable(system: System, person: str, name: str | None, wanted: Command) -> Rejected | None:
    """Why a person may not ask for this in this name, where it lies; None where it may."""
    law, now = system.law(), system.clock()
    lies = lies_of(wanted, system.log, system.replay)
    if name in names_for(law, person, wanted.NAME, now, lies):
        return None
    what = f"{name or person} has no post to ask for {wanted.NAME}"
    if name in names_for(law, person, wanted.NAME, now):
        return Rejected("permission.region", f"{what} in {', '.join(sorted(lies))}")
    return Rejected("permission.missing", what)


def outlived(system: System, one: Proposed) -> Rejected | None:
    """Why nobody can sign this proposal any more: whoever proposed it could not do so today, by
    post, delegation, region or key. None where it waits for its second person alone.
    """
    first = one.signed.signatures[0].key
    if not system.book.ring_for(one.signed).keys[first].valid(system.clock()):
        why = f"key {first} may not sign any more"
    elif refused := unable(system, one.person, one.on_behalf_of, one.wanted):
        why = refused.detail
    else:
        return None
    return Rejected("joint.outlived", f"{one.person} proposed it, and {why} now: propose it anew")


def may_withdraw(system: System, person: str, one: Proposed) -> bool:
    """Whether it is this person's to take back: its own, or one that nobody can sign any more and
    that this person could have proposed.
    """
    if one.person == person:
        return True
    lies = lies_of(one.wanted, system.log, system.replay)
    could = names_for(system.law(), person, one.wanted.NAME, system.clock(), lies)
    return bool(could) and outlived(system, one) is not None


def second_now(system: System, one: Proposed, person: str) -> Second | Rejected:
    """How a person signs a proposal too, and in whose name, as the door would answer now; or why
    not: `joint.outlived` where nobody does, whoever it is.
    """
    if gone := outlived(system, one):
        return gone
    now = Moment(system.law(), system.clock())
    ring = system.book.ring_for(one.signed)
    return second_of(system.log, system.replay, ring, one.signed, person, now)


def done_by(system: System, one: Proposed, person: str) -> Receipt | None:
    """The receipt of a joint act that was accepted with this person's signature as the second, as
    its events tell; else None.
    """
    id = system.log.codec.command(one.signed.body)[0].id
    found = system.store.receipts([id]).get(id)
    if found is None or found.rule is not None or not found.first:
        return None
    told = read_body(part(system.store.at([found.first])[found.first])[0])
    signatures = (told.command and told.command.signatures) or ()
    keys = system.book.ring_for(one.signed).keys
    if not any(keys[each.key].person == person for each in signatures[1:]):
        return None
    return Receipt(id, found.first, found.last, repeated=True)
