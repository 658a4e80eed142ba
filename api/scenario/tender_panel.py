"""What scenario A asks at the opening, of the panel and of its winners."""

import re
import secrets
from collections.abc import Iterator
from datetime import date

from api.scenario.outcome import Difference, listed
from api.scenario.script import Step
from api.scenario.stage import Stage
from api.scenario.table import Row
from api.scenario.town import paper
from domain.bid.state import Bid, Standing
from domain.lot.award import AwardLot
from domain.lot.close import FailLot
from domain.lot.compete import OpenBids
from domain.lot.default import ConfirmNextCandidate
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.trade.draw_panel import DrawPanel

_IN_ORDER = re.compile(r"(A\d): ((?:\w+)(?:[>,]\w+)*)")
_EXPERTS = 5
"""As many as there must be, of no more than there are: whoever hands the report in was drawn."""


def by_lot(note: str) -> dict[str, tuple[str, ...]]:
    """`A1: B3>B2>B1; A2: B1,B3` as names by lot."""
    return {lot: tuple(re.split("[>,]", names)) for lot, names in _IN_ORDER.findall(note)}


def opened(stage: Stage, row: Row) -> None:
    """Each lot of the note, with all bids that came for it: the platform opens those that stand."""
    for lot in by_lot(row.note):
        bids = handed_in(stage, lot)
        stands = len(bidders_of(stage, lot))
        stage.ask("PLATFORM", OpenBids(lot=stage.lot(lot), bidders=stands, bids=bids))


def who_bid(stage: Stage, row: Row, _told: object = ()) -> Iterator[Difference]:
    """The bidders of each lot of the note are those whose bids stand, as many as were opened."""
    for lot, names in by_lot(row.note).items():
        found = bidders_of(stage, lot)
        yield from listed(f"bidders of {lot}", sorted(names), found)


def bidders_of(stage: Stage, lot: str) -> list[str]:
    """Whose bids for a lot stand, by the names of the table."""
    bids = {who: stage.town.state("bid", code) for who, code in _handed_in(stage, lot).items()}
    return sorted(
        who
        for who, bid in bids.items()
        if isinstance(bid, Bid) and bid.standing is Standing.RECEIVED
    )


def handed_in(stage: Stage, lot: str) -> tuple[str, ...]:
    """The bids that came for a lot, whatever became of each."""
    return tuple(sorted(_handed_in(stage, lot).values()))


def failed(stage: Stage, row: Row) -> None:
    """Nobody wins the lot, for the reason of the row: the platform alone has all bids."""
    asked = FailLot(
        lot=stage.lot("A3"),
        reason=row.facts[0].partition("(")[2].rstrip(")"),
        bidders=len(bidders_of(stage, "A3")),
        bids=handed_in(stage, "A3"),
    )
    stage.ask("PLATFORM", asked)


def _handed_in(stage: Stage, lot: str) -> dict[str, str]:
    """The bids that came for a lot, whatever became of each, by whose they are in the table."""
    return {
        key.rpartition("/")[2]: code
        for key, code in stage.kept.items()
        if key.startswith(f"bid {lot}/")
    }


def _panel(lot: str) -> DrawPanel:
    seed = secrets.token_hex(32)
    return DrawPanel(lot=lot, experts=_EXPERTS, representatives=(), avoid=(), seed=seed)


def evaluated(stage: Stage, row: Row) -> None:
    """The panel is drawn, of all experts there are; its candidates, in its order. The platform
    hands the report in on a member's wish: who is on the panel is a secret.
    """
    for lot, names in by_lot(row.note).items():
        candidates = tuple(stage.bidder(name).party for name in names)
        stage.ask("PLATFORM", _panel(stage.lot(lot)))
        asked = RecordEvaluation(
            lot=stage.lot(lot),
            report=paper(f"评标报告{lot}"),
            candidates=candidates,
            bids=handed_in(stage, lot),
        )
        stage.ask("PLATFORM", asked)


def publicised(until: date) -> Step:
    """They stand in public until a day, as the panel put them forward."""

    def act(stage: Stage, _row: Row) -> None:
        for lot in ("A1", "A2"):
            candidates = stage.lot_now(lot).candidates
            asked = PubliciseCandidates(lot=stage.lot(lot), until=until, candidates=candidates)
            stage.ask("OWNER", asked)

    return Step(act)


def awards(stage: Stage, row: Row, lot: str, winner: str) -> None:
    """The winner, at the price of the note."""
    party, fen = stage.bidder(winner).party, stage.price(row.seq, "at")
    stage.ask("OWNER", AwardLot(lot=stage.lot(lot), winner=party, price_fen=fen))


def awarded(lot: str, winner: str) -> Step:
    """That alone."""
    return Step(lambda stage, row: awards(stage, row, lot, winner))


def next_one(lot: str) -> Step:
    """The next candidate wins, at the price of the note."""

    def act(stage: Stage, row: Row) -> None:
        fen = stage.price(row.seq, "at")
        stage.ask("OWNER", ConfirmNextCandidate(lot=stage.lot(lot), price_fen=fen))

    return Step(act)
