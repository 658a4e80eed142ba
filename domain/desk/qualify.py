"""Who may offer: a party whose deposit is here, whole and in time. It gets a number of chance.

The platform asks on the bidder's wish: whoever asks is named in clear, and nobody may know before
the opening who bids.
"""

from domain.calendar import beijing_day
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import standing
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.participation.events import QualificationConfirmed
from domain.participation.state import Participation
from domain.party_codes import party_code
from domain.phases import Phase
from domain.session_codes import bidder_number


@command("ConfirmQualification", zh="确认资格")
class ConfirmQualification(Command):
    """This party's deposit for this lot is paid: it may offer under this number, its asker's draw.

    `participation` is the deposit's id, so that there is one for each.
    """

    participation: str
    lot: str
    party: str
    number: str

    def __post_init__(self) -> None:
        deposit_code(self.participation)
        lot_code(self.lot)
        party_code(self.party)
        bidder_number(self.number)


def qualify(
    states: tuple[Participation, Deposit, Lot], asked: ConfirmQualification, context: Context
) -> Decision:
    """Once; the number that was drawn first stays. Nobody asks again whether the deposit is there:
    a guarantee that is over before the deadline, as that was put off, does not do today either.
    """
    participation, deposit, lot = states
    known = standing(lot, asked.lot, Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED)
    if isinstance(known, Rejected):
        return known
    terms = deposit.terms
    if terms is None or (terms.lot, terms.party) != (asked.lot, asked.party):
        detail = f"{asked.party} has no such deposit of {asked.lot}"
        return Rejected("participation.unknown", detail)
    if participation.is_of(asked.lot, asked.party):
        return ()
    if refused := stands_still(lot, asked.lot):
        return refused
    if not deposit.is_there(beijing_day(max(context.received_at, terms.deadline))):
        return Rejected("participation.not_paid", "its deposit is not here, whole and in time")
    return (
        QualificationConfirmed(
            participation=asked.participation,
            lot=asked.lot,
            party=asked.party,
            number=asked.number,
        ),
    )


CONFIRM_QUALIFICATION = Decider(
    handles=ConfirmQualification,
    touches=lambda asked: (
        StreamId("participation", asked.participation),
        StreamId("deposit", asked.participation),
        StreamId("lot", asked.lot),
    ),
    decide=qualify,
)
