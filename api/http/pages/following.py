"""What an act would come to, in words: what goes back until when, what is payable to whom."""

from collections.abc import Mapping

from api.desk.outcome import Outcome
from api.http.pages.payout_dues import why
from api.http.pages.payout_words import owner_words
from api.http.pages.speech import Speech
from api.http.pages.today_division import legs_of
from api.http.pages.views.deciding import Follows
from api.said import named_day, plain_money
from domain.deposit.given import OTHERS
from domain.deposit.owed import RefundObligationCreated


def followed(would: Outcome, names: Mapping[str, str], wish: Speech, last: str) -> Follows:
    """`names`: what deposits are called; `last`: what ends it, of undoing."""
    if would.refused:
        return Follows(refused=why(would.refused, wish))
    said: list[str] = []
    owed = [one for one in would.events if isinstance(one, RefundObligationCreated)]
    if owed:
        key = "follows.back.interest" if any(one.interest for one in owed) else "follows.back"
        fen = plain_money(sum(one.amount_fen for one in owed))
        due = named_day(max(one.due for one in owed), wish.lang)
        said.append(wish.say(key, fen=fen, n=len(owed), due=due))
    for leg in (leg for entry in would.entries for leg in entry.legs):
        if leg.account in OTHERS and leg.amount < 0:
            owner = owner_words(leg.account, leg.owner, wish)
            said.append(wish.say("follows.payable", fen=plain_money(-leg.amount), owner=owner))
    return Follows((*said, last), legs_of(would, names, wish))
