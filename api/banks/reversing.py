"""Which credit a debit takes back (冲正), and the command that says so; of two a person decides."""

from collections.abc import Mapping

from api.banks.holders import Back, Held, There, held, of_a_deposit
from api.banks.meaning import Meant, nobodys, number_on
from api.banks.unsent import unsent
from domain.bankpage.state import Line
from domain.deposit.receipt import Receipt
from domain.deposit.refund import WITH_US
from domain.deposit.state import Deposit
from domain.identifiers import line_id
from domain.pool_codes import is_pool


def reverses(line: Line) -> bool:
    """Whether the bank says that this debit takes an earlier credit back."""
    return not line.credit and line.particulars is not None and line.particulars.reversal


def reversing(code: str, line: Line, numbers: Mapping[str, str], there: There) -> Meant | str:
    """Which credit the line takes back, as far as its deposits have no payment that is unsent; else
    the rule that says why nobody can tell. `numbers`: whose sub-accounts are.
    """
    whose = numbers.get(number_on(line) or "")
    named = None if is_pool(whose) else whose
    back = Back(code, line.version, named)
    found = _of_its_number(back, line, there) or _alone(back, line, whose, there)
    if isinstance(found, str):
        return found
    waits = any(unsent(one, there.deposit(one), there.payment) for one in found.deposits)
    return "desk.payment_unsent" if waits else found.taking or "desk.no_credit_reversed"


def _of_its_number(back: Back, line: Line, there: There) -> Held | str | None:
    """What the deposit was paid whose number the debit names: of its account, amount and payer.

    Of equal receipts, the one that is with us still goes (`_stands`), then the newest. Where one of
    the two accounts is not said, the only one. None where it has no such receipt.
    """
    said = line.particulars
    if said is None or back.named is None:
        return None
    now = there.deposit(back.named)
    like = [one for one in reversed(now.receipts) if _is_like(one, back, line, now, there)]
    found = [one for one in like if said.payer_account and one.payer_account == said.payer_account]
    if not found:
        found = [one for one in like if None in (one.payer_account, said.payer_account)]
        if len(found) > 1:
            return "desk.no_credit_reversed"
    if not found:
        return None
    taken = max(found, key=lambda one: _stands(now, one)).line
    assert taken is not None, "a line that was found can be read"
    return of_a_deposit(back, taken, back.named)


def _is_like(receipt: Receipt, back: Back, line: Line, deposit: Deposit, there: There) -> bool:
    """Whether it is all that a line brought under the deposit's own number, on the same account and
    to the fen. What came over names another number, and a part of a divided line none.
    """
    if receipt.line is None or receipt.reversed or receipt.entry.amount != line.amount:
        return False
    own = deposit.terms.lot if deposit.terms else None
    if receipt.source not in (None, own):
        return False
    if line_id(receipt.line).page.of.account != line_id(back.line).page.of.account:
        return False
    came = there.line(receipt.line)
    return came is None or not came.deposits


def _alone(back: Back, line: Line, whose: str | None, there: There) -> Held | str:
    """The one credit that it can be: somebody has it, and it names the line's number if that does.

    Of two a person decides, also where one of them cannot be taken back now: it may be that one.
    """
    number = number_on(line)
    known = line.particulars is not None and line.particulars.payer_account is not None
    found = [
        has
        for code, credit in (there.credits(back.line, line) if known else ())
        if number is None or number_on(credit) == number
        if (has := held(back, code, credit, there)) is not None
    ]
    if len(found) == 1:
        return found[0]
    return "desk.no_credit_reversed" if whose or found else nobodys(line)


def _stands(deposit: Deposit, receipt: Receipt) -> int:
    """How well it is taken back: what waits to go back at once, what has gone out last."""
    own = (one for one in deposit.refunds if one.line == receipt.line)
    refund = next(own, None)
    if refund is None:
        return 1
    return 2 if refund.standing in WITH_US else 0
