"""Answers to programs are Chinese, as the pages are; English where that is wished for more."""

import pytest
from fastapi import Request, Response

from api.http.language import heard, told_in


def asked(wish: str | None) -> Request:
    """A request with this wish."""
    headers = [] if wish is None else [(b"accept-language", wish.encode("latin-1"))]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("*", "zh"),
        ("de, fr;q=0.9", "zh"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("de,en;q=0.7,zh;q=0.3", "en"),
        ("en;q=0.5,zh", "zh"),
        ("en;q=0", "zh"),
        ("en;q=much, zh;q=0.1", "zh"),
        ("zh;q=0.5,en;q=0.5", "zh"),
        ("en;q=0.5,zh;q=0.5", "en"),
        ("english,\xff;;,en ; q=1.000", "en"),
    ],
)
def test_the_language_is_what_is_wished_for_most(wish: str | None, language: str) -> None:
    assert heard(asked(wish)) == language


def test_an_answer_names_its_language_and_that_others_may_hear_another() -> None:
    answer = Response(headers={"Vary": "Cookie"})
    told_in(answer, "zh")
    assert answer.headers["Content-Language"] == "zh-CN"
    assert answer.headers.getlist("Vary") == ["Cookie", "Accept-Language"]
