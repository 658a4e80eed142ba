"""A project in words: what its streams are called, beside each other."""

from collections.abc import Mapping

from api.http.lot_seen import Together
from api.http.pages.speech import Speech
from api.http.project_seen import short_names


def lot_names(found: Together, wish: Speech) -> dict[str, str]:
    """What lots are called where they stand beside each other, by their codes: `001 标段`."""
    short = short_names([one.now.code for one in found.lots])
    return {code: wish.say("project.lot", n=n) for code, n in short.items()}


def called(found: Together, wish: Speech) -> Mapping[str, str]:
    """Of what a stream's events are, by its code: of which lot, and there of whose deposit, by its
    payer or else by its random id.
    """
    names, payers = lot_names(found, wish), found.payers
    short = short_names([one.now.code for one in found.lots])
    whose = {row["deposit"] for one in found.lots for row in one.deposits}
    return {
        code: f"{short[lot]} {payers.get(code) or code}" if code in whose else names[lot]
        for code, lot in found.of_lot.items()
    }
