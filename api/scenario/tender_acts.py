"""What people do in a tender: bids, guarantees, and what becomes of its winners' money."""

import re
import secrets
from datetime import date, timedelta

from api.scenario.script import Step
from api.scenario.stage import Stage
from api.scenario.statement import Entry
from api.scenario.steps import signs
from api.scenario.table import Row
from api.scenario.town import CUSTODY, paper
from domain.desk.bond import MatchBond
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.interest import AllocateInterest
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.owe_interest import OweInterest
from domain.desk.performance import LodgePerformanceGuarantee
from domain.desk.withdraw_bid import WithdrawBid
from domain.trade.submit_bid import SubmitBid

GUARANTOR = "福建省融资担保有限责任公司"
_VALID = re.compile(r"valid to (\d{4}-\d\d-\d\d)")


def fresh(letter: str) -> str:
    """An id that nobody has: a letter and 16 digits, drawn."""
    return f"{letter}{secrets.token_hex(8).upper()}"


# Bids, and guarantees instead of cash.


def hands_in(stage: Stage, key: str) -> None:
    """A bid, sealed; the platform asks on the bidder's wish."""
    lot, _, who = key.partition("/")
    bid = stage.kept[f"bid {key}"] = fresh("B")
    party, file = stage.bidder(who).party, paper(f"投标文件{key}")
    asked = SubmitBid(
        bid=bid,
        lot=stage.lot(lot),
        party=party,
        file=file,
        price_fen=None,
        deposit=stage.deposits.get(key),
    )
    stage.ask("PLATFORM", asked)


def withdraws(key: str, before: tuple[str, ...]) -> Step:
    """A bidder takes its bid back; `before`: the bids that are handed in by then."""

    def act(stage: Stage, _row: Row) -> None:
        lot, _, who = key.partition("/")
        for one in before:
            hands_in(stage, one)
        asked = WithdrawBid(
            bid=stage.kept[f"bid {key}"],
            lot=stage.lot(lot),
            party=stage.bidder(who).party,
            document="撤回通知",
            evidence=paper("撤回通知"),
            deposit=stage.deposits[key],
        )
        stage.ask("PLATFORM", asked)

    return Step(act)


def promised(key: str) -> Step:
    """A guarantor promises the deposit."""

    def act(stage: Stage, row: Row) -> None:
        told = _VALID.search(row.note)
        assert told is not None, "the note says until when"
        guarantee = stage.kept[f"guarantee {key}"] = fresh("G")
        asked = LodgeGuarantee(
            guarantee=guarantee,
            deposit=stage.deposits[key],
            number=f"BH-{row.seq}",
            guarantor=GUARANTOR,
            amount_fen=row.moved("9001"),
            valid_until=date.fromisoformat(told[1]),
        )
        stage.ask("GUARANTOR", asked)

    return Step(act)


def released(key: str) -> Step:
    """Its guarantee goes back."""

    def act(stage: Stage, _row: Row) -> None:
        asked = ReleaseGuarantee(
            guarantee=stage.kept[f"guarantee {key}"],
            deposit=stage.deposits[key],
            lot=stage.lot(key.partition("/")[0]),
        )
        stage.ask("OWNER", asked)

    return Step(act)


# What becomes of the winner's money.


def forfeited(key: str) -> Step:
    """Its deposit is kept whole, by its owner's decision."""

    def act(stage: Stage, _row: Row) -> None:
        lot = key.partition("/")[0]
        asked = ForfeitDeposit(
            deposit=stage.deposits[key],
            lot=stage.lot(lot),
            ground="WINNER_DEFAULTED",
            amount_fen=stage.required(lot),
            fees_fen=0,
            document="不予退还决定",
            evidence=paper("不予退还决定"),
        )
        stage.ask("OWNER", asked)

    return Step(act)


def bonded(key: str) -> Step:
    """The winner pays a performance bond into custody; a clerk gives the line to it."""

    def act(stage: Stage, row: Row) -> None:
        lot, _, who = key.partition("/")
        payer = stage.bidder(who)
        entry = Entry(fen=row.moved("1001"), name=payer.name, account=payer.account)
        line = stage.town.booked(CUSTODY, entry)
        stage.town.opens_strays()
        asked = MatchBond(
            line=line,
            line_seen=stage.town.seen(line),
            deposit=stage.deposits[key],
            lot=stage.lot(lot),
        )
        stage.ask("C-SET1", asked)

    return Step(act)


def interest_paid(key: str) -> Step:
    """The bank's interest on what became a bond is its payer's, and is paid at once."""

    def act(stage: Stage, _row: Row) -> None:
        lot = stage.lot(key.partition("/")[0])
        asked = OweInterest(deposit=stage.deposits[key], lot=lot, account=CUSTODY)
        stage.ask("C-SET2", asked)
        stage.approves(key)
        stage.paid_back(key)

    return Step(act)


def guaranteed(lot: str, price: int) -> Step:
    """A guarantor promises the winner's performance, and the contract is signed."""

    def act(stage: Stage, row: Row) -> None:
        guarantee = fresh("G")
        stage.named[guarantee] = next(key[5:] for key, _ in row.postings if key.startswith("9001/"))
        asked = LodgePerformanceGuarantee(
            guarantee=guarantee,
            lot=stage.lot(lot),
            number=f"LY-{row.seq}",
            guarantor=GUARANTOR,
            amount_fen=row.moved("9001"),
            valid_until=row.at.date() + timedelta(days=365),
        )
        stage.ask("GUARANTOR", asked)
        signs(stage, row, lot, price)

    return Step(act)


def interest_follows(key: str) -> Step:
    """The interest on what was kept goes where that went."""

    def act(stage: Stage, _row: Row) -> None:
        lot = stage.lot(key.partition("/")[0])
        stage.ask("C-SET2", AllocateInterest(deposit=stage.deposits[key], lot=lot))

    return Step(act)
