"""Registering the centre's own bank accounts: where fees may go, and what they are charged on."""

from domain.governance.events import OwnAccountRegistered
from domain.governance.owned import OwnAccount
from domain.governance.publish import LAW
from domain.governance.state import Law
from domain.identifiers import account_code, digest
from domain.kernel import Command, Context, Decider, Decision, command
from domain.names import plain


@command("RegisterOwnAccount", zh="登记自有账户")
class RegisterOwnAccount(Command):
    """This bank account is the centre's own; `evidence` is the SHA-256 of what shows it.

    By the office, which proposes and approves no payment: what is swept takes three persons.
    """

    account: str
    name: str
    number: str
    bank: str
    evidence: str

    def __post_init__(self) -> None:
        account_code(self.account)
        if not plain(self.name) or not plain(self.number) or not self.bank.strip():
            raise ValueError("name, number, bank: expected all three")
        digest(self.evidence)


def register(law: Law, asked: RegisterOwnAccount, _context: Context) -> Decision:
    """Another account under the same code replaces it; the same again changes nothing."""
    if OwnAccount(asked.account, asked.name, asked.number, asked.bank) in law.own:
        return ()
    return (
        OwnAccountRegistered(
            account=asked.account,
            name=asked.name,
            number=asked.number,
            bank=asked.bank,
            evidence=asked.evidence,
        ),
    )


REGISTER_OWN_ACCOUNT = Decider(
    handles=RegisterOwnAccount, touches=lambda _asked: (LAW,), decide=register
)
