"""What a void result left of a deposit, and what an award of it would come to, for a page."""

from dataclasses import dataclass

from fastapi import HTTPException

from api.desk.outcome import outcome
from api.http.identity import Identity
from api.http.pages.payout_dues import why
from api.http.pages.payout_words import Names, owner_words
from api.http.pages.speech import Speech
from api.http.pages.today_division import legs_of
from api.http.pages.views.void_award import Follows
from api.http.positions import When
from api.http.seeing import DESK, holds_near
from api.readers import Readers
from api.said import named_day, plain_money
from api.wiring import System
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.state import Deposit
from domain.deposit.void_money import Paid, Standing, paid_by, undecided
from domain.desk.award_void import AwardVoidMoney
from domain.kernel import Post, StreamId
from domain.lot.state import Lot
from domain.phases import Phase
from ledger.joint import Proposed
from projections.reader import Reader as Rows


def needed(r: Readers) -> tuple[Rows, ...]:
    """What the page reads."""
    return (r.deposits, r.lots, r.trail)


def paper_key(digest: str) -> str:
    """The key under which the file of a decision about a void result lies: its own."""
    return f"void/{digest}"


def is_kept(system: System, digest: str) -> bool:
    """Whether the file of a decision is kept here, and was brought as such."""
    key = paper_key(digest)
    return system.blobs.lies_under(digest, key) and not system.blobs.is_destroyed(key)


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
    """The award of this deposit that waits for its second signature, if one does."""
    those = when.system.joint.waiting()
    return next((one for one in those if _is_of(one, deposit)), None)


def _is_of(one: Proposed, deposit: str) -> bool:
    return isinstance(one.wanted, AwardVoidMoney) and one.wanted.deposit == deposit


def follows(
    when: When, wish: Speech, wanted: AwardVoidMoney, maker: str, checker: Identity | None = None
) -> Follows:
    """As the Book would answer both now; `checker`: the one who reads it, if that is known."""
    second = ("", (Post("C-SET2"),)) if checker is None else (checker.person, checker.posts)
    would = outcome(when.system, wanted, maker, (Post("C-SET1"),), second)
    if would.refused:
        return Follows(refused=why(would.refused, wish))
    names = Names(when, wish, (wanted.lot,), (wanted.deposit,))
    whose = {wanted.deposit: names.whose(wanted.deposit)}
    owed = [one for one in would.events if isinstance(one, RefundObligationCreated)]
    said: list[str] = []
    if owed:
        due = named_day(max(one.due for one in owed), wish.lang)
        fen = plain_money(wanted.party_fen)
        said.append(wish.say("void.follows.party", fen=fen, n=len(owed), due=due))
    legs = [leg for entry in would.entries for leg in entry.legs if leg.amount < 0]
    for leg in (one for one in legs if one.account in ("2008", "2009")):
        key = "void.follows.owner" if leg.account == "2008" else "void.follows.treasury"
        owner = owner_words(leg.account, leg.owner, wish)
        said.append(wish.say(key, fen=plain_money(-leg.amount), owner=owner))
    said.append(wish.say("void.follows.both"))
    return Follows(tuple(said), legs_of(would, whose, wish))
