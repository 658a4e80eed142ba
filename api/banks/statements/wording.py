"""Texts as banks write them: made comparable, and told from what stands where nothing is said."""

from unicodedata import normalize

PLACEHOLDERS = frozenset({"NONREF", "NOTPROVIDED"})
"""What banks write where they have no number."""

CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], " ")
"""Control characters but tabs and line feeds, for `translate`: they are no text, U+0000 least."""


def folded(raw: str | None) -> str:
    """NFC, white space folded; empty where nothing is said."""
    said = " ".join(raw.split()) if raw else ""
    return said if said.isascii() else normalize("NFC", said)


def pieces(raw: str | None) -> str | None:
    """Each line folded, empty ones left out; None where nothing is said."""
    return "\n".join(filter(None, map(folded, (raw or "").split("\n")))) or None
