"""What a bank line seems to be, by its references, and the command that would say so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.banks.unsent import unsent
from domain.bankpage.state import Line
from domain.deposit.receipt import Receipt
from domain.deposit.refund import WITH_US
from domain.deposit.state import Deposit
from domain.desk.divided import OfOne
from domain.desk.interest import MATCH_INTEREST, MatchInterest
from domain.desk.match import MATCH_RECEIPT, MatchReceipt
from domain.desk.pool import MATCH_POOL, MatchPool
from domain.desk.pool_back import MATCH_POOL_REVERSAL, MatchPoolReversal
from domain.desk.reject import REJECT_RECEIPT, RejectReceipt
from domain.desk.reverse import MATCH_REVERSAL, MatchReversal
from domain.desk.settle import MATCH_DEBIT, MATCH_RETURN, MatchDebit, MatchReturn
from domain.desk.undivide import MATCH_DIVIDED_REVERSAL, MatchDividedReversal
from domain.identifiers import is_payout, line_id, payment_of, sub_account_in
from domain.kernel import Command, Decider
from domain.payment.state import Payment
from domain.pool.state import Pool
from domain.pool_codes import is_pool

type Credits = Callable[[str, Line], Iterable[tuple[str, Line]]]
"""The credits of an account, up to a debit's day, with its amount and from its payer's account."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line seems to be: whose, and the command that would say so."""

    subject: str
    command: Command
    decider: Decider

    @property
    def deposit(self) -> str:
        """The deposit that it is about: what is asked of one comes one after the other."""
        return self.subject.partition("/")[0]


def meant(code: str, line: Line, deposits: Mapping[str, str]) -> Meant | str:
    """What the line seems to be, or the rule that says why nobody can tell.

    Of a line that takes another back, `reversing` tells.
    """
    said = line.particulars
    payment = payment_of(said.end_to_end) if said else None
    seen: Any = {"line": code, "line_seen": line.version}
    if not line.credit:
        if payment is None:
            return "desk.no_payment_named"
        return Meant(payment, MatchDebit(**seen, payment=payment), MATCH_DEBIT)
    if said is not None and said.returned:
        if payment is None:
            return "desk.no_payment_named"
        wanted = MatchReturn(**seen, payment=payment, code=said.return_code)
        return Meant(payment, wanted, MATCH_RETURN)
    number = number_on(line)
    deposit = deposits.get(number or "")
    if not deposit:
        return _nobodys(line)
    if is_pool(deposit):
        return _of_a_pool(deposit, line, seen)
    if said is not None and said.kind == "INTEREST":
        return Meant(deposit, MatchInterest(**seen, deposit=deposit, lot=None), MATCH_INTEREST)
    return Meant(deposit, MatchReceipt(**seen, deposit=deposit, lot=None), MATCH_RECEIPT)


def _of_a_pool(pool: str, line: Line, seen: Any) -> Meant | str:
    """Money for a pool; the bank's interest waits for the deposit that gives it back."""
    if line.particulars is not None and line.particulars.kind == "INTEREST":
        return "pool.interest_waits"
    return Meant(pool, MatchPool(**seen, pool=pool), MATCH_POOL)


def reverses(line: Line) -> bool:
    """Whether the bank says that this debit takes an earlier credit back (冲正)."""
    return not line.credit and line.particulars is not None and line.particulars.reversal


def reversing(
    code: str,
    line: Line,
    deposits: Mapping[str, str],
    state: Callable[[str], Deposit],
    credits: Credits,
    payment: Callable[[str], Payment] = lambda _: Payment(),
    pool: Callable[[str], Pool] = lambda _: Pool(),
) -> Meant | str:
    """Which credit the line takes back, as far as its deposit has no payment that is still unsent.

    `state`, `payment`, `pool`: a deposit, a payment, a pool as they stand.
    """
    found = _taken(code, line, deposits, There(state, pool), credits)
    its = _deposits_of(found.command) if isinstance(found, Meant) else ()
    waits = any(unsent(one, state(one), payment) for one in its)
    return "desk.payment_unsent" if waits else found


def _deposits_of(command: Command) -> tuple[str, ...]:
    """The deposits that a reversal takes from; none of a pool's, or of what is nobody's."""
    if isinstance(command, MatchDividedReversal):
        return tuple(part.deposit for part in command.parts)
    deposit = getattr(command, "deposit", None)
    return (deposit,) if deposit else ()


class There(NamedTuple):
    """Deposits and pools as they stand."""

    deposit: Callable[[str], Deposit]
    pool: Callable[[str], Pool]


def _taken(
    code: str, line: Line, deposits: Mapping[str, str], there: There, credits: Credits
) -> Meant | str:
    """Which credit the line takes back: one of its account, amount and payer.

    Of the deposit whose number it names: of equal receipts, the one that is with us still goes
    (`_stands`), then the newest. Where one of the two accounts is not said, the only one. Else the
    one credit that it can be (`_alone`).
    """
    deposit, said = deposits.get(number_on(line) or ""), line.particulars
    if said is None:
        return _nobodys(line)
    account = line_id(code).page.of.account
    now = there.deposit(deposit) if deposit and not is_pool(deposit) else Deposit()
    like = [
        one
        for one in reversed(now.receipts)
        if one.line is not None
        and not one.reversed
        and line_id(one.line).page.of.account == account
        and one.entry.amount == line.amount
    ]
    found = [one for one in like if said.payer_account and one.payer_account == said.payer_account]
    if not found:
        found = [one for one in like if None in (one.payer_account, said.payer_account)]
        if len(found) > 1:
            return "desk.no_credit_reversed"
    if not found:
        return _alone(code, line, deposit, there, credits)
    taken = max(found, key=lambda one: _stands(now, one)).line
    assert taken is not None, "a line that was found can be read"
    return _taking_back(code, line, taken, deposit)


def _alone(
    code: str,
    line: Line,
    deposit: str | None,
    there: There,
    credits: Credits,
) -> Meant | str:
    """The one credit that is a deposit's, a pool's or nobody's yet, and names the line's number if
    it does.

    Of two a person decides. What was taken back before is none of them. What names a pool's number
    is of no deposit for that.
    """
    number = number_on(line)
    known = line.particulars is not None and line.particulars.payer_account is not None
    found = [
        (one, credit.deposits, whose)
        for one, credit in (credits(code, line) if known else ())
        if number is None or number_on(credit) == number
        if (whose := _with(one, credit, there)) is not None
    ]
    if len(found) != 1:
        return "desk.no_credit_reversed" if deposit or found else _nobodys(line)
    ((taken, among, whose),) = found
    if among:
        parts = tuple(OfOne(deposit=one, lot=None) for one in among)
        seen: Any = {"line": code, "line_seen": line.version}
        wanted = MatchDividedReversal(**seen, reversed=taken, parts=parts)
        return Meant(among[0], wanted, MATCH_DIVIDED_REVERSAL)
    return _taking_back(code, line, taken, whose or (None if is_pool(deposit) else deposit))


def _with(code: str, credit: Line, there: There) -> str | None:
    """With whom a credit stands: '' with nobody, or with all that it was divided among; else as the
    receipt of its deposit, or of its price; with its pool, while all of it is free there, or with
    the deposit that gives it back.

    None where it does not stand. What came back of a refund or of a payout is no receipt: nobody
    paid it in.
    """
    whose = credit.deposit
    if credit.deposits:
        return "" if all(there.deposit(one).brought(code) for one in credit.deposits) else None
    if whose is None:
        return None if credit.allocated else ""
    if "/" in whose or is_payout(whose):
        return None
    if is_pool(whose):
        pool = there.pool(whose)
        if pool.free_of(code) == credit.amount:
            return whose
        whose = pool.back
    return whose if whose and there.deposit(whose).brought(code) is not None else None


def _taking_back(code: str, line: Line, taken: str, deposit: str | None) -> Meant:
    seen: Any = {"line": code, "line_seen": line.version}
    if deposit is not None and is_pool(deposit):
        back = MatchPoolReversal(**seen, reversed=taken, pool=deposit)
        return Meant(deposit, back, MATCH_POOL_REVERSAL)
    wanted = MatchReversal(**seen, reversed=taken, deposit=deposit, lot=None)
    return Meant(deposit or taken, wanted, MATCH_REVERSAL)


def _stands(deposit: Deposit, receipt: Receipt) -> int:
    """How well it is taken back: what waits to go back at once, what has gone out last."""
    own = (one for one in deposit.refunds if one.line == receipt.line)
    refund = next(own, None)
    if refund is None:
        return 1
    return 2 if refund.standing in WITH_US else 0


def _nobodys(line: Line) -> str:
    return "desk.unknown_sub_account" if number_on(line) else "desk.no_sub_account"


def number_on(line: Line) -> str | None:
    """The sub-account that a line names."""
    return sub_account_in(line.particulars.reference) if line.particulars else None


def rejected(lines: Mapping[str, Line], deposits: Mapping[str, str]) -> dict[str, Meant | str]:
    """That each line was found against the deposit whose number it names, and goes back.

    What names a pool's number was found against no deposit: a person looks at it.
    """
    named = ((code, deposits.get(number_on(line) or "")) for code, line in lines.items())
    return {
        code: _rejected(code, lines[code], deposit)
        for code, deposit in named
        if deposit and not is_pool(deposit)
    }


def _rejected(code: str, line: Line, deposit: str) -> Meant:
    wanted = RejectReceipt(line=code, line_seen=line.version, deposit=deposit, lot=None)
    return Meant(deposit, wanted, REJECT_RECEIPT)
