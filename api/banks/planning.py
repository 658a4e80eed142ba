"""A statement that was read becomes what may be banked, or a refusal: nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.banks.covered import whole, with_covered
from api.banks.statements.format import Kind, Line, Statement
from api.banks.statements.order import oldest_first
from domain.account.events import AccountOpened
from domain.bankday.events import Fault
from domain.bankday.record import RecordStatement
from domain.bankpage import events
from domain.bankpage.events import Particulars
from domain.bankpage.fitting import fitted
from domain.bankpage.import_lines import LINE_MOST, BankLine
from domain.identifiers import PAGE_LINES, DayId, page_id
from domain.money import MOST

_KINDS: dict[Kind, events.Kind] = {
    Kind.PAYMENT: "PAYMENT",
    Kind.RETURN: "RETURN",
    Kind.INTEREST: "INTEREST",
    Kind.CHARGE: "CHARGE",
}

_ONLY_TELLS = {
    "camt.052": ("report within the day, camt.052", "camt.053"),
    "camt.054": ("notification of single entries, camt.054", "camt.053"),
    "MT942": ("report within the day, MT942", "MT940"),
}
"""What it is, and which message is the statement of the day."""


class CannotImport(ValueError):
    """The file is read, but must not be banked as it is; nothing of it was. Says why.

    What it quotes of the file may be of any length: the sentence is cut at 500 characters.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence if len(sentence) <= 500 else sentence[:499] + "…")


class DoesNotAddUp(CannotImport):
    """A statement's own figures contradict each other; the sentence names them (minor units).

    Its file lies in quarantine (`quarantining`), or states figures too large to be recorded there.
    """


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a statement goes into quarantine: the check, what it comes to, what the file states
    (minor units; None where it is no sum of ours), and the sentence.
    """

    rule: Fault
    expected: int | None
    found: int | None
    why: str


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
    def warnings(self) -> Iterator[str]:
        """What whoever brings it should know of its lines."""
        told = [one.counterparty_account for one in self.statement.lines if one.booked]
        if count := sum(one is not None and whole(one) is None for one in told):
            of = f"{count} counterparty account{'' if count == 1 else 's'}"
            yield f"{of} that no transfer could carry (masked?): kept in the note, nobody's account"


def plans(statements: Sequence[Statement], accounts: Mapping[str, AccountOpened]) -> list[Planned]:
    """What a file's statements come to, their lines oldest first; `accounts` are the open ones, by
    the bank's number.

    Raises CannotImport, whichever of them it is that must not be banked.
    """
    planned = [_plan(oldest_first(statement), accounts) for statement in statements]
    known = Counter((one.day, one.statement.identifier) for one in planned)
    if twice := [one for one, times in known.items() if times > 1]:
        day, identifier = twice[0]
        raise CannotImport(f"the file holds two statements {identifier} of {day}: bring one a file")
    return planned


def recording(plan: Planned, digest: str, pages: int) -> RecordStatement | None:
    """The statement's own figures, on so many pages of its day; None when it states no balances."""
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
        since=min(plan.lines, default=None),
        until=max(plan.lines, default=None),
    )


def _plan(statement: Statement, accounts: Mapping[str, AccountOpened]) -> Planned:
    if statement.only_tells is not None:
        what, instead = _ONLY_TELLS[statement.only_tells]
        raise CannotImport(
            f"a {what}, never posts: bring the statement of the day ({instead}), which has the "
            "same entries once they are booked"
        )
    if not statement.account:
        told = f"a bank profile can ([account] number); it was read by {statement.profile}"
        raise CannotImport(f"the statement does not name its account: {told}")
    account = accounts.get(statement.account)
    if account is None:
        known = ", ".join(accounts) or "none"
        raise CannotImport(f"account {statement.account} is not open here; open ones: {known}")
    if account.currency != statement.currency:
        raise CannotImport(
            f"account {statement.account} is in {account.currency}, the statement in "
            f"{statement.currency}"
        )
    wrong = _wrong(statement)
    if much := next((n for n in _figures(statement) if abs(n) > MOST), None):
        if wrong is not None:
            raise DoesNotAddUp(wrong.why)
        raise CannotImport(
            f"statement {statement.identifier} states or adds up to {much} minor units; at most "
            f"{MOST} can be recorded"
        )
    lines: dict[date, list[BankLine]] = defaultdict(list)
    for line in statement.lines:
        if line.booked:
            lines[line.booking_date].append(_bank_line(line, account.number))
    day = statement.to_date or max(lines, default=None)
    if day is None:
        raise CannotImport(f"statement {statement.identifier} has neither a date nor a booked line")
    if before := [one for one in (day, *lines) if one < account.day]:
        raise CannotImport(
            f"statement {statement.identifier} tells of {min(before)}; account {account.account} "
            f"is followed from {account.day}, and what was before is in its opening balance"
        )
    try:
        for booked, found in lines.items():
            page_id(f"{DayId(account.account, booked)}/{-(-len(found) // PAGE_LINES)}")
        return Planned(statement, account, DayId(account.account, day), lines, wrong)
    except ValueError as problem:
        raise CannotImport(f"statement {statement.identifier}: {problem}") from None


def _wrong(statement: Statement) -> Wrong | None:
    """What of a statement does not add up, if anything."""
    if statement.contradiction is not None:
        why = f"statement of {statement.account}: {statement.contradiction}"
        return Wrong("CONTRADICTS_ITSELF", None, None, why)
    opening, closing = statement.opening_minor, statement.closing_minor
    if statement.balanced is not False or opening is None:
        return None
    return Wrong(
        "DOES_NOT_ADD_UP",
        opening + statement.credits_minor - statement.debits_minor,
        closing,
        f"statement {statement.identifier} of {statement.account} does not add up: it opens at "
        f"{opening}, its credits are {statement.credits_minor}, its debits "
        f"{statement.debits_minor}, and it closes at {closing} (minor units)",
    )


def _figures(statement: Statement) -> tuple[int, ...]:
    """All that a recorded statement carries, in minor units."""
    sums = (statement.credits_minor, statement.debits_minor)
    return (statement.opening_minor or 0, statement.closing_minor or 0, *sums)


def _bank_line(line: Line, account: str) -> BankLine:
    if line.amount_minor == 0:
        raise CannotImport(f"a booked line of {line.booking_date} moves nothing")
    if line.amount_minor > LINE_MOST:
        much = f"{line.amount_minor} minor units, at most {LINE_MOST} can be"
        raise CannotImport(f"a booked line of {line.booking_date} moves {much}")
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
