"""Signing in: who works here, and how one enters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demonstration: name, posts in words, organisation."""

    name: str
    posts: str
    organisation: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """`people`: invented, of a demonstration or simulation; none are named of a production log.

    `wanted`: where one wanted to go, empty where nowhere; `refused`: the link was not good.
    """

    mode: str
    people: tuple[Person, ...]
    wanted: str
    refused: bool
    signed_in: str
