"""`zhangben` asked in this process, and what it answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli.__main__ import main
from tests.kit.demonstration import Kept


@dataclass(frozen=True)
class Ran:
    """One command line: exit code, both outputs."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document it printed, and nothing else."""
        return json.loads(self.out)


@pytest.fixture
def zhangben(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Asks in English, with nothing of the caller's environment."""
    for name in ("DSN", "DATA", "KEY_PASSWORD", "DEBUG", "PICTURE"):
        monkeypatch.delenv(f"ZHANGBEN_{name}", raising=False)
    monkeypatch.setenv("ZHANGBEN_LANG", "en")

    def ask(*arguments: object, code: int | None = 0, data: Path | None = None) -> Ran:
        if data is not None:
            monkeypatch.setenv("ZHANGBEN_DATA", str(data))
        capfd.readouterr()
        ran = Ran(main([str(one) for one in arguments]), *capfd.readouterr())
        assert "Traceback" not in ran.err + ran.out
        assert code is None or ran.code == code, ran
        return ran

    return ask


@pytest.fixture
def books(kept: Kept, monkeypatch: pytest.MonkeyPatch, zhangben: Any) -> Any:
    """The same, on the kept demonstration; for commands that only look."""
    monkeypatch.setenv("ZHANGBEN_DATA", str(kept.folder))
    return zhangben
