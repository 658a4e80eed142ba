"""What stands around every paper: the account, the mark of a simulated log, the foot."""

from api.reports.account import Account
from api.reports.standing import Stand
from api.said import at_minute
from api.texts import Say


def about(of: Account, say: Say) -> tuple[tuple[str, str], ...]:
    """Which account, as a bank and a finance office call it."""
    return (
        (say("report.code"), of.code),
        (say("report.number"), of.number),
        (say("report.bank"), of.bank),
        (say("report.currency"), of.currency),
    )


def unit(of: Account, say: Say) -> str:
    """`元`; of another currency its code."""
    return say("report.unit.CNY") if of.currency == "CNY" else of.currency


def mark(stand: Stand, say: Say) -> str:
    """What a log that is not production's says of itself on whatever leaves it."""
    if stand.mode == "production":
        return ""
    said = say("banner.demo" if stand.mode == "demo" else "banner.simulated")
    return say("report.mark", mark=said, about=say("banner.about"))


def foot(stand: Stand, digest: str, say: Say, language: str) -> tuple[str, ...]:
    """The log, the position and checkpoint; the tree's root; the digest of the record."""
    size = stand.checkpoint
    point = say("strip.no_checkpoint")
    if size is not None:
        point = say("strip.checkpoint", size=f"{size:,}")
    return (
        say(
            "report.foot.stand",
            origin=stand.origin,
            position=f"{stand.position:,}",
            moment=at_minute(stand.recorded_at, language),
            checkpoint=point,
        ),
        say("report.foot.root", root=stand.root),
        say("report.foot.digest", digest=digest),
    )


def pages(say: Say) -> str:
    """How pages are numbered: `第 | 页 / 共 | 页`, a figure at each bar."""
    return say("report.page_of")
