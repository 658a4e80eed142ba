"""Events and commands to canonical bytes and back, by explicit lists of their classes.

The fast path of the profile that `canonical.py` reads strictly; a test holds every class to it.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, get_type_hints
from unicodedata import is_normalized

import msgspec

from domain.kernel import Command, Event, Stream, fields_of
from ledger import canonical
from ledger.envelope import Body, CommandBody, RawBody

encode: Callable[[Any], bytes] = msgspec.json.Encoder(order="sorted").encode
read_body: Callable[[bytes], RawBody] = msgspec.json.Decoder(RawBody).decode
"""A body whose parts are still bytes. Raises msgspec.ValidationError."""

_LONG_NUMBER = re.compile(rb"[:\[,]-?\d{16}")
"""Perhaps an integer beyond 2^53 − 1 (not in a string, as account numbers are); all else that the
profile forbids fails the comparison."""
_NAIVE = re.compile(rb'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?"')


class _Part:
    """One part of an event class: picks its fields into a struct, reads them back."""

    def __init__(self, shape: type, names: tuple[str, ...]) -> None:
        hints = get_type_hints(shape)
        defaults = {f.name: f.default for f in dataclasses.fields(shape)}
        columns = [
            (n, hints[n]) if defaults[n] is dataclasses.MISSING else (n, hints[n], defaults[n])
            for n in sorted(names)
        ]
        self.names = tuple(sorted(names))
        self._pick = attrgetter(*self.names) if names else None
        self._written: Any = msgspec.defstruct(shape.__name__, [c[:2] for c in columns])
        self._decoder = msgspec.json.Decoder(
            msgspec.defstruct(
                shape.__name__, columns, frozen=True, kw_only=True, forbid_unknown_fields=True
            )
        )

    def of(self, event: Any) -> Any:
        """The struct of this part, or None when the class has no such field."""
        if self._pick is None:
            return None
        picked = self._pick(event)
        return self._written(*picked) if len(self.names) > 1 else self._written(picked)

    def read(self, data: msgspec.Raw | bytes) -> dict[str, Any]:
        """Field values from bytes."""
        if self._pick is None:
            return {}
        found = self._decoder.decode(data)
        return {name: getattr(found, name) for name in self.names}


class Shape:
    """How one event class stands on the wire: public, restricted and sealed fields, its money."""

    def __init__(self, shape: type[Any], upgrade: Callable[[Any], Any] | None = None) -> None:
        self._shape = shape
        self._upgrade = upgrade
        self.public = _Part(shape, fields_of(shape, "public"))
        self.restricted = _Part(shape, fields_of(shape, "restricted"))
        self.sealed = _Part(shape, fields_of(shape, "sealed"))
        money = fields_of(shape, "entries")
        self._money = money[0] if money else None
        self._entries = msgspec.json.Decoder(get_type_hints(shape)[money[0]]) if money else None

    def entries(self, event: Event) -> Any:
        """The money entries of an event, empty when its class moves none."""
        return getattr(event, self._money) if self._money else ()

    def said(self, event: Event, field: str) -> str | None:
        """A public field of the event, when its class has it: its region, its category."""
        return getattr(event, field) if field in self.public.names else None

    def event(self, body: RawBody, sealed: bytes | None) -> Any:
        """The event of a body, as today's shape; sealed fields are None without their bytes."""
        values = self.public.read(body.public) | self.restricted.read(body.restricted)
        if sealed is not None:
            values |= self.sealed.read(sealed)
        if self._money and self._entries:
            values[self._money] = self._entries.decode(body.entries)
        made = self._shape(**values)
        return self._upgrade(made) if self._upgrade else made


@cache
def _shape(shape: Any, upgrade: Any = None) -> Shape:
    """Made of a class once: it is the same for every log of a process."""
    return Shape(shape, upgrade)


@cache
def _decoder(wanted: Any) -> msgspec.json.Decoder[Any]:
    """As `_shape`."""
    return msgspec.json.Decoder(wanted)


class UnknownShape(ValueError):
    """A name and version that no list knows."""


def _refuse_naive(value: Any) -> None:
    """Raises NotCanonical for an instant without its offset, however deep."""
    if isinstance(value, datetime) and value.tzinfo is None:
        raise canonical.NotCanonical(f'"{value.isoformat()}" lacks its offset from UTC, as +08:00')
    if isinstance(value, tuple):
        for item in value:
            _refuse_naive(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _refuse_naive(getattr(value, field.name))


class _RawCommand(CommandBody, frozen=True, kw_only=True):
    content: msgspec.Raw


class Codec:
    """All event and command classes that one log may hold, by name and version."""

    def __init__(self, streams: Iterable[Stream], commands: Iterable[type[Command]]) -> None:
        self.shapes: dict[tuple[str, int], Shape] = {}
        self.commands: dict[tuple[str, int], msgspec.json.Decoder[Any]] = {}
        shape: Any
        wanted: Any  # classes; mypy takes them for events, which have no hash
        for stream in streams:
            for shape in stream.events:
                self._add(shape, _shape(shape))
            for former in stream.former:
                self._add(former.shape, _shape(former.shape, former.to_today))
        for wanted in commands:
            if (wanted.NAME, wanted.VERSION) in self.commands:
                raise ValueError(f"two command classes are called {wanted.NAME} v{wanted.VERSION}")
            self.commands[wanted.NAME, wanted.VERSION] = _decoder(wanted)

    def _add(self, wanted: Any, shape: Shape) -> None:
        if (wanted.NAME, wanted.VERSION) in self.shapes:
            raise ValueError(f"two event classes are called {wanted.NAME} v{wanted.VERSION}")
        self.shapes[wanted.NAME, wanted.VERSION] = shape

    def shape_of(self, name: str, version: int) -> Shape:
        """The shape by wire name and version. Raises UnknownShape."""
        try:
            return self.shapes[name, version]
        except KeyError:
            raise UnknownShape(f"no event is called {name} version {version}") from None

    def event(self, body: RawBody, sealed: bytes | None = None) -> Any:
        """Decodes the event of a body; `sealed` are the opened bytes, if the reader has them."""
        return self.shape_of(body.name, body.version).event(body, sealed)

    def command(self, data: bytes) -> tuple[CommandBody, Any]:
        """Reads a command strictly: canonical, known, complete, nothing besides.

        Raises ValueError (canonical.NotCanonical, UnknownShape, msgspec.ValidationError).
        """
        odd = b"\\u0000" in data or not is_normalized("NFC", data.decode())
        if odd or _LONG_NUMBER.search(data):
            canonical.read(data)  # the slow, exact reader says whether, and where
        raw = msgspec.json.decode(data, type=_RawCommand)
        decoder = self.commands.get((raw.name, raw.version))
        if decoder is None:
            raise UnknownShape(f"no command is called {raw.name[:60]} version {raw.version}")
        content = decoder.decode(raw.content)
        if _NAIVE.search(data):  # perhaps only a text that looks like one
            _refuse_naive(content)
        body = CommandBody(**msgspec.structs.asdict(raw) | {"content": content})
        if encode(body) != data:
            raise canonical.NotCanonical(f"{raw.name}: a field is unknown or written differently")
        return body, content


def write_body(body: Body) -> bytes:
    """The canonical bytes of a body: what is hashed and signed."""
    return encode(body)
