"""Which region's money an account holds (account × region, REFERENCE 4.3); '': that of all."""

from domain.account.events import AccountPlaced
from domain.account.state import BankAccount
from domain.calendar import beijing_day
from domain.identifiers import account_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.names import plain
from domain.regions import unknown_on


@command("PlaceAccount", zh="划定专户区划")
class PlaceAccount(Command):
    """From now on this account is a region's, or ('') all regions'; as the bank agreed.

    By the office, as posts and their regions are. `document`: the agreement's reference,
    `evidence` its SHA-256.
    """

    account: str
    region: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        account_code(self.account)
        digest(self.evidence)
        if not plain(self.document):
            raise ValueError("document: expected the agreement's reference")


def decide(account: BankAccount, asked: PlaceAccount, context: Context) -> Decision:
    """Of an account that is open; the same again changes nothing."""
    if account.opened is None:
        return Rejected("account.not_open", f"{asked.account} is not open")
    if asked.region == account.region:
        return ()
    placed = AccountPlaced(
        account=asked.account,
        region=asked.region,
        document=asked.document,
        evidence=asked.evidence,
    )
    unknown = asked.region and unknown_on(asked.region, beijing_day(context.received_at))
    return unknown or (placed,)


PLACE_ACCOUNT = Decider(
    handles=PlaceAccount,
    touches=lambda asked: (StreamId("account", asked.account),),
    decide=decide,
)
