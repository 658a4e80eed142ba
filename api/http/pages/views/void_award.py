"""无效款项归属: what a void result left of a deposit, and whose two persons write down it is."""

from dataclasses import dataclass

from api.http.pages.views.deciding import Paper, ToSign
from api.http.pages.views.desk import Act


@dataclass(frozen=True, slots=True)
class SumField:
    """One of the three sums. `typed`: as it was typed; `note`: what becomes of it; `wrong`: why it
    cannot be that, in words."""

    name: str
    label: str
    typed: str
    note: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class AwardForm:
    """The form. `total_wrong`: the three do not come to what waits; `wrong`: what the rules have
    against it. `act`: where it is sent; its reason says why this reader cannot.
    """

    act: Act
    sums: tuple[SumField, ...]
    paper: Paper
    total_wrong: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class VoidAward:
    """The page. `standing`: account, owner and fen of what nobody has said whose it is; `paid`: by
    which line how much of it came. `told`: position and words of what was decided of it before.
    `waits`: an award of it waits for its second signature, in
    words. Of an earlier moment, or where nothing waits, there is neither form nor signing.
    """

    lot: str
    title: str
    deposit: str
    whose: str
    standing: tuple[tuple[str, str, int], ...]
    paid: tuple[tuple[str, int], ...]
    told: tuple[tuple[int, str], ...]
    nothing: str
    waits: str = ""
    form: AwardForm | None = None
    sign: ToSign | None = None

    @property
    def total(self) -> int:
        """All that waits; fen."""
        return sum(fen for _, _, fen in self.standing)
