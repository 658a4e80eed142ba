"""The root command: every command in one list, and only that is loaded which is asked for.

A command line is read anew each time it is run; so what a command needs is loaded with it, and
nothing of the others: writing spreadsheets, playing a bank, serving pages.
"""

import os
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any, Literal

import typer

COMMANDS = {
    "demo": "demo",
    "init": "founding",
    "doctor": "founding",
    "appoint": "staffing",
    "account": "staffing",
    "keys": "staffing",
    "import": "importing",
    "balances": "reading",
    "reconcile": "reading",
    "close-day": "closing",
    "outside-list": "outside",
    "report": "reporting",
    "quarantine": "quarantine",
    "alerts": "alerts",
    "reopen-day": "jointly",
    "joint": "jointly",
    "log": "showing",
    "show": "showing",
    "verify": "proving",
    "replay": "packing",
    "checkpoint": "proving",
    "serve": "serving",
    "token": "serving",
    "sign-in": "serving",
    "worker": "working",
}
"""Each command, in the order of the help, and the module beside this one that has it."""
GROUPS = {
    "statements": "statements",
    "projections": "projecting",
    "reactor": "reacting",
    "bank": "banking",
    "rules": "ruling_acts",
    "calendar": "calendars",
    "scenario": "scenario",
    "draw": "drawing",
}
"""Each group of commands, and its module."""
EXPORTS = ("proving", "packing", "reading", "reporting")
"""The modules that have something to `export`."""


def application(words: Iterable[str]) -> typer.Typer:
    """The root, with what one of the words names; where none names anything, with everything."""
    known = {*COMMANDS, *GROUPS, "export"}
    named = {next((word for word in words if word in known), "")} & known or known
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        help="账本 zhangben：公共资源交易平台的交易账本与结算系统 · "
        "the transaction ledger and settlement system of a public-resource trading platform.",
        epilog="另有 also: ./zhangben test · soak · mutate · bench",
    )
    app.callback()(root)
    for part in dict.fromkeys(part for name, part in COMMANDS.items() if name in named):
        app.registered_commands += _module(part).app.registered_commands
    for name, part in GROUPS.items():
        if name in named:
            app.add_typer(_module(part).app, name=name)
    if "export" in named:
        app.add_typer(_exports(), name="export")
    return app


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


def _exports() -> typer.Typer:
    export = typer.Typer(no_args_is_help=True, help="导出 · Export.")
    for part in EXPORTS:
        export.registered_commands += _module(part).export.registered_commands
    return export


def _module(part: str) -> Any:
    return import_module(f"api.cli.{part}")
