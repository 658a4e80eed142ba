"""`close-day`: the checks of a day, its two sides, and its close by two persons."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.exits import FAILED, NOT_BALANCED, OK, say, sentence
from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json, working, writing
from api.closing.figures import Close, figures
from api.closing.found import Found, Row
from api.closing.progress import Stage
from api.closing.rechecking import PreparedOtherwise
from api.closing.reconciling import Side
from api.closing.signing import give_back, prepare, sign
from api.texts import language, text
from api.wiring import System
from domain.bankday.checks import CODES, RULES
from domain.money import show
from ledger.tickets import Receipt, Refused

app = typer.Typer()

_TITLES = {code: {"zh": zh, "en": en} for code, zh, en in RULES}
_RESULTS = {"PASS": "day.pass", "FAIL": "day.fail", "NOT_APPLICABLE": "day.not_applicable"}
_NOT_EXPLAINED = ("bankday.unexplained", "bankday.difference")
_STAGES: dict[Stage, str] = {
    "OPEN": "day.open",
    "PREPARED": "day.prepared",
    "STALE": "day.stale",
    "RETURNED": "day.returned",
    "CLOSED": "day.closed",
    "REOPENED": "day.reopened",
}


@app.command("close-day")
def close_day(
    account: Annotated[str, typer.Argument(help="账户代码 · account, as CNY-DEPOSITS")],
    day: Annotated[datetime, typer.Argument(help="日 · day", formats=["%Y-%m-%d"])],
    person: Annotated[
        str | None, typer.Option("--as", help="谁：编制或复核 · who prepares, signs or returns")
    ] = None,
    note: Annotated[
        list[str] | None,
        typer.Option(help="未通过项的说明，如 R06=… · why a check failed, as R06=…"),
    ] = None,
    signing: Annotated[bool, typer.Option("--sign", help="复核 · sign what was prepared")] = False,
    returning: Annotated[
        str | None, typer.Option("--return", help="退回编制及原因 · give it back, and why")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """日终关账：核对R01–R20，一人编制，另一人复核 · Close a day: checks, then two signatures.

    不写 --as 只看不写 · Without --as it only shows. 对账不平退出码 4 · Exit 4: R01 differs.

    例 Example: zhangben close-day CNY-DEPOSITS 2026-03-17 --as cash --note R06=待查明
    """
    notes = _notes(note or [])
    _refuse_contradictions(person, notes, returning, signing=signing)
    receipt: Receipt | None = None
    problem: Exception | None = None
    with (installation if person is None else writing)(data) as system:
        with working("state.reading"):
            shown = figures(system, account, day.date())
        try:
            receipt = _asked(system, shown, person, notes, returning, signing=signing)
        except (Refused, ValueError) as refused:
            problem = refused
        if receipt:
            shown = figures(system, account, day.date())
    if as_json:
        print_json(_document(shown, receipt))
    else:
        _tell(shown)
    raise typer.Exit(_code(shown, receipt, problem))


def _notes(said: list[str]) -> dict[str, str]:
    notes = {}
    for one in said:
        rule, _, words = one.partition("=")
        if rule not in CODES or not words.strip():
            raise typer.BadParameter(f"{one!r}: R06=…", param_hint="--note")
        notes[rule] = words.strip()
    return notes


def _refuse_contradictions(
    person: str | None, notes: dict[str, str], returning: str | None, *, signing: bool
) -> None:
    asked = [bool(notes), signing, returning is not None]
    if sum(asked) > 1:
        raise typer.BadParameter("--note | --sign | --return")
    if any(asked) and person is None:
        raise typer.BadParameter("--as", param_hint="--as")


def _asked(
    system: System,
    shown: Close,
    person: str | None,
    notes: dict[str, str],
    returning: str | None,
    *,
    signing: bool,
) -> Receipt | None:
    if person is None:
        return None
    if returning is not None:
        return give_back(system, person, shown.account, shown.day, returning)
    if signing:
        return sign(system, person, shown.account, shown.day)
    return prepare(system, person, shown.account, shown.day, notes)


def _code(shown: Close, receipt: Receipt | None, problem: Exception | None) -> int:
    """4 where R01 differs and nothing explains it."""
    if problem is None:
        return OK if receipt or shown.agrees else NOT_BALANCED
    if isinstance(problem, PreparedOtherwise):
        say(problem.words(language()))
    else:
        say(sentence(problem))
    rule = problem.rejected.rule if isinstance(problem, Refused) else ""
    return NOT_BALANCED if rule in _NOT_EXPLAINED and not shown.agrees else FAILED


def _tell(shown: Close) -> None:
    stage = text(_STAGES[shown.progress.stage])
    console.print(text("day.title", account=shown.account, day=shown.day, stage=stage))
    table = Table(box=None, pad_edge=False)
    for name in ("rule", "check", "result", "figure", "note"):
        right = name == "figure"
        table.add_column(text(f"col.{name}"), justify="right" if right else "left", overflow="fold")
    signed = {check.rule: check.note for check in shown.progress.checks}
    for one in shown.checks:
        table.add_row(*_cells(one, shown.currency, signed.get(one.check.rule, "")))
    console.print(table)
    _tell_sides(shown)
    for one in shown.checks:
        for row in one.rows:
            console.print(f"  {one.check.rule}  {_behind(row)}", style="yellow", highlight=False)
    if shown.blind:
        console.print(text("day.blind"), style="dim")
    console.print(text("as_of", position=shown.position), style="dim")


def _cells(one: Found, currency: str, signed: str) -> tuple[str, ...]:
    check = one.check
    figure = "–" if check.figure is None else str(check.figure)
    if check.rule == "R01" and check.figure is not None:
        figure = show(check.figure, currency)
    result = text(_RESULTS[check.result])
    return (
        check.rule,
        _TITLES[check.rule][language()],
        result,
        figure,
        one.note(language()) or signed,
    )


def _tell_sides(shown: Close) -> None:
    """The reconciliation: both balances, and what either side has alone."""
    sides, currency = shown.sides, shown.currency
    amounts = (sides.closing, sides.ledger, sides.difference)
    closing, books, difference = ("–" if fen is None else show(fen, currency) for fen in amounts)
    balance = text("day.balance", closing=closing, books=books, difference=difference)
    console.print(balance, highlight=False)
    if any(side.credits or side.debits for side in (sides.bank_only, sides.books_only)):
        console.print(text("day.bank_only", **_side(sides.bank_only, currency)), highlight=False)
        console.print(text("day.books_only", **_side(sides.books_only, currency)), highlight=False)
    if sides.carried:
        console.print(text("day.carried", amount=show(sides.carried, currency)), highlight=False)


def _side(side: Side, currency: str) -> dict[str, object]:
    return {
        "credits": side.credits,
        "credit": show(side.credit_amount, currency),
        "debits": side.debits,
        "debit": show(side.debit_amount, currency),
    }


def _behind(row: Row) -> str:
    amount = "" if row.amount is None else show(row.amount, row.currency)
    day = row.day.isoformat() if row.day else ""
    count = f"×{row.count}" if not row.what else ""
    said = row.said.words(language()) if row.said else ""
    return "  ".join(filter(None, (row.what, count, day, amount, said)))


def _row(row: Row) -> dict[str, Any]:
    said = row.said and {"key": row.said.key, **dict(row.said.values)}
    return asdict(row) | {"said": said}


def _document(shown: Close, receipt: Receipt | None) -> dict[str, Any]:
    sides = shown.sides
    told = asdict(shown) | {"agrees": shown.agrees, "to_explain": shown.to_explain}
    told["checks"] = [
        {**asdict(one.check), "rows": [_row(row) for row in one.rows]} for one in shown.checks
    ]
    for side in ("bank_only", "books_only"):
        for line in told["sides"][side]["lines"]:
            del line["key"]  # what the bank said, digested: it could be guessed back
    told["sides"] |= {
        "difference": sides.difference,
        "carried": sides.carried,
        "adjusted_bank": sides.adjusted_bank,
        "adjusted_books": sides.adjusted_books,
    }
    as_of = {"position": told.pop("position")}
    return {"as_of": as_of, "close": told, "written": receipt and asdict(receipt)}
