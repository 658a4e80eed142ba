"""Lists are complete: what is defined is listed, and what can be refused is heard by a test."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

import pytest

from domain.permissions import PERMITTED
from tests.golden.keep import new_codec
from tests.tidy.source import Room, all_clear, calls, rooms, texts

REGISTERS = {
    "Stream": {"domain": "domain/register.py", "ledger": "ledger/log.py"},
    "Policy": {"domain": "domain/policies/register.py"},
    "Projection": {"projections": "projections/register.py"},
    "StatementFormat": {"api": "api/banks/statements/register.py"},
    "ChannelKind": {"api": "api/banks/channels/register.py"},
    "Decider": {"domain": "domain/desk/register.py"},
    "Category": {"domain": "domain/categories/register.py"},
}
"""The records of HOUSES B1, and where those of each floor are listed."""

BESIDE = ("stream.py", "register.py")
"""A decider may also be listed by one of these in its own folder."""

RULE = re.compile(r"[a-z]+\.[a-z]+(?:_[a-z]+)*")
"""A refusal's rule: the noun it is about, a dot, the reason."""


def rule_tests() -> list[Room]:
    """The tests that can hear a refusal: not their tools, and not the tidy tests."""
    return [
        room
        for room in rooms("tests")
        if PurePath(room.path).name.startswith("test_") and not room.path.startswith("tests/tidy/")
    ]


def unlisted(among: Iterable[Room]) -> Iterator[str]:
    """Records defined as a constant of a module, in no register."""
    text_of = {room.path: room for room in among}
    for room in text_of.values():
        floor = room.path.partition("/")[0]
        for name, kind in _records(room):
            registers = [REGISTERS[kind].get(floor, "")]
            if kind == "Decider":
                registers += (str(PurePath(room.path).with_name(name)) for name in BESIDE)
            listed = (_names(text_of[path]) for path in registers if path in text_of)
            if not any(name in names for names in listed):
                yield f"{room.path}: {kind} {name} is not in {' or '.join(registers)}"


def _records(room: Room) -> Iterator[tuple[str, str]]:
    for node in room.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        target = node.target if isinstance(node, ast.AnnAssign) else target
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Call):
            kind = getattr(value.func, "id", None)
            if kind in REGISTERS:
                yield target.id, kind


def _names(room: Room) -> set[str]:
    """Names used in the values of a module's constants."""
    used = (node for node in room.tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
    return {
        node.id
        for statement in used
        if statement.value
        for node in ast.walk(statement.value)
        if isinstance(node, ast.Name)
    }


def refusals(room: Room) -> Iterator[tuple[int, str | None]]:
    """Line and rule of every refusal; None where the rule cannot be read off the text."""
    for call in calls(room.tree, "Rejected"):
        rule = call.args[0] if call.args else call.keywords[0].value
        if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
            yield call.lineno, rule.value
        elif not (isinstance(rule, ast.Attribute) and rule.attr == "rule"):  # one passed on
            yield call.lineno, None


def unheard(among: Iterable[Room], tests: Iterable[Room]) -> Iterator[str]:
    """Refusals without a proper name, or that no test speaks of."""
    said = (text for room in tests for text in texts(room.tree))
    heard = {rule for text in said for rule in RULE.findall(text.replace("\\", ""))}
    for room in among:
        for line, rule in refusals(room):
            if rule is None:
                yield f"{room.path}:{line}: the rule is no plain text"
            elif not RULE.fullmatch(rule):
                yield f"{room.path}:{line}: {rule!r} is not of the form noun.reason"
            elif rule not in heard:
                yield f"{room.path}:{line}: no test hears {rule!r}"


def unpermitted(commands: Iterable[str], permitted: Iterable[str]) -> Iterator[str]:
    """Commands that nobody may ask for, and permissions for what nobody can ask."""
    known, listed = set(commands), list(permitted)
    yield from (f"nobody may ask for {name}" for name in known - set(listed))
    yield from (f"PERMITTED names {name}, which is no command" for name in set(listed) - known)
    yield from (f"PERMITTED names {name} twice" for name in set(listed) if listed.count(name) > 1)


def test_every_command_may_be_asked_for():
    commands = (name for name, _ in new_codec().commands)
    all_clear(unpermitted(commands, (name for name, _ in PERMITTED)))


def test_every_record_is_listed():
    all_clear(unlisted(rooms()))


def test_every_kind_of_record_has_its_register():
    paths = {room.path for room in rooms()}
    all_clear(
        f"{register} is not there"
        for registers in REGISTERS.values()
        for register in registers.values()
        if register not in paths
    )


def test_every_refusal_is_heard():
    all_clear(unheard(rooms("domain", "ledger"), rule_tests()))


# Each guard, broken on purpose.

DEFINED = Room("projections/lamps.py", "LAMPS: Projection = Projection('lamps', project)")


@pytest.mark.parametrize(
    ("register", "findings"),
    [("from projections.lamps import LAMPS\nPROJECTIONS = (LAMPS,)", 0), ("PROJECTIONS = ()", 1)],
)
def test_a_record_that_is_imported_but_not_listed_is_found(register, findings):
    listing = Room("projections/register.py", register)
    assert len(list(unlisted([DEFINED, listing]))) == findings


def test_a_decider_may_be_listed_by_its_stream_or_the_desk():
    decider = Room("domain/lamp/switch.py", "SWITCH = Decider(Switch, touches, decide)")
    stream = Room("domain/lamp/stream.py", "LAMP = Stream('lamp', deciders=(SWITCH,))")
    register = Room("domain/register.py", "STREAMS = (LAMP,)")
    desk = Room("domain/desk/register.py", "DESK = (SWITCH,)")
    assert list(unlisted([decider, stream, register])) == []
    assert list(unlisted([decider, desk])) == []
    assert len(list(unlisted([decider]))) == 1


@pytest.mark.parametrize(
    "rule", ["'lamp.broken_twice'", "'lamp'", "'Lamp.broken'", "'lamp.is broken'", "f'lamp.{why}'"]
)
def test_a_refusal_without_name_or_test_is_found(rule):
    assert len(list(unheard([Room("domain/x.py", f"Rejected({rule}, '')")], []))) == 1


def test_a_refusal_that_is_heard_or_passed_on_is_fine():
    room = Room("ledger/x.py", "Rejected('lamp.broken', ''); Rejected(earlier.rule, '')")
    test = Room("tests/test_x.py", "refused_by('lamp.broken')")
    assert list(unheard([room], [test])) == []


@pytest.mark.parametrize(
    "permitted", [["Switch"], ["Switch", "Dim", "Eat"], ["Switch", "Dim", "Dim"]]
)
def test_a_wrong_list_of_permissions_is_found(permitted):
    assert len(list(unpermitted(["Switch", "Dim"], permitted))) == 1
    assert list(unpermitted(["Switch", "Dim"], ["Dim", "Switch"])) == []
