"""A paper as HTML: a part for the page that shows it, or a document that stands alone."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.reports.paper import Paper

_FOLDER = Path(__file__).parent
_TAGS = {"zh": "zh-CN", "en": "en"}


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


_ENVIRONMENT = _environment()


def part(paper: Paper) -> Markup:
    """The paper as one article; how it looks is said by whoever shows it."""
    return Markup(_ENVIRONMENT.get_template("paper.html").render(paper=paper))  # noqa: S704


def document(paper: Paper) -> bytes:
    """The paper as a file: with its own look, with no script and nothing from elsewhere."""
    return (
        _ENVIRONMENT.get_template("document.html")
        .render(
            paper=paper,
            lang=_TAGS[paper.language],
            body=part(paper),
            style=Markup((_FOLDER / "document.css").read_text("utf-8")),  # noqa: S704
        )
        .encode()
    )
