"""What a void result left of a deposit, and what an award of it would come to, for a page."""

from dataclasses import dataclass

from fastapi import HTTPException

from api.desk.outcome import outcome
from api.http.identity import Identity
from api.http.pages.following import followed
from api.http.pages.payout_words import Names
from api.http.pages.speech import Speech
from api.http.pages.views.deciding import Follows
from api.http.positions import When
from api.http.seeing import DESK, holds_near
from api.joint_sides import outlived
from api.readers import Readers
from domain.deposit.state import Deposit
from domain.deposit.void_money import Paid, Standing, paid_by, undecided
from domain.desk.award_void import AwardVoidMoney
from domain.kernel import Post, StreamId
from domain.lot.state import Lot
from domain.phases import Phase
from ledger.joint import Proposed
from projections.reader import Reader as Rows

type Checker = tuple[str, tuple[Post, ...]]
"""Who signs second, with the posts of the name that it signs in."""
_SIDES: tuple[tuple[Post, ...], Checker] = ((Post("C-SET1"),), ("", (Post("C-SET2"),)))
"""Posts of whoever proposes, and of anybody who signs second."""


def needed(r: Readers) -> tuple[Rows, ...]:
    """What the page reads."""
    return (r.deposits, r.lots, r.trail)


def page_path(lot: str, deposit: str) -> str:
    """Where it is decided whose it is."""
    return f"/lots/{lot}/deposits/{deposit}/void-award"


@dataclass(frozen=True, slots=True)
class Left:
    """A deposit of an open lot. `standing`: what nobody has said whose it is, where the lot is
    void; `paid`: by which line how much of it came."""

    lot: str
    deposit: str
    of: Lot
    standing: tuple[Standing, ...]
    paid: tuple[Paid, ...]

    @property
    def fen(self) -> int:
        """All that waits."""
        return sum(one.fen for one in self.standing)

    @property
    def most_fen(self) -> int:
        """So much at most can go back to who paid it."""
        return sum(one.fen for one in self.paid)


def demand_left(when: When, reader: Identity, lot: str, deposit: str) -> Left:
    """404, the same for every deposit that is none of an open lot of this code."""
    streams = StreamId("lot", lot), StreamId("deposit", deposit)
    of, state = when.system.replay.states(streams, when.position).values()
    theirs = of.opened and state.terms is not None and state.terms.lot == lot
    if not theirs or not holds_near(reader, of, *DESK):
        raise HTTPException(404, f"{deposit} is no deposit of {lot} whose bids are open")
    standing = waits(of, deposit, state)
    fen = sum(one.fen for one in standing)
    return Left(lot, deposit, of, standing, tuple(paid_by(state, fen)))


def waits(lot: Lot, code: str, deposit: Deposit) -> tuple[Standing, ...]:
    """What waits for such a decision; nothing of a lot whose result stands."""
    return undecided(code, deposit) if lot.phase is Phase.VOIDED else ()


def left_fen(when: When, lot: Lot, code: str) -> int:
    """So much of a deposit waits for such a decision; 0 of a lot whose result stands."""
    if lot.phase is not Phase.VOIDED:
        return 0
    state = when.system.replay.state(StreamId("deposit", code), when.position)
    return sum(one.fen for one in waits(lot, code, state))


def proposed_of(when: When, deposit: str) -> Proposed | None:
    """The award of this deposit that waits for its second signature, if one does: one that the
    rules are against, or that its proposer could not propose any more, bars no other.
    """
    return next((one for one in when.system.joint.waiting() if _is_of(when, one, deposit)), None)


def _is_of(when: When, one: Proposed, deposit: str) -> bool:
    wanted = one.wanted
    if not isinstance(wanted, AwardVoidMoney) or wanted.deposit != deposit:
        return False
    if outlived(when.system, one):
        return False
    return outcome(when.system, wanted, one.person, *_SIDES).refused is None


def follows(
    when: When, wish: Speech, wanted: AwardVoidMoney, maker: str, checker: Checker | None = None
) -> Follows:
    """As the Book would answer both now; `checker`: the one who reads it, if that is known."""
    makes, anybody = _SIDES
    would = outcome(when.system, wanted, maker, makes, checker or anybody)
    names = Names(when, wish, (wanted.lot,), (wanted.deposit,))
    whose = {wanted.deposit: names.whose(wanted.deposit)}
    return followed(would, whose, wish, wish.say("void.follows.both"))
