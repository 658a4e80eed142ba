"""The parts of a lot's page: who takes part, what was opened, its disputes and rules."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from api.bid_files import OfBid, is_kept
from api.estimating import is_case_estimated
from api.http.identity import Identity
from api.http.lot_seen import Seen
from api.http.pages.lot_money import Stands
from api.http.pages.speech import Speech
from api.http.pages.views.lot import BidRow, Born, CaseRow, OpeningView, PartyRow
from api.http.positions import When
from api.http.seeing import may_read_bids
from api.lots.money import Key, in_parts
from api.lots.opening import Bid, record_of
from api.lots.standing import Standing
from api.lots.story import story
from domain.accounts import CUST
from domain.calendar import Calendar, beijing_day
from domain.dispute.words import Stage


def parties(when: When, seen: Seen, stands: Stands) -> tuple[PartyRow, ...]:
    """Whose deposits may be named, and the money of each at the page's moment."""
    of: dict[str, dict[Key, int]] = defaultdict(dict)
    for (account, deposit), fen in stands.items():
        of[deposit][account, deposit] = fen
    won, defaulted = seen.now.lot.winner, seen.now.lot.defaulted
    return tuple(
        PartyRow(
            name=row["payer"] or row["party"],
            deposit=row["deposit"],
            path=when.there(_figures(row["deposit"])),
            won=bool(won) and row["party"] == won,
            asked=row["amount_fen"] or 0,
            parts=tuple(in_parts(of[row["deposit"]]).values()),
            paid=row["paid_fen"] or 0,
            defaulted=row["party"] in defaulted,
        )
        for row in sorted(seen.deposits, key=lambda row: (row["payer"] or "", row["deposit"]))
    )


def opening(when: When, reader: Identity, lot: str) -> OpeningView | None:
    """The record of the opening, where everybody may read it, or this reader reads the bids.

    None of a lot whose bids were not handed in here.
    """
    found = record_of(when.system, lot, when.position)
    if found is None or not found.bids:
        return None
    reads = may_read_bids(reader, when.system, lot)
    if not (found.public or reads):
        return None
    rows = tuple(
        BidRow(one.name, one.party, one.price_fen, one.deposit, _file(when, lot, one, reads=reads))
        for one in found.bids
    )
    return OpeningView(found.opened_at, found.bidders, rows)


def _file(when: When, lot: str, bid: Bid, *, reads: bool) -> str | None:
    """Where the file of a bid is read, of who reads bids and where it lies here."""
    here = reads and is_kept(when.system, OfBid(bid.bid, lot, bid.party), bid.file)
    return f"/v1/lots/{lot}/bids/{bid.bid}/file" if here else None


def _figures(deposit: str) -> str:
    asked = {"book": f"{CUST}.CNY", "open": "2002,2005", "account": "2002", "owner": deposit}
    return f"/balances?{urlencode(asked)}"


def cases(standing: Standing, now: datetime, wish: Speech) -> tuple[CaseRow, ...]:
    """Its disputes, those that are open first; who filed them stands in none."""
    today, calendar = beijing_day(now), standing.law.calendar
    rows = sorted(standing.cases, key=lambda row: (not row["open"], row["filed_at"], row["case"]))
    return tuple(
        CaseRow(
            code=row["case"],
            label=wish.say(f"case.{row['kind']}"),
            matter=wish.say(f"matter.{row['matter']}"),
            stage=wish.say(f"case.stage.{Stage(row['stage']).name}"),
            open=row["open"],
            due=row["due"] if row["open"] else None,
            late=_is_late(row, today, calendar),
            estimated=bool(row["open"]) and is_case_estimated(row, calendar),
        )
        for row in rows
    )


def _is_late(case: Mapping[str, Any], today: date, calendar: Calendar) -> bool:
    """Its last day is over, for certain, and nothing came of it."""
    over = case["open"] and case["due"] and case["due"] < today
    return bool(over) and not is_case_estimated(case, calendar)


def born(when: When, standing: Standing, wish: Speech) -> Born:
    """The pack of rules that the lot keeps, and where it stands in the log."""
    defined, category = standing.lot.defined, standing.category
    assert defined is not None, "only what was defined has a page"
    return Born(
        category=getattr(category, wish.lang) if category else defined.category,
        version=defined.pack,
        rows=len(category.rules) if category else 0,
        event=_published(when, defined.category, defined.pack) if defined.pack else None,
    )


def _published(when: When, category: str, version: int) -> int | None:
    """The position at which a kind's rules were published as this version."""
    law = story(when.system, [when.system.log.charter.law], when.position, money=False)
    packs = (one for one in law if one.name == "RulePackPublished")
    of = (one for one in packs if one.said["category"] == category)
    return next((one.position for one in of if one.said["version"] == version), None)
