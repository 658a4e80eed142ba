"""Asking a party for the deposit of a lot; the terms are the lot's and the party's, nobody else's.

The deposit keeps its own copy, so that no later decision looks back at lot or party.
"""

from dataclasses import replace
from datetime import datetime

from domain.deposit.events import DepositRequired, Terms
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, lot_code
from domain.invitation.state import Invitation
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.party.state import Party
from domain.party_codes import party_code
from domain.phases import Phase


@command("RequireDeposit", zh="要求保证金")
class RequireDeposit(Command):
    """Ask a party for the deposit of a lot. The deposit's id is random, and the asker's."""

    deposit: str
    lot: str
    party: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        party_code(self.party)


type States = tuple[Deposit, Lot, Party, Invitation]


def decide(states: States, asked: RequireDeposit, context: Context) -> Decision:
    """Once, while the lot is announced and its deadline has not passed, whoever said so or not."""
    deposit, lot, party, invitation = states
    terms = _terms(lot, party, asked)
    if isinstance(terms, Rejected):
        return terms
    if not invitation.lets(asked.party):
        return Rejected("invitation.not_invited", f"{asked.party} was not invited for {asked.lot}")
    if deposit.required:
        if deposit.terms is not None and replace(deposit.terms, category=terms.category) == terms:
            return ()  # terms once did not say the category
        return Rejected("deposit.already_required", f"{asked.deposit} has other terms")
    if refused := awaits_none(lot, asked.lot, terms.deadline, context):
        return refused
    return (DepositRequired(deposit=asked.deposit, terms=terms),)


def awaits_none(lot: Lot, code: str, deadline: datetime, context: Context) -> Rejected | None:
    """Why a lot takes no deposits: it does once it is announced, until their deadline, while it
    does not stand still. What is paid on a number that was given before is taken in all the same.
    """
    if lot.opened:
        return Rejected("lot.already_open", f"the bids of {code} are open")
    if lot.phase not in (Phase.ANNOUNCED, Phase.OPEN):
        return Rejected("lot.wrong_phase", f"{code} is {lot.phase}, not announced")
    if refused := stands_still(lot, code):
        return refused
    if context.received_at > deadline:
        return Rejected("lot.too_late", f"deposits were due at {deadline.isoformat()}")
    return None


def _terms(lot: Lot, party: Party, asked: RequireDeposit) -> Terms | Rejected:
    if lot.defined is None or lot.deposit_deadline is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if lot.defined.deposit_fen == 0:
        return Rejected("lot.no_deposit", f"{asked.lot} asks for no deposit")
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    payer = party.registered.name or party.registered.person_name
    if payer is None:
        return Rejected("party.unreadable", f"the name of {asked.party} cannot be read any more")
    basic_account = party.registered.basic_account
    if lot.defined.basic_account and basic_account is None:
        return Rejected("party.no_basic_account", f"{asked.lot} asks for the basic account")
    return Terms(
        lot=asked.lot,
        party=asked.party,
        payer=payer,
        amount_fen=lot.defined.deposit_fen,
        deadline=lot.deposit_deadline,
        basic_account=basic_account if lot.defined.basic_account else None,
        category=lot.defined.category,
        pack=lot.defined.pack,
    )


def _touches(asked: RequireDeposit) -> tuple[StreamId, ...]:
    return (
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
        StreamId("party", asked.party),
        StreamId("invitation", asked.lot),
    )


REQUIRE_DEPOSIT = Decider(handles=RequireDeposit, touches=_touches, decide=decide)
