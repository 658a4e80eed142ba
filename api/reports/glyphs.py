"""Which signs the papers' font can draw: a sign it lacks is named by its number, never dropped."""

from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

import manimgx_fonts_cjk
from fontTools.ttLib import TTCollection

FOLDER = Path(manimgx_fonts_cjk.__file__).parent
FAMILY = "Noto Sans CJK SC"
"""The one face of all papers: pinned, for another file draws other bytes."""

_UNSEEN = ("C", "Zl", "Zp")
"""Categories of signs that are drawn as nothing at all: they could hide between others."""


@cache
def drawn() -> frozenset[int]:
    """The code points that the face has a picture for."""
    (file,) = FOLDER.glob("*.ttc")
    with TTCollection(str(file), lazy=True) as collection:
        for face in collection.fonts:
            if face["name"].getDebugName(1) == FAMILY:
                return frozenset(face.getBestCmap())
    raise LookupError(f"{file.name} has no face called {FAMILY!r}")


def legible(text: str) -> str:
    """The text with every sign that cannot be drawn as `〓U+1F600`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one if _has(one) else f"〓U+{ord(one):04X}" for one in text)


def _has(sign: str) -> bool:
    return ord(sign) in drawn() and not category(sign).startswith(_UNSEEN)


def checked[P](value: P) -> P:
    """A record of a paper with each of its texts made legible."""
    made: Any = value
    if isinstance(value, str):
        made = legible(value)
    elif isinstance(value, tuple):
        made = tuple(checked(one) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        named = {one.name: checked(getattr(value, one.name)) for one in fields(value)}
        made = replace(value, **named)
    return made  # type: ignore[no-any-return]
