"""A bank's one sum of interest for an account, from its statements to whose it is: E19."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from api.banking.asking import matcher_of
from api.banking.lumps import Lumps
from api.banks.matching import Proposal
from api.closing.owing import Owing
from api.closing.reading import reach
from api.closing.refund_checks import interest_left_has_its_reason
from api.demo.cast import ANNOUNCEMENT, LOT
from api.upkeep import settle
from api.wiring import System
from domain.account.agree import AgreeInterest
from domain.deposit.issue import IssueSubAccount
from domain.desk.distribute import DistributeInterest
from domain.desk.require import RequireDeposit
from domain.governance.publish import SetRateTable
from domain.interest import Basis, Mode
from domain.kernel import Command, StreamId
from tests.api.closing.conftest import SOUND
from tests.kit.asked_since import asked_since
from tests.kit.bidding import PARTIES, subject
from tests.kit.city import move_to
from tests.kit.door import Door, problem
from tests.kit.lumps import AGREED, B1, B2, B3, B4, DEPOSITS, LUMP, PARTS, SETTLED, before
from tests.kit.statement_files import Row, file, statement

ACCOUNT, NUMBER = "CNY-LUMPS", "35001000000088"
LINE = f"{ACCOUNT}/{SETTLED}/1#1"
GONE = "P00000000000000D5"
"""The deposit of a bidder whose bank takes all of it back, in the time of the next sum."""
CAME, WENT = before(-1), before(-3)
LOTS = {B1: ("71", "800000"), B2: ("71", "800000"), B3: ("72", "300000"), B4: ("73", "240000")}
LOTS |= {GONE: ("73", "240000")}
"""The end of a deposit's lot, and what is asked for it, in yuan."""


def post(at: Door, path: str, person: str, **how: object) -> None:
    answer = at.ask("POST", path, headers=at.headers(person), **how)
    assert answer.status_code == 201, answer.text


def signed(at: Door, person: str, wanted: Command) -> None:
    answer = at.post(at.signed(person, wanted))
    assert answer.status_code == 201, answer.text


def lot_of(deposit: str) -> str:
    return LOT.lot[:-2] + LOTS[deposit][0]


def number_of(deposit: str) -> str:
    return f"62284804025648{deposit[-2:]:0>6}".replace("D", "0")


def row(deposit: str, yuan: int, **said: object) -> Row:
    """A line of the deposit's bidder, from its basic account, to the deposit's number."""
    name, account = subject([*LOTS].index(deposit))
    facts = {"payer": name, "payer_account": account, "reference": number_of(deposit)}
    return Row(yuan * 100, f"{deposit}{yuan}", **(facts | said))


DAYS: tuple[tuple[date, tuple[Row, ...]], ...] = (
    (before(43), (row(B1, 800_000),)),
    (before(39), (row(B2, 800_000),)),
    (before(30), (row(B3, 300_000), row(B3, 200_000))),
    (before(10), (row(B3, -200_000, reversal=True),)),
    (before(7), (row(B4, 240_000),)),
    (SETTLED, (Row(78_049, "INT", payer="银行", payer_account="9", interest=True),)),
    (CAME, (row(GONE, 240_000),)),
    (WENT, (row(GONE, -240_000, reversal=True),)),
)
"""What the bank shows; the second line of B3 it takes back ten days before it settles."""


@pytest.fixture(scope="module")
def told(at: Door) -> Door:
    """The account, what is agreed of it, three lots that nobody has opened, and the statements."""
    system = at.system
    move_to(system, "2026-05-01T10:00:00+08:00")
    opened = {"account": ACCOUNT, "bank": "mock-bank", "number": NUMBER, "currency": "CNY"}
    opened |= {"holds": "1001", "opening": 0, "day": "2026-03-16"}
    post(at, "/v1/accounts", "cash", json=opened)
    rate = SetRateTable(bank="mock-bank", since=date(2026, 1, 1), rate_ppm=3_500)
    signed(at, "office", rate)
    signed(at, "office", agreement())
    required(system)
    move_to(system, "2026-06-25T09:00:00+08:00")
    balance = 0
    for day, rows in DAYS:
        bytes_ = file(statement(*rows, number=NUMBER, day=str(day), opening=balance))
        kind = at.headers("cash") | {"content-type": "application/xml"}
        answer = at.ask("POST", "/v1/statements", content=bytes_, headers=kind)
        assert answer.status_code == 201, answer.text
        balance += sum(one.fen for one in rows)
        matcher_of(system).day(ACCOUNT, day)
    settle(system)
    return at


def agreement() -> AgreeInterest:
    return AgreeInterest(
        account=ACCOUNT,
        since=AGREED,
        mode=Mode.PIECEWISE,
        basis=Basis.FEN_EXACT,
        quarterly=False,
        lump=True,
        evidence="ee" * 32,
    )


def required(system: System) -> None:
    """The lots and the deposits, and their numbers at the bank."""
    closes = datetime.fromisoformat("2026-06-30T17:00:00+08:00")
    for lot, fen in {lot_of(one): int(LOTS[one][1]) * 100 for one in LOTS}.items():
        times = {"deposit_deadline": closes, "opening_at": closes.replace(hour=18)}
        system.ask("agency", replace(LOT, lot=lot, deposit_fen=fen, **times))
        system.ask("agency", replace(ANNOUNCEMENT, lot=lot))
    for party, deposit in zip(PARTIES, LOTS, strict=False):
        asked = RequireDeposit(deposit=deposit, lot=lot_of(deposit), party=party)
        system.ask("platform", asked)
        numbered = {"sub_account": number_of(deposit), "valid_until": date(2026, 9, 1)}
        system.ask("platform", IssueSubAccount(deposit=deposit, **numbered))


def parts(system: System) -> dict[str, int]:
    states = system.replay.states(StreamId("deposit", one) for one in DEPOSITS)
    return {stream.code: state.balance("2007") for stream, state in states.items()}


@pytest.fixture(scope="module")
def lumps(told: Door) -> Lumps:
    """The matcher's look at the account's sums; it asks over HTTP."""
    return Lumps(told.system, ACCOUNT, lambda wanted: signed(told, "matcher", wanted))


@pytest.fixture(scope="module")
def outrun(told: Door, lumps: Lumps) -> tuple[list[Proposal], int]:
    """What became of the sum when a match came between the matcher's list and its request, and how
    many events somebody asked for meanwhile: what the ledger says of itself is none of them.
    """
    position = told.system.store.tail().position
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Lumps, "_lay", lambda *_: (0, (B1, B2, B3)))
        found = lumps.day(SETTLED)
    return found, asked_since(told.system, position)


@pytest.fixture(scope="module")
def proposal(told: Door, lumps: Lumps, outrun: object) -> Proposal:
    """What became of the sum, once the matcher had looked."""
    (found,) = lumps.day(SETTLED)
    settle(told.system)
    return found


def test_no_person_distributes_it(told: Door):
    asked = DistributeInterest(line=LINE, line_seen=1, deposits=DEPOSITS)
    for person in ("clerk", "reviewer", "cash", "office"):
        refusal = problem(told.post(told.signed(person, asked)), 403, "refused")
        assert refusal["rule"] == "permission.missing"


def test_e19_the_lump_is_distributed_to_the_fen_while_the_lots_are_sealed(
    told: Door, proposal: Proposal, lumps: Lumps
):
    system = told.system
    assert (proposal.line, proposal.matched, proposal.reason) == (LINE, True, None)
    assert parts(system) == PARTS
    assert sum(PARTS.values()) == int(LUMP.replace(".", ""))
    assert lumps.day(SETTLED) == []


def test_what_stands_at_nothing_by_then_lay_there_too(told: Door, lumps: Lumps):
    """Of its facts only that they were recorded since tells of it: no balance does."""
    system = told.system
    owned = system.readers.balances.owned(reach(system)).rows
    assert {one.amount for one in owned if (one.owner or "").startswith(GONE)} == {0}
    assert GONE in lumps._lay(CAME, WENT)[1]
    assert GONE in lumps._lay(SETTLED, before(-4))[1]
    assert GONE not in lumps._lay(AGREED, SETTLED)[1]


def test_a_sum_waits_while_a_match_outran_the_list_of_who_had_money_there(
    outrun: tuple[list[Proposal], int],
):
    """Nothing is asked; the next look lists anew, and it is distributed whole."""
    assert outrun == ([Proposal(LINE, None, False, "interest.list_outrun")], 0)


def test_only_what_was_told_since_outruns_a_list(lumps: Lumps):
    at, found = lumps._lay(CAME, WENT)
    others = tuple(one for one in found if one != GONE)
    lists = ((found, 0), (others, at), (others, 0))
    outruns = [lumps._outrun(of, since, CAME, WENT) for of, since in lists]
    assert outruns == [False, False, True]


def test_what_is_held_still_says_why_its_interest_stays(told: Door, proposal: Proposal):
    """R14."""
    system = told.system
    at = reach(system)
    balances = tuple(system.readers.balances.owned(at).rows)
    owing = Owing(system, system.replay, at, 0, balances, SETTLED)
    left = [one for one in owing.left() if one.deposit in PARTS]
    assert {one.reason for one in left} == {"MAY_BE_OWED"}
    assert {one.deposit: one.balance for one in left} == PARTS
    assert not interest_left_has_its_reason(replace(SOUND, left=tuple(left))).failed


def test_nobody_is_told_whose_it_is_before_the_openings(told: Door, proposal: Proposal):
    position = told.system.store.tail().position
    for person in ("clerk", "reviewer", "cash", "auditor"):
        owned, totals = (
            told.get(f"/v1/balances?min_position={position}&by={by}", person).json()["data"]
            for by in ("owner", "account")
        )
        assert not {one["owner"] for one in owned} & PARTS.keys(), person
        assert [one for one in owned if one["account"] == "2007"] == [], person
        (all_of_it,) = [one for one in totals if one["account"] == "2007"]
        assert all_of_it["amount"] == -78_049, person
