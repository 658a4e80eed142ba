"""Commands about who works here: appoint, keys; and which bank accounts are followed: account."""

from datetime import date, datetime
from typing import Annotated

import typer
from rich.table import Table

from api.appointing import appoint
from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json, writing
from api.texts import text
from api.wiring import CENTRE
from domain.account.open import OpenAccount
from domain.accounts import CASH
from domain.calendar import beijing_day
from domain.money import yuan
from domain.roles import ROLE_CODES
from ledger.keys import KEYS, KeyRing

app = typer.Typer()


@app.command("appoint")
def appoint_person(
    person: Annotated[str, typer.Argument(help="人员 · person")],
    role: Annotated[str, typer.Argument(help="岗位代码 · role code, as C-CASH")],
    organisation: Annotated[str, typer.Argument(help="单位 · organisation")] = CENTRE,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """任命：登记代管密钥并授予岗位 · Give a person a key and a post.

    例 Example: zhangben appoint cash C-CASH
    """
    if role not in ROLE_CODES:
        raise typer.BadParameter(f"{role!r}: {', '.join(ROLE_CODES)}", param_hint="ROLE")
    with writing(data) as system:
        appoint(system, person, role, organisation)
        held = system.home.custodial(person).key_id
    if as_json:
        print_json({"person": person, "role": role, "organisation": organisation, "key": held})
    else:
        console.print(text("appoint.done", person=person, role=role, held=held), highlight=False)


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
    as_json: Json = False,
) -> None:
    """启用一个银行账户（由对账员） · Start following a bank account, as the person `cash`.

    例 Example: zhangben account CNY-DEPOSITS CN346228480001 --opening 10000.00
    """
    if holds not in (right := [one.code for one in CASH]):
        raise typer.BadParameter(f"{holds!r}: {', '.join(right)}", param_hint="--holds")
    with writing(data) as system:
        asked = OpenAccount(
            account=code,
            bank=bank,
            number=number,
            currency=currency,
            holds=holds,
            opening=yuan(opening),
            day=_first_day(day, system.clock()),
            statement=None,
        )
        receipt = system.ask("cash", asked)
    if as_json:
        print_json({"account": code, "first": receipt.first, "last": receipt.last})
    else:
        key = "account.done" if receipt.first else "account.already"
        console.print(text(key, account=code, currency=currency, position=receipt.last))


def _first_day(told: datetime | None, now: datetime) -> date:
    return told.date() if told else beijing_day(now)


@app.command()
def keys(data: Data = None, as_json: Json = False) -> None:
    """列出签名密钥 · List signing keys: whose, how held, whether valid.

    例 Example: zhangben keys
    """
    with installation(data) as system:
        ring = system.replay.state(KEYS)
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
