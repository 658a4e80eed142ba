"""Who is asked: of each path one of every group of readers whom its route answers alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import httpx

from tests.kit.door import Door
from tests.noninterference.asking import READERS, Answers, Asked, answered, answers, route_of
from tests.noninterference.masking import undrawn


def everything(door: Door, paths: Iterable[str]) -> Answers:
    """What a log answers to all these paths: of each route's first and last everybody is asked,
    which tells whom it answers alike; of the others one of each such group.
    """
    of_route: dict[str, list[str]] = defaultdict(list)
    wanted = list(paths)
    for path in wanted:
        of_route[route_of(path)].append(path)
    ends = {one for of in of_route.values() for one in (of[0], of[-1])}
    said = answers(door, READERS, [path for path in wanted if path in ends])
    return said | answered(door, [one for one in in_turn(said, wanted) if one not in said])


def in_turn(said: Answers, paths: Iterable[str], *, alone: bool = False) -> list[Asked]:
    """Each path, asked for by one of each group of readers whom its route answers alike; `alone`:
    by one of one group, which take turns too.

    What a reader is shown hangs on posts and route alone, so one of a group speaks for it; and as
    its members take turns from path to path, each of them is asked for something of every route
    that is asked for often.
    """
    groups = _groups(said)
    turns: Counter[str] = Counter()
    asked = []
    for path in paths:
        every, turn = groups[route := route_of(path)], turns[route]
        turns[route] += 1
        if alone:
            turn, of = divmod(turn, len(every))
            every = [every[(turn + of) % len(every)]]  # else one of as many paths as groups has one
        asked += [(group[turn % len(group)], path) for group in every]
    return asked


def _groups(said: Answers) -> dict[str, list[list[str | None]]]:
    """By route, the readers who are answered alike to every path that everybody was asked."""
    by_all = Counter(path for _, path in said)
    heard: dict[tuple[str, str | None], list[tuple[str, str]]] = defaultdict(list)
    for (reader, path), answer in said.items():
        if by_all[path] < len(READERS):
            continue
        heard[route_of(path), reader].append((path, _impersonal(answer, reader)))
    groups: dict[str, dict[tuple[Any, ...], list[str | None]]]
    groups = defaultdict(lambda: defaultdict(list))
    for (route, reader), what in heard.items():
        groups[route][tuple(what)].append(reader)
    return {route: list(alike.values()) for route, alike in groups.items()}


_POSTS = re.compile(r'<span class="second">[^<]*</span></summary>')
"""The posts of who looks at a page, in its head."""
_OWN = ("x-request-id", "content-length")
"""What of an answer's head is its own, or hangs on how long a name is."""


def _impersonal(answer: httpx.Response, reader: str | None) -> str:
    """An answer without the name and the posts of who asked."""
    head = {name: value for name, value in answer.headers.items() if name not in _OWN}
    text = _POSTS.sub("…", undrawn(answer.content.decode("latin-1")))
    return f"{answer.status_code} {head} {text}".replace(str(reader), "…")
