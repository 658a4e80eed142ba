"""划转价款: the price that is held of a sale, and what its checker gives on by a document."""

from dataclasses import dataclass

from api.http.pages.views.deciding import Paper, ToSign
from api.http.pages.views.desk import Act


@dataclass(frozen=True, slots=True)
class PriceForm:
    """The document that it goes by. `wrong`: what the rules have against it; `act`: its reason says
    why this reader cannot."""

    act: Act
    paper: Paper
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class PriceView:
    """The page. `facts`: label and value of what is held, asked for, withheld, and for whom.
    `nothing`: why nothing is to be given on, or not yet; then there is neither form nor signing.
    """

    lot: str
    title: str
    whose: str
    facts: tuple[tuple[str, str], ...]
    nothing: str
    form: PriceForm | None = None
    sign: ToSign | None = None
    last: str = ""
    refused: bool = False
