"""What a test asks over HTTP, as its source has it: the commands it sends, the paths it reads."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

VERBS = {"get": "GET", "post": "POST", "put": "PUT", "delete": "DELETE", "patch": "PATCH"}
PASSED_OVER = {"skip", "skipif", "xfail"}
"""Marks of pytest under which a test says nothing."""
type Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Told:
    """One test of a module, with what of the module it uses."""

    tree: ast.Module
    name: str

    @cached_property
    def functions(self) -> dict[str, Function]:
        """All functions of the module, those of its classes too."""
        nodes = (node for node in ast.walk(self.tree))
        return {one.name: one for one in nodes if isinstance(one, Function.__value__)}

    @property
    def exists(self) -> bool:
        """Whether the module has this test."""
        return self.name in self.functions

    @property
    def is_passed_over(self) -> bool:
        """Whether a mark lets it, or its whole module, pass without being run or heard."""
        own = self.functions[self.name].decorator_list
        module = [
            one.value
            for one in self.tree.body
            if isinstance(one, ast.Assign | ast.AnnAssign)
            and any(isinstance(to, ast.Name) and to.id == "pytestmark" for to in _targets(one))
        ]
        marks = (node for one in (*own, *module) if one for node in ast.walk(one))
        return any(isinstance(one, ast.Attribute) and one.attr in PASSED_OVER for one in marks)

    def posts(self, method: str, path: str) -> bool:
        """Whether it, or what it calls, asks for a route of this path."""
        return any(self._asks(one, method, path) for one in self._reached())

    def signs(self, command: str) -> bool:
        """Whether it, or what it calls, signs a command of this name and posts it."""
        return any(self._signs(one, command) for one in self._reached())

    def reads(self, path: str) -> bool:
        """Whether it looks at a route of this path itself, or by what asks for nothing."""
        own = self.functions[self.name]
        looking = (one for one in self._reached() if one is own or not self._acts(one))
        return any(self._asks(one, "GET", path) for one in looking)

    def _reached(self) -> list[Function]:
        """The test, and the functions of its module that it uses, its fixtures among them."""
        found, waiting = dict[str, Function](), [self.name]
        while waiting:
            name = waiting.pop()
            if name in self.functions and name not in found:
                found[name] = self.functions[name]
                waiting += [one.arg for one in found[name].args.args]
                waiting += [
                    node.attr if isinstance(node, ast.Attribute) else node.id
                    for node in ast.walk(found[name])
                    if isinstance(node, ast.Name | ast.Attribute)
                ]
        return list(found.values())

    def _asks(self, function: Function, method: str, path: str) -> bool:
        """Whether a call in a function names a path that can be this one, by this method."""
        return any(
            method in self._verbs(call)
            and any(_can_be(said, path, self._words) for said in self._said(call))
            for call in _calls(function)
        )

    def _signs(self, function: Function, command: str) -> bool:
        """Whether a function makes a command in the call that signs it, or names it there."""
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _called(node) == "signed":
                among = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
                made = {self._made(function, name) for name in among}
                if command in among | made:
                    return any("POST" in self._verbs(one) for one in _calls(function))
        return False

    def _made(self, function: Function, name: str) -> str:
        """Of which class a variable is, where the function or the module makes it."""
        for scope in (function, self.tree):
            for node in ast.walk(scope):
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    names = {one.id for one in node.targets if isinstance(one, ast.Name)}
                    if name in names:
                        return _called(node.value)
        return ""

    def _acts(self, function: Function) -> bool:
        """Whether a function asks for anything but to look."""
        return any(self._verbs(call) - {"GET"} for call in _calls(function))

    def _verbs(self, call: ast.Call, seen: frozenset[str] = frozenset()) -> set[str]:
        """By which methods a call asks: its own, or those of the function that it names."""
        name = _called(call)
        first = call.args[0] if call.args else None
        if name == "ask" and isinstance(first, ast.Constant) and first.value in VERBS.values():
            return {str(first.value)}
        if isinstance(call.func, ast.Attribute) and name in VERBS:
            return {VERBS[name]}
        if name not in self.functions or name in seen:
            return set()
        within = _calls(self.functions[name])
        return {verb for one in within for verb in self._verbs(one, seen | {name})}

    def _said(self, call: ast.Call) -> Iterator[str]:
        """The strings in a call's own arguments, and in variables that these name."""
        for argument in (*call.args, *(one.value for one in call.keywords)):
            for node in ast.walk(argument):
                yield from _text(node)
                if isinstance(node, ast.Name):
                    yield from self._values(node.id)

    def _values(self, name: str) -> Iterator[str]:
        """What strings a variable of the module's may be."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                names = {one.id for one in node.targets if isinstance(one, ast.Name)}
                if name in names:
                    yield from _text(node.value)

    @cached_property
    def _words(self) -> set[str]:
        """Plain words of the test itself: they may be parts of a path that is put together."""
        nodes = ast.walk(self.functions[self.name])
        found = (node.value for node in nodes if isinstance(node, ast.Constant))
        return {said for said in found if isinstance(said, str)}


def told(root: Path, where: str) -> Told:
    """The test that `tests/x/test_y.py::test_z` names. Raises OSError where the file is not."""
    file, _, name = where.partition("::")
    return Told(ast.parse((root / file).read_text("utf-8")), name)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _calls(function: Function) -> list[ast.Call]:
    return [node for node in ast.walk(function) if isinstance(node, ast.Call)]


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _text(node: ast.AST) -> Iterator[str]:
    """A string as it stands, `{}` for what is put into it."""
    match node:
        case ast.Constant(value=str(said)):
            yield said
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
            )


def _can_be(said: str, path: str, words: set[str]) -> bool:
    """Whether a string can be a path: its last fixed part is told, here or as a word of its own."""
    wanted, given = (_bare(one) for one in (path, said))
    if not given.strip("{}/"):
        return False
    pattern = ".+".join(map(re.escape, given.split("{}")))
    fixed = [part for part in wanted.split("/") if part != "{}"]
    told_so = set(given.split("/")) | words
    return re.fullmatch(pattern, wanted) is not None and fixed[-1] in told_so


def _bare(path: str) -> str:
    """Without version and query; `{}` for each parameter."""
    plain = re.sub(r"[^/]*\{[a-z_]*\}[^/]*", "{}", path.partition("?")[0])
    return plain.removeprefix("/").removeprefix("v1/").removeprefix("{}/v1/")
