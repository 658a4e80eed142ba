"""How a statement stands to those of its day before it: it repeats them, goes on, or neither.

A line is known by its fingerprint, and that is not the same in every form in which a bank may bring
it; of two equal payments one may stand in the morning's statement, one in the afternoon's. Balances
tell what fingerprints cannot. Nothing is written here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.banks.planning import Planned
from api.banks.statements.format import Statement
from api.banks.statements.wording import serial
from domain.bankday.state import Stated
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.bankpage.state import Line
from domain.money import show

type _Alike = tuple[date, int, bool, Particulars | None]
"""What a line says besides its number: day, amount, way, and all of its particulars."""


@dataclass(frozen=True, slots=True)
class Span:
    """From which balance to which a statement goes; minor units."""

    opening: int
    closing: int


def span_of(statement: Statement) -> Span | None:
    """None where it does not state both."""
    if statement.opening_minor is None or statement.closing_minor is None:
        return None
    return Span(statement.opening_minor, statement.closing_minor)


def chain(spans: Collection[Span]) -> Span | None:
    """From where to where statements lead that follow each other; None if they do not."""
    moving = {one for one in spans if one.opening != one.closing}
    if not moving:
        return next(iter(spans), None) if len(set(spans)) == 1 else None
    opens, closes = ({one.opening for one in moving}, {one.closing for one in moving})
    first, last = opens - closes, closes - opens
    return Span(first.pop(), last.pop()) if len(first) == len(last) == 1 else None


def repeats(one: Span, spans: Collection[Span]) -> bool:
    """Whether statements that came before lead from where it opens to where it closes.

    Where a balance is reached twice nobody can tell, and it does not.
    """
    if chain(spans) is None or one.opening == one.closing:
        return False
    reached, more = set[int](), {one.opening}
    while more:
        more = {span.closing for span in spans if span.opening in more} - reached
        reached |= more
    return one.closing in reached


def goes_on(one: Span, spans: Collection[Span]) -> bool:
    """Whether it begins where they end, or ends where they begin: then no line is in both."""
    whole = chain(spans)
    if whole is None or one.opening == one.closing or repeats(one, spans):
        return False
    after = one.opening == whole.closing and one.opening not in {span.opening for span in spans}
    before = one.closing == whole.opening and one.closing not in {span.closing for span in spans}
    return after or before


def touches(one: Span, spans: Collection[Span]) -> bool:
    """Whether one of them closes where it opens, or opens where it closes."""
    return any(one.opening == span.closing or one.closing == span.opening for span in spans)


def stands_apart(plan: Planned, spans: Collection[Span], known: int) -> str | None:
    """Why it cannot be told which lines of a single page are new, `known` of them seeming not to
    be; None where it can. The page neither repeats the day's statements nor goes on from them.
    """
    own, statement = span_of(plan.statement), plan.statement
    if statement.page_of is None or own is None or own in spans or repeats(own, spans):
        return None
    if touches(own, spans) and not known:
        return None
    opens, closes = (show(one, statement.currency) for one in (own.opening, own.closing))
    return (
        f"statement {statement.identifier} of {plan.day} is a page from {opens} to {closes}, and "
        "does not go on from those of its day that came: bring the page before or behind it "
        "first, or all pages in one file"
    )


def scattered(plan: Planned, spans: Collection[Span]) -> str | None:
    """Why it cannot be told which lines of a page are new whose file has others of its day that it
    does not join; None where it can: it is no page, or came just so.
    """
    own, statement = span_of(plan.statement), plan.statement
    if statement.page_of is None or own is None or own in spans:
        return None
    opens, closes = (show(one, statement.currency) for one in (own.opening, own.closing))
    return (
        f"statement {statement.identifier} of {plan.day} is a page from {opens} to {closes}, "
        "others of its day stand elsewhere in the file, and some came before: bring these pages "
        "in order, or one file each"
    )


def renumbered(plan: Planned, taken: Collection[str]) -> Planned:
    """The same lines, twins counted on from those whose fingerprints are `taken`."""
    account, to = plan.account.number, dict[str, str]()
    for line in plan.statement.lines:
        before = 0
        while replace(line, occurrence=before + 1).fingerprint(account) in taken:
            before += 1
        on = replace(line, occurrence=line.occurrence + before)
        to[line.fingerprint(account)] = on.fingerprint(account)
    lines = {day: [_under(line, to) for line in found] for day, found in plan.lines.items()}
    return replace(plan, lines=lines)


def as_banked(plan: Planned, banked: Iterable[Line]) -> Planned:
    """The same lines; one that was banked when what banks write for no number was still read as
    its number is known by the fingerprint that it got then.

    Such a line is told by everything else that it says, its reference too: of two payments of one
    payer to two numbers none stands for the other. What has a number by now is never one of them.
    """
    left, known = defaultdict[_Alike, list[str]](list), set[str]()
    for there in banked:
        if (said := there.particulars) is not None:
            known.add(said.fingerprint)
            if said.serial and serial(said.serial) is None:
                left[_alike(there, there.value_date or there.day)].append(said.fingerprint)
    if not left:
        return plan
    to = dict[str, str]()
    for day, found in plan.lines.items():
        for line in found:
            own = line.particulars.fingerprint
            new = own not in known and line.particulars.serial is None
            same = left[_alike(line, line.value_date or day)] if new else ()
            to[own] = same.pop(0) if same else own
    lines = {day: [_under(line, to) for line in found] for day, found in plan.lines.items()}
    return replace(plan, lines=lines)


def _alike(line: BankLine | Line, day: date) -> _Alike:
    """What a line says besides its number, but for what earlier readers did not tell."""
    said = line.particulars
    told = said and replace(said, fingerprint="", serial=None, kind=None, return_code=None)
    return day, line.amount, line.credit, told


def _under(line: BankLine, to: dict[str, str]) -> BankLine:
    said = line.particulars
    return replace(line, particulars=replace(said, fingerprint=to[said.fingerprint]))


def contradicted(
    plan: Planned, spans: Collection[Span], stood: int, new: Sequence[BankLine]
) -> str | None:
    """Why the new lines of a statement cannot all be new, by its balances; None where they can.

    `spans` are of the day's statements that came before, `stood` what their files' lines and all
    others of the day come to. Books that were where the day's statements end are so afterwards.
    """
    own = span_of(plan.statement)
    if own is None or not new:
        return None
    tells = f"statement {plan.statement.identifier} of {plan.day}"
    told = f"{tells} brings {len(new)} line{'' if len(new) == 1 else 's'} that no file brought so"
    if repeats(own, spans):
        return f"{told}, but what leads from where it opens to where it closes is banked already"
    whole = chain(spans)
    if whole is None or whole.opening + stood != whole.closing or set(plan.lines) != {plan.day.day}:
        return None
    come = stood + sum(line.amount if line.credit else -line.amount for line in new)
    if any(first + come == last for first, last in _ways(whole, own)):
        return None
    currency = plan.statement.currency
    stands, closes = (show(n, currency) for n in (whole.opening + come, own.closing))
    return f"{told}: with them the books would stand at {stands}, it closes at {closes}"


def gaps(plan: Planned, before: Stated, *, same_day: bool) -> Iterator[str]:
    """What whoever brings it should know of the statement before it, of its day or an earlier one.
    One of the same day may well begin where that begins.
    """
    own, sequence = span_of(plan.statement), plan.statement.sequence
    if own is not None and not same_day and own.opening != before.closing:
        opens, closed = (
            show(one, plan.statement.currency) for one in (own.opening, before.closing)
        )
        yield f"opens at {opens}, the statement before it closed at {closed}"
    missing = range((before.sequence or 0) + 1, sequence or 0)
    if before.sequence is not None and missing:
        more = f" to {missing[-1]}" if len(missing) > 1 else ""
        yield f"number {sequence} follows number {before.sequence}: {missing[0]}{more} did not come"


def _ways(whole: Span, own: Span) -> Iterator[tuple[int, int]]:
    for first in (whole.opening, own.opening):
        for last in (whole.closing, own.closing):
            yield first, last
