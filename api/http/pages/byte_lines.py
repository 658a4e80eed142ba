"""Canonical JSON broken between fields, to be read: joined again, the lines are the bytes."""

from collections.abc import Iterator


def lines(text: str) -> tuple[str, ...]:
    """The text in lines; a break stands behind a field, or between two objects of a list."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[str]:
    begin = depth = 0
    inside = escaped = False
    for at, character in enumerate(text):
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
            continue
        if character == '"':
            inside = True
        elif character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
        elif character == "," and (depth <= 1 or text[at + 1 : at + 2] == "{"):
            yield text[begin : at + 1]
            begin = at + 1
    if begin < len(text):
        yield text[begin:]
