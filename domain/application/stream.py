"""The record of the stream: `application/A0123456789ABCDEF`. Its deciders sit with the trade."""

from typing import get_args

from domain.application.events import ApplicationEvent, ApplicationReceived
from domain.application.state import Application, evolve
from domain.kernel import KeyName, Stream
from domain.keys import keys_of


def _keys(first: ApplicationReceived) -> tuple[KeyName, ...]:
    return keys_of(first.lot, first.party)


APPLICATION = Stream(
    name="application",
    events=get_args(ApplicationEvent.__value__),
    initial=Application(),
    evolve=evolve,
    keys=_keys,
)
