"""The pane of a payout: what its checker would sign, with the payee's evidence, and by whom."""

from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.digest_words import digest_words
from api.http.pages.payout_list import what_is_paid
from api.http.pages.payout_words import Names
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, Signatory
from api.http.pages.views.payouts import PayoutToSign
from api.http.positions import When
from api.said import plain_money
from domain.payout.state import WITH_US, Stage
from projections.reader import Row


def to_sign(
    when: When, wish: Speech, reader: Identity, row: Row, stale: str, typed: str
) -> PayoutToSign | None:
    """The payout as its reader may decide it; None where it may not be told. `stale`: why it cannot
    be approved as things stand now."""
    if row["lot"] is None:
        return None
    say, code, payee = wish.say, row["payout"], row["payee"]
    stage = Stage(row["stage"])
    waits, reason = stage is Stage.PROPOSED, _reason(wish, reader, row)
    mine = waits and not reason
    title = Names(when, wish, (row["lot"],), ()).lot(row["lot"])
    return PayoutToSign(
        title=say("payouts.sign" if mine else "payouts.title_of"),
        code=code,
        sentence=say(
            "payouts.sentence",
            account=row["account"],
            payee=payee.name,
            fen=plain_money(row["amount_fen"]),
            n=len(row["parts"]),
            title=title,
        ),
        amount=row["amount_fen"],
        facts=(
            (say("payouts.payee"), payee.name),
            (say("payouts.payee.account"), payee.account),
            (say("payouts.payee.bank"), payee.bank or "–"),
            (say("payouts.paid_from"), row["account"]),
            (say("payouts.what"), what_is_paid(wish, row)),
            (say("payouts.lot"), row["lot"]),
        ),
        document=row["document"],
        evidence=row["evidence"] or "",
        words=digest_words(row["proposal"]),
        digest=row["proposal"],
        people=_people(wish, reader, row, reason),
        confirm=say("payouts.confirm" if row["evidence"] else "payouts.confirm.elsewhere"),
        approve=_approve(wish, code, reason or stale) if waits else None,
        acts=_acts(wish, reader, code, stage, mine),
        typed=typed,
    )


def _reason(wish: Speech, reader: Identity, row: Row) -> str:
    """Why this reader does not sign; empty where he may."""
    if row["proposed_by"] == reader.person:
        return wish.say("payouts.you_made")
    return "" if reader.holds("C-SET2") else wish.say("batches.not_checker")


def _approve(wish: Speech, code: str, reason: str) -> Act:
    return Act(
        wish.say("batches.approve"),
        f"/payouts/{code}/approval",
        (("command_id", once()),),
        kind="act",
        reason=reason,
        dialog="sign",
        key="⇧Enter",
    )


def _acts(wish: Speech, reader: Identity, code: str, stage: Stage, mine: bool) -> tuple[Act, ...]:
    """To send it back, while it waits; to give it up, once the bank did not pay it."""
    ids = (("command_id", once()),)
    if mine:
        label = wish.say("batches.send_back")
        return (Act(label, f"/payouts/{code}/return", ids, kind="hard", dialog="send-back"),)
    if stage not in WITH_US:
        return ()
    reason = "" if reader.holds("C-SET1") else wish.say("payouts.only_maker_gives_up")
    label, path = wish.say("payouts.give_up"), f"/payouts/{code}/abandonment"
    return (Act(label, path, ids, kind="hard", reason=reason, dialog="give-up"),)


def _people(wish: Speech, reader: Identity, row: Row, reason: str) -> tuple[Signatory, ...]:
    say, checked = wish.say, row["checked_by"]
    maker = Signatory(
        role=say("batches.maker"),
        person=row["proposed_by"],
        note="",
        signed_at=row["proposed_at"],
        position=row["proposed_position"],
        custodial=True,
        me=row["proposed_by"] == reader.person,
    )
    mine = checked is None and not reason
    note = say("payouts.you_may") if mine else say("batches.waits")
    if checked is not None:
        rejected = row["stage"] == Stage.REJECTED.value
        note = say("batches.because", reason=row["reason"] or "") if rejected else ""
    checker = Signatory(
        role=say("batches.checker"),
        person=checked or (reader.person if mine else ""),
        note=note,
        signed_at=row["checked_at"],
        position=row["checked_position"],
        custodial=True if checked else None,
        me=mine or checked == reader.person,
    )
    return maker, checker
