"""Anything asked of a lot: out of turn, by anybody, at any instant; mostly in vain."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from domain.deposit.hold import PlaceHold
from domain.desk.certificate import IssueCertificate
from domain.desk.convert import ConvertDeposit
from domain.desk.external import ConfirmExternalPayment
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.owe import OweRefund
from domain.desk.price import ReleasePrice
from domain.desk.qualify import ConfirmQualification
from domain.desk.require import RequireDeposit
from domain.desk.sessions import CloseListing, EndTimedBidding, StartListing, StartTimedBidding
from domain.desk.waive import WaiveForfeiture
from domain.desk.withdraw_bid import RevokeBid, WithdrawBid
from domain.kernel import Command, Post
from domain.lot.announce import AnnounceLot, PostponeDeadline
from domain.lot.close import FailLot, PassDepositDeadline, TerminateProcedure
from domain.lot.compete import CloseTimedBidding
from domain.lot.correct import CorrectAnnouncement
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.disclose import CloseDisclosure, ExtendDisclosure
from domain.lot.document_fee import OweDocumentFee
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.evaluation import RecordEvaluation
from domain.lot.file_deal import FileDeal
from domain.lot.prequalify_after import InviteQualified
from domain.lot.publish import PublishResult
from domain.lot.suspend import SuspendProcedure
from domain.permissions import PERMITTED
from domain.trade.clarify import ClarifyDocuments
from domain.trade.negotiate import CloseRound, StartNegotiation
from domain.trade.retender import LinkRetender
from domain.trade.suspension import ResumeProcedure
from domain.trade.void_result import VoidResult
from tests.kit.till import FILE
from tests.properties import lawful, lawful_before, lawful_bids, lawful_money
from tests.properties.lawful_bids import DAY, MEDIA
from tests.properties.lawful_money import DECISION
from tests.properties.walking import (
    COURT,
    DEPOSIT,
    ESTIMATE,
    PARTIES,
    SPEAKS,
    STRANGERS,
    Walk,
)

type Make = Callable[[Walk, int], Command]
"""A command about the lot that goes on; the number is a bidder's."""


def _lot(shape: Callable[..., Command], **facts: Any) -> Make:
    return lambda walk, _: shape(lot=walk.code, **facts)


def _due(shape: Callable[..., Command], name: str, field: str = "deadline") -> Make:
    """What the clock asks for, of a time of the lot."""
    return lambda walk, _: shape(
        lot=walk.code, **{field: getattr(walk.lot, name) or walk.now + DAY}
    )


def _of(shape: Callable[..., Command], **facts: Any) -> Make:
    """Of a bidder's deposit."""
    return lambda walk, n: shape(deposit=walk.id("P", n), lot=walk.code, **facts)


def _bid(shape: Callable[..., Command], **deposit: str) -> Make:
    return lambda walk, n: shape(
        bid=walk.id("B", n),
        lot=walk.code,
        party=PARTIES[n],
        **DECISION,
        **{name: walk.id(letter, n) for name, letter in deposit.items()},
    )


def _session(shape: Callable[..., Command], field: str, **named: bool) -> Make:
    """Of its session, said to begin or to end when the lot opens; perhaps by whose offer."""

    def make(walk: Walk, n: int) -> Command:
        instant = walk.lot.opening_at or walk.now
        by = {"participation": walk.id("P", n)} if named else {}
        return shape(lot=walk.code, session=1, **{field: instant}, **by)

    return make


def _later(walk: Walk, _: int) -> Command:
    due, opening = walk.lot.deposit_deadline or walk.now, walk.lot.opening_at or walk.now
    return PostponeDeadline(lot=walk.code, deposit_deadline=due + DAY, opening_at=opening + DAY)


def _clarified(walk: Walk, n: int) -> Command:
    due, opening = walk.lot.deposit_deadline, walk.lot.opening_at
    later = due is not None and opening is not None and n
    times = (due + 9 * DAY, opening + 9 * DAY) if later else (None, None)  # type: ignore[operator]
    names = dict(zip(("deposit_deadline", "opening_at"), times, strict=True))
    said = {"affects": bool(n % 2), "text": f"{n}" * 64, "answers": ()}
    return ClarifyDocuments(lot=walk.code, **said, **names)


def _qualified(walk: Walk, n: int) -> Command:
    of = {"lot": walk.code, "party": PARTIES[n], "number": f"{len(walk.codes):07}{n}"}
    return ConfirmQualification(participation=walk.id("P", n), **of)


def _resumed(walk: Walk, _: int) -> Command:
    case = walk.lot.suspended[0].told.case if walk.lot.suspended else None
    return ResumeProcedure(lot=walk.code, case=case, document=FILE)


def _linked(walk: Walk, n: int) -> Command:
    others = [one for one in walk.codes if one != walk.code] or ["ZZ-NONE-0001"]
    one, other = (walk.code, others[n % len(others)])[:: 1 if n else -1]
    return LinkRetender(lot=one, next=other)


def _held(walk: Walk, n: int) -> Command:
    of = {"deposit": walk.id("P", n), "hold": f"H{n}", "amount_fen": DEPOSIT // 2}
    return PlaceHold(**of, cause="保全", document="1号", lot=walk.code)


def _outside(walk: Walk, n: int) -> Command:
    of = {"deposit": walk.id("P", n), "lot": walk.code, "paid_on": walk.today}
    return ConfirmExternalPayment(**of, amount_fen=1 + n, document="税票", evidence="ee" * 32)


_KEPT = {"ground": "WINNER_DEFAULTED", "amount_fen": DEPOSIT // 2, "fees_fen": 0}

ENDS: tuple[Make, ...] = (
    _lot(FailLot, reason="流标"),
    _lot(TerminateProcedure, reason="终止"),
    _lot(VoidResult, **DECISION),
    _lot(RecordDefault, **DECISION),
)
"""What turns a lot off its way: from the last on, what the fewest phases hear comes first."""

STANDS_STILL = _lot(SuspendProcedure, until=None, document=FILE)

ACTS: tuple[Make, ...] = (
    *ENDS,
    STANDS_STILL,
    _lot(AnnounceLot, **MEDIA),
    _lot(CorrectAnnouncement, media=("市平台",), text=FILE),
    _later,
    _clarified,
    _resumed,
    _linked,
    lambda walk, _: lawful_bids.arranged(walk),
    lambda walk, _: lawful_bids.invitations(walk),
    lambda walk, _: IssueDocuments(lot=walk.code, until=walk.now + 9 * DAY, text=FILE),
    _due(CloseDocumentSale, "documents_until"),
    _due(PassDepositDeadline, "deposit_deadline"),
    _due(PassBidDeadline, "opening_at"),
    _due(CloseDisclosure, "deposit_deadline", "ends_at"),
    lambda walk, n: ExtendDisclosure(
        lot=walk.code,
        ends_at=walk.lot.deposit_deadline or walk.now,
        until=(walk.lot.deposit_deadline or walk.now) + (5 + n) * DAY,
    ),
    _session(StartListing, "begins_at"),
    _session(StartTimedBidding, "begins_at"),
    _session(CloseListing, "ends_at", named=True),
    _session(EndTimedBidding, "ends_at", named=True),
    lambda walk, n: lawful_bids.offering(walk, n, ESTIMATE * (1 + n)),
    lambda walk, n: StartNegotiation(lot=walk.code, until=walk.now + (1 + n) * DAY),
    lambda walk, n: CloseRound(lot=walk.code, until=walk.now + (1 + n) * DAY),
    lambda walk, _: lawful.opened(walk),
    lambda walk, _: lawful.compared(walk),
    lambda walk, _: lawful.allotted(walk),
    lambda walk, _: lawful_bids.committed(walk),
    _lot(CloseTimedBidding, bidders=2, price_fen=ESTIMATE),
    lambda walk, _: lawful.drawn(walk),
    lambda walk, n: RecordEvaluation(lot=walk.code, report=FILE, candidates=PARTIES[n:]),
    lambda walk, _: lawful.evaluated(walk),
    lambda walk, _: lawful.publicised(walk),
    lambda walk, _: lawful.awarded(walk),
    lambda walk, _: lawful.confirmed(walk),
    _lot(ConfirmNextCandidate, price_fen=ESTIMATE),
    lambda walk, _: lawful.signed(walk),
    _lot(PublishResult, **MEDIA),
    lambda walk, _: lawful_money.assessed(walk),
    _of(IssueCertificate, number="2号", text=FILE),
    _outside,
    lambda walk, _: lawful_money.closing(walk),
    lambda walk, _: lawful_money.sealing(walk),
    _lot(OweDocumentFee, fee_fen=500, **DECISION),
    lambda walk, n: RequireDeposit(deposit=walk.id("P", n), lot=walk.code, party=PARTIES[n]),
    lambda walk, n: lawful_bids.submitted(walk, n),
    _bid(WithdrawBid, deposit="P"),
    _bid(RevokeBid),
    lambda walk, _: lawful_bids.extended(walk),
    lambda walk, n: lawful_bids.answered(walk, n),
    _qualified,
    _held,
    _of(OweRefund),
    _of(ConvertDeposit),
    _of(ForfeitDeposit, **_KEPT, **DECISION),
    _of(WaiveForfeiture, **DECISION),
    _of(ReleasePrice, fee_fen=0, **DECISION),
    lambda walk, _: lawful_before.issued(walk),
    lambda walk, _: lawful_before.changed(walk),
    lambda walk, n: lawful_before.applied(walk, n),
    lambda walk, n: lawful_before.reviewed(walk, n, may_bid=bool(n)),
    lambda walk, _: lawful_before.concluded(walk),
    _lot(InviteQualified, text=FILE),
    _lot(FileDeal, document=FILE),
    lambda walk, _: lawful_money.agreed(walk),
)
"""All that can be asked of a lot and of who bids for it."""

_ROLES = dict(PERMITTED)
_LATER = (0, 0, 0, 1, 24, 120)
"""Hours from now."""


def happens(walk: Walk, make: Make, n: int) -> bool:
    """Somebody asks for something, perhaps one who may, perhaps now."""
    asked = make(walk, n % len(PARTIES))
    when = walk.now + timedelta(hours=_LATER[n % len(_LATER)])
    return walk.ask(asked, _asker(walk, asked, n), when=when)


def by_the_right_one(walk: Walk, make: Make, n: int) -> bool:
    """The same now, by who may."""
    asked = make(walk, n % len(PARTIES))
    return walk.ask(asked, _right(walk, asked, n))


def _asker(walk: Walk, asked: Command, n: int) -> Post:
    return STRANGERS[n % len(STRANGERS)] if n % 3 == 0 else _right(walk, asked, n)


def _right(walk: Walk, asked: Command, n: int) -> Post:
    """One of those who may: the lot's own owner or agency, its supervisor, a court."""
    roles = _ROLES[asked.NAME]
    if "COURT" in roles:
        return COURT if n % 2 else walk.supervisor
    return SPEAKS.get(roles[n % len(roles)], Post(roles[n % len(roles)]))
