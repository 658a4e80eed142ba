"""What a check says, by key of the catalogue: spoken to any reader, signed in Chinese."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter

from api.texts import spoken, texts


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the catalogue, in no language yet: its key, and what its places hold.

    A place that holds several is a tuple.
    """

    key: str
    values: tuple[tuple[str, object], ...] = ()

    def words(self, language: str) -> str:
        """The sentence, `zh` or `en`."""
        comma = spoken("join.comma", language)
        told = {
            name: comma.join(value) if isinstance(value, tuple) else value
            for name, value in self.values
        }
        return spoken(self.key, language, **told).strip()


def tell(key: str, **values: object) -> Said:
    """What is to be said, by its key."""
    return Said(key, tuple(values.items()))


def some(key: str, n: int) -> tuple[Said, ...]:
    """How many there are, where there are any."""
    return (tell(key, n=n),) if n else ()


def joined(notes: Sequence[Said], language: str) -> str:
    """Several sentences as one note."""
    return spoken("join.semicolon", language).join(one.words(language) for one in notes)


def understood(note: str) -> tuple[Said, ...]:
    """What a signed note of ours said: in Chinese it is that note again, to the byte.

    Nothing where a part of it is not ours, or where we say it in other words by now.
    """
    parts = [_understood(part) for part in note.split(spoken("join.semicolon", "zh"))]
    said = tuple(part for part in parts if part is not None)
    return said if joined(said, "zh") == note else ()


def _understood(part: str) -> Said | None:
    comma = spoken("join.comma", "zh")
    for key, shape in _shapes():
        if found := shape.fullmatch(part):
            told = found.groupdict().items()
            return tell(key, **{k: tuple(v.split(comma)) if comma in v else v for k, v in told})
    return None


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How each note of ours is spelled in Chinese; what is said of rows is not signed."""
    notes = (key for key in texts() if re.match(r"finding\.[a-z]", key))
    return tuple((key, _shape(texts()[key][0])) for key in notes)


def _shape(pattern: str) -> re.Pattern[str]:
    shape, known = "", set()
    for words, name, _, _ in Formatter().parse(pattern):
        shape += re.escape(words)
        if name:
            shape += f"(?P={name})" if name in known else f"(?P<{name}>[^（）]+)"
            known.add(name)
    return re.compile(shape)
