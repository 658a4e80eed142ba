"""The five marks of a line in words: what each compares, what it found, which rule row decides."""

from dataclasses import dataclass, replace

from api.desk.candidate import Candidate
from api.desk.seen_line import SeenLine
from api.http.pages.speech import Speech
from api.http.pages.today_reasons import reason
from api.http.pages.views.desk import Mark, TagView
from domain.evidence import Evidence
from domain.evidence import Mark as Found
from domain.identifiers import sub_account_in
from domain.rules import Rule

MARKS = ("number", "name", "account", "amount", "time")
"""In the order in which they stand."""

_OF_DEPOSIT = {name: f"today.mark.{name}" for name in MARKS}
_OF_PAYMENT = _OF_DEPOSIT | {
    "number": "today.mark.reference",
    "account": "today.mark.payee_account",
    "time": "today.mark.stage",
}
_BESIDES = _OF_DEPOSIT | {"account": "today.mark.payee_account"}
_OF_REVERSAL = _OF_DEPOSIT | {
    "account": "today.mark.payer_account",
    "time": "today.mark.after",
}
_LABELS = {
    "debit": _OF_PAYMENT,
    "return": _OF_PAYMENT,
    "reversal": _OF_REVERSAL,
    **dict.fromkeys(("charge", "charge_repaid", "transfer", "price", "repaid"), _BESIDES),
}
_RULES = {
    "account": "deposit.from_basic_account",
    "name": "refund.rejected",
    "over": "refund.overpaid",
    "twice": "refund.duplicate",
    "time": "refund.late",
}
"""Which subject of a category's rule rows decides where a mark is not met."""

_AMOUNTS = {
    "ReceiptPartial": Found.DIFFERS,
    "OverpaymentDetected": Found.DIFFERS,
    "DuplicateReceiptDetected": Found.REQUIRED,
}
_LONELY = Evidence()
"""Of a line that may be nobody's: nothing to compare."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line beside its candidate, if it has one. `fact`: what a matched line was found to be."""

    line: SeenLine
    candidate: Candidate | None
    wish: Speech
    fact: str = ""

    @property
    def evidence(self) -> Evidence:
        """The marks themselves."""
        if self.candidate is None:
            return _LONELY
        amount = _AMOUNTS.get(self.fact)
        found = self.candidate.evidence
        return found if amount is None else replace(found, amount=amount)

    @property
    def kind(self) -> str:
        """What the failed test comes to: `short`, `over` and `twice` are three ends of one."""
        failed = self.evidence.failed or ""
        if failed != "amount" or self.candidate is None or self.candidate.wanted is None:
            return failed
        if not self.candidate.wanted.missing_fen:
            return "twice"
        return "short" if self.line.minor < self.candidate.wanted.missing_fen else "over"

    def label(self, mark: str) -> str:
        """What a mark is called."""
        kind = self.candidate.kind if self.candidate else ""
        return self.wish.say(_LABELS.get(kind, _OF_DEPOSIT)[mark])

    def glance(self) -> tuple[Mark, ...]:
        """All five as a row shows them, without their reasons."""
        found = self.evidence
        return tuple(Mark(self.label(name), getattr(found, name).value) for name in MARKS)

    def marks(self) -> tuple[Mark, ...]:
        """All five, each with its reason."""
        return tuple(
            Mark(self.label(name), getattr(self.evidence, name).value, self.reason(name), rule)
            for name in MARKS
            for rule in (self._rule_words(name),)
        )

    def reason(self, mark: str) -> str:
        """What a mark found, in words."""
        if self.candidate is None:
            return self._lonely(mark)
        if mark == "amount" and self.fact in _AMOUNTS:
            return self.wish.say(f"today.outcome.{self.fact}")
        found = getattr(self.evidence, mark)
        return reason(self.line, self.candidate, self.wish, mark, found)

    def rule(self, mark: str) -> Rule | None:
        """The rule row by which a mark of what is paid in decides that is not met, if one does."""
        rules = self.candidate.rules if self.candidate and self.candidate.wanted else None
        if rules is None or getattr(self.evidence, mark) in (Found.MEETS, Found.NOTHING):
            return None
        subject = _RULES.get(self.kind if mark == "amount" else mark)
        rows = rules.about(subject, self.line.day) if subject else ()
        return rows[0] if rows else None

    def _rule_words(self, mark: str) -> str:
        rule = self.rule(mark)
        return self.wish.say("today.rule", rule=rule.id) if rule else ""

    def _lonely(self, mark: str) -> str:
        if mark != "number" or not self.line.credit:
            return ""
        number = sub_account_in(self.line.reference)
        if number:
            return self.wish.say("today.why.number.unknown", number=number)
        return self.wish.say("today.why.number.nothing")


_TAGS = {
    "number": ("danger", "stop", "today.tag.number"),
    "name": ("danger", "stop", "today.tag.name"),
    "account": ("danger", "stop", "today.tag.account"),
    "short": ("warn", "warn", "today.tag.short"),
    "over": ("warn", "warn", "today.tag.over"),
    "twice": ("danger", "stop", "today.tag.twice"),
    "amount": ("danger", "stop", "today.tag.amount"),
    "time": ("danger", "stop", "today.tag.time"),
}


def tag_of(weighed: Weighed) -> TagView | None:
    """What an open line is, by the first test that it does not meet; None where nothing differs."""
    line, say = weighed.line, weighed.wish.say
    if line.currency != "CNY":
        return TagView("idle", "dash", say("today.tag.foreign"))
    if weighed.candidate is None:
        key = "charge" if line.kind == "CHARGE" else "reversal" if line.reversal else ""
        key = key or ("stray" if line.credit else "debit")
        return TagView("warn", "warn", say(f"today.tag.{key}"))
    kind = weighed.kind
    if not kind:
        return None
    if kind == "time" and weighed.candidate.kind in ("debit", "return"):
        return TagView("warn", "warn", say("today.tag.stage"))
    colour, glyph, key = _TAGS[kind]
    return TagView(colour, glyph, say(key))  # type: ignore[arg-type]  # literals of the table
