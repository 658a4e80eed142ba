"""`quarantine`: files that do not add up, by how much, and who decides about them."""

from typing import Annotated, Any

import typer

from api.cli.exits import FAILED, NOT_BALANCED, OK, say, sentence
from api.cli.jointly import As, kept, proposed
from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json, writing
from api.quarantine import NotThere, asked_discard, asked_release, newest_waiting
from api.texts import text
from api.wiring import System
from domain.money import show
from ledger.asking import NotAccepted
from ledger.tickets import Refused
from projections.quarantine import FILES

app = typer.Typer()

_FATES = {
    "WAITING": "quarantine.fate.WAITING",
    "RELEASED": "quarantine.fate.RELEASED",
    "DISCARDED": "quarantine.fate.DISCARDED",
    "SUPERSEDED": "quarantine.fate.SUPERSEDED",
}
_PROBLEMS = (NotThere, NotAccepted, Refused, ValueError)


@app.command()
def quarantine(
    file: Annotated[
        str | None, typer.Argument(help="文件 SHA-256 或其前几位 · the file, or how it begins")
    ] = None,
    person: As = None,
    release: Annotated[
        str | None, typer.Option(help="提议放行及理由 · propose to bank it as it is, and why")
    ] = None,
    discard: Annotated[str | None, typer.Option(help="作废及理由 · never bank it, and why")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """隔离的对账单：差额、放行、作废 · Statements in quarantine: by how much they are off.

    有文件待处理时退出码 4 · Exit 4 while one waits. 放行须另一人会签：zhangben joint。

    例 Example: zhangben quarantine 3bc5dc6b --as cash --release 银行已书面确认
    """
    asked = [one for one in (release, discard) if one is not None]
    given = (file is not None, person is not None, len(asked) == 1)
    if len(asked) > 1 or any(given) != all(given):
        raise typer.BadParameter("FILE --as PERSON --release | --discard")
    code = OK
    with (writing if asked else installation)(data) as system:
        system.readers.runner.catch_up()
        try:
            if file and person:
                _decide(system, _whole(system, file), person, release, discard)
        except _PROBLEMS as problem:
            say(sentence(problem))
            code = FAILED
        system.readers.runner.catch_up()
        rows = system.readers.quarantine.rows(FILES).rows
    if as_json:
        print_json(rows)
    else:
        _tell(rows)
    waiting = any(row["fate"] == "WAITING" for row in rows)
    raise typer.Exit(code or (NOT_BALANCED if waiting and not asked else OK))


def _decide(
    system: System, sha256: str, person: str, release: str | None, discard: str | None
) -> None:
    if release is not None:
        wanted = asked_release(system, sha256, release)
        one = proposed(system, person, wanted)
        console.print(kept(one), highlight=False, markup=False)
    elif discard is not None:
        system.ask(person, asked_discard(system, sha256, discard))


def _whole(system: System, begins: str) -> str:
    """The file that waits and begins so. Raises NotThere."""
    found = {row["file"] for row in newest_waiting(system) if row["file"].startswith(begins)}
    if len(found) != 1:
        raise NotThere(f"{len(found)} files that wait in quarantine begin with {begins}")
    return str(found.pop())


def _tell(rows: list[dict[str, Any]]) -> None:
    if not rows:
        console.print(text("quarantine.none"))
    for row in rows:
        expected, found = row["expected"], row["found"]
        off = None if expected is None or found is None else found - expected
        amounts = (
            "–" if one is None else show(one, row["currency"]) for one in (expected, found, off)
        )
        told = dict(zip(("expected", "found", "difference"), amounts, strict=True))
        fate = row["fate"]
        of = {"account": row["account"], "day": row["day"], "statement": row["statement"]}
        line = text("quarantine.row", **of, **told, state=text(_FATES[fate]))
        console.print(f"{row['file'][:8]}  {line}", highlight=False, markup=False)
