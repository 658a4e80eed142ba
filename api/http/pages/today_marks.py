"""The five marks of a line in words: what each compares, what it found, which rule row decides."""

from dataclasses import dataclass, replace

from api.desk.seen_line import SeenLine
from api.desk.whose import Candidate
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Mark, TagView
from api.said import plain_money
from domain.categories.register import of as category_of
from domain.evidence import Evidence
from domain.evidence import Mark as Found
from domain.identifiers import payment_of, sub_account_in
from domain.rules import Rule

MARKS = ("number", "name", "account", "amount", "time")
"""In the order in which they stand."""

_OF_DEPOSIT = {name: f"today.mark.{name}" for name in MARKS}
_OF_PAYMENT = _OF_DEPOSIT | {
    "number": "today.mark.reference",
    "account": "today.mark.payee_account",
    "time": "today.mark.stage",
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


def tail(account: str | None) -> str:
    """The last four signs of an account's number."""
    return (account or "")[-4:]


def masked(name: str | None) -> str:
    """A name as it may be shown to who keeps the money: of a private person, the first sign."""
    said = "".join((name or "").split())
    private = 2 <= len(said) <= 4 and all("一" <= sign <= "鿿" for sign in said)
    return f"{said[0]}{'*' * (len(said) - 1)}" if private else (name or "").strip()


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
        payment = self.candidate is not None and self.candidate.kind in ("debit", "return")
        return self.wish.say((_OF_PAYMENT if payment else _OF_DEPOSIT)[mark])

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
        match self.candidate.kind:
            case "receipt":
                return _Receipt(self.line, self.candidate, self.wish).reason(mark, found)
            case "interest":
                return self._interest(mark)
            case _:
                return self._payment(mark, found)

    def rule(self, mark: str) -> Rule | None:
        """The rule row by which a mark of what is paid in decides that is not met, if one does."""
        category = self.candidate.category if self.candidate and self.candidate.wanted else ""
        if not category or getattr(self.evidence, mark) in (Found.MEETS, Found.NOTHING):
            return None
        subject = _RULES.get(self.kind if mark == "amount" else mark)
        rows = category_of(category).about(subject, self.line.day) if subject else ()
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

    def _interest(self, mark: str) -> str:
        say = self.wish.say
        match mark:
            case "number":
                return say("today.why.number.meets", number=sub_account_in(self.line.reference))
            case "name" | "account":
                return say("today.why.name.bank")
            case "amount":
                return say("today.why.amount.interest")
            case _:
                return say("today.why.time.interest")

    def _payment(self, mark: str, found: Found) -> str:
        say, line, one = self.wish.say, self.line, self.candidate
        assert one is not None, "a payment was found"
        if mark == "time":
            return say("today.why.pay.stage", stage=say(f"today.stage.{one.stage}"))
        if mark == "number":
            if found is Found.NOTHING:
                return say("today.why.pay.number.nothing")
            key = "meets" if found is Found.MEETS else "required"
            named = payment_of(line.end_to_end) or line.end_to_end
            return say(f"today.why.pay.number.{key}", number=named)
        if found is Found.NOTHING:
            return say("today.why.pay.nothing")
        if mark == "amount":
            if found is Found.MEETS:
                return say("today.why.pay.amount.meets")
            return say("today.why.pay.amount.required", fen=plain_money(one.due_fen))
        if mark == "name":
            if found is Found.MEETS:
                return say("today.why.pay.name.meets")
            names = {"name": masked(line.name), "payee": masked(one.payee)}
            return say("today.why.pay.name.differs", **names)
        if found is Found.MEETS:
            return say("today.why.pay.account.meets", tail=tail(line.account))
        tails = {"tail": tail(line.account), "payee": tail(one.payee_account)}
        return say("today.why.pay.account.differs", **tails)


@dataclass(frozen=True, slots=True)
class _Receipt:
    """A credit beside a deposit."""

    line: SeenLine
    candidate: Candidate
    wish: Speech

    def reason(self, mark: str, found: Found) -> str:
        say, wanted = self.wish.say, self.candidate.wanted
        assert wanted is not None, "a deposit waits for something"
        number = sub_account_in(self.line.reference)
        match mark:
            case "number":
                return say(f"today.why.number.{found.value}", number=number)
            case "name":
                return self._name(found, wanted.payer)
            case "account":
                basic = tail(wanted.basic_account)
                last = tail(self.line.account)
                return say(f"today.why.account.{found.value}", tail=last, basic=basic)
            case "amount":
                return self._amount(wanted.missing_fen)
            case _:
                deadline = Shown(self.wish).line(wanted.deadline)
                return say(f"today.why.time.{found.value}", deadline=deadline)

    def _name(self, found: Found, payer: str) -> str:
        say = self.wish.say
        if found is not Found.MEETS:
            given = masked(self.line.name) or say("today.name.none")
            return say("today.why.name.required", name=given, payer=payer)
        return say("today.why.name.same" if payer == self.line.name else "today.why.name.alike")

    def _amount(self, missing: int) -> str:
        say, more = self.wish.say, self.line.minor - missing
        if not missing:
            return say("today.why.amount.twice")
        if not more:
            return say("today.why.amount.meets")
        key = "over" if more > 0 else "short"
        return say(f"today.why.amount.{key}", fen=plain_money(abs(more)))


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
