"""The pane of a payout: what its checker would sign, with the payee's evidence, and by whom."""

from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.digest_words import digest_words
from api.http.pages.payout_list import what_is_paid
from api.http.pages.payout_words import Names
from api.http.pages.speech import Speech
from api.http.pages.two_signatures import Kind, Proposal
from api.http.pages.views.desk import Act
from api.http.pages.views.payouts import PayoutToSign
from api.http.positions import When
from api.said import plain_money
from domain.payout.state import WITH_US, Stage
from projections.reader import Row

_PAYOUT = Kind(
    path="/payouts",
    you_made="payouts.you_made",
    you_may="payouts.you_may",
    waits=Stage.PROPOSED.value,
    sent_back=Stage.REJECTED.value,
    position="checked_position",
)


def to_sign(
    when: When, wish: Speech, reader: Identity, row: Row, stale: str, typed: str
) -> PayoutToSign | None:
    """The payout as its reader may decide it; None where it may not be told. `stale`: why it cannot
    be approved as things stand now."""
    if row["lot"] is None:
        return None
    say, code, payee = wish.say, row["payout"], row["payee"]
    proposal = Proposal(_PAYOUT, wish, reader, code, row, when.past)
    title = Names(when, wish, (row["lot"],), ()).lot(row["lot"])
    return PayoutToSign(
        title=say("payouts.sign" if proposal.mine else "payouts.title_of"),
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
        people=proposal.people(),
        confirm=say("payouts.confirm" if row["evidence"] else "payouts.confirm.elsewhere"),
        approve=proposal.approve(stale),
        acts=()
        if when.past
        else proposal.send_back() or _give_up(wish, reader, code, Stage(row["stage"])),
        typed=typed,
    )


def _give_up(wish: Speech, reader: Identity, code: str, stage: Stage) -> tuple[Act, ...]:
    """To give it up, once the bank did not pay it."""
    if stage not in WITH_US:
        return ()
    ids = (("command_id", once()),)
    reason = "" if reader.holds("C-SET1") else wish.say("payouts.only_maker_gives_up")
    label, path = wish.say("payouts.give_up"), f"/payouts/{code}/abandonment"
    return (Act(label, path, ids, kind="hard", reason=reason, dialog="give-up"),)
