"""What may be seen when, and by whom (REFERENCE 4.4): the one table that every query asks.

Before a lot's opening nobody but the matcher sees who bids, how many bid, or a lot's money.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, HTTPException

from api.http.identity import Identity, Reading, described
from api.wiring import System
from domain.accounts import POOL
from domain.calendar import beijing_day
from domain.identifiers import NotAnIdentifier, deposit_code
from domain.kernel import Rejected, StreamId
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.regions import reaches
from domain.supervision import authorities

MONEY = ("C-SET1", "C-SET2", "C-CASH", "AUD", "FIN", "V-")
"""Who sees account totals, bank days and balances; of deposits, those whose lot is open."""

TRAIL = (*MONEY, "OFFICE", "DISC")
"""Who reads the audit trail."""

OVERSEES = ("AUD", "FIN", "V-", "OFFICE", "DISC")
"""Who looks over projects from beginning to end, and works at no desk."""

DESK = ("C-SET1", "C-SET2", "C-CASH")
"""Who works at the desk: sees bank lines, of deposits whose lot is open."""

WATCH = (*MONEY, "NR", "SASAC", "ECO", "FOR")
"""Who reads alerts of every lot: who supervises, audits, or settles (of deposits once open)."""

SETTLES = ("C-SET1", "C-SET2")
"""Who makes and checks what is paid: told of a payout also where its lot ended unopened."""

REASONS = (*DESK, "AUD")
"""Who reads what one person of the desk wrote to another."""

BRING = ("C-CASH", "BANK")
"""Who imports statements."""

LISTS = ("C-CASH", "BANK", "GUARANTOR")
"""Who brings what others say of a day."""

ITS_OWN = ("OWNER", "AGENCY")
"""Who sees, after its opening, the deposits of a lot of their own."""

HALL = ("C-OPS", "OFFICE")
"""Who looks after openings, sessions and rooms, all of which is public, lot by lot."""

GOVERNS = ("OFFICE", "AUD")
"""Who looks over the law in force, who holds which post, and what waits for the office."""

AUDIT = ("AUD",)
"""Who reads stored events, and the payers and accounts found against a deposit."""

VEILED = frozenset(
    {
        *("registry", "deposit", "participation", "application", "bid", "guarantee"),
        *("payment", "payout", "pool", "bankpage", "refusals", "dispute", "question", "alert"),
        *("download", "inspection", "intervention"),
    }
)
"""Kinds of streams whose events are told by position only, but for deposits of open lots.

The registry too: it names the streams of sealed facts, and who brought them into being.
"""

MONEY_KINDS = frozenset({"account", "bankday"})
"""Kinds of streams whose restricted parts say no more than balances and bank days do."""

_OF_ACCOUNTS = MONEY_KINDS | {"accountnumber"}
"""Kinds of streams that are of one account of ours each: nothing of them is told of far ones."""

_OF_A_DEPOSIT = ("deposit", "lot", "party", "payer", "amount_fen", "deadline", "held_fen")
_OF_ITS_MONEY = ("sub_account", "lines")


def demand(reader: Identity, *roles: str) -> None:
    """403 unless the reader holds one of the roles."""
    if not reader.holds(*roles):
        raise HTTPException(403, f"one of these posts is needed: {', '.join(roles)}")


def holding(*roles: str) -> Any:
    """The reader, as a route's parameter or condition; 403 unless one of the roles is held."""

    async def holder(reader: Reading, _how: Annotated[None, Depends(described)]) -> Identity:
        demand(reader, *roles)
        return reader

    return Depends(holder)


def demand_its_own(reader: Identity, party: str | None, what: str) -> None:
    """404 unless this is the bidder's own; `party`: whose it is, None where there is none.

    Of what is another's one hears the same as of what is not there. `what`: in words of an error.
    """
    its = {post.organisation for post in reader.posts if post.role == "BIDDER"}
    if party not in its:
        raise HTTPException(404, f"you have no {what}")


def is_own(reader: Identity, lot: Lot | None, act: str = "") -> bool:
    """Whether this is a lot of the reader's own: as its owner, or as an agency with a mandate, for
    `act` if one is named.
    """
    defined = lot.defined if lot else None
    return defined is not None and reader.speaks_for(defined, act)


def demand_own(reader: Identity, lot: Lot | None, act: str = "") -> None:
    """403 unless it is the reader's own."""
    if not is_own(reader, lot, act):
        raise HTTPException(403, "OWNER and AGENCY see lots of their own: ?lot= names one")


def holds_near(reader: Identity, lot: Lot, *roles: str) -> bool:
    """Whether one of the reader's posts for where this lot lies has one of these roles (4.3); of a
    lot that nobody defined, any: there is nothing to be seen of it.
    """
    near = reader.near(lot.defined.region) if lot.defined else reader
    return near.holds(*roles)


def supervises(reader: Identity, system: System, lot: Lot) -> bool:
    """Whether the reader supervises this kind of trade in this region, or in all of them (4.3)."""
    if lot.defined is None:
        return False
    category = category_of(lot.defined, system.law())
    if isinstance(category, Rejected):
        return False
    right = authorities(category, beijing_day(system.clock()))
    lies = lot.defined.region
    return any(post.role in right and reaches(post.region, lies) for post in reader.posts)


def may_read_bids(reader: Identity, system: System, lot: str) -> bool:
    """Whether a lot's bids are this reader's to read, once they are open: as its owner or agency,
    as one who evaluates them, as who supervises its kind or audits in its region.
    """
    state = system.replay.state(StreamId("lot", lot))
    if judges(reader, system, lot) or holds_near(reader, state, *AUDIT):
        return True
    return is_own(reader, state) or supervises(reader, system, state)


def judges(reader: Identity, system: System, lot: str) -> bool:
    """Whether the reader is on the panel of a lot: who judges natural persons' bids reads them."""
    panel = system.replay.state(StreamId("panel", lot))
    return reader.holds("EXPERT") and bool(panel.has(reader.person))


def deposit_of(owner: str | None) -> str | None:
    """The deposit that a code is, or a refund or payment of: of a balance's owner, of a stream."""
    try:
        return deposit_code((owner or "").partition("/")[0])
    except NotAnIdentifier:
        return None


def account_of(owner: str | None) -> str:
    """The account of ours that an owner of a balance is, or a stream of it or of its days is of."""
    return (owner or "").partition("/")[0]


def may_see_owner(owner: str | None, opened: frozenset[str]) -> bool:
    """Whether a balance's owner may be named: any but the deposits of lots that are not open."""
    deposit = deposit_of(owner)
    return deposit is None or deposit in opened


def may_see_balance(
    reader: Identity,
    account: str,
    owner: str | None,
    opened: frozenset[str],
    far: frozenset[str],
) -> bool:
    """Whether a balance of this owner may be told: as the owner may be named, but for pools, and
    for what lies on accounts of ours that are placed elsewhere (`far`).

    An account's year of pools may be one pool, whose balance falls when its bidder bids: an auditor
    alone is told, who reads stored events anyway.
    """
    if account_of(owner) in far:
        return False
    pooled = account == POOL.code and bool(owner)
    return may_see_owner(owner, opened) and (not pooled or reader.holds(*AUDIT))


def may_see_event(kind: str, code: str, opened: frozenset[str], far: frozenset[str]) -> bool:
    """Whether an event of the trail may be named and placed in its stream: of no account of ours
    that is placed elsewhere (`far`), its days, its number."""
    if kind in _OF_ACCOUNTS and account_of(code) in far:
        return False
    return kind not in VEILED or deposit_of(code) in opened


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of a stored event a reader sees. `opened`: what was sealed, too."""

    public: bool
    restricted: bool
    opened: bool


def parts_of(
    reader: Identity, kind: str, code: str, opened: frozenset[str], far: frozenset[str]
) -> Parts:
    """What a reader sees of one event of the trail.

    An auditor sees what an entry bundle holds, and what the opening of a lot released. Who keeps
    the money right sees the money of accounts, of their days, and of deposits of open lots.
    """
    if reader.holds(*AUDIT):
        return Parts(public=True, restricted=True, opened=deposit_of(code) in opened)
    if not reader.holds(*TRAIL) or not may_see_event(kind, code, opened, far):
        return Parts(public=False, restricted=False, opened=False)
    money = reader.holds(*MONEY) and (kind in MONEY_KINDS or deposit_of(code) in opened)
    return Parts(public=True, restricted=money, opened=False)


def of_deposit(reader: Identity, row: dict[str, Any]) -> dict[str, Any]:
    """What a reader sees of a deposit whose lot is open.

    Sub-account and lines are for those who keep the money right; of what was found against it
    only an auditor sees payer and account, others see that there is something.
    """
    shown = {name: row[name] for name in _OF_A_DEPOSIT}
    if reader.holds(*MONEY):
        shown |= {name: row[name] for name in _OF_ITS_MONEY}
    if reader.holds(*AUDIT):
        return shown | {"evidence": row["evidence"]}
    return shown | {"mismatches": len(row["evidence"])}
