"""What an act at the desk would come to: the decider is asked as the Book would ask it.

So the entry that is shown is the entry that is posted, and a refusal is known before it is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.desk.candidate import Candidate
from api.desk.seen_line import SeenLine
from api.wiring import System
from domain.bankpage.state import Page
from domain.desk.award_void import AWARD_VOID_MONEY
from domain.desk.bond import MATCH_BOND, MatchBond
from domain.desk.charge import (
    MATCH_CHARGE,
    MATCH_CHARGE_REPAID,
    MatchCharge,
    MatchChargeRepaid,
)
from domain.desk.convert import CONVERT_DEPOSIT
from domain.desk.divide import DIVIDE_RECEIPT
from domain.desk.divided import OfOne
from domain.desk.forfeit import FORFEIT_DEPOSIT
from domain.desk.interest import MATCH_INTEREST, MatchInterest
from domain.desk.match import MATCH_RECEIPT, MatchReceipt
from domain.desk.owe_interest import OWE_INTEREST
from domain.desk.price import MATCH_PRICE, RELEASE_PRICE, MatchPrice
from domain.desk.price_transfer import TRANSFER_PRICE, TransferPrice
from domain.desk.reject import RejectReceipt
from domain.desk.repay import MATCH_FORFEITURE_REPAID, MatchForfeitureRepaid
from domain.desk.reverse import MATCH_REVERSAL, MatchReversal
from domain.desk.settle import MATCH_DEBIT, MATCH_RETURN, MatchDebit, MatchReturn
from domain.desk.transfer import MATCH_TRANSFER, MatchTransfer
from domain.desk.undivide import MATCH_DIVIDED_REVERSAL, MatchDividedReversal
from domain.desk.unforfeit import REVERSE_FORFEITURE
from domain.desk.unmatch import UnmatchReceipt
from domain.desk.waive import WAIVE_FORFEITURE
from domain.identifiers import line_id
from domain.kernel import Actor, Command, Context, Decider, Event, Placed, Post, Rejected, StreamId
from domain.postings import Entry, MoneyEvent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be said, and posted. `refused`: the rule that stands against it.

    Neither: there is nothing left to do.
    """

    events: tuple[Event, ...] = ()
    refused: Rejected | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The money that would move."""
        moved = (event for event in self.events if isinstance(event, MoneyEvent))
        return tuple(entry for event in moved for entry in event.entries)


def matching(system: System, line: SeenLine, candidate: Candidate, seen: int) -> Command:
    """The command by which the line is this candidate; `seen`: the version that was looked at."""
    match candidate.kind:
        case "receipt":
            return MatchReceipt(
                line=line.code, line_seen=seen, deposit=candidate.deposit, lot=candidate.lot
            )
        case "bond":
            return MatchBond(
                line=line.code, line_seen=seen, deposit=candidate.deposit, lot=candidate.lot
            )
        case "interest":
            return MatchInterest(
                line=line.code, line_seen=seen, deposit=candidate.deposit, lot=candidate.lot
            )
        case "debit":
            return MatchDebit(line=line.code, line_seen=seen, payment=candidate.subject)
        case "return":
            return MatchReturn(
                line=line.code,
                line_seen=seen,
                payment=candidate.subject,
                code=_return_code(system, line),
            )
        case "reversal":
            return _taking(line, candidate, seen)
        case "charge":
            return MatchCharge(line=line.code, line_seen=seen)
        case "charge_repaid":
            return MatchChargeRepaid(line=line.code, line_seen=seen, charge=candidate.subject)
        case "transfer":
            return _transfer(line, candidate, seen)
        case "price":
            return MatchPrice(
                line=line.code, line_seen=seen, deposit=candidate.deposit, lot=candidate.lot
            )
        case "repaid":
            return MatchForfeitureRepaid(
                line=line.code,
                line_seen=seen,
                deposit=candidate.deposit,
                lot=candidate.lot,
                payout=candidate.payout,
            )


def _transfer(line: SeenLine, candidate: Candidate, seen: int) -> Command:
    """The command by which both lines are one transfer, whichever of them was looked at."""
    sides = ((line.code, seen), (candidate.other, candidate.other_seen))
    (credit, credit_seen), (debit, debit_seen) = sides if line.credit else sides[::-1]
    lines: Any = {"debit": debit, "debit_seen": debit_seen}
    lines |= {"credit": credit, "credit_seen": credit_seen}
    if candidate.deposit:
        return TransferPrice(**lines, deposit=candidate.deposit, lot=candidate.lot)
    return MatchTransfer(**lines)


def _taking(line: SeenLine, candidate: Candidate, seen: int) -> Command:
    """The command by which the bank takes the candidate's credit back."""
    if candidate.among:
        return MatchDividedReversal(
            line=line.code,
            line_seen=seen,
            reversed=candidate.subject,
            parts=of_all(candidate.among),
        )
    return MatchReversal(
        line=line.code,
        line_seen=seen,
        reversed=candidate.subject,
        deposit=candidate.deposit or None,
        lot=candidate.lot or None,
    )


def of_all(among: Sequence[tuple[str, str]]) -> tuple[OfOne, ...]:
    """All who have a part of a line, by deposit and lot."""
    return tuple(OfOne(deposit=deposit, lot=lot) for deposit, lot in among)


def giving_back(line: SeenLine, candidate: Candidate, seen: int) -> RejectReceipt:
    """The command by which the line goes back to whoever paid it."""
    return RejectReceipt(
        line=line.code, line_seen=seen, deposit=candidate.deposit, lot=candidate.lot
    )


def taking_back(line: SeenLine, lot: str, seen: int, reason: str) -> UnmatchReceipt:
    """The command by which the line is nobody's again. Raises ValueError for one that is nobody's.

    `lot`: the one of the deposit that the line was given to.
    """
    if line.whose is None:
        raise ValueError(f"{line.code} is nobody's")
    return UnmatchReceipt(
        line=line.code, line_seen=seen, deposit=line.whose, lot=lot, reason=reason
    )


_DECIDERS: dict[type[Command], Decider] = {
    decider.handles: decider
    for decider in (
        MATCH_RECEIPT,
        MATCH_BOND,
        MATCH_INTEREST,
        MATCH_DEBIT,
        MATCH_RETURN,
        MATCH_REVERSAL,
        MATCH_CHARGE,
        MATCH_CHARGE_REPAID,
        MATCH_TRANSFER,
        TRANSFER_PRICE,
        MATCH_PRICE,
        MATCH_FORFEITURE_REPAID,
        MATCH_DIVIDED_REVERSAL,
        DIVIDE_RECEIPT,
        CONVERT_DEPOSIT,
        OWE_INTEREST,
        AWARD_VOID_MONEY,
        RELEASE_PRICE,
        WAIVE_FORFEITURE,
        FORFEIT_DEPOSIT,
        REVERSE_FORFEITURE,
    )
}


def outcome(
    system: System,
    wanted: Command,
    person: str,
    posts: tuple[Post, ...],
    cosigner: tuple[str, tuple[Post, ...]] | None = None,
) -> Outcome:
    """What an act would come to, as things stand now; `cosigner`: who signs a joint act too."""
    decider = _DECIDERS[type(wanted)]
    replay = system.replay
    states = tuple(replay.state(stream) for stream in decider.touches(wanted))
    now = system.clock()
    context = Context(
        actor=Actor("", person, ""),
        posts=posts,
        received_at=now,
        at=now,
        law=system.law(),
        law_position=0,
        cosigner=cosigner,
    )
    decided = decider.decide(states[0] if len(states) == 1 else states, wanted, context)
    if isinstance(decided, Rejected):
        return Outcome(refused=decided)
    return Outcome(tuple(one.event if isinstance(one, Placed) else one for one in decided))


def _return_code(system: System, line: SeenLine) -> str | None:
    """The bank's reason why a payment came back."""
    of = line_id(line.code)
    replay = system.replay
    page: Page = replay.state(StreamId("bankpage", str(of.page)))
    there = page.line(of.number)
    return there.particulars.return_code if there and there.particulars else None
