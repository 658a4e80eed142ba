"""What an XML tree says along paths that are known beforehand, read in one pass."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from api.banks.statements.fragments import Tree, local
from api.banks.statements.wording import folded

_REMEMBERED = 1_000
"""So many names of a file are remembered with their namespace."""


@dataclass(slots=True)
class _Step:
    """What is done at a name: its path if its text counts, whether the tree does, what is below."""

    path: str
    text: bool = False
    tree: bool = False
    below: "Plan | None" = None


class Plan(dict[str, _Step | None]):
    """Which names to look at, and below which; by local name, whatever the namespace.

    `texts`: of each of these paths the first text counts. `trees`: of these, every element.
    """

    def __init__(self, *texts: str, trees: tuple[str, ...] = ()) -> None:
        super().__init__()
        for path in texts:
            self._step(path).text = True
        for path in trees:
            self._step(path).tree = True

    def _step(self, path: str) -> _Step:
        above, _, name = path.rpartition("/")
        plan = self
        if above:
            step = self._step(above)
            plan = step.below = step.below if step.below is not None else Plan()
        step_here = plan.get(name) or _Step(path)
        plan[name] = step_here
        return step_here

    def __missing__(self, tag: str) -> _Step | None:
        step = self.get(local(tag))
        if len(self) < _REMEMBERED:
            self[tag] = step
        return step


@dataclass(slots=True)
class Told:
    """What was found. Paths are those of the plan."""

    texts: dict[str, str | None] = field(default_factory=dict)
    trees: dict[str, list[Tree]] = field(default_factory=dict)

    def text(self, *paths: str) -> str | None:
        """The first of these that says anything: NFC, white space folded."""
        for path in paths:
            if (raw := self.texts.get(path)) and (said := folded(raw)):
                return said
        return None

    def all(self, path: str) -> list[Tree]:
        """The elements there."""
        return self.trees.get(path, [])

    def folded_texts(self, path: str) -> Iterator[str]:
        """What the elements there say, those that say anything."""
        return filter(None, (folded(one.text) for one in self.all(path)))


def told(tree: Tree, plan: Plan) -> Told:
    """Reads a tree by a plan."""
    found = Told()
    _gather(tree, plan, found.texts, found.trees)
    return found


def _gather(
    parent: Tree, plan: Plan, texts: dict[str, str | None], trees: dict[str, list[Tree]]
) -> None:
    for child in parent:
        step = plan[child.tag]
        if step is None:
            continue
        if step.text and step.path not in texts:
            texts[step.path] = child.text
        if step.tree:
            trees.setdefault(step.path, []).append(child)
        if step.below is not None:
            _gather(child, step.below, texts, trees)


def text(parent: Tree, *paths: str) -> str | None:
    """The first of these descendants that says anything, in a tree of names without namespace."""
    for path in paths:
        if said := folded(parent.text if path == "." else parent.findtext(path)):
            return said
    return None
