"""The list of 今日对账: which lines stand under which head, and how each is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.desk.candidate import Candidate
from api.desk.changes import Change
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidates
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.today_marks import Weighed, tag_of
from api.http.pages.today_names import masked, tail
from api.http.pages.today_wish import TABS, Wish
from api.http.pages.views.desk import Act, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.today import LineGroup, LineRow
from api.said import plain_money
from domain.identifiers import line_id

ROWS = 200
"""So many rows are listed at once."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All lines that may be seen, sorted into where they belong."""

    wish: Wish
    speech: Speech
    me: str
    lines: Sequence[SeenLine]
    older: Sequence[SeenLine]
    candidates: Candidates
    best: Mapping[str, Candidate]
    changes: Mapping[int, Change]
    may_match: bool

    def sorted(self) -> dict[str, list[SeenLine]]:
        """Lines by their head: to be judged, fit for many at once, waiting, matched."""
        heads: dict[str, list[SeenLine]] = {
            "judge": [],
            "exact": [],
            "older": [],
            "suspense": [],
            "done": [],
        }
        for line in (*self.lines, *self.older):
            if self._passed(line):
                heads[self._head(line)].append(line)
        return heads

    def _passed(self, line: SeenLine) -> bool:
        if self.wish.mine and line.assignee != self.me:
            return False
        return not self.wish.side or line.credit == (self.wish.side == "in")

    def _head(self, line: SeenLine) -> str:
        if not line.open:
            return "done"
        if line.suspense:
            return "suspense"
        best = self.best.get(line.code)
        if best is not None and best.evidence.fits:
            return "exact"
        return "judge" if line.day == self.wish.day else "older"

    def weighed(self, line: SeenLine) -> Weighed:
        """A line beside what it names."""
        fact = fact_of(self.changes.get(line.position))
        return Weighed(line, self.best.get(line.code), self.speech, fact)


def fact_of(change: Change | None) -> str:
    """What a line was found to be; '' where it was found to be just what was wanted."""
    return next((name for name in (change.names if change else ()) if name in _FOUND), "")


_OF_TAB = {
    "open": ("judge", "exact", "older"),
    "suspense": ("suspense",),
    "done": ("done",),
    "all": ("judge", "exact", "older", "suspense", "done"),
}


def in_tab(heads: Mapping[str, list[SeenLine]], tab: str) -> list[SeenLine]:
    """The lines of a tab, in the order in which they are listed."""
    return [line for head in _OF_TAB[tab] for line in heads[head]]


def groups(
    listing: Listing, heads: Mapping[str, list[SeenLine]], act: Act | None
) -> tuple[tuple[LineGroup, ...], str | None]:
    """What is listed of the chosen tab, from where the address says; and where it goes on."""
    wish = listing.wish
    order = in_tab(heads, wish.tab)
    codes = [line.code for line in order]
    start = codes.index(wish.after) + 1 if wish.after in codes else 0
    listed = set(codes[start : start + ROWS])
    made = []
    for head in _OF_TAB[wish.tab]:
        rows = [line for line in heads[head] if line.code in listed]
        if rows:
            bulk = act if head == "exact" and listing.may_match else None
            made.append(_group(listing, head, heads[head], rows, bulk))
    more = codes[start + ROWS - 1] if len(codes) > start + ROWS else None
    return tuple(made), more


def _group(
    listing: Listing,
    head: str,
    whole: Sequence[SeenLine],
    rows: Iterable[SeenLine],
    act: Act | None,
) -> LineGroup:
    say = listing.speech.say
    ins = [line.minor for line in whole if line.credit]
    outs = [line.minor for line in whole if not line.credit]
    words = say(
        f"today.group.{head}",
        n=len(whole),
        ins=len(ins),
        outs=len(outs),
        credits=plain_money(sum(ins)),
        debits=plain_money(sum(outs)),
    )
    ticked = act is not None
    return LineGroup(words, tuple(_row(listing, line, ticked) for line in rows), act)


def _row(listing: Listing, line: SeenLine, ticked: bool) -> LineRow:
    weighed, best = listing.weighed(line), listing.best.get(line.code)
    say = listing.speech.say
    return LineRow(
        code=line.code,
        number=number_of(line, listing.speech),
        when=_when(listing, line),
        name=masked(line.name) or say("today.name.none"),
        tail=tail(line.account),
        credit=line.credit,
        minor=line.minor,
        currency=line.currency,
        marks=weighed.glance(),
        candidate=whose_words(line, best, listing.speech) or say("today.no_one"),
        tag=state_of(listing, line),
        tick=f"{line.code}@{line.version}@{best.subject}" if ticked and best else "",
        selected=line.code == listing.wish.line,
        path=listing.wish.path(line=line.code),
    )


def number_of(line: SeenLine, speech: Speech) -> str:
    """The end of the bank's serial; where it gives none, the line's place on the day's pages."""
    if line.serial:
        return line.serial[-6:]
    of = line_id(line.code)
    return speech.say("today.serial", n=(of.page.page - 1) * 500 + of.number)


def _when(listing: Listing, line: SeenLine) -> str:
    if line.day != listing.wish.day:
        return f"{line.day:%m-%d}"
    return Shown(listing.speech).clock(line.booked_at) if line.booked_at else "–"


_OF_A_LINE = frozenset({"charge", "charge_repaid", "transfer"})
"""Kinds of candidates that are another line, or the line itself."""


def candidate_words(one: Candidate, speech: Speech) -> str:
    """What a candidate is, in one line."""
    if one.kind == "reversal":
        name = masked(one.payee) or speech.say("today.name.none")
        return speech.say("today.candidate.reversal", serial=one.serial[-6:], name=name)
    if one.kind in _OF_A_LINE:
        kind = "transfer_price" if one.kind == "transfer" and one.deposit else one.kind
        told = {"serial": one.serial[-6:] or "–", "account": one.payee or "", "bank": one.party}
        return speech.say(f"today.candidate.{kind}", title=one.title, **told)
    if one.payout:
        payee = one.payee or one.party
        return speech.say(f"today.candidate.payout.{one.kind}", title=one.title, payee=payee)
    return speech.say(f"today.candidate.{one.kind}", title=one.title, party=one.party)


def whose_words(line: SeenLine, one: Candidate | None, speech: Speech) -> str:
    """What a line is or seems to be, in one line: of a divided one, how many have a part of it."""
    if line.among:
        return speech.say("today.divided", n=len(line.among))
    return candidate_words(one, speech) if one else ""


def state_of(listing: Listing, line: SeenLine) -> TagView | None:
    """The one tag of a row."""
    say = listing.speech.say
    if not line.open:
        fact = fact_of(listing.changes.get(line.position))
        if line.among:
            return TagView("done", "tick", say("today.tag.matched"))
        if fact == "ReceiptRejected":
            return TagView("way", "hook", say(_FOUND[fact]))
        return TagView("done", "tick", say(_FOUND.get(fact, "today.tag.matched")))
    if line.assignee == listing.me:
        return TagView("way", "person", say("today.tag.mine"))
    if line.assignee:
        return TagView("way", "person", say("today.tag.theirs", person=line.assignee))
    return tag_of(listing.weighed(line))


_FOUND = {
    "ReceiptPartial": "today.tag.short",
    "OverpaymentDetected": "today.tag.over",
    "DuplicateReceiptDetected": "today.tag.twice",
    "LateReceiptDetected": "today.tag.time",
    "ReceiptRejected": "today.tag.rejected",
    "ReversalRepaid": "today.tag.repaid",
    "TransferMatched": "today.tag.transfer",
    "BankChargeRecorded": "today.tag.charge",
    "BankCreditReversed": "today.tag.reversal",
    "OpenCreditReversed": "today.tag.reversal",
}


def tabs(listing: Listing, heads: Mapping[str, list[SeenLine]]) -> tuple[Choice, ...]:
    """The tabs, each with how many lines it has."""
    wish, say = listing.wish, listing.speech.say
    return tuple(
        Choice(
            say(f"today.tab.{tab}", n=len(in_tab(heads, tab))),
            wish.path(tab="" if tab == "open" else tab, line="", after=""),
            wish.tab == tab,
            tab,
        )
        for tab in TABS
    )
