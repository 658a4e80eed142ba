"""A profile made with a person: asked only what the sample leaves open, and written at the end."""

import os
import subprocess

import pytest
import typer

from api.banks.statements.sample import sampled
from api.banks.statements.shelf import profile_at
from api.cli.profile_dialog import with_a_person
from tests.kit.bank_tables import csv_file
from tests.kit.demonstration import CLI, ROOT, environment

HEADER = ["何时", "进出", "多少", "剩下", "谁"]
TABLE = [
    HEADER,
    ["2026-03-16", "进", "5.00", "5.00", "甲公司"],
    ["2026-03-17", "出", "1.00", "4.00", "乙公司"],
]
# date, amount, marks, in, out, serial, balance, other side, account, currency, is it right?
ANSWERS = ("1", "1", "进出", "credit", "2", "", "1", "谁", "6228", "", "")


@pytest.fixture
def dialog(tmp_path, capsys, monkeypatch):
    """Answers one after the other; what was written, and what was asked."""
    monkeypatch.setenv("ZHANGBEN_LANG", "en")
    sample, to = tmp_path / "x.csv", tmp_path / "x.toml"
    sample.write_bytes(csv_file(TABLE))

    def ask(*answers, to=to):
        left, asked = list(answers), []

        def hear(question):
            asked.append(question)
            assert not (tmp_path / "x.toml").exists(), "nothing is written while it asks"
            if not left:
                raise EOFError
            return left.pop(0)

        code = with_a_person(sampled(sample.read_bytes()), (), sample, to, hear)
        assert left == []
        return code, asked, capsys.readouterr().out

    return ask, to


def test_each_question_is_short_and_of_one_thing(dialog):
    ask, to = dialog
    code, asked, shown = ask(*ANSWERS)
    assert code == 0
    assert [one.rstrip() for one in asked[:4]] == [
        "Which column is: booking date?",
        "Which column is: amount?",
        "Which column is: credit or debit? [-]",
        "Which way does the mark 进 mean, credit (money in) or debit?",
    ]
    assert asked[-1] == f"Is this right, and to be written to {to}? [y] "
    assert "1  多少  (5.00 · 1.00)" in shown, "the first values of each column"
    assert "The header is row 1; text in utf-8, cells apart by ," in shown
    assert "account 6228: 2 lines, opening 0.00, credits 5.00, debits 1.00, closing 4.00" in shown
    known = profile_at(to)
    assert (known.credit_marks, known.account_numbers) == ({"进"}, ("6228",))


def test_what_cannot_be_meant_is_asked_again(dialog):
    ask, _ = dialog
    code, asked, shown = ask("", "9", "某列", *ANSWERS)
    assert code == 0
    assert asked[:4] == [asked[0]] * 4
    assert "An answer is needed" in shown
    assert "'9': one of 何时 is expected" in shown


def test_one_can_go_back_also_from_the_end(dialog):
    """Given 谁 as the marks by mistake, then back; at the end back once more for the account."""
    ask, to = dialog
    marks = ("1", "1", "谁", "b")
    assert ask("b", *marks, *ANSWERS[2:8], "1", "", "b", "b", "6228", "", "y")[0] == 0
    assert profile_at(to).account_numbers == ("6228",)


@pytest.mark.parametrize("leaving", [("q",), ("1", "q"), (*ANSWERS[:-1], "q"), ("1",)])
def test_leaving_or_an_end_of_the_input_leaves_no_file(dialog, leaving):
    ask, to = dialog
    with pytest.raises(typer.Abort):
        ask(*leaving)
    assert not to.exists()


def test_what_does_not_add_up_is_shown_and_not_written_by_a_mere_enter(dialog):
    """The marks the wrong way round: the running balance tells; Enter goes back."""
    ask, to = dialog
    wrong = ("1", "1", "进出", "debit", "credit", *ANSWERS[5:10])
    with pytest.raises(typer.Abort):
        ask(*wrong, "")
    assert not to.exists()


def test_where_it_is_written_is_asked_last(dialog, tmp_path):
    ask, to = dialog
    code, asked, shown = ask(*ANSWERS[:-1], str(tmp_path / "x.txt"), str(to), "y", to=None)
    assert (code, to.exists()) == (0, True)
    assert asked[-3:-1] == ["Write it where (.toml)? "] * 2
    assert "a new file that ends in .toml is expected" in shown


def test_on_a_terminal_the_command_asks(tmp_path):
    sample, to = tmp_path / "x.csv", tmp_path / "x.toml"
    sample.write_bytes(csv_file(TABLE))
    ours, theirs = os.openpty()
    asked = ("statements", "profile", "new", "--sample", sample, "--to", to)
    started = subprocess.Popen(
        [*CLI, *map(str, asked)],
        cwd=ROOT,
        env=environment(TERM="xterm", COLUMNS="100"),
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{one}\n" for one in ANSWERS).encode())
    try:
        while os.read(ours, 65_536):
            pass
    except OSError:  # the other side is closed
        pass
    finally:
        os.close(ours)
    assert started.wait() == 0, started.stderr.read()
    assert profile_at(to).account_numbers == ("6228",)
