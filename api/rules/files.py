"""A rule pack as a file: JSON that a person can read, change and bring back."""

import json
from pathlib import Path
from typing import Any

import msgspec

from domain.categories.category import Category
from domain.packs.publishable import publishable
from domain.packs.shapes import WrittenPack

MOST_BYTES = 1_000_000
"""Of a file: a pack of 500 long rows is half of it."""


class NoPack(ValueError):
    """The file is no rule pack; the sentence says where it goes wrong, and what would be right."""


def text_of(pack: WrittenPack) -> str:
    """As a file says it: one field a line, in the order of the table, signs as they are."""
    return json.dumps(plain(pack), ensure_ascii=False, indent=2) + "\n"


def plain(value: Any) -> Any:
    """Anything of a pack, as JSON has it."""
    return msgspec.to_builtins(value)


def read(path: Path) -> WrittenPack:
    """The pack of a file. Raises NoPack, and OSError where it cannot be read."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NoPack(f"{path.name}: larger than {MOST_BYTES:,} bytes")
    try:
        pack: WrittenPack = msgspec.json.decode(data, type=WrittenPack)
    except (msgspec.DecodeError, msgspec.ValidationError) as problem:
        raise NoPack(f"{path.name}: {problem}") from None
    category(pack, path.name)
    return pack


def category(pack: WrittenPack, name: str) -> Category:
    """What it says. Raises NoPack, naming the row that cannot be."""
    try:
        return publishable(pack)
    except ValueError as problem:
        raise NoPack(f"{name}: {problem}") from None
