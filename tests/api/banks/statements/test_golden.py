"""Sample files and what was read from them by eye: the reading never changes unnoticed."""

import json
from pathlib import Path

import pytest

from api.banks.statements.golden import as_json
from api.banks.statements.register import FORMATS, read

FOLDER = Path(__file__).parents[3] / "golden/statements"
SAMPLES = sorted([*FOLDER.rglob("*.xml"), *FOLDER.rglob("*.sta")])


def test_the_samples_are_here():
    assert len(SAMPLES) == 7


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_read_is_what_was_read_by_eye(sample):
    kept = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))
    assert [as_json(statement) for statement in read(sample)] == kept


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sample_is_recognised_by_exactly_one_format(sample):
    head = sample.read_bytes()[:65_536]
    assert len([form.name for form in FORMATS if form.recognises(head)]) == 1
