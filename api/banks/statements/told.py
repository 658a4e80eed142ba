"""What an XML tree says along paths that are known beforehand, read in one pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.banks.statements.fragments import Tree, local
from api.banks.statements.wording import folded

_REMEMBERED = 1_000
"""So many names of a file are remembered with their namespace."""


@dataclass(slots=True)
class _Step:
    """What is done at a name: whose field the text is, before which other paths of that field;
    whose list of trees the element belongs to; what is looked at below."""

    field: str | None = None
    rank: int = 0
    trees: str | None = None
    below: "Plan | None" = None


class Plan(dict[str, _Step | None]):
    """Which names to look at, and below which; by local name, whatever the namespace."""

    def __init__(
        self,
        texts: Mapping[str, Sequence[str]] | None = None,
        trees: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`texts`: fields by name, each with its paths; of several that say anything the first of
        them counts, and of one path the first element. `trees`: paths whose elements are kept."""
        super().__init__()
        for field, paths in (texts or {}).items():
            for rank, path in enumerate(paths):
                step = self._step(path)
                step.field, step.rank = field, rank
        for kept, paths in (trees or {}).items():
            for path in paths:
                self._step(path).trees = kept

    def _step(self, path: str) -> _Step:
        above, _, name = path.rpartition("/")
        plan: Plan = self
        if above:
            step = self._step(above)
            plan = step.below = step.below or Plan()
        if (found := plan.get(name)) is None:
            found = plan[name] = _Step()
        return found

    def __missing__(self, tag: str) -> _Step | None:
        step = self.get(local(tag))
        if len(self) < _REMEMBERED:
            self[tag] = step
        return step


class Told:
    """What was found, by the names of the plan."""

    __slots__ = ("_ranks", "_texts", "_trees")

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._ranks: dict[str, int] = {}  # of texts that are not of their field's first path
        self._trees: dict[str, list[Tree]] = {}

    def text(self, field: str) -> str | None:
        """What it says, if anything: NFC, white space folded."""
        raw = self._texts.get(field)
        return None if raw is None else folded(raw)

    def trees(self, name: str) -> list[Tree]:
        """The elements kept."""
        return self._trees.get(name, [])

    def gather(self, parent: Tree, plan: Plan) -> None:
        """Reads what is below an element. Half of all time goes here, so nothing else is called."""
        texts, ranks = self._texts, self._ranks
        for child in parent:
            step = plan[child.tag]
            if step is None:
                continue
            field, rank = step.field, step.rank
            if field is not None and (field not in texts or rank < ranks.get(field, 0)):
                raw = child.text
                if raw and not raw.isspace():
                    texts[field] = raw
                    if rank or ranks:
                        ranks[field] = rank
            if step.trees is not None:
                self._trees.setdefault(step.trees, []).append(child)
            if step.below is not None:
                self.gather(child, step.below)


def told(tree: Tree, plan: Plan) -> Told:
    """Reads a tree by a plan."""
    found = Told()
    found.gather(tree, plan)
    return found


def text(parent: Tree, *paths: str) -> str | None:
    """The first of these descendants that says anything, in a tree of names without namespace."""
    for path in paths:
        if said := folded(parent.text if path == "." else parent.findtext(path)):
            return said
    return None
