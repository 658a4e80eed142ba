"""Entering a market subject."""

from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.names import plain
from domain.party.events import PartyRegistered
from domain.party.state import Party
from domain.party_codes import is_natural, party_code
from domain.permissions import acts_for


@command("RegisterParty", zh="登记主体")
class RegisterParty(Command):
    """Register a company or body by its USCC, a natural person by an opaque code."""

    party: str
    name: str
    basic_account: str | None
    basic_bank: str | None

    def __post_init__(self) -> None:
        party_code(self.party)
        if not plain(self.name):
            raise ValueError("name: expected the registered name")


def decide(party: Party, asked: RegisterParty, context: Context) -> Decision:
    """Once, by itself or by the centre; the same again changes nothing, else is refused."""
    if not (context.holds("C-OPS") or acts_for(context, "BIDDER", asked.party)):
        return Rejected("party.not_yours", f"you do not act for {asked.party}")
    natural = is_natural(asked.party)
    registered = PartyRegistered(
        party=asked.party,
        name=None if natural else asked.name,
        person_name=asked.name if natural else None,
        basic_account=asked.basic_account,
        basic_bank=asked.basic_bank,
    )
    if party.registered is None:
        return (registered,)
    if party.registered == registered:
        return ()
    return Rejected("party.already_registered", f"{asked.party} is registered otherwise")


REGISTER_PARTY = Decider(
    handles=RegisterParty,
    touches=lambda asked: (StreamId("party", asked.party),),
    decide=decide,
)
