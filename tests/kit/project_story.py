"""A project with two lots of one procedure: one of them is opened, the other stays sealed.

It begins where the story of `bidding` ends.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from api.appointing import appoint
from api.wiring import System
from domain.governance.rule_packs import PublishRulePack
from domain.lot.announce import AnnounceLot
from domain.lot.compete import OpenBids
from domain.lot.documents import IssueDocuments
from domain.party.enrol import RegisterParty
from domain.trade.raise_alert import RaiseAlert
from tests.kit.sold import Bidder, Market
from tests.kit.tendering import AGENCY, LOT, OWNER, PACK, REGISTERED, TEXT

FIRST, SECOND = LOT, "A3506000001000001001002"
IN_FIRST = (
    Bidder("91350600MA32000019", "P00000000000000D1", "40712358"),
    Bidder("91350600MA3200002C", "P00000000000000D2", "88103924"),
    Bidder("91350600MA3200003F", "P00000000000000D3", "02954417"),
)
IN_SECOND = (Bidder("91350600MA3200004J", "P00000000000000D4", "51730026"),)
PEOPLE = {"OWNER": "owner", "AGENCY": "g"}
WHOLE = "800,000.00"
ALERT = "W00000000000000D1"
_TIMES: dict[str, Any] = {
    "deposit_deadline": datetime.fromisoformat("2026-04-13T17:00:00+08:00"),
    "opening_at": datetime.fromisoformat("2026-04-14T09:30:00+08:00"),
}
_UNTIL = datetime.fromisoformat("2026-03-25T17:00:00+08:00")


def tell(system: System) -> None:
    """The project before any of its bids is opened: four have paid, of one an alert is raised."""
    market = Market(system)
    market.at("03-17T10:00:00")
    for person, post in (("owner", OWNER), ("g", AGENCY)):
        appoint(system, person, post.role, post.organisation)
    since = system.clock().date()
    pack = PublishRulePack(since=since, pack=PACK.written, document="3号", evidence=TEXT)
    system.ask("office", pack)
    project, procedure, _ = (asked for asked, *_ in REGISTERED)
    system.ask("owner", project)
    system.ask("g", procedure)
    for asked in (_lot(FIRST), _lot(SECOND)):
        system.ask("g", asked)
        system.ask("g", AnnounceLot(lot=asked.lot, media=("省平台",), text=TEXT))
        system.ask("g", IssueDocuments(lot=asked.lot, until=_UNTIL, text=TEXT))
    for one in (*IN_FIRST, *IN_SECOND):
        facts = {"basic_account": f"35050{one.number}", "basic_bank": "CCB"}
        system.ask("ops", RegisterParty(party=one.party, name=f"公司{one.number}", **facts))
        market.applies(one, SECOND if one in IN_SECOND else FIRST)
    for minute, one in enumerate((*IN_FIRST, *IN_SECOND)):
        market.pays(one, WHOLE, f"03-20T10:0{minute}:00")
    raised = RaiseAlert(
        alert=ALERT,
        kind="RF-02",
        lots=(FIRST,),
        deposits=(IN_FIRST[1].deposit,),
        causes=(system.store.tail().position,),
        arose_at=system.clock(),
    )
    system.ask("platform", raised)
    system.readers.runner.catch_up()


def register_more(system: System) -> None:
    """Two lots more, of which nothing is heard yet."""
    for end in ("3", "4"):
        system.ask("g", _lot(SECOND[:-1] + end))
    system.readers.runner.catch_up()


def register_bare(system: System) -> str:
    """Another project, of which nothing more is heard; its code."""
    asked: Any = REGISTERED[0][0]
    other = f"{asked.project[:-3]}200"
    system.ask("owner", replace(asked, project=other))
    system.readers.runner.catch_up()
    return other


def _lot(code: str) -> Any:
    """One of its lots as it is registered: they differ in their number alone."""
    lot: Any = REGISTERED[2][0]
    return replace(lot, lot=code, title=f"A{code[-1]}标段", **_TIMES)


def open_first(system: System) -> None:
    """The first lot's bids are opened."""
    market = Market(system)
    market.ticks("04-13T17:00:00")
    market.ticks("04-14T09:30:00")
    system.ask("platform", OpenBids(lot=FIRST, bidders=len(IN_FIRST)))
    system.readers.runner.catch_up()
