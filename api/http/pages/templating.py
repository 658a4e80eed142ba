"""The templates' environment, one for each language: escaped, strict, with the words at hand."""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.capitals import capitals
from api.http.pages import shown
from api.http.pages.assets import address
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Mark
from api.said import plain_money
from api.texts import LANGUAGES, pattern, spoken

_PICTURES = 2_048
FOLDER = Path(__file__).with_name("templates")


def _environment(lang: str) -> Environment:
    speech = Speech(lang, None)
    here = shown.Shown(speech)
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "t": partial(_said, lang),
        "asset": address,
        "lang": lang,
        "words": partial(_words, lang),
    }
    made.filters |= {
        "money": shown.money,
        "plain_money": plain_money,
        "capitals": capitals,
        "count": shown.count,
        "day": here.day,
        "moment": here.moment,
        "clock": here.clock,
        "line": here.line,
        "end_of": here.end_of,
        "places": shown.places,
    }
    made.filters["evidence"] = _drawn_once(made)
    return made


def _drawn_once(environment: Environment) -> Callable[[tuple[Mark, ...]], Markup]:
    """The picture of five marks: of few kinds, on each of hundreds of rows."""

    macros: Any = environment.get_template("ui.html").module

    @lru_cache(_PICTURES)
    def evidence(marks: tuple[Mark, ...]) -> Markup:
        drawn: Markup = macros.evidence(marks)
        return drawn

    return evidence


def _said(lang: str, key: str, /, **values: Any) -> str:
    """A sentence; as HTML where one of its values is."""
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(pattern(key, lang)).format(**values)
    return spoken(key, lang, **values)


def _words(lang: str, *keys: str) -> dict[str, str]:
    """Sentences with their places still open, for the page's scripts."""
    return {key: pattern(key, lang) for key in keys}


_ENVIRONMENTS = {lang: _environment(lang) for lang in LANGUAGES}


def drawn(template: str, lang: str, **values: Any) -> str:
    """A template in a language. Raises UndefinedError for a value that was not handed in."""
    return _ENVIRONMENTS[lang].get_template(template).render(**values)
