"""A person is asked what a sample leaves open: one short question at a time, with the way back."""

from collections.abc import Callable, Sequence

import typer

from api.banks.statements.answers import Answers, Said
from api.banks.statements.draft import Draft, begun
from api.banks.statements.format import StatementError
from api.banks.statements.open_points import SHOWN, Open, open_points, refuse_wrong
from api.banks.statements.sample import Sample
from api.cli.exits import sentence
from api.cli.profile_tables import FIELDS, say_plainly, warn
from api.texts import text

type Hear = Callable[[str], str]
"""Shows a question and hears its answer. Raises EOFError where nobody answers any more."""

BACK, LEAVE, NONE = ("b", "返回"), ("q", "退出"), "-"


class Back(Exception):
    """To the question before."""


class Interview:
    """The questions about one sample and what was answered."""

    def __init__(self, sample: Sample, said: Sequence[Said], hear: Hear) -> None:
        """`said`: answers that were given beforehand; nobody is asked for them."""
        self._sample, self._said, self._hear = sample, tuple(said), hear
        self._given: list[Said] = []

    def draft(self) -> Draft:
        """Asks until nothing is open. Raises typer.Abort when the person leaves."""
        while True:
            draft = begun(self._sample, Answers((*self._said, *self._given)))
            point = next(open_points(draft), None)
            if point is None:
                return draft
            try:
                self._given.append((point.key, self._answer(draft, point)))
            except Back:
                self.back()

    def back(self) -> None:
        """Forgets the last answer."""
        if self._given:
            self._given.pop()
        else:
            warn(text("profile.ask.first"))

    def ask(self, question: str, default: str = "") -> str:
        """One question; what was typed. Raises Back, typer.Abort."""
        try:
            told = self._hear(f"{question} [{default}] " if default else f"{question} ").strip()
        except EOFError:
            raise typer.Abort from None
        if told.lower() in LEAVE:
            raise typer.Abort
        if told.lower() in BACK:
            raise Back
        return told or default

    def _answer(self, draft: Draft, point: Open) -> str:
        """The answer to one question, asked until it can be meant."""
        for number, choice in enumerate(point.choices, 1):
            say_plainly(f"  {number}  {choice}{_values(draft, point, choice)}")
        default = point.default or ("" if point.needed else NONE)
        while True:
            told = self.ask(question(point), default)
            if told.isascii() and told.isdecimal() and 0 < int(told) <= len(point.choices):
                told = point.choices[int(told) - 1]
            if told == "" or (told == NONE and point.key not in _MAY_LACK and point.needed):
                warn(text("profile.ask.again"))
                continue
            answer = "" if told == NONE else told
            try:
                refuse_wrong(draft, point, answer)
            except StatementError as problem:
                warn(sentence(problem))
                continue
            return answer


_MAY_LACK = ("column.amount", "column.credit", "column.debit")
"""What is needed, and yet may have no column of its own."""


def question(point: Open) -> str:
    """The words of a question."""
    kind, _, about = point.key.partition(".")
    if kind == "column":
        return text("profile.ask.column", field=text(FIELDS[about]))
    if kind == "mark":
        return text("profile.ask.mark", word=about)
    return text(_QUESTIONS[point.key], shown=" · ".join(point.shown))


_QUESTIONS = {
    "form.date": "profile.ask.form.date",
    "form.time": "profile.ask.form.time",
    "positive": "profile.ask.positive",
    "account": "profile.ask.account",
    "currency": "profile.ask.currency",
}
"""The questions about what is no column, by key of the answer."""


def _values(draft: Draft, point: Open, choice: str) -> str:
    """The first values of the column that may be chosen."""
    if not point.key.startswith("column."):
        return ""
    told = draft.sample.told(draft.sample.names.index(choice))
    return f"  ({' · '.join(told[:SHOWN])})" if told else ""
