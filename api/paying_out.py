"""What deposits gave on to others and nobody has paid out yet, as the domain judges it.

Told of lots that are open; of a lot that ended unopened, and of what is of no lot (an annual pool
or a stray that is given back), to who settles it alone (REFERENCE 4.4).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from api.payout_refusals import not_released
from api.wiring import System
from domain.accounts import PRICE_HELD
from domain.deposit.state import Deposit
from domain.deposit.void_money import undecided
from domain.desk.payouts import MOST, stands_against
from domain.governance.state import Law
from domain.kernel import Rejected, StreamId
from domain.lot.state import Lot
from domain.payout.events import Part
from domain.payout.state import Stage
from domain.phases import Phase
from domain.pool_codes import is_no_lot
from projections.lots import LOTS
from projections.payouts import GIVEN, PARTS, PAYOUTS

type Row = Mapping[str, Any]

LOOKED_AT = 1_000
"""So many deposits that have something for others, or may have, are looked at together."""
_VOID = Rejected("payout.result_void", "its lot's result is void: whose it is, is told first")
_ENDED = frozenset({Phase.FAILED.value, Phase.TERMINATED.value})


@dataclass(frozen=True, slots=True)
class Due:
    """What one beneficiary gets of one lot in one sum, from one account of ours.

    `chart` is the account of the chart that it lies on: of a price that is held still, 2004.
    `account`: ours that it lies on, '' where nobody can tell. `against`: why it is not paid now.
    `payout`: it stands in this one already, which nobody has checked.
    """

    chart: str
    owner: str
    lot: str
    account: str
    parts: tuple[Part, ...]
    against: Rejected | None = None
    payout: str = ""

    @property
    def amount_fen(self) -> int:
        """The sum; fen."""
        return sum(part.amount_fen for part in self.parts)


@dataclass(frozen=True, slots=True)
class DuePage:
    """What is due of so many deposits, in the order of their ids; `more`: the last of them, after
    which the next page begins, and '' on the last page."""

    dues: list[Due]
    more: str = ""


def may_be_told(code: str | None, lots: Mapping[str | None, Row], settles: bool) -> bool:
    """Whether what is paid of a lot, or of none, may be told to a reader; `settles`: who makes or
    checks it.

    `lots`: rows by code; None is of what nobody can tell any more.
    """
    if is_no_lot(code):
        return settles
    lot = lots.get(code)
    if lot is None:
        return False
    return lot["opened_at"] is not None or (settles and lot["phase"] in _ENDED)


def lots_by_code(system: System, codes: Iterable[str | None], at: int) -> dict[str | None, Row]:
    """Rows of lots as of a position."""
    wanted = sorted({code for code in codes if code})
    rows = system.readers.lots.rows(LOTS, {"lot": wanted}, as_of=at).rows if wanted else []
    return {row["lot"]: row for row in rows}


def due_page(
    system: System,
    at: int,
    law: Law,
    settles: bool,
    after: str = "",
    regions: Set[str] | None = None,
) -> DuePage:
    """What is due, by account, beneficiary and lot; what waits for its checker, and what cannot go,
    each for itself. `after`: where the page before ended; `regions`: of lots there alone; `law`: in
    force at the position."""
    told = list(islice(_told(system, at, settles, after, regions), LOOKED_AT + 1))
    more = told[LOOKED_AT - 1].code if len(told) > LOOKED_AT else ""
    waiting = _waiting(system, at)
    opened = {one.lot for one in told if one.opened}
    found = (due for one in told[:LOOKED_AT] for due in _of(system, at, one, waiting, law))
    return DuePage(_together(found, opened), more)


class _Told(NamedTuple):
    """A deposit that the reader may be told of; `lot`: its pool's code where it is a pool's;
    `void`: that lot's result is void."""

    code: str
    lot: str
    opened: bool
    void: bool
    deposit: Deposit


def _told(
    system: System, at: int, settles: bool, after: str, regions: Set[str] | None
) -> Iterator[_Told]:
    """Deposits that may have something for others, in the order of their ids, however many."""
    read = system.readers.payouts
    while True:
        begin = {"deposit": after}
        rows = read.rows(GIVEN, {"open": True}, as_of=at, after=begin, limit=LOOKED_AT).rows
        if not rows:
            return
        codes = dict.fromkeys(row["deposit"] for row in rows)
        states = system.replay.states((StreamId("deposit", code) for code in codes), at)
        deposits: dict[str, Deposit] = {code: states[StreamId("deposit", code)] for code in codes}
        lots = lots_by_code(system, (one.terms.lot for one in deposits.values() if one.terms), at)
        for code, deposit in deposits.items():
            if (terms := deposit.terms) and may_be_told(terms.lot, lots, settles):
                lot = lots.get(terms.lot)
                if regions is not None and lot is not None and lot["region"] not in regions:
                    continue
                opened = lot is not None and lot["opened_at"] is not None
                void = lot is not None and lot["phase"] == Phase.VOIDED.value
                yield _Told(code, terms.lot, opened, void, deposit)
        after = rows[-1]["deposit"]


def _waiting(system: System, at: int) -> dict[tuple[str, str, str], str]:
    """Payouts that nobody has checked, by deposit, account and owner of their parts."""
    read, wanted = system.readers.payouts, {"stage": Stage.PROPOSED.value}
    rows = {row["payout"]: row for row in read.rows(PAYOUTS, wanted, as_of=at).rows}
    parts = read.rows(PARTS, {"payout": list(rows)}, as_of=at).rows if rows else []
    return {
        (part["deposit"], of["chart"], of["owner"]): part["payout"]
        for part in parts
        for of in (rows[part["payout"]],)
    }


def _of(
    system: System, at: int, one: _Told, waiting: Mapping[tuple[str, str, str], str], law: Law
) -> Iterator[Due]:
    """What one deposit gave on, owner by owner; and the price that it holds."""
    code, lot, deposit = one.code, one.lot, one.deposit
    void = {it[:2] for it in undecided(code, deposit)} if one.void else set()
    for (chart, owner), fen in sorted(deposit.given.payable.items()):
        on = deposit.given.lies.get((chart, owner), frozenset())
        yield Due(
            chart,
            owner,
            lot,
            min(on) if len(on) == 1 else "",
            (Part(deposit=code, amount_fen=fen),),
            _VOID if (chart, owner) in void else stands_against(code, deposit, chart, owner, None),
            waiting.get((code, chart, owner), ""),
        )
    if held := deposit.balance(PRICE_HELD.code):
        state: Lot = system.replay.state(StreamId("lot", lot), at)
        seller = state.defined.owner if state.defined else ""
        on = deposit.price.lies_on(deposit.receipts)
        part = Part(deposit=code, amount_fen=held)
        against = _VOID if one.void else not_released(system, code, deposit, lot, state, law)
        yield Due(PRICE_HELD.code, seller, lot, min(on) if len(on) == 1 else "", (part,), against)


def _together(found: Iterable[Due], opened: Set[str]) -> list[Due]:
    """Parts of one lot that go the same way, in one sum; of a lot that was never opened each for
    itself, as the domain has it."""
    groups: dict[tuple[str, ...], list[Due]] = defaultdict(list)
    for one in found:
        alone = "" if one.lot in opened and not one.against else one.parts[0].deposit
        key = (one.chart, one.owner, one.lot, one.account, one.payout, alone)
        groups[key].append(one)
    return [
        Due(
            first.chart,
            first.owner,
            first.lot,
            first.account,
            tuple(part for one in some for part in one.parts),
            first.against,
            first.payout,
        )
        for key in sorted(groups)
        for some in _cut(groups[key])
        for first in (some[0],)
    ]


def _cut(those: list[Due]) -> Iterator[list[Due]]:
    for begin in range(0, len(those), MOST):
        yield those[begin : begin + MOST]
