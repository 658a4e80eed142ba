"""The head of 今日对账: its subject and progress; and what is true where no line is listed."""

from collections.abc import Mapping, Sequence

from fastapi import Request

from api.desk.seen_line import SeenLine
from api.desk.window import Window
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.today_names import tail
from api.http.pages.today_rows import Listing
from api.http.pages.today_wish import Wish
from api.http.pages.views.desk import Nothing
from api.http.pages.views.today import Progress
from api.said import plain_money
from projections.reader import Row


def subject(followed: Sequence[Row], account: str, found: Window | None, speech: Speech) -> str:
    """The account, the end of its number, how many lines the day has."""
    number = next((tail(row["number"]) for row in followed if row["account"] == account), "")
    if found is None:
        return f"{account} {speech.say('today.tail', tail=number)}".strip() if number else account
    said = {"account": account, "tail": number}
    if found.guarded and found.lines:
        return speech.say("today.subject.guarded", **said)
    return speech.say("today.subject", n=found.totals.lines, **said)


def progress(
    listing: Listing, heads: Mapping[str, Sequence[SeenLine]], found: Window | None
) -> Progress:
    """How far the lines are that may be seen; of a guarded day's others, only that there may be."""
    say = listing.speech.say
    if found is None:
        return Progress(0, 0, 0, "")
    if found.guarded and not found.lines:
        return Progress(0, 0, 0, say("today.progress.blind"))
    of_day = [line for line in found.lines if line.open]
    fit = [line for line in heads["exact"] if line.day == listing.wish.day]
    matched = len(found.lines) - len(of_day)
    exact, judge = len(fit), len(of_day) - len(fit)
    key = "today.progress.guarded" if found.guarded else "today.progress"
    return Progress(matched, exact, judge, say(key, matched=matched, exact=exact, judge=judge))


def blind_words(found: Window, speech: Speech) -> str | None:
    """What is told beside the lines of a day: whether there may be others, never how many.

    The same sentence whether there are any or none: what it is silent about, it is always.
    """
    if found.guarded:
        return speech.say("today.blind.rest")
    return speech.say("today.blind.natural", n=found.hidden) if found.hidden else None


def nothing(
    request: Request, listing: Listing, window: Window | None, imports: bool, opening: str
) -> Nothing:
    """What is true where the list is empty, and what follows from it."""
    say, wish = listing.speech.say, listing.wish
    if not wish.account:
        return Nothing(say("today.nothing.account"), say("today.nothing.account.more"), "dash")
    if window is None:
        more = "today.nothing.statement.more" if imports else "today.nothing.statement.other"
        return Nothing(say("today.nothing.statement"), say(more), "file")
    if window.guarded and not window.lines and not listing.older and window.totals.lines:
        return Nothing(say("today.blind.all"), f"{_blind(window, listing.speech)}{opening}", "lock")
    if wish.narrow:
        clear = wish.path(side="", mine="", after="", line="")
        more = say("today.nothing.filter.more", n=len(listing.lines))
        label = say("today.act.clear")
        return Nothing(say("today.nothing.filter"), more, "find", label, clear)
    if wish.tab != "open":
        return Nothing(say("today.nothing.tab"), "", "dash")
    if not window.all_matched:
        more = say("today.nothing.seen.more") if window.guarded else ""
        return Nothing(say("today.nothing.seen"), more)
    return _done(request, listing, window, wish)


def _blind(window: Window, speech: Speech) -> str:
    all_of = window.totals
    credits, debits = plain_money(all_of.credits), plain_money(all_of.debits)
    return speech.say("today.blind.more", n=all_of.lines, credits=credits, debits=debits)


def _done(request: Request, listing: Listing, window: Window, wish: Wish) -> Nothing:
    say = listing.speech.say
    newest = max(listing.changes.values(), key=lambda one: one.position, default=None)
    more = say("today.nothing.done.plain", n=window.totals.lines)
    if newest is not None:
        person = say("today.machine") if newest.post == "MATCHER" else newest.person
        moment = Shown(listing.speech).line(newest.recorded_at)
        more = say("today.nothing.done.more", n=window.totals.lines, moment=moment, person=person)
    served = "/close" in request.app.state.paths
    path = f"/close?account={wish.account}&day={wish.day}" if served else ""
    return Nothing(
        say("today.nothing.done"), more, "tick", say("today.act.close") if served else "", path
    )
