"""`statements profile new`: a sample is looked at, what it leaves open is asked, a profile kept."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.banks.statements import golden
from api.banks.statements.answers import Answers, Said
from api.banks.statements.draft import Draft, begun
from api.banks.statements.open_points import WAYS, Open, open_points, refuse_wrong
from api.banks.statements.profile import COLUMNS
from api.banks.statements.sample import Sample, sampled
from api.cli.exits import FAILED
from api.cli.options import Json
from api.cli.profile_dialog import with_a_person
from api.cli.profile_open import as_json as open_as_json
from api.cli.profile_open import show_open
from api.cli.profile_tables import say_plainly
from api.cli.profile_trial import keep, refuse_path, say_kept, tried
from api.cli.state import print_json
from api.texts import text

_Sample = Annotated[
    Path, typer.Option("--sample", help="银行导出的样本 · a sample: CSV, XLS, XLSX")
]
_To = Annotated[Path | None, typer.Option("--to", help="写到哪里 · the profile to write (.toml)")]
_Columns = Annotated[
    list[str] | None,
    typer.Option("--column", help="哪列是什么 · column=field: 交易金额=amount; 可多次 may repeat"),
]
_Marks = Annotated[
    list[str] | None,
    typer.Option("--mark", help="借贷标志的写法 · a word of the marks: 收=credit; may repeat"),
]
_Positive = Annotated[
    str | None, typer.Option("--positive", help="正数是 · positive is: credit, debit")
]
_DateForm = Annotated[
    str | None, typer.Option("--date-form", help="日期写法 · form of days: dd/MM/yyyy")
]
_TimeForm = Annotated[
    str | None, typer.Option("--time-form", help="时间写法 · form of times: HH.mm")
]
_Account = Annotated[str | None, typer.Option("--account", help="本方账号 · number of our account")]
_Currency = Annotated[
    str | None, typer.Option("--currency", help="账户币种 · currency of the account")
]
_HeaderRow = Annotated[
    int | None, typer.Option("--header-row", help="表头在第几行 · row of the columns' names")
]


def new(
    sample: _Sample,
    to: _To = None,
    column: _Columns = None,
    mark: _Marks = None,
    positive: _Positive = None,
    date_form: _DateForm = None,
    time_form: _TimeForm = None,
    account: _Account = None,
    currency: _Currency = None,
    header_row: _HeaderRow = None,
    as_json: Json = False,
) -> None:
    """看样本、问未定之处、写银行格式 · Look at a sample, ask what it leaves open, write a profile.

    例 Example: zhangben statements profile new --sample 流水.xlsx --to profiles/ccb.toml
    """
    single = {
        "positive": positive or None,
        "form.date": date_form,
        "form.time": time_form,
        "account": account,
        "currency": currency,
    }
    said = (
        *_pairs("column", column or (), COLUMNS),
        *_pairs("mark", mark or (), WAYS),
        *((key, value) for key, value in single.items() if value is not None),
    )
    if to is not None:
        refuse_path(to)
    seen = sampled(sample.read_bytes(), header_row)
    _refuse_wrong(seen, said)
    if sys.stdin.isatty() and sys.stdout.isatty() and not as_json:
        raise typer.Exit(with_a_person(seen, said, sample, to))
    if to is None:
        raise typer.BadParameter("profiles/ccb.toml", param_hint="--to")
    draft = begun(seen, Answers(said))
    raise typer.Exit(_for_a_program(draft, sample, to) if as_json else _alone(draft, sample, to))


def _alone(draft: Draft, sample: Path, to: Path) -> int:
    """Asks nobody: what is open is named. What cannot be read so is not written, nor what could be
    read wrongly, as a needed point is open."""
    trial = tried(draft, to.stem, sample)
    trial.show(draft.sample)
    show_open(open_points(draft))
    if trial.problem is not None:
        say_plainly(text("profile.not_written", path=to))
    elif _needed(draft):
        say_plainly(text("profile.not_written.needed", path=to))
        return FAILED
    else:
        keep(to, trial)
        say_kept(to, sample)
    return trial.code


def _for_a_program(draft: Draft, sample: Path, to: Path) -> int:
    """The same as one JSON document, with what would be written."""
    trial = tried(draft, to.stem, sample)
    problem = trial.problem
    if problem is None and _needed(draft):
        problem = text("profile.not_written.needed", path=to)
    if problem is None:
        keep(to, trial)
    print_json(
        {
            "profile": str(to) if problem is None else None,
            "header_row": trial.draft.header_row,
            "columns": trial.draft.columns,
            "missing": [text(key) for key in trial.draft.missing],
            "open": open_as_json(open_points(draft)),
            "statements": [golden.as_json(one) for one in trial.found],
            "error": problem,
            "toml": trial.draft.toml,
        }
    )
    return FAILED if problem else trial.code


def _needed(draft: Draft) -> bool:
    return any(one.needed for one in open_points(draft))


def _pairs(kind: str, given: Sequence[str], known: Sequence[str]) -> list[Said]:
    """`交易金额=amount` → what was said. Raises typer.BadParameter for anything else."""
    pairs = [one.rpartition("=") for one in given]
    if wrong := [one for one, pair in zip(given, pairs, strict=True) if pair[2] not in known]:
        raise typer.BadParameter(f"{wrong[0]!r}: …={'|'.join(known)}", param_hint=f"--{kind}")
    if kind == "mark":
        return [(f"mark.{word}", way) for word, _, way in pairs]
    return [(f"column.{field}", called) for called, _, field in pairs]


def _refuse_wrong(seen: Sample, said: Sequence[Said]) -> None:
    """Raises StatementError for an answer that cannot be meant."""
    columns = tuple(one for one in said if one[0].startswith("column."))
    draft, given = begun(seen, Answers(columns)), Answers(said)
    for key in ("positive", "form.date", "form.time", "currency"):
        if value := given.get(key):
            ways = WAYS if key == "positive" else ()
            refuse_wrong(draft, Open(key, ways, ""), value)
