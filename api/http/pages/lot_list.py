"""The rows of `/lots`: found by kind of trade, phase, project and words, under their projects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.http.identity import Identity
from api.http.pages.lot_words import next_due, phase_tag
from api.http.pages.speech import Speech
from api.http.pages.views.lots import LotRow, ProjectRows
from api.http.positions import When
from api.http.seeing import MONEY
from api.lots.standing import Standing, standings
from domain.phases import UNDER_WAY, Phase
from projections.deposits import DEPOSITS
from projections.lacking import frozen_fen
from projections.lots import LOTS
from projections.projects import PROCEDURES, PROJECTS

type Row = dict[str, Any]

PAGE = 50
LOOKED_AT = 5_000
"""So many lots are looked at for one page, where words choose."""
_AT_ONCE = 500

TABS: Mapping[str, tuple[Phase, ...]] = {
    "open": UNDER_WAY,
    "won": (Phase.CONTRACTED, Phase.SETTLED, Phase.ARCHIVED),
    "lost": (Phase.FAILED, Phase.TERMINATED, Phase.VOIDED),
    "every": (),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of lots with their procedures and projects; `more`: the lot after which it goes on;
    `cut`: so many were looked at without filling the page.
    """

    rows: tuple[Row, ...]
    procedures: Mapping[str, Row]
    projects: Mapping[str, Row]
    more: str | None
    cut: int | None


def where_of(when: When, tab: str, category: str, phase: str, project: str) -> dict[str, Any]:
    """What is asked of a lot's row; its words are looked at one by one."""
    where: dict[str, Any] = {}
    if category:
        where["category"] = category
    if phase:
        where["phase"] = Phase[phase].value
    elif TABS[tab]:
        where["phase"] = [one.value for one in TABS[tab]]
    if project:
        of = when.system.readers.projects
        rows = of.rows(PROCEDURES, {"project": project}, as_of=when.position).rows
        where["procedure"] = [row["procedure"] for row in rows]
    return where


def find(when: When, where: Mapping[str, Any], words: str, after: str) -> Found:
    """A page of lots by their codes, from after one on; where there are words, those that have
    all of them in their own title and code, or their project's.
    """
    wanted = words.casefold().split()
    rows: list[Row] = []
    procedures: dict[str, Row] = {}
    projects: dict[str, Row] = {}
    looked, last, most = 0, after, _AT_ONCE if wanted else PAGE + 1
    while len(rows) <= PAGE and looked < LOOKED_AT:
        some = _some(when, where, last, most)
        procedures |= _procedures(when, some)
        projects |= _projects(when, procedures.values())
        rows += [row for row in some if _says(row, procedures, projects, wanted)]
        looked += len(some)
        if len(some) < most:
            return Found(*_page(rows, procedures, projects), None)
        last = some[-1]["lot"]
    if len(rows) > PAGE:
        return Found(*_page(rows, procedures, projects), None)
    return Found(tuple(rows), procedures, projects, last, looked)


def _page(
    rows: list[Row], procedures: Mapping[str, Row], projects: Mapping[str, Row]
) -> tuple[tuple[Row, ...], Mapping[str, Row], Mapping[str, Row], str | None]:
    more = rows[PAGE - 1]["lot"] if len(rows) > PAGE else None
    return tuple(rows[:PAGE]), procedures, projects, more


def _some(when: When, where: Mapping[str, Any], after: str, most: int) -> Sequence[Row]:
    begin = {"lot": after} if after else None
    of = when.system.readers.lots
    return of.rows(LOTS, where, as_of=when.position, after=begin, limit=most).rows


def _procedures(when: When, lots: Iterable[Row]) -> dict[str, Row]:
    codes = sorted({row["procedure"] for row in lots if row["procedure"]})
    of = when.system.readers.projects
    rows = of.rows(PROCEDURES, {"procedure": codes}, as_of=when.position).rows if codes else []
    return {row["procedure"]: row for row in rows}


def _projects(when: When, procedures: Iterable[Row]) -> dict[str, Row]:
    codes = sorted({row["project"] for row in procedures})
    of = when.system.readers.projects
    rows = of.rows(PROJECTS, {"project": codes}, as_of=when.position).rows if codes else []
    return {row["project"]: row for row in rows}


def _says(
    row: Row, procedures: Mapping[str, Row], projects: Mapping[str, Row], words: Sequence[str]
) -> bool:
    """Whether a lot or its project says all of the words."""
    if not words:
        return True
    procedure = procedures.get(row["procedure"] or "", {})
    project = projects.get(procedure.get("project", ""), {})
    texts = (
        *(row["lot"], row["title"], row["owner"]),
        *(procedure.get(name, "") for name in ("procedure", "title")),
        *(project.get(name, "") for name in ("project", "title")),
    )
    said = "\n".join(texts).casefold()
    return all(word in said for word in words)


def told(when: When, reader: Identity, wish: Speech, found: Found) -> tuple[ProjectRows, ...]:
    """The rows under their projects, in the order in which they were found."""
    groups: list[ProjectRows] = []
    for code, rows in _grouped(found):
        project = found.projects.get(code)
        about = f"{project['owner']} {project['region']}" if project else ""
        groups.append(
            ProjectRows(
                code=code,
                title=project["title"] if project else wish.say("lots.no_project"),
                about=about,
                path=when.there(f"/projects/{code}") if code else "",
                rows=_rows(when, reader, wish, rows),
            )
        )
    return tuple(groups)


def _grouped(found: Found) -> Iterator[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in found.rows:
        procedure = found.procedures.get(row["procedure"] or "", {})
        groups.setdefault(procedure.get("project", ""), []).append(row)
    return iter(groups.items())


def _rows(when: When, reader: Identity, wish: Speech, rows: Sequence[Row]) -> tuple[LotRow, ...]:
    system, codes = when.system, [row["lot"] for row in rows]
    stand = standings(system, codes, when.position)
    read = {code for code, of in stand.items() if _reads_money(reader, of)}
    held = _held(when, sorted(read)) if read else {}
    now = when.instant
    return tuple(
        LotRow(
            code=code,
            title=row["title"],
            path=when.there(f"/lots/{code}"),
            phase=phase_tag(of.lot.phase, wish),
            suspended=bool(of.lot.suspended),
            due=next_due(system, of, now, wish),
            held=held.get(code, 0) if of.lot.opened and code in read else None,
            sealed=not of.lot.opened,
        )
        for row in rows
        if (of := stand.get(code := row["lot"]))
    )


def _reads_money(reader: Identity, of: Standing) -> bool:
    """Whether it holds a post that does, for where the lot lies."""
    assert of.lot.defined is not None, "what is listed was defined"
    return reader.near(of.lot.defined.region).holds(*MONEY)


def _held(when: When, codes: Sequence[str]) -> dict[str, int]:
    """What is held or frozen for lots, of the deposits that may be read openly; fen."""
    of = when.system.readers.deposits
    sums: dict[str, int] = {}
    for row in of.rows(DEPOSITS, {"lot": list(codes)}, as_of=when.position).rows:
        sums[row["lot"]] = sums.get(row["lot"], 0) + row["held_fen"] + frozen_fen(row)
    return sums
