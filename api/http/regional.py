"""What a post of a county reads of lots: those that lie there; others read all (4.3)."""

from collections.abc import Iterable
from typing import Any

from api.deputies import lies_of
from api.http.identity import Identity
from api.http.positions import When
from api.http.seeing import DESK, MONEY, REASONS, demand_own, deposit_of
from api.readers import Readers
from api.wiring import System
from domain.desk.open_account import number_of
from domain.kernel import StreamId
from domain.trade.break_glass import BreakGlass
from ledger.joint import Proposed
from projections.deposits import DEPOSITS
from projections.lots import LOTS
from projections.reader import Row

type Regions = frozenset[str] | None
"""Codes of regions; None: every region."""


def lots_of(
    readers: Readers, reader: Identity, position: int, lot: str | None, *roles: str
) -> list[str] | None:
    """Codes of the lots that the reader's posts of these roles are for, of `lot` alone where one is
    named; None: every lot there is.
    """
    regions = reader.regions(*roles)
    if regions is None:
        return None if lot is None else [lot]
    where: dict[str, Any] = {"region": sorted(regions)}
    if lot is not None:
        where["lot"] = lot
    return [row["lot"] for row in readers.lots.every(LOTS, where, position)]


def open_near(
    readers: Readers, regions: Regions, position: int, among: Iterable[str | None]
) -> dict[str, Row]:
    """Those of these codes that are deposits of open lots which lie in these regions, by code: the
    rows of the open table, so that an unopened lot's deposits tell nothing of where it lies.
    """
    codes = sorted({deposit for code in among if (deposit := deposit_of(code))})
    found = readers.deposits.rows(DEPOSITS, {"deposit": codes}, as_of=position).rows
    if regions is not None and found:
        where = {"lot": sorted({row["lot"] for row in found}), "region": sorted(regions)}
        near = {row["lot"] for row in readers.lots.rows(LOTS, where, as_of=position).rows}
        found = [row for row in found if row["lot"] in near]
    return {row["deposit"]: row for row in found}


def far_accounts(system: System, regions: Regions) -> frozenset[str]:
    """Accounts of ours that are placed in other regions than these, and the streams of their
    numbers, by code, as things stand now: whoever reads what once was reads it under the posts of
    today.
    """
    if regions is None:
        return frozenset()
    codes = system.replay.codes("account")
    states = system.replay.states(StreamId("account", code) for code in codes)
    far = {of.code: one for of, one in states.items() if one.region and one.region not in regions}
    numbers = (number_of(one.opened).code for one in far.values() if one.opened is not None)
    return frozenset((*far, *numbers))


def near_acts(system: System, reader: Identity) -> list[Proposed]:
    """What waits for a second signature, oldest first, where the reader's posts are for all that it
    touches: a lot, accounts of ours.
    """
    those = (one for one in system.joint.waiting() if one.wanted.NAME != BreakGlass.NAME)
    return acts_within(system, reader.regions(*REASONS), those)


def acts_within(system: System, regions: Regions, those: Iterable[Proposed]) -> list[Proposed]:
    """Those of joint acts that touch nothing outside of these regions."""
    if regions is None:
        return list(those)
    return [one for one in those if lies_of(one.wanted, system.log, system.replay) <= regions]


def reads_report(reader: Identity, kind: str) -> bool:
    """Whether the reader's posts are for all that a report of this kind tells: the year's clearance
    and vouchers name deposits of open lots wherever they lie, the others name none.
    """
    return kind not in ("clearance", "vouchers") or reader.regions(*DESK) is None


def money_near(reader: Identity, when: When, lot: str | None) -> list[str] | None:
    """Codes of the lots whose money this is the reader's to see, of `lot` alone where one is named;
    None: every lot there is. Who keeps no money right sees a lot of its own: 403 for any other.
    """
    if reader.holds(*MONEY):
        return lots_of(when.system.readers, reader, when.position, lot, *MONEY)
    named = when.system.replay.state(StreamId("lot", lot)) if lot else None
    demand_own(reader, named)
    return None if lot is None else [lot]
