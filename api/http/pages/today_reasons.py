"""What each mark of a line beside its candidate was found to be, in words."""

from dataclasses import dataclass

from api.desk.candidate import Candidate
from api.desk.seen_line import SeenLine
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.today_names import masked, tail
from api.said import plain_money
from domain.evidence import Mark as Found
from domain.identifiers import payment_of, sub_account_in

_BANKS = "today.why.name.bank"


def reason(line: SeenLine, candidate: Candidate, wish: Speech, mark: str, found: Found) -> str:
    """The sentence of one mark."""
    beside = _Beside(line, candidate, wish)
    match candidate.kind:
        case "receipt":
            return beside.receipt(mark, found)
        case "bond":
            return beside.bond(mark, found)
        case "interest":
            return beside.interest(mark)
        case "reversal":
            return beside.reversal(mark, found)
        case "charge" | "charge_repaid" | "transfer" | "price" | "repaid":
            return beside.besides(mark, found)
        case _:
            return beside.payment(mark, found)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A line beside what it may be."""

    line: SeenLine
    candidate: Candidate
    wish: Speech

    def receipt(self, mark: str, found: Found) -> str:
        """A credit beside a deposit."""
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

    def bond(self, mark: str, found: Found) -> str:
        """A credit beside a bond: it is from the winner, and no more is wanted of it."""
        if mark == "name":
            return self._name(found, self.candidate.party)
        return self.wish.say("today.why.bond")

    def interest(self, mark: str) -> str:
        """The bank's interest beside a deposit."""
        say = self.wish.say
        match mark:
            case "number":
                return say("today.why.number.meets", number=sub_account_in(self.line.reference))
            case "name" | "account":
                return say(_BANKS)
            case "amount":
                return say("today.why.amount.interest")
            case _:
                return say("today.why.time.interest")

    def besides(self, mark: str, found: Found) -> str:
        """What is no deposit's: of the bank, between our accounts, of a sale or a payee."""
        say, one = self.wish.say, self.candidate
        if found is Found.NOTHING:
            return say("today.why.besides.nothing")
        if mark == "name":
            whose = {"price": one.party, "repaid": one.payee or one.party}
            return self._name(found, whose[one.kind]) if one.kind in whose else say(_BANKS)
        if mark == "account":
            return say(f"today.why.{one.kind}.account", account=one.payee or "")
        return say(f"today.why.{one.kind}.amount.{found.value}", fen=plain_money(one.due_fen))

    def payment(self, mark: str, found: Found) -> str:
        """A debit beside a payment of ours, or the credit by which it came back."""
        say, line, one = self.wish.say, self.line, self.candidate
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

    def reversal(self, mark: str, found: Found) -> str:
        """A reversal beside the credit that it may take back."""
        say, line, one = self.wish.say, self.line, self.candidate
        told: dict[str, dict[str, str]] = {
            "number": {"number": sub_account_in(line.reference) or ""},
            "name": {"name": masked(line.name), "payer": masked(one.payee)},
            "account": {"tail": tail(line.account), "payer": tail(one.payee_account)},
            "amount": {},
            "time": {"day": one.day.isoformat() if one.day else "–"},
        }
        state = "nothing" if found is Found.NOTHING else found.value
        return say(f"today.why.taken.{mark}.{state}", **told[mark])
