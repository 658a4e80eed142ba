"""Changes that no test noticed: what each was, and those that survivors.md gives a reason for."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ACCEPTED = Path(__file__).with_name("survivors.md")
_LINE = re.compile(r"^- `(.+?)`: `(.*?)` → `(.*?)`", re.MULTILINE)


@dataclass(frozen=True)
class Survivor:
    """A change that no test noticed: the function, a line before and after."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"- `{self.function}`: `{self.before}` → `{self.after}`"


def survivor(copy: Path, name: str) -> Survivor:
    """What a change was, by its name."""
    command = [sys.executable, "-m", "mutmut", "show", name]
    shown = subprocess.run(command, cwd=copy, capture_output=True, text=True).stdout.splitlines()
    changed = [line for line in shown if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    before, after = (
        " ".join(line[1:].strip() for line in changed if line[0] == sign) for sign in "-+"
    )
    module, _, mangled = re.sub(r"__mutmut_\d+$", "", name).rpartition(".")
    function = re.sub("^x_?", "", mangled).replace("ǁ", ".").strip(".")
    return Survivor(f"{module}.{function}", before, after)


def accepted() -> set[Survivor]:
    """The survivors that survivors.md gives a reason for."""
    return {Survivor(*found) for found in _LINE.findall(ACCEPTED.read_text("utf-8"))}
