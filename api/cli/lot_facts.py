"""What is said of a lot, as plain lines in the reader's language: as its page says it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from api.lots.differing import OPENED, SUSPENDED, Value
from api.said import at_minute, named_day, plain_money
from api.texts import language, saying
from domain.phases import Phase


def lines(facts: Mapping[str, Value]) -> Iterator[str]:
    """`阶段：公示中`, `Phase: result in public`; what is not said yet is left out."""
    say = saying(language())
    for name, of in facts.items():
        if of is not None:
            label = say(f"lot.fact.{name}")
            yield say("replay.fact", name=label, value=_value(name, of))


def _value(name: str, of: Value) -> str:
    say, lang = saying(language()), language()
    match of:
        case bool():
            return say("lot.opened.yes") if name == OPENED else say("yes")
        case datetime():
            return at_minute(of, lang)
        case date():
            return named_day(of, lang)
        case int():
            return plain_money(of)
        case tuple():
            words = (say(f"still.{one}") if name == SUSPENDED else str(one) for one in of)
            return say("join.comma").join(words)
    return say(f"phase.{Phase(str(of)).name}") if name == "phase" else str(of)
