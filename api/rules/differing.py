"""Two packs beside each other: which rows came, went, or say something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from domain.packs.shapes import WrittenOrder, WrittenPack

type Kind = Literal["added", "removed", "changed"]

_LISTS: dict[str, tuple[str, ...]] = {
    "rules": ("id", "subject", "scope"),
    "methods": ("zh", "protocol"),
    "lifecycle": ("event",),
    "refunds": ("causes",),
    "forfeits": ("ground",),
}
"""The lists of a pack, and by which fields a row of each is told from the others.

Where two rows have the same, they are paired in their order.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One row, or one field of the pack: what it said, what it says. `row` names it."""

    kind: Kind
    row: str
    field: str
    before: Any
    after: Any


def differences(before: WrittenPack, after: WrittenPack) -> tuple[Difference, ...]:
    """In the order of the pack; nothing where both say the same."""
    found: list[Difference] = []
    for name in (field.name for field in fields(WrittenPack)):
        was, now = getattr(before, name), getattr(after, name)
        if name == "orders":
            found += _orders(was, now)
        elif name in _LISTS:
            found += _rows(name, was, now)
        elif was != now:
            found.append(Difference("changed", "", name, was, now))
    return tuple(found)


def _orders(before: Sequence[WrittenOrder], after: Sequence[WrittenOrder]) -> Iterator[Difference]:
    """Of an order that both have, row by row."""
    was, now = ({one.scope: one for one in orders} for orders in (before, after))
    for scope in dict.fromkeys((*was, *now)):
        if scope not in now:
            yield Difference("removed", scope, "orders", was[scope], None)
        elif scope not in was:
            yield Difference("added", scope, "orders", None, now[scope])
        else:
            one, other = was[scope], now[scope]
            if (least := one.least_bidders) != other.least_bidders:
                yield Difference("changed", scope, "least_bidders", least, other.least_bidders)
            for found in _rows("lifecycle", one.lifecycle, other.lifecycle):
                yield replace(found, row=f"{scope} {found.row}")


def _rows(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    was, now = _named(name, before), _named(name, after)
    for row in dict.fromkeys((*was, *now)):
        if row not in now:
            yield Difference("removed", row, name, was[row], None)
        elif row not in was:
            yield Difference("added", row, name, None, now[row])
        else:
            for field in fields(was[row]):
                one, other = getattr(was[row], field.name), getattr(now[row], field.name)
                if one != other:
                    yield Difference("changed", row, field.name, one, other)


def _named(name: str, rows: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        told = (getattr(row, field) for field in _LISTS[name])
        plain = [" ".join(one) if isinstance(one, tuple) else one for one in told]
        title = " ".join(filter(None, plain))
        again = sum(other == title or other.startswith(f"{title} (") for other in found)
        found[f"{title} ({again + 1})" if again else title] = row
    return found
