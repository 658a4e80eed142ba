"""Every command explains itself, with an example that is a real command line."""

import shlex
from importlib import import_module

import pytest
import typer.main

from api.cli.__main__ import main
from api.cli.app import COMMANDS as REGISTER
from api.cli.app import application


def leaves(command, name=()):
    """Every command that does something, by its words."""
    if hasattr(command, "commands"):
        for word, inner in command.commands.items():
            yield from leaves(inner, (*name, word))
    else:
        yield name, command


COMMANDS = dict(leaves(typer.main.get_command(application(()))))
PLANNED = {
    "demo",
    "serve",
    "doctor",
    "init",
    "import",
    "statements check",
    "reconcile",
    "balances",
    "log",
    "show",
    "verify",
    "export log",
    "export journal",
    "keys",
    "checkpoint",
    "projections status",
    "projections rebuild",
    "worker",
    "reactor status",
    "reactor check",
}


def test_each_command_stands_where_the_register_says():
    for module in {*REGISTER.values()}:
        found = typer.main.get_group(import_module(f"api.cli.{module}").app).commands
        assert set(found) == {name for name, part in REGISTER.items() if part == module}


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_alone_it_is_found_with_nothing_but_its_part(name):
    """As it is run: what its first word names is loaded."""
    loaded = dict(leaves(typer.main.get_command(application(("--debug", *name)))))
    assert name in loaded
    assert len(loaded) <= 7


def test_what_was_planned_is_there():
    assert {" ".join(name) for name in COMMANDS} >= PLANNED


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_help_shows_an_example_of_this_command(name, capfd):
    assert main([*name, "--help"]) == 0
    printed = " ".join(capfd.readouterr().out.split())
    assert f"例 Example: zhangben {' '.join(name)}" in printed


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_the_example_is_understood(name):
    """Parsed, not run: its options and arguments exist and fit."""
    example = COMMANDS[name].help.partition("Example: zhangben ")[2].splitlines()[0]
    line = example.split(" && ")[0].split(" | ")[0].split(" > ")[0]
    words = shlex.split(line)
    assert tuple(words[: len(name)]) == name
    COMMANDS[name].make_context(" ".join(name), words[len(name) :])


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_option_is_explained_in_both_languages(name):
    for parameter in COMMANDS[name].params:
        words = getattr(parameter, "help", None)
        assert words, f"{parameter.name} of {name} is not explained"
        if parameter.name not in ("help", "form", "holds"):
            assert "·" in words, f"{parameter.name} of {name} speaks one language"


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_what_tells_something_tells_it_as_json_too(name):
    names = {parameter.name for parameter in COMMANDS[name].params}
    if name not in {("serve",), ("worker",), ("export", "journal")}:
        assert "as_json" in names


def test_alone_it_shows_what_there_is(capfd):
    assert main([]) == 2
    shown = capfd.readouterr()
    assert "balances" in shown.out
    assert shown.err == ""
