"""A statement that was read becomes what may be banked, or a refusal: nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.banks.accounts import Accounts, called
from api.banks.covered import whole, with_covered
from api.banks.statements.format import Kind, Line, Statement
from api.banks.statements.order import oldest_first
from api.banks.statements.saying import Sentence, Spoken
from api.banks.wrong import Wrong, wrong_of
from domain.account.events import AccountOpened
from domain.bankday.record import RecordStatement
from domain.bankpage import events
from domain.bankpage.events import Particulars
from domain.bankpage.fitting import fitted
from domain.bankpage.import_lines import LINE_MOST, BankLine
from domain.identifiers import PAGE_LINES, DayId
from domain.money import MOST

_KINDS: dict[Kind, events.Kind] = {
    Kind.PAYMENT: "PAYMENT",
    Kind.RETURN: "RETURN",
    Kind.INTEREST: "INTEREST",
    Kind.CHARGE: "CHARGE",
}

_PAGES = 999
"""So many pages a day can have (`identifiers.page_id`)."""
_ONLY_TELLS = {
    "camt.052": ("unbanked.report", "camt.053"),
    "camt.054": ("unbanked.notification", "camt.053"),
    "MT942": ("unbanked.report", "MT940"),
}
"""What it is, and which message is the statement of the day."""


class CannotImport(Spoken, ValueError):
    """The file is read, but must not be banked as it is. Nothing of it was, or a part (`partly`):
    by an import of it that died, with files beside it in a zip, or before something broke."""

    partly = False


class DoesNotAddUp(CannotImport):
    """A statement's own figures contradict each other; the sentence names them (minor units).

    Its file lies in quarantine (`quarantining`), or states figures too large to be recorded there.
    """


@dataclass(frozen=True, slots=True)
class Planned:
    """A statement that can be banked: the account it is of, its day, its lines by booking day.

    `wrong`: its own figures contradict each other; nothing of its file is banked before two
    persons release it.
    """

    statement: Statement
    account: AccountOpened
    day: DayId
    lines: dict[date, list[BankLine]]
    wrong: Wrong | None = None

    @property
    def booked(self) -> int:
        """How many lines it has that are money: of a batch that adds up, each payment."""
        return sum(map(len, self.lines.values()))

    @property
    def warnings(self) -> Iterator[Sentence]:
        """What whoever brings it should know of its lines."""
        told = [one.counterparty_account for one in self.statement.lines if one.booked]
        if count := sum(one is not None and whole(one) is None for one in told):
            yield Sentence("noted.covered.one" if count == 1 else "noted.covered", n=count)


def plans(statements: Sequence[Statement], accounts: Accounts) -> list[Planned]:
    """What a file's statements come to, their lines oldest first.

    Raises CannotImport, whichever of them it is that must not be banked.
    """
    planned = [_plan(oldest_first(statement), accounts) for statement in statements]
    known = Counter((one.day, one.statement.identifier) for one in planned)
    if twice := [one for one, times in known.items() if times > 1]:
        day, identifier = twice[0]
        raise CannotImport("unbanked.twice", statement=identifier, day=day)
    return planned


def recording(
    plan: Planned, digest: str, pages: int, *, whole_day: bool = False
) -> RecordStatement | None:
    """The statement's own figures, on so many pages of its day; None when it states no balances.
    `whole_day`: who brings it says that it is all of its day."""
    statement = plan.statement
    if statement.opening_minor is None or statement.closing_minor is None:
        return None
    return RecordStatement(
        account=plan.account.account,
        day=plan.day.day,
        statement=statement.identifier,
        sequence=statement.sequence,
        sha256=digest,
        currency=statement.currency,
        opening=statement.opening_minor,
        closing=statement.closing_minor,
        credits=statement.credits_minor,
        debits=statement.debits_minor,
        lines=plan.booked,
        pages=pages,
        whole_day=whole_day,
        since=min(plan.lines, default=None),
        until=max(plan.lines, default=None),
    )


def _plan(statement: Statement, accounts: Accounts) -> Planned:
    if statement.only_tells is not None:
        key, instead = _ONLY_TELLS[statement.only_tells]
        raise CannotImport(key, kind=statement.only_tells, instead=instead)
    account, name = _account(statement, accounts), statement.identifier
    wrong = wrong_of(statement)
    if much := next((n for n in _figures(statement) if abs(n) > MOST), None):
        if wrong is not None:
            raise DoesNotAddUp("unbanked.wrong", why=wrong.why)
        raise CannotImport("unbanked.too_much", statement=name, much=much, most=MOST)
    lines: dict[date, list[BankLine]] = defaultdict(list)
    for line in statement.lines:
        if line.booked:
            lines[line.booking_date].append(_bank_line(line, account.number))
    day = statement.to_date or max(lines, default=None)
    if day is None:
        raise CannotImport("unbanked.no_day", statement=name)
    if before := [one for one in (day, *lines) if one < account.day]:
        raise CannotImport(
            "unbanked.before",
            statement=name,
            told=min(before),
            account=account.account,
            since=account.day,
        )
    most = _PAGES * PAGE_LINES
    for booked, found in lines.items():
        if (many := len(found)) > most:
            raise CannotImport(
                "unbanked.too_many", statement=name, day=booked, lines=many, most=most
            )
    return Planned(statement, account, DayId(account.account, day), lines, wrong)


def _account(statement: Statement, accounts: Accounts) -> AccountOpened:
    """Whose statement it is. Raises CannotImport for none that is open, or another currency; and
    where two are open that the bank calls the same."""
    if not statement.account:
        raise CannotImport("unbanked.no_account", profile=statement.profile)
    every = accounts.get(statement.account, ())
    if not every:
        key = "unbanked.not_open" if accounts else "unbanked.none_open"
        raise CannotImport(key, account=statement.account, known=", ".join(accounts))
    found = called(accounts, statement)
    if len(found) == 1:
        return found[0]
    if found:
        both = ", ".join(one.account for one in found)
        raise CannotImport("unbanked.two_accounts", account=statement.account, ours=both)
    raise CannotImport(
        "unbanked.currency",
        account=statement.account,
        ours=", ".join(one.currency for one in every),
        theirs=statement.currency,
    )


def _figures(statement: Statement) -> tuple[int, ...]:
    """All that a recorded statement carries, in minor units."""
    sums = (statement.credits_minor, statement.debits_minor)
    return (statement.opening_minor or 0, statement.closing_minor or 0, *sums)


def _bank_line(line: Line, account: str) -> BankLine:
    if line.amount_minor == 0:
        raise CannotImport("unbanked.moves_nothing", day=line.booking_date)
    if line.amount_minor > LINE_MOST:
        much, most = line.amount_minor, LINE_MOST
        raise CannotImport("unbanked.moves_too_much", day=line.booking_date, much=much, most=most)
    payer_account = whole(line.counterparty_account)
    all_told = payer_account == line.counterparty_account
    said = Particulars(
        fingerprint=line.fingerprint(account),
        payer=line.counterparty,
        payer_account=payer_account,
        payer_bank=line.counterparty_bank,
        reference=line.reference,
        end_to_end=line.end_to_end_id,
        note=(line.note or None)
        if all_told
        else with_covered(line.note, line.counterparty_account),
        serial=line.serial,
        returned=line.returned,
        return_code=line.return_reason,
        reversal=line.reversal,
        kind=_KINDS[line.kind] if line.kind else None,
    )
    return BankLine(
        credit=line.credit,
        amount=line.amount_minor,
        value_date=line.value_date,
        booked_at=line.booking_time,
        particulars=fitted(said),  # as it will be kept: a full page is no large command
    )
