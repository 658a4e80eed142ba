"""What of a statement's own figures contradicts itself: then its file goes into quarantine."""

from dataclasses import dataclass

from api.banks.statements.format import Statement
from api.banks.statements.saying import Sentence
from domain.bankday.events import Fault


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a statement goes into quarantine: the check, what it comes to, what the file states
    (minor units; None where it is no sum of ours), and the sentence.
    """

    rule: Fault
    expected: int | None
    found: int | None
    why: Sentence


def wrong_of(statement: Statement) -> Wrong | None:
    """What of a statement does not add up, if anything."""
    if statement.contradiction is not None:
        why = Sentence(
            "unbanked.contradicts", account=statement.account, why=statement.contradiction
        )
        return Wrong("CONTRADICTS_ITSELF", None, None, why)
    opening, closing = statement.opening_minor, statement.closing_minor
    if statement.balanced is not False or opening is None:
        return None
    return Wrong(
        "DOES_NOT_ADD_UP",
        opening + statement.credits_minor - statement.debits_minor,
        closing,
        Sentence(
            "unbanked.unbalanced",
            statement=statement.identifier,
            account=statement.account,
            opening=opening,
            credits=statement.credits_minor,
            debits=statement.debits_minor,
            closing=closing,
        ),
    )
