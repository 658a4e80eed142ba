"""What every command knows: where the data lie, how to speak. Set once by the root command."""

import json
import sys
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from api.home import Home
from api.wiring import default_home

_WIDE = None if sys.stdout.isatty() else 160  # nothing is cut off in a pipe or a file

console = Console(width=_WIDE)
notes = Console(stderr=True, width=_WIDE)


def home(data: Path | None) -> Home:
    """The installation a command works on: the folder given, else ZHANGBEN_DATA, else ./data."""
    return Home(data.resolve()) if data else default_home()


def print_json(value: Any) -> None:
    """One JSON document on stdout, nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def money(minor: int) -> str:
    """Minor units as people write them: two decimals, thousands separated."""
    sign = "-" if minor < 0 else ""
    whole, cents = divmod(abs(minor), 100)
    return f"{sign}{whole:,}.{cents:02d}"
