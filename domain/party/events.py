"""Facts of a market subject. A natural person's name is sealed under that person's key."""

from domain.kernel import Event, event, sealed


@event("PartyRegistered", zh="主体登记")
class PartyRegistered(Event):
    """A subject entered the register. `name` is a company's; a person's is `person_name`."""

    party: str
    name: str | None
    person_name: str | None = sealed()
    basic_account: str | None = sealed()
    basic_bank: str | None = sealed()


type PartyEvent = PartyRegistered
