"""`zhangben rules publish | repeal`: what the office decides about rules."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.options import Data, Json
from api.cli.ruling import app, law_of
from api.cli.state import console, print_json, writing
from api.rules.files import read
from api.texts import text
from domain.governance.rule_packs import PublishRulePack, RepealRulePack

Since = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="起效日 · first day")]
Document = Annotated[str, typer.Option(help="决定文号 · reference of the decision")]
Evidence = Annotated[Path, typer.Option(help="决定原件 · the decision itself, a file")]


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(help="规则包文件 · file of a pack")],
    since: Since,
    document: Document,
    evidence: Evidence,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """发布规则包（由公管办） · Publish a pack, as the person `office`.

    例 Example: zhangben rules publish p.json --since 2026-04-01 --document 3号 --evidence a.pdf
    """
    asked = PublishRulePack(
        since=since.date(), document=document, evidence=_digest(evidence), pack=read(file)
    )
    with writing(data) as system:
        receipt = system.ask("office", asked)
        packs = [one for one in law_of(system).packs if one.code == asked.pack.code]
    version = max(one.version for one in packs)
    told: dict[str, Any] = {"category": asked.pack.code, "version": version}
    if as_json:
        print_json({**told, "first": receipt.first, "last": receipt.last})
    else:
        key = "rules.published" if receipt.first else "rules.already"
        console.print(text(key, **told, position=receipt.last))


@app.command()
def repeal(
    code: Annotated[str, typer.Argument(help="品种 · kind of trade", metavar="CATEGORY")],
    version: Annotated[int, typer.Argument(help="版本 · version", min=1)],
    since: Since,
    document: Document,
    evidence: Evidence,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """废止规则包（由公管办）；已登记的标段不受影响 · Repeal a pack; old lots keep it.

    例 Example: zhangben rules repeal LAND 1 --since 2026-07-01 --document 9号 --evidence a.pdf
    """
    asked = RepealRulePack(
        category=code,
        version=version,
        since=since.date(),
        document=document,
        evidence=_digest(evidence),
    )
    with writing(data) as system:
        receipt = system.ask("office", asked)
    if as_json:
        print_json({"category": code, "version": version, "last": receipt.last})
    else:
        console.print(text("rules.repealed", category=code, version=version))


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
