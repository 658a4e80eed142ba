"""What one did last, and what was refused: told by the address, held against the log."""

from collections.abc import Collection
from dataclasses import dataclass

from api.desk.changes import Change, changes, of_commands
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidates
from api.desk.window import one
from api.http.identity import Identity
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.today_rows import candidate_words, number_of, whose_words
from api.http.pages.today_words import is_rule, known_rule, rule_words
from api.http.pages.views.desk import LastAct
from api.http.pages.views.today import Conflict
from api.said import plain_money
from api.wiring import System
from domain.identifiers import NotAnIdentifier, line_id

MATCHES = frozenset(
    {
        "ReceiptMatched",
        "ReceiptPartial",
        "OverpaymentDetected",
        "DuplicateReceiptDetected",
        "LateReceiptDetected",
        "ReversalRepaid",
        "BankInterestCredited",
        "RefundConfirmed",
        "RefundReturned",
        "PayoutConfirmed",
        "TreasuryRemitted",
        "ServiceFeeSwept",
        "PayoutReturned",
        "BankCreditReversed",
        "OpenCreditReversed",
        "BankChargeRecorded",
        "BankChargeRepaid",
        "FundsTransferredBetweenAccounts",
        "PriceReceived",
        "ForfeitureMoneyReturned",
    }
)
"""Facts of a line that became somebody's."""
_IMPORTS = frozenset({"StatementImported", "BankCreditRecorded", "BankDebitRecorded"})
RECORDS = frozenset({"PayerMismatchDetected", "NonBasicAccountDetected"})
"""Facts of a line that was found not to be what was wanted."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an address tells of an act, held against the log: nothing is said that is not so."""

    system: System
    reader: Identity
    at: int
    speech: Speech

    def last(self, spans: Collection[tuple[int, int]], code: str, undo: bool) -> LastAct | None:
        """What this reader's commands did, each in its span of positions; None for all else."""
        say = self.speech.say
        facts = of_commands(self.system.readers, self.at, spans, self.reader.person)
        names = [name for _, name in facts]
        if not names:
            return None
        if _IMPORTS & set(names):
            lines = sum(name in ("BankCreditRecorded", "BankDebitRecorded") for name in names)
            key = "today.said.import" if lines else "today.said.import.same"
            return LastAct(say(key, n=lines), "", None)
        line = self.line(code)
        if line is None:
            n = sum(name in ("LineAllocated", "LineDivided", "DebitMatched") for name in names)
            return LastAct(say("today.said.bulk", n=n), "", None) if n else None
        until = say("today.undo.until") if undo else ""
        return LastAct(self._words(line, names), until, None)

    def _words(self, line: SeenLine, names: list[str]) -> str:
        say, number = self.speech.say, number_of(line, self.speech)
        fen = plain_money(line.minor, line.currency)
        if "ReceiptRejected" in names:
            return say("today.said.reject", number=number, fen=fen)
        if MATCHES & set(names):
            return say("today.said.match", number=number, title=self.title(line), fen=fen)
        if RECORDS & set(names):
            return say("today.said.record", number=number)
        if {"LineReleased", "LineRejoined"} & set(names):
            return say("today.said.undo", number=number)
        if "ReceiptClaimRefused" in names:
            return say("today.said.claim", number=number)
        if "LineAssigned" in names:
            return say("today.said.assign", number=number)
        return say("today.said.suspense" if line.suspense else "today.said.note", number=number)

    def line(self, code: str) -> SeenLine | None:
        """The line of a code, if it may be seen."""
        return one(self.system.readers, self.at, code) if code else None

    def title(self, line: SeenLine) -> str:
        """What a line is given to, in words."""
        found = Candidates(self.system, self.at).best([line]).get(line.code)
        return whose_words(line, found, self.speech) or line.whose or ""

    def conflict(self, rule: str, code: str, meant: str) -> Conflict | None:
        """What was refused of a line that may be seen, and what had happened to it."""
        if not known_rule(rule) and not is_rule(rule):
            return None
        say, line = self.speech.say, self.line(code)
        number = number_of(line, self.speech) if line else _short(code)
        if line is None:
            words = say("today.conflict.other", number=number)
            return Conflict(words, rule_words(rule, self.speech), "")
        found = changes(self.system.readers, self.at, [line.position]).get(line.position)
        changed = line.version > 1 and rule.startswith("desk.") and found is not None
        if rule == "desk.assignee_changed":
            words = say("today.conflict", number=number)
            return Conflict(words, say("today.conflict.assigned", person=line.assignee), "")
        if not changed or found is None:
            words = say("today.conflict.other", number=number)
            return Conflict(words, rule_words(rule, self.speech), self._meant(line, meant))
        words = say("today.conflict", number=number)
        return Conflict(words, self._instead(line, found), self._meant(line, meant))

    def _instead(self, line: SeenLine, found: Change) -> str:
        say = self.speech.say
        key = "today.conflict.released" if line.open else "today.conflict.matched"
        return say(
            key,
            person=say("today.machine") if found.post == "MATCHER" else found.person,
            moment=Shown(self.speech).line(found.recorded_at),
            title=self.title(line) if not line.open else "",
            position=f"{found.position:,}",
        )

    def _meant(self, line: SeenLine, meant: str) -> str:
        """What the reader had chosen: his own is not lost."""
        found = {one.subject: one for one in Candidates(self.system, self.at).all(line)}
        wanted = found.get(meant)
        if wanted is None:
            return ""
        title = candidate_words(wanted, self.speech)
        return self.speech.say("today.conflict.meant", title=title)


def _short(code: str) -> str:
    try:
        return f"#{line_id(code).number}"
    except NotAnIdentifier:
        return "–"
