"""The office answers by rows that are in force, and the answer keeps which version they were of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.consultation.answer import AnswerConsultation
from domain.consultation.events import ConsultationAnswered
from domain.consultation.stream import CONSULTATION
from domain.kernel import Rejected
from domain.packs.written import written
from domain.permissions import may
from domain.roles import ROLE_CODES
from tests.kit.story import asked as asked_by
from tests.kit.story import given
from tests.kit.tendering import LAW, OPENING, PACK, TEXT

ANSWERS = AnswerConsultation(
    consultation="ZX-2026-1",
    title="投标保证金退还期限",
    category="CONSTRUCTION",
    rules=("CT-18", "CT-05"),
    text=TEXT,
)
ANSWERED = ConsultationAnswered(
    consultation="ZX-2026-1",
    answered_at=OPENING,
    title="投标保证金退还期限",
    category="CONSTRUCTION",
    pack=1,
    rules=("CT-18", "CT-05"),
    text=TEXT,
)


def asking(asked, *past, law=LAW):
    return given(CONSULTATION, *past).when(asked, by="OFFICE", received_at=OPENING, law=law)


def test_it_cites_rows_of_the_version_that_is_in_force_on_its_day():
    asking(ANSWERS).then(ANSWERED)
    newer = replace(PACK, version=2, since=OPENING.date())
    asking(ANSWERS, law=replace(LAW, packs=(PACK, newer))).then(replace(ANSWERED, pack=2))
    later = replace(newer, since=OPENING.date() + timedelta(days=1))
    asking(ANSWERS, law=replace(LAW, packs=(PACK, later))).then(ANSWERED)


def test_it_is_given_once_and_what_the_law_says_later_is_another():
    asking(ANSWERS, ANSWERED).nothing_happens()
    asking(replace(ANSWERS, rules=("CT-18",)), ANSWERED).refused_by("consultation.answered")
    newer = replace(PACK, version=2, since=OPENING.date())
    asking(ANSWERS, ANSWERED, law=replace(LAW, packs=(newer,))).nothing_happens()


def test_a_row_that_there_is_not_is_not_cited():
    asking(replace(ANSWERS, rules=("CT-18", "XX-1"))).refused_by("consultation.no_such_rule")
    asking(replace(ANSWERS, category="LAND")).refused_by("category.no_pack")


def test_nor_one_that_is_in_force_no_more():
    def over(row):
        ended = replace(row.source, until=OPENING.date())
        return replace(row, source=ended) if row.id == "CT-18" else row

    rules = tuple(map(over, CONSTRUCTION.rules))
    pack = replace(PACK, written=written(replace(CONSTRUCTION, rules=rules)))
    told = asking(ANSWERS, law=replace(LAW, packs=(pack,)))
    told.refused_by("consultation.no_such_rule")


def test_the_office_alone_answers():
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), ANSWERS), Rejected)}
    assert by == {"OFFICE"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"consultation": "x"}, "consultation 'x': expected"),
        ({"title": " "}, "title: expected"),
        ({"rules": ()}, "rules: expected one to 20"),
        ({"rules": ("CT-18", "CT-18")}, "rules: expected one to 20"),
        ({"text": "x"}, "sha256 'x': expected"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(ANSWERS, **wrong)
