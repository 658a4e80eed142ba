"""A paper as PDF, by typst: the same paper gives the same bytes."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from api.reports.glyphs import FAMILY, FOLDER
from api.reports.paper import Cell, Column, Paper, Row, Table

_TEMPLATE = Path(__file__).with_name("paper.typ")
_LANGUAGES = {"zh": "zh", "en": "en"}


@cache
def _fonts() -> typst.Fonts:
    """The one face; of the machine's own fonts none is looked at."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]
    )


def pdf(paper: Paper) -> bytes:
    """The paper's pages. What stands in it is data: no text of it is read as markup."""
    made: Any = typst.compile(**source(paper), format="pdf")
    return bytes(made)


def source(paper: Paper) -> dict[str, Any]:
    """What typst is asked, whatever form it is to draw."""
    return {
        "input": _TEMPLATE.read_bytes(),
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(_data(paper), ensure_ascii=False)},
    }


def _data(paper: Paper) -> dict[str, Any]:
    return {
        "family": FAMILY,
        "language": _LANGUAGES[paper.language],
        "wide": paper.wide,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "facts": paper.facts,
        "tables": [_table(one) for one in paper.tables],
        "remarks": paper.remarks,
        "signers": [[one.role, one.name, one.note] for one in paper.signers],
        "stamp": paper.stamp,
        "foot": paper.foot,
        "mark": paper.mark,
        "made": _parts(paper.made),
        "page_of": paper.page_of.split("|"),
    }


def _parts(moment: datetime) -> list[int]:
    """As the document's date, in UTC: when its position was recorded, never when it was drawn."""
    there = moment.astimezone(UTC)
    return [there.year, there.month, there.day, there.hour, there.minute, there.second]


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "note": table.note,
        "foot": table.foot,
        "columns": [_column(one) for one in table.columns],
        "rows": [_row(one) for one in table.rows],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "head": column.head,
        "width": column.width,
        "right": column.right,
        "split": column.split,
    }


def _row(row: Row) -> dict[str, Any]:
    return {"kind": row.kind, "cells": [_cell(one) for one in row.cells]}


def _cell(cell: Cell) -> str:
    return str(cell)
