"""`statements profile`: a bank's own table is learned from a sample, without code."""

from pathlib import Path
from typing import Annotated

import typer

from api.banks.statements import golden
from api.banks.statements.shelf import profile_at
from api.cli.exits import FAILED, say
from api.cli.options import Json
from api.cli.profile_new import new
from api.cli.profile_tables import say_plainly, show_statements
from api.cli.profile_trial import code_of, read_by
from api.cli.state import print_json
from api.texts import text

app = typer.Typer(no_args_is_help=True, help="银行格式 · Bank profiles.")


@app.callback()
def profiles() -> None:
    """银行格式：一家银行的流水表怎样读 · Bank profiles: how a bank's table is read."""


app.command()(new)


@app.command()
def check(
    profile: Annotated[Path, typer.Argument(help="银行格式 · the profile (.toml)")],
    sample: Annotated[Path, typer.Argument(help="银行导出的样本 · a sample")],
    as_json: Json = False,
) -> None:
    """按银行格式读样本；旁边有 .json 就对照 · Read a sample; compare it with the .json beside it.

    例 Example: zhangben statements profile check ccb.toml 流水.xlsx --json > 流水.json
    """
    found = read_by(profile_at(profile), sample)
    seen = [golden.as_json(one) for one in found]
    if as_json:
        print_json(seen)
        raise typer.Exit(code_of(found))
    show_statements(found)
    kept = golden.expected(sample)
    if kept is None:
        say_plainly(text("profile.no_golden", path=sample.with_suffix(".json")))
        raise typer.Exit(code_of(found))
    wrong = golden.differences(kept, seen)
    for place in wrong:
        say(text("profile.differs", place=place))
    if not wrong:
        say_plainly(text("profile.same"))
    raise typer.Exit(FAILED if wrong else code_of(found))
