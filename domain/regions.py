"""Regions, and since when (REFERENCE 4.3): who supervises a project is said by where it lies.

Counties and districts have codes of GB/T 2260; the development zones have none, so that the city's
with two letters is theirs here, and upward they go by the county they lie in. What is registered
keeps the code of its time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.kernel import Rejected

_BEGAN = date(1996, 5, 31)
"""国函〔1996〕38号: Longwen is a district. Nothing that is traded here is older."""
_CHANGED = date(2021, 2, 3)
"""Longhai and Changtai become districts (福建省人民政府, 批复 published that day)."""
CITY = "350600"
"""The city's own level: what is traded there is no county's."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region under one code: from a day on, until another (not counted; None: still).

    `upward`: the code of GB/T 2260 that it is reported by; `now`: the code of the same place today.
    """

    code: str
    zh: str
    since: date = _BEGAN
    until: date | None = None
    upward: str = ""
    now: str = ""

    def in_force(self, day: date) -> bool:
        """True from its first day on, no longer on its last."""
        return self.since <= day and (self.until is None or day < self.until)


REGIONS: tuple[Region, ...] = (
    Region(CITY, "漳州市"),
    Region("350602", "芗城区"),
    Region("350603", "龙文区"),
    Region("350604", "龙海区", since=_CHANGED),
    Region("350605", "长泰区", since=_CHANGED),
    Region("350622", "云霄县"),
    Region("350623", "漳浦县"),
    Region("350624", "诏安县"),
    Region("350625", "长泰县", until=_CHANGED, now="350605"),
    Region("350626", "东山县"),
    Region("350627", "南靖县"),
    Region("350628", "平和县"),
    Region("350629", "华安县"),
    Region("350681", "龙海市", until=_CHANGED, now="350604"),
    Region("350600-CS", "常山开发区", upward="350622"),
    Region("350600-GL", "古雷开发区", upward="350623"),
    Region("350600-TS", "台商投资区", until=_CHANGED, upward="350681"),
    Region("350600-TS", "台商投资区", since=_CHANGED, upward="350604"),
    Region("350600-GX", "高新区", until=_CHANGED, upward="350681"),
    Region("350600-GX", "高新区", since=_CHANGED, upward="350604"),
)
"""Every region under every code it had, a row each; which county a zone lies in is [K]."""

_NOW = {one.code: one.now or one.code for one in REGIONS}
_COUNTIES = frozenset(one.code for one in REGIONS if one.code != CITY)


def in_force(code: str, day: date) -> bool:
    """Whether a project may be registered under this code on a day."""
    return any(one.code == code and one.in_force(day) for one in REGIONS)


def unknown_on(code: str, day: date) -> Rejected | None:
    """Why nothing can be registered under a code on a day; None where it can."""
    if in_force(code, day):
        return None
    right = ", ".join(one.code for one in REGIONS if one.in_force(day))
    detail = f"region {code} is not in force on {day}; expected one of {right}"
    return Rejected("region.not_in_force", detail)


def upward(code: str, day: date) -> str:
    """The code of GB/T 2260 that a region is reported by on a day; of an unknown one its own."""
    found = next((one for one in REGIONS if one.code == code and one.in_force(day)), None)
    return (found and found.upward) or code


def is_county(code: str) -> bool:
    """Whether it is a county, a district or a zone: anything below the city's own level."""
    return code in _COUNTIES


def reaches(post_region: str, region: str) -> bool:
    """Whether a post of one region is for what lies in another: the same place under any code.

    '' is every region; the city's own code is its own level, and no county.
    """
    if post_region in ("", region):
        return True
    return _NOW.get(post_region, post_region) == _NOW.get(region, region)


def reached(post_regions: Iterable[str]) -> frozenset[str] | None:
    """All codes that posts of these regions are for; None: every region."""
    regions = set(post_regions)
    if "" in regions:
        return None
    known = {one.code for one in REGIONS} | regions
    return frozenset(code for code in known if any(reaches(own, code) for own in regions))
