"""How what others have of a deposit folds: given on, paid out, kept, claimed back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.deposit.given import OTHERS, Claim, Due, Forfeiture, Given
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import DepositForfeited, PayoutAssigned, VoidMoneyAwarded
from domain.deposit.refund import Taken
from domain.deposit.spend import summed
from domain.postings import Entry, MoneyEvent


def booked(given: Given, entries: Iterable[Entry]) -> Given:
    """After a fact of the deposit that moves money."""
    legs = [leg for entry in entries for leg in entry.legs if leg.account in OTHERS]
    if not legs:
        return given
    now = given.payable
    for leg in legs:
        now = _added(now, (leg.account, leg.owner), -leg.amount)
    return replace(given, payable=now)


def lying(given: Given, entries: Iterable[Entry], on: frozenset[str]) -> Given:
    """What was just given on lies on these accounts; of what is payable no more, none is told."""
    lies = dict(given.lies)
    for leg in (leg for entry in entries for leg in entry.legs if leg.account in OTHERS):
        key = leg.account, leg.owner
        lies[key] = lies.get(key, frozenset()) | on
    return replace(given, lies={key: on for key, on in lies.items() if key in given.payable})


def assigned(given: Given, event: PayoutAssigned) -> Given:
    """A payout takes along what is due to an owner; of what was forfeited it is known by which."""
    key = (event.to, event.owner)
    due = Due(
        account=key[0],
        owner=key[1],
        amount_fen=event.amount_fen,
        payout=event.payout,
        lies=given.lies.get(key, frozenset()),
    )
    return replace(
        given,
        payable=_added(given.payable, key, -event.amount_fen),
        payouts={**given.payouts, event.payout: due},
        forfeiture=_told(given.forfeiture, key, None, event.payout),
        awarded=_by(given.awarded, key, None, event.payout),
        lies={other: on for other, on in given.lies.items() if other != key},
    )


def released(given: Given, payout: str) -> Given:
    """The payout was given up: what it took along is payable again."""
    due = given.payouts.get(payout)
    if due is None:
        return given
    key = (due.account, due.owner)
    return replace(
        given,
        payable=_added(given.payable, key, due.amount_fen),
        payouts={code: one for code, one in given.payouts.items() if code != payout},
        forfeiture=_told(given.forfeiture, key, payout, None),
        awarded=_by(given.awarded, key, payout, None),
        lies={**given.lies, key: given.lies.get(key, frozenset()) | due.lies},
    )


def forfeited(given: Given, event: DepositForfeited, of: Taken) -> Given:
    """So much is kept; `of`: which receipts bear it."""
    kept = Forfeiture(dues=_dues(event), taken=of)
    return replace(given, forfeiture=kept, decided=True, waived=False)


def waived(given: Given) -> Given:
    """Nothing of it is kept, as its lot's owner decided."""
    return replace(given, decided=True, waived=True)


def awarded(given: Given, event: VoidMoneyAwarded) -> Given:
    """Whose it is by a decision, whosever it was before that."""
    dues = tuple(one for one in _dues(event) if one.amount_fen > 0)
    return replace(given, awarded=(*given.awarded, *dues))


def followed(given: Given, event: InterestAllocated) -> Given:
    """Interest that nobody is owed while a part is kept: it would be owed, were it not kept."""
    kept = given.forfeiture
    if kept is None:
        return given
    return replace(given, forfeiture=replace(kept, interest=(*kept.interest, *_dues(event))))


def _dues(event: MoneyEvent) -> tuple[Due, ...]:
    return tuple(
        Due(account=leg.account, owner=leg.owner, amount_fen=-leg.amount)
        for entry in event.entries
        for leg in entry.legs
        if leg.account in OTHERS
    )


def kept_no_more(given: Given, back: Taken) -> Given:
    """The forfeiture is taken back: what a payout took along of it is claimed.

    `back`: what goes back at once, of which receipts; of the others the rest is owed.
    """
    kept = given.forfeiture
    if kept is None:
        return given
    claims = dict(given.claims)
    for due in kept.dues:
        _claimed(claims, due.payout, Claim(fen=due.amount_fen))
    for due in kept.interest:
        _claimed(claims, due.payout, Claim(interest_fen=due.amount_fen))
    owed = summed(given.owed_back, kept.taken, back) if claims else ()
    return replace(given, forfeiture=None, claims=claims, owed_back=owed)


def came_back(given: Given, payout: str, fen: int, interest_fen: int, back: Taken) -> Given:
    """So much of what a payout took along is here again; `back` as with `kept_no_more`."""
    claims = dict(given.claims)
    _claimed(claims, payout, Claim(fen=-fen, interest_fen=-interest_fen))
    owed = summed(given.owed_back, back) if claims else ()
    return replace(given, claims=claims, owed_back=owed)


def owes_again(given: Given, payout: str, fen: int, interest_fen: int, of: Taken) -> Given:
    """What was paid back is gone again; `of`: which receipts bear it that had been given back."""
    claims = dict(given.claims)
    _claimed(claims, payout, Claim(fen=fen, interest_fen=interest_fen))
    return replace(given, claims=claims, owed_back=summed(given.owed_back, of))


def _claimed(claims: dict[str, Claim], payout: str | None, more: Claim) -> None:
    """Adds to the claim on a payout's payee; none is left where nothing is owed."""
    if payout is None:
        return
    was = claims.pop(payout, Claim())
    now = Claim(fen=was.fen + more.fen, interest_fen=was.interest_fen + more.interest_fen)
    if now.total_fen:
        claims[payout] = now


def _told(
    kept: Forfeiture | None, key: tuple[str, str], was: str | None, now: str | None
) -> Forfeiture | None:
    """What of a forfeiture is due to this owner goes by another payout than it did."""
    if kept is None:
        return None
    dues, interest = (_by(of, key, was, now) for of in (kept.dues, kept.interest))
    return replace(kept, dues=dues, interest=interest)


def _by(
    dues: tuple[Due, ...], key: tuple[str, str], was: str | None, now: str | None
) -> tuple[Due, ...]:
    """The same, where what is due to this owner goes by another payout than it did."""
    return tuple(
        replace(due, payout=now) if (due.account, due.owner, due.payout) == (*key, was) else due
        for due in dues
    )


def _added(
    payable: Mapping[tuple[str, str], int], key: tuple[str, str], fen: int
) -> Mapping[tuple[str, str], int]:
    now = dict(payable)
    if left := now.pop(key, 0) + fen:
        now[key] = left
    return now
