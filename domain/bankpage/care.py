"""What clerks write down about a line, and who looks after it. Neither changes whose it is.

Therefore neither counts as a change of the line: what a colleague notes makes nobody's match stale,
and an answer tells nothing of what became of the line.
"""

from typing import Any

from domain.bankpage.events import LineAssigned, NoteTaken
from domain.bankpage.state import Page
from domain.identifiers import line_id
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command

NOTE_MOST = 120
"""Signs of a note: in Chinese they fill a sealed box."""
PERSON_MOST = 64


@command("NoteLine", zh="备注流水")
class NoteLine(Command):
    """Write this down about a line. `suspense`: it stays unidentified for now, for this reason."""

    line: str
    text: str
    suspense: bool

    def __post_init__(self) -> None:
        line_id(self.line)
        if not self.text.strip() or len(self.text) > NOTE_MOST:
            raise ValueError(f"text: expected 1 to {NOTE_MOST} signs")


@command("AssignLine", zh="分派流水")
class AssignLine(Command):
    """Give a line to a person to look after; '' to nobody. `seen`: who had it, as one saw."""

    line: str
    assignee: str
    seen: str

    def __post_init__(self) -> None:
        line_id(self.line)
        if len(self.assignee) > PERSON_MOST:
            raise ValueError(f"assignee: expected at most {PERSON_MOST} signs")


type States = tuple[Page, Any]
"""The page, and its account, which says where it lies."""


def note(states: States, asked: NoteLine, _context: Context) -> Decision:
    """Any line that is there, as often as one likes."""
    page = states[0]
    number = line_id(asked.line).number
    if page.line(number) is None:
        return _none(asked.line)
    return (NoteTaken(number=number, text=asked.text, suspense=asked.suspense),)


def assign(states: States, asked: AssignLine, _context: Context) -> Decision:
    """From whoever was seen to have it: of two who take it at once, one learns of the other."""
    page = states[0]
    line = page.line(line_id(asked.line).number)
    if line is None:
        return _none(asked.line)
    if line.assignee == asked.assignee:
        return ()
    if line.assignee != asked.seen:
        return Rejected("desk.assignee_changed", f"{asked.line} is looked after by {line.assignee}")
    return (LineAssigned(number=line.number, assignee=asked.assignee),)


def _none(line: str) -> Rejected:
    return Rejected("desk.no_such_line", f"there is no line {line}")


def _touches(asked: NoteLine | AssignLine) -> tuple[StreamId, ...]:
    page = line_id(asked.line).page
    return (StreamId("bankpage", str(page)), StreamId("account", page.of.account))


NOTE_LINE = Decider(handles=NoteLine, touches=_touches, decide=note)
ASSIGN_LINE = Decider(handles=AssignLine, touches=_touches, decide=assign)
