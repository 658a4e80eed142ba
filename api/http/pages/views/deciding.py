"""What pages of decisions have in common: what follows, what is signed, and the paper behind it."""

from dataclasses import dataclass

from api.http.pages.views.desk import Act, LegView


@dataclass(frozen=True, slots=True)
class Follows:
    """What an act comes to as things stand now: sentences, and the entry that would be posted.

    `refused`: what stands against it, in words; then there is neither.
    """

    sentences: tuple[str, ...] = ()
    legs: tuple[LegView, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The decision that one goes by. `document`: its reference as it was typed; `kept`: SHA-256 of
    its file, once that was brought; what is wrong with either, in words."""

    document: str = ""
    kept: str = ""
    document_wrong: str = ""
    kept_wrong: str = ""


@dataclass(frozen=True, slots=True)
class ToSign:
    """What somebody is about to sign: in one sentence, and what follows. `act` signs it, `edit`
    leads back to the form with what was typed; both carry it. `changed`: that it is not what was
    looked at before, in words."""

    sentence: str
    follows: Follows
    act: Act
    edit: Act
    changed: str = ""
