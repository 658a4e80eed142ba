"""`statements profile`: a bank's own table is learned from a sample, without code."""

from pathlib import Path
from typing import Annotated, Any

import typer

from api.banks.statements import golden
from api.banks.statements.delimited import formats
from api.banks.statements.drafting import Drafted, drafted
from api.banks.statements.format import Statement, StatementError
from api.banks.statements.profile import Profile, parsed
from api.banks.statements.register import read
from api.banks.statements.shelf import profile_at
from api.cli.exits import FAILED, OK, say
from api.cli.options import Json
from api.cli.profile_tables import say_plainly, show_columns, show_statements, warn
from api.cli.state import print_json
from api.texts import text

app = typer.Typer(no_args_is_help=True, help="银行格式 · Bank profiles.")


@app.callback()
def profiles() -> None:
    """银行格式：一家银行的流水表怎样读 · Bank profiles: how a bank's table is read."""


@app.command()
def new(
    sample: Annotated[
        Path, typer.Option("--sample", help="银行导出的样本 · a sample: CSV, XLS, XLSX")
    ],
    to: Annotated[
        Path,
        typer.Option("--to", prompt="写到哪里 · write to", help="写到哪里 · the profile to write"),
    ],
    as_json: Json = False,
) -> None:
    """看样本，起草银行格式 · Look at a sample and draft a bank profile.

    例 Example: zhangben statements profile new --sample 流水.xlsx --to profiles/ccb.toml
    """
    if to.suffix != ".toml" or to.exists():
        raise StatementError(f"{to}: a new file that ends in .toml is expected")
    draft = drafted(sample.read_bytes(), to.stem)
    to.write_text(draft.toml, encoding="utf-8")
    found, problem = _tried(draft, to, sample)
    if as_json:
        print_json(_told(draft, to, found, problem))
        raise typer.Exit(FAILED if problem else OK)
    say_plainly(text("profile.written", path=to, row=draft.header_row))
    show_columns(draft)
    show_statements(found)
    if problem:
        say(problem)
    for key in draft.missing:
        warn(text(key))
    say_plainly(text("profile.next", path=to, sample=sample, folder=to.parent))
    raise typer.Exit(FAILED if problem else OK)


@app.command()
def check(
    profile: Annotated[Path, typer.Argument(help="银行格式 · the profile (.toml)")],
    sample: Annotated[Path, typer.Argument(help="银行导出的样本 · a sample")],
    as_json: Json = False,
) -> None:
    """按银行格式读样本；旁边有 .json 就对照 · Read a sample; compare it with the .json beside it.

    例 Example: zhangben statements profile check ccb.toml 流水.xlsx --json > 流水.json
    """
    found = _read(profile_at(profile), sample)
    seen = [golden.as_json(one) for one in found]
    if as_json:
        print_json(seen)
        raise typer.Exit(_code(found))
    show_statements(found)
    kept = golden.expected(sample)
    if kept is None:
        say_plainly(text("profile.no_golden", path=sample.with_suffix(".json")))
        raise typer.Exit(_code(found))
    wrong = golden.differences(kept, seen)
    for place in wrong:
        say(text("profile.differs", place=place))
    if not wrong:
        say_plainly(text("profile.same"))
    raise typer.Exit(FAILED if wrong else _code(found))


def _read(known: Profile, sample: Path) -> tuple[Statement, ...]:
    return read(sample, formats=formats(lambda: (known,)))


def _tried(draft: Drafted, to: Path, sample: Path) -> tuple[tuple[Statement, ...], str | None]:
    """What a draft reads of its sample; what it cannot, in a sentence."""
    try:
        return _read(parsed(draft.toml, to.stem, own=True), sample), None
    except StatementError as problem:
        return (), str(problem)


def _told(
    draft: Drafted, to: Path, found: tuple[Statement, ...], problem: str | None
) -> dict[str, Any]:
    return {
        "profile": str(to),
        "header_row": draft.header_row,
        "columns": draft.columns,
        "missing": [text(key) for key in draft.missing],
        "statements": [golden.as_json(one) for one in found],
        "error": problem,
    }


def _code(found: tuple[Statement, ...]) -> int:
    wrong = any(one.balanced is False or one.contradiction for one in found)
    return FAILED if wrong else OK
