"""What an address of 今日对账 chooses: account, day, tab, filters, line; and how it is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, Field

from api.http.pages.views.frame import Choice
from domain.calendar import plausible
from projections.reader import Row

LINE = r"^([A-Z0-9-]{2,32}/\d{4}-\d\d-\d\d/\d{1,3}#\d{1,3})?$"
"""The form of a line's code in an address, or nothing."""
SUBJECT = rf"^[PQ0-9A-F/]{{0,36}}$|{LINE[:-3]}(/P[0-9A-F]{{16}})?)?$"
"""What a line is to be given to: a deposit, a payment, a payout and a deposit, or another line, for
a deposit or for itself."""
TABS = ("open", "suspense", "done", "all")


def a_day(text: str) -> str:
    """A day that there is, or nothing. Raises ValueError."""
    if text:
        plausible("day", date.fromisoformat(text))
    return text


class Wanted(BaseModel):
    """What an address chooses, and what it tells of an act that led here."""

    account: str = Field("", pattern=r"^([A-Z0-9-]{2,32})?$")
    day: Annotated[str, Field(pattern=r"^(\d{4}-\d\d-\d\d)?$"), AfterValidator(a_day)] = ""
    tab: str = Field("open", pattern=r"^(open|suspense|done|all)?$")
    side: str = Field("", pattern=r"^(in|out)?$")
    mine: str = Field("", pattern=r"^1?$")
    line: str = Field("", pattern=LINE)
    cand: int = Field(1, ge=1, le=9)
    after: str = Field("", pattern=LINE)
    did: str = Field("", max_length=8_000, pattern=r"^(\d{1,15}-\d{1,15}(,|$))*$")
    of: str = Field("", pattern=LINE)
    refused: str = Field("", max_length=64)
    meant: str = Field("", max_length=64, pattern=SUBJECT)
    left: str = Field("", max_length=4_000, pattern=r"^[0-9A-Z#/,-]*$")

    @property
    def spans(self) -> list[tuple[int, int]]:
        """What it says was done: from which position to which, a pair a command."""
        pairs = (one.split("-") for one in self.did.split(",") if one)
        return [(int(first), int(last)) for first, last in pairs]


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address of this page chooses besides the moment."""

    account: str
    day: date | None
    tab: str = "open"
    side: str = ""
    mine: bool = False
    line: str = ""
    candidate: int = 1
    after: str = ""
    as_of: str = ""

    def path(self, **changed: object) -> str:
        """The address with these chosen otherwise; what is as usual is left out."""
        said: dict[str, object] = {
            "account": self.account,
            "day": self.day or "",
            "tab": "" if self.tab == "open" else self.tab,
            "side": self.side,
            "mine": "1" if self.mine else "",
            "line": self.line,
            "after": self.after,
            "as_of": self.as_of,
        } | changed
        return f"/desk?{urlencode({name: str(value) for name, value in said.items() if value})}"

    @property
    def narrow(self) -> bool:
        """Whether filters leave lines out."""
        return bool(self.side or self.mine)


def filters(wish: Wish, say: Callable[..., str]) -> tuple[Choice, ...]:
    """What may be left out: each a switch."""
    return (
        *(
            Choice(
                say(f"today.filter.{side}"),
                wish.path(side="" if wish.side == side else side, line="", after=""),
                wish.side == side,
                side,
            )
            for side in ("in", "out")
        ),
        Choice(
            say("today.filter.mine"),
            wish.path(mine="" if wish.mine else "1", line="", after=""),
            wish.mine,
            "mine",
        ),
    )


def beside(wish: Wish, days: list[date]) -> str | None:
    """The address of another day, if there is one."""
    return wish.path(day=days[0], line="", after="") if days else None


def accounts(followed: Sequence[Row], wish: Wish) -> tuple[Choice, ...]:
    """Where there are several accounts: each, at its newest day."""
    if len(followed) < 2:
        return ()
    codes = sorted(row["account"] for row in followed)
    return tuple(
        Choice(code, Wish(code, None, as_of=wish.as_of).path(), code == wish.account, code)
        for code in codes
    )
