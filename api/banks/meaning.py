"""What a bank line seems to be, by its references, and the command that would say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.bankpage.state import Line, Page
from domain.desk.interest import MATCH_INTEREST, MatchInterest
from domain.desk.match import MATCH_RECEIPT, MatchReceipt
from domain.desk.pool import MATCH_POOL, MatchPool
from domain.desk.reject import REJECT_RECEIPT, RejectReceipt
from domain.desk.settle import MATCH_DEBIT, MATCH_RETURN, MatchDebit, MatchReturn
from domain.identifiers import payment_of, sub_account_in
from domain.kernel import Command, Decider, StreamId
from domain.pool_codes import is_pool


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


def open_lines(pages: Mapping[StreamId, Page]) -> Iterator[tuple[str, Line]]:
    """Lines in CNY that are nobody's, by their codes, in the bank's order."""
    for stream, page in pages.items():
        for line in page.lines:
            if line.currency == "CNY" and not line.allocated:
                yield f"{stream.code}#{line.number}", line


def meant(code: str, line: Line, deposits: Mapping[str, str]) -> Meant | str:
    """What the line seems to be, or the rule that says why nobody can tell.

    Of a line that takes another back, `api.banks.reversing` tells.
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
        return nobodys(line)
    if deposit in line.let_go:
        return "desk.taken_back"
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


def nobodys(line: Line) -> str:
    """The rule that says why a line is nobody's: its number, or that it names none."""
    return "desk.unknown_sub_account" if number_on(line) else "desk.no_sub_account"


def number_on(line: Line) -> str | None:
    """The sub-account that a line names."""
    return sub_account_in(line.particulars.reference) if line.particulars else None


def rejected(lines: Mapping[str, Line], deposits: Mapping[str, str]) -> dict[str, Meant | str]:
    """That each line was found against the deposit whose number it names, and goes back.

    What names a pool's number was found against no deposit, and what a person took back from it
    was not found so: a person looks at both.
    """
    named = ((code, deposits.get(number_on(line) or "")) for code, line in lines.items())
    return {
        code: _rejected(code, lines[code], deposit)
        for code, deposit in named
        if deposit and not is_pool(deposit) and deposit not in lines[code].let_go
    }


def _rejected(code: str, line: Line, deposit: str) -> Meant:
    wanted = RejectReceipt(line=code, line_seen=line.version, deposit=deposit, lot=None)
    return Meant(deposit, wanted, REJECT_RECEIPT)
