"""`bank`: which account is reached by which channel, how the channels stand, one round now."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.table import Table

from api.banking.connections import BadConnection, Connection, connections
from api.banking.round import NONE, Done
from api.banking.rounds import connect_account, opened_account, rounds
from api.banking.standing import standing
from api.banks.channels.register import CHANNELS
from api.cli.exits import NO_SERVICE, OK
from api.cli.options import Data, Json
from api.cli.state import console, home, installation, print_json, working, writing
from api.texts import text

app = typer.Typer(no_args_is_help=True, help="银行通道 · Channels to banks.")

_KINDS = ", ".join(kind.name for kind in CHANNELS)


@app.command("connect")
def connect(
    account: Annotated[str, typer.Argument(help="本系统账户代码 · our code, as CNY-DEPOSITS")],
    kind: Annotated[str, typer.Option(help=f"通道种类 · kind: {_KINDS}")],
    address: Annotated[str, typer.Option(help="银行地址 · the bank's address (URL)")],
    holder: Annotated[str, typer.Option(help="户名 · the account's name at the bank")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """连接账户与银行通道 · Say by which channel an account's bank is reached.

    例 Example: zhangben bank connect CNY-1 --kind mock-bank --address http://bank:80 --holder 中心
    """
    try:
        wanted = Connection(account=account, kind=kind, address=address, holder=holder)
    except BadConnection as problem:
        raise typer.BadParameter(str(problem)) from None
    with installation(data) as system:
        opened = opened_account(system, account)
        if opened is None or opened.currency != "CNY":
            held = opened.currency if opened else text("bank.not_open")
            raise typer.BadParameter(text("bank.no_account", account=account, held=held))
        try:
            changed = connect_account(system, wanted)
        except BadConnection as problem:
            raise typer.BadParameter(str(problem)) from None
    if as_json:
        print_json({**asdict(wanted), "changed": changed})
    else:
        key = "bank.connected" if changed else "bank.connected_already"
        console.print(text(key, account=account, kind=kind, address=address), highlight=False)


@app.command("list")
def list_channels(data: Data = None, as_json: Json = False) -> None:
    """列出银行通道及其状况 · List channels and how they stand.

    例 Example: zhangben bank list
    """
    place = home(data)
    place.check()
    known = connections(place)
    stand = {one.account: standing(place, one.account) for one in known}
    if as_json:
        print_json([{**asdict(one), **asdict(stand[one.account])} for one in known])
        return
    if not known:
        console.print(text("bank.none"))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("account_number", "kind", "address", "heard", "problem"):
        table.add_column(text(f"col.{name}"))
    for one in known:
        now = stand[one.account]
        heard = now.heard_at.astimezone().isoformat(" ", "seconds") if now.heard_at else "-"
        wrong = now.problem or text("bank.well" if now.heard_at else "bank.never")
        table.add_row(one.account, one.kind, one.address, heard, wrong)
    console.print(table)


@app.command()
def step(data: Data = None, as_json: Json = False) -> None:
    """立即与各银行往来一次：回执、付款、查询、对账单、匹配 · One round over every channel now.

    例 Example: zhangben bank step --json
    """
    with writing(data) as system, working("bank.stepping"):
        system.readers.runner.catch_up()
        made = rounds(system, NONE)
        for one in connections(system.home):
            made.setdefault(one.account, Done(problem=text("bank.busy")))
    told = {account: _told(done) for account, done in made.items()}
    if as_json:
        print_json(told)
    elif not told:
        console.print(text("bank.none"))
    for account, figures in told.items():
        if not as_json:
            console.print(text("bank.stepped", account=account, **figures), highlight=False)
            if figures["problem"]:
                console.print(f"  {figures['problem']}", style="red", highlight=False)
    raise typer.Exit(NO_SERVICE if any(done.problem for done in made.values()) else OK)


def _told(done: Done) -> dict[str, Any]:
    """A round's figures."""
    return {
        "reports": done.reports,
        "payments": sum(len(one.payments) for one in done.sent if one.message),
        "messages": sum(one.message is not None for one in done.sent),
        "asked": len(done.asked),
        "statements": len(done.imported),
        "lines": sum(one.new for one in done.imported),
        "matched": sum(one.matched for one in done.proposals),
        "open": sum(not one.matched for one in done.proposals),
        "given_back": sum(one.matched for one in done.given_back),
        "problem": done.problem,
    }
