"""Which posts a person holds, as its own and for others; and in whose name it asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.governance.state import Law
from domain.kernel import Actor, Command, Context, Post, Rejected
from domain.permissions import PERMITTED
from domain.regions import reaches
from ledger.asking import admit
from ledger.envelope import SignedCommand
from ledger.keys import KeyRing
from ledger.log import Log
from ledger.permitting import Second, posts_of, second
from ledger.replay import Replay

_ROLES = dict(PERMITTED)

type Held = tuple[tuple[Post, str | None], ...]
"""Posts, each with whom it is held for; None: one's own."""
type Names = tuple[str | None, ...]
"""For whom a person asks, each once; None: as itself, which comes first."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant with the law in force then, and all that was written up to a position; None: to
    now.
    """

    law: Law
    at: datetime
    until: int | None = None


class WhoseName(Exception):
    """Several could be asked for in this person's stead, itself perhaps: it says in whose name."""

    def __init__(self, command: str, names: Iterable[str]) -> None:
        self.names = tuple(names)
        those = " or ".join(self.names) or "nobody"
        super().__init__(f"{command} could be asked for in the name of {those}")


def held(law: Law, person: str, at: datetime) -> Held:
    """A person's posts at an instant; its own come first."""
    own = tuple((post, None) for post in law.posts_of(person, at))
    others = tuple(
        (post, principal)
        for principal in law.principals(person, at)
        for post in law.deputised(person, principal, at)
    )
    return (*own, *others)


def said_in(posts: Held, person: str, name: str) -> Held:
    """Those of a person's posts that it holds in one name, its own or another's."""
    whose = None if name == person else name
    return tuple(one for one in posts if one[1] == whose)


def names_for(law: Law, person: str, command: str, at: datetime, lies: Iterable[str] = ()) -> Names:
    """For whom a person may ask for a command.

    `lies`: regions of what it touches; a post that is not for all of them does not count.
    """
    roles, where = _ROLES.get(command, ()), tuple(lies)
    right = (
        name
        for post, name in held(law, person, at)
        if post.role in roles and all(reaches(post.region, region) for region in where)
    )
    return tuple(dict.fromkeys(right))


def second_of(
    log: Log,
    replay: Replay,
    ring: KeyRing,
    signed: SignedCommand,
    person: str,
    at: Moment,
) -> Second | Rejected:
    """How a person signs as second what another signed first, and in whose name; or why not.

    As the door would answer at this moment: it is the door's own rule that is asked. Raises
    NotAccepted.
    """
    asked = admit(log, ring, signed, at.at, signatures=len(signed.signatures))
    key = ring.keys[signed.signatures[0].key]
    posts = posts_of(log.charter, at.law, asked, key.person, at.at)
    if isinstance(posts, Rejected):
        return posts
    name = asked.body.on_behalf_of
    first = Actor(signed.signatures[0].key, key.person, key.organisation, key.custodial, name)
    context = Context(first, posts, received_at=at.at, at=at.at, law=at.law, law_position=0)
    states = replay.states(asked.touches, at.until)
    touched = tuple(states[stream] for stream in asked.touches)
    return second(log, context, asked, touched, person)


def in_whose_name(
    law: Law, person: str, wanted: Command, at: datetime, log: Log, replay: Replay
) -> str | None:
    """For whom a person asks who did not say so: for the only one that it can be for. None: as
    itself, where the door refuses it too. Raises WhoseName where it can be for several.
    """
    found = names_for(law, person, wanted.NAME, at)
    if len(found) < 2:
        return found[0] if found else None
    near = names_for(law, person, wanted.NAME, at, lies_of(wanted, log, replay))
    if len(near) > 1:
        raise WhoseName(wanted.NAME, (one or person for one in near))
    return (near or found)[0]


def lies_of(wanted: Command, log: Log, replay: Replay) -> set[str]:
    """Where all lies that a command touches, as far as it lies anywhere: codes of regions."""
    states = replay.states(log.deciders[type(wanted)].touches(wanted))
    regions = (log.kinds[stream.kind].region(state) for stream, state in states.items())
    return {region for region in regions if region}
