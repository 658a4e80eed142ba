"""`zhangben rules`: packs listed, written to files, compared, tried; the acts are `ruling_acts`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json
from api.rules.backtest import backtest
from api.rules.differing import differences
from api.rules.files import category, plain, read, text_of
from api.texts import text
from api.wiring import System
from domain.calendar import beijing_day
from domain.categories.register import CATEGORIES, known
from domain.governance.state import Law
from domain.packs.shapes import WrittenPack
from domain.packs.written import written

_TOLD = {"added": "rules.added", "removed": "rules.removed", "changed": "rules.changed"}

app = typer.Typer(no_args_is_help=True, help="交易规则包 · rules of trade: packs of rows")


@app.command("list")
def listed(data: Data = None, as_json: Json = False) -> None:
    """列出各交易品种的规则包 · The packs of each kind of trade, and which is in force.

    例 Example: zhangben rules list
    """
    with installation(data) as system:
        law, today = law_of(system), beijing_day(system.clock())
    rows = [
        {
            "category": one.code,
            "version": one.version,
            "since": one.since,
            "until": one.until,
            "in_force": law.pack_on(one.code, today) == one,
            "rules": len(one.written.rules),
        }
        for one in law.packs
    ]
    if as_json:
        print_json(rows)
        return
    if not rows:
        console.print(text("rules.none"))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("category", "version", "since", "until", "in_force", "rules"):
        table.add_column(text(f"rules.col.{name}"))
    for row in rows:
        key = "yes" if row["in_force"] else "no"
        table.add_row(*map(_plain, {**row, "in_force": text(key)}.values()))
    console.print(table)


@app.command()
def export(
    pack: Annotated[str, typer.Argument(help="品种或 品种@版本 · CONSTRUCTION or CONSTRUCTION@1")],
    out: Annotated[Path | None, typer.Option(help="写到文件 · write to a file")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """把规则包写成 JSON 文件；不带版本的是平台自带的 · Write a pack as a JSON file.

    例 Example: zhangben rules export CONSTRUCTION --out construction.json
    """
    said = text_of(_pack(pack, data))
    if out is None:
        console.print(said, end="", markup=False, highlight=False, soft_wrap=True)
        return
    out.write_text(said, "utf-8")
    if as_json:
        print_json({"file": str(out), "bytes": len(said.encode())})
    else:
        console.print(text("rules.written", file=str(out)))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="规则包文件 · file of a pack")],
    as_json: Json = False,
) -> None:
    """检查规则包文件是否成立 · Whether a file is a pack that could be published.

    例 Example: zhangben rules check construction.json
    """
    pack = read(file)
    if as_json:
        print_json({"category": pack.code, "rules": len(pack.rules), "ok": True})
    else:
        console.print(text("rules.fits", category=pack.code, count=len(pack.rules)))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="文件、品种或 品种@版本 · file or CATEGORY@N")],
    after: Annotated[str, typer.Argument(help="同上 · the same")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """逐行比较两个规则包 · Compare two packs, row by row.

    例 Example: zhangben rules diff CONSTRUCTION@1 construction.json
    """
    found = differences(_pack(before, data), _pack(after, data))
    if as_json:
        print_json([plain(one) for one in found])
        return
    for one in found:
        key = _TOLD[one.kind]
        told = {"row": one.row, "field": one.field, "before": _plain(one.before)}
        console.print(text(key, **told, after=_plain(one.after)), highlight=False)
    if not found:
        console.print(text("rules.same"))


@app.command("backtest")
def tried(
    file: Annotated[Path, typer.Argument(help="规则包文件 · file of a pack")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """在已有标段上试算规则包 · What of the past of all lots a pack would not have let be.

    例 Example: zhangben rules backtest construction.json
    """
    rules = category(read(file), file.name)
    with installation(data) as system:
        lots, found = backtest(system, rules)
    rows = [
        {
            "lot": one.lot,
            "rule": one.rule.id,
            "says": one.rule.zh,
            "severity": one.rule.severity.value,
            "began": one.began,
            "ended": one.ended,
            "limit": one.limit,
            "told": one.told,
        }
        for one in found
    ]
    if as_json:
        print_json({"lots": lots, "breaches": rows})
        return
    for row in rows:
        console.print(
            text("rules.breach", **{k: _plain(v) for k, v in row.items()}), highlight=False
        )
    console.print(text("rules.tried", lots=lots, count=len(rows)))


def _pack(named: str, data: Path | None) -> WrittenPack:
    """A file, the pack that comes with the platform, or a published one."""
    code, _, version = named.partition("@")
    if version.isdecimal():
        with installation(data) as system:
            packs = law_of(system).packs
        found = [one.written for one in packs if (one.code, one.version) == (code, int(version))]
        if not found:
            raise ValueError(f"there is no version {version} of {code}: see `zhangben rules list`")
        return found[0]
    if (ours := known(named)) is not None:
        return written(ours)
    if Path(named).is_file():
        return read(Path(named))
    kinds = ", ".join(one.code for one in CATEGORIES)
    raise ValueError(f"{named}: no file, and no kind of trade ({kinds})")


def law_of(system: System) -> Law:
    """The law in force."""
    law = system.law()
    assert isinstance(law, Law)
    return law


def _plain(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, tuple):
        return " ".join(map(_plain, value))
    return value if isinstance(value, str) else str(plain(value))
