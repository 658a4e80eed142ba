"""Commands about audit packs: export pack, replay; and `verify` of one."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.table import Table

from api.cli import lot_facts
from api.cli.exits import NOT_VERIFIED, OK, say
from api.cli.options import Data, Expected, Held, Json, Of
from api.cli.state import console, home, installation, print_json, working
from api.packs import (
    AnotherLog,
    NotOfOne,
    NotRegistered,
    Replayed,
    differing,
    pack_of,
    replayed,
    subject,
)
from api.texts import text
from domain.kernel import StreamId
from domain.register import CHARTER
from ledger import pack as packs
from ledger.checkpoint import parse
from ledger.pack import Pack, PackRefused
from ledger.trust import Trust, TrustRefused
from ledger.unpacking import NotReplayed, log_from
from ledger.verify_pack import NAMED, PackVerdict, verify_pack

app = typer.Typer()
export = typer.Typer()


@export.command("pack")
def export_pack(
    code: Annotated[str, typer.Argument(help="项目或标段编号 · project or lot")],
    file: Annotated[Path, typer.Argument(help="目标文件 · file to write")],
    held: Held = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """导出项目或标段的审计包：事件、证明、检查点 · Export the audit pack of a project or lot.

    例 Example: zhangben export pack M3506000001000001 m.zip && zhangben verify m.zip --trust t.json
    """
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise typer.BadParameter(f"{file}: a file in a folder that exists", param_hint="FILE")
    try:
        sizes = [parse(path.read_text("utf-8")).checkpoint.size for path in held or ()]
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="--checkpoint") from None
    with installation(data) as system, working("pack.gathering"):
        try:
            made = pack_of(system, code, sizes)
        except NotRegistered:
            raise typer.BadParameter(text("pack.unknown", code=code)) from None
        packs.write(file, made)
    told = {"file": str(file), "events": len(made.forms), "streams": len(made.streams)}
    if as_json:
        print_json(told)
    else:
        console.print(text("pack.done", **told), highlight=False)


@app.command("replay")
def replay(
    file: Annotated[Path, typer.Argument(help="审计包 · audit pack")],
    trust: Expected = None,
    held: Held = None,
    of: Of = None,
    at: Annotated[int | None, typer.Option(help="截至位置 · as of this position", min=1)] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="与本机账本比对 · compare with the installation")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """由审计包重放项目状态，先行核验 · Verify a pack, then show what its streams come to.

    --at: 其后公开的密钥仍可解封 · what was sealed then is read with keys given out since.

    例 Example: zhangben replay m.zip --trust trust.json --at 300
    """
    if compare and at is not None:
        raise typer.BadParameter("--compare / --at", param_hint="--at")
    expected = trusted(trust or home(data).trust)
    pack, verdict = verified(
        file, expected, as_json, [one.read_text("utf-8") for one in held or ()]
    )
    if at is not None and at > verdict.size:
        raise typer.BadParameter(f"{at} > {verdict.size}", param_hint="--at")
    it = _subject(verdict, of, as_json)
    try:
        found = replayed(log_from(expected, CHARTER), pack, at)
        wrong = _compared(data, pack, found, it.code) if compare else None
    except (NotReplayed, AnotherLog) as problem:
        _refuse(str(problem), as_json)
    except NotRegistered:
        _refuse(text("pack.unknown", code=it.code), as_json)
    if as_json:
        said = {"of": str(it), "size": verdict.size, "at": at, "streams": found}
        print_json(said | {"differing": wrong})
    else:
        _tell_right(verdict, it)
        _show(found)
        if wrong is not None:
            key = "pack.differs" if wrong else "pack.same"
            words = text(key, of=_called(it), streams=", ".join(wrong))
            console.print(words, highlight=False, markup=False)
    raise typer.Exit(NOT_VERIFIED if wrong else OK)


def _compared(data: Path | None, pack: Pack, found: Sequence[Replayed], code: str) -> list[str]:
    with installation(data) as system:
        return differing(system, pack, found, code)


def verify_file(
    file: Path, trust: Trust, held: Iterable[str], of: str | None, as_json: bool
) -> None:
    """Verifies a pack and tells what came out; raises the exit code."""
    _, verdict = verified(file, trust, as_json, held)
    it = _subject(verdict, of, as_json)
    if as_json:
        print_json({"of": str(it)} | verdict.as_json())
    else:
        _tell_right(verdict, it)
        _print_lines(verdict)
    raise typer.Exit(OK)


def verified(
    file: Path, trust: Trust, as_json: bool, held: Iterable[str] = ()
) -> tuple[Pack, PackVerdict]:
    """A pack that is sound; of any other it tells what is wrong, and raises the exit code."""
    pack = _read(file, as_json)
    verdict = verify_pack(pack, trust, held=held)
    if not verdict.ok:
        _tell_wrong(verdict, as_json)
    return pack, verdict


def _subject(verdict: PackVerdict, of: str | None, as_json: bool) -> StreamId:
    """What a sound pack is of; it must be one thing, and what was asked for."""
    try:
        return subject(verdict.streams, of)
    except NotOfOne as problem:
        key = "pack.not_of" if len(problem.found) == 1 else "pack.not_of_one"
        found = ", ".join(map(_called, problem.found[:NAMED])) or text("pack.none")
        _refuse(text(key, code=of, found=found), as_json)


def _called(it: StreamId) -> str:
    key = "pack.project" if it.kind == "project" else "pack.lot"
    return text(key, code=it.code)


def trusted(path: Path) -> Trust:
    """The keys to expect, from a file."""
    try:
        return Trust.load(path)
    except TrustRefused as problem:
        raise typer.BadParameter(f"{path}: {problem}", param_hint="--trust") from None


def _read(file: Path, as_json: bool) -> Pack:
    try:
        return packs.read(file)
    except PackRefused as problem:
        _refuse(str(problem), as_json)


def _refuse(why: str, as_json: bool) -> NoReturn:
    """One sentence instead of a verdict."""
    if as_json:
        print_json({"ok": False, "refused": why})
    say(why)
    raise typer.Exit(NOT_VERIFIED)


def _tell_right(verdict: PackVerdict, it: StreamId) -> None:
    said = text(
        "pack.ok",
        of=_called(it),
        events=verdict.events,
        streams=len(verdict.streams),
        size=verdict.size,
    )
    console.print(said, style="bold green")


def _tell_wrong(verdict: PackVerdict, as_json: bool) -> NoReturn:
    if as_json:
        print_json(verdict.as_json())
    else:
        console.print(text("verify.bad_whole"), style="bold red")
        _print_lines(verdict)
    raise typer.Exit(NOT_VERIFIED)


def _print_lines(verdict: PackVerdict) -> None:
    for line in verdict.lines():
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _show(found: Iterable[Replayed]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("stream", "events", "state"):
        table.add_column(text(f"col.{name}"), justify="right" if name == "events" else "left")
    for one in found:
        state = text("pack.closed") if one.closed else one.digest[:16]
        table.add_row(one.stream, str(one.events), state)
    console.print(table)
    for one in found:
        for line in lot_facts.lines(one.facts or {}):
            console.print(f"{one.stream} {line}", highlight=False, markup=False)
