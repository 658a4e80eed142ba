"""What became of a command, once and for ever."""

from dataclasses import dataclass

from domain.kernel import Rejected
from ledger.append import StoredReceipt
from ledger.asking import Asked


@dataclass(frozen=True, slots=True)
class Accepted:
    """The positions a command made; 0 and 0 when there was nothing left to do."""

    first: int
    last: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recorded no: the rule, a sentence, and where it stands in the log (0: in a summary)."""

    rejected: Rejected
    position: int
    repeated: bool = False


type Outcome = Accepted | Refusal | Exception


def repeated(earlier: StoredReceipt, asked: Asked) -> Outcome:
    """The answer to a command id that was answered before."""
    if earlier.digest != asked.digest:
        return Refusal(
            Rejected("command.id_reused", f"id {asked.body.id} was used for another command"), 0
        )
    if earlier.rule is not None:
        where = f"at position {earlier.last}" if earlier.last else "in a summary"
        again = Rejected(earlier.rule, f"this command was refused before, {where}")
        return Refusal(again, earlier.last, repeated=True)
    return Accepted(earlier.first, earlier.last, repeated=True)
