"""Which lists of others the checks of a day ask for, and which of them a reader may bring."""

from collections.abc import Iterable
from dataclasses import replace

from api.closing.figures import Close as Figures
from api.http.identity import Identity
from api.http.pages.speech import Speech
from api.http.pages.views.close import Check, ListForm
from domain.outside.events import KINDS

_ASKED: dict[str, str] = {
    "R03": "SUB_ACCOUNTS",
    "R04": "SUB_ACCOUNTS",
    "R15": "ANCHOR",
    "R16": "GUARANTEES",
    "R17": "REPORTED",
}
"""Rules that compare with a list of others, and its kind."""
_BROUGHT_BY = {code: role for code, _, _, role in KINDS}
_UNDECIDED = ("OPEN", "STALE", "RETURNED", "REOPENED")


def asking(
    checks: Iterable[Check], found: Figures, wish: Speech, reader: Identity
) -> tuple[Check, ...]:
    """The checks, each with the button that brings its list, or who brings it.

    Not while a preparation waits for its signature, nor once the day is closed: both stand for what
    was compared.
    """
    say, may = wish.say, found.progress.stage in _UNDECIDED
    made = []
    for check in checks:
        kind = _ASKED.get(check.code)
        if kind is None or not may:
            made.append(check)
        elif reader.holds(_BROUGHT_BY[kind]):
            made.append(replace(check, bring=f"list-{kind}", bring_label=_label(check, kind, wish)))
        elif check.tag.kind == "idle":
            made.append(replace(check, brought_by=say(f"lists.by.{_BROUGHT_BY[kind]}")))
        else:
            made.append(check)
    return tuple(made)


def _label(check: Check, kind: str, wish: Speech) -> str:
    """R15 is judged without a checkpoint from outside too: whether one came, it does not show."""
    if kind == "ANCHOR":
        return wish.say("lists.anchor")
    return wish.say("lists.bring" if check.tag.kind == "idle" else "lists.again")


def list_forms(found: Figures, wish: Speech, reader: Identity) -> tuple[ListForm, ...]:
    """A form for each kind of list that the reader may bring."""
    if found.progress.stage not in _UNDECIDED:
        return ()
    return tuple(
        ListForm(
            dialog=f"list-{code}",
            title=zh if wish.lang == "zh" else f"{en[0].upper()}{en[1:]}",
            object=wish.say("lists.object", account=found.account, day=found.day),
            wanted=wish.say(f"lists.wanted.{code}"),
            path=f"/close/{found.account}/{found.day}/lists",
            kind=code,
        )
        for code, zh, en, role in KINDS
        if reader.holds(role)
    )
