"""The forms about one line: what each carries, and the fields that are filled in."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.desk.seen_line import SeenLine
from api.http.pages.speech import Speech
from api.http.pages.today_wish import Wish
from api.http.pages.views.frame import Choice
from api.http.pages.views.today import FormView
from api.wiring import System
from domain.bankpage.care import NOTE_MOST
from domain.categories.register import CATEGORIES

type Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """What forms are made from. `next_open`: the row to go to after an act."""

    system: System
    speech: Speech
    wish: Wish
    next_open: str

    def carried(self, line: SeenLine, **more: str) -> Fields:
        """What every form of a line carries: its own id, the line as it was seen, the way back."""
        return (
            ("id", secrets.token_hex(16)),
            ("line", line.code),
            ("seen", str(line.version)),
            ("next", self.next_open),
            ("back", self.wish.path(line="", after="", as_of="").partition("?")[2]),
            *more.items(),
        )

    def note(self, line: SeenLine) -> FormView:
        """Something to remember of a line."""
        say = self.speech.say
        fields = self.carried(line, suspense="1" if line.suspense else "")
        label = say("today.note.label", most=NOTE_MOST)
        act = say("today.act.note")
        return FormView("/desk/note", fields, "text", label, act, NOTE_MOST, "N")

    def assign(self, line: SeenLine) -> FormView:
        """Who looks after a line."""
        say, now = self.speech.say, self.system.clock()
        clerks = sorted(
            {
                one.person
                for one in self.system.law().assignments
                if one.post.role in ("C-SET1", "C-CASH") and one.holds(now)
            }
        )
        nobody = Choice(say("today.assign.nobody"), "", not line.assignee, "")
        choices = (nobody, *(Choice(one, "", one == line.assignee, one) for one in clerks))
        fields = self.carried(line, had=line.assignee)
        label, act = say("today.assign.label"), say("today.act.assign")
        return FormView("/desk/assign", fields, "assignee", label, act, choices=choices)

    def refuse(self, line: SeenLine, deposit: str, claim: int) -> FormView:
        """Why a claim for a deposit is none of its payments; its bidder reads it."""
        say = self.speech.say
        fields = self.carried(line, subject=deposit, claim=str(claim))
        label, act = say("today.claim.refuse.label"), say("today.claim.refuse.act")
        return FormView("/desk/refuse-claim", fields, "reason", label, act, NOTE_MOST, "C")

    def give_back(self, line: SeenLine) -> FormView:
        """Why a line that is nobody's goes back to whoever paid it, and what it was meant for."""
        say, fields = self.speech.say, self.carried(line)
        offered = ((one.code, getattr(one, self.speech.lang)) for one in CATEGORIES if one.offered)
        kinds = (Choice(say("today.stray.kind.none"), "", on=True), *_choices(offered))
        label, act = say("today.stray.label"), say("today.act.stray")
        return FormView(
            "/desk/stray-return",
            fields,
            "reason",
            label,
            act,
            NOTE_MOST,
            kinds=kinds,
            kinds_label=say("today.stray.kind"),
        )

    def undo(self, line: SeenLine) -> FormView:
        """Why a line is not whose it was given to; a divided one is taken back whole."""
        say = self.speech.say
        path = "/desk/undivide" if line.among else "/desk/undo"
        label, act = say("today.undo.label"), say("today.act.undo")
        return FormView(path, self.carried(line), "reason", label, act, key="U")


def _choices(those: Iterable[tuple[str, str]]) -> Iterator[Choice]:
    return (Choice(label, "", on=False, value=code) for code, label in those)
