"""A charge in custody is the bank's mistake: owed to us (1003) until it gives it back (P31)."""

from typing import Any

from domain.account.state import BankAccount
from domain.accounts import BANK_DEBITS, BANK_RECEIVABLE, UNIDENTIFIED
from domain.bankpage.events import BankChargeRecorded, BankChargeRepaid, LineAllocated
from domain.bankpage.state import Line, Page
from domain.desk.pairing import credit_line, free_line, heard
from domain.identifiers import line_id
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.money import show
from domain.names import same_name
from domain.postings import moved


@command("MatchCharge", zh="匹配银行误扣费用")
class MatchCharge(Command):
    """This debit line is a charge of the bank's, which no custody account bears."""

    line: str
    line_seen: int

    def __post_init__(self) -> None:
        line_id(self.line)


@command("MatchChargeRepaid", zh="匹配银行退还误扣费用")
class MatchChargeRepaid(Command):
    """This credit line gives so much of this charge back; `charge` is the charge's own line."""

    line: str
    line_seen: int
    charge: str

    def __post_init__(self) -> None:
        line_id(self.line)
        line_id(self.charge)


def charged(states: tuple[Page, BankAccount], asked: MatchCharge, context: Context) -> Decision:
    """Only what the bank itself calls a charge; whoever asks hears of it as of any line."""
    page, _ = states
    return heard(context, asked, page, _charged(page, asked), payment=asked.line)


def _charged(page: Page, asked: MatchCharge) -> Decision:
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.line:
        return ()
    seen = free_line(page, asked.line, asked.line_seen, credit=False)
    if isinstance(seen, Rejected):
        return seen
    said = seen.particulars
    if said is None or said.kind != "CHARGE" or said.reversal:
        return Rejected("charge.no_charge", f"the bank does not call {asked.line} a charge")
    owed, debits = (BANK_RECEIVABLE, asked.line), (BANK_DEBITS, str(line.page.of))
    entry = moved("P31", owed, debits, seen.amount)
    return (BankChargeRecorded(number=line.number, entries=(entry,)),)


def repaid(states: tuple[Any, ...], asked: MatchChargeRepaid, context: Context) -> Decision:
    """In part or whole, never more, to the account that was charged, and from its bank."""
    page, *others, account = states
    charges = others[0] if others else page
    decided = _repaid(page, charges, account, asked)
    return heard(context, asked, page, decided, payment=asked.charge)


def _repaid(page: Page, charges: Page, account: BankAccount, asked: MatchChargeRepaid) -> Decision:
    line, charge = line_id(asked.line), line_id(asked.charge)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.charge and already.credit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    if not _of_the_bank(seen, account):
        return Rejected("charge.other_payer", f"nothing says that the bank paid {asked.line}")
    there = charges.line(charge.number)
    if there is None or there.deposit != asked.charge:
        return Rejected("charge.unknown", f"{asked.charge} is no charge of the bank's")
    if charge.page.of.account != line.page.of.account:
        return Rejected("charge.other_account", f"{asked.charge} is owed to another account")
    if seen.amount > there.owed_fen:
        owed = show(there.owed_fen)
        return Rejected("charge.too_much", f"of {asked.charge} the bank owes {owed}")
    came, owing = (UNIDENTIFIED, str(line.page.of)), (BANK_RECEIVABLE, asked.charge)
    entry = moved("P31", came, owing, seen.amount)
    back = BankChargeRepaid(number=charge.number, by=asked.line, entries=(entry,))
    return (
        LineAllocated(number=line.number, deposit=asked.charge, amount=seen.amount),
        Placed(_page(asked.charge), back),
    )


def _of_the_bank(seen: Line, account: BankAccount) -> bool:
    """Whether the bank calls it a charge, or the account's own bank is named as its payer."""
    said = seen.particulars
    assert said is not None, "a line to match can be read"
    bank = account.opened.bank if account.opened else None
    return said.kind == "CHARGE" or same_name(said.payer, bank)


def _page(line: str) -> StreamId:
    return StreamId("bankpage", str(line_id(line).page))


def _account(line: str) -> StreamId:
    """The account says where a line lies, too."""
    return StreamId("account", line_id(line).page.of.account)


MATCH_CHARGE = Decider(
    handles=MatchCharge,
    touches=lambda asked: (_page(asked.line), _account(asked.line)),
    decide=charged,
)
MATCH_CHARGE_REPAID = Decider(
    handles=MatchChargeRepaid,
    touches=lambda asked: (
        *dict.fromkeys((_page(asked.line), _page(asked.charge))),
        _account(asked.line),
    ),
    decide=repaid,
)
