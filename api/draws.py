"""Draws of lots, drawn again: from what is told of one in public, or from an audit pack.

Whoever draws again needs the seed, which was committed to before anybody applied, the codes of all
applications that stood, and `domain/drawing.py`, or any other program that does the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from api.wiring import System
from domain.bid.state import Standing
from domain.deposit.state import Deposit
from domain.drawing import KNOWN, bound, commitment, drawn, ranking
from domain.kernel import KeyName, StreamId
from domain.lot.allotment import QuotaAllotted
from domain.lot.state import Lot
from domain.trade.handed_in import secured_at_opening
from ledger.codec import read_body
from ledger.envelope import RawBody, part
from ledger.log import Log
from ledger.memory import Held
from ledger.pack import Pack
from ledger.unpacking import states, under


@dataclass(frozen=True, slots=True)
class Draw:
    """What a draw says of itself; fields as in DrawCommitted and QuotaAllotted.

    `pool`: the codes of all that stood, by which it is held against `drawn_from`; that is None of
    a draw of before.
    """

    lot: str
    algorithm: str
    commitment: str
    seed: str
    pool: tuple[str, ...]
    drawn_from: str | None
    passed_over: tuple[str, ...]
    application: str


_CODES = ("pool", "passed_over")


class NoDraw(ValueError):
    """Something that tells of no draw; says what is wrong with it."""


def differing(draw: Draw) -> list[str]:
    """Where drawing again comes to something else; nothing where it comes to the same.

    `algorithm`: it is not ours; `seed`: not the one that was committed to; `pool`: not what was
    bound, or nothing was; `order`: not these that were passed over, or not this one after them.
    """
    if draw.algorithm not in KNOWN:
        return ["algorithm"]
    drawn_so = (*draw.passed_over, draw.application)
    ranks = ranking(draw.algorithm, draw.seed, draw.drawn_from)
    holds = {
        "seed": commitment(draw.seed) == draw.commitment,
        "pool": bound(draw.lot, draw.pool) == draw.drawn_from,
        "order": drawn(ranks, draw.pool, len(drawn_so)) == drawn_so,
    }
    return [what for what, so in holds.items() if not so]


def told_by(answer: Any) -> Draw:
    """The draw that an answer of `GET /v1/lots/{lot}/draw` tells. Raises NoDraw."""
    said = answer.get("data", answer) if isinstance(answer, Mapping) else None
    if not isinstance(said, Mapping):
        raise NoDraw("expected an answer of /v1/lots/{lot}/draw")
    read: dict[str, Any] = {one.name: said.get(one.name) for one in fields(Draw)}
    for name, value in read.items():
        if name in _CODES:
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise NoDraw(f"{name} {value!r}: expected a list of codes")
        elif not isinstance(value, str) and (name != "drawn_from" or value is not None):
            raise NoDraw(f"{name} {value!r}: expected what a lot that was drawn says")
    return Draw(**read | {name: tuple(read[name]) for name in _CODES})


def pool_of(system: System, lot: str) -> tuple[str, ...]:
    """The codes of all applications that stood when a lot was drawn; none of any other lot."""
    number = system.store.numbers([("lot", lot)])["lot", lot]
    for position, form in system.store.events(number):
        body = read_body(part(form)[0])
        if body.name == QuotaAllotted.NAME:
            codes = system.replay.under("bid", KeyName("lot", lot))
            bids = system.replay.states([StreamId("bid", code) for code in codes], position)
            return tuple(of.code for of, bid in bids.items() if _stood(bid))
    return ()


def drawn_in(log: Log, pack: Pack) -> Iterator[tuple[Draw, list[str]]]:
    """The draws of a pack, and what its streams say against each: as `differing`; besides `unpaid`,
    where the winner's deposit was not there, `paid`, where one of those passed over was, `winner`,
    where another applied under this code. Natural persons' stay closed.

    Verify the pack first. Raises NotReplayed.
    """
    for form in pack.forms:
        body = read_body(part(form)[0])
        if body.name == QuotaAllotted.NAME:
            event: QuotaAllotted = log.codec.event(body)
            if event.seed is not None:
                yield _again(log, pack, body, event.lot)


def _again(log: Log, pack: Pack, body: RawBody, of: str) -> tuple[Draw, list[str]]:
    held = states(log, pack, body.position)
    lot: Lot = held[StreamId("lot", of)].state
    told = lot.allotted  # with all that was named for it before
    assert lot.draw is not None, "what was drawn was committed to"
    assert told is not None, "and then told"
    assert told.seed is not None, "with its seed"
    its = under(log, pack, str(KeyName("lot", told.lot)))
    bids = {one.code: held[one].state for one in its if one.kind == "bid"}
    draw = Draw(
        lot=told.lot,
        algorithm=lot.draw.algorithm,
        commitment=lot.draw.commitment,
        seed=told.seed,
        pool=tuple(sorted(code for code, bid in bids.items() if _stood(bid))),
        drawn_from=told.drawn_from,
        passed_over=told.passed_over,
        application=told.application,
    )
    parties = {code: bid.party for code, bid in bids.items() if bid.party is not None}
    return draw, [*differing(draw), *_against(lot, told, parties, held)]


def _against(
    lot: Lot,
    told: QuotaAllotted,
    parties: Mapping[str, str],
    held: Mapping[StreamId, Held],
) -> Iterator[str]:
    """What bids and deposits that can be read say against a draw. `parties`: whose each is."""
    whose = parties.get(told.application, told.winner)
    if whose != told.winner:
        yield "winner"
    deposits: list[Deposit] = [one.state for of, one in held.items() if of.kind == "deposit"]
    paid = secured_at_opening(lot, deposits)
    if paid is None:
        return
    if told.application in parties and whose not in paid:
        yield "unpaid"
    if any(parties.get(code) in paid for code in told.passed_over):
        yield "paid"


def _stood(bid: Any) -> bool:
    return bool(bid.standing is Standing.RECEIVED)
