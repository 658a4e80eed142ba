"""What people do in a tender besides its money: bids, guarantees, the panel, award, default."""

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
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.trade.draw_panel import DrawPanel
from domain.trade.submit_bid import SubmitBid

GUARANTOR = "福建省融资担保有限责任公司"
_VALID = re.compile(r"valid to (\d{4}-\d\d-\d\d)")
_EXPERTS = 5
"""As many as there must be, of no more than there are: whoever hands the report in was drawn."""
_IN_ORDER = re.compile(r"(A\d): ((?:\w+)(?:[>,]\w+)*)")


def by_lot(note: str) -> dict[str, tuple[str, ...]]:
    """`A1: B3>B2>B1; A2: B1,B3` as names by lot."""
    return {lot: tuple(re.split("[>,]", names)) for lot, names in _IN_ORDER.findall(note)}


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


# The opening, the panel, the winner.


def opened(stage: Stage, row: Row) -> None:
    """Each lot of the note, with as many bids as it names."""
    for lot, names in by_lot(row.note).items():
        stage.ask("OWNER", OpenBids(lot=stage.lot(lot), bidders=len(names)))


def _panel(lot: str) -> DrawPanel:
    seed = secrets.token_hex(32)
    return DrawPanel(lot=lot, experts=_EXPERTS, representatives=(), avoid=(), seed=seed)


def evaluated(stage: Stage, row: Row) -> None:
    """The panel is drawn, of all experts there are; its candidates, in its order."""
    for lot, names in by_lot(row.note).items():
        candidates = tuple(stage.bidder(name).party for name in names)
        stage.ask("PLATFORM", _panel(stage.lot(lot)))
        report = paper(f"评标报告{lot}")
        asked = RecordEvaluation(lot=stage.lot(lot), report=report, candidates=candidates)
        stage.ask("EXPERT", asked)


def publicised(until: date) -> Step:
    """They stand in public until a day, as the panel put them forward."""

    def act(stage: Stage, _row: Row) -> None:
        for lot in ("A1", "A2"):
            candidates = stage.lot_now(lot).candidates
            asked = PubliciseCandidates(lot=stage.lot(lot), until=until, candidates=candidates)
            stage.ask("OWNER", asked)

    return Step(act)


def awards(stage: Stage, row: Row, lot: str, winner: str) -> None:
    """The winner, at the price of the note."""
    party, fen = stage.bidder(winner).party, stage.price(row.seq, "at")
    stage.ask("OWNER", AwardLot(lot=stage.lot(lot), winner=party, price_fen=fen))


def awarded(lot: str, winner: str) -> Step:
    """That alone."""
    return Step(lambda stage, row: awards(stage, row, lot, winner))


def next_one(lot: str) -> Step:
    """The next candidate wins, at the price of the note."""

    def act(stage: Stage, row: Row) -> None:
        fen = stage.price(row.seq, "at")
        stage.ask("OWNER", ConfirmNextCandidate(lot=stage.lot(lot), price_fen=fen))

    return Step(act)


def defaulted(lot: str) -> Step:
    """The winner does not sign."""

    def act(stage: Stage, _row: Row) -> None:
        document = "未签约认定书"
        asked = RecordDefault(lot=stage.lot(lot), document=document, evidence=paper(document))
        stage.ask("OWNER", asked)

    return Step(act)


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
