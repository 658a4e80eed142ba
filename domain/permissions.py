"""Who may ask for what (REFERENCE 4.1), and by which of its posts."""

from domain.cosigned import COSIGNED
from domain.kernel import Command, Context, Post, Rejected
from domain.permitted.bank import BANK
from domain.permitted.cases import CASES
from domain.permitted.law import LAW
from domain.permitted.money import MONEY
from domain.permitted.trade import TRADE

PERMITTED: tuple[tuple[str, tuple[str, ...]], ...] = (*LAW, *BANK, *TRADE, *MONEY, *CASES)
"""Command name, and the roles that may ask for it. What is not listed, nobody may."""

_MAY, _COSIGNS = dict(PERMITTED), dict(COSIGNED)

WISHES = frozenset(
    {
        *("OpenBids", "DrawPanel", "CompareOffers", "CommitDraw", "AllotQuota"),
        "RecordDecryptionFailure",
    }
)
"""What the platform alone asks for, on the wish of a lot's owner or its agency."""

AGENCYS = WISHES | frozenset(name for name, roles in PERMITTED if "AGENCY" in roles)
"""Commands that an agency asks for, or wishes, in its owner's name: what a mandate may name."""


def may(context: Context, command: Command) -> Post | Rejected:
    """The first of the actor's posts that permits the command, or the refusal.

    Of a joint act the cosigner's posts must permit theirs too.
    """
    roles = _MAY.get(command.NAME, ())
    found = next((post for post in context.posts if post.role in roles), None)
    if found is None:
        right = " or ".join(roles) or "nobody"
        return Rejected("permission.missing", f"{command.NAME} is asked for by {right}")
    beside = _COSIGNS.get(command.NAME)
    if beside is not None and not _cosigned(context, beside):
        right = " or ".join(beside)
        return Rejected("permission.cosigner", f"{command.NAME} is signed by {right} too")
    return found


def _cosigned(context: Context, roles: tuple[str, ...]) -> bool:
    return context.cosigner is not None and any(post.role in roles for post in context.cosigner[1])


def acts_for(context: Context, role: str, organisation: str | None) -> bool:
    """True when the actor holds this role in this very organisation."""
    return any((post.role, post.organisation) == (role, organisation) for post in context.posts)
