"""A bank's table as it is understood so far: which column is which field, by words and answers.

Columns are found by the words that banks use; where a person has answered, the answer stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from api.banks.statements.answers import NOTHING, Answers
from api.banks.statements.cells import name
from api.banks.statements.date_forms import compiled, day_and_time, time_of
from api.banks.statements.format import StatementError
from api.banks.statements.profile import COLUMNS
from api.banks.statements.sample import Sample
from api.banks.statements.synonyms import (
    ACCOUNT_LABELS,
    CREDIT_MARKS,
    DATE_FORMS,
    DEBIT_MARKS,
    TIME_FORMS,
    WORDS,
    taken_for,
)


@dataclass(slots=True)
class Draft:
    """What is found out of a sample, step by step."""

    sample: Sample
    answers: Answers
    fields: dict[str, list[int]]  # field → its columns

    def column(self, one: str) -> list[str]:
        """All that stands in the column taken for a field."""
        places = self.fields.get(one, [])
        return self.sample.told(places[0]) if places else []

    def told(self, one: str) -> bool:
        """Whether a column, or another field's, tells this field."""
        return one in self.fields or ("party" in self.fields and one.startswith("counterparty"))

    def unknown_marks(self) -> list[str]:
        """The words of the column of marks of which nobody knows which way they mean."""
        return [one for one, way in self.ways().items() if way is None]

    def ways(self) -> dict[str, str | None]:
        """Each word of the column of marks, and which way it means, `credit` or `debit`."""
        known = {
            **dict.fromkeys(map(name, CREDIT_MARKS), "credit"),
            **dict.fromkeys(map(name, DEBIT_MARKS), "debit"),
        }
        told = dict.fromkeys(self.column("mark"))
        return {one: self.answers.means(one) or known.get(name(one)) for one in told}

    def has_negative(self) -> bool:
        """Whether an amount of the sample has a minus."""
        return any(one.startswith(("-", "－")) for one in self.column("amount"))

    def label(self) -> str | None:
        """The label of the account above the lines."""
        labels = [name(one) for one in ACCOUNT_LABELS]
        above = self.sample.table[: self.sample.header]
        told = (name(cell).partition(":")[0] for row in above for cell in row)
        return next((one for one in told if one in labels), None)

    def form(self, one: str) -> str | None:
        """The form of a `date` or `time` in its column: as answered, else the first that fits."""
        if (said := self.answers.get(f"form.{one}")) is not None:
            return said
        told = self.column(one)
        forms = DATE_FORMS if one == "date" else TIME_FORMS
        return next((form for form in forms if told and fits(one, form, told)), None)


def begun(sample: Sample, answers: Answers = NOTHING) -> Draft:
    """Which column is which field. Raises StatementError for an answer that names none."""
    return Draft(sample, answers, _fields(sample, answers))


def _fields(sample: Sample, answers: Answers) -> dict[str, list[int]]:
    """As answered; for what is left, by the words of the columns that are left."""
    header = sample.table[sample.header]
    said = {
        one: [_place(sample, called) for called in names]
        for one in COLUMNS
        if (names := answers.columns(one)) is not None
    }
    named = {at for places in said.values() for at in places}
    left = ["" if at in named else cell for at, cell in enumerate(header)]
    found = {one: at for one, at in taken_for(left).items() if one not in said}
    has = {one for one, places in said.items() if places}
    unused = _beside(has, found.keys())
    fields = {one: [at] for one, at in found.items() if one not in unused - has}
    fields |= {one: said[one] for one in has}
    told = {at for places in fields.values() for at in places}
    more = (at for at, cell in enumerate(left) if name(cell) in WORDS["note"] and at not in told)
    if "note" in fields and "note" not in said:
        fields["note"] = [*fields["note"], *more]
    return {one: fields[one] for one in sorted(fields, key=COLUMNS.index)}


def _beside(said: set[str], found: Iterable[str]) -> set[str]:
    """Fields that are of no use beside others: of two ways to tell the money, that of an answer
    goes first, two columns before one."""
    every = said | set(found)
    if not {"amount", "mark"} & said and (
        {"credit", "debit"} & said or {"credit", "debit"} <= every
    ):
        unused = {"amount", "mark"}
    else:
        unused = {"credit", "debit"} if "amount" in every else set()
    return unused | ({"party"} if {"counterparty", "counterparty_account"} & every else set())


def _place(sample: Sample, called: str) -> int:
    names = sample.names
    if called not in names:
        known = ", ".join(filter(None, names))
        raise StatementError("unread.header.column", said=called[:40], known=known)
    return names.index(called)


def fits(one: str, form: str, told: Iterable[str]) -> bool:
    """Whether the first of these texts is of a form of a `date` or `time`: below the lines a table
    may have notes. Raises ValueError for what is no form."""
    first = next(iter(told))
    pattern = (compiled(form),)
    return (day_and_time if one == "date" else time_of)(first, pattern) is not None
