"""Are two names the same name? Width, brackets and spaces do not count; nothing else is forgiven.

REFERENCE 3.5: a payer is compared with the registered name, never by likeness.
"""

import unicodedata

CUT = "…"
"""Marks a text that was cut to fit. A name that was cut is nobody's."""

_OPENING, _CLOSING = "（﹙[［【〔〖﹝", "）﹚]］】〕〗﹞"
_ALIKE = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(_OPENING, "(")
    | dict.fromkeys(_CLOSING, ")")
)


def plain(name: str) -> str:
    """The name with half-width signs, one kind of bracket and no white space."""
    return "".join(unicodedata.normalize("NFC", name).translate(_ALIKE).split())


def same_name(one: str | None, other: str | None) -> bool:
    """True when both are given, whole, and the same but for width, brackets and spaces."""
    if one is None or other is None or CUT in one or CUT in other:
        return False
    return plain(one) == plain(other) != ""
