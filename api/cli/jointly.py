"""`reopen-day` and `joint`: one person proposes what takes two, another signs the same."""

from datetime import datetime
from typing import Annotated, Any

import typer

from api.cli.exits import FAILED, OK, say, sentence
from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json, writing
from api.deputies import in_whose_name
from api.joint import (
    NoProposal,
    NotBanked,
    NotTheirs,
    OutOfDate,
    OwnProposal,
    by_key,
    propose,
    sign_too,
    withdraw,
)
from api.quarantine import asked_reopening
from api.texts import text
from api.wiring import System
from domain.calendar import BEIJING
from domain.kernel import Command
from ledger.joint import Proposed
from ledger.tickets import Refused

app = typer.Typer()

_PROBLEMS = (NoProposal, OwnProposal, NotTheirs, OutOfDate, NotBanked, Refused)

As = Annotated[str | None, typer.Option("--as", help="谁办理 · who asks")]


@app.command("reopen-day")
def reopen_day(
    account: Annotated[str, typer.Argument(help="账户代码 · account, as CNY-DEPOSITS")],
    day: Annotated[datetime, typer.Argument(help="日 · day", formats=["%Y-%m-%d"])],
    person: Annotated[str, typer.Option("--as", help="谁提议 · who proposes it")],
    reason: Annotated[str, typer.Option(help="原因 · why")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """提议反日结，须另一人会签 · Propose to reopen a closed day; another person signs too.

    例 Example: zhangben reopen-day CNY-DEPOSITS 2026-03-17 --as cash --reason 银行更正
    """
    with writing(data) as system:
        wanted = asked_reopening(system, account, day.date(), reason)
        one = proposed(system, person, wanted)
    if as_json:
        print_json(_row(one))
    else:
        console.print(kept(one), highlight=False, markup=False)


@app.command()
def joint(
    act: Annotated[
        str | None, typer.Argument(help="摘要或其前几位 · its digest, or how that begins")
    ] = None,
    person: As = None,
    back: Annotated[bool, typer.Option("--withdraw", help="撤回自己的提议 · take it back")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """会签：放行与反日结须两人 · Sign too what another person proposed: release, reopening.

    例 Example: zhangben joint 7d1f0a2c --as reviewer
    """
    if bool(act) != bool(person) or (back and not act):
        raise typer.BadParameter("DIGEST --as PERSON [--withdraw]")
    code = OK
    with (writing if act else installation)(data) as system:
        try:
            if act and person:
                _sign(system, act, person, back=back)
        except _PROBLEMS as problem:
            say(sentence(problem))
            code = FAILED
        waiting = system.joint.waiting()
    if as_json:
        print_json([_row(one) for one in waiting])
    elif waiting:
        for one in waiting:
            console.print(kept(one), highlight=False, markup=False)
    else:
        console.print(text("joint.none"))
    raise typer.Exit(code)


def kept(one: Proposed) -> str:
    """A proposal in one line: who signed it, until when, and how it is signed too."""
    until = f"{one.not_after.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    by = one.person
    if one.on_behalf_of:
        by = text("joint.for", person=by, party=one.on_behalf_of)
    said = text("joint.kept_until", person=by, until=until, digest=one.digest)
    return f"{one.wanted.NAME}  {said}"


def proposed(system: System, person: str, wanted: Command) -> Proposed:
    """Proposes a joint act, in the only name that the person can. Raises WhoseName, and what
    `propose` raises.
    """
    name = in_whose_name(system.law(), person, wanted, system.clock(), system.log, system.replay)
    return propose(system, system.home.custodial(person), wanted, on_behalf_of=name)


def _sign(system: System, begins: str, person: str, *, back: bool) -> None:
    those = [one for one in system.joint.waiting() if one.digest.startswith(begins)]
    if len(those) != 1:
        raise NoProposal(f"{len(those)} joint acts that wait begin with {begins}")
    (one,) = those
    if back:
        withdraw(system, person, one.digest)
        return
    done = sign_too(system, person, one.digest, by_key(system.home.custodial(person)))
    told = text("joint.done", first=done.receipt.first, last=done.receipt.last)
    console.print(told, highlight=False)


def _row(one: Proposed) -> dict[str, Any]:
    return {
        "digest": one.digest,
        "command": one.wanted.NAME,
        "person": one.person,
        "on_behalf_of": one.on_behalf_of,
        "proposed_at": one.proposed_at,
        "not_after": one.not_after,
        "body": one.signed.body.decode(),
    }
