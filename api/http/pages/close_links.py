"""Where the page of a close leads: to the days beside it, other accounts, the papers of its day."""

from datetime import date
from functools import partial

from api.http.identity import Identity
from api.http.pages.speech import Speech
from api.http.pages.views.frame import Choice
from api.http.positions import When
from api.http.regional import reads_report
from projections.bankdays import DAYS


def beside(when: When, account: str, day: date) -> tuple[str | None, str | None]:
    """Addresses of the days before and after."""
    of = partial(
        when.system.readers.bankdays.rows,
        DAYS,
        {"account": account},
        as_of=when.position,
        order=("day",),
        limit=1,
    )
    found = of(before={"day": day}).rows, of(after={"day": day}).rows
    earlier, later = (
        when.there(f"/close/{account}/{one[0]['day']}") if one else None for one in found
    )
    return earlier, later


def accounts(when: When, current: str) -> tuple[Choice, ...]:
    """The accounts that have days, each at its first open one."""
    return tuple(
        Choice(account, f"/close?account={account}", account == current)
        for account in when.system.readers.accounts_with_days(when.position)
    )


def papers(
    when: When, wish: Speech, reader: Identity, account: str, day: date
) -> tuple[Choice, ...]:
    """The reports of the day, its month and its year, and the year's clearance."""
    year = f"{day:%Y}"
    periods = (("day", f"{day}"), ("month", f"{day:%Y-%m}"), ("year", year), ("clearance", year))
    return tuple(
        Choice(
            wish.say(f"report.{kind}"),
            when.there(f"/reports/{kind}/{account}/{period}"),
            False,
        )
        for kind, period in periods
        if reads_report(reader, kind)
    )
