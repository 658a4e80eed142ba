"""Which posts count: in whose name a command is asked, and where all lies that it touches."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from domain.kernel import Actor, Context, Post, Rejected, StreamId
from ledger.log import Log, log_of
from ledger.permitting import permit, posts_of
from ledger.signing import new_key
from tests.kit.lamp import HOUSE, LAMP, RULES, Clock, Lamp, SwitchLamp

NORTH, SOUTH, ALL = Post("KEEPER", "house", "N"), Post("KEEPER", "house", "S"), Post("KEEPER")
NOW = Clock()()
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
        deputised=lambda _law, person, principal, _at: (
            (NORTH,) if (person, principal) == ("ann", "bob") else ()
        ),
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
    if isinstance(found, Rejected) or (context.cosigner and context.cosigner[1]):
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
