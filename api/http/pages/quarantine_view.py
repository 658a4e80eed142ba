"""What lies in quarantine and what waits for a second signature, as the page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.digest_words import digest_words
from api.http.pages.papers import is_kept
from api.http.pages.speech import Speech
from api.http.pages.views.deciding import Follows
from api.http.pages.views.desk import Act, TagView
from api.http.pages.views.quarantine import File, WaitingAct
from api.http.pages.void_left import follows
from api.http.pages.void_view import sentence as award_sentence
from api.http.positions import When
from api.http.quarantine import of_row
from api.joint_sides import may_withdraw, second_now
from api.said import plain_money
from domain.bankday.release import ReleaseStatement
from domain.bankday.reopen import ReopenDay
from domain.calendar import BEIJING
from domain.desk.award_void import AwardVoidMoney
from domain.kernel import Rejected
from ledger.joint import Proposed
from ledger.permitting import Second

PAGE = "/quarantine"
_FATES: dict[str, tuple[Any, Any]] = {
    "WAITING": ("danger", "stop"),
    "RELEASED": ("warn", "warn"),
    "DISCARDED": ("idle", "dash"),
    "SUPERSEDED": ("done", "tick"),
}
_KNOWN = ("joint.outlived", "joint.same_person", "joint.whose_name", "permission.region")
"""Rules of refusals whose own words say here why one does not sign too."""


def waiting_acts(
    when: When,
    those: Iterable[Proposed],
    rows: Sequence[dict[str, Any]],
    reader: Identity,
    wish: Speech,
) -> tuple[WaitingAct, ...]:
    """What waits, with what this reader may do about it; `rows`: statements in quarantine."""
    return tuple(_act(when, n, one, rows, reader, wish) for n, one in enumerate(those))


def _act(
    when: When,
    n: int,
    one: Proposed,
    rows: Sequence[dict[str, Any]],
    reader: Identity,
    wish: Speech,
) -> WaitingAct:
    path = f"{PAGE}/acts/{one.digest}"
    theirs = may_withdraw(when.system, reader.person, one)
    how = second_now(when.system, one, reader.person)
    then, evidence = _of_an_award(when, one, how, wish)
    reason = _against(one, how, reader, wish) or (then.refused if then else "")
    by = one.person
    if one.on_behalf_of:
        by = wish.say("joint.for", person=one.person, party=one.on_behalf_of)
    ids = (("command_id", once()),)
    withdraw = Act(wish.say("joint.withdraw"), f"{path}/withdrawal", ids) if theirs else None
    until = one.not_after.astimezone(BEIJING)
    return WaitingAct(
        sentence=_sentence(one, rows, wish),
        by=wish.say("joint.by", person=by, until=f"{until:%Y-%m-%d %H:%M}"),
        digest=one.digest,
        words=digest_words(one.digest),
        sign=Act(
            wish.say("joint.sign"),
            f"{path}/signature",
            ids,
            kind="act",
            reason=reason,
            dialog=f"sign-{n}",
        ),
        withdraw=withdraw,
        named=getattr(one.wanted, "evidence", ""),
        follows=then,
        evidence=evidence,
    )


def _against(one: Proposed, how: Second | Rejected, reader: Identity, wish: Speech) -> str:
    """Why this reader does not sign it too, as the door would say; empty where it may."""
    if isinstance(how, Rejected):
        if one.person == reader.person and how.rule != "joint.outlived":
            return wish.say("joint.own")
        return wish.say(f"refusal.{how.rule}" if how.rule in _KNOWN else "joint.only_checker")
    name = how.name or reader.person
    return "" if reader.name in ("", name) else wish.say("joint.other_name", name=name)


def _of_an_award(
    when: When, one: Proposed, how: Second | Rejected, wish: Speech
) -> tuple[Follows | None, str]:
    """What follows an award, and where its file is read; of other joint acts neither."""
    if not isinstance(one.wanted, AwardVoidMoney):
        return None, ""
    checker = how.context.cosigner if isinstance(how, Second) else None
    kept = is_kept(when.system, one.wanted.lot, one.wanted.evidence)
    path = f"{PAGE}/acts/{one.digest}/evidence" if kept else ""
    return follows(when, wish, one.wanted, one.person, checker), path


def _sentence(one: Proposed, rows: Sequence[dict[str, Any]], wish: Speech) -> str:
    """What is signed, in words; of what is released, each difference."""
    match one.wanted:
        case ReleaseStatement(sha256=sha256, of=of, reason=reason):
            join = wish.say("join.comma").join
            off = [
                plain_money(minor, row["currency"], signed=True)
                for row in rows
                if row["file"] == sha256 and (minor := of_row(row)["difference"])
            ]
            return wish.say(
                "joint.ReleaseStatement",
                file=sha256[:8],
                of=join(map(str, of)),
                off=join(off) or "–",
                reason=reason,
            )
        case ReopenDay(account=account, day=day, reason=reason):
            return wish.say("joint.ReopenDay", account=account, day=day, reason=reason)
        case AwardVoidMoney() as award:
            return award_sentence(award, wish)
    raise TypeError(f"no words for the joint act {one.wanted.NAME}")


def files(
    rows: Iterable[dict[str, Any]],
    those: Iterable[Proposed],
    reader: Identity,
    wish: Speech,
    *,
    past: bool,
) -> tuple[File, ...]:
    """Statements in quarantine: those that wait first, then as they came. `those`: what waits for
    a second person alone. `past`: as they lay, to be looked at.
    """
    proposed = {one.wanted.sha256 for one in those if isinstance(one.wanted, ReleaseStatement)}
    ordered = sorted(rows, key=lambda row: (row["fate"] != "WAITING", -row["came"]))
    found = (
        _file(n, of_row(row), row["file"] in proposed, reader, wish)
        for n, row in enumerate(ordered)
    )
    return tuple(replace(one, release=None, discard=None) if past else one for one in found)


def _file(n: int, row: dict[str, Any], proposed: bool, reader: Identity, wish: Speech) -> File:
    say, fate, short = wish.say, row["fate"], row["file"][:8]
    why = "" if reader.holds("C-CASH") else say("quarantine.only_cash")
    ids, path = (("command_id", once()),), f"{PAGE}/{row['file']}"
    release = discard = None
    if fate == "WAITING":
        so_far = say("quarantine.proposed") if proposed else why
        label = say("quarantine.release")
        release = Act(label, f"{path}/release", ids, reason=so_far, dialog=f"release-{n}")
        discard = Act(
            say("quarantine.discard"),
            f"{path}/discard",
            ids,
            kind="hard",
            reason=why,
            dialog=f"discard-{n}",
        )
    return File(
        account=row["account"],
        day=row["day"],
        currency=row["currency"],
        rule=say(f"quarantine.rule.{row['rule']}"),
        expected=row["expected"],
        found=row["found"],
        difference=row["difference"],
        tag=TagView(*_FATES[fate], say(f"quarantine.fate.{fate}")),
        note=_note(row, short, wish),
        object=say("quarantine.object", account=row["account"], day=row["day"], file=short),
        release=release,
        discard=discard,
    )


def _note(row: dict[str, Any], short: str, wish: Speech) -> str:
    if row["decided_by"] is None:
        return wish.say("quarantine.brought", person=row["brought_by"], file=short)
    who = filter(None, (row["decided_by"], row["cosigned_by"]))
    people = wish.say("join.comma").join(who)
    return wish.say("quarantine.decided", people=people, reason=row["reason"] or "")
