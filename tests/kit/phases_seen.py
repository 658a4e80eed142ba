"""A tender and a sale from their registration to the contract: what everybody reads at each phase.

The phases are those of REFERENCE 4.4, S1 to S7. Two companies pay for the tender, one of
them a fen twice, which is owed back at once; it bids, objects, and complains. A third brings a
guarantee. For the sale one company offers, above a reserve.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from api.appointing import appoint
from api.bid_files import OfBid, keep
from api.wiring import System
from domain.deposit.arrived import ReceiptMatched
from domain.desk.lodge import LodgeGuarantee
from domain.dispute.words import Conclusion, Matter
from domain.governance.rule_packs import PublishRulePack
from domain.kernel import Command
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.money import yuan
from domain.party.enrol import RegisterParty
from domain.trade.complain import FileComplaint
from domain.trade.object import AnswerObjection, FileObjection
from domain.trade.record_download import RecordDownload
from domain.trade.submit_bid import SubmitBid
from tests.kit.branch import THERE
from tests.kit.door import Door
from tests.kit.listening import heard
from tests.kit.phases_acts import PERSON, WATCHES, break_glass, record_intervention, score
from tests.kit.sold import C1, C_SESSION, L1, L2, L3, P1, SELLER, Market
from tests.kit.tendering import AGENCY, DRAWS, LOT, OWNER, PACK, PROJECT, REGISTERED, STEPS, TEXT

PHASES = ("S1", "S2", "S3", "S4", "S5", "S6", "S7")
READERS = {
    "owner": "owner",
    "agency": "g",
    "settlement": "clerk",
    "itself": "bidder",
    "other bidder": "rival",
    "public": None,
    "expert": "panel",
    "supervisor": "supervisor",
    "another supervisor": "water",
    "auditor": "auditor",
}
"""A column of REFERENCE 4.4, and who reads as that."""
ELSEWHERE = {
    "clerk-there": ("settlement", "C-SET1", "分中心"),
    "auditor-there": ("auditor", "AUD", "审计局"),
    "housing-there": ("supervisor", "V-HOUSING", "住建局"),
}
"""Who holds a post of another county than the tender's: the column that reads as that, the post."""
BESIDE = "disc-clerk"
"""Who reads the trail of everywhere, and the money of that county: both were given out before
these posts excluded each other.
"""
EVERYTHING = "/v1/events?limit=1000"
"""The trail from its beginning."""
LISTED = "/lots?tab=every"
"""Where lots stand in a list, with what is held for each."""
PEOPLE = (
    ("owner", "OWNER", OWNER.organisation),
    ("g", "AGENCY", AGENCY.organisation),
    *((person, "EXPERT", "专家库") for person in ("panel", "e1", "e2", "e3", "e4")),
    ("bidder", "BIDDER", L1.party),
    ("rival", "BIDDER", L2.party),
    ("third", "BIDDER", L3.party),
    ("water", "V-WATER", "水利局"),
    ("keeper", "KEY", "漳州中心"),
)
DOWNLOAD = "L00000000000000A1"
BID, OBJECTION, COMPLAINT = "B00000000000000A1", "D00000000000000A1", "D00000000000000A2"
OWN = (
    ("itself", "bidder", f"/v1/deposits/{L1.deposit}"),
    ("itself, with the documents", "bidder", f"/v1/downloads/{DOWNLOAD}"),
    ("itself, with a guarantee", "third", f"/v1/deposits/{L3.deposit}"),
    ("itself, with a bid", "bidder", f"/v1/bids/{BID}"),
    ("other bidder", "rival", f"/v1/deposits/{L1.deposit}"),
    ("public", None, f"/v1/deposits/{L1.deposit}"),
)
"""Who asks for what as for its own."""
CANDIDATES = (L2.party, L1.party, L3.party)
GLASS = (
    ("S2", "supervisor", "REGISTRANTS"),
    ("S2", "auditor", "REGISTRANTS"),
    ("S4", "supervisor", "PAYERS"),
)
"""Break-glass: when, by whom, for what, by its number from 1. Somebody who keeps keys signs too."""
BID_FILE = "投标函、报价、施工组织设计".encode()
PRICE, WHOLE = yuan("38,200,000.00"), "800,000.00"
SALE = replace(
    C1,
    deposit_deadline=datetime.fromisoformat("2026-03-23T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-03-25T09:25:00+08:00"),
)


def paths(matched: int) -> tuple[str, ...]:
    """What is asked at each phase; `matched`: where the first deposit's money was matched."""
    return (
        f"/v1/lots/{LOT}/downloads",
        f"/v1/deposits?lot={LOT}",
        "/v1/balances?by=account",
        f"/v1/lots/{LOT}/guarantees",
        f"/v1/lots/{LOT}/opening-record",
        f"/v1/lots/{LOT}/bids",
        f"/v1/lots/{LOT}/bids/{BID}/file",
        f"/v1/lots/{LOT}/panel",
        f"/v1/lots/{LOT}/scores",
        f"/v1/lots/{SALE.lot}/session",
        f"/v1/lots/{SALE.lot}/offers",
        f"/v1/refunds?lot={LOT}",
        f"/v1/disputes/{COMPLAINT}",
        f"/v1/projects/{PROJECT}",
        f"/v1/parties/{L1.party}",
        *(f"/v1/lots/{LOT}/inspections/{number}" for number, _ in enumerate(GLASS, 1)),
        "/v1/inspections",
        "/v1/interventions",
        "/dues",
        f"/events/{matched}",
    )


def of_deposits(matched: int) -> dict[str, str]:
    """Where what befell a deposit is told, once its lot is open, and by what that shows."""
    code, listed = L1.deposit, f'<span class="second">{L1.deposit}</span>'
    return {
        "/v1/balances?by=owner": code,
        "/balances?open=2002,2005": code,
        f"/balances?account=2002&owner={code}": f"/events/{matched}",
        f"/v1/events?after={matched - 1}&limit=1": code,
        f"/v1/events?after={matched - 1}": code,
        f"/trail?before={matched + 1}": code,
        f"/trail?code={code}": listed,
        "stream": code,
    }


@dataclass(frozen=True)
class Seen:
    """The answers: by phase, reader and path."""

    answers: dict[tuple[str, str, str], Any]
    matched: int

    def of(self, phase: str, reader: str, path: str) -> Any:
        """One of them."""
        return self.answers[phase, reader, path]


def lived(at: Door) -> Seen:
    """The story, and what was read meanwhile."""
    answers = dict[tuple[str, str, str], Any]()
    matched = 0
    for phase in _life(at.system):
        at.system.readers.runner.catch_up()
        matched = matched or _matched(at.system)
        if phase == "S2":
            record_intervention(at)
        if phase == "S4":
            score(at)
        for when, reader, what in GLASS:
            if when == phase:
                answers[phase, reader, "unsigned"] = break_glass(at, READERS[reader], what)
        for reader, person in READERS.items():
            for path in paths(matched or 1):
                key = path if not path.startswith("/events/") else "/events"
                answers[phase, reader, key] = at.get(path, person)
        for path in ("/v1/inspections", "/v1/interventions"):
            answers[phase, WATCHES, path] = at.get(path, WATCHES)
        if phase in ("S2", "S7"):
            for reader in ("settlement", "supervisor"):
                answers[phase, reader, EVERYTHING] = at.get(EVERYTHING, READERS[reader])
        for reader, person, path in OWN:
            answers[phase, reader, "own"] = at.get(path, person)
    for person in (BESIDE, "clerk"):
        for page in (f"/events/{matched}", LISTED):
            answers[PHASES[-1], person, page] = at.get(page, person)
    for person in ELSEWHERE:
        for path in (*paths(matched), *_asked(matched)):
            answers[PHASES[-1], person, path] = at.get(path, person)
        answers[PHASES[-1], person, "stream"] = _heard(at, person, matched)
    for column, *_ in ELSEWHERE.values():
        answers[PHASES[-1], column, "stream"] = _heard(at, READERS[column], matched)
        for path in _asked(matched):
            answers[PHASES[-1], column, path] = at.get(path, READERS[column])
    return Seen(answers, matched)


def _asked(matched: int) -> list[str]:
    return [path for path in of_deposits(matched) if path.startswith("/")]


def _heard(at: Door, person: str | None, matched: int) -> Any:
    """What the stream of events tells of the one by which the deposit came."""
    said = heard(at, f"/v1/events/stream?from={matched}", person, lambda h: h.last >= matched)
    return SimpleNamespace(text=json.dumps(dict(said.events)[matched]))


def _life(system: System) -> Iterator[str]:
    """Each phase, when everything of it has happened that there is to see."""
    market = Market(system)
    _begins(system, market)
    yield "S1"
    _is_announced(system, market)
    yield "S2"
    for instant in ("03-23T17:00:00", "03-24T17:00:00", "03-25T09:25:00"):
        market.ticks(instant)
    market.offers(P1, SALE.lot, "8,100,000.00", "03-25T09:28:00")
    market.ticks("03-25T09:30:00")
    yield "S3"
    market.ticks("03-25T09:38:02")
    system.ask("platform", OpenBids(lot=LOT, bidders=3, bids=(BID,)))
    system.ask("platform", DRAWS)
    yield "S4"
    market.at("03-26T16:00:00")
    named = {"candidates": CANDIDATES, "bids": (BID,), "on_paper": (L2.party, L3.party)}
    judged = RecordEvaluation(lot=LOT, report=TEXT, **named)
    system.ask("platform", judged)
    market.at("03-27T10:00:00")
    public = PubliciseCandidates(lot=LOT, until=date(2026, 3, 30), candidates=CANDIDATES)
    system.ask("owner", public)
    yield "S5"
    market.at("03-31T09:00:00")
    system.ask("owner", AwardLot(lot=LOT, winner=L2.party, price_fen=PRICE))
    yield "S6"
    market.at("04-20T10:00:00")
    _step(system, len(STEPS) - 1)
    system.readers.runner.catch_up()
    system.reactor.run()
    yield "S7"


def _begins(system: System, market: Market) -> None:
    for person, role, organisation in PEOPLE:
        appoint(system, person, role, organisation)
    appoint(system, WATCHES, "DISC", "纪委监委")
    for person, (_, role, organisation) in ELSEWHERE.items():
        appoint(system, person, role, organisation, THERE)
    with pytest.MonkeyPatch.context() as before:
        before.setattr("domain.governance.appoint.conflict", lambda _held, _new: None)
        appoint(system, BESIDE, "DISC", "纪委监委")
        appoint(system, BESIDE, "C-SET1", "分中心", THERE)
    market.opens()
    since = system.clock().date()
    system.ask(
        "office", PublishRulePack(since=since, document="3号", evidence=TEXT, pack=PACK.written)
    )
    for asked, by, _ in REGISTERED:
        system.ask(_person(by.role), asked)


def _is_announced(system: System, market: Market) -> None:
    market.announces(SELLER, SALE, replace(C_SESSION, lot=SALE.lot), "03-02")
    for n in (0, 1):
        _step(system, n)
    for who, lot in ((L1, LOT), (L2, LOT), (L3, LOT), (P1, SALE.lot)):
        market.applies(who, lot)
    known = {"name": "张三", "basic_account": None, "basic_bank": None}
    system.ask("ops", RegisterParty(party=PERSON, **known))
    for n, party in enumerate((L1.party, L2.party, PERSON), 1):
        asked = RecordDownload(download=f"{DOWNLOAD[:-1]}{n}", lot=LOT, party=party, text=TEXT)
        system.ask("platform", asked)
    market.ticks("03-09T17:00:00")
    market.pays(L1, WHOLE, "03-12T10:02:00")
    market.pays(L2, WHOLE, "03-12T10:03:00")
    market.pays(L1, "0.01", "03-12T10:04:00")
    market.pays(P1, "2,400,000.00", "03-13T10:00:00")
    market.qualifies(P1, SALE.lot)
    _promised(system)
    file = keep(system, OfBid(BID, LOT, L1.party), BID_FILE)
    bid = {"lot": LOT, "party": L1.party, "file": file, "price_fen": PRICE, "deposit": None}
    system.ask("platform", SubmitBid(bid=BID, **bid))
    _complained(system, market)


def _promised(system: System) -> None:
    asked = LodgeGuarantee(
        guarantee="G00000000000000A1",
        deposit=L3.deposit,
        number="BH-1",
        guarantor="担保公司",
        amount_fen=yuan(WHOLE),
        valid_until=date(2026, 12, 31),
    )
    system.ask("platform", asked)


def _complained(system: System, market: Market) -> None:
    its: dict[str, Any] = {"lot": LOT, "party": L1.party, "deposit": L1.deposit, "document": TEXT}
    about = {"matter": Matter.DOCUMENTS}
    system.ask("platform", FileObjection(case=OBJECTION, **its, **about))
    answer: Command = AnswerObjection(
        case=OBJECTION, lot=LOT, document=TEXT, conclusion=Conclusion.DISMISSED
    )
    system.ask("g", answer)  # at once: no time passes that the lot stands still for
    market.at("03-16T10:00:00")
    since = {"since": date(2026, 3, 12), "follows": OBJECTION, "to": "V-HOUSING"}
    system.ask("platform", FileComplaint(case=COMPLAINT, **its, **about, **since))


def _step(system: System, n: int) -> None:
    """One of the tender's own steps, now."""
    asked, by, _ = STEPS[n]
    system.ask(_person(by.role), asked)


def _person(role: str) -> str:
    return {"OWNER": "owner", "AGENCY": "g"}[role]


def _matched(system: System) -> int:
    """Where the first deposit's money was matched."""
    head = system.store.tail().position
    found = (
        one.position
        for one in system.acting.feed.read(0, head)
        if isinstance(one.event, ReceiptMatched) and one.event.deposit == L1.deposit
    )
    return next(found, 0)
