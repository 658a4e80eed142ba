"""Numbers of disputes: opaque, as those of deposits are."""

import re

from domain.identifiers import NotAnIdentifier

_CASE = re.compile(r"D[0-9A-F]{16}")


def case_code(text: str) -> str:
    """A case's number. Raises NotAnIdentifier for what is none."""
    if _CASE.fullmatch(text) is None:
        right = "D and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"case {text[:60]!r}: expected {right}")
    return text
