"""What all acts in a dispute ask first: who files, whose it is to decide, by which rules."""

from dataclasses import dataclass
from datetime import date

from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.deposit.state import Deposit
from domain.dispute.codes import case_code
from domain.dispute.filed import ComplaintFiled, Filer, Within
from domain.dispute.state import Case
from domain.dispute.words import UNSEEN_BEFORE_OPENING, Matter
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import Command, Context, Placed, Post, Rejected, StreamId
from domain.lot.events import LotDefined
from domain.lot.sides import on_both_sides
from domain.lot.standing import asked_by_owner, category_of
from domain.lot.standstill import goes_on
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureResumed
from domain.party.state import Party
from domain.party_codes import party_code
from domain.permissions import acts_for
from domain.regions import reaches
from domain.supervision import supervisors
from domain.timing import is_estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(Command):
    """What every way to object says. The case's number is random, and the asker's.

    `deposit`: the party's own of this lot, which shows that it bids; None: another interested
    party. `document`: the SHA-256 of what it wrote.
    """

    case: str
    lot: str
    party: str
    deposit: str | None
    matter: Matter
    document: str

    def __post_init__(self) -> None:
        case_code(self.case)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.document)
        if self.deposit is not None:
            deposit_code(self.deposit)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnACase(Command):
    """What all acts on a case of a lot say. `document`: the SHA-256 of what was written."""

    case: str
    lot: str
    document: str

    def __post_init__(self) -> None:
        case_code(self.case)
        lot_code(self.lot)
        digest(self.document)


def touches(asked: OnACase) -> tuple[StreamId, ...]:
    """The case and its lot."""
    return (StreamId("dispute", asked.case), StreamId("lot", asked.lot))


def filing_touches(asked: Filing) -> tuple[StreamId, ...]:
    """The case, the lot, the party, and the deposit where one is named."""
    always = (
        StreamId("dispute", asked.case),
        StreamId("lot", asked.lot),
        StreamId("party", asked.party),
    )
    return (*always, StreamId("deposit", asked.deposit)) if asked.deposit else always


def not_to_file(
    case: Case, lot: Lot, party: Party, deposit: Deposit | None, asked: Filing, context: Context
) -> Rejected | None:
    """Why this cannot be filed, whatever the rules of its kind say; None where it can.

    Before the opening only the platform files, on a wish: who files is named in clear (4.4).
    """
    if refused := _not_theirs(lot, asked.lot, asked.party, context):
        return refused
    if case.filed is not None:
        return Rejected("dispute.exists", f"{asked.case} was filed before")
    if not lot.is_out:
        return Rejected("dispute.too_early", f"{asked.lot} is not announced yet")
    if asked.matter in UNSEEN_BEFORE_OPENING and not lot.opened:
        detail = f"before its opening nobody knows the {asked.matter} of {asked.lot}"
        return Rejected("dispute.too_early", detail)
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    if deposit is not None and not _bids(deposit, asked):
        detail = f"{asked.deposit} is no deposit of {asked.party} for {asked.lot}"
        return Rejected("dispute.not_a_bidder", detail)
    return None


def _not_theirs(lot: Lot, code: str, party: str, context: Context) -> Rejected | None:
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {code}")
    if context.holds("PLATFORM"):
        return None
    if not acts_for(context, "BIDDER", party):
        return Rejected("dispute.not_yours", f"you do not act for {party}")
    if not lot.opened:
        detail = f"before the opening of {code} the platform asks this for you, unnamed"
        return Rejected("dispute.would_name", detail)
    return None


def _bids(deposit: Deposit, asked: Filing) -> bool:
    terms = deposit.terms
    return terms is not None and (terms.lot, terms.party) == (asked.lot, asked.party)


def not_the_filer(
    case: Case, lot: Lot, asked_lot: str, party: str, context: Context
) -> Rejected | None:
    """Why this is not asked by who filed the case; the same of a case that is not there."""
    if refused := _not_theirs(lot, asked_lot, party, context):
        return refused
    filed = case.filed
    filer = filed.filer if filed is not None and filed.lot == asked_lot else None
    if filer is None or filer.party != party:
        return Rejected("dispute.not_yours", f"it is no case of {party}")
    return None


def filer_of(asked: Filing) -> Filer:
    """Who files, as the event keeps it."""
    return Filer(party=asked.party, deposit=asked.deposit)


def by_estimate(within: Within | None, context: Context) -> Within | None:
    """What the event keeps of the time that it was judged by: where that was an estimate, which a
    day is not that lies before the first that nobody published, however late it is filed.
    """
    if within is None:
        return None
    day, calendar = today(context), context.law.calendar
    until = within.before or min(day, within.last(calendar) or day)
    return within if is_estimate(within.term.since, until, calendar) else None


def rules_of(lot: Lot, code: str, context: Context) -> Category | Rejected:
    """The rules that a lot was born under."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {code}")
    return category_of(lot.defined, context.law)


def other_supervisor(category: Category, to: str, day: date) -> Rejected | None:
    """Why a complaint cannot go to this role: no row sends complaints about its kind there."""
    right = supervisors(category, day)
    if to in right:
        return None
    named = ", ".join(right)
    return Rejected("dispute.other_supervisor", f"{category.code} is supervised by {named}")


def owner_of(lot: Lot, code: str, context: Context) -> LotDefined | Rejected:
    """The lot as defined, where its owner or agency asks; else the refusal."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {code}")
    return asked_by_owner(lot, context) or lot.defined


def judge_of(case: Case, lot: Lot, code: str, lot_code: str, context: Context) -> Post | Rejected:
    """The post by which the actor decides or orders something in an open complaint about this lot:
    its supervisor's, unless that person was once of the lot's own side; else the refusal.
    """
    found = supervisor(case, code, context, lot_code)
    return found if isinstance(found, Rejected) else on_both_sides(lot, context) or found


def supervisor(case: Case, code: str, context: Context, lot: str | None = None) -> Post | Rejected:
    """The post by which the actor deals with an open complaint (about this lot); else the refusal.

    It is the role that the complaint went to, in the lot's region or in all of them (4.3). By
    itself for what decides nothing: that a complaint came in, that its time runs again.
    """
    filed = case.filed
    if not isinstance(filed, ComplaintFiled) or (lot is not None and filed.lot != lot):
        return Rejected("dispute.unknown", f"{code} is no complaint about {lot or 'a lot'}")
    found = authority(case, context)
    if found is None:
        return Rejected("dispute.not_in_charge", f"{code} is with {case.to} of {filed.region}")
    if not case.is_open:
        return ended(case, code)
    return found


def authority(case: Case, context: Context) -> Post | None:
    """The actor's post that the case is with, if one is."""
    region = case.filed.region if case.filed else ""
    posts = (post for post in context.posts if post.role == case.to)
    return next((post for post in posts if reaches(post.region, region)), None)


def ended(case: Case, code: str) -> Rejected:
    """The answer to whoever comes too late."""
    return Rejected("dispute.ended", f"{code} is {case.stage} since {case.ended_on}")


def resumes(lot: Lot, code: str, case: str, context: Context) -> tuple[Placed, ...]:
    """What the end of a case says to its lot: that it stands still for it no more, if it did, and
    until when its times run then.
    """
    if not any(one.told.case == case for one in lot.suspended):
        return ()
    at = context.received_at
    told = ProcedureResumed(lot=code, case=case, resumed_at=at, document=None)
    on = StreamId("lot", code)
    return tuple(Placed(on, one) for one in goes_on(lot, told, context.law))


def today(context: Context) -> date:
    """The Beijing day on which the asking came in."""
    return beijing_day(context.received_at)
