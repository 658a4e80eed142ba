"""What is told of a dispute, and to whom (REFERENCE 4.4): all but who filed it, to everybody."""

from datetime import date, datetime
from typing import Any

from api.estimating import is_case_estimated
from api.http.answers import Told
from api.http.identity import Identity
from api.http.seeing import AUDIT, holds_near
from domain.calendar import Calendar
from domain.dispute.filed import ComplaintFiled
from domain.dispute.state import Case
from domain.dispute.words import FUJIAN_MATTERS, FUJIAN_STAGES, Matter, Stage
from domain.lot.state import Lot
from domain.party_codes import is_natural


class CaseTold(Told):
    """A case as it stands, without who it is.

    `due`: the last day of the term that runs, without the days on which it stood still; none while
    it does, or when no term runs. `overdue`: it is over, for certain, and nothing came of
    it; `estimated`: the calendar of a year until `due` is not published yet.
    """

    case: str
    kind: str
    lot: str
    category: str
    region: str
    matter: str
    matter_number: int
    to: str
    stage: str
    stage_number: int | None
    open: bool
    filed_at: datetime
    warned: list[str]
    rule: str | None
    since: date | None
    statutory: date | None
    stopped_since: date | None
    due: date | None
    estimated: bool
    overdue: bool
    conclusion: str | None
    ended_on: date | None


class FilerTold(Told):
    """Who filed a case: its deposit where it bids, what came before, the digest of its words."""

    party: str
    deposit: str | None
    follows: str | None
    document: str | None


class CaseWhole(CaseTold):
    """`filer`: to its own party; once the bids are open, to owner, supervisor and auditor, too."""

    filer: FilerTold | None


class SuspensionTold(Told):
    """What a lot stands still for, or stood last; `case` is empty of the owner's own decision.

    `estimated`: `until` comes from a row, and the calendar of a year until then is not published.
    """

    lot: str
    case: str
    cause: str
    rule: str
    suspended_at: datetime
    until: date | None
    estimated: bool
    resumed_at: datetime | None
    open: bool


def told(row: dict[str, Any], day: date, calendar: Calendar) -> dict[str, Any]:
    """A case's row, with the numbers of the Fujian platform, and whether it is overdue on a day."""
    stage = FUJIAN_STAGES.get(Stage(row["stage"]))
    estimated = is_case_estimated(row, calendar)
    overdue = bool(row["open"] and row["due"] and row["due"] < day) and not estimated
    until = {"estimated": estimated, "overdue": overdue}
    number = FUJIAN_MATTERS[Matter(row["matter"])]
    return row | {"stage_number": stage, "matter_number": number, **until}


def filer(reader: Identity, case: Case, lot: Lot) -> dict[str, Any] | None:
    """Who filed it, where this reader may know: what cannot be read any more nobody may."""
    filed = case.filed
    if filed is None or filed.filer is None or lot.defined is None:
        return None
    party = filed.filer.party
    posts = {(post.role, post.organisation) for post in reader.posts}
    if ("BIDDER", party) not in posts and not _may_know(reader, case, lot):
        return None
    follows = filed.follows if isinstance(filed, ComplaintFiled) else None
    told = {"party": party, "deposit": filed.filer.deposit, "follows": follows}
    return told | {"document": filed.document}


def _may_know(reader: Identity, case: Case, lot: Lot) -> bool:
    assert lot.defined is not None, "a lot of cases was defined"
    assert case.filed is not None, "a case was filed"
    assert case.filed.filer is not None, "it can be read who filed it"
    if not lot.opened or is_natural(case.filed.filer.party):
        return False
    theirs = reader.speaks_for(lot.defined) or holds_near(reader, lot, *AUDIT)
    return theirs or (bool(case.to) and holds_near(reader, lot, case.to))
