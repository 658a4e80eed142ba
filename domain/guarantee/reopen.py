"""What a guarantor had paid to us is gone again: its claim and promise stand as before."""

from domain.guarantee.events import GuaranteeUnpaid
from domain.guarantee.state import Guarantee
from domain.identifiers import guarantee_code, line_id
from domain.kernel import Command, Context, Decider, Decision, StreamId, command
from domain.postings import reversed_entry


@command("ReopenGuarantee", zh="恢复保函索赔")
class ReopenGuarantee(Command):
    """The line that paid a claim is another's, or the bank took it back."""

    guarantee: str
    line: str

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        line_id(self.line)


def reopen(guarantee: Guarantee, asked: ReopenGuarantee, _context: Context) -> Decision:
    """Once for each line that paid."""
    paid = guarantee.paid_in.get(asked.line)
    if paid is None:
        return ()
    entries = tuple(map(reversed_entry, paid.entries))
    return (GuaranteeUnpaid(guarantee=asked.guarantee, line=asked.line, entries=entries),)


REOPEN_GUARANTEE = Decider(
    handles=ReopenGuarantee,
    touches=lambda asked: (StreamId("guarantee", asked.guarantee),),
    decide=reopen,
)
