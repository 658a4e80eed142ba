"""A tender through the door: rules published, lot registered, the clock brings its deadlines."""

import json
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.appointing import appoint
from api.cli import ruling
from api.cli.__main__ import main
from api.cli.exits import OK
from api.database import Databases
from api.jobs.register import tick
from api.rules.backtest import backtest
from api.wiring import System, assembled
from domain.bounds import days, percent
from domain.categories.construction import CONSTRUCTION
from domain.governance.rule_packs import PublishRulePack
from domain.kernel import StreamId
from domain.lot.compete import OpenBids
from domain.lot.evaluation import RecordEvaluation
from domain.phases import Phase
from domain.rules import Rule
from projections.lots import LOTS
from tests.kit.city import city, move_to
from tests.kit.tendering import DRAWS, LOT, PACK, REGISTERED, STEPS, TEXT, UNTIL

PEOPLE = (
    ("owner", "OWNER", "住建局"),
    ("g", "AGENCY", "甲代理"),
    *((person, "EXPERT", "专家库") for person in ("panel", "e1", "e2", "e3", "e4")),
)
BY = {"OWNER": "owner", "AGENCY": "g"}
PUBLISHED = PublishRulePack(
    since=UNTIL.date().replace(day=2),
    document="漳公管〔2026〕3号",
    evidence=TEXT,
    pack=PACK.written,
)


def play(system: System) -> None:
    """Everything that people ask; of the clock's own, only that it ticks."""
    for person, role, organisation in PEOPLE:
        appoint(system, person, role, organisation)
    system.ask("office", PUBLISHED)
    for asked, by, when in (*REGISTERED, *STEPS):
        move_to(system, max(when, system.clock()).isoformat())
        if isinstance(asked, RecordEvaluation):
            system.ask("platform", DRAWS)
            system.ask("platform", asked)
        elif isinstance(asked, OpenBids):
            system.ask("platform", asked)
        elif by.role == "PLATFORM":
            system.readers.runner.catch_up()
            tick(system)
        else:
            system.ask(BY[by.role], asked)


def row(system: System) -> Any:
    system.readers.runner.catch_up()
    (found,) = system.readers.lots.rows(LOTS, {"lot": LOT}).rows
    return found


def test_a_tender_goes_from_its_registration_to_its_contract(database: Any, tmp_path: Path) -> None:
    """The pack is read from the log by whoever opens it next, and the lot's state with it."""
    with city(database, tmp_path) as system:
        play(system)
        seen = row(system)
        assert (seen["phase"], seen["pack"]) == (Phase.CONTRACTED, 1)
        assert (seen["deposits_over"], seen["documents_over"]) == (True, True)
        state = system.replay.state(StreamId("lot", LOT))
        home = system.home
    dsn = Databases(database.owner, database.app, database.read, database.matcher)
    with assembled(home, dsn) as again:
        assert again.law().rules("CONSTRUCTION", 1) == PACK.category
        assert again.replay.state(StreamId("lot", LOT)) == state


def test_a_pack_is_tried_on_the_lots_there_are(
    database: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its own rules it kept; with thirty days between documents and bids it would not have."""
    with city(database, tmp_path) as system:
        play(system)
        assert backtest(system, CONSTRUCTION) == (1, ())
        rows = tuple(
            replace(row, at_least=days(30)) if row.id == "CT-03" else row
            for row in CONSTRUCTION.rules
        )
        (breach,) = backtest(system, replace(CONSTRUCTION, rules=rows))[1]
        assert (breach.lot, breach.rule.id) == (LOT, "CT-03")
        assert (str(breach.began), str(breach.ended)) == ("2026-03-02", "2026-03-25")
        assert str(breach.limit) == "2026-04-01"
        assert printed(system, tmp_path / "pack.json", monkeypatch, capsys) == {
            "lots": 1,
            "breaches": [
                {
                    "lot": LOT,
                    "rule": "CT-03",
                    "says": breach.rule.zh,
                    "severity": breach.rule.severity.value,
                    "began": "2026-03-02",
                    "ended": "2026-03-25",
                    "limit": "2026-04-01",
                    "told": breach.told,
                }
            ],
        }
        dear = replace(CONSTRUCTION, rules=(_a_share_of(1), *_but_shares(CONSTRUCTION.rules)))
        (breach,) = backtest(system, dear)[1]
        assert "at most 400,000.00" in breach.told


def printed(system: System, file: Path, monkeypatch: Any, capsys: Any) -> Any:
    """What the command line says of a pack file in which CT-03 asks for thirty days."""
    monkeypatch.setattr(ruling, "installation", lambda _: nullcontext(system))
    assert main(["rules", "export", "CONSTRUCTION", "--out", str(file)]) == OK
    pack = json.loads(file.read_text("utf-8"))
    (row,) = (one for one in pack["rules"] if one["id"] == "CT-03")
    row["at_least"] = 30
    file.write_text(json.dumps(pack), "utf-8")
    capsys.readouterr()
    assert main(["rules", "backtest", str(file), "--json"]) == OK
    return json.loads(capsys.readouterr().out)


def _a_share_of(hundredths: int) -> Rule:
    (row,) = CONSTRUCTION.about("deposit.share", UNTIL.date())
    return replace(row, at_most=percent(hundredths))


def _but_shares(rules: Iterable[Rule]) -> Iterable[Rule]:
    return (row for row in rules if row.subject != "deposit.share")
