"""What an owner decides of a deposit, as typed: back, kept, or kept no more; or what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import HTTPException

from api.desk.outcome import outcome
from api.http.identity import Identity
from api.http.pages.acting import made, once
from api.http.pages.following import followed
from api.http.pages.own_seen import Own, waits
from api.http.pages.payout_words import Names
from api.http.pages.speech import Speech
from api.http.pages.views.deciding import Follows
from api.http.positions import When
from api.said import plain_money
from domain.deposit.state import Deposit
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.unforfeit import ReverseForfeiture
from domain.desk.waive import WaiveForfeiture
from domain.lot.state import Lot
from domain.money import yuan

type Decision = WaiveForfeiture | ForfeitDeposit | ReverseForfeiture

WAIVE, KEEP, UNDO = "waive", "keep", "undo"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. `what`: which decision; `paper`: SHA-256 of the file once it is kept;
    `paper_wrong`: the key of what is wrong with it, '' where nothing. `seen`: the fees that go
    first in fen, or the payouts that end, as they were looked at; `bids`: those that it names;
    '' where none were."""

    what: str = ""
    ground: str = ""
    amount: str = ""
    document: str = ""
    paper: str = ""
    paper_wrong: str = ""
    seen: str = ""
    bids: str = ""

    def carried(self, deposit: str, do: str) -> tuple[tuple[str, str], ...]:
        """The same as hidden fields, to be signed or to be typed anew."""
        kept = (("deposit", deposit), ("what", self.what), ("ground", self.ground))
        rest = (("document", self.document), ("paper", self.paper), ("do", do))
        figures = (("amount", self.amount), ("seen", self.seen), ("bids", self.bids))
        return (*kept, *figures, *rest, ("command_id", once()))


def choices(own: Own, code: str, deposit: Deposit) -> tuple[str, ...]:
    """Which decisions there are now: nothing is kept but for what its bidder did."""
    if deposit.given.forfeiture is not None:
        return (UNDO,)
    back = (WAIVE,) if waits(own.now.lot, deposit) else ()
    return (*back, KEEP) if deposit.held_fen and code in own.grounds else back


def read(typed: Typed, own: Own, code: str, wish: Speech) -> Decision | dict[str, str]:
    """The command; else what is wrong with each field, by its name, in words."""
    found = own.of(code)
    assert found is not None, "a form is of a deposit that is seen"
    deposit, wrong = found[1], dict[str, str]()
    fen = 0
    if typed.what == KEEP:
        try:
            fen = yuan(typed.amount.strip())
        except ValueError:
            fen = 0
        if not 0 < fen <= deposit.held_fen:
            told = {"said": typed.amount, "most": plain_money(deposit.held_fen)}
            wrong["amount"] = wish.say("own.wrong.amount", **told)
        if typed.ground != own.grounds.get(code, ("", ()))[0]:
            wrong["rule"] = wish.say("refusal.forfeiture.not_revoked")
    if not typed.document.strip():
        wrong["document"] = wish.say("paper.wrong.document")
    if typed.paper_wrong:
        wrong["paper"] = wish.say(typed.paper_wrong)
    return wrong or signed(looked_at(typed, own, code), own.now.code, code)


def signed(typed: Typed, lot: str, code: str) -> Decision:
    """The command that a form says, its figures as they were looked at. 422 where it says none."""
    it = {"deposit": code, "lot": lot, "document": typed.document.strip(), "evidence": typed.paper}
    if typed.what == WAIVE:
        return made(WaiveForfeiture, **it)
    if typed.what == UNDO:
        return made(ReverseForfeiture, payouts=tuple(typed.seen.split()), **it)
    try:
        of = {"amount_fen": yuan(typed.amount.strip()), "fees_fen": int(typed.seen)}
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None
    return made(ForfeitDeposit, ground=typed.ground, bids=tuple(typed.bids.split()), **of, **it)


def looked_at(typed: Typed, own: Own, code: str) -> Typed:
    """The same with the figures that nobody types, as they are now."""
    found = own.of(code)
    assert found is not None, "a form is of a deposit that is seen"
    deposit = found[1]
    if typed.what == KEEP:
        fees = min(yuan(typed.amount.strip()), _fees(own.now.lot, deposit))
        ground, bids = own.grounds.get(code, (None, ()))
        return replace(typed, seen=str(fees), bids=" ".join(bids if ground == typed.ground else ()))
    kept = deposit.given.forfeiture if typed.what == UNDO else None
    dues = (*kept.dues, *kept.interest) if kept else ()
    return replace(typed, seen=" ".join(dict.fromkeys(due.payout for due in dues if due.payout)))


def _fees(lot: Lot, deposit: Deposit) -> int:
    """The fees that go first, as the centre assessed them; nobody types them."""
    return max(0, lot.fee_fen("DEFAULT") - deposit.given.fees_fen) if lot.fees else 0


def follows(when: When, reader: Identity, wish: Speech, wanted: Decision) -> Follows:
    """As the Book would answer its owner now."""
    would = outcome(when.system, wanted, reader.person, reader.posts)
    names = Names(when, wish, (wanted.lot,), (wanted.deposit,))
    called: Mapping[str, str] = {wanted.deposit: names.whose(wanted.deposit)}
    return followed(would, called, wish, wish.say(f"own.last.{what_of(wanted)}"))


def what_of(wanted: Decision) -> str:
    """Which decision it is."""
    kinds = {WaiveForfeiture: WAIVE, ForfeitDeposit: KEEP, ReverseForfeiture: UNDO}
    return kinds[type(wanted)]
