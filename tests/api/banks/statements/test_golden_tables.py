"""Golden pairs of bank profiles: a sample, and what was read from it by eye."""

import json
from pathlib import Path

import pytest

from api.banks.statements.delimited import formats
from api.banks.statements.golden import as_json, differences, expected
from api.banks.statements.register import FORMATS, read
from api.banks.statements.shelf import profile_at, profiles

GOLDEN = Path(__file__).parents[3] / "golden/statements"
SHIPPED = {one.name: GOLDEN / f"double-entry-generator/{one.name}.csv" for one in profiles()}
COMPANY = GOLDEN / "hand-written/company.csv"


@pytest.mark.parametrize("name", SHIPPED)
def test_each_shipped_profile_reads_its_sample_as_it_was_read_by_eye(name):
    seen = [as_json(one) for one in read(SHIPPED[name])]
    assert seen == json.loads(SHIPPED[name].with_suffix(".json").read_text(encoding="utf-8"))
    assert [one["profile"] for one in seen] == [name]


def test_a_profile_of_a_users_own_lies_beside_its_pair():
    known = profile_at(COMPANY.with_suffix(".toml"))
    seen = [as_json(one) for one in read(COMPANY, formats=formats(lambda: (known,)))]
    assert seen == json.loads(COMPANY.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", sorted(SHIPPED.values()), ids=lambda path: path.stem)
def test_every_sample_is_recognised_by_exactly_one_format_and_one_profile(sample):
    head = sample.read_bytes()[:65_536]
    assert [form.name for form in FORMATS if form.recognises(head)] == ["csv"]
    alone = [formats(lambda one=one: (one,))[0] for one in profiles()]
    fits = [one.name for one, form in zip(profiles(), alone, strict=True) if _reads(form, sample)]
    assert fits == [sample.stem]


def _reads(form, sample):
    try:
        return bool(read(sample, formats=(form,)))
    except Exception as problem:
        assert "fits no bank profile" in str(problem)
        return False


def test_where_two_readings_differ_is_told():
    kept = expected(COMPANY)
    other = json.loads(json.dumps(kept))
    other[0]["lines"][1]["amount_minor"] += 1
    other[0]["balanced"] = None
    assert differences(kept, kept) == []
    assert differences(kept, other) == [
        "[1].lines[2].amount_minor: 35 → 36",
        "[1].balanced: true → null",
    ]
    assert len(differences(kept, [])) == 1


def test_without_a_golden_file_nothing_is_expected(tmp_path):
    assert expected(tmp_path / "x.csv") is None
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(Exception, match=r"x\.json: "):
        expected(tmp_path / "x.csv")
