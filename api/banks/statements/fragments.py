"""XML in, small trees out, in constant memory: no DTD, no entities, no network, nothing deep."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from api.banks.statements.format import Source, StatementError

type Tree = etree._Element
"""An element with all below it."""

_CHUNK = 65_536
_DEEPEST = 256
"""As libxml2 has it, as long as `huge_tree` is off."""
_HEAVIEST = 128 * 1024 * 1024
"""Of what stands between two entries, in bytes: what lxml needs for it, as `_weight` guesses."""
_NODE = 120
"""Bytes that lxml needs for an element, a text or an attribute, besides what it says."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A holder opens, in a container of this name and namespace; its children follow."""

    holder: str
    within: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A holder closes."""


type Fragment = Begun | Ended | Tree


def fragments(
    source: Source, outer: Collection[str], holders: Collection[str], entry: str | None = None
) -> Iterator[Fragment]:
    """`Begun` and `Ended` for each holder that stands in an element named in `outer` (in any, if
    that is empty); between those its children whole, as trees. All else is passed over.

    The children named `entry`, of which there may be any number, are as they stand in the file;
    in all others the names are without namespace. A tree is good until the next is asked for.
    What was whole before an error is given before the `StatementError` is raised.
    """
    prolog, walk, weight = _Prolog(), _Walk(outer, holders, entry), 0
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in (*holders, *filter(None, (entry,)))],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    while True:
        chunk = source.read(_CHUNK)
        prolog.look(chunk)
        problem = _fed(parser, chunk)
        for _, element in parser.read_events():
            assert isinstance(element, etree._Element)  # of ends, not of namespaces
            for fragment in walk.closes(element):
                yield fragment
                weight = 0
        if problem is not None:
            raise problem
        if not chunk:
            return
        weight += _weight(chunk)
        if weight > _HEAVIEST:
            raise StatementError("unread.entry_too_large", most=_HEAVIEST // 1024**2, unit="MiB")


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def _weight(chunk: bytes) -> int:
    return len(chunk) + _NODE * (chunk.count(b"<") + chunk.count(b"="))


def _fed(parser: "etree.XMLPullParser", chunk: bytes) -> StatementError | None:
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in str(error.msg):
            return StatementError("unread.xml.deep", most=_DEEPEST)
        return StatementError("unread.xml.bad", why=error.msg)
    return None


class _Prolog:
    """Looks for a document type, which stands before the first element or nowhere.

    The parser that builds trees sees no byte that this one has not seen before it: an entity that
    nobody declared cannot be expanded.
    """

    def __init__(self) -> None:
        self._over = False
        self._parser = etree.XMLParser(
            target=self,  # type: ignore[arg-type]  # the stubs ask for more than is called
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )

    def look(self, chunk: bytes) -> None:
        """Raises StatementError where a document type is declared."""
        if chunk and not self._over:
            try:
                self._parser.feed(chunk)
            except etree.XMLSyntaxError:
                self._over = True  # the other parser ends there, too, and says so

    def doctype(self, *_: str | None) -> None:
        raise StatementError("unread.xml.dtd")

    def start(self, *_: object) -> None:
        self._over = True

    def close(self) -> None:
        """Nothing to hand over."""


class _Walk:
    """Told which elements close, it hands out the children of holders and drops what was read.

    What has just closed stays in the tree: the parser may still be adding to the text behind it.
    """

    def __init__(self, outer: Collection[str], holders: Collection[str], entry: str | None) -> None:
        self._outer, self._holders, self._entry = outer, holders, entry
        self._holder: Tree | None = None
        self._given: Tree | None = None

    def closes(self, element: Tree) -> Iterator[Fragment]:
        """One more element is whole."""
        name = local(element.tag)
        if name == self._entry:
            parent = element.getparent()
            if parent is not None and (parent is self._holder or self._holds(parent)):
                yield from self._children(parent, element)
        elif name in self._holders and (element is self._holder or self._holds(element)):
            yield from self._children(element, None)
            yield Ended()
            self._holder = self._given = None
            _prune(element)

    def _holds(self, element: Tree) -> bool:
        """Whether this is a holder, in its place, and none is open."""
        if self._holder is not None or local(element.tag) not in self._holders:
            return False
        above = element.getparent()
        return above is not None and (not self._outer or local(above.tag) in self._outer)

    def _children(self, holder: Tree, last: Tree | None) -> Iterator[Fragment]:
        """Those that were not given before, up to `last`; what was given before is dropped."""
        if self._holder is None:
            yield self._begun(holder)
        if self._given is not None:
            _drop(self._given)
            self._given = None
        while (child := next(iter(holder), None)) is not None:  # len() counts them every time
            if child is last:
                yield child
                self._given = child
                return
            yield child if local(child.tag) == self._entry else _bare(child)
            _drop(child)

    def _begun(self, holder: Tree) -> Begun:
        self._holder = holder
        within, *above = holder.iterancestors()
        if any(local(one.tag) in (*self._outer, *self._holders) for one in above):
            raise StatementError("unread.xml.nested", name=local(holder.tag))
        namespace, _, name = within.tag.rpartition("}")
        return Begun(local(holder.tag), name, namespace.removeprefix("{"))


def _bare(tree: Tree) -> Tree:
    """The same tree, its names without namespaces."""
    for element in tree.iter():
        element.tag = local(element.tag)
    return tree


def _prune(ended: Tree) -> None:
    """Drops all that stands before an element that has ended."""
    for element in (ended, *ended.iterancestors()):
        while (before := element.getprevious()) is not None:
            _drop(before)


def _drop(tree: Tree) -> None:
    """Takes it out of its parent. Emptied first: to move a large tree out takes lxml for ever."""
    tree.clear()
    tree.getparent().remove(tree)  # type: ignore[union-attr]  # what is dropped is below a holder
