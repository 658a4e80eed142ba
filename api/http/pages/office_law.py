"""The law in force at a page's moment, in words: rules, years of the calendar, posts."""

from collections import Counter
from datetime import date, datetime, timedelta

from api.http.pages.drawing import post_name
from api.http.pages.kinds import kind_names
from api.http.pages.speech import Speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.office import HolderRow, PackRow, RoleRow, YearRow
from api.http.positions import When
from domain.calendar import Calendar
from domain.categories.register import known
from domain.governance.assigned import Assignment
from domain.governance.state import Law
from domain.roles import ROLE_CODES

HOLDERS = 200
"""So many who hold a kind of post are listed."""
_SOON = timedelta(days=30)
"""So long before its end a post is marked."""


def packs_view(law: Law, today: date, wish: Speech) -> tuple[PackRow, ...]:
    """Under which rules lots of each kind are born on the page's day."""
    return tuple(_pack(law, today, *one, wish) for one in kind_names(law, wish).items())


def _pack(law: Law, today: date, code: str, label: str, wish: Speech) -> PackRow:
    pack, ours = law.pack_on(code, today), known(code)
    coming = {one.since for one in law.packs if one.code == code and one.since > today}
    its = pack.category if pack else ours
    without = "own" if ours and ours.offered else "none"
    return PackRow(
        label=label,
        version=f"v{pack.version}" if pack else wish.say(f"office.pack.{without}"),
        since=pack.since if pack else None,
        rows=len(its.rules) if its else 0,
        coming=tuple(sorted(coming)),
    )


def years_view(calendar: Calendar) -> tuple[YearRow, ...]:
    """The years that are published, the newest first."""
    years = sorted(calendar.years, key=lambda one: one.year, reverse=True)
    return tuple(YearRow(one.year, len(one.holidays), len(one.workdays)) for one in years)


def roles_view(when: When, law: Law, wish: Speech) -> tuple[RoleRow, ...]:
    """Kinds of posts that somebody holds, with how many do."""
    now = when.instant
    held = [one for one in law.assignments if one.holds(now)]
    every = Counter(one.post.role for one in held)
    soon = Counter(one.post.role for one in held if _ends_soon(one, now))
    return tuple(
        RoleRow(
            label=post_name(role, wish.lang),
            path=when.there(f"/office?role={role}"),
            n=every[role],
            soon=soon[role],
        )
        for role in ROLE_CODES
        if every[role]
    )


def holders_view(law: Law, role: str, now: datetime, wish: Speech) -> tuple[HolderRow, ...]:
    """Who holds this kind of post, by their names; whose own, not for whom a deputy acts."""
    found = [one for one in law.assignments if one.post.role == role and one.holds(now)]
    found.sort(key=lambda one: (one.person, one.post.organisation, one.post.region))
    return tuple(
        HolderRow(
            person=one.person,
            organisation=one.post.organisation,
            region=one.post.region,
            since=one.since,
            until=one.until,
            tag=TagView("warn", "clock", wish.say("office.soon")) if _ends_soon(one, now) else None,
        )
        for one in found
    )


def _ends_soon(one: Assignment, now: datetime) -> bool:
    return one.until is not None and one.until <= now + _SOON
