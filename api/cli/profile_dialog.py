"""A profile made with a person at a terminal: asked, tried on its sample, shown, then written."""

from collections.abc import Sequence
from pathlib import Path

from api.banks.statements.answers import Answers, Said
from api.banks.statements.draft import begun
from api.banks.statements.drafting import written
from api.banks.statements.format import StatementError
from api.banks.statements.sample import Sample
from api.cli.exits import OK, sentence
from api.cli.profile_questions import Back, Hear, Interview
from api.cli.profile_tables import say_plainly, warn
from api.cli.profile_trial import keep, refuse_path, say_kept, show_draft, tried
from api.texts import text

_YES = ("y", "yes", "是")


def with_a_person(
    seen: Sample, said: Sequence[Said], sample: Path, to: Path | None, hear: Hear = input
) -> int:
    """The exit code. Nothing is written before the person says so. Raises typer.Abort where the
    person leaves."""
    asking = Interview(seen, said, hear)
    show_draft(seen, written(begun(seen, Answers(said)), sample.stem))
    say_plainly(text("profile.ask.keys"))
    while True:
        trial = tried(asking.draft(), sample.stem if to is None else to.stem, sample)
        trial.show(seen)
        try:
            path = to or _where(asking)
            default = "y" if trial.code == OK else "b"
            answer = asking.ask(text("profile.ask.write", path=path), default)
            if answer.lower() in _YES and trial.problem is None:
                keep(path, trial)
                say_kept(path, sample)
                return trial.code
        except Back:
            pass
        asking.back()


def _where(asking: Interview) -> Path:
    """Where it is to be written: asked for until it can be."""
    while True:
        to = Path(asking.ask(text("profile.ask.to")))
        try:
            refuse_path(to)
        except StatementError as problem:
            warn(sentence(problem))
        else:
            return to
