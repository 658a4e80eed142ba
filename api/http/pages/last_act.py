"""What the reader asked for last, as the address tells: written where, or refused why."""

from fastapi import Request

from api.http.pages.speech import Speech

_SAID_MAX = 300


def last_act(request: Request, wish: Speech) -> tuple[str, bool]:
    """The sentence, empty where nothing was asked; and whether it was refused."""
    told = request.query_params
    if rule := told.get("refused"):
        why = told.get("why", "")[:_SAID_MAX]
        return wish.say("last.refused", rule=rule[:60], why=why), True
    done = told.get("done", "")
    if done.isdecimal() and len(done) < 16:
        return wish.say("last.done", position=f"{int(done):,}"), False
    return "", False
