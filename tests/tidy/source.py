"""The house as text and as trees: what the tidy tests read. Nothing is imported to be read."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("api", "projections", "ledger", "domain")
"""From the top down."""


@dataclass(frozen=True)
class Room:
    """One Python file: its path from the root, and its text."""

    path: str
    text: str

    @property
    def module(self) -> str:
        """`ledger/book.py` is `ledger.book`; a package is its folder."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def tree(self) -> ast.Module:
        """The file as Python reads it."""
        return _tree(self.text)


type Guard = Callable[[Room], Iterable[str]]
"""Says what is wrong with a room, one sentence each."""


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def rooms(*folders: str) -> tuple[Room, ...]:
    """The files of some folders; without folders of all four floors."""
    paths = sorted(path for name in folders or FLOORS for path in (ROOT / name).rglob("*.py"))
    return tuple(Room(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in paths)


def shipped() -> tuple[Room, ...]:
    """Every Python file that is not a test."""
    bootstrap = Room("bootstrap.py", (ROOT / "bootstrap.py").read_text("utf-8"))
    return (*rooms(*FLOORS), *rooms("bench"), bootstrap)


def tidy(guard: Guard, among: Iterable[Room]) -> None:
    """Fails with everything that a guard finds wrong, room by room."""
    all_clear([f"{room.path}: {finding}" for room in among for finding in guard(room)])


def all_clear(findings: Iterable[str]) -> None:
    """Fails with the findings, one a line."""
    told = sorted(findings)
    assert not told, "\n".join(["", *told])


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods, however deep."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """All calls of something by its plain name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def texts(tree: ast.AST) -> Iterator[str]:
    """All string constants."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
