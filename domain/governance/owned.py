"""An account of the centre's own, as the law knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """A bank account of the centre's own: our code, its holder, the bank's number, the bank."""

    account: str
    name: str
    number: str
    bank: str
