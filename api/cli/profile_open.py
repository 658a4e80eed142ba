"""What a draft leaves open, told to whoever is not asked: each point, and the option for it."""

from collections.abc import Iterable
from typing import Any

from api.banks.statements.open_points import Open
from api.cli.profile_questions import question
from api.cli.profile_tables import warn
from api.texts import text


def show_open(points: Iterable[Open]) -> None:
    """One sentence a point."""
    for point in points:
        told = question(point)
        if point.choices:
            told += text("profile.open.choices", choices=", ".join(point.choices))
        if point.default:
            told += text("profile.open.default", default=point.default)
        warn(text("profile.open", what=told, option=_option(point)))


def as_json(points: Iterable[Open]) -> list[dict[str, Any]]:
    """The same for a program."""
    return [
        {
            "key": one.key,
            "question": question(one),
            "choices": one.choices,
            "default": one.default or None,
            "needed": one.needed,
            "option": _option(one),
        }
        for one in points
    ]


def _option(point: Open) -> str:
    kind, _, about = point.key.partition(".")
    match kind:
        case "column":
            return f"--column …={about}"
        case "mark":
            return f"--mark {about}=credit|debit"
        case "form":
            return f"--{about}-form …"
        case _:
            return f"--{kind} …"
