"""Writes docs/events.md from the classes: `python -m tests.tidy.generate_events`."""

import inspect
from collections.abc import Iterator

from domain.cosigned import COSIGNED
from domain.kernel import Command, Event, Part, Stream, fields_of
from domain.permissions import PERMITTED
from domain.register import CHARTER
from ledger.log import OWN_STREAMS
from tests.tidy.source import ROOT

PAGE = ROOT / "docs" / "events.md"
_PARTS: tuple[Part, ...] = ("public", "restricted", "sealed", "entries")

_HEAD = """# Events and commands

Generated from the code by `python -m tests.tidy.generate_events`; a test compares the two.

Every event belongs to one kind of stream. Its *public* fields anyone who may read the log reads,
*restricted* ones staff whose phase allows; *sealed* ones are encrypted before signing. `entries`
is money: balanced legs, restricted. A command's name, version and salted digest stand in the
events it made; who may ask is a role of REFERENCE 4.1.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_events(), *_commands()])


def _events() -> Iterator[str]:
    for of, streams in (("the log itself", OWN_STREAMS), ("the domain", CHARTER.streams)):
        yield f"## Events of {of}\n"
        for stream in streams:
            yield f"### `{stream.name}`\n"
            yield "| event | 中文 | says | public | restricted | sealed |"
            yield "|---|---|---|---|---|---|"
            yield from map(_event, stream.events)
            yield ""


def _event(shape: type[Event]) -> str:
    public, restricted, sealed, money = (_fields(shape, part) for part in _PARTS)
    both = ", ".join(filter(None, (restricted, money)))
    return f"| {_title(shape)} | {_says(shape)} | {public} | {both} | {sealed} |"


def _fields(shape: type[Event], part: Part) -> str:
    return ", ".join(f"`{name}`" for name in fields_of(shape, part))


def _title(shape: type[Event] | type[Command]) -> str:
    version = f" v{shape.VERSION}" if shape.VERSION > 1 else ""
    return f"`{shape.NAME}`{version} | {shape.ZH}"


def _says(shape: type[Event] | type[Command]) -> str:
    return " ".join(inspect.getdoc(shape).split("\n\n")[0].split()).replace("|", "\\|")


def _commands() -> Iterator[str]:
    roles, beside = dict(PERMITTED), dict(COSIGNED)
    yield "## Commands\n"
    yield "| command | 中文 | asks | where | by |"
    yield "|---|---|---|---|---|"
    for decider in (*_own((*OWN_STREAMS, *CHARTER.streams)), *CHARTER.deciders):
        asked = decider.handles
        by = ", ".join(roles.get(asked.NAME, ()))
        if asked.NAME in beside:
            by += f" with {', '.join(beside[asked.NAME])}"
        where = f"`{inspect.unwrap(decider.decide).__module__}`"
        yield f"| {_title(asked)} | {_says(asked)} | {where} | {by} |"
    yield ""


def _own(streams: tuple[Stream, ...]) -> Iterator:
    return (decider for stream in streams for decider in stream.deciders)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
