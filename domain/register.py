"""The whole domain on one page: its streams, its deciders, its events and commands, its charter."""

from datetime import datetime

from domain.account.stream import ACCOUNT
from domain.accountnumber.stream import ACCOUNT_NUMBER
from domain.alert.stream import ALERT
from domain.application.stream import APPLICATION
from domain.auction.stream import AUCTION
from domain.bankday.stream import BANKDAY
from domain.bankpage.stream import BANKPAGE
from domain.bid.stream import BID
from domain.consultation.stream import CONSULTATION
from domain.cosigned import JOINT
from domain.deposit.stream import DEPOSIT
from domain.desk.erasing import still_needed
from domain.desk.register import DESK
from domain.dispute.stream import DISPUTE
from domain.download.stream import DOWNLOAD
from domain.filing.stream import FILING
from domain.governance.publish import LAW
from domain.governance.state import Law
from domain.governance.stream import GOVERNANCE
from domain.guarantee.stream import GUARANTEE
from domain.inspection.stream import INSPECTION
from domain.intervention.stream import INTERVENTION
from domain.invitation.stream import INVITATION
from domain.kernel import Charter, Command, Context, Decider, Event, Post, Rejected, Stream
from domain.lot.stream import LOT
from domain.market.stream import MARKET
from domain.milestone.stream import MILESTONE
from domain.outside.stream import OUTSIDE
from domain.own.stream import OWN_ACCOUNT
from domain.panel.stream import PANEL
from domain.participation.stream import PARTICIPATION
from domain.party.stream import PARTY
from domain.payment.stream import PAYMENT
from domain.payout.stream import PAYOUT
from domain.permissions import may
from domain.policies.register import POLICIES
from domain.pool.stream import POOL
from domain.procedure.stream import PROCEDURE
from domain.project.stream import PROJECT
from domain.question.stream import QUESTION
from domain.refund.stream import REFUND
from domain.regions import reaches
from domain.resolution.stream import RESOLUTION
from domain.retention import retained
from domain.statistics.stream import STATISTICS
from domain.trade.register import TRADE
from domain.venue.stream import VENUE

STREAMS: tuple[Stream, ...] = (
    GOVERNANCE,
    ACCOUNT,
    ACCOUNT_NUMBER,
    BANKDAY,
    BANKPAGE,
    PARTY,
    LOT,
    DEPOSIT,
    GUARANTEE,
    REFUND,
    PAYMENT,
    OUTSIDE,
    PAYOUT,
    OWN_ACCOUNT,
    POOL,
    PROJECT,
    PROCEDURE,
    BID,
    PARTICIPATION,
    AUCTION,
    DISPUTE,
    ALERT,
    PANEL,
    INVITATION,
    QUESTION,
    APPLICATION,
    DOWNLOAD,
    INSPECTION,
    INTERVENTION,
    RESOLUTION,
    CONSULTATION,
    MILESTONE,
    STATISTICS,
    VENUE,
    FILING,
    MARKET,
)

EVENTS: tuple[type[Event], ...] = tuple(shape for stream in STREAMS for shape in stream.events)

DECIDERS: tuple[Decider, ...] = tuple(
    decider
    for deciders in (*(stream.deciders for stream in STREAMS), DESK, TRADE)
    for decider in deciders
)

COMMANDS: tuple[type[Command], ...] = tuple(decider.handles for decider in DECIDERS)


def _posts(law: Law, person: str, at: datetime) -> tuple[Post, ...]:
    return law.posts_of(person, at)


def _deputised(law: Law, person: str, at: datetime) -> dict[str, tuple[Post, ...]]:
    return {name: law.deputised(person, name, at) for name in law.principals(person, at)}


def _reaches(post: Post, region: str) -> bool:
    return reaches(post.region, region)


def _permit(context: Context, asked: Command) -> Post | Rejected:
    post = may(context, asked)
    if isinstance(post, Rejected):
        return post
    return retained(asked, context.received_at) or post


CHARTER = Charter(
    streams=STREAMS,
    deciders=(*DESK, *TRADE),
    law=LAW,
    posts=_posts,
    permit=_permit,
    deputised=_deputised,
    reaches=_reaches,
    policies=POLICIES,
    joint=JOINT,
    needed=still_needed,
)
