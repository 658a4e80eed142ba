"""The parts of a lot's page: who takes part, what was opened, its money, disputes and rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from api.bid_files import OfBid, is_kept
from api.estimating import is_case_estimated
from api.http.identity import Identity
from api.http.lot_seen import Seen
from api.http.pages.speech import Speech
from api.http.pages.views.lot import BidRow, Born, CaseRow, Money, OpeningView, PartyRow
from api.http.positions import When
from api.http.seeing import may_read_bids
from api.lots.money import PARTS, Key, balances, in_parts, paid
from api.lots.opening import Bid, record_of
from api.lots.standing import Standing
from api.lots.story import Told, story
from domain.accounts import BY_CODE, CUST
from domain.calendar import Calendar, beijing_day
from domain.dispute.words import Stage
from projections.balance_reader import Where


def parties(when: When, seen: Seen, events: Sequence[Told]) -> tuple[PartyRow, ...]:
    """Whose deposits may be named, and the money of each at the page's moment."""
    moved, at = seen.moved(events), when.position
    standing, gone = balances(moved, at), paid(moved, at)
    of: dict[str, dict[Key, int]] = defaultdict(dict)
    for (account, deposit), fen in standing.items():
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
            paid=gone.get(row["deposit"], 0),
            defaulted=row["party"] in defaulted,
        )
        for row in sorted(seen.deposits, key=lambda row: (row["payer"] or "", row["deposit"]))
    )


def money(when: When, seen: Seen, events: Sequence[Told], wish: Speech) -> Money:
    """What lies for the lot at the page's moment, held against the balances of the books."""
    moved = seen.moved(events)
    standing = balances(moved, when.position)
    parts = in_parts(standing)
    return Money(
        parts=tuple((wish.say(f"lot.part.{name}"), parts[name]) for name in PARTS),
        total=sum(parts.values()),
        paid=sum(paid(moved, when.position).values()),
        agrees=standing == _of_the_books(when, seen, events),
    )


def _of_the_books(when: When, seen: Seen, events: Sequence[Told]) -> dict[Key, int]:
    """The same by the read model that the pages of balances show."""
    legs = [leg for one in events for leg in one.legs]
    owners = sorted({leg.owner for leg in legs if leg.book == CUST})
    wanted = {row["deposit"] for row in seen.deposits}
    accounts = sorted({leg.account for leg in legs})
    where: Where = {"book": CUST, "currency": "CNY", "account": accounts, "owner": owners}
    rows = when.system.readers.balances.owned(when.position, None, where).rows
    sums: dict[Key, int] = defaultdict(int)
    for row in rows:
        if (deposit := (row.owner or "").partition("/")[0]) in wanted:
            grows_on_credit = BY_CODE[row.account].normal == "Cr"
            sums[row.account, deposit] += -row.amount if grows_on_credit else row.amount
    return {key: fen for key, fen in sums.items() if fen}


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
