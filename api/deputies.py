"""Which posts a person holds, as its own and for others; and in whose name it asks."""

from collections.abc import Collection, Iterable
from datetime import datetime

from domain.cosigned import COSIGNED
from domain.governance.state import Law
from domain.kernel import Command, Post
from domain.permissions import PERMITTED
from domain.regions import reaches
from ledger.log import Log
from ledger.replay import Replay

_ROLES = dict(PERMITTED)
_COSIGN = {role for _, roles in COSIGNED for role in roles}

type Held = tuple[tuple[Post, str | None], ...]
"""Posts, each with whom it is held for; None: one's own."""
type Names = tuple[str | None, ...]
"""For whom a person asks, each once; None: as itself, which comes first."""


class WhoseName(Exception):
    """Several could be asked for in this person's stead, itself perhaps: it says in whose name."""

    def __init__(self, command: str, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"{command} could be asked for in the name of {' or '.join(self.names)}")


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
    return _names(held(law, person, at), _ROLES.get(command, ()), tuple(lies))


def cosigned_for(law: Law, person: str, at: datetime) -> tuple[str, ...]:
    """In whose names a person may sign a joint act as its second; none: as itself, which the door
    takes wherever a post of its own lets it.
    """
    found = _names(held(law, person, at), _COSIGN)
    return () if None in found else tuple(name for name in found if name)


def _names(posts: Held, roles: Collection[str], where: tuple[str, ...] = ()) -> Names:
    right = (
        name
        for post, name in posts
        if post.role in roles and all(reaches(post.region, region) for region in where)
    )
    return tuple(dict.fromkeys(right))


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
