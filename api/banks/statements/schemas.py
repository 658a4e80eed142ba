"""Whether a message follows its own schema of ISO 20022, where the user has those schemas.

They are ISO's to give out, so none is shipped: a folder of them is named, as one is of profiles. A
bank's file may fail its schema and be right all the same, to the cent; so it is told, and no more.
"""

import os
import re
from functools import cache
from pathlib import Path

from lxml import etree

from api.banks.statements.format import Source, StatementError
from api.banks.statements.saying import Sentence

VARIABLE = "ZHANGBEN_SCHEMAS"
"""Names the folder of schemas (camt.053.001.08.xsd …), for every command, door and worker alike."""
_NAMESPACE = re.compile(
    rb"""["']urn:iso:std:iso:20022:tech:xsd:(camt\.05[234]\.001\.[0-9]{2})["']"""
)
_LONGEST = 240


class Following:
    """A source whose bytes are held against the schema of its message, as they are read.

    A chunk is looked at when the next one is asked for: by then the reader has seen it, and has
    refused what a statement has not, such as a document type.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.schema: str | None = None
        """The schema it is held against (`camt.053.001.08`), None where none is at hand."""
        self._parser: etree.XMLPullParser | None = None
        self._pending = b""
        self._began = False
        self._wrong: Sentence | None = None

    def read(self, size: int, /) -> bytes:
        """At most `size` more bytes. Raises StatementError for a schema that is none."""
        self._look()
        self._pending = self._source.read(size)
        return self._pending

    def told(self) -> Sentence | None:
        """What is first not as the schema has it, in what was read so far; told once."""
        self._look()
        wrong, self._wrong = self._wrong, None
        return wrong

    def _look(self) -> None:
        chunk, self._pending = self._pending, b""
        if chunk and not self._began:
            self._began = True
            self._parser = self._begun(chunk)
        if chunk and self._parser is not None:
            self._feed(self._parser, chunk)

    def _begun(self, head: bytes) -> etree.XMLPullParser | None:
        found = _NAMESPACE.search(head.replace(b"\0", b""))
        name = found[1].decode("ascii") if found else ""
        schema = schema_of(name) if name else None
        if schema is None:
            return None
        self.schema = name
        return etree.XMLPullParser(
            events=("end",),
            tag="{*}Ntry",
            schema=schema,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )

    def _feed(self, parser: etree.XMLPullParser, chunk: bytes) -> None:
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError:
            self._parser = None  # the reader ends there, too, and says so
            return
        for _, entry in parser.read_events():
            assert isinstance(entry, etree._Element)  # of ends, not of namespaces
            entry.clear()
            while (before := entry.getprevious()) is not None:
                before.getparent().remove(before)  # type: ignore[union-attr]  # it has a sibling
        if parser.feed_error_log:
            said = re.sub(r"\{[^}]*\}", "", parser.feed_error_log[0].message)
            self._wrong = Sentence("noted.schema", name=self.schema, why=said[:_LONGEST])
            self._parser = None  # of a million entries that are wrong alike, one is told


def schema_of(name: str) -> etree.XMLSchema | None:
    """The schema of this name (`camt.053.001.08`), if there is a folder and it lies there.

    Raises StatementError for a folder that is none and a schema that cannot be read.
    """
    folder = os.environ.get(VARIABLE)
    return _schema(Path(folder), name) if folder else None


@cache
def _schema(folder: Path, name: str) -> etree.XMLSchema | None:
    if not folder.is_dir():
        raise StatementError("unread.schemas", folder=folder, variable=VARIABLE)
    path = min(folder.rglob(f"{name}.xsd"), default=None)
    if path is None:
        return None
    try:
        return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))
    except (OSError, etree.LxmlError) as error:
        raise StatementError("unread.schema", path=path, why=error) from None
