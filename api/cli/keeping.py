"""Commands that make and feed an installation: init, doctor, account, import, keys, checkpoint."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track
from rich.table import Table

from api.appointing import appoint
from api.banks.importing import Importer
from api.cli.options import Data, Json
from api.cli.state import console, home, notes, print_json
from api.texts import text
from api.wiring import CENTRE, System, opened
from domain.account.open import OpenAccount
from domain.money import yuan
from ledger.checkpoint import parse
from ledger.keys import KEYS, KeyRing
from ledger.opening import MODES
from ledger.replay import Replay

app = typer.Typer()


@app.command()
def init(
    data: Data = None,
    origin: Annotated[str, typer.Option(help="日志名 · the log's name")] = "zhangben.local/log",
    mode: Annotated[str, typer.Option(help="模式 · " + " | ".join(MODES))] = "production",
    starts: Annotated[
        datetime | None, typer.Option(help="模拟时钟的起点 · first instant of a simulated clock")
    ] = None,
) -> None:
    """建立一套新账本：密钥、数据库、首个事件 · Make a new installation.

    例 Example: zhangben init --data /var/lib/zhangben --origin ggzy.example/log
    """
    if mode not in MODES:
        raise typer.BadParameter(f"{mode!r}: {', '.join(MODES)}", param_hint="--mode")
    if (mode == "simulated") != (starts is not None):
        raise typer.BadParameter("simulated ⇔ --starts", param_hint="--starts")
    place = home(data)
    place.make(origin, mode, starts.astimezone().isoformat() if starts else None)
    with opened(place):
        console.print(text("init.done", path=place.root, origin=origin, mode=mode))


@app.command()
def doctor(data: Data = None, as_json: Json = False) -> None:
    """检查本机与账本是否就绪 · Is this machine and this installation in order?

    例 Example: zhangben doctor
    """
    place = home(data)
    found: dict[str, Any] = {"python": sys.version.split()[0], "data": str(place.root)}
    found["installation"] = place.exists()
    if place.exists():
        with opened(place) as system, system.store.reading() as curs:
            row = curs.execute("SELECT version(), current_setting('fsync')").fetchone()
            assert row is not None
            found |= {
                "database": row[0].split(" on ")[0],
                "fsync": row[1],
                "origin": place.origin,
                "mode": place.mode,
                "position": system.tree.size(),
            }
    if as_json:
        print_json(found)
    else:
        for name, value in found.items():
            console.print(f"{name:14}{value}", highlight=False)


@app.command("appoint")
def appoint_person(
    person: Annotated[str, typer.Argument(help="人员 · person")],
    role: Annotated[str, typer.Argument(help="岗位代码 · role code, as C-CASH")],
    organisation: Annotated[str, typer.Argument(help="单位 · organisation")] = CENTRE,
    data: Data = None,
) -> None:
    """任命：登记代管密钥并授予岗位 · Give a person a key and a post.

    例 Example: zhangben appoint cash C-CASH
    """
    with opened(home(data)) as system:
        appoint(system, person, role, organisation)
        console.print(f"{person}: {role}")


@app.command()
def account(
    code: Annotated[str, typer.Argument(help="本系统账户代码 · our code, as CNY-DEPOSITS")],
    number: Annotated[str, typer.Argument(help="对账单上的账号 · number on the statements")],
    currency: Annotated[str, typer.Option(help="币种 · currency")] = "CNY",
    holds: Annotated[str, typer.Option(help="1001 保证金 | 1002 结算")] = "1001",
    opening: Annotated[str, typer.Option(help="期初余额 · opening balance")] = "0.00",
    day: Annotated[datetime | None, typer.Option(help="启用日 · first day")] = None,
    bank: Annotated[str, typer.Option(help="开户行 · bank")] = "",
    data: Data = None,
) -> None:
    """启用一个银行账户 · Start following a bank account.

    例 Example: zhangben account CNY-DEPOSITS CN346228480001 --opening 10000.00
    """
    with opened(home(data)) as system:
        first = day.date() if day else system.clock().date()
        asked = _open(code, number, currency, holds, opening, first, bank)
        receipt = system.ask("cash", asked)
        console.print(f"{code}: {receipt.first}–{receipt.last}")


def _open(
    code: str, number: str, currency: str, holds: str, opening: str, day: date, bank: str
) -> OpenAccount:
    return OpenAccount(
        account=code,
        bank=bank,
        number=number,
        currency=currency,
        holds=holds,
        opening=yuan(opening),
        day=day,
        statement=None,
    )


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="对账单文件 · statement files")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """导入银行对账单；重复导入不会重复入账 · Import bank statements, each line once.

    例 Example: zhangben import 2024-05-31.xml
    """
    done = []
    with opened(home(data)) as system:
        importer = importer_of(system)
        for path in track(files, console=notes, disable=as_json or len(files) < 2):
            done += [(path, one) for one in importer.file(path.read_bytes())]
    if as_json:
        print_json([{"file": str(path), "imported": one} for path, one in done])
    for _, one in () if as_json else done:
        console.print(
            text("import.done", account=one.account, day=one.day, new=one.new, booked=one.booked)
        )


def importer_of(system: System) -> Importer:
    """The importer of an installation, which asks with the bank connector's key."""
    replay = Replay(system.log, system.store, system.vault)
    return Importer(replay, system.blobs, lambda wanted: system.ask("bank", wanted))


@app.command()
def keys(data: Data = None, as_json: Json = False) -> None:
    """列出签名密钥 · List signing keys: whose, since when, how held.

    例 Example: zhangben keys
    """
    with opened(home(data)) as system:
        ring = Replay(system.log, system.store, system.vault).state(KEYS)
        assert isinstance(ring, KeyRing)
        now = system.clock()
        rows = [
            {
                "key": key,
                "person": one.person,
                "organisation": one.organisation,
                "algorithm": one.algorithm,
                "custodial": one.custodial,
                "valid": one.valid(now),
            }
            for key, one in ring.keys.items()
        ]
    if as_json:
        print_json(rows)
        return
    table = Table(box=None)
    for name in ("key", "person", "custodial", "valid"):
        table.add_column(text(f"col.{name}"))
    for row in rows:
        custodial, valid = (text("yes" if row[name] else "no") for name in ("custodial", "valid"))
        table.add_row(str(row["key"]), str(row["person"]), custodial, valid)
    console.print(table)


@app.command()
def checkpoint(data: Data = None, as_json: Json = False) -> None:
    """签署一个检查点 · Sign a checkpoint over everything committed.

    例 Example: zhangben checkpoint
    """
    with opened(home(data)) as system:
        note = system.publisher.publish()
    if as_json:
        print_json({"size": parse(note).checkpoint.size, "note": note})
    else:
        console.print(note, end="", highlight=False)
