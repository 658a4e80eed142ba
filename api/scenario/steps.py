"""Steps that scripts share: money comes, goes back, goes on; the clock speaks; days that follow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from api.scenario.script import Derive, Moment, Step
from api.scenario.stage import Stage
from api.scenario.table import Row
from api.scenario.town import CUSTODY, paper
from domain.desk.convert import ConvertDeposit
from domain.desk.interest import AllocateInterest
from domain.lot.announce import AnnounceLot
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.default import RecordDefault
from domain.lot.publish import PublishResult
from domain.payee import Payee
from domain.project.register import RegisterProject
from domain.rules import Rule
from domain.trade.register_procedure import RegisterProcedure

MEDIA = ("福建省公共资源交易电子公共服务平台",)
TREASURY = Payee(name="漳州市财政局", account="35050161000000007777")


def nothing(_stage: Stage, _row: Row) -> None:
    """The clock says it by itself."""


CLOCK = Step(nothing)


def registered(
    stage: Stage, code: str, *, owner: str, agency: str | None, protocol: str, method: str
) -> str:
    """A project and its procedure, where the table begins with the lot; the procedure's code."""
    project, procedure = f"{code}-PROJECT", f"{code}-PROCEDURE"
    agencies = () if agency is None else (agency,)
    stage.ask(
        "OWNER",
        RegisterProject(
            project=project,
            title=code,
            owner=owner,
            region="350602",
            agencies=agencies,
            approval=f"{code}〔2026〕1号",
            evidence=paper(project),
        ),
        RegisterProcedure(
            procedure=procedure,
            project=project,
            title=code,
            category=stage.setting.category.code,
            method=method,
            protocol=protocol,
            agency=agency,
            validity_days=0,
        ),
    )
    return procedure


def announces(stage: Stage, lot: str, role: str) -> None:
    """A lot stands in public."""
    text = paper(f"公告{stage.lot(lot)}")
    stage.ask(role, AnnounceLot(lot=stage.lot(lot), media=MEDIA, text=text))


def announced(lot: str, role: str) -> Step:
    """That alone."""
    return Step(lambda stage, _row: announces(stage, lot, role))


def then_whole(step: Step, seq: int) -> Step:
    """The same; and when a row comes, who reconciles says that the bank's day is all in: else the
    clock would not find that nobody has paid.
    """

    def later(stage: Stage, _row: Row) -> Sequence[Moment]:
        return [(stage.table.row(seq).at, lambda then: then.town.whole_day(CUSTODY))]

    return replace(step, later=later)


def came(key: str, payer: str = "") -> Step:
    """Money comes for a deposit, as the row has it; `payer`: of another bidder."""

    def act(stage: Stage, row: Row) -> None:
        stage.pays(key, row.moved("1001"), payer)

    return Step(act)


def earned() -> Step:
    """The bank pays interest."""
    return Step(lambda stage, row: stage.earns(row))


def approved(key: str) -> Step:
    """A refund is proposed and approved."""
    return Step(lambda stage, _row: stage.approves(key))


def paid_back(key: str) -> Step:
    """It goes to the bank, and out."""
    return Step(lambda stage, _row: stage.paid_back(key))


def confirmed(lot: str, winner: str, price: int, role: str) -> Step:
    """The sale; `price`: the row whose note has it."""

    def act(stage: Stage, _row: Row) -> None:
        party, fen = stage.bidder(winner).party, stage.price(price)
        stage.ask(role, ConfirmTransaction(lot=stage.lot(lot), winner=party, price_fen=fen))

    return Step(act)


def signs(stage: Stage, row: Row, lot: str, price: int) -> None:
    """The contract is signed today; `price`: the row whose note has it."""
    fen, today = stage.price(price), row.at.date()
    stage.ask("OWNER", SignContract(lot=stage.lot(lot), signed_on=today, price_fen=fen))


def signed(lot: str, price: int) -> Step:
    """That alone."""
    return Step(lambda stage, row: signs(stage, row, lot, price))


def defaulted(lot: str) -> Step:
    """The winner does not sign."""

    def act(stage: Stage, _row: Row) -> None:
        document = "未签约认定书"
        asked = RecordDefault(lot=stage.lot(lot), document=document, evidence=paper(document))
        stage.ask("OWNER", asked)

    return Step(act)


def converted(key: str) -> Step:
    """The winner's deposit becomes what its kind of trade has it become."""

    def act(stage: Stage, _row: Row) -> None:
        lot = stage.lot(key.partition("/")[0])
        stage.ask("C-SET2", ConvertDeposit(deposit=stage.deposits[key], lot=lot))

    return Step(act)


def allocated(lot: str) -> Step:
    """What nobody who paid is owed of the bank's interest goes where the rule sends it."""

    def act(stage: Stage, _row: Row) -> None:
        for key in stage.of(lot):
            if stage.deposit_now(key).balance("2007"):
                asked = AllocateInterest(deposit=stage.deposits[key], lot=stage.lot(lot))
                stage.ask("C-SET2", asked)

    return Step(act)


def remitted(lot: str, owner: str) -> Step:
    """All that lies there for the treasury."""
    return Step(lambda stage, _row: stage.passes_on(lot, "2009", owner, TREASURY, CUSTODY))


def published(lot: str, role: str) -> Step:
    """The result stands where all can read it."""

    def act(stage: Stage, _row: Row) -> None:
        text = paper(f"结果{stage.lot(lot)}")
        stage.ask(role, PublishResult(lot=stage.lot(lot), media=MEDIA, text=text))

    return Step(act)


# Days that follow.


def by_rule(lot: str, subject: str, scope: str = "") -> Derive:
    """From the row's day, by the rules that the lot was born under."""

    def derive(stage: Stage, row: Row) -> date:
        today = row.at.date()
        return in_force(stage, lot, subject, today, scope).term(today, stage.town.law.calendar)

    return derive


def in_force(stage: Stage, lot: str, subject: str, day: date, scope: str = "") -> Rule:
    """The row about a subject, on a day, of the rules that the lot was born under."""
    defined = stage.lot_now(lot).defined
    assert defined is not None, "a lot of the table is defined"
    category = stage.town.law.rules(defined.category, defined.pack)
    assert category is not None, "its rules were published"
    about = category.about(subject, day, (scope,) if scope else ())
    return next(one for one in about if one.scope == scope)


def contract_due(lot: str) -> Derive:
    """Until when its contract is to be signed, as the notice to its winner said."""

    def derive(stage: Stage, _row: Row) -> date:
        due = stage.lot_now(lot).contract_due
        assert due is not None, "a row says how soon"
        return due

    return derive


def owed(key: str, cause: str) -> Derive:
    """Until when a deposit goes back, as it is owed."""

    def derive(stage: Stage, _row: Row) -> date:
        found = [one.due for one in stage.deposit_now(key).refunds if one.cause == cause]
        return found[-1]

    return derive


def deadline(lot: str) -> Derive:
    """When the lot's deposits are due by now."""

    def derive(stage: Stage, row: Row) -> date:
        until = stage.lot_now(lot).deposit_deadline
        assert until is not None, "an announced lot has its times"
        return until.astimezone(row.at.tzinfo).date()

    return derive
