"""A person comes to work here: a key that the platform keeps, and a post, both by the OFFICE."""

from base64 import b64encode

from api.wiring import System
from domain.governance.appoint import AssignRole
from domain.kernel import Post
from ledger.keys import KEYS, EnrolKey, KeyRing
from ledger.signing import key_id


def appoint(system: System, person: str, role: str, organisation: str, region: str = "") -> None:
    """Enrols the person's custodial key and assigns the post; what is so already stays so.

    Raises HomeProblem for a name that can be no person's, Refused as for a post that conflicts
    with one already held.
    """
    signer = system.home.take_custody(person)
    ring = system.replay.state(KEYS)
    assert isinstance(ring, KeyRing)
    if key_id(signer.algorithm, signer.public) not in ring.keys:
        enrol = EnrolKey(
            algorithm=signer.algorithm,
            public=b64encode(signer.public).decode(),
            person=person,
            organisation=organisation,
            custodial=True,
            valid_until=None,
            proof="the platform holds this key",
        )
        system.ask("office", enrol)
    post, now = Post(role, organisation, region), system.clock()
    if post not in system.law().posts_of(person, now):
        system.ask("office", AssignRole(person=person, post=post, since=now, until=None))
