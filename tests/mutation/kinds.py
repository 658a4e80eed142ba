"""Kinds of changes that no test can notice, or need: each with its reason, wherever it is made."""

import re
from collections.abc import Callable

_ASSERTED = re.compile(r"""^(assert .+?), f?["'].*$""")
_STRICT = re.compile(r", (?:strict=(?:True|False|None))?(?=\))")


def assertion_text(before: str, after: str) -> bool:
    """What is said where the code contradicts itself: only who broke the code reads it."""
    return before.startswith("assert ") and _of(_ASSERTED, before) == _of(_ASSERTED, after)


def _of(asserted: re.Pattern[str], line: str) -> str:
    found = asserted.match(line)
    return found[1] if found else line


def strict(before: str, after: str) -> bool:
    """`zip(…, strict=True)`: the lengths are equal by what the command checks; so the reader is
    told that they are."""
    return "strict=True" in before and _STRICT.sub("", before) == _STRICT.sub("", after)


def around(before: str, after: str) -> bool:
    """Something before and behind a sentence of a refusal: tests look for the sentence in it, and
    the sentences as they are stand in `tests/golden/refusals.json`."""
    said = re.search(r"(ValueError|TypeError|Rejected)\(", before)
    return said is not None and after.replace("XX", "") == before


def between(before: str, after: str) -> bool:
    """What stands between the names of a list in a refusal."""
    return "'XX, XX'.join" in after and after.replace("XX", "") == before


KINDS: tuple[Callable[[str, str], bool], ...] = (assertion_text, strict, around, between)


def needs_no_test(before: str, after: str) -> bool:
    """Whether a line may be changed so without a test noticing."""
    return before != after and any(kind(before, after) for kind in KINDS)
