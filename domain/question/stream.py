"""The record of the stream: `question/T0123456789ABCDEF`. Its deciders sit with the trade."""

from typing import get_args

from domain.kernel import KeyName, Stream
from domain.keys import keys_of
from domain.question.events import QuestionAsked, QuestionEvent
from domain.question.state import Question, evolve


def _keys(first: QuestionAsked) -> tuple[KeyName, ...]:
    return keys_of(first.lot, first.party)


QUESTION = Stream(
    name="question",
    events=get_args(QuestionEvent.__value__),
    initial=Question(),
    evolve=evolve,
    keys=_keys,
)
