"""The procedures of an owner's own: those of its lots, and those that have no lot yet."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.http.identity import Identity
from api.http.pages.own_seen import LAST, PAGE, named
from api.http.positions import When
from domain.lot.speaking import is_of
from domain.mandates import Scope
from projections.lots import LOTS
from projections.projects import PROCEDURES, PROJECTS

type Row = Mapping[str, Any]


def procedures_of(when: When, codes: Iterable[str]) -> dict[str, Row]:
    """Procedures by their codes, as they were registered."""
    of = when.system.readers.projects
    rows = of.rows(PROCEDURES, {"procedure": sorted(codes)}, as_of=when.position).rows
    return {row["procedure"]: row for row in rows}


def without_lots(when: When, reader: Identity) -> dict[str, Row]:
    """Of the newest procedures of the reader's own those in which nobody registered a lot yet."""
    of, at = when.system.readers, when.position
    wanted = named(reader)
    projects = of.projects.rows(PROJECTS, {"owner": wanted["owner"]}, as_of=at).rows
    theirs = {"project": [row["project"] for row in projects]}, {"agency": wanted["agency"]}
    found = [row for where in theirs for row in _newest(when, where)]
    owners = _owners(when, {row["project"] for row in found})
    mine = {row["procedure"]: row for row in found if _speaks(reader, row, owners)}
    full = of.lots.rows(LOTS, {"procedure": sorted(mine)}, as_of=at).rows
    return {code: mine[code] for code in mine.keys() - {row["procedure"] for row in full}}


def _newest(when: When, where: dict[str, list[str]]) -> list[dict[str, Any]]:
    of, order = when.system.readers.projects, ("procedure",)
    last = {"procedure": LAST}
    at = when.position
    return of.rows(PROCEDURES, where, as_of=at, order=order, before=last, limit=PAGE).rows


def _owners(when: When, projects: Iterable[str]) -> dict[str, str]:
    of = when.system.readers.projects
    rows = of.rows(PROJECTS, {"project": sorted(projects)}, as_of=when.position).rows
    return {row["project"]: row["owner"] for row in rows}


def _speaks(reader: Identity, procedure: Row, owners: Mapping[str, str]) -> bool:
    """Whether the reader does for who has a procedure traded."""
    subject = (Scope.PROCEDURE, procedure["procedure"])
    owner = owners[procedure["project"]]
    return is_of(reader.posts, reader.mandates, owner, procedure["agency"], subject, reader.at)
