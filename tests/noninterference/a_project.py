"""A project of two lots, both sealed; for which of them three deposits are, and whose, differs.

Beside the lots of `bidding`, which are of no project. No money comes for these.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from api.wiring import System
from domain.desk.require import RequireDeposit
from domain.governance.rule_packs import PublishRulePack
from domain.lot.announce import AnnounceLot
from domain.lot.documents import IssueDocuments
from tests.kit.bidding import PARTIES, Sealed
from tests.kit.tendering import LOT, PACK, PROCEDURE, PROJECT, REGISTERED, TEXT

LOTS = (LOT.replace("A35060", "A35069"), LOT.replace("A35060", "A35069")[:-1] + "2")
DEPOSITS = tuple(f"P{n:016X}" for n in range(0xF1, 0xF4))
PATHS = (
    f"/v1/projects/{PROJECT}",
    f"/v1/procedures/{PROCEDURE}",
    *(f"/v1/lots/{lot}/{of}" for lot in LOTS for of in ("clocks", "price")),
)
"""Where it is read; pages stand beside the others."""
_TIMES: dict[str, Any] = {
    "deposit_deadline": datetime.fromisoformat("2026-04-13T17:00:00+08:00"),
    "opening_at": datetime.fromisoformat("2026-04-14T09:30:00+08:00"),
}
_UNTIL = datetime.fromisoformat("2026-03-25T17:00:00+08:00")
_OWNER, _AGENCY = "owner", "agency"


def tell(system: System, sealed: Sealed) -> None:
    """All of it; whose the deposits are and for which lot is as of the first three of `bidding`."""
    since = system.clock().date()
    pack = PublishRulePack(since=since, pack=PACK.written, document="3号", evidence=TEXT)
    system.ask("office", pack)
    project, procedure, lot = (asked for asked, *_ in REGISTERED)
    system.ask(_OWNER, replace(project, owner=_OWNER, agencies=(_AGENCY,)))  # type: ignore[type-var]
    system.ask(_AGENCY, replace(procedure, agency=_AGENCY))  # type: ignore[type-var]
    for code in LOTS:
        system.ask(_AGENCY, replace(lot, lot=code, **_TIMES))  # type: ignore[type-var]
        system.ask(_AGENCY, AnnounceLot(lot=code, media=("省平台",), text=TEXT))
        system.ask(_AGENCY, IssueDocuments(lot=code, until=_UNTIL, text=TEXT))
    for place, deposit in enumerate(DEPOSITS):
        party = PARTIES[sealed.parties[place]]
        asked = RequireDeposit(deposit=deposit, lot=LOTS[sealed.lots[place]], party=party)
        system.ask("platform", asked)
