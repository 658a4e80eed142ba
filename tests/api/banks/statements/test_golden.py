"""Sample files and what was read from them by eye: the reading never changes unnoticed."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from api.banks.statements.format import Statement
from api.banks.statements.register import FORMATS, read

FOLDER = Path(__file__).parents[3] / "golden/statements"
SAMPLES = sorted([*FOLDER.rglob("*.xml"), *FOLDER.rglob("*.sta")])


def plain(statement: Statement) -> dict[str, object]:
    seen = asdict(statement) | {"balanced": statement.balanced}
    for written, line in zip(seen["lines"], statement.lines, strict=True):
        written["fingerprint"] = line.fingerprint(statement.account)
    return json.loads(json.dumps(seen, default=str))


def test_the_samples_are_here():
    assert len(SAMPLES) == 7


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_read_is_what_was_read_by_eye(sample):
    kept = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))
    assert [plain(statement) for statement in read(sample)] == kept


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sample_is_recognised_by_exactly_one_format(sample):
    head = sample.read_bytes()[:65_536]
    assert len([form.name for form in FORMATS if form.recognises(head)]) == 1
