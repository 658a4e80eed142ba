"""The decision about one line: candidates, marks, the entry, why it was not matched, the acts."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.desk.candidate import Candidate
from api.desk.changes import Change
from api.desk.outcome import Outcome, matching, outcome
from api.desk.seen_line import SeenLine
from api.http.identity import Identity
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.today_division import Dividing, Tried, legs_of
from api.http.pages.today_forms import Forms
from api.http.pages.today_marks import Weighed
from api.http.pages.today_names import masked, tail
from api.http.pages.today_rows import Listing, fact_of, number_of, state_of, whose_words
from api.http.pages.today_said import MATCHES, RECORDS
from api.http.pages.today_words import claim_words, refusal_words, why
from api.http.pages.views.desk import Act
from api.http.pages.views.division import DivisionForm
from api.http.pages.views.today import Decision, FormView, NoteView
from api.said import plain_money
from api.wiring import System
from projections.line_care import NOTES

_OUTCOMES = MATCHES | RECORDS
"""Facts by which a match is told."""


def _path(one: Candidate) -> str:
    """Where what a line may be is shown: its payout, else its lot."""
    if one.payout:
        return f"/payouts/{one.payout}"
    return f"/lots/{one.lot}" if one.lot else ""


@dataclass(frozen=True, slots=True)
class Pane:
    """What the pane is made from. `next_open`: the row to go to after an act; `closed`: the day's
    books are; `past`: the reader asked for an earlier moment; `tried`: a division as it was sent.
    """

    system: System
    reader: Identity
    at: int
    listing: Listing
    next_open: str
    closed: bool
    past: bool
    tried: Tried | None = None

    @property
    def speech(self) -> Speech:
        """The reader's language."""
        return self.listing.speech

    def decision(self, line: SeenLine) -> Decision:
        """The pane of this line, with the candidate that the address asks for."""
        say, wish = self.speech.say, self.listing.wish
        found = self.listing.candidates.all(line)
        no = min(max(wish.candidate, 1), len(found)) if found else 0
        one = found[no - 1] if no else None
        change = self.listing.changes.get(line.position)
        weighed = Weighed(line, one, self.speech, fact_of(change))
        would = self._would(line, one)
        acts = self._acts(line, weighed, would) if self._may_act and line.open else ()
        return Decision(
            code=line.code,
            number=line.serial or number_of(line, self.speech),
            booked=self._booked(line),
            name=masked(line.name) or say("today.name.none"),
            minor=line.minor,
            currency=line.currency,
            account_label=say("today.account" if line.credit else "today.account.to"),
            account=say("today.tail", tail=tail(line.account)) if line.account else "–",
            note=line.note or line.reference or "–",
            state=state_of(self.listing, line),
            candidate_no=no,
            candidates=len(found),
            score=one.evidence.score if one else 0,
            title=whose_words(line, one, self.speech),
            terms=self._terms(line, one) if one else "",
            path=_path(one) if one else "",
            claimed=claim_words(line, one, self.speech) if one else "",
            refuse=self._refuse(line, one),
            marks=weighed.marks(),
            legs=legs_of(would, self._names(found), self.speech),
            unallocated=0,
            outcome=self._outcome(line, one, would, change),
            why=why(weighed, found, would) if line.open else (),
            previous=wish.path(cand=no - 1) if no > 1 else None,
            next=wish.path(cand=no + 1) if no < len(found) else None,
            acts=acts,
            reading=self._reading(line),
            notes=self._notes(line),
            note_form=self._forms.note(line) if self._may_note else None,
            assign=self._forms.assign(line) if self._may_note and line.open else None,
            undo=self.undo(line),
            give_back=self._forms.give_back(line) if self._may_act and line.stray else None,
            division=self._division(line),
            parts=self._dividing.parts(line) if line.among else (),
        )

    @property
    def _may_act(self) -> bool:
        return self.listing.may_match and not self.past

    @property
    def _may_note(self) -> bool:
        return self.reader.holds("C-SET1", "C-CASH") and not self.past

    def _reading(self, line: SeenLine) -> str:
        if self.past:
            return self.speech.say("today.reading.past")
        if not self._may_act:
            return self.speech.say("today.reading.post") if line.open else ""
        if line.open or self.undo(line):
            return ""
        return self.speech.say("today.undo.closed" if self.closed else "today.undo.never")

    def _would(self, line: SeenLine, one: Candidate | None) -> Outcome | None:
        if one is None or not line.open or self.past:
            return None
        wanted = matching(self.system, line, one, line.version)
        return outcome(self.system, wanted, self.reader.person, self.reader.posts)

    def _booked(self, line: SeenLine) -> str:
        shown, say = Shown(self.speech), self.speech.say
        clock = f" {shown.clock(line.booked_at)}" if line.booked_at else ""
        way = say("today.in" if line.credit else "today.out")
        return f"{line.day:%m-%d}{clock} {way}"

    def _terms(self, line: SeenLine, one: Candidate) -> str:
        say = self.speech.say
        match one.kind:
            case "receipt":
                assert one.deadline is not None, "a deposit has its deadline"
                return say(
                    "today.terms" if line.open else "today.terms.done",
                    party=one.party,
                    missing=plain_money(one.due_fen),
                    deadline=Shown(self.speech).line(one.deadline),
                )
            case "interest" | "bond":
                return say(f"today.terms.{one.kind}", party=one.party)
            case "price" | "repaid":
                state = "" if line.open else ".done"
                told = {"party": one.party, "payee": one.payee or "–"}
                return say(f"today.terms.{one.kind}{state}", fen=plain_money(one.due_fen), **told)
            case "reversal" | "charge" | "charge_repaid" | "transfer":
                fen = plain_money(one.due_fen)
                day = one.day.isoformat() if one.day else "–"
                told = {"day": day, "serial": one.serial or "–", "account": one.payee or ""}
                return say(f"today.terms.{one.kind}", fen=fen, **told)
            case _:
                due = plain_money(one.due_fen)
                return say("today.terms.payment", payment=one.subject, due=due)

    def _outcome(
        self,
        line: SeenLine,
        candidate: Candidate | None,
        would: Outcome | None,
        change: Change | None,
    ) -> str:
        say = self.speech.say
        if not line.open and change is not None:
            moment = Shown(self.speech).line(change.recorded_at)
            person = say("today.machine") if change.post == "MATCHER" else change.person
            return say("today.outcome.done", person=person, moment=moment, position=change.position)
        if candidate and candidate.kind == "bond" and would and would.events:
            return say("today.outcome.bond")
        named = (event.NAME for event in (would.events if would else ()))
        told = next((name for name in named if name in _OUTCOMES), "")
        return say(f"today.outcome.{told}") if told else ""

    def _acts(self, line: SeenLine, weighed: Weighed, would: Outcome | None) -> tuple[Act, ...]:
        say, one = self.speech.say, weighed.candidate
        made: list[Act] = []
        if one is not None and would is not None:
            fields = self._forms.carried(line, subject=one.subject)
            against = refusal_words(would.refused, self.speech) if would.refused else ""
            found = would.events[0].NAME if would.events else ""
            records = found in ("PayerMismatchDetected", "NonBasicAccountDetected")
            if would.events or would.refused:
                label = say("today.act.record" if records else "today.act.match")
                made.append(Act(label, "/desk/match", fields, "Enter", "act", reason=against))
            if one.kind == "receipt" and (records or one.recorded):
                kind = "act" if one.recorded else ""
                label = say("today.act.return")
                made.append(Act(label, "/desk/return", fields, "R", kind))  # type: ignore[arg-type]
        if not line.suspense:
            reason = weighed.label(failed) if (failed := weighed.evidence.failed) else ""
            kind = "stray" if line.credit else "reversal" if line.reversal else "debit"
            text = reason or say(f"today.tag.{kind}")
            fields = self._forms.carried(line, text=text, suspense="1")
            made.append(Act(say("today.act.suspense"), "/desk/note", fields, "H"))
        return tuple(made)

    def _notes(self, line: SeenLine) -> tuple[NoteView, ...]:
        if not line.notes:
            return ()
        rows = self.system.readers.sealed_care.rows(NOTES, {"line": line.code}, as_of=self.at).rows
        shown = Shown(self.speech)
        return tuple(
            NoteView(row["person"], shown.line(row["noted_at"]), row["text"] or "") for row in rows
        )

    def _refuse(self, line: SeenLine, one: Candidate | None) -> FormView | None:
        """A claim that an open line fits is refused by who may act; one that came true is not."""
        claim = one.claim if one is not None and line.open and self._may_act else None
        if one is None or claim is None or not claim.open:
            return None
        return self._forms.refuse(line, one.deposit, claim.number)

    def _names(self, found: Sequence[Candidate]) -> dict[str, str]:
        """What deposits are called: by their lot, and who owes them."""
        names = {one.deposit: f"{one.title} / {one.party}" for one in found}
        among = {deposit for one in found for deposit, _ in one.among}
        return names | (self._dividing.names(among) if among else {})

    @property
    def _forms(self) -> Forms:
        return Forms(self.system, self.speech, self.listing.wish, self.next_open)

    @property
    def _dividing(self) -> Dividing:
        return Dividing(self.system, self.reader, self.at, self.speech)

    def _division(self, line: SeenLine) -> DivisionForm | None:
        """How it is given to several deposits, by who may act."""
        if not self._may_act:
            return None
        return self._dividing.form(line, self._forms, self.tried)

    def undo(self, line: SeenLine) -> FormView | None:
        """A receipt is taken back with a reason, until its day is closed; what was paid is not."""
        if not self._may_act or self.closed or line.open:
            return None
        if line.among:
            return self._forms.undo(line)
        if line.whose != line.about or not line.credit or line.returned or line.kind == "INTEREST":
            return None
        return self._forms.undo(line)
