"""A command's screen as a picture for the README; it fetches nothing from anywhere."""

import io
import os
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI

_FONTS = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
_WIDTH = 88


def wanted() -> Path | None:
    """Where the picture is to go: ZHANGBEN_PICTURE. None: no picture is wanted."""
    path = os.environ.get("ZHANGBEN_PICTURE")
    return Path(path) if path else None


def canvas() -> Console:
    """A screen to be saved, always of one size and in the same colours."""
    return Console(
        record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )


def save(screen: Console, path: Path, title: str) -> None:
    """Writes the picture (SVG), with the reader's own fonts."""
    form = _FONTS.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code, monospace", "monospace")
    form = form.replace("font-variant-east-asian: full-width;", "")
    form = form.replace("<svg ", '<svg xml:space="preserve" ', 1)  # columns stay columns
    screen.save_svg(str(path), title=title, theme=MONOKAI, code_format=form, unique_id="demo")
