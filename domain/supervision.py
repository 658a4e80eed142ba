"""Who supervises a kind of trade, and where: by its rows, its region, and the posts of who asks."""

from datetime import date

from domain.categories.category import Category
from domain.kernel import Context, Post, Rejected
from domain.regions import reaches
from domain.roles import AUTHORITIES


def supervisors(category: Category, day: date) -> tuple[str, ...]:
    """The roles that a complaint may go to: each has a row, `complaint.to.ROLE`."""
    return tuple(role for role in AUTHORITIES if category.about(f"complaint.to.{role}", day))


def authorities(category: Category, day: date) -> tuple[str, ...]:
    """The roles that supervise a kind of trade: those that complaints go to, else those that a row
    names (`supervised.by.ROLE`); and any court.
    """
    named = (role for role in AUTHORITIES if category.about(f"supervised.by.{role}", day))
    return tuple(dict.fromkeys((*supervisors(category, day), *named, "COURT")))


def in_charge(category: Category, region: str, day: date, context: Context) -> Post | Rejected:
    """The actor's post that decides, in the lot's region or in all of them (4.3)."""
    right = authorities(category, day)
    posts = (post for post in context.posts if post.role in right)
    found = next((post for post in posts if reaches(post.region, region)), None)
    if found is not None:
        return found
    named = ", ".join(right)
    return Rejected("lot.not_in_charge", f"{category.code} of {region} is supervised by {named}")
