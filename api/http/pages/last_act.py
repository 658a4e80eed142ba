"""What the reader asked for last, as the address tells: written where, or refused why."""

from fastapi import Request

from api.http.pages.speech import Speech
from api.texts import texts

_SAID_MAX = 300


def last_act(request: Request, wish: Speech) -> tuple[str, bool]:
    """The sentence, empty where nothing was asked; and whether it was refused."""
    told = request.query_params
    if rule := told.get("refused", "")[:60]:
        key = f"refusal.{rule}"
        why = wish.say(key) if key in texts() else told.get("why", "")[:_SAID_MAX]
        return wish.say("last.refused", rule=rule, why=why), True
    at, act = told.get("at", ""), f"last.{told.get('done', '')[:20]}"
    if at.isascii() and at.isdecimal() and len(at) < 16:
        said = wish.say(act if act in texts() else "last.done")
        return wish.say("last.at", said=said, position=f"{int(at):,}"), False
    return "", False
