"""How alike a bank line and a deposit are: what a clerk compares first. It ranks, never decides.

REFERENCE 3.5: a name is accepted when it is the same, never by likeness. What is found here orders
candidates and says in words why one stands before another; the five marks decide alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from domain.names import plain

ENOUGH = 75
"""From so many per cent on a deposit is worth a clerk's look."""
_MOST_EDITS = 2
"""So many digits of a number may be wrong, missing, too many, or two of them changed about."""
_EDIT_COSTS = 10
_PART = 0.9
"""What a part that is found whole is worth: 中建一局 in 北京中建一局有限公司."""
_SHORTEST = 4
"""Signs of a name, and of a title, that say something when they are found in another text."""
_LEGAL_FORM = re.compile("(股份|集团)?(有限责任公司|有限公司|公司)(?=$|\\()|集团$")
_DIGITS = re.compile("[0-9]{10,32}")
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What is alike, in per cent. `sounds`: names that are written differently sound the same.

    `edits`: so many digits stand between the number that the line names and the deposit's; None
    where the line names none that is near. `title`: of the lot, in what the payer wrote.
    """

    name: int = 0
    sounds: bool = False
    edits: int | None = None
    title: int = 0

    @property
    def rank(self) -> int:
        """The strongest of them, in per cent."""
        number = 0 if self.edits is None else 100 - _EDIT_COSTS * self.edits
        return max(self.name, self.title, number)


NOT_ALIKE = Likeness()


def likeness(
    *, payer: str | None, said: str, wanted: str, sub_account: str | None, title: str
) -> Likeness:
    """How alike they are. Of the line: `payer`, and all that it says (`said`); of the deposit:
    whose it is (`wanted`), its number, its lot's title.
    """
    written, sounded = _names(_core(payer or ""), _core(wanted))
    return Likeness(
        name=max(written, sounded),
        sounds=sounded == 100 > written,
        edits=_edits(said, sub_account),
        title=_within(plain(title), plain(said)),
    )


def _names(one: str, other: str) -> tuple[int, int]:
    """How alike two names are as they are written, and as they sound."""
    if not one or not other:
        return 0, 0
    written = max(fuzz.ratio(one, other), _PART * _within(*sorted((one, other), key=len)))
    return round(written), round(fuzz.ratio(_sound(one), _sound(other)))


@lru_cache(_REMEMBERED)
def _core(name: str) -> str:
    """A name without what all companies' names have in common."""
    whole = plain(name)
    return _LEGAL_FORM.sub("", whole) or whole


@lru_cache(_REMEMBERED)
def _sound(name: str) -> tuple[str, ...]:
    """Its syllables, without tones: what is typed alike."""
    return tuple(lazy_pinyin(name))


def _within(part: str, whole: str) -> int:
    """How well a shorter text is found in a longer one; of too short a text nothing is said."""
    if not _SHORTEST <= len(part) <= len(whole):
        return 0
    return round(fuzz.partial_ratio(part, whole))


def _edits(said: str, sub_account: str | None) -> int | None:
    """How far the nearest number in a text is from this one, where it is near."""
    if sub_account is None:
        return None
    numbers = _DIGITS.findall("".join(said.split()))
    far = [OSA.distance(one, sub_account, score_cutoff=_MOST_EDITS) for one in numbers]
    nearest = min(far, default=_MOST_EDITS + 1)
    return nearest if nearest <= _MOST_EDITS else None
