"""Which command is asked for by which friendly route, and what can be looked at."""

import inspect
from collections.abc import Iterator
from typing import Any

from fastapi.routing import APIRoute

from api.http.app import ROUTERS
from domain.kernel import Command
from domain.register import COMMANDS

NAMES = {command.__name__ for command in COMMANDS}


def named(endpoint: Any) -> set[str]:
    """The commands that a route's function names, or that a function it calls makes."""
    found: set[str] = set()
    for name in endpoint.__code__.co_names:
        thing = endpoint.__globals__.get(name)
        if isinstance(thing, type) and issubclass(thing, Command):
            found.add(name)
        elif inspect.isfunction(thing):
            made = str(inspect.signature(thing).return_annotation)
            found |= {name for name in NAMES if name in made}
    return found


def routes() -> Iterator[APIRoute]:
    """Those under /v1."""
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and route.path.startswith("/v1"):
                yield route


def friendly() -> dict[str, set[tuple[str, str]]]:
    """Of each command that has one: method and path of its routes."""
    found = dict[str, set[tuple[str, str]]]()
    for route in routes():
        for method in (route.methods or set()) - {"GET"}:
            for name in named(route.endpoint):
                found.setdefault(name, set()).add((method, route.path))
    return found


def looked_at() -> set[str]:
    """The paths that can be read."""
    return {route.path for route in routes() if "GET" in (route.methods or ())}
