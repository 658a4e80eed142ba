"""The schemas of ISO 20022, where the shared test data are at hand; their absence is said."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

FOLDER = Path(__file__).resolve().parents[3] / "shared/data/xsd"


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


def valid(message: str, file: bytes) -> None:
    """Fails with what the schema of `message` (as pain.001.001.09) says against the file."""
    found = sorted(FOLDER.rglob(f"{message}.xsd"))
    if not found:
        pytest.skip(f"NOT RUN: the schema of {message} (../shared/data/xsd) is not here")
    schema = _schema(found[0])
    schema.validate(etree.fromstring(file))
    assert [entry.message for entry in schema.error_log] == []
