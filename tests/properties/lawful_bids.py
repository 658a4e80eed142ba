"""The next lawful step of a lot until its bids are in: registered, announced, bid for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from domain.ascending import SETTLED, Rung, least_fen
from domain.bid.state import Standing
from domain.desk.answer_extension import AnswerExtension
from domain.desk.arrange import ArrangeSession
from domain.desk.offer import PlaceOffer
from domain.desk.qualify import ConfirmQualification
from domain.desk.sessions import CloseListing, StartListing, listing_ends
from domain.drawing import commitment
from domain.lot.announce import AnnounceLot, DefineLot
from domain.lot.close import PassDepositDeadline
from domain.lot.disclose import CloseDisclosure, ExtendDisclosure
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.draw import CommitDraw
from domain.trade.extend_validity import ExtendBidValidity
from domain.trade.invite import IssueInvitations
from domain.trade.register_lot import RegisterLot
from domain.trade.retender import LinkRetender
from domain.trade.submit_bid import SubmitBid
from tests.kit.tendering import AGENCY, OWNER, REGISTERED
from tests.kit.till import FILE
from tests.properties.lawful_before import beside, qualified_first
from tests.properties.walking import DEPOSIT, ESTIMATE, PARTIES, PROCEDURE, Step, Walk

DAY = timedelta(days=1)
STEP_FEN = 10_000
SEED = "5e" * 32
"""What is drawn with."""
MEDIA: dict[str, Any] = {"media": ("省平台",), "text": FILE}

type Steps = Iterator[Step]


def draft(walk: Walk) -> Steps:
    """Three weeks and some days are left for bids."""
    due = (walk.now + 23 * DAY).replace(hour=17, minute=0)
    terms: dict[str, Any] = {
        "lot": walk.code,
        "title": "标的",
        "estimate_fen": ESTIMATE,
        "deposit_fen": DEPOSIT,
        "deposit_deadline": due,
        "opening_at": due + timedelta(hours=17),
        "basic_account": walk.trade.category.basic_account_required,
    }
    if walk.trade.direct:
        whose = {"owner": OWNER.organisation, "agency": AGENCY.organisation, "region": "350602"}
        code = walk.trade.category.code
        yield walk.asks(DefineLot(category=code, **whose, **terms), OWNER)
        return
    (project, _, _), (procedure, _, _), _ = REGISTERED
    how = {"category": walk.trade.category.code, "method": walk.trade.method}
    yield walk.asks(project, OWNER)
    yield walk.asks(replace(procedure, protocol=walk.trade.protocol, **how), AGENCY)
    yield walk.asks(RegisterLot(procedure=PROCEDURE, **terms), AGENCY)


def registered(walk: Walk) -> Steps:
    lot, trade = walk.lot, walk.trade
    if len(walk.codes) > 1 and lot.failed_lot is None:
        yield walk.asks(LinkRetender(lot=walk.codes[-2], next=walk.code), AGENCY)
    if trade.session and lot.session.arranged is None:
        yield walk.asks(arranged(walk), OWNER)
    if trade.hears("DrawCommitted") and lot.draw is None:
        yield walk.asks(committed(walk), "PLATFORM")
    if trade.invited:
        yield walk.asks(invitations(walk), AGENCY)
    else:
        yield walk.asks(AnnounceLot(lot=walk.code, **MEDIA), AGENCY)


def committed(walk: Walk) -> CommitDraw:
    """To the seed that it is drawn with."""
    return CommitDraw(lot=walk.code, commitment=commitment(SEED))


def arranged(walk: Walk) -> ArrangeSession:
    """How its price rises; now and then to a reserve that nobody will offer."""
    opening = walk.lot.opening_at or walk.now
    listed = walk.trade.protocol == "LISTING_THEN_ASCENDING"
    return ArrangeSession(
        lot=walk.code,
        session=1,
        protocol="LISTING_THEN_ASCENDING" if listed else "ASCENDING",
        start_fen=ESTIMATE,
        steps=(Rung(from_fen=0, step_fen=STEP_FEN),),
        listing_from=opening - 10 * DAY if listed else None,
        free_s=0 if listed else 300,
        countdown_s=240,
        reserve_fen=None if walk.n % 9 else 9 * ESTIMATE,
    )


def invitations(walk: Walk) -> IssueInvitations:
    """To all who may bid."""
    return IssueInvitations(lot=walk.code, procedure=PROCEDURE, invitees=PARTIES, text=FILE)


def announced(walk: Walk) -> Steps:
    """Documents, or who applies; then the clock."""
    lot, trade, clock = walk.lot, walk.trade, "PLATFORM"
    due, session = lot.deposit_deadline, lot.session.arranged
    assert due is not None, "an announced lot has its times"
    yield from beside(walk)
    if trade.hears("DocumentIssued"):
        if trade.hears("PrequalificationIssued"):
            yield from qualified_first(walk)
        issued = IssueDocuments(lot=walk.code, until=walk.now + 9 * DAY, text=FILE)
        yield walk.asks(issued, AGENCY)
        return
    if walk.n % 4 or not trade.hears("DisclosureExtended"):
        yield from _bidders(walk)
    if session is not None and session.listing_from is not None:
        begins = StartListing(lot=walk.code, session=1, begins_at=session.listing_from)
        yield walk.asks(begins, clock, when=session.listing_from)
    if trade.hears("DisclosureClosed") and not trade.direct:
        if not any(walk.deposit(n).whole for n in range(len(PARTIES))):
            longer = ExtendDisclosure(lot=walk.code, ends_at=due, until=due + 10 * DAY)
            yield walk.asks(longer, clock, when=due)
        yield walk.asks(CloseDisclosure(lot=walk.code, ends_at=due), "C-OPS", when=due)
    yield walk.asks(PassDepositDeadline(lot=walk.code, deadline=due), clock, when=due)


def taking_bids(walk: Walk) -> Steps:
    lot, clock = walk.lot, "PLATFORM"
    due, opening = lot.deposit_deadline, lot.opening_at
    assert due is not None, "an open lot has its times"
    assert opening is not None, "an open lot has its times"
    yield from beside(walk)
    yield from _bidders(walk)
    if walk.trade.session:
        yield from offers(walk, 2)
    elif lot.documents_until is not None and not lot.was("DocumentSalePeriodClosed"):
        sold = CloseDocumentSale(lot=walk.code, deadline=lot.documents_until)
        yield walk.asks(sold, clock, when=lot.documents_until)
    if not lot.was("DepositDeadlinePassed"):
        yield walk.asks(PassDepositDeadline(lot=walk.code, deadline=due), clock, when=due)
    if walk.trade.session:
        end = listing_ends(lot) or opening
        asked = CloseListing(lot=walk.code, session=1, ends_at=end, participation=leads(walk))
        yield walk.asks(asked, clock, when=end + SETTLED)
    else:
        yield walk.asks(PassBidDeadline(lot=walk.code, deadline=opening), clock, when=opening)


def _bidders(walk: Walk) -> Steps:
    """Each in turn: it owes, pays what is missing, bids, or is qualified."""
    for n, party in enumerate(PARTIES):
        deposit = walk.deposit(n)
        of = {"lot": walk.code, "party": party}
        if not deposit.required:
            yield partial(walk.joins, n)
        elif deposit.missing_fen and not walk.lot.was("DepositDeadlinePassed"):
            yield partial(walk.pays, n, deposit.missing_fen)
        elif walk.trade.bids and not has_bid(walk, n) and not _comes_late(walk, n):
            yield walk.asks(submitted(walk, n), "PLATFORM")
        elif walk.trade.session and walk.of("participation", walk.id("P", n)).number is None:
            number = f"{len(walk.codes):07}{n}"
            asked = ConfirmQualification(participation=walk.id("P", n), number=number, **of)
            yield walk.asks(asked, "PLATFORM")


def _comes_late(walk: Walk, bidder: int) -> bool:
    """The last does not respond in time where one who negotiates is enough."""
    late = walk.trade.hears("NegotiationStarted") and walk.trade.order.least_bidders == 1
    return late and bidder == len(PARTIES) - 1


def submitted(walk: Walk, bidder: int) -> SubmitBid:
    """A bidder's bid."""
    return SubmitBid(
        bid=walk.id("B", bidder),
        lot=walk.code,
        party=PARTIES[bidder],
        deposit=walk.id("P", bidder) if walk.deposit(bidder).required else None,
        file=FILE,
        price_fen=_price(walk, bidder),
    )


def _price(walk: Walk, bidder: int) -> int:
    """The one price of all, where there is one; else each its own."""
    if walk.trade.hears("QuotaAllotted"):
        return ESTIMATE
    return ESTIMATE + bidder if walk.trade.hears("OffersCompared") else ESTIMATE - bidder


def bound_longer(walk: Walk) -> Steps:
    """All are asked to be bound for longer, once; one after the other says that it is, or not."""
    if walk.lot.extended is None:
        yield walk.asks(extended(walk), AGENCY)
    else:
        yield walk.asks(answered(walk, walk.n % len(PARTIES)), "PLATFORM")


def extended(walk: Walk) -> ExtendBidValidity:
    """For long, and they answer by tomorrow."""
    until, day = walk.today + 400 * DAY, walk.now + DAY
    of = {"lot": walk.code, "procedure": PROCEDURE, "text": FILE}
    return ExtendBidValidity(valid_until=until, answers_until=day, **of)


def answered(walk: Walk, bidder: int) -> AnswerExtension:
    """Now and then one refuses."""
    of = {"bid": walk.id("B", bidder), "lot": walk.code, "party": PARTIES[bidder]}
    owed = walk.id("P", bidder) if walk.deposit(bidder).required else None
    told = {"document": "答复函", "evidence": "ee" * 32}
    return AnswerExtension(**of, deposit=owed, agrees=walk.n % 2 == 0, **told)


def has_bid(walk: Walk, bidder: int) -> bool:
    return bool(walk.of("bid", walk.id("B", bidder)).standing is Standing.RECEIVED)


def offers(walk: Walk, most: int) -> Steps:
    """The next who may offers the least that is taken."""
    arranged, auction = walk.lot.session.arranged, walk.of("auction", f"{walk.code}/1")
    admitted = [
        n
        for n in range(len(PARTIES))
        if walk.of("participation", walk.id("P", n)).number is not None
    ]
    if arranged is None or not admitted or auction.offers >= most:
        return
    who, highest = admitted[auction.offers % len(admitted)], auction.highest
    least = least_fen(ESTIMATE, arranged.steps, highest.amount_fen if highest else None)
    yield walk.asks(offering(walk, who, least), "PLATFORM")


def offering(walk: Walk, bidder: int, fen: int) -> PlaceOffer:
    """A bidder offers so much."""
    of = {"lot": walk.code, "session": 1, "participation": walk.id("P", bidder)}
    return PlaceOffer(party=PARTIES[bidder], amount_fen=fen, **of)


def leads(walk: Walk) -> str | None:
    highest = walk.of("auction", f"{walk.code}/1").highest
    return highest.participation if highest else None
