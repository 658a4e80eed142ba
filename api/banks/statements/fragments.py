"""XML in, small trees out, in constant memory: no DTD, no entities, no network, nothing deep."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder

from lxml import etree

from api.banks.statements.format import Source, StatementError

_CHUNK = 65_536
_DEEPEST = 64
_HEAVIEST = 64 * 1024 * 1024  # of one fragment: characters, and a hundred for each element


@dataclass(frozen=True, slots=True)
class Begun:
    """A named container opens; its children follow."""

    name: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A named container closes."""

    name: str


type Fragment = Begun | Ended | Element


def fragments(source: Source, outer: Collection[str], holder: str) -> Iterator[Fragment]:
    """`Begun` and `Ended` for elements named in `outer` and for `holder`; between those of a
    holder each of its children whole, as a tree of local names. All else is passed over.

    What was whole before an error is given before the `StatementError` is raised.
    """
    collector = _Collector(outer, holder)
    parser = etree.XMLParser(
        target=collector,  # type: ignore[arg-type]  # the stubs ask for `comment` and bytes
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    while True:
        chunk = source.read(_CHUNK)
        problem = _fed(parser, chunk)
        yield from collector.found
        collector.found.clear()
        if problem is not None:
            raise problem
        if not chunk:
            return


def _fed(parser: etree.XMLParser, chunk: bytes) -> StatementError | None:
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        return StatementError(f"the file is not well-formed XML: {error.msg}")
    except StatementError as error:
        return error
    return None


class _Collector:
    """The parser's target: keeps one fragment at a time, and what is finished until it is taken."""

    def __init__(self, outer: Collection[str], holder: str) -> None:
        self.found: list[Fragment] = []
        self._outer, self._holder = outer, holder
        self._path: list[str] = []
        self._builder: TreeBuilder | None = None
        self._root = self._weight = 0

    def doctype(self, *_: str | None) -> None:
        raise StatementError("the file declares a document type (DTD); a statement has none")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        namespace, _, name = tag.rpartition("}")
        if self._builder is None:
            if self._path and self._path[-1] == self._holder:
                self._builder, self._root, self._weight = TreeBuilder(), len(self._path), 0
            elif name == self._holder or name in self._outer:
                self.found.append(Begun(name, namespace.removeprefix("{")))
        if self._builder is not None:
            self._weigh(100)
            self._builder.start(name, dict(attributes))
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise StatementError(f"elements are nested deeper than {_DEEPEST}")

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._weigh(len(text))
            self._builder.data(text)

    def end(self, _tag: str) -> None:
        name = self._path.pop()
        if self._builder is not None:
            self._builder.end(name)
            if len(self._path) == self._root:
                self.found.append(self._builder.close())
                self._builder = None
        elif name == self._holder or name in self._outer:
            self.found.append(Ended(name))

    def close(self) -> None:
        """Nothing to hand over: what was found has been taken on the way."""

    def _weigh(self, more: int) -> None:
        self._weight += more
        if self._weight > _HEAVIEST:
            raise StatementError(f"one entry is larger than {_HEAVIEST // 1024**2} MiB")
