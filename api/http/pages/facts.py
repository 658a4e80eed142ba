"""Values of signed bytes as HTML that says where in the bytes they were read.

The verifier in the browser holds each against the bytes: `data-bytes` is the place,
`data-form` how it is written here.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape

from api.http.pages.names import field_name
from api.http.pages.shown import Shown, money
from api.http.pages.views.event import Fact
from domain.money import decimals
from ledger import canonical

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_HASH = re.compile(r"[0-9a-f]{32,}|[A-Za-z0-9+/]{43}=")
_LISTED = 4
_MONEY = frozenset({"opening", "closing", "amount", "credits", "debits"})


def found(said: Any, path: str) -> Any:
    """What stands at `entries.0.legs.1.amount`; None where there is nothing."""
    for step in path.split("."):
        if isinstance(said, dict):
            said = said.get(step)
        elif isinstance(said, list) and step.isdecimal() and int(step) < len(said):
            said = said[int(step)]
        else:
            return None
    return said


def bound(path: str, form: str, value: object) -> Markup:
    """A value with its place; without one it stands as it is."""
    if not path:
        return escape(value)
    return Markup('<span data-bytes="{}" data-form="{}">{}</span>').format(path, form, value)


def amount(path: str, minor: int, currency: str = "CNY") -> Markup:
    """An amount without its sign: the side says it."""
    return bound(path, f"fen{decimals(currency)}", money(abs(minor), currency))


def instant(path: str, at: datetime, shown: Shown) -> Markup:
    """An instant, in Beijing."""
    return bound(path, "time", shown.moment(at))


def written(path: str, name: str, value: Any, shown: Shown) -> Markup:
    """A value in the form that its name and shape ask for."""
    say = shown.speech.say
    match value:
        case None:
            return Markup('<span class="quiet">{}</span>').format(say("value.none"))
        case bool():
            return bound(path, "bool", say("yes") if value else say("no"))
        case int() if name.endswith("_fen") or name in _MONEY:
            return amount(path, value)
        case int():
            return bound(path, "text", value)
        case str() if _INSTANT.fullmatch(value):
            return instant(path, datetime.fromisoformat(value), shown)
        case str() if _DAY.fullmatch(value):
            return bound(path, "day", shown.day(date.fromisoformat(value)))
        case str() if _HASH.fullmatch(value):
            return Markup('<span class="hash">{}</span>').format(bound(path, "text", value))
        case str():
            return bound(path, "text", value)
        case list():
            return _several(path, name, value, shown)
        case dict():
            rows = (
                (field_name(n, shown.speech), written(f"{path}.{n}" if path else "", n, v, shown))
                for n, v in value.items()
            )
            return Markup("<br>").join(Markup("{} {}").format(label, v) for label, v in rows)
        case _:
            return escape(canonical.write(value).decode())


def _several(path: str, name: str, value: list[Any], shown: Shown) -> Markup:
    """The first few of a list, and how many it has."""
    listed = [
        written(f"{path}.{at}" if path else "", name, one, shown)
        for at, one in enumerate(value[:_LISTED])
    ]
    if len(value) > _LISTED:
        listed.append(escape(shown.speech.say("value.more", n=len(value))))
    return Markup("<br>").join(listed) or escape(shown.speech.say("value.none"))


def facts(prefix: str, said: Mapping[str, Any] | None, shown: Shown) -> tuple[Fact, ...]:
    """All fields of a part. `prefix`: where the part stands in the bytes, empty: not in clear."""
    return tuple(
        Fact(
            field_name(name, shown.speech),
            written(f"{prefix}.{name}" if prefix else "", name, value, shown),
        )
        for name, value in (said or {}).items()
    )
