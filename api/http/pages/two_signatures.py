"""What one person made and another checks, as a pane shows it: who may, by which acts, and both."""

from dataclasses import dataclass
from functools import cached_property

from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, Signatory
from projections.reader import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What differs from kind to kind: its path, keys of the catalogue, the stages it waits in and
    was sent back to, and the column that tells where its checker signed."""

    path: str
    you_made: str
    you_may: str
    waits: str
    sent_back: str
    position: str


@dataclass(frozen=True)
class Proposal:
    """One of them, as its row tells it, before one reader; `past`: as it was, to be looked at."""

    kind: Kind
    wish: Speech
    reader: Identity
    code: str
    row: Row
    past: bool

    @property
    def waits(self) -> bool:
        """Whether nobody has checked it."""
        return bool(self.row["stage"] == self.kind.waits)

    @cached_property
    def against(self) -> str:
        """Why this reader does not sign; empty where he may."""
        if self.row["proposed_by"] == self.reader.person:
            return self.wish.say(self.kind.you_made)
        return "" if self.reader.holds("C-SET2") else self.wish.say("batches.not_checker")

    @property
    def mine(self) -> bool:
        """Whether it waits for this reader."""
        return self.waits and not self.against and not self.past

    def approve(self, stale: str) -> Act | None:
        """To sign it, while it waits; `stale`: why it cannot be as things stand now."""
        if not self.waits or self.past:
            return None
        return Act(
            self.wish.say("batches.approve"),
            f"{self.kind.path}/{self.code}/approval",
            (("command_id", once()),),
            kind="act",
            reason=self.against or stale,
            dialog="sign",
            key="⇧Enter",
        )

    def send_back(self) -> tuple[Act, ...]:
        """To send it back to its maker, while it waits for this reader."""
        if not self.mine:
            return ()
        label, path = self.wish.say("batches.send_back"), f"{self.kind.path}/{self.code}/return"
        return (Act(label, path, (("command_id", once()),), kind="hard", dialog="send-back"),)

    def people(self) -> tuple[Signatory, Signatory]:
        """Its maker, and who checked it, or may."""
        row, say = self.row, self.wish.say
        maker = Signatory(
            role=say("batches.maker"),
            person=row["proposed_by"],
            note="",
            signed_at=row["proposed_at"],
            position=row["proposed_position"],
            custodial=True,
            me=row["proposed_by"] == self.reader.person,
        )
        checked = row["checked_by"]
        mine = checked is None and not self.against
        checker = Signatory(
            role=say("batches.checker"),
            person=checked or (self.reader.person if mine else ""),
            note=self._note(mine),
            signed_at=row["checked_at"],
            position=row[self.kind.position] if checked else None,
            custodial=True if checked else None,
            me=mine or checked == self.reader.person,
        )
        return maker, checker

    def _note(self, mine: bool) -> str:
        """What its checker is told, or said."""
        say = self.wish.say
        if self.row["checked_by"] is None:
            return say(self.kind.you_may if mine else "batches.waits")
        if self.row["stage"] != self.kind.sent_back:
            return ""
        return say("batches.because", reason=self.row["reason"] or "")
