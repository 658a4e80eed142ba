"""The centre certifies a sale once its price and fees have come (交易凭证)."""

from api.scenario.script import Step
from api.scenario.stage import Stage
from api.scenario.table import Row
from api.scenario.town import paper
from domain.desk.certificate import IssueCertificate


def certified(key: str) -> Step:
    """Under a number of its own; `key`: the buyer's deposit."""

    def act(stage: Stage, _row: Row) -> None:
        lot = stage.lot(key.partition("/")[0])
        asked = IssueCertificate(
            lot=lot, deposit=stage.deposits[key], number=f"ZZ-{lot}", text=paper("交易凭证")
        )
        stage.ask("C-OPS", asked)

    return Step(act)
