"""Disputes in scenarios: a bidder objects, complains; what is held for it, and how it ends."""

from datetime import date
from typing import Any

from api.appointing import appoint
from api.scenario.script import Derive, Step
from api.scenario.stage import Stage
from api.scenario.table import Row
from api.scenario.tender_acts import fresh
from api.scenario.tender_panel import awards
from api.scenario.town import paper
from domain.dispute.filed import ComplaintFiled
from domain.dispute.state import Case
from domain.dispute.words import Conclusion, Matter
from domain.trade.accept import AcceptComplaint, ReceiveComplaint
from domain.trade.case_hold import CaseHold, OrderCaseHold
from domain.trade.complain import FileComplaint
from domain.trade.judge import DecideComplaint
from domain.trade.object import AnswerObjection, FileObjection
from domain.trade.suspension import ResumeProcedure


def _filing(stage: Stage, key: str, case: str) -> dict[str, Any]:
    lot, _, who = key.partition("/")
    return {
        "case": case,
        "lot": stage.lot(lot),
        "party": stage.bidder(who).party,
        "deposit": stage.deposits[key],
        "matter": Matter.RESULT,
        "document": paper(case),
    }


def objects(key: str) -> Step:
    """A bidder objects to the result itself, now that the bids are open. Its post is given to it no
    sooner: posts are public, and it was a secret that it bids.
    """

    def act(stage: Stage, _row: Row) -> None:
        case = stage.kept["objection"] = fresh("D")
        party = stage.bidder(key.partition("/")[2]).party
        appoint(stage.town.system, stage.setting.roles["BIDDER"], "BIDDER", party)
        stage.ask("BIDDER", FileObjection(**_filing(stage, key, case)))

    return Step(act)


def answered(lot: str) -> Step:
    """The owner finds nothing in it."""

    def act(stage: Stage, _row: Row) -> None:
        told = {"case": stage.kept["objection"], "lot": stage.lot(lot)}
        asked = AnswerObjection(**told, conclusion=Conclusion.DISMISSED, document=paper("异议答复"))
        stage.ask("OWNER", asked)

    return Step(act)


def complains(key: str, since: int) -> Step:
    """The same bidder complains to the supervisor; `since`: the row by which it knew."""

    def act(stage: Stage, _row: Row) -> None:
        case = stage.kept["complaint"] = fresh("D")
        asked = FileComplaint(
            **_filing(stage, key, case),
            to="V-HOUSING",
            since=stage.table.row(since).at.date(),
            follows=stage.kept["objection"],
        )
        stage.ask("BIDDER", asked)

    return Step(act)


def _on_it(stage: Stage, lot: str, words: str) -> dict[str, Any]:
    return {"case": stage.kept["complaint"], "lot": stage.lot(lot), "document": paper(words)}


def accepted(lot: str) -> Step:
    """The supervisor deals with it, and all stands still for it."""

    def act(stage: Stage, _row: Row) -> None:
        told = _on_it(stage, lot, "受理决定")
        receive = ReceiveComplaint(case=told["case"])
        stage.ask("V-HOUSING", receive, AcceptComplaint(**told, suspend=True, until=None))

    return Step(act)


def held(key: str, hold: str) -> Step:
    """So much of a deposit as was required is held back for it."""

    def act(stage: Stage, _row: Row) -> None:
        lot = key.partition("/")[0]
        asked = OrderCaseHold(
            case=stage.kept["complaint"],
            lot=stage.lot(lot),
            deposit=stage.deposits[key],
            hold=hold,
            amount_fen=stage.required(lot),
            document="责令暂停退还",
        )
        stage.ask("V-HOUSING", asked)

    return Step(act)


def dismissed(key: str, hold: str) -> Step:
    """The supervisor finds nothing in it, and lets go of what was held."""

    def act(stage: Stage, _row: Row) -> None:
        asked = DecideComplaint(
            **_on_it(stage, key.partition("/")[0], "处理决定"),
            conclusion=Conclusion.DISMISSED,
            resume=False,
            holds=(CaseHold(stage.deposits[key], hold),),
        )
        stage.ask("V-HOUSING", asked)

    return Step(act)


def goes_on(lot: str, winner: str) -> Step:
    """The owner lets the procedure go on, and tells the winner."""

    def act(stage: Stage, row: Row) -> None:
        told = {"lot": stage.lot(lot), "case": stage.kept["complaint"]}
        stage.ask("OWNER", ResumeProcedure(**told, document=paper("恢复通知")))
        awards(stage, row, lot, winner)

    return Step(act)


def clock(case: str) -> Derive:
    """Until when a dispute's clock runs."""

    def derive(stage: Stage, _row: Row) -> date:
        due = _case(stage, case).due
        assert due is not None, "its clock runs"
        return due

    return derive


def accepting(case: str) -> Derive:
    """Until when a complaint had to be accepted."""

    def derive(stage: Stage, _row: Row) -> date:
        filed = _case(stage, case).filed
        assert isinstance(filed, ComplaintFiled)
        assert filed.acceptance is not None, "a row says how soon"
        return filed.acceptance.due

    return derive


def _case(stage: Stage, case: str) -> Case:
    found = stage.town.state("dispute", stage.kept[case])
    assert isinstance(found, Case)
    return found
