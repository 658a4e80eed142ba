"""What stands beside a lot's way until its bids are in; and who wants to bid is qualified first."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from domain.lot.announce import PostponeDeadline
from domain.lot.correct import CorrectAnnouncement
from domain.lot.prequalify import ConcludePrequalification, IssuePrequalification
from domain.lot.prequalify_after import ClarifyPrequalification, InviteQualified
from domain.party.enrol import RegisterParty
from domain.trade.apply import ReviewApplication, SubmitApplication
from domain.trade.clarify import ClarifyDocuments
from domain.trade.draw_panel import DrawPanel
from tests.kit.tendering import AGENCY
from tests.kit.till import FILE, account_of
from tests.properties.walking import PARTIES, Step, Walk

DAY = timedelta(days=1)
AGAIN = "cd" * 32
"""The SHA-256 of another text."""

type Steps = Iterator[Step]


def beside(walk: Walk) -> Steps:
    """Now and then what was said is said anew, or more time is given."""
    if walk.n % 5 == 0 and walk.trade.hears("AnnouncementCorrected"):
        yield walk.asks(corrected(walk), AGENCY)
    if walk.n % 5 == 1 and walk.trade.hears("DocumentClarified"):
        yield walk.asks(clarified(walk), AGENCY)
    due, opening = walk.lot.deposit_deadline, walk.lot.opening_at
    if walk.n % 11 == 2 and due is not None and opening is not None:
        times = {"deposit_deadline": due + 5 * DAY, "opening_at": opening + 5 * DAY}
        yield walk.asks(PostponeDeadline(lot=walk.code, **times), AGENCY)


def corrected(walk: Walk) -> CorrectAnnouncement:
    """It stands elsewhere too."""
    return CorrectAnnouncement(lot=walk.code, media=("市平台",), text=FILE)


def clarified(walk: Walk) -> ClarifyDocuments:
    """Nothing that a bid depends on."""
    said: dict[str, Any] = {"affects": False, "text": AGAIN, "answers": ()}
    return ClarifyDocuments(lot=walk.code, deposit_deadline=None, opening_at=None, **said)


def qualified_first(walk: Walk) -> Steps:
    """Of a tender, now and then: who wants to bid applies, is judged, and is invited."""
    begun, clock = walk.lot.prequalification, "PLATFORM"
    if begun is None:
        if walk.n % 3 == 0:
            yield walk.asks(issued(walk), AGENCY)
        return
    if begun.concluded is not None:
        yield walk.asks(InviteQualified(lot=walk.code, text=FILE), AGENCY)
        return
    if walk.n % 2:
        yield walk.asks(changed(walk), AGENCY)
    for n, party in enumerate(PARTIES):
        if walk.now < begun.closes_at:
            basic = {"basic_account": account_of(party), "basic_bank": None}
            yield walk.asks(RegisterParty(party=party, name=party, **basic), "C-OPS")
            yield walk.asks(applied(walk, n), clock)
    closes = max(walk.now, begun.closes_at)
    yield walk.asks(panel(walk), clock, when=closes)
    for n in range(len(PARTIES)):
        yield walk.asks(reviewed(walk, n), clock, when=closes)
    yield walk.asks(concluded(walk), clock, when=closes)


def issued(walk: Walk) -> IssuePrequalification:
    """Six days for its documents, and six to apply after that."""
    times = {"until": walk.now + 6 * DAY, "closes_at": walk.now + 12 * DAY}
    return IssuePrequalification(lot=walk.code, text=FILE, **times)


def changed(walk: Walk) -> ClarifyPrequalification:
    """Nothing that an application depends on."""
    said: dict[str, Any] = {"affects": False, "text": AGAIN, "until": None, "closes_at": None}
    return ClarifyPrequalification(lot=walk.code, **said)


def panel(walk: Walk) -> DrawPanel:
    """Just as many as there are experts."""
    return DrawPanel(lot=walk.code, experts=5, representatives=(), avoid=(), seed="5e" * 32)


def applied(walk: Walk, n: int) -> SubmitApplication:
    """By who may bid: both ids have the same digits."""
    of = {"lot": walk.code, "party": PARTIES[n]}
    return SubmitApplication(application=walk.id("A", n), file=FILE, **of)


def reviewed(walk: Walk, n: int, *, may_bid: bool = True) -> ReviewApplication:
    """What the panel finds of one."""
    of = {"application": walk.id("A", n), "lot": walk.code}
    return ReviewApplication(qualified=may_bid, grounds=FILE, **of)


def concluded(walk: Walk) -> ConcludePrequalification:
    """All who applied."""
    codes = (walk.id("A", n) for n in range(len(PARTIES)))
    came = tuple(one for one in codes if walk.of("application", one).lot == walk.code)
    return ConcludePrequalification(lot=walk.code, report=FILE, applications=came)
