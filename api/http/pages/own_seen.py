"""What an owner sees of its own lots: which they are, and of an open one its deposits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException

from api.http.grounds import Found, grounds
from api.http.identity import Identity
from api.http.positions import When
from api.http.seeing import is_own
from api.lots.standing import Standing, standing, standings
from api.readers import Readers
from api.wiring import System
from domain.deposit.state import Deposit
from domain.kernel import StreamId
from domain.lot.state import Lot
from projections.deposits import DEPOSITS
from projections.lots import LOTS
from projections.reader import Reader as Rows

type Row = Mapping[str, Any]

PAGE = 100
"""Lots of a page."""
LAST = "Z" * 40
"""After every code of a lot or a procedure."""


def needed(r: Readers) -> tuple[Rows, ...]:
    """What the pages read."""
    return (r.lots, r.projects, r.deposits, r.sealed_deposits, r.disputes, r.trail)


@dataclass(frozen=True, slots=True)
class Own:
    """A lot of the reader's own. `deposits`: of the open lot, rows with their states, but for
    natural persons'; `grounds`: for what each of them may be kept, by its code."""

    now: Standing
    deposits: tuple[tuple[Row, Deposit], ...]
    grounds: Mapping[str, Found]

    def of(self, deposit: str) -> tuple[Row, Deposit] | None:
        """One of them."""
        return next((one for one in self.deposits if one[0]["deposit"] == deposit), None)


def own_lots(when: When, reader: Identity, after: str) -> tuple[list[Standing], str]:
    """A page of the reader's lots, the newest codes first, after one of them; and where it goes on,
    if it does."""
    wanted, codes = named(reader), set[str]()
    begin = {"lot": after or LAST}
    for column, those in wanted.items():
        if those:
            read = when.system.readers.lots
            where = {column: those}
            found = read.rows(
                LOTS, where, as_of=when.position, order=("lot",), before=begin, limit=PAGE + 1
            )
            codes |= {row["lot"] for row in found.rows}
    page = sorted(codes, reverse=True)[: PAGE + 1]
    stand = standings(when.system, page[:PAGE], when.position)
    mine = [stand[code] for code in page[:PAGE] if code in stand]
    more = page[PAGE - 1] if len(page) > PAGE else ""
    return [one for one in mine if is_own(reader, one.lot)], more


def named(reader: Identity) -> dict[str, list[str]]:
    """Of which owners, and by which agencies, the reader's own may be: as their rows name them."""
    owners = {post.organisation for post in reader.posts if post.role == "OWNER"}
    agencies = {post.organisation for post in reader.posts if post.role == "AGENCY"}
    charged = {one.owner for one in reader.mandates if one.agency in agencies}
    return {"owner": sorted(owners | charged), "agency": sorted(agencies)}


def demand_own_lot(when: When, reader: Identity, code: str) -> Own:
    """404 for what nobody defined, and alike for what is another's."""
    found = standing(when.system, code, when.position)
    if found is None or not is_own(reader, found.lot):
        raise HTTPException(404, f"you have no lot {code}, as of position {when.position}")
    deposits = deposits_of(when, [found]).get(code, ())
    of = [(row["deposit"], state) for row, state in deposits]
    return Own(found, deposits, grounds(when.system, found.lot, of, when.position) if of else {})


def demand_own_deposit(system: System, reader: Identity, lot: str, deposit: str) -> None:
    """404 alike for every deposit that is none of an open lot of the reader's own; no reader of
    the log is waited for."""
    streams = StreamId("lot", lot), StreamId("deposit", deposit)
    of, state = system.replay.states(streams).values()
    theirs = of.opened and state.terms is not None and state.terms.lot == lot
    if not theirs or not is_own(reader, of):
        raise not_of_it(lot, deposit)


def not_of_it(lot: str, deposit: str) -> HTTPException:
    """404, the same whether it is sealed, another's, a natural person's, or not there."""
    return HTTPException(404, f"{deposit} is no deposit of {lot} whose bids are open")


def deposits_of(when: When, lots: Iterable[Standing]) -> dict[str, tuple[tuple[Row, Deposit], ...]]:
    """Deposits of those of these lots whose bids are open, with their states, by lot."""
    opened = [one.code for one in lots if one.lot.opened]
    if not opened:
        return {}
    read, order = when.system.readers.deposits, ("payer", "deposit")
    rows: Sequence[Row] = read.rows(DEPOSITS, {"lot": opened}, as_of=when.position).rows
    streams = [StreamId("deposit", row["deposit"]) for row in rows]
    states = when.system.replay.states(streams, when.position)
    found: dict[str, tuple[tuple[Row, Deposit], ...]] = {}
    for row in sorted(rows, key=lambda row: tuple(row[name] or "" for name in order)):
        state = states[StreamId("deposit", row["deposit"])]
        found[row["lot"]] = (*found.get(row["lot"], ()), (row, state))
    return found


def waits(lot: Lot, deposit: Deposit) -> bool:
    """Whether its owner is to decide of it: whoever paid it won and did not sign."""
    party = deposit.terms.party if deposit.terms else None
    return party in lot.defaulted and not deposit.given.decided
