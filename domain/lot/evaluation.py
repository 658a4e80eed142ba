"""The panel's report, and its candidates in public."""

from collections.abc import Collection, Sequence
from datetime import date

from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.lot.tendered import CandidatesPublicised
from domain.party_codes import party_code
from domain.rules import Severity
from domain.trade_codes import bid_code


@command("RecordEvaluation", version=3, zh="提交评标报告")
class RecordEvaluation(Command):
    """The panel puts forward these candidates, the best first. `report`: its SHA-256.

    `bids`: all that were ever handed in for the lot here, of which it judges those that stand;
    `on_paper`: the candidates whose bids did not come here.
    """

    lot: str
    report: str
    candidates: tuple[str, ...]
    bids: tuple[str, ...] = ()
    on_paper: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        for bid in self.bids:
            bid_code(bid)
        digest(self.report)
        for party in self.candidates:
            party_code(party)
        if not self.candidates or len(set(self.candidates)) < len(self.candidates):
            raise ValueError("candidates: expected one or more, each once")
        check_on_paper(self.on_paper, self.candidates)


def check_on_paper(on_paper: Sequence[str], judged: Collection[str]) -> None:
    """Raises ValueError unless those whose bids are on paper are some of the judged, each once."""
    for party in on_paper:
        party_code(party)
    if len(set(on_paper)) < len(on_paper) or not set(on_paper) <= set(judged):
        raise ValueError("on_paper: expected some of those judged, each once")


@command("PubliciseCandidates", zh="公示中标候选人")
class PubliciseCandidates(Command):
    """From today until a day (both counted) the candidates stand in public, the best first."""

    lot: str
    until: date
    candidates: tuple[str, ...]

    def __post_init__(self) -> None:
        lot_code(self.lot)
        for party in self.candidates:
            party_code(party)


def publicised(lot: Lot, asked: PubliciseCandidates, context: Context) -> Decision:
    """By the owner or its agency, as the panel put them forward, for as long as the law has it.

    All of them (条例 54): who revoked its bid since is no less whom the panel recommended. That it
    does not win any more is told beside it (`Lot.passed_over`).
    """
    known = owned(lot, asked.lot, context, CandidatesPublicised)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if asked.candidates != lot.candidates:
        detail = f"the panel put others forward for {asked.lot}: expected all, who left too"
        return Rejected("lot.other_candidates", detail)
    today = beijing_day(context.received_at)
    if early := _too_short(category, lot.scopes, today, asked.until, context):
        return early
    made = CandidatesPublicised(
        lot=asked.lot, since=today, until=asked.until, candidates=asked.candidates
    )
    return (made,)


def _too_short(
    category: Category, scopes: tuple[str, ...], today: date, until: date, context: Context
) -> Rejected | None:
    """The day of the beginning is not counted (CT-16, 201)."""
    for row in category.about("publicity.duration", today, scopes):
        full = row.term(today, context.law.calendar)
        if row.severity is Severity.BLOCK and until < full:
            return Rejected("lot.term_too_short", f"{row.id} {row.zh}: until {full} at least")
    return None


PUBLICISE_CANDIDATES = Decider(
    handles=PubliciseCandidates,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=publicised,
)
