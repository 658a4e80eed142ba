"""The pane of a batch: what its checker would sign, with the words of the digest, and by whom."""

from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.batch_groups import Grouped
from api.http.pages.digest_words import digest_words
from api.http.pages.refund_rows import Row
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, Signatory
from api.http.pages.views.refunds import ToSign
from domain.refund.state import Stage


def to_sign(wish: Speech, reader: Identity, batch: Row, found: Grouped, typed: str) -> ToSign:
    """The batch as its reader may decide it; acts are absent once it is decided."""
    say, code = wish.say, batch["batch"]
    waits = batch["stage"] == Stage.PROPOSED.value
    reason = _reason(wish, reader, batch)
    stale = say("batches.stale", n=found.changed) if found.changed and not reason else ""
    mine = waits and not reason
    return ToSign(
        title=say("batches.sign" if mine else "batches.title_of"),
        code=code,
        sentence=say("batches.sentence", account=batch["account"], batch=code, n=batch["count"]),
        principal=batch["amount_fen"],
        interest=batch["interest_fen"],
        words=digest_words(batch["proposal"]),
        digest=batch["proposal"],
        people=_people(wish, reader, batch, reason),
        confirm=say("batches.confirm", n=found.elsewhere) if found.elsewhere else "",
        approve=_approve(wish, code, reason or stale) if waits else None,
        acts=(_send_back(wish, code),) if mine else (),
        typed=typed,
    )


def _reason(wish: Speech, reader: Identity, batch: Row) -> str:
    """Why this reader does not sign; empty where he may."""
    if batch["proposed_by"] == reader.person:
        return wish.say("batches.you_made")
    return "" if reader.holds("C-SET2") else wish.say("batches.not_checker")


def _approve(wish: Speech, code: str, reason: str) -> Act:
    return Act(
        wish.say("batches.approve"),
        f"/batches/{code}/approval",
        (("command_id", once()),),
        kind="act",
        reason=reason,
        dialog="sign",
        key="⇧Enter",
    )


def _send_back(wish: Speech, code: str) -> Act:
    return Act(
        wish.say("batches.send_back"),
        f"/batches/{code}/return",
        (("command_id", once()),),
        kind="hard",
        dialog="send-back",
    )


def _people(wish: Speech, reader: Identity, batch: Row, reason: str) -> tuple[Signatory, ...]:
    say, checked = wish.say, batch["checked_by"]
    maker = Signatory(
        role=say("batches.maker"),
        person=batch["proposed_by"],
        note="",
        signed_at=batch["proposed_at"],
        position=batch["proposed_position"],
        custodial=True,
        me=batch["proposed_by"] == reader.person,
    )
    mine = checked is None and not reason
    note = say("batches.you_may") if mine else say("batches.waits")
    if checked is not None:
        rejected = batch["stage"] == Stage.REJECTED.value
        note = say("batches.because", reason=batch["reason"] or "") if rejected else ""
    checker = Signatory(
        role=say("batches.checker"),
        person=checked or (reader.person if mine else ""),
        note=note,
        signed_at=batch["checked_at"],
        position=batch["position"] if checked else None,
        custodial=True if checked else None,
        me=mine or checked == reader.person,
    )
    return maker, checker
