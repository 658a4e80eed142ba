"""Pages: colours stand in one sheet, nothing is inline, every template has its record."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.http.pages.register import SHEETS
from api.http.pages.views.register import SCREENS
from tests.tidy.source import ROOT, all_clear

STATIC = ROOT / "api" / "http" / "static"
TEMPLATES = ROOT / "api" / "http" / "pages" / "templates"
TOKENS = "tokens.css"
FRAMES = {
    *("frame.html", "ui.html", "desk.html", "division.html", "icons.html", "proof_words.html"),
    "lot_parts.html",
}
"""What pages are made of; all other templates are pages."""

COLOUR = re.compile(
    r"(?<![&\w/\"'(])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b"
    r"|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|(?:fill|stroke|color|stop-color)=\"(?!none|currentColor)"
    r"|(?:color|background|fill|stroke|border)[\w-]*:\s*(?:white|black|red|green|blue|gr[ae]y)\b"
)
INLINE = re.compile(
    r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style\b|javascript:"
    r"|<script(?![^>]*\b(?:src=|type=\"application/json\"))|\|\s*safe\b"
)
ELSEWHERE = re.compile(
    r"(?:src|href|action)=\"(?:https?:)?//|@import|url\((?!['\"]?#)|\beval\(|new Function"
)
WIDE = 120_000
"""Bytes of all scripts and sheets together: what an old desk loads once."""


def sources() -> list[Path]:
    return sorted(
        path for top in (STATIC, TEMPLATES) for path in top.rglob("*.*") if path.is_file()
    )


def colours(text: str) -> list[str]:
    return COLOUR.findall(text)


def loose(text: str) -> Iterator[str]:
    """What a strict policy would not run, or would fetch from elsewhere."""
    yield from (found.strip() for found in INLINE.findall(text))
    yield from ELSEWHERE.findall(text)


def test_every_form_that_is_sent_begins_alike():
    """So it says for whom its page was drawn: `api.http.drawn_for` finds it by its beginning."""
    all_clear(
        f"{path.name}: {found}"
        for path in sorted(TEMPLATES.glob("*.html"))
        for found in re.findall(
            r"<form\b[^>]*\bpost\b[^>]*", path.read_text("utf-8"), re.IGNORECASE
        )
        if not found.startswith('<form method="post"')
    )


def test_colours_stand_in_the_tokens_alone():
    all_clear(
        f"{path.name}: {found}"
        for path in sources()
        if path.name != TOKENS
        for found in colours(path.read_text("utf-8"))
    )


def test_nothing_is_inline_and_nothing_comes_from_elsewhere():
    all_clear(
        f"{path.name}: {found}" for path in sources() for found in loose(path.read_text("utf-8"))
    )


def test_every_role_that_a_sheet_names_is_a_token():
    known = set(re.findall(r"(--[\w-]+):", (STATIC / "css" / TOKENS).read_text("utf-8")))
    all_clear(
        f"{path.name}: {name}"
        for path in sources()
        for name in re.findall(r"var\((--[\w-]+)", path.read_text("utf-8"))
        if name not in known
    )


def test_every_token_is_named_by_a_sheet():
    sheets = "".join(path.read_text("utf-8") for path in STATIC.rglob("*.css"))
    known = set(re.findall(r"(--[\w-]+):", (STATIC / "css" / TOKENS).read_text("utf-8")))
    all_clear(name for name in known if f"var({name})" not in sheets)


def test_every_page_has_its_record_and_every_sheet_its_files():
    assert {path.name for path in TEMPLATES.iterdir()} - FRAMES == set(SCREENS)
    assert {sheet.template for sheet in SHEETS} == set(SCREENS)
    for sheet in SHEETS:
        assert sheet.style is None or (STATIC / "css" / f"{sheet.style}.css").exists()
        assert sheet.script is None or (STATIC / "js" / f"{sheet.script}.js").exists()


def test_sheets_and_scripts_are_light():
    assert sum(path.stat().st_size for path in STATIC.rglob("*.*")) < WIDE


def test_only_the_badge_says_verified():
    """The server has no words for it but those that it hands to the verifier."""
    says = re.compile(r"badge\.verified|dataset\.root|data-state=\"verified\"")
    users = {
        path.name
        for path in sources()
        if path.suffix != ".css" and says.search(path.read_text("utf-8"))
    }
    assert users == {"badge.js", "event.js", "checkpoint.js", "proof_words.html"}


# Each guard, broken on purpose.


@pytest.mark.parametrize(
    "text",
    [
        "a { color: #fff }",
        "a { background: rgb(0 0 0) }",
        "a { border-color: red }",
        '<path fill="#123456"/>',
        '<path stroke="teal"/>',
    ],
)
def test_a_colour_is_found(text: str):
    assert colours(text)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="#keys">',
        '<use href="#i-tick"/>',
        "a { color: var(--ink) }",
        "&#34;",
        '<path fill="none" stroke="currentColor"/>',
        "mask: url(#face)",
    ],
)
def test_what_is_no_colour_is_none(text: str):
    assert colours(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="top:0">',
        '<p onclick="go()">',
        "<script>go()</script>",
        "{{ value | safe }}",
        '<img src="https://elsewhere.example/x.png">',
        '@import "x.css"',
    ],
)
def test_what_a_strict_policy_forbids_is_found(text: str):
    assert list(loose(text))


def test_data_for_scripts_is_fine():
    assert list(loose('<script type="application/json" id="words">{}</script>')) == []
    assert list(loose('<script type="module" src="/static/x.js"></script>')) == []
