"""The root command: every sub-command in one list."""

import os
from typing import Annotated, Literal

import typer

from api.cli import (
    banking,
    closing,
    demo,
    founding,
    importing,
    jointly,
    outside,
    projecting,
    proving,
    quarantine,
    reacting,
    reading,
    reporting,
    serving,
    showing,
    staffing,
    statements,
    working,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="账本 zhangben：公共资源交易平台的交易账本与结算系统 · "
    "the transaction ledger and settlement system of a public-resource trading platform.",
    epilog="另有 also: ./zhangben test · soak · mutate · bench",
)


@app.callback()
def root(
    debug: Annotated[
        bool, typer.Option("--debug", help="出错时显示调用栈 · show tracebacks")
    ] = False,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="语言 · language")] = None,
) -> None:
    """账本 zhangben · the ledger of a public-resource trading platform."""
    if debug:
        os.environ["ZHANGBEN_DEBUG"] = "1"
    if lang:
        os.environ["ZHANGBEN_LANG"] = lang


_PARTS = (
    demo,
    founding,
    staffing,
    importing,
    reading,
    closing,
    outside,
    reporting,
    quarantine,
    jointly,
    showing,
    proving,
    serving,
    working,
)
for part in _PARTS:
    app.registered_commands += part.app.registered_commands
app.add_typer(statements.app, name="statements")
for part in (reading, reporting):
    proving.export.registered_commands += part.export.registered_commands
app.add_typer(proving.export, name="export")
app.add_typer(projecting.app, name="projections")
app.add_typer(reacting.app, name="reactor")
app.add_typer(banking.app, name="bank")
