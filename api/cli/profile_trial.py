"""A bank profile tried on a sample: what it reads of it, or why it cannot, before it is kept."""

from dataclasses import dataclass
from pathlib import Path

from api.banks.statements.delimited import formats
from api.banks.statements.draft import Draft
from api.banks.statements.drafting import Drafted, written
from api.banks.statements.format import Statement, StatementError
from api.banks.statements.profile import Profile, parsed
from api.banks.statements.register import read
from api.banks.statements.sample import Sample
from api.cli.exits import FAILED, OK, say, sentence
from api.cli.profile_tables import say_plainly, show_columns, show_statements, warn
from api.texts import text


@dataclass(frozen=True, slots=True)
class Trial:
    """A draft, and what it reads of its sample; `problem`: why it cannot, in a sentence."""

    draft: Drafted
    found: tuple[Statement, ...]
    problem: str | None

    @property
    def code(self) -> int:
        """The exit code: whether it reads its sample, and that adds up."""
        return FAILED if self.problem else code_of(self.found)

    def show(self, seen: Sample) -> None:
        """What each column was taken for, the first lines, the sums."""
        show_draft(seen, self.draft)
        show_statements(self.found)
        if self.problem:
            say(self.problem)
        for key in self.draft.missing:
            warn(text(key))


def tried(draft: Draft, called: str, sample: Path) -> Trial:
    """What a draft comes to on its sample."""
    drafted = written(draft, called)
    try:
        return Trial(drafted, read_by(parsed(drafted.toml, called, own=True), sample), None)
    except StatementError as problem:
        return Trial(drafted, (), sentence(problem))


def read_by(known: Profile, sample: Path) -> tuple[Statement, ...]:
    """What one profile reads of a sample. Raises StatementError."""
    return read(sample, formats=formats(lambda: (known,)))


def code_of(found: tuple[Statement, ...]) -> int:
    """The exit code: whether what was read adds up."""
    wrong = any(one.balanced is False or one.contradiction for one in found)
    return FAILED if wrong else OK


def show_draft(seen: Sample, drafted: Drafted) -> None:
    """What was guessed: the header row, how the file is written, each column."""
    how = text("profile.how.workbook")
    if seen.text:
        apart = text("profile.tab") if seen.delimiter == "\t" else seen.delimiter
        how = text("profile.how.text", encoding=seen.encodings[0], delimiter=apart)
    say_plainly(text("profile.drafted", row=seen.header + 1, how=how))
    show_columns(drafted)


def keep(to: Path, trial: Trial) -> None:
    """Writes the profile."""
    to.write_text(trial.draft.toml, encoding="utf-8")


def say_kept(to: Path, sample: Path) -> None:
    """That it was written, and what can be done with it."""
    say_plainly(text("profile.kept", path=to))
    say_plainly(text("profile.next", path=to, sample=sample, folder=to.parent))


def refuse_path(to: Path) -> None:
    """Raises StatementError where no profile may be written: none is ever overwritten."""
    if to.suffix != ".toml" or to.exists():
        raise StatementError("unread.profile.to", path=to)
    if not to.parent.is_dir():
        raise StatementError("unread.profile.folder", path=to, folder=to.parent)
