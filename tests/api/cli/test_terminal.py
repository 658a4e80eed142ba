"""Where output goes when only one of the two streams is a terminal, and what a terminal shows."""

import json
import os
import subprocess

import pytest

from tests.kit.demonstration import CLI, ROOT, environment

DAY = ROOT / "demo_data/camt/2024-05/2024-05-02.xml"


def run(kept, *arguments, terminal):
    """Runs with this stream on a terminal and the other in a pipe; both as they were written."""
    ours, theirs = os.openpty()
    other = "stdout" if terminal == "stderr" else "stderr"
    started = subprocess.Popen(
        [*CLI, *map(str, arguments)],
        cwd=ROOT,
        env=environment(ZHANGBEN_DATA=str(kept.folder), TERM="xterm", COLUMNS="100"),
        stdin=subprocess.DEVNULL,
        **{terminal: theirs, other: subprocess.PIPE},
    )
    os.close(theirs)
    shown = bytearray()
    while chunk := read(ours):
        shown += chunk
    piped = (started.stdout or started.stderr).read().decode()
    assert started.wait() == 0
    os.close(ours)
    return shown.decode(), piped


def read(terminal):
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other side is closed
        return b""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import", DAY, DAY), "EUR-MAIN 2024-05-02: 0 lines banked"),
        (("balances", "--totals"), "sum"),
        (("export", "journal"), "\ndecimal-mark ."),
        (("projections", "rebuild", "balances"), "is live"),
        (("verify",), "Verified (full)"),
    ],
)
def test_a_pipe_gets_the_answer_while_the_terminal_shows_progress(kept, arguments, says):
    shown, piped = run(kept, *arguments, terminal="stderr")
    assert says in piped
    assert "\x1b" not in piped, "no colours in a pipe"
    assert says not in shown
    assert "\x1b" in shown, "a sign of life"


def test_json_in_a_pipe_is_whole(kept):
    _, piped = run(kept, "import", DAY, "--json", terminal="stderr")
    assert json.loads(piped)


def test_a_terminal_gets_the_answer_and_the_pipe_of_problems_stays_empty(kept):
    shown, piped = run(kept, "import", DAY, terminal="stdout")
    assert "EUR-MAIN 2024-05-02: 0 lines banked" in shown
    assert piped == ""
