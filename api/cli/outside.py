"""`outside-list`: what a bank, a guarantor, a keeper of checkpoints says of a day."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.exits import FAILED, OK, say
from api.cli.options import Data, Json
from api.cli.state import console, print_json, working, writing
from api.closing.bringing import MAX, bring
from api.closing.notes import tell
from api.closing.outside.refused import ListRefused
from api.closing.reading import NotFollowed
from api.texts import language, text
from domain.outside.events import KIND_CODES, KINDS
from ledger.tickets import Refused

app = typer.Typer()

_KINDS = f"清单种类 · kind of list: {' | '.join(KIND_CODES)}"

_NAMES = {code: {"zh": zh, "en": en} for code, zh, en, _ in KINDS}


@app.command("outside-list")
def outside_list(
    kind: Annotated[str, typer.Argument(help=_KINDS)],
    account: Annotated[str, typer.Argument(help="账户代码 · account, as CNY-DEPOSITS")],
    day: Annotated[datetime, typer.Argument(help="日 · day", formats=["%Y-%m-%d"])],
    file: Annotated[Path, typer.Argument(help="清单文件 · the list (CSV; ANCHOR: a checkpoint)")],
    person: Annotated[str, typer.Option("--as", help="谁登记 · who brings it")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """登记外部清单，关账时据以核对 R03、R04、R15–R17 · A list from outside, for a day's checks.

    例 Example: zhangben outside-list SUB_ACCOUNTS CNY-DEPOSITS 2026-03-17 sub-accounts.csv --as ccb
    """
    if kind not in KIND_CODES:
        raise typer.BadParameter(f"{kind!r}: {', '.join(KIND_CODES)}", param_hint="KIND")
    try:
        content = _content(file)
        with writing(data) as system, working("state.reading"):
            receipt = bring(
                system,
                account,
                day.date(),
                kind,
                content,
                lambda one: system.ask(person, one),
                posts=system.law().posts_of(person, system.clock()),
            )
    except OSError as problem:
        say(f"{file}: {problem.strerror}")
        raise typer.Exit(FAILED) from None
    except ListRefused as wrong:
        say(f"{file}: {wrong.words(language())}")
        raise typer.Exit(FAILED) from None
    except (NotFollowed, Refused) as problem:
        say(f"{file}: {problem}")
        raise typer.Exit(FAILED) from None
    if as_json:
        print_json({"kind": kind, "account": account, "day": day.date(), "last": receipt.last})
    else:
        key = "outside.recorded" if receipt.last else "outside.known"
        name = _NAMES[kind][language()]
        console.print(text(key, name=name, account=account, day=day.date()), highlight=False)
    raise typer.Exit(OK)


def _content(file: Path) -> bytes:
    with file.open("rb") as source:
        content = source.read(MAX + 1)
    if len(content) > MAX:
        raise ListRefused(tell("lists.wrong.large", most=MAX))
    return content
