"""Which posts count: in whose name a command is asked, and where all lies that it touches."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from domain.kernel import Actor, Context, Post, Rejected, StreamId
from ledger.log import Log, log_of
from ledger.permitting import permit, permit_joint, posts_of
from ledger.signing import new_key
from tests.kit.lamp import HOUSE, LAMP, RULES, Clock, Lamp, SwitchLamp

NORTH, SOUTH, ALL = Post("KEEPER", "house", "N"), Post("KEEPER", "house", "S"), Post("KEEPER")
NOW = Clock()()
HELD = {
    ("ann", "bob"): (NORTH,),
    ("carol", "dora"): (NORTH,),
    ("carol", "eve"): (SOUTH,),
    ("frank", "dora"): (NORTH,),
    ("frank", "eve"): (ALL,),
    ("guy", "ann"): (NORTH,),
    ("hal", "ivy"): (Post("CLERK", "house", "N"),),
}
"""Which posts somebody holds for whom."""
LAMPS = (StreamId("lamp", "north"), StreamId("lamp", "hall"))


def _region(lamp: Lamp) -> str | None:
    """Lamps that were never switched hang nowhere; one that was hangs in the north."""
    return "N" if lamp.switched else None


@pytest.fixture(scope="module")
def log() -> Log:
    """A log of lamps that hang somewhere, and of posts that are for somewhere."""
    streams = (RULES, replace(LAMP, region=_region))
    charter = replace(
        HOUSE,
        streams=streams,
        policies=(),
        reaches=lambda post, region: post.region in ("", region),
        deputised=lambda _law, person, _at: {
            name: posts for (one, name), posts in HELD.items() if one == person
        },
    )
    return log_of("house.example/log", charter, new_key("ed25519"))


def asking(
    *posts: Post, on_behalf_of: str | None = None, beside: tuple[Post, ...] | None = None
) -> tuple[Context, Any]:
    """Somebody with these posts asks for two lamps; `beside`: who holds those signs it too."""
    context = Context(
        actor=Actor("k", "ann", "house"),
        posts=posts,
        received_at=NOW,
        at=NOW,
        law=(),
        law_position=1,
        cosigner=None if beside is None else ("bob", beside),
    )
    body = SimpleNamespace(on_behalf_of=on_behalf_of, name="SwitchLamp")
    content = SwitchLamp(lamp="north", on=True)
    return context, SimpleNamespace(body=body, touches=LAMPS, content=content)


def test_in_anothers_name_nothing_counts_but_what_is_held_for_that_one(log: Log) -> None:
    def held(person: str, principal: str | None) -> object:
        _, asked = asking(on_behalf_of=principal)
        return posts_of(log.charter, (), asked, person, NOW)

    assert held("ann", None) == ()
    assert held("ann", "bob") == (NORTH,)
    for person, principal in (("ann", "carol"), ("bob", "bob"), ("carol", "bob")):
        told = f"{person} holds no post for {principal}"
        assert held(person, principal) == Rejected("command.no_mandate", told)


@pytest.mark.parametrize("posts", [(NORTH,), (ALL,), (SOUTH, NORTH), (SOUTH, ALL)])
def test_of_several_posts_those_count_that_are_for_there(log: Log, posts: tuple[Post, ...]) -> None:
    context, asked = asking(*posts)
    found = permit(log, context, asked, (Lamp(switched=1), Lamp()))
    assert found == (replace(context, posts=posts[-1:]), posts[-1])


def test_what_lies_nowhere_every_post_is_for(log: Log) -> None:
    context, asked = asking(SOUTH)
    assert permit(log, context, asked, (Lamp(), Lamp())) == (context, SOUTH)


def test_a_post_for_elsewhere_is_told_so_and_no_post_as_ever(log: Log) -> None:
    context, asked = asking(SOUTH)
    refused = permit(log, context, asked, (Lamp(switched=1), Lamp()))
    assert isinstance(refused, Rejected)
    assert refused.rule == "permission.region"
    assert refused.detail.startswith("SwitchLamp is asked for in N")
    context, asked = asking()
    refused = permit(log, context, asked, (Lamp(switched=1), Lamp()))
    assert isinstance(refused, Rejected)
    assert refused.rule == "permission.none"


def _by_two(context: Context, asked: Any) -> Post | Rejected:
    """As `domain.permissions.may`: both who sign it hold a post for it."""
    found = HOUSE.permit(context, asked)
    if isinstance(found, Rejected) or any(
        post.role == "KEEPER" for post in (context.cosigner or ("", ()))[1]
    ):
        return found
    return Rejected("permission.cosigner", "a keeper signs it too")


def test_whoever_signs_a_joint_act_too_is_bound_to_where_it_lies_as_well(log: Log) -> None:
    joint = replace(log, charter=replace(log.charter, permit=_by_two))

    def found(*posts: Post, beside: tuple[Post, ...]) -> Any:
        context, asked = asking(*posts, beside=beside)
        return permit(joint, context, asked, (Lamp(switched=1), Lamp()))

    for beside in ((NORTH,), (SOUTH, NORTH), (ALL,)):
        near, post = found(NORTH, beside=beside)
        assert (near.cosigner, post) == (("bob", beside[-1:]), NORTH)
    told = "SwitchLamp is asked for in N, and no post {} is for there"
    for posts, beside, whose in (
        ((NORTH,), (SOUTH,), "of whoever signs it too"),
        ((SOUTH,), (NORTH,), "of yours"),
        ((SOUTH,), (SOUTH,), "of yours"),
    ):
        refused = Rejected("permission.region", told.format(whose))
        assert found(*posts, beside=beside) == refused
    assert found(NORTH, beside=()) == Rejected("permission.cosigner", "a keeper signs it too")


def beside(log: Log, person: str, on_behalf_of: str | None = None, *own: Post) -> Any:
    """Ann's joint act, perhaps in another's name, signed by this person too, with posts of its own:
    who signed it with which posts, or the rule that refused.
    """
    context, asked = asking(NORTH, on_behalf_of=on_behalf_of)
    context = replace(context, actor=replace(context.actor, on_behalf_of=on_behalf_of))
    charter = replace(log.charter, permit=_by_two, posts=lambda *_: own)
    joint = replace(log, charter=charter)
    found = permit_joint(joint, context, asked, (Lamp(switched=1), Lamp()), person)
    return found.rule if isinstance(found, Rejected) else found[0].cosigner


def test_a_second_signature_is_in_ones_own_name_or_in_the_only_one_that_lets_it(log: Log) -> None:
    """Who signs says no name: it follows from the law, and where it does not, nothing is signed."""
    assert beside(log, "carol") == ("carol", (NORTH,)), "of two names one is for there"
    assert beside(log, "carol", None, ALL) == ("carol", (ALL,))
    assert beside(log, "frank") == "joint.whose_name"
    assert beside(log, "frank", None, NORTH) == ("frank", (NORTH,))
    assert beside(log, "nobody") == "permission.cosigner"
    assert beside(log, "hal") == "permission.cosigner"
    told = "of a post that is for elsewhere it is told, in whatever name nothing is held"
    assert beside(log, "hal", None, SOUTH) == "permission.region", told


def test_nobody_stands_on_both_sides_as_itself_or_in_anothers_name(log: Log) -> None:
    """Neither signs whoever it was proposed for, nor a deputy of who proposed it in that name."""
    assert beside(log, "ann") == "joint.same_person"
    assert beside(log, "dora", "dora", ALL) == "joint.same_person"
    assert beside(log, "guy") == "permission.cosigner", "what it holds for Ann does not count"
    assert beside(log, "guy", None, ALL) == ("guy", (ALL,))
    assert beside(log, "frank", "dora") == ("frank", (ALL,)), "in the other's name it may"
