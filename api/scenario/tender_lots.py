"""The lots of a tender: its project, its procedure, what is announced, who gets a number."""

import re

from api.scenario.script import Step
from api.scenario.stage import Stage
from api.scenario.steps import announces
from api.scenario.table import Row
from api.scenario.town import paper
from domain.categories.construction import CONSTRUCTION
from domain.lot.documents import IssueDocuments
from domain.project.register import RegisterProject
from domain.trade.register_lot import RegisterLot
from domain.trade.register_procedure import RegisterProcedure

TENDERER, AGENCY = "住建局", "甲招标代理"
PROJECT, _PROCEDURE = "A35060000000100", "A35060000000100101"
LOTS = ("A1", "A2", "A3")


def project(stage: Stage, _row: Row) -> None:
    """What was approved to be built."""
    asked = RegisterProject(
        project=PROJECT,
        title="市政道路工程",
        owner=TENDERER,
        region="350602",
        agencies=(AGENCY,),
        approval="漳发改〔2026〕1号",
        evidence=paper("立项批复"),
    )
    stage.ask("OWNER", asked)


def procedure(stage: Stage, row: Row) -> None:
    """How it is traded."""
    days = re.search(r"(\d+) days", row.note)
    assert days is not None, "the note says how long bids bind"
    asked = RegisterProcedure(
        procedure=_PROCEDURE,
        project=PROJECT,
        title="市政道路工程施工",
        category="CONSTRUCTION",
        method="公开招标",
        protocol="SEALED_SCORED",
        agency=AGENCY,
        validity_days=int(days[1]),
    )
    stage.ask("AGENCY", asked)


def defined(lot: str) -> Step:
    """Its deposit is as much of the estimate as may be: for one fen more that must be more."""

    def act(stage: Stage, row: Row) -> None:
        rows, deposit = stage.table, stage.required(lot)
        (share,) = CONSTRUCTION.about("deposit.share", row.at.date())
        assert share.at_most is not None, "a share of the estimate bounds it from above"
        least = -(-deposit * 1_000_000 // share.at_most.n)
        asked = RegisterLot(
            lot=stage.lot(lot),
            procedure=_PROCEDURE,
            title=f"{lot}标段",
            estimate_fen=max(stage.size.price(row.said("estimate")), least),
            deposit_fen=deposit,
            deposit_deadline=rows.row(32).at,
            opening_at=rows.row(34).at,
            basic_account=True,
        )
        stage.ask("AGENCY", asked)

    return Step(act)


def announced(stage: Stage, _row: Row) -> None:
    """Each lot stands in public, and its documents can be had until the sale is over."""
    for lot in LOTS:
        announces(stage, lot, "AGENCY")
        text, until = paper(f"招标文件{lot}"), stage.table.row(7).at
        stage.ask("AGENCY", IssueDocuments(lot=stage.lot(lot), until=until, text=text))


def numbered(lot: str) -> Step:
    """Each bidder of the note applies, and gets its number at the bank."""

    def act(stage: Stage, row: Row) -> None:
        for who in row.note.rpartition(": ")[2].split():
            stage.applies(f"{lot}/{who}")

    return Step(act)
