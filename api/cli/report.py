"""What the demonstration shows a person: chapters as they end, then totals that add up."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from api.demo.outcome import Account, Deposit, Outcome
from api.demo.story import Chapter
from api.texts import language, text
from domain.accounts import BY_CODE
from domain.money import show
from domain.register import EVENTS
from ledger.checkpoint import parse
from projections.balance_reader import Balance

_WIDEST = 96
"""Columns; longer lines are hard to read."""
_LABELS = {shape.NAME: shape.ZH for shape in EVENTS}
_BOOKS = "/var/tmp/books"  # noqa: S108  # an example for the reader


class Report:
    """Prints on one screen, narrow or wide, in the reader's language."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        self._width = min(screen.width, _WIDEST)
        self._chapters = 0

    def title(self) -> None:
        """What is going to happen."""
        self._heading(text("demo.title"))
        self._say(text("demo.about"), "dim")

    def chapter(self, chapter: Chapter) -> None:
        """What happened, and at which positions of the log."""
        self._chapters += 1
        row = Table.grid(padding=(0, 1), expand=True)
        row.add_column(width=1, style="bold cyan")
        row.add_column(ratio=1, overflow="fold")
        row.add_column(justify="right", style="dim", no_wrap=True)
        row.add_row(
            str(self._chapters),
            text(chapter.key, **chapter.facts),
            f"#{chapter.first}–{chapter.last}",
        )
        self._screen.print(row, width=self._width)

    def outcome(self, outcome: Outcome) -> None:
        """Deposits, the bank's figures against the books, the books' totals, the proof."""
        self._heading(text("demo.deposits"))
        self._screen.print(_deposits(outcome.deposits))
        self._heading(text("demo.accounts"))
        self._screen.print(_accounts(outcome.accounts))
        self._heading(text("demo.totals"))
        self._screen.print(_totals(outcome.totals))
        self._proof(outcome)
        passed = outcome.summary.passed
        self._heading(
            text("demo.done" if passed else "demo.failed"), "bold green" if passed else "bold red"
        )

    def _proof(self, outcome: Outcome) -> None:
        checkpoint = parse(outcome.summary.checkpoint).checkpoint
        root = b64encode(checkpoint.root).decode()
        found = outcome.tampered
        self._heading(text("demo.proof"))
        self._say(text("proof.checkpoint", size=checkpoint.size, root=root))
        self._say(
            text("proof.verified", events=outcome.verdict.events)
            if outcome.verdict.ok
            else text("proof.refuted", position=outcome.verdict.first_bad or "?")
        )
        self._say(text("proof.tampered", position=found) if found else text("proof.untold"))

    def onwards(self, kept: Path | None) -> None:
        """What to do next; `kept`: where the data were left."""
        if kept is None:
            self._say(text("demo.gone"))
            commands = [f"./zhangben demo --once --keep {_BOOKS}", f"export ZHANGBEN_DATA={_BOOKS}"]
        else:
            self._say(text("demo.kept", path=kept))
            commands = [f"export ZHANGBEN_DATA={kept}"]
        for command in (*commands, "./zhangben balances", "./zhangben log", "./zhangben verify"):
            self._screen.print(f"   {command}", style="cyan", highlight=False, soft_wrap=True)

    def _heading(self, words: str, style: str = "bold") -> None:
        self._screen.print()
        self._say(words, style)

    def _say(self, words: str, style: str = "") -> None:
        self._screen.print(words, style=style, highlight=False, markup=False, width=self._width)


def _deposits(deposits: Sequence[Deposit]) -> Table:
    """A bidder a row: what went back of what came, and what was found."""
    table = _grid(texts=1, amounts=1)
    table.add_column(overflow="fold")
    for one in deposits:
        key = "deposit.became" if one.became else "deposit.back"
        if not one.back_fen and not one.became:
            key = "deposit.guaranteed"
        words = "，".join(_LABELS[name] for name in one.found)
        if language() == "en":
            words = ", ".join(one.found)
        table.add_row(one.payer, show(one.back_fen), text(key, words=words))
    return table


def _accounts(accounts: Sequence[Account]) -> Table:
    """A column for each bank account, to be added up from top to bottom."""
    table = _grid(texts=1, amounts=len(accounts))
    table.add_row("", *(one.account for one in accounts), style="bold")
    table.add_row("", *(one.currency for one in accounts), style="dim")
    rows: tuple[tuple[str, Callable[[Account], int]], ...] = (
        (text("sum.opening"), lambda one: one.opening),
        (text("sum.credits"), lambda one: one.credits),
        (text("sum.debits"), lambda one: one.debits),
        (text("sum.closing"), lambda one: one.closing),
        (text("sum.books"), lambda one: one.books),
        (text("sum.difference"), lambda one: one.closing - one.books),
    )
    for words, figure in rows:
        table.add_row(words, *(show(figure(one), one.currency) for one in accounts))
    return table


def _totals(totals: Sequence[Balance]) -> Table:
    """A row for each account of the chart, a column a currency; each column sums to zero."""
    currencies = list(dict.fromkeys(one.currency for one in totals))
    amounts = {(one.account, one.currency): one.amount for one in totals}
    table = _grid(texts=2, amounts=len(currencies))
    table.add_row("", "", *currencies, style="dim")
    for code in sorted({one.account for one in totals}):
        known = [(amounts.get((code, currency)), currency) for currency in currencies]
        shown = ["" if amount is None else show(amount, of) for amount, of in known]
        table.add_row(code, getattr(BY_CODE[code], language()), *shown)
    sums = [sum(one.amount for one in totals if one.currency == c) for c in currencies]
    table.add_row("", text("sum.total"), *map(show, sums), style="bold")
    return table


def _grid(*, texts: int, amounts: int) -> Table:
    """A table without lines; a text may be folded, an amount never."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(texts):
        table.add_column(overflow="fold")
    for _ in range(amounts):
        table.add_column(justify="right", no_wrap=True)
    return table
