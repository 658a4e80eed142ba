"""Why a line was not matched, and why an act about it was refused, in words."""

import re
from collections.abc import Sequence

from api.desk.candidate import Candidate
from api.desk.likeness import ENOUGH
from api.desk.outcome import Outcome
from api.desk.seen_line import SeenLine
from api.http.pages.speech import Speech
from api.http.pages.today_marks import Weighed
from api.http.pages.today_names import masked, tail
from api.said import plain_money
from domain.evidence import Mark
from domain.kernel import Rejected

_REFUSED = {
    "desk.not_this_line": "today.refused.not_this_line",
    "desk.line_changed": "today.refused.not_this_line",
    "desk.no_such_line": "today.refused.not_this_line",
    "desk.line_allocated": "today.refused.allocated",
    "desk.done_before": "today.refused.allocated",
    "desk.assignee_changed": "today.refused.assigned",
    "deposit.not_refused": "today.refused.not_refused",
    "deposit.money_moved_on": "today.refused.moved_on",
    "deposit.payer_unknown": "today.refused.payer_unknown",
    "deposit.other_sub_account": "today.refused.other_number",
    "desk.no_reason": "today.refused.no_reason",
    "claim.answered": "today.refused.claim",
    "bankday.closed": "today.refused.closed",
    "payment.wrong_stage": "today.refused.stage",
    "payment.amount_differs": "today.refused.amount",
    "desk.parts_differ": "today.refused.parts",
    "desk.other_parts": "today.refused.other_parts",
    "desk.divided": "today.refused.divided",
    "desk.not_open": "today.refused.not_open",
    "desk.no_reversal": "today.refused.no_reversal",
    "desk.other_credit": "today.refused.other_credit",
    "deposit.not_paid_by": "today.refused.not_paid_by",
    "deposit.carried_over": "today.refused.carried",
    "deposit.frozen": "today.refused.frozen",
    "statement": "today.import.failed",
    "deposit.already_required": "today.refused.allocated",
    "stray.of_the_bank": "today.refused.of_the_bank",
    "bond.too_much": "refusal.bond.too_much",
    "charge.no_charge": "today.refused.charge.none",
    "charge.unknown": "today.refused.charge.unknown",
    "charge.other_account": "today.refused.charge.account",
    "charge.other_payer": "today.refused.charge.payer",
    "charge.too_much": "today.refused.charge.too_much",
    "price.not_the_buyers": "today.refused.price.buyer",
    "price.no_sale": "today.refused.price.buyer",
    "price.other_payer": "today.refused.price.payer",
    "price.too_much": "today.refused.price.too_much",
    "price.other_account": "today.refused.price.elsewhere",
    "price.no_part": "today.refused.price.part",
    "price.part_elsewhere": "today.refused.price.part",
    "price.other_part": "today.refused.price.part",
    "account.other_cash": "today.refused.price.account",
    "claim.none": "today.refused.repaid.none",
    "claim.came_back": "today.refused.repaid.none",
    "claim.other_account": "today.refused.repaid.account",
    "claim.other_payer": "today.refused.repaid.payer",
    "claim.too_much": "today.refused.repaid.too_much",
}


def known_rule(rule: str) -> bool:
    """Whether a refusal by this rule has its words; an address may name any."""
    return rule in _REFUSED


def is_rule(rule: str) -> bool:
    """Whether this has the form of a rule's name, `area.rule`; no sentence has."""
    return re.fullmatch(r"[a-z]{1,20}\.[a-z_]{1,40}", rule) is not None


def refusal_words(refused: Rejected, speech: Speech) -> str:
    """Why it cannot be, as a sentence."""
    return rule_words(refused.rule, speech)


def rule_words(rule: str, speech: Speech) -> str:
    """The sentence of a rule's refusal; a rule without one is named."""
    key = _REFUSED.get(rule)
    return speech.say(key) if key else speech.say("today.refused.other", rule=rule)


def why(
    weighed: Weighed, found: Sequence[Candidate], would: Outcome | None
) -> tuple[tuple[str, str], ...]:
    """Why it was not matched by itself, and why it is none of the other candidates."""
    say = weighed.wish.say
    said = [(say("today.why.title"), _why_not(weighed, would))]
    if alike := _alike(weighed):
        said.append((say("today.why.alike"), alike))
    others = [one for one in found if one is not weighed.candidate]
    if others:
        lines = [_other(weighed, one) for one in others]
        comma = say("today.why.join")
        said.append((say("today.why.others", n=len(others)), comma.join(lines)))
    return tuple(said)


def claim_words(line: SeenLine, one: Candidate, speech: Speech) -> str:
    """What the candidate's bidder claims and the line fits; '' where nothing. Also that equal money
    came first, where it did: one of the two is what was claimed.
    """
    said = one.claim
    if said is None:
        return ""
    serial = said.serial is not None and said.serial == line.serial
    words = speech.say(
        "today.claimed.serial" if serial else "today.claimed",
        n=said.number,
        day=said.sent_on.isoformat(),
        fen=plain_money(said.amount_fen),
        payer=masked(said.payer),
        tail=tail(said.payer_account),
    )
    if said.open:
        return words
    return f"{words} {speech.say('today.claimed.twice')}"


_BY_A_PERSON = ("reversal", "charge", "charge_repaid", "transfer", "price", "repaid")
"""Kinds of candidates of which the matcher judges none, or not of such a line."""


def _why_not(weighed: Weighed, would: Outcome | None) -> str:
    say, line, one = weighed.wish.say, weighed.line, weighed.candidate
    if line.currency != "CNY":
        return say("today.why.foreign")
    if one is None:
        return say(f"today.why.{_lonely(line)}")
    failed = weighed.evidence.failed
    if failed is None:
        if would is not None and would.refused is not None:
            reason = refusal_words(would.refused, weighed.wish)
            return say("today.why.refused", reason=reason)
        if one.kind in _BY_A_PERSON:
            return say(f"today.why.{one.kind}")
        return say("today.why.fits" if line.about else "today.why.stray")
    mark, reason = weighed.label(failed), weighed.reason(failed)
    key = "today.why.recorded" if one.recorded else "today.why.failed"
    said = say(key, mark=mark, reason=reason)
    if rule := weighed.rule(failed):
        source = rule.source.text
        row = say("today.why.rule", rule=rule.id, words=rule.zh, source=source)
        return say("today.why.both", first=said, then=row)
    return said


def _lonely(line: SeenLine) -> str:
    """Of a line that names nothing, what kind it is."""
    if line.credit:
        return "stray"
    return "reversal.none" if line.reversal else "debit"


def _alike(weighed: Weighed) -> str:
    """In what a candidate is like the line, where it is not the same; '' where in nothing."""
    say, one = weighed.wish.say, weighed.candidate
    if one is None:
        return ""
    alike, marks = one.alike, one.evidence
    words = []
    if marks.name is not Mark.MEETS and alike.name >= ENOUGH:
        key = "today.alike.sounds" if alike.sounds else "today.alike.name"
        words.append(say(key, percent=alike.name))
    if marks.number is not Mark.MEETS and alike.edits is not None:
        key = "today.alike.number" if alike.edits else "today.alike.number.written"
        words.append(say(key, n=alike.edits))
    if alike.title >= ENOUGH:
        words.append(say("today.alike.title", percent=alike.title))
    listed = say("today.why.join").join(words)
    return say("today.alike", words=listed) if words else ""


def _other(weighed: Weighed, one: Candidate) -> str:
    say = weighed.wish.say
    beside = Weighed(weighed.line, one, weighed.wish)
    failed = one.evidence.failed
    if failed is None:
        return say("today.why.other.fits", title=one.title)
    return say("today.why.other", title=one.title, mark=beside.label(failed))
