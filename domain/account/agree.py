"""How the bank of an account reckons and pays interest, as was agreed with it (REFERENCE 3.6)."""

from datetime import date

from domain.account.events import InterestAgreed
from domain.account.state import BankAccount
from domain.calendar import plausible
from domain.identifiers import account_code, digest
from domain.interest import Basis, Mode
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command


@command("AgreeInterest", zh="约定计息方式")
class AgreeInterest(Command):
    """The bank reckons interest on this account so, from a day on; `evidence` shows it (SHA-256).

    By the office, as the rates are: whoever pays interest, and whoever holds the bank's against
    ours (R13), chooses neither.
    """

    account: str
    since: date
    mode: Mode
    basis: Basis
    quarterly: bool
    lump: bool
    evidence: str

    def __post_init__(self) -> None:
        account_code(self.account)
        plausible("since", self.since)
        digest(self.evidence)


def decide(account: BankAccount, asked: AgreeInterest, _context: Context) -> Decision:
    """Of an account that is open, as often as it changes; the same again changes nothing."""
    if account.opened is None:
        return Rejected("account.not_open", f"{asked.account} is not open")
    agreed = InterestAgreed(
        account=asked.account,
        since=asked.since,
        mode=asked.mode,
        basis=asked.basis,
        quarterly=asked.quarterly,
        lump=asked.lump,
        evidence=asked.evidence,
    )
    return () if agreed in account.agreed else (agreed,)


AGREE_INTEREST = Decider(
    handles=AgreeInterest,
    touches=lambda asked: (StreamId("account", asked.account),),
    decide=decide,
)
