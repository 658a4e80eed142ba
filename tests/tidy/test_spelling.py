"""Spelling: ruff (style, docstrings of everything public) and mypy (strict) have nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.source import ROOT


def ruff(*paths: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise"]
    settings = ["--config", ROOT / "pyproject.toml"]
    return subprocess.run([*command, *settings, *paths], cwd=ROOT, capture_output=True, text=True)


def mypy(cache: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--no-error-summary", f"--cache-dir={cache}", *paths]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_ruff_is_content():
    verdict = ruff(ROOT)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_mypy_is_content(tmp_path):
    cache = ROOT / ".mypy_cache" if os.access(ROOT, os.W_OK) else tmp_path
    verdict = mypy(cache)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


# Each guard, broken on purpose.


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('"""A room."""\n\n\ndef f(x):\n    return x\n', "D103"),
        ('"""A room."""\nimport os\n', "F401"),
        ("x = 1\n", "D100"),
        ('"""A room."""\n\nX = "' + "x" * 100 + '"\n', "E501"),
        ('"""A room."""\nfrom datetime import datetime\n\nX = datetime(2026, 1, 1)\n', "DTZ001"),
    ],
)
def test_ruff_finds_what_it_is_there_for(tmp_path, text, rule):
    (tmp_path / "room.py").write_text(text)
    assert rule in ruff(tmp_path / "room.py").stdout


def test_mypy_finds_what_it_is_there_for(tmp_path):
    (tmp_path / "room.py").write_text("def f(x):\n    return x\n\ny: int = ''\n")
    said = mypy(tmp_path, tmp_path / "room.py").stdout
    assert "no-untyped-def" in said
    assert "assignment" in said
