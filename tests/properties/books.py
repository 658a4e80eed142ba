"""What must be true of the books after whatever was said: REFERENCE 3.4, R02, R05, R11, R12."""

from collections import Counter
from collections.abc import Iterator

from domain.accounts import BANK_DEBITS, BY_CODE, CUST, INTEREST_PAYABLE
from domain.bankpage.state import Line
from domain.deposit.arrived import BankCreditReversed, LineTaken
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.given import OTHERS
from domain.deposit.owed import BankInterestCredited, InterestAllocated
from domain.deposit.passed_on import ProceedsTakenBack
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.desk.convert import ConvertDeposit
from domain.kernel import Rejected, StreamId
from domain.payment.state import Payment, Stage
from domain.phases import Phase
from domain.postings import MoneyEvent
from tests.kit.story import NOON
from tests.kit.till import FOREIGN, Till
from tests.projections.standing import misread
from tests.properties.payouts import payouts_wrong

ENDED = (Phase.CONTRACTED, Phase.FAILED, Phase.TERMINATED, Phase.VOIDED)
ON_ITS_WAY = (Stage.ORDERED, Stage.SENT, Stage.ACCEPTED)
MAY_BE_OVERDRAWN = {"1001", "1002"}  # a bank's own reversal may find its money gone


def wrong(till: Till) -> Iterator[str]:
    """Everything that is not as it must be, as sentences."""
    yield from _each_book_sums_to_zero(till)
    yield from _no_owner_has_two_currencies(till)
    yield from _nothing_is_negative(till)
    yield from _lines_are_somebodys_once(till)
    yield from payouts_wrong(till)
    for code in deposits(till):
        deposit = till.deposit(code)
        yield from _what_came_is_held_or_was_paid(till, code)
        yield from _the_deposit_knows_what_stands_in_its_name(till, code, deposit)
        if sum(deposit.interest.values()) != deposit.balance("2007"):
            yield f"{code}: of its interest {dict(deposit.interest)} lies on our accounts"
        yield from _what_is_frozen_is_what_was_ordered(code, deposit)
        yield from _no_refund_is_paid_twice(till, code, deposit)
        yield from _what_is_owed_is_there(code, deposit)
        yield from _nothing_is_left_behind(till, code, deposit)


def deposits(till: Till) -> list[str]:
    """Every deposit that was asked for."""
    return [code for codes in till.deposits.values() for code in codes]


def misread_by_the_model(till: Till) -> Iterator[str]:
    """What was ever told of a deposit as missing, and was not; through all of its life."""
    own = [event for event in till.memory.said if type(event) in DEPOSIT.events]
    for code in deposits(till):
        yield from misread(code, (event for event in own if event.deposit == code))


def lines(till: Till) -> list[tuple[str, Line]]:
    """Every line of every page, with its code."""
    return [
        (f"{stream.code}#{line.number}", line)
        for stream, page in till.memory.states.items()
        if stream.kind == "bankpage"
        for line in page.lines
    ]


def _each_book_sums_to_zero(till: Till) -> Iterator[str]:
    sums: Counter[tuple[str, str]] = Counter()
    for event in till.memory.said:
        for entry in event.entries if isinstance(event, MoneyEvent) else ():
            if {BY_CODE[leg.account].book for leg in entry.legs} != {entry.book}:
                yield f"{event} mixes books"
            if sum(leg.amount for leg in entry.legs):
                yield f"{event} does not balance"
            sums[entry.book, entry.currency] += sum(leg.amount for leg in entry.legs)
    for code, fen in till.books.items():
        sums[BY_CODE[code[0]].book, "all"] += fen
    yield from (f"{key} sums to {fen}" for key, fen in sums.items() if fen)


def _no_owner_has_two_currencies(till: Till) -> Iterator[str]:
    """A bank's line stays in its account's currency, a deposit is in CNY."""
    seen: dict[tuple[str, str], set[str]] = {}
    for event in till.memory.said:
        for entry in event.entries if isinstance(event, MoneyEvent) else ():
            for leg in entry.legs:
                seen.setdefault((leg.account, leg.owner), set()).add(entry.currency)
    for (code, owner), found in seen.items():
        due = {"EUR"} if owner.startswith(FOREIGN) else {"CNY"}
        if found != due:
            yield f"{code}[{owner}] is in {sorted(found)}, right would be {due}"


def _nothing_is_negative(till: Till) -> Iterator[str]:
    for (code, owner), fen in till.books.items():
        account = BY_CODE[code]
        if code in MAY_BE_OVERDRAWN or account.book != CUST:
            continue
        if (fen > 0) if account.normal == "Cr" else (fen < 0):
            yield f"{code}[{owner}] is {fen}"


def _lines_are_somebodys_once(till: Till) -> Iterator[str]:
    for code, line in lines(till):
        if line.allocated not in (0, line.amount):
            yield f"{code} of {line.amount} is given away for {line.allocated}"
        nobodys = line.deposit is None and not line.deposits
        if nobodys is not (line.allocated == 0) or (line.deposit and line.deposits):
            yield f"{code} is {line.deposit or line.deposits}'s for {line.allocated}"
        if line.deposits and sum(_part(till, code, one) for one in line.deposits) != line.amount:
            yield f"the parts of {code} do not come to {line.amount}"
        if till.books["1003", code] != line.owed_fen:
            yield f"{code} is owed {line.owed_fen} of, the books say {till.books['1003', code]}"


def _what_came_is_held_or_was_paid(till: Till, code: str) -> Iterator[str]:
    """3.4, per key: received − reversed = Σ balances still held + paid out."""
    came = sum(one.amount for _, one in lines(till) if one.credit and one.deposit == code)
    came += sum(_part(till, name, code) for name, one in lines(till) if code in one.deposits)
    came += _of_sums(till, code)
    paid = sum(
        one.amount
        for _, one in lines(till)
        if not one.credit and one.deposit is not None and _is_of(one.deposit, code)
    )
    went = paid + _reversed(till, code)
    held = -sum(fen for key, fen in till.books.items() if _is_of(key[1], code) and _money(key[0]))
    others = till.deposit(code).given.total_fen
    over = _came_over(till, code)
    if came - went + over != held + others:
        said = f"{code}: {came} came, {over} came over, {went} went"
        yield f"{said}, {held} is held, {others} is others'"


def _part(till: Till, line: str, code: str) -> int:
    """What a deposit said last that a divided line brought it."""
    said = [
        event.entries[0].amount
        for event in till.memory.said
        if isinstance(event, LineTaken) and (event.deposit, event.line) == (code, line)
    ]
    return said[-1] if said else 0


def _of_sums(till: Till, code: str) -> int:
    """Its parts of what the bank paid in one sum for all of an account: such a line is its own."""
    sums = {name for name, one in lines(till) if one.deposit == name}
    return sum(
        event.entries[0].amount
        for event in till.memory.said
        if isinstance(event, BankInterestCredited) and event.deposit == code and event.line in sums
    )


def _reversed(till: Till, code: str) -> int:
    """What the bank took back of it, whoever had the credit first."""
    return sum(
        -leg.amount
        for event in till.memory.said
        if isinstance(event, BankCreditReversed | ProceedsTakenBack) and event.deposit == code
        for entry in event.entries
        for leg in entry.legs
        if leg.account == BANK_DEBITS.code
    )


def _came_over(till: Till, code: str) -> int:
    """What came from other owners within custody, less what went to them."""
    return sum(
        -leg.amount
        for event in till.memory.said
        if isinstance(event, DepositCarriedIn | DepositCarriedOver) and event.deposit == code
        for entry in event.entries
        for leg in entry.legs
        if leg.owner == code
    )


def _money(code: str) -> bool:
    """Whether its owners may be deposits; what is others' is told apart by `given`."""
    return BY_CODE[code].book == CUST and code not in OTHERS


def _is_of(owner: str, code: str) -> bool:
    return owner == code or owner.startswith(f"{code}/")


def _the_deposit_knows_what_stands_in_its_name(
    till: Till, code: str, deposit: Deposit
) -> Iterator[str]:
    booked = {
        key: -fen
        for key, fen in till.books.items()
        if fen and _is_of(key[1], code) and _money(key[0])
    }
    if booked != dict(deposit.balances):
        yield f"{code} believes {dict(deposit.balances)}, the books say {booked}"


def _what_is_frozen_is_what_was_ordered(code: str, deposit: Deposit) -> Iterator[str]:
    ordered = sum(hold.amount_fen for hold in deposit.holds)
    if deposit.balance("2010") != ordered:
        yield f"{code}: {deposit.balance('2010')} is frozen, {ordered} was ordered"


def _no_refund_is_paid_twice(till: Till, code: str, deposit: Deposit) -> Iterator[str]:
    for refund in deposit.refunds:
        owner = f"{code}/{refund.number}"
        payments: list[Payment] = [
            till.memory.of(StreamId("payment", f"{owner}/{attempt}"))
            for attempt in range(1, refund.attempt + 1)
        ]
        whole = refund.amount_fen + _allocated(till, code, refund.number)
        paid = sum(_fen(one) for one in payments if one.stage is Stage.SETTLED)
        on_its_way = sum(_fen(one) for one in payments if one.stage in ON_ITS_WAY)
        if paid + on_its_way > whole:
            yield f"{owner}: {paid} was paid, {on_its_way} is on its way, of {whole}"
        if -till.books["1009", owner] != on_its_way:
            yield f"{owner}: {on_its_way} is on its way, not what is in transit"
        if not whole and refund.standing is not Standing.VOID:  # a court took all of it
            yield f"{owner} is {refund.standing}, of nothing"
        if (refund.standing is Standing.PAID) is not (0 < whole == paid):
            yield f"{owner} is {refund.standing}, {paid} of {whole} was paid"


def _allocated(till: Till, code: str, number: int) -> int:
    """The interest that went along with a refund; one of interest alone has its own amount."""
    given = (one for one in till.memory.said if isinstance(one, InterestAllocated))
    return sum(
        one.entitled_fen
        for one in given
        if (one.deposit, one.number) == (code, number) and one.to == INTEREST_PAYABLE.code
    )


def _fen(payment: Payment) -> int:
    return payment.ordered.amount_fen if payment.ordered else 0


def _what_is_owed_is_there(code: str, deposit: Deposit) -> Iterator[str]:
    """An obligation that nobody approved yet can be paid from what the deposit holds."""
    owed, there = _owed(deposit), _there(deposit)
    if owed > there:
        yield f"{code} owes {owed} and holds {there}"
    if deposit.balance("2007") < 0:
        yield f"{code} gave away interest that the bank did not pay"


def _nothing_is_left_behind(till: Till, code: str, deposit: Deposit) -> Iterator[str]:
    """Once its lot has ended, all that a deposit holds is owed back, or may be converted.

    What an order keeps back is among it: it is owed once the order is lifted. What a pool stands
    for goes back to the pool then.
    """
    lot = deposit.terms.lot if deposit.terms else ""
    if till.memory.of(StreamId("lot", lot)).phase not in ENDED:
        return
    if _waits_for_its_owner(till, deposit, lot):
        return
    owed, there = _owed(deposit), _there(deposit)
    if deposit.holds:
        there -= sum(one.back_fen for one in deposit.receipts if deposit.is_pooled(one))
    if owed < there and not _becomes_something(till, code, lot):
        yield f"{code} holds {there} and owes {owed}: nobody can ever move the rest"


def _waits_for_its_owner(till: Till, deposit: Deposit, lot: str) -> bool:
    """Whether its bidder won and did not sign, and nobody decided yet whether it is kept."""
    party = deposit.terms.party if deposit.terms else ""
    defaulted = till.memory.of(StreamId("lot", lot)).defaulted
    return party in defaulted and not deposit.given.decided


def _becomes_something(till: Till, code: str, lot: str) -> bool:
    """Whether a person may convert it, now or once no order keeps it back."""
    asked = ConvertDeposit(deposit=code, lot=lot)
    decided = till.memory.decide(asked, "C-SET2", at=NOON, law=till.law)
    if isinstance(decided, Rejected):
        return decided.rule == "refund.held"
    return bool(decided)


def _owed(deposit: Deposit) -> int:
    """What is owed of what was held to the lot's end, and nobody has approved yet."""
    return sum(
        refund.amount_fen
        for refund in deposit.refunds
        if refund.line is None and refund.standing is Standing.OWED
    )


def _there(deposit: Deposit) -> int:
    """What the deposit holds, frozen or not."""
    return deposit.held_or_frozen_fen
