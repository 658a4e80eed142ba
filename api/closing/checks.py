"""The twenty checks of a day in their order, each a pure function of the same record."""

from collections.abc import Callable

from api.closing import bank_checks, ledger_checks, refund_checks
from api.closing.books import Books
from api.closing.found import Found
from api.closing.outside import checks as outside

CHECKS: tuple[tuple[str, Callable[[Books], Found]], ...] = (
    ("R01", bank_checks.closing_is_ledger),
    ("R02", bank_checks.line_is_event),
    ("R03", outside.sub_accounts_sum),
    ("R04", outside.sub_account_is_owed),
    ("R05", ledger_checks.books_sum_to_zero),
    ("R06", bank_checks.nothing_unidentified),
    ("R07", bank_checks.nothing_in_transit),
    ("R08", refund_checks.nothing_overdue),
    ("R09", refund_checks.goes_back_where_it_came_from),
    ("R10", ledger_checks.deposits_are_within_bounds),
    ("R11", ledger_checks.no_liability_is_negative),
    ("R12", ledger_checks.frozen_covers_holds),
    ("R13", refund_checks.interest_is_what_we_reckon),
    ("R14", refund_checks.interest_left_has_its_reason),
    ("R15", ledger_checks.log_is_whole),
    ("R16", outside.guarantees_agree),
    ("R17", outside.reports_agree),
    ("R18", bank_checks.bank_day_is_event_day),
    ("R19", ledger_checks.nothing_by_hand),
    ("R20", refund_checks.dormant_is_published),
)
"""Rule code (`domain.bankday.checks.RULES`) and who answers it."""


def checked(books: Books) -> tuple[Found, ...]:
    """Every check, in order."""
    return tuple(check(books) for _, check in CHECKS)
