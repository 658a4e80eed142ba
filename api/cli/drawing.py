"""`draw check`: the draw of a lot, repeated from an audit pack, or from what is public of it."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli.exits import NOT_VERIFIED, OK
from api.cli.options import Data, Expected, Json
from api.cli.packing import trusted, verified
from api.cli.state import console, home, print_json
from api.draws import Draw, NoDraw, differing, drawn_in, told_by
from api.texts import text
from domain.register import CHARTER
from ledger.unpacking import NotReplayed, log_from

app = typer.Typer(no_args_is_help=True, help="摇号 · Draws of lots.")

_ZIP = b"PK"
"""How a pack begins; an answer is JSON."""
_WHY = {
    "algorithm": "draw.differs.algorithm",
    "seed": "draw.differs.seed",
    "pool": "draw.differs.pool",
    "order": "draw.differs.order",
    "winner": "draw.differs.winner",
    "unpaid": "draw.differs.unpaid",
    "paid": "draw.differs.paid",
}
"""What each finding of `api/draws.py` is called."""


@app.callback()
def _group() -> None:
    """One command is a group as well."""


@app.command()
def check(
    file: Annotated[
        Path, typer.Argument(help="审计包，或 /v1/lots/…/draw 的答复 · a pack, or that answer")
    ],
    trust: Expected = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """再抽一次：种子、名单、顺序是否一致 · Draw again: the same seed, pool and order?

    例 Example: zhangben draw check m.zip --trust trust.json
    """
    try:
        with file.open("rb") as opened:
            packed = opened.read(len(_ZIP)) == _ZIP
        found = _of_pack(file, trust or home(data).trust, as_json) if packed else _of_answer(file)
    except (OSError, ValueError) as problem:
        raise typer.BadParameter(f"{file}: {problem}", param_hint="FILE") from None
    if not found:
        raise typer.BadParameter(f"{file}: {text('draw.none')}", param_hint="FILE")
    if as_json:
        print_json({"draws": [{**asdict(draw), "differing": wrong} for draw, wrong in found]})
    else:
        _tell(found)
    raise typer.Exit(NOT_VERIFIED if any(wrong for _, wrong in found) else OK)


def _of_pack(file: Path, trust: Path, as_json: bool) -> list[tuple[Draw, list[str]]]:
    """All draws of a pack that is sound; raises the exit code where it is not."""
    expected = trusted(trust)
    pack, _ = verified(file, expected, as_json)
    try:
        return list(drawn_in(log_from(expected, CHARTER), pack))
    except NotReplayed as problem:
        raise NoDraw(str(problem)) from None


def _of_answer(file: Path) -> list[tuple[Draw, list[str]]]:
    draw = told_by(json.loads(file.read_bytes()))
    return [(draw, differing(draw))]


def _tell(found: Iterable[tuple[Draw, list[str]]]) -> None:
    for draw, wrong in found:
        said = {"pool": len(draw.pool), "passed": len(draw.passed_over)}
        key, style = ("draw.differs", "bold red") if wrong else ("draw.same", "bold green")
        told = text(key, lot=draw.lot, application=draw.application, **said)
        console.print(told, style=style, markup=False, soft_wrap=True)
        noted = text("draw.committed", commitment=draw.commitment)
        console.print(noted, highlight=False, markup=False, soft_wrap=True)
        for why in wrong:
            key = _WHY[why]
            console.print(text(key), markup=False, soft_wrap=True)
