"""Lines that name nobody: a person looks for whose they are only once the matcher lets them.

Before, any of them may be money for a lot that is still sealed, and an answer would tell who bids.
"""

from domain.bankpage.events import StraysOpened
from domain.bankpage.state import Page
from domain.identifiers import page_id
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command


@command("OpenStrays", zh="开放不具名流水")
class OpenStrays(Command):
    """Let people look for whose the lines of a page are that name nobody; `lines` stood there."""

    page: str
    lines: int

    def __post_init__(self) -> None:
        page_id(self.page)


def decide(page: Page, asked: OpenStrays, _context: Context) -> Decision:
    """All that were seen, none that came since; which lots are sealed, the matcher knows."""
    if not page.lines:
        return Rejected("desk.no_such_line", f"there is no line on {asked.page}")
    there = len(page.lines)
    if there != asked.lines:
        return Rejected("desk.line_changed", f"{asked.page} has {there} lines: look again")
    return () if page.open_to == asked.lines else (StraysOpened(),)


OPEN_STRAYS = Decider(
    handles=OpenStrays, touches=lambda asked: (StreamId("bankpage", asked.page),), decide=decide
)
