"""What may be seen when (REFERENCE 4.4), cell by cell, over HTTP: read, masked or refused.

A cell says from which phase on its column may read its row ('-' never), and what is answered while
it may not.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

from api.embedded import Server
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import door, problem
from tests.kit.phases_acts import CASE, MEDDLED, PERSON, SHEETS, WATCHES
from tests.kit.phases_seen import (
    BESIDE,
    BID,
    BID_FILE,
    COMPLAINT,
    ELSEWHERE,
    EVERYTHING,
    GLASS,
    LISTED,
    PHASES,
    PRICE,
    READERS,
    SALE,
    Seen,
    lived,
    of_deposits,
)
from tests.kit.sold import L1, L2, L3
from tests.kit.tendering import LOT, PROJECT, TEXT

REFUSED = {303, 401, 403, 404}
"""303: of a page, to the sign-in."""


@pytest.fixture(scope="module")
def seen(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """One log, one door, everybody at it in every phase."""
    with (
        city(fresh(server), tmp_path_factory.mktemp("seen")) as system,
        door(system) as at,
    ):
        yield lived(at)


def data(answer: Any) -> Any:
    return answer.json()["data"]


def _names(answer: Any) -> bool:
    return any(row["party"] == L1.party for row in data(answer))


def _arrived(answer: Any) -> bool:
    return any(row["deposit"] == L1.deposit and row["held_fen"] for row in data(answer))


def _total(answer: Any) -> bool:
    return any(row["account"] == "2002" and row["amount"] for row in data(answer))


def _promised(answer: Any) -> bool:
    return any(row["deposit"] == L3.deposit and row["secured_fen"] for row in data(answer))


def _payer(answer: Any) -> bool:
    account = f"35050{L1.number}"
    return account in answer.text or f"…{account[-4:]}" in answer.text or _tail(answer, account)


def _tail(answer: Any, account: str) -> bool:
    return f"尾号 {account[-4:]}" in answer.text


def _price(answer: Any) -> bool:
    return (L1.party, PRICE) in [(row["party"], row["price_fen"]) for row in data(answer)["bids"]]


def _bid(answer: Any) -> bool:
    return any(row["bid"] == BID and row["file"] for row in data(answer))


def _file(answer: Any) -> bool:
    return bool(answer.content == BID_FILE)


def _judges(answer: Any) -> bool:
    return "panel" in data(answer)["members"]


def _reserve(answer: Any) -> bool:
    return data(answer)["reserve_fen"] is not None


def _offered(answer: Any) -> bool:
    return any(row["amount_fen"] for row in data(answer))


def _refund(answer: Any) -> bool:
    lost = (row["refund"] for row in data(answer) if row["cause"] == "LOSER")
    return any(one.startswith(L1.deposit) for one in lost)


def _filer(answer: Any) -> bool:
    return data(answer)["filer"] is not None


def _registered(answer: Any) -> bool:
    told = data(answer)
    here = sorted(row["party"] for row in told["registrants"])
    assert {name for row in told["registrants"] for name in row} == {"party", "name"}, "no amounts"
    assert (told["payers"], told["downloaders"]) == (None, sorted((L1.party, L2.party)))
    return (told["registered"], told["downloaded"], here) == (
        3,
        3,
        sorted((L1.party, L2.party, L3.party)),
    )


def _own_money(answer: Any) -> bool:
    return data(answer)["party"] == L1.party and data(answer)["held_fen"] > 0


def _had(answer: Any) -> bool:
    """Companies alone: a natural person had them too."""
    told = {row["party"]: row["texts"] for row in data(answer)}
    assert told.keys() <= {L1.party, L2.party}
    return told.get(L1.party) == [TEXT]


def _own_download(answer: Any) -> bool:
    return bool(data(answer) == {"lot": LOT, "texts": [TEXT]})


def _scored(answer: Any) -> bool:
    return any((row["party"], row["points"]) == (L1.party, 8_750) for row in data(answer))


def _own_guarantee(answer: Any) -> bool:
    told = data(answer)
    return told["party"] == L3.party and (told["secured_fen"], told["secured_until"]) == (
        80_000_000,
        "2026-12-31",
    )


def _own_bid(answer: Any) -> bool:
    return data(answer)["price_fen"] == PRICE


def _own_account(answer: Any) -> bool:
    payees = [row["payee"] for row in data(answer)["refunds"]]
    return f"35050{L1.number}" in [payee["account"] for payee in payees if payee]


def _own_refund(answer: Any) -> bool:
    return any(row["cause"] == "LOSER" for row in data(answer)["refunds"])


type Sees = Callable[[Any], bool]

ITEMS: dict[str, tuple[str, Sees]] = {
    "downloads of documents": (f"/v1/lots/{LOT}/downloads", _had),
    "names of registrants": (f"/v1/deposits?lot={LOT}", _names),
    "deposit by lot": (f"/v1/deposits?lot={LOT}", _arrived),
    "account totals": ("/v1/balances?by=account", _total),
    "payer account at a refund": ("/dues", _payer),
    "payer account in the log": ("/events", _payer),
    "guarantees of a lot": (f"/v1/lots/{LOT}/guarantees", _promised),
    "prices of bids": (f"/v1/lots/{LOT}/opening-record", _price),
    "bid content": (f"/v1/lots/{LOT}/bids", _bid),
    "file of a bid": (f"/v1/lots/{LOT}/bids/{BID}/file", _file),
    "expert names": (f"/v1/lots/{LOT}/panel", _judges),
    "score sheets": (f"/v1/lots/{LOT}/scores", _scored),
    "reserve": (f"/v1/lots/{SALE.lot}/session", _reserve),
    "auction offers": (f"/v1/lots/{SALE.lot}/offers", _offered),
    "refund status": (f"/v1/refunds?lot={LOT}", _refund),
    "complaint file": (f"/v1/disputes/{COMPLAINT}", _filer),
}
"""A row of the table: where it is read, and what of an answer is it."""

TO_AUDITORS = {"intervention", "recorded_at"}
"""What of an intervention an auditor is told: the rest by warrant, and of that is no fact yet."""

OWN: dict[str, tuple[str, Sees]] = {
    "downloads of documents": ("itself, with the documents", _own_download),
    "names of registrants": ("itself", _own_money),
    "deposit by lot": ("itself", _own_money),
    "payer account at a refund": ("itself", _own_account),
    "guarantees of a lot": ("itself, with a guarantee", _own_guarantee),
    "bid content": ("itself, with a bid", _own_bid),
    "refund status": ("itself", _own_refund),
}
"""Where the bidder itself reads a row: of its own deposit, and its own bid."""

# Columns as READERS has them. "S4 masked": read from S4 on, until then answered without it;
# "- refused": never. The phases are the reference's; whether a row is masked or refused is ours.
# Who registered for a lot is known here by its deposit alone. What the public may read (offers, a
# reserve that was compared, the prices read out at a construction tender's opening) every column
# may; candidates and winner stand with the lot. What else a bid holds is in its file.
# A refund is at its stage from the start here (a fen paid twice), so its payee waits for the
# opening alone.
# fmt: off
TABLE: dict[str, str] = {
    "downloads of documents":
        "S4 masked, S4 masked, - refused, S2 refused, - refused, - refused, - refused, "
        "S4 masked, S4 masked, S4 masked",
    "names of registrants":
        "S4 masked, S4 masked, S4 masked, S2 refused, - refused, - refused, - refused, "
        "S4 masked, S4 masked, S4 masked",
    "deposit by lot":
        "S4 masked, S4 masked, S4 masked, S2 refused, - refused, - refused, - refused, "
        "S4 masked, S4 masked, S4 masked",
    "account totals":
        "- refused, - refused, S2 masked, - refused, - refused, - refused, - refused, "
        "S2 masked, S2 masked, S2 masked",
    "payer account at a refund":
        "- refused, - refused, S4 masked, S2 refused, - refused, - refused, - refused, "
        "- refused, - refused, - refused",
    "payer account in the log":
        "- refused, - refused, - masked, - refused, - refused, - refused, - refused, "
        "- masked, - masked, S4 masked",
    "guarantees of a lot":
        "S4 masked, S4 masked, S4 masked, S2 refused, - refused, - refused, - refused, "
        "S4 masked, S4 masked, S4 masked",
    "prices of bids":
        "S4 refused, S4 refused, S4 refused, S4 refused, S4 refused, S4 refused, S4 refused, "
        "S4 refused, S4 refused, S4 refused",
    "bid content":
        "S4 refused, S4 refused, - refused, S2 refused, - refused, - refused, S4 refused, "
        "S4 refused, S4 refused, S4 refused",
    "file of a bid":
        "S4 refused, S4 refused, - refused, - refused, - refused, - refused, S4 refused, "
        "S4 refused, S4 refused, S4 refused",
    "expert names":
        "S6 refused, S6 refused, - refused, - refused, - refused, - refused, - refused, "
        "S4 refused, S4 refused, S6 refused",
    "score sheets":
        "S5 refused, S5 refused, - refused, S5 masked, - masked, - refused, S4 refused, "
        "S5 refused, S5 refused, S5 refused",
    "reserve":
        "S4 masked, S4 masked, S4 masked, S4 masked, S4 masked, S4 masked, S4 masked, "
        "S4 masked, S4 masked, S4 masked",
    "auction offers":
        "S3 masked, S3 masked, S3 masked, S3 masked, S3 masked, S3 masked, S3 masked, "
        "S3 masked, S3 masked, S3 masked",
    "refund status":
        "S7 masked, S7 masked, S7 masked, S7 masked, - refused, - refused, - refused, "
        "S7 masked, S7 masked, S7 masked",
    "complaint file":
        "S4 masked, S4 masked, - masked, S2 masked, - masked, - masked, - masked, "
        "S4 masked, - masked, S4 masked",
}
# fmt: on
GLASS_ITEMS: dict[str, Sees] = {
    "REGISTRANTS": _registered,
    "PAYERS": lambda answer: f"35050{L1.number}" in answer.text,
}
"""What is read under a seal, and what of the answer is it: rows 1 and 2 (who registered, how many,
what arrived of each); row 3, by case.
"""


def cells() -> Iterator[Any]:
    for item, told in TABLE.items():
        for reader, cell in zip(READERS, told.split(", "), strict=True):
            yield pytest.param(item, reader, *cell.split(), id=f"{item}-{reader}")


def observed(seen: Seen, item: str, reader: str, phase: str) -> str:
    path, sees = ITEMS[item]
    if reader == "itself" and item in OWN:
        reader, sees = OWN[item]
        path = "own"
    answer = seen.of(phase, reader, path)
    if answer.status_code in REFUSED:
        return "refused"
    assert answer.status_code == 200, answer.text
    return "read" if sees(answer) else "masked"


@pytest.mark.parametrize(("item", "reader", "since", "kept"), list(cells()))
def test_a_row_is_read_by_a_column_from_its_phase_on(
    seen: Seen, item: str, reader: str, since: str, kept: str
):
    assert observed(seen, item, reader, "S1") != "read", "nothing is there yet"
    found = {phase: observed(seen, item, reader, phase) for phase in PHASES[1:]}
    assert found == {
        phase: "read" if since != "-" and phase >= since else kept for phase in PHASES[1:]
    }


@pytest.mark.parametrize(
    ("nth", "phase", "by", "what"), [(n, *one) for n, one in enumerate(GLASS, 1)]
)
def test_what_two_opened_its_asker_reads_that_day_and_nobody_else_ever(
    seen: Seen, nth: int, phase: str, by: str, what: str
):
    """Before the opening rows 1 and 2, from it on a supervisor's payers' accounts, by case."""
    path, sees = f"/v1/lots/{LOT}/inspections/{nth}", GLASS_ITEMS[what]
    for when, reader in product(PHASES, READERS):
        answer = seen.of(when, reader, path)
        if (when, reader) == (phase, by):
            assert answer.status_code == 200, answer.text
            assert sees(answer)
        else:
            assert answer.status_code in REFUSED, (when, reader)


@pytest.mark.parametrize(("phase", "by"), [("S2", "supervisor"), ("S2", "auditor")])
def test_one_alone_opens_nothing_and_who_asked_is_known_to_few(seen: Seen, phase: str, by: str):
    """Before another signed there is nothing to read, nor to tell; the desk hears of none."""
    unsigned = seen.of(phase, by, "unsigned")
    assert problem(unsigned.alone, 409, "own-proposal")
    waits, mine = unsigned.waits, READERS[by]
    assert [one["command"] for one in waits[mine].json()] == ["BreakGlass"]
    assert [one["command"] for one in waits["keeper"].json()] == ["BreakGlass"]
    assert waits["clerk"].json() == []
    assert waits["rival"].status_code == 403
    before = GLASS.index((phase, by, "REGISTRANTS"))
    assert len(data(unsigned.told)) == before


def test_each_is_told_to_who_watches_over_all_and_to_who_audits(seen: Seen):
    """4.5 no. 7: by whom, by whose leave, on which ground; not what was read."""
    for reader in READERS:
        answers = {seen.of(phase, reader, "/v1/inspections").status_code for phase in PHASES}
        assert answers == ({200} if reader == "auditor" else {403})
    number = {phase: len(data(seen.of(phase, WATCHES, "/v1/inspections"))) for phase in PHASES}
    assert number == {"S1": 0, "S2": 2, "S3": 2} | dict.fromkeys(PHASES[3:], 3)
    first, *_ = data(seen.of("S2", WATCHES, "/v1/inspections"))
    said = {name: first[name] for name in ("lot", "number", "what", "role", "read_by", "beside")}
    assert said == {
        "lot": LOT,
        "number": 1,
        "what": "REGISTRANTS",
        "role": "V-HOUSING",
        "read_by": "supervisor",
        "beside": "keeper",
    }
    assert (first["case"], first["reason"]) == (CASE, "举报串通投标")


def test_who_meddled_is_read_by_who_watches_over_all_and_by_no_column(seen: Seen):
    """Recorded in S2 by somebody of the centre; an auditor is told that there is one, no more."""
    for phase, reader in product(PHASES, READERS):
        answer, there = seen.of(phase, reader, "/v1/interventions"), phase != "S1"
        if reader == "auditor":
            assert [row.keys() for row in data(answer)] == [TO_AUDITORS] * there
        else:
            assert answer.status_code == 403, (phase, reader)
    assert data(seen.of("S1", WATCHES, "/v1/interventions")) == []
    for phase in PHASES[1:]:
        (row,) = data(seen.of(phase, WATCHES, "/v1/interventions"))
        assert {name: row[name] for name in MEDDLED} == MEDDLED
        assert (row["recorder"], row.keys() - MEDDLED.keys()) == ("ops", TO_AUDITORS | {"recorder"})


def test_the_trail_tells_of_none_of_what_lies_under_seal_that_it_is_there(seen: Seen):
    """Who had documents, who meddled, who looked: told by position alone, to settlement too."""
    for reader in ("settlement", "supervisor"):
        for phase in ("S2", "S7"):
            told = data(seen.of(phase, reader, EVERYTHING))
            names = {row["name"] for row in told if "name" in row}
            assert not names & {"DocumentDownloaded", "InterventionRecorded", "BreakGlassRead"}
            assert "AnnouncementPublished" in names


def test_of_sheets_a_member_reads_its_own_a_bidder_what_it_got_and_who_judged_when_that_is_told(
    seen: Seen,
):
    """Two members scored two companies' bids each, and one a natural person's."""

    def sheets(phase: str, reader: str) -> set[tuple[str | None, str, int]]:
        rows = data(seen.of(phase, reader, f"/v1/lots/{LOT}/scores"))
        return {(row["member"], row["party"], row["points"]) for row in rows}

    whole = {(member, *given) for member, given in SHEETS if given[0] != PERSON}
    assert sheets("S4", "expert") == {one for one in whole if one[0] == "panel"}
    unnamed = {(None, party, points) for _, party, points in whole}
    for reader in ("owner", "agency", "auditor"):
        assert sheets("S5", reader) == unnamed, reader
        assert sheets("S6", reader) == whole, reader
    assert sheets("S5", "supervisor") == whole
    for reader, party in (("itself", L1.party), ("other bidder", L2.party)):
        own = {one for one in unnamed if one[1] == party}
        rows = data(seen.of("S6", reader, f"/v1/lots/{LOT}/scores"))
        assert {row["sheet"] for row in rows} == {None}, "its number is its member's in the panel"
        assert sheets("S5", reader) == sheets("S7", reader) == own


OF_THE_LOT = (
    "downloads of documents",
    "names of registrants",
    "guarantees of a lot",
    "bid content",
    "file of a bid",
    "expert names",
    "score sheets",
    "refund status",
    "complaint file",
)
"""Rows of one lot that not everybody may read: to read them takes a post for where it lies."""


@pytest.mark.parametrize("item", OF_THE_LOT)
@pytest.mark.parametrize("person", ELSEWHERE)
def test_a_post_of_another_county_reads_no_row_of_the_lot(seen: Seen, person: str, item: str):
    """4.3: at the end, when its column reads what it ever may."""
    column, *_ = ELSEWHERE[person]
    answered = observed(seen, item, person, PHASES[-1])
    assert answered in ("masked", "refused")
    if observed(seen, item, column, PHASES[-1]) == "refused":
        assert answered == "refused", "nor is it told more than its column"


@pytest.mark.parametrize("person", ELSEWHERE)
def test_a_post_of_another_county_is_told_of_the_lots_deposits_as_if_it_were_sealed(
    seen: Seen, person: str
):
    """4.3: in balances and in the trail; pages are full all the same, and totals are the city's."""
    column, *_ = ELSEWHERE[person]
    for path, shows in of_deposits(seen.matched).items():
        there, here = (seen.of(PHASES[-1], one, path).text for one in (person, column))
        assert (shows in there, shows in here) == (False, True), path
    event, page = f"/v1/events?after={seen.matched - 1}&limit=1", f"/events/{seen.matched}"
    (told,) = data(seen.of(PHASES[-1], person, event))
    assert told.keys() == {"position", "recorded_at", "sealed"}
    many = f"/v1/events?after={seen.matched - 1}"
    whole = (data(seen.of(PHASES[-1], one, many)) for one in (person, column))
    there, here = ([row["position"] for row in rows] for rows in whole)
    assert there == here, "how many there are is no secret"
    assert (L1.deposit in seen.of(PHASES[-1], person, page).text) == (column == "auditor")


def test_who_reads_the_trail_everywhere_and_money_in_a_county_reads_no_money_elsewhere(seen: Seen):
    page = f"/events/{seen.matched}"
    beside, clerk = (seen.of(PHASES[-1], one, page).text for one in (BESIDE, "clerk"))
    assert L1.deposit in beside
    assert L1.deposit in clerk
    hidden = "分录限阅"
    assert (hidden in beside, hidden in clerk) == (True, False)


def test_what_lies_for_a_lot_is_listed_to_who_reads_money_where_it_lies(seen: Seen):
    """Of a lot with one bidder the sum is that bidder's."""
    told = ('<td class="num">–</td>', '<td class="num"><span class="money">')
    for person, shows, hides in ((BESIDE, *told), ("clerk", *reversed(told))):
        text = seen.of(PHASES[-1], person, LISTED).text
        assert (shows in text, hides in text) == (True, False), person


KNOW_MONEY = ("settlement", "supervisor", "another supervisor", "auditor")


@pytest.mark.parametrize("reader", READERS)
def test_a_project_tells_of_its_lots_money_who_may_know_of_deposits(seen: Seen, reader: str):
    """Of all lots together, as "deposit by lot" of each; everything else of it is everybody's."""
    told = {phase: data(seen.of(phase, reader, f"/v1/projects/{PROJECT}")) for phase in PHASES}
    money = [phase for phase, whole in told.items() if _lot(whole)["money"] is not None]
    assert money == ([*PHASES[3:]] if reader in KNOW_MONEY else [])
    public = data(seen.of(PHASES[-1], "public", f"/v1/projects/{PROJECT}"))
    last = _lot(told[PHASES[-1]])
    assert {**last, "money": None} == _lot(public)
    if reader in KNOW_MONEY:
        flow = last["money"]
        assert flow["came_fen"] - flow["went_fen"] == flow["here_fen"] > 0


@pytest.mark.parametrize("reader", READERS)
def test_a_market_subject_is_told_with_its_parts_to_who_may_know_of_deposits_and_to_itself(
    seen: Seen, reader: str
):
    answers = {phase: seen.of(phase, reader, f"/v1/parties/{L1.party}") for phase in PHASES}
    if reader not in (*KNOW_MONEY, "itself"):
        assert {one.status_code for one in answers.values()} <= {403, 404}
        return
    parts = {phase: data(one)["parts"] for phase, one in answers.items()}
    assert [phase for phase, some in parts.items() if some] == [*PHASES[3:]]
    (part,) = parts[PHASES[-1]]
    assert part["lot"] == LOT
    assert {one["cause"] for one in part["refunds"]} == {"DUPLICATE", "LOSER"}


@pytest.mark.parametrize("person", ELSEWHERE)
def test_a_post_of_another_county_is_told_no_money_of_a_project_and_no_part(
    seen: Seen, person: str
):
    whole = data(seen.of(PHASES[-1], person, f"/v1/projects/{PROJECT}"))
    assert (_lot(whole)["money"], whole["alerts"]) == (None, None)
    assert data(seen.of(PHASES[-1], person, f"/v1/parties/{L1.party}"))["parts"] == []


def _lot(project: Any) -> Any:
    return project["procedures"][0]["lots"][0]


@pytest.mark.parametrize("reader", ["other bidder", "public"])
def test_anothers_deposit_is_answered_like_none(seen: Seen, reader: str):
    """Of a deposit that is there, in every phase what is answered before there was one."""
    first, *rest = (seen.of(phase, reader, "own") for phase in PHASES)
    assert {one.status_code for one in rest} == {first.status_code} <= REFUSED
    assert {one.json()["detail"] for one in rest} == {first.json()["detail"]}


def test_every_secret_of_the_table_is_read_by_somebody(seen: Seen):
    """A row that nobody ever reads would pass by saying nothing."""
    for item in ITEMS:
        assert any(observed(seen, item, reader, PHASES[-1]) == "read" for reader in READERS), item


def test_of_a_guarantee_its_lots_owner_reads_what_it_promises(seen: Seen):
    (row,) = data(seen.of("S4", "owner", f"/v1/lots/{LOT}/guarantees"))
    whose = {"deposit": L3.deposit, "party": L3.party, "payer": f"公司{L3.number}"}
    promise = {"number": "BH-1", "guarantor": "担保公司", "valid_until": "2026-12-31"}
    fen = {"secured_fen": 80_000_000, "claimed_fen": 0, "open_fen": 0}
    assert row == {"guarantee": "G00000000000000A1", **whose, **promise, **fen}


def test_of_a_bid_others_read_in_the_record_what_was_read_out_and_no_more(seen: Seen):
    for reader in ("public", "settlement", "other bidder", "owner"):
        record = data(seen.of("S4", reader, f"/v1/lots/{LOT}/opening-record"))
        (row,) = record["bids"]
        assert row.keys() == {"bid", "party", "name", "price_fen", "deposit"}
        assert (row["name"], row["deposit"], record["bidders"]) == (f"公司{L1.number}", True, 3)
