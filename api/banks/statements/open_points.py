"""What a sample of a bank's table leaves open: one question after the other, each of one thing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from api.banks.statements.amounts import digits
from api.banks.statements.cells import is_amount
from api.banks.statements.date_forms import compiled, names_a_day, names_a_time
from api.banks.statements.draft import Draft, fits
from api.banks.statements.drafting import WISHED
from api.banks.statements.format import StatementError
from api.banks.statements.sample import may_be_day

SHOWN = 3
"""So many values of a column are shown with its name."""
LOOKED_AT = 50
"""So many values of a column tell what it could be: below the lines a table may have notes."""
MARKS_MOST = 8
"""A column of more words than these tells no direction."""
WAYS = ("credit", "debit")
_NUMBER = re.compile(r"[0-9*xX -]{6,}")


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is open. `choices`: what may be answered, none of them where any text may;
    `default`: what nothing said means. `needed`: without it the profile reads nothing."""

    key: str  # of the answer, see `answers.Said`
    choices: tuple[str, ...]
    default: str
    needed: bool = False
    shown: tuple[str, ...] = ()  # of what it is about, the first values


def open_points(draft: Draft) -> Iterator[Open]:
    """In the order in which they are asked; what was answered is not open any more."""
    points = (*_days(draft), *_money(draft), *_wishes(draft), *_account(draft))
    return (one for one in points if one.key not in draft.answers)


def refuse_wrong(draft: Draft, point: Open, value: str) -> None:
    """Raises StatementError for an answer that cannot be meant, saying what would be right."""
    if point.choices:
        if value and value not in point.choices:
            known = ", ".join(point.choices)
            raise StatementError("unread.choice", said=value[:40], known=known)
        return
    kind, _, about = point.key.partition(".")
    if kind == "form" and value:
        _refuse_form(draft, about, value)
    elif point.key == "currency":
        digits(value)


def _refuse_form(draft: Draft, about: str, form: str) -> None:
    whole = names_a_day if about == "date" else names_a_time
    told = draft.column(about)
    try:
        good = whole(compiled(form)) and (not told or fits(about, form, told))
    except ValueError as error:
        raise StatementError("unread.form.bad", why=error) from None
    if not good:
        parts = "yyyy MM M dd d" if about == "date" else "HH H mm ss"
        said = "".join(told[:1])[:40]
        raise StatementError("unread.form", form=form[:40], said=said, parts=parts)


def _days(draft: Draft) -> Iterator[Open]:
    if "date" not in draft.fields:
        yield from _column(draft, "date", needed=True)
    for one in ("date", "time"):
        if (told := draft.column(one)) and draft.form(one) is None:
            yield Open(f"form.{one}", (), "", needed=True, shown=tuple(told[:SHOWN]))


def _money(draft: Draft) -> Iterator[Open]:
    has = draft.fields.keys() & {"credit", "debit", "amount"}
    if "amount" in has:
        yield from _direction(draft)
        return
    if not has:
        yield from _column(draft, "amount", needed=True)
    for one in WAYS:
        if one not in has and (has or draft.answers.columns("amount") == []):
            yield from _column(draft, one, needed=True)


def _direction(draft: Draft) -> Iterator[Open]:
    """Which way an amount went: by a column of marks, or by its sign."""
    if "mark" in draft.fields:
        unknown = draft.unknown_marks()
        for word in unknown if len(unknown) <= MARKS_MOST else ():
            yield Open(f"mark.{word}", WAYS, "", needed=True)
    elif not draft.has_negative():
        yield from _column(draft, "mark")
        yield Open("positive", WAYS, "", needed=True)


def _wishes(draft: Draft) -> Iterator[Open]:
    for one in WISHED:
        if not draft.told(one):
            yield from _column(draft, one)


def _account(draft: Draft) -> Iterator[Open]:
    if "account" not in draft.fields and draft.label() is None:
        yield Open("account", (), "")
    if "currency" not in draft.fields:
        yield Open("currency", (), "CNY")


def _column(draft: Draft, one: str, *, needed: bool = False) -> Iterator[Open]:
    """Which column is a field: of those that were taken for nothing, such as could be it; any of
    them where none could and one is needed. Nothing to ask where there is none."""
    taken = {at for places in draft.fields.values() for at in places}
    names = draft.sample.names
    left = [at for at, called in enumerate(names) if called and at not in taken]
    left = [at for at in left if names.count(names[at]) == 1]
    could = _COULD_BE.get(one, bool)
    likely = [at for at in left if could(draft.sample.told(at)[:LOOKED_AT])]
    if places := likely or (left if needed else ()):
        yield Open(f"column.{one}", tuple(names[at] for at in places), "", needed)


def _all_days(told: list[str]) -> bool:
    return bool(told) and all(map(may_be_day, told))


def _amounts(told: list[str]) -> bool:
    return bool(told) and all(map(is_amount, told))


def _words(told: list[str]) -> bool:
    return 0 < len(set(told)) <= MARKS_MOST and not any(map(is_amount, told))


def _numbers(told: list[str]) -> bool:
    return bool(told) and all(map(_NUMBER.fullmatch, told))


_COULD_BE: dict[str, Callable[[list[str]], bool]] = {
    "date": _all_days,
    "amount": _amounts,
    "credit": _amounts,
    "debit": _amounts,
    "balance": _amounts,
    "mark": _words,
    "counterparty_account": _numbers,
}
"""Whether what stands in a column can be of a field; any column with a text can be the others."""
