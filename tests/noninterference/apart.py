"""Two answers masked where they differ: most of what two logs tell is the same before any mask."""

from collections.abc import Iterable
from typing import Any

import httpx

from tests.noninterference.masking import flat, headed, hidden, masked, told

type Both = tuple[dict[str, Any], dict[str, Any]]


def apart(one: httpx.Response, other: httpx.Response) -> Both:
    """What each says at the places where they differ; nothing, where masks hide all of that."""
    if one.content == other.content:
        said, heard = headed(one), headed(other)
    elif _form(one) != _form(other):
        said, heard = masked(one), masked(other)
    else:
        content = _contents(one, other)
        said, heard = headed(one) | content[0], headed(other) | content[1]
    unlike = {at for at in said.keys() | heard.keys() if said.get(at) != heard.get(at)}
    return _at(unlike, said), _at(unlike, heard)


def _at(places: set[str], said: dict[str, Any]) -> dict[str, Any]:
    return {at: said[at] for at in places & said.keys()}


def _form(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.headers.get("content-type", "")


def _contents(one: httpx.Response, other: httpx.Response) -> Both:
    match _form(one)[1].partition(";")[0]:
        case "text/html" | "text/css" | "text/csv":
            return _lines(one.text.splitlines(), other.text.splitlines())
        case "application/json" | "application/problem+json":
            said, heard = _unlike(one.json(), other.json())
            return told(said), told(heard)
    return masked(one), masked(other)


def _lines(one: list[str], other: list[str]) -> Both:
    """By their numbers: no mask reaches over the end of a line."""
    if len(one) != len(other):
        return _numbered(enumerate(one)), _numbered(enumerate(other))
    unlike = [n for n, line in enumerate(one) if line != other[n]]
    return _numbered((n, one[n]) for n in unlike), _numbered((n, other[n]) for n in unlike)


def _numbered(lines: Iterable[tuple[int, str]]) -> dict[str, Any]:
    return {f"line {n}": hidden(line) for n, line in lines}


def _unlike(one: Any, other: Any, place: str = "") -> Both:
    """Documents' values by their place, without those that are the same in both."""
    if one == other:
        return {}, {}
    match one, other:
        case dict(), dict() if one.keys() == other.keys():
            inside = [(f"{place}.{k}" if place else k, one[k], other[k]) for k in one]
        case list(), list() if len(one) == len(other):
            inside = [(f"{place}[{n}]", one[n], other[n]) for n in range(len(one))]
        case _:
            return flat(one, place), flat(other, place)
    said: dict[str, Any] = {}
    heard: dict[str, Any] = {}
    for at, left, right in inside:
        of_one, of_other = _unlike(left, right, at)
        said |= of_one
        heard |= of_other
    return said, heard
