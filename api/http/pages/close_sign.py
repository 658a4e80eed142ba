"""Who closes a day: the four steps to it, the act at hand, maker and checker."""

from api.closing.figures import Close as Figures
from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.speech import Speech
from api.http.pages.views.close import Step
from api.http.pages.views.desk import Act, Signatory


def steps(found: Figures, wish: Speech) -> tuple[Step, ...]:
    """What is done and what is at hand: statement, differences, maker, checker."""
    say, progress = wish.say, found.progress
    there, stage = found.closing is not None, progress.stage
    left = len(found.sides.bank_only.lines) + len(found.sides.books_only.lines)
    failed = len(found.to_explain)
    now = {"PREPARED": 3, "CLOSED": 4}.get(stage, 0 if not there else 1 if left or failed else 2)
    come = say("close.step.statement.come", lines=found.lines)
    clear = say("close.step.differences.none")
    notes = (
        come if there else say("close.step.statement.none"),
        say("close.step.differences.left", n=left, failed=failed) if left or failed else clear,
        progress.prepared_by or say("close.step.prepare.who"),
        progress.checked_by or say("close.step.sign.who"),
    )
    names = ("statement", "differences", "prepare", "sign")
    return tuple(
        Step(say(f"close.step.{name}"), note, n == now)
        for n, (name, note) in enumerate(zip(names, notes, strict=True))
    )


def act(found: Figures, wish: Speech, reader: Identity) -> Act | None:
    """Prepare, or sign what was prepared; None where nothing is left to do."""
    say, path = wish.say, f"/close/{found.account}/{found.day}"
    stage, progress = found.progress.stage, found.progress
    if found.closing is None or stage == "CLOSED":
        return None
    if progress.waiting is not None:
        reason = ""
        if progress.prepared_by == reader.person:
            reason = say("close.own")
        elif not reader.holds("C-SET2"):
            reason = say("close.only_checker")
        return Act(
            say("close.sign"),
            f"{path}/signature",
            (("command_id", once()), ("proposal", progress.waiting.proposal)),
            kind="act",
            reason=reason,
            dialog="sign",
            key="⇧Enter",
        )
    reason = "" if reader.holds("C-CASH") else say("close.only_preparer")
    fields = (("command_id", once()), ("position", str(found.position)))
    return Act(say("close.prepare"), f"{path}/preparation", fields, kind="act", reason=reason)


def give_back(found: Figures, wish: Speech, reader: Identity) -> Act | None:
    """To send it back to its maker; None for who may not."""
    may = reader.holds("C-SET2") and found.progress.prepared_by != reader.person
    if found.progress.stage != "PREPARED" or not may:
        return None
    path = f"/close/{found.account}/{found.day}/return"
    ids = (("command_id", once()),)
    return Act(wish.say("close.give_back"), path, ids, kind="hard", dialog="give-back")


def reopen(found: Figures, wish: Speech, reader: Identity) -> Act | None:
    """To propose that a closed day is opened again; None for who may not."""
    if found.progress.stage != "CLOSED" or not reader.holds("C-CASH"):
        return None
    path = f"/close/{found.account}/{found.day}/reopening"
    return Act(
        wish.say("close.reopen"), path, (("command_id", once()),), kind="hard", dialog="reopen"
    )


def _waiting(found: Figures, wish: Speech, reader: Identity) -> Signatory:
    """Who has not signed yet: the reader, where this may be."""
    mine = found.progress.prepared_by != reader.person and reader.holds("C-SET2")
    return Signatory(
        role=wish.say("batches.checker"),
        person=reader.person if mine else "",
        note=wish.say("close.you_may" if mine else "batches.waits"),
        signed_at=None,
        position=None,
        custodial=None,
        me=mine,
    )


def people(found: Figures, wish: Speech, reader: Identity) -> tuple[Signatory, ...]:
    """Who prepared it and who checked it, as far as it has come."""
    say, progress = wish.say, found.progress
    if progress.prepared_by is None:
        return ()
    maker = Signatory(
        role=say("close.preparer"),
        person=progress.prepared_by,
        note="",
        signed_at=progress.prepared_at,
        position=progress.position,
        custodial=True,
        me=progress.prepared_by == reader.person,
    )
    if progress.checked_by is None:
        return (maker, _waiting(found, wish, reader))
    checker = Signatory(
        role=say("batches.checker"),
        person=progress.checked_by,
        note=progress.reason or "",
        signed_at=progress.checked_at,
        position=progress.position,
        custodial=True,
        me=progress.checked_by == reader.person,
    )
    return (maker, checker)
