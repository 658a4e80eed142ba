"""Days and times in the forms that a bank profile names: `yyyy-MM-dd HH:mm:ss`, `yyyyMMdd`."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time

from api.banks.statements.format import StatementError
from api.banks.statements.saying import Sentence

_TOKENS = {
    "yyyy": r"(?P<year>(?:19|20|21)[0-9]{2})",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "dd": r"(?P<day>[0-9]{2})",
    "d": r"(?P<day>[0-9]{1,2})",
    "HH": r"(?P<hour>[0-9]{2})",
    "H": r"(?P<hour>[0-9]{1,2})",
    "mm": r"(?P<minute>[0-9]{2})",
    "ss": r"(?P<second>[0-9]{2})",
}
_TOKEN = re.compile("yyyy|MM?|dd?|HH?|mm|ss")
_DAY, _TIME = {"year", "month", "day"}, {"hour", "minute"}
SPREADSHEET_DATES = ("yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss")
"""How dates of a workbook are handed on; understood besides the forms of any profile."""

type Form = re.Pattern[str]


def compiled(form: str) -> Form:
    """A form as a pattern. Raises ValueError where it cannot be told what a text would mean."""
    pattern, at, loose = "", 0, False
    for token in _TOKEN.finditer(form):
        between, one_or_two = form[at : token.start()], len(token[0]) == 1
        if loose and one_or_two and not between:
            raise ValueError(f"form {form[:40]!r} has two parts of one or two digits that touch")
        loose = one_or_two or (loose and not between)
        pattern += re.escape(between) + _TOKENS[token[0]]
        at = token.end()
    if re.search("[A-SU-Za-z0-9]", _TOKEN.sub("", form)):
        raise ValueError(f"form {form[:40]!r} has more than yyyy MM M dd d HH H mm ss and signs")
    try:
        return re.compile(pattern + re.escape(form[at:]))
    except re.error:
        raise ValueError(f"form {form[:40]!r} names a part twice") from None


def names_a_day(form: Form) -> bool:
    """Whether texts of this form have year, month and day."""
    return form.groupindex.keys() >= _DAY


def names_a_time(form: Form) -> bool:
    """Whether texts of this form have hour and minute."""
    return form.groupindex.keys() >= _TIME


def day_and_time(text: str, forms: Iterable[Form]) -> tuple[date, time | None] | None:
    """The day of a text in the first form that fits, and its time where the form has one."""
    for form in forms:
        if names_a_day(form) and (found := form.fullmatch(text)):
            part = {key: int(value) for key, value in found.groupdict().items()}
            try:
                day = date(part["year"], part["month"], part["day"])
            except ValueError:
                continue
            return day, time_of(text, (form,))
    return None


def time_of(text: str, forms: Iterable[Form]) -> time | None:
    """The time of a text in the first form that fits."""
    for form in forms:
        if names_a_time(form) and (found := form.fullmatch(text)):
            part = {key: int(value) for key, value in found.groupdict().items()}
            try:
                return time(part["hour"], part["minute"], part.get("second", 0))
            except ValueError:
                continue
    return None


def no_date(text: str, forms: Sequence[str]) -> StatementError:
    """The sentence for a text that is a day in none of the forms."""
    return StatementError("unread.form.date", said=text[:40], forms=_either(forms))


def no_time(text: str, forms: Sequence[str]) -> StatementError:
    """The sentence for a text that is a time in none of the forms."""
    return StatementError("unread.form.time", said=text[:40], forms=_either(forms))


def _either(forms: Sequence[str]) -> object:
    said: object = forms[0] if forms else ""
    for form in forms[1:]:
        said = Sentence("unread.or", one=said, other=form)
    return said
