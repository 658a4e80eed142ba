"""The next lawful step of a lot, phase by phase, in the order of its kind of trade."""

from collections.abc import Callable, Iterator

from domain.ascending import SETTLED
from domain.desk.sessions import EndTimedBidding, StartTimedBidding, ends_at
from domain.lot.announce import PostponeDeadline
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.disclose import CloseDisclosure
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.lowest import Ground, Judged
from domain.phases import Phase
from domain.rules import Severity
from domain.trade.allot import AllotQuota
from domain.trade.compare import CompareOffers
from domain.trade.draw_panel import DrawPanel
from domain.trade.evaluate_prices import EvaluatePrices
from domain.trade.negotiate import CloseRound, StartNegotiation
from domain.trade.suspension import ResumeProcedure
from tests.kit.tendering import AGENCY, OWNER
from tests.kit.till import FILE
from tests.properties.lawful_bids import (
    DAY,
    SEED,
    announced,
    bound_longer,
    draft,
    has_bid,
    leads,
    offers,
    registered,
    submitted,
    taking_bids,
)
from tests.properties.lawful_money import DECISION, contracted, over, settled
from tests.properties.walking import ESTIMATE, PARTIES, Step, Walk

type Steps = Iterator[Step]

_COUNTS = {"ground": None, "reasons": None}
"""Of a bid whose price counts."""


def goes_on(walk: Walk) -> bool:
    """One step of the lot that goes on, or what is done where none of its order can be."""
    return any(step() for step in _steps(walk))


def out_of_turn(walk: Walk) -> bool:
    """A step of its phase, or of one of the next two, the last first."""
    if walk.lot.defined is None:
        return False
    phases = list(Phase)
    later = phases.index(walk.lot.phase) + walk.n % 3
    steps = list(_IN[phases[min(later, len(phases) - 1)]](walk))
    return any(step() for step in reversed(steps))


def _steps(walk: Walk) -> Steps:
    lot = walk.lot
    yield from _IN[lot.phase](walk)
    if not lot.is_over and lot.suspended:
        for one in lot.suspended:
            asked = ResumeProcedure(lot=walk.code, case=one.told.case, document=FILE)
            yield walk.asks(asked, OWNER)
    elif lot.deposit_deadline is not None and lot.opening_at is not None:
        later = {"deposit_deadline": lot.deposit_deadline, "opening_at": lot.opening_at}
        times = {name: time + 20 * DAY for name, time in later.items()}
        yield walk.asks(PostponeDeadline(lot=walk.code, **times), OWNER)
        yield walk.asks(FailLot(lot=walk.code, reason="流标"), OWNER)
        yield walk.asks(TerminateProcedure(lot=walk.code, reason="终止"), OWNER)


def _closed(walk: Walk) -> Steps:
    lot = walk.lot
    if walk.trade.session:
        begins = lot.opening_at or walk.now
        asked = StartTimedBidding(lot=walk.code, session=1, begins_at=begins)
        yield walk.asks(asked, "PLATFORM", when=begins)
    elif walk.trade.bids:
        if walk.trade.hears("DisclosureClosed") and not lot.was("DisclosureClosed"):
            yield from _disclosed(walk)
        if walk.trade.hears("NegotiationStarted"):
            yield from negotiated(walk)
        yield walk.asks(opened(walk), "PLATFORM", when=lot.opening_at)
    elif walk.trade.direct:
        ended = CloseTimedBidding(lot=walk.code, bidders=len(PARTIES), price_fen=ESTIMATE)
        yield walk.asks(ended, OWNER, when=lot.opening_at)
    else:
        if not lot.was("DisclosureClosed"):
            yield from _disclosed(walk)
        yield walk.asks(confirmed(walk), OWNER)


def negotiated(walk: Walk) -> Steps:
    """By a panel; each may offer anew, for a round or two."""
    begun, until = walk.lot.was("NegotiationStarted"), max(walk.lot.opening_at, walk.now) + 2 * DAY
    if _needs_a_panel(walk) and not walk.of("panel", walk.code).drawn:
        yield walk.asks(drawn(walk), "PLATFORM")
    if not begun:
        start = StartNegotiation(lot=walk.code, until=until)
        yield walk.asks(start, AGENCY, when=walk.lot.opening_at)
    else:
        yield walk.asks(submitted(walk, walk.n % len(PARTIES)), "PLATFORM")
        if not walk.lot.rounds:
            over = CloseRound(lot=walk.code, until=until)
            yield walk.asks(over, AGENCY, when=walk.lot.opening_at)


def _disclosed(walk: Walk) -> Steps:
    if walk.lot.deposit_deadline is not None:
        ends = CloseDisclosure(lot=walk.code, ends_at=walk.lot.deposit_deadline)
        yield walk.asks(ends, "C-OPS")


def opened(walk: Walk) -> OpenBids:
    """With as many bids as there are."""
    bids = _bids(walk)
    return OpenBids(lot=walk.code, bidders=len(bids), bids=bids)


def compared(walk: Walk) -> CompareOffers:
    """All that stand."""
    owed = (n for n in range(len(PARTIES)) if walk.deposit(n).required)
    deposits = tuple(walk.id("P", n) for n in owed)
    return CompareOffers(lot=walk.code, bids=_bids(walk), deposits=deposits)


def allotted(walk: Walk) -> AllotQuota:
    """Of all that stand, to the first or as the draw says."""
    came = compared(walk)
    seed = SEED if walk.lot.draw is not None else None
    return AllotQuota(lot=came.lot, bids=came.bids, deposits=came.deposits, seed=seed)


def _bids(walk: Walk) -> tuple[str, ...]:
    return tuple(walk.id("B", n) for n in range(len(PARTIES)) if has_bid(walk, n))


def _competition(walk: Walk) -> Steps:
    lot, trade = walk.lot, walk.trade
    if trade.session:
        yield from offers(walk, 4)
        auction = walk.of("auction", f"{walk.code}/1")
        end = ends_at(lot, auction) or walk.now
        asked = EndTimedBidding(lot=walk.code, session=1, ends_at=end, participation=leads(walk))
        yield walk.asks(asked, "PLATFORM", when=end + SETTLED)
    elif trade.direct:
        yield walk.asks(awarded(walk) if trade.tender else confirmed(walk), OWNER)
    elif trade.hears("OffersCompared"):
        yield walk.asks(compared(walk), "PLATFORM", when=walk.now + DAY)
    elif trade.hears("QuotaAllotted"):
        yield walk.asks(allotted(walk), "PLATFORM", when=walk.now + DAY)
    else:
        if _needs_a_panel(walk) and not walk.of("panel", walk.code).drawn:
            yield walk.asks(drawn(walk), "PLATFORM")
        if trade.hears("BidValidityExtended") and walk.n % 3 == 0:
            yield from bound_longer(walk)
        bidders = tuple(one for n, one in enumerate(PARTIES) if has_bid(walk, n))
        named = {"candidates": bidders or PARTIES, "bids": _bids(walk)}
        paper = () if bidders else PARTIES
        report = RecordEvaluation(lot=walk.code, report=FILE, **named, on_paper=paper)
        by_price = "LOWEST" in trade.scopes
        yield walk.asks(evaluated(walk) if by_price else report, "PLATFORM", when=walk.now + DAY)


def evaluated(walk: Walk) -> EvaluatePrices:
    """Of all that stand, now and then the last one rejected; of none, of one on paper."""
    bids = _bids(walk)
    here = [n for n in range(len(PARTIES)) if has_bid(walk, n)] or [0]
    found = []
    for n in here:
        fen = walk.of("bid", walk.id("B", n)).price_fen or ESTIMATE
        low = walk.n % 5 == 4 and n == len(PARTIES) - 1
        why = {"ground": Ground.BELOW_COST, "reasons": FILE} if low else _COUNTS
        worth = None if low else fen
        found.append(Judged(party=PARTIES[n], price_fen=fen, evaluated_fen=worth, **why))
    named = {"bids": bids, "on_paper": () if bids else PARTIES[:1]}
    return EvaluatePrices(lot=walk.code, report=FILE, judged=tuple(found), **named)


def _needs_a_panel(walk: Walk) -> bool:
    rows = walk.trade.category.about("panel.members", walk.today, walk.lot.scopes)
    return any(row.severity is Severity.BLOCK for row in rows)


def drawn(walk: Walk) -> DrawPanel:
    """Just as many as there are experts."""
    return DrawPanel(lot=walk.code, experts=5, representatives=(), avoid=(), seed="5e" * 32)


def awarded(walk: Walk) -> AwardLot:
    """To the first candidate who has not defaulted; without any, to the first bidder."""
    left = [one for one in walk.lot.candidates or PARTIES if one not in walk.lot.defaulted]
    winner = (left or PARTIES)[0]
    return AwardLot(lot=walk.code, winner=winner, price_fen=priced(walk, winner, ESTIMATE))


def priced(walk: Walk, party: str | None, otherwise: int) -> int:
    """What a party's bid names, where the lowest price has the lot."""
    return dict(walk.lot.prices).get(party or "", otherwise)


def confirmed(walk: Walk) -> ConfirmTransaction:
    """To whoever offered most; without a session, to the first whose deposit is whole."""
    ended, lot = walk.lot.session.compared, walk.lot
    whole = (one for n, one in enumerate(PARTIES) if walk.deposit(n).whole)
    winner = (ended and ended.winner) or next(iter(lot.candidates or whole), PARTIES[0])
    return ConfirmTransaction(lot=walk.code, winner=winner, price_fen=lot.price_fen or ESTIMATE)


def _result_proposed(walk: Walk) -> Steps:
    """Of a sale whose buyer does not sign nothing is left but that it fails."""
    lot, trade = walk.lot, walk.trade
    if lot.defaulted and trade.tender:
        yield from over(walk)
        left = [one for one in lot.candidates if one not in lot.defaulted]
        price = priced(walk, next(iter(left), None), ESTIMATE - 1)
        yield walk.asks(ConfirmNextCandidate(lot=walk.code, price_fen=price), OWNER)
    elif not trade.tender:
        yield walk.asks(confirmed(walk), OWNER)
    elif trade.category.code == "CONSTRUCTION":
        yield walk.asks(publicised(walk), AGENCY, when=walk.now + DAY)
    else:
        yield walk.asks(awarded(walk), OWNER, when=walk.now + DAY)


def publicised(walk: Walk) -> PubliciseCandidates:
    """For a week from the next day."""
    until = walk.today + 8 * DAY
    return PubliciseCandidates(lot=walk.code, until=until, candidates=walk.lot.candidates)


def _result_publicity(walk: Walk) -> Steps:
    until = walk.lot.public_until or walk.today
    yield walk.asks(awarded(walk), OWNER, when=walk.now + (until - walk.today) + DAY)


def _awarded(walk: Walk) -> Steps:
    """Now and then its winner does not sign."""
    if walk.n % 3 == 0:
        yield walk.asks(RecordDefault(lot=walk.code, **DECISION), OWNER)
    yield walk.asks(signed(walk), OWNER)


def signed(walk: Walk) -> SignContract:
    """Today, at the price of the award."""
    return SignContract(
        lot=walk.code, signed_on=walk.today, price_fen=walk.lot.price_fen or ESTIMATE
    )


def _ended(walk: Walk) -> Steps:
    yield from over(walk)
    yield walk.begins


_IN: dict[Phase, Callable[[Walk], Steps]] = {
    Phase.DRAFT: draft,
    Phase.REGISTERED: registered,
    Phase.ANNOUNCED: announced,
    Phase.OPEN: taking_bids,
    Phase.CLOSED: _closed,
    Phase.COMPETITION: _competition,
    Phase.RESULT_PROPOSED: _result_proposed,
    Phase.RESULT_PUBLICITY: _result_publicity,
    Phase.AWARDED: _awarded,
    Phase.CONTRACTED: contracted,
    Phase.SETTLED: settled,
    Phase.ARCHIVED: _ended,
    Phase.FAILED: _ended,
    Phase.TERMINATED: _ended,
    Phase.VOIDED: _ended,
}
