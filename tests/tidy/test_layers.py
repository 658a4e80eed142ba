"""Every import points down: the contracts in pyproject.toml, and what they cannot say.

Contracts list what is forbidden; here stand the rules that list what is allowed.
"""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import grimp
import pytest

from tests.tidy.source import FLOORS, ROOT, Room, all_clear, rooms, tidy

IMPURE = {"os", "io", "pathlib", "random", "secrets", "time", "logging", "asyncio", "uuid"}
"""Of the standard library; the domain has neither clock nor chance nor files nor network."""

VERIFIER = {
    "canonical": "what the bytes say",
    "merkle": "leaves and roots",
    "heads": "one leaf a stream",
    "checkpoint": "signed heads",
    "signing": "signatures, by `cryptography`",
    "trust": "which keys to expect",
    "logfile": "an exported log",
    "pack": "an audit pack",
    "verdict": "what is found",
}
"""Rooms of the ledger that the verifier may reach, besides its own (`verify…`)."""

ADDRESSES: dict[str, dict[str, str]] = {
    "eventsourcing": {
        "ledger.store": "the recorder of events",
        "ledger.feed": "the recorder of positions",
        "ledger.book": "the recorder's errors, which are tried again",
        "ledger.pending": "the recorder's connections",
        "ledger.clockwork": "the recorder's connections",
        "api.cli.exits": "the recorder's errors become an exit code",
        "api.http.problems": "the recorder's errors become a problem",
    },
    "psycopg": {
        "ledger.store": "rows of the log",
        "ledger.append": "rows of one append transaction",
        "ledger.stored_forms": "rows of events, by stream and by position",
        "ledger.ends": "the last row of each stream",
        "ledger.feed": "positions and rows in one transaction",
        "ledger.blobs": "a name that is taken meanwhile is told from a failure",
        "ledger.book": "a full disk is told from a lost connection",
        "ledger.pending": "rows of the pending list",
        "ledger.migrate": "runs as the owner",
        "ledger.vault": "reads keys as the matcher",
        "ledger.waker": "listens",
        "ledger.liveness": "asks connections whether they live",
        "projections.phrases": "words of SQL",
        "projections.queries": "questions of rows",
        "projections.tables": "writes rows",
        "projections.generations": "switches tables",
        "projections.reader": "reads rows as of a position",
        "projections.balance_reader": "reads balances as of a position",
        "api.database": "makes database and roles",
        "api.jobs.broker": "reads a conninfo string",
        "api.demo.run": "changes one stored byte, to be caught",
        "api.cli.exits": "its errors become an exit code",
        "api.http.problems": "its errors become a problem",
    },
    "psycopg_pool": {
        "ledger.vault": "connections as the matcher",
        "ledger.liveness": "what a pool checks of a connection",
        "projections.reader": "connections that only read",
    },
    "typst": {"api.reports.pdf": "papers as PDF"},
    "xlsxwriter": {"api.reports.xlsx": "papers as XLSX"},
    "fontTools": {"api.reports.glyphs": "which signs the face has"},
    "manimgx_fonts_cjk": {"api.reports.glyphs": "the face itself"},
    "python_calamine": {
        "api.banks.statements.sheets": "workbooks, in a process of its own",
    },
    "cryptography": {
        "ledger.signing": "signatures and key files",
        "ledger.sealing": "sealed parts",
        "ledger.vault": "keys under the master key",
    },
    "msgspec": {
        "api.rules.files": "packs as files, read with their types",
        "api.calendars.files": "years as files, read with their types",
        "ledger.codec": "the fast path of the canonical form",
        "ledger.envelope": "the stored forms",
        "ledger.snapshots": "folded states",
        "ledger.columns": "the places in bodies, as fast as it goes",
        "projections.balances": "entries, from bytes",
        "api.journal": "entries, from bytes",
        "api.cli.showing": "events, for people",
        "api.banking.connections": "channels.json",
        "api.banking.standing": "how channels stand, as JSON",
    },
    "chinese_calendar": {"api.calendars.proposing": "which days it proposes"},
    "pypinyin": {"api.desk.likeness": "how names sound"},
    "rapidfuzz": {"api.desk.likeness": "how alike texts are"},
    "lxml": {
        "api.banks.statements.fragments": "XML in constant memory",
        "api.banks.statements.schemas": "schemas of ISO 20022, where the user has them",
        "api.demo.bent": "a statement, bent",
        "api.demo.entries": "its entries, made and changed",
    },
    "mt940": {"api.banks.statements.mt940_package": "fields of MT940"},
    "dramatiq": {"api.jobs.broker": "messages and the threads that work them off"},
    "dramatiq_postgres": {"api.jobs.broker": "messages in our own database"},
    "mockbank": {"api.demo.bank": "the bank of the demonstration"},
    "fastapi": {"api.http": "the HTTP door"},
    "starlette": {"api.http": "the HTTP door"},
    "anyio": {"api.http": "waiting without blocking others"},
    "jinja2": {
        "api.http.pages.templating": "the templates of pages",
        "api.reports.html": "papers as HTML",
    },
    "markupsafe": {
        "api.http.pages": "values that are HTML already",
        "api.reports.html": "a paper that is HTML already",
    },
    "pydantic": {"api.http": "shapes at the HTTP border"},
    "prometheus_client": {
        "api.http.metrics": "what is counted",
        "api.http.relay": "open streams",
    },
    "structlog": {"api.http.access": "one JSON line a request"},
    "uvicorn": {"api.cli.serving": "runs the HTTP door"},
    "typer": {"api.cli": "the command line"},
    "rich": {"api.cli": "tables and progress"},
}
"""Each third-party library: the rooms (or wings) that may import it, and for what."""


def lint(place: Path) -> subprocess.CompletedProcess[str]:
    """import-linter's verdict on a tree."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=place, capture_output=True, text=True)


def contracts() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


def impure(room: Room) -> Iterator[str]:
    for node in ast.walk(room.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            root = name.partition(".")[0]
            if root != "domain" and (root in IMPURE or root not in sys.stdlib_module_names):
                yield f"line {node.lineno} imports {name}: the domain is pure"


def drawn(*, libraries: bool = False) -> grimp.ImportGraph:
    return grimp.build_graph(*FLOORS, include_external_packages=libraries, cache_dir=None)


def beyond_the_verifier(graph: grimp.ImportGraph) -> list[str]:
    """What the verifiers of logs and of packs reach and may not; directly or through others."""
    allowed = {f"ledger.{room}" for room in VERIFIER} | {"cryptography", "ledger.verify"}
    reached = (graph.find_upstream_modules(f"ledger.{room}") for room in ("verify", "verify_pack"))
    return sorted(
        name
        for name in set[str]().union(*reached)
        if name not in allowed
        and not name.startswith("ledger.verify_")
        and name not in sys.stdlib_module_names
    )


def without_address(graph: grimp.ImportGraph) -> list[str]:
    """Imports of libraries by rooms that have no business with them."""
    wrong = []
    for room in graph.modules:
        if room.partition(".")[0] not in FLOORS:
            continue
        for name in graph.find_modules_directly_imported_by(room):
            ours = name.partition(".")[0] in FLOORS
            at = ADDRESSES.get(name, {})
            if not ours and name not in sys.stdlib_module_names and not _within(room, at):
                wrong.append(f"{room} imports {name}")
    return wrong


def _within(room: str, addresses: dict[str, str]) -> bool:
    return any(room == place or room.startswith(f"{place}.") for place in addresses)


def test_all_contracts_are_kept():
    verdict = lint(ROOT)
    assert verdict.returncode == 0, verdict.stdout


def test_the_domain_is_pure():
    tidy(impure, rooms("domain"))


def test_the_verifier_stands_alone():
    all_clear(beyond_the_verifier(drawn(libraries=True)))


@pytest.mark.parametrize("name", [*FLOORS, "tests"])
def test_our_names_are_ours(name):
    """Wheels sometimes ship a package of such a name."""
    places = find_spec(name).submodule_search_locations
    assert Path(places[0]).resolve() == ROOT / name


def test_libraries_have_an_address():
    all_clear(without_address(drawn(libraries=True)))


def test_no_address_is_outdated():
    graph = drawn(libraries=True)
    all_clear(
        f"{place} does not import {name}"
        for name, places in ADDRESSES.items()
        for place in places
        if name not in graph.modules
        or not any(
            _within(room, {place: ""}) for room in graph.find_modules_that_directly_import(name)
        )
    )


# Each guard, broken on purpose.

BREACHES = {
    "ledger/canonical.py": "import api.texts, ledger.book",
    "ledger/merkle.py": "import domain.money",
    "domain/lot/state.py": "import domain.deposit.state",
    "projections/projection.py": "import projections.balances",
    "projections/balances.py": "import projections.tables",
    "api/http/problems.py": "import api.cli.exits",
    "api/banks/channels/channel.py": "import ledger.book",
    "api/upkeep.py": "import api.jobs.broker",
    "domain/unlisted.py": "",
}


def test_every_contract_can_be_broken(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, tmp_path / floor)
    for path, text in BREACHES.items():
        with (tmp_path / path).open("a") as file:
            file.write(f"\n{text}\n")
    said = lint(tmp_path).stdout
    assert {name for name in contracts() if f"{name} BROKEN" in said} == contracts()
    assert "- domain.unlisted" in said


@pytest.mark.parametrize(
    "line", ["import os.path", "from time import time", "import msgspec", "from api import texts"]
)
def test_an_impure_import_is_found(line):
    assert list(impure(Room("domain/x.py", f"def f():\n    {line}\n")))


def test_a_pure_import_is_none():
    room = Room("domain/x.py", "import re\nfrom domain.kernel import Event\n")
    assert list(impure(room)) == []


@pytest.mark.parametrize("stranger", ["ledger.store", "msgspec", "domain.kernel"])
def test_a_verifier_that_leans_on_others_is_found(stranger):
    graph = drawn(libraries=True)
    graph.add_import(importer="ledger.verify_shape", imported=stranger)
    assert stranger in beyond_the_verifier(graph)


def test_a_library_in_the_wrong_room_is_found():
    graph = drawn(libraries=True)
    graph.add_import(importer="ledger.heads", imported="psycopg")
    assert "ledger.heads imports psycopg" in without_address(graph)
