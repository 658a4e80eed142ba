"""A payment goes out, comes back, and goes to another account that two persons agreed to."""

from api.scenario.orders import came_back, debited, sent
from api.scenario.script import Step
from api.scenario.stage import Stage
from api.scenario.table import Row
from api.scenario.town import paper
from domain.deposit.redirect import ProposePayee
from domain.payee import Payee


def goes(key: str) -> Step:
    """What was ordered for a deposit goes to the bank, and out."""

    def act(stage: Stage, _row: Row) -> None:
        sent(stage.town, stage.payments[key])
        debited(stage.town, stage.payments[key])

    return Step(act)


def comes_back(key: str, why: str) -> Step:
    """The bank gives it back, for its reason."""
    return Step(lambda stage, _row: came_back(stage.town, stage.payments[key], why))


def elsewhere(key: str, account: str) -> Step:
    """The clerk proposes the account that was verified anew; another person approves it."""

    def act(stage: Stage, _row: Row) -> None:
        number = len(stage.deposit_now(key).refunds)
        payee = Payee(name=stage.bidder(key.partition("/")[2]).name, account=account)
        asked = ProposePayee(
            deposit=stage.deposits[key],
            number=number,
            payee=payee,
            evidence=paper("基本账户变更证明"),
        )
        stage.ask("C-SET1", asked)
        stage.approves(key)
        stage.paid_back(key)

    return Step(act)
