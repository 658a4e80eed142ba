"""Writes the rooms in docs/house.md from their signboards: `python -m tests.tidy.generate_house`.

A signboard is the first line of a module's docstring. The prose around the rooms is by hand.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePath

from tests.tidy.source import FLOORS, ROOT, Room, rooms

PAGE = ROOT / "docs" / "house.md"
_BEGIN, _END = "<!-- rooms: generated -->\n", "<!-- end of rooms -->\n"
_ALIKE = {"events.py", "state.py", "stream.py"}
"""In every stream's package; said once, in the prose."""
_WIDTH = 26


def page(before: str) -> str:
    """The page with today's rooms in the place of the ones it shows."""
    head, _, rest = before.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    tree = "".join(f"{line}\n" for floor in FLOORS for line in _floor(floor))
    return f"{head}{_BEGIN}```\n{tree}```\n{_END}{tail}"


def _floor(floor: str) -> Iterator[str]:
    among = {PurePath(room.path): room for room in rooms(floor)}
    streams = {path.parent for path in among if path.name == "stream.py"}
    for path in sorted(among, key=_place):
        if path.parent not in streams or path.name not in _ALIKE:
            yield _line(path, among[path])


def _place(path: PurePath) -> tuple[tuple[bool, str], ...]:
    """A package before its rooms, and after the rooms beside it."""
    *folders, name = path.parts
    inside = () if name == "__init__.py" else ((False, name),)
    return (*((True, folder) for folder in folders), *inside)


def _line(path: PurePath, room: Room) -> str:
    package = path.name == "__init__.py"
    name = f"{path.parent.name}/" if package else path.name
    depth = len(path.parts) - (2 if package else 1)
    sign = (ast.get_docstring(room.tree) or "").partition("\n")[0]
    return f"{'  ' * depth}{name}".ljust(_WIDTH - 1) + f" {sign}".rstrip()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
