"""By HTTP: a file that does not add up is kept, released by two or discarded; a day is reopened."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.appointing import appoint
from api.banks.planning import CannotImport
from api.closing.figures import figures
from api.closing.signing import EarlierReopened, asked_signature, prepare, sign
from api.http.pages.stored import read
from api.quarantine import asked_release
from domain.account.place import PlaceAccount
from domain.bankday.reopen import ReopenDay
from domain.governance.delegate import GrantDelegation
from domain.kernel import StreamId
from ledger.asking import cosign
from ledger.asking import sign as signed_by
from ledger.keys import RevokeKey
from ledger.signing import key_id
from ledger.trust import Trust
from ledger.verify import verify as verified
from tests.kit.city import Told
from tests.kit.closing import ACCOUNT, DAY, NEXT, NUMBER, OPENING, Office, copied
from tests.kit.door import Door, door, envelope, problem
from tests.kit.statement_files import Row, file, statement

LATER = Row(60, "8"), Row(-10, "9")
CAME = OPENING + 1_200
"""Where the day before closed."""
ENDS = CAME + 50


@pytest.fixture
def books(evening: Told, tmp_path: Path) -> Iterator[Office]:
    with copied(evening, tmp_path) as made:
        yield made


@pytest.fixture
def at(books: Office) -> Iterator[Door]:
    with door(books.system) as opened:
        yield opened


def next_day(closing: int, *rows: Row, **told: Any) -> bytes:
    usual = {"number": NUMBER, "day": str(NEXT), "opening": CAME, "closing": closing}
    return file(statement(*(rows or LATER), **usual | told))


def bring(at: Door, data: bytes) -> httpx.Response:
    headers = at.headers("cash") | {"Content-Type": "application/xml"}
    return at.ask("POST", "/v1/statements", content=data, headers=headers)


def ask(at: Door, person: str, path: str, **body: Any) -> httpx.Response:
    return at.ask("POST", f"/v1{path}", json=body, headers=at.headers(person))


def sign_too(at: Door, person: str, digest: str) -> httpx.Response:
    return ask(at, person, f"/joint-acts/{digest}/signature")


def quarantined(at: Door, **wanted: str) -> list[dict[str, Any]]:
    at.system.readers.runner.catch_up()
    found: list[dict[str, Any]] = at.get("/v1/quarantine", "cash", params=wanted).json()["data"]
    return found


def kept(at: Door, data: bytes = b"") -> str:
    said = problem(bring(at, data or next_day(ENDS + 5)), 409, "in-quarantine")
    return str(said["file"])


def bankday(at: Door, day: Any = NEXT) -> Any:
    return at.system.replay.state(StreamId("bankday", f"{ACCOUNT}/{day}"))


def r01(at: Door, day: Any = NEXT) -> Any:
    return figures(at.system, ACCOUNT, day).checks[0]


def test_a_file_that_does_not_add_up_is_kept_and_told_with_its_difference(at: Door) -> None:
    assert quarantined(at) == []
    name = kept(at)
    (one,) = quarantined(at)
    assert (one["file"], one["account"], one["day"]) == (name, ACCOUNT, str(NEXT))
    assert (one["expected"], one["found"], one["difference"]) == (ENDS, ENDS + 5, 5)
    assert (one["fate"], one["rule"], one["brought_by"]) == ("WAITING", "DOES_NOT_ADD_UP", "cash")
    assert kept(at) == name
    assert quarantined(at) == [one]
    assert quarantined(at, fate="RELEASED") == []


def test_the_close_of_its_day_does_not_pass_over_it(at: Door, books: Office) -> None:
    kept(at)
    assert r01(at).check.result == "FAIL"
    assert [row.amount for row in r01(at).rows] == [5]
    books.statement(*LATER, day=str(NEXT), opening=CAME)
    fine = figures(at.system, ACCOUNT, NEXT)
    assert fine.agrees, "the corrected statement came in its place"
    assert [one["fate"] for one in quarantined(at)] == ["SUPERSEDED"]


def test_r01_fails_while_a_file_waits_even_where_the_balances_agree(at: Door) -> None:
    """Another statement of the day, which agrees with the books, does not take its place."""
    kept(at, next_day(CAME + 1_055, opening=CAME + 1_000))
    other = next_day(CAME + 7, Row(7, "77"), identifier="S2")
    assert bring(at, other).status_code == 201
    assert [one["fate"] for one in quarantined(at)] == ["WAITING"]
    found = figures(at.system, ACCOUNT, NEXT)
    assert (found.sides.difference, found.agrees) == (0, False)
    check = r01(at).check
    assert (check.result, check.figure) == ("FAIL", 0)
    assert [row.said and row.said.key for row in r01(at).rows] == ["finding.QUARANTINED"]


def test_two_persons_release_it_and_its_difference_stays_in_the_open(at: Door) -> None:
    name = kept(at)
    proposed = ask(at, "cash", f"/quarantine/{name}/release", reason="银行已书面确认")
    assert proposed.status_code == 201, proposed.text
    act = proposed.json()
    assert (act["command"], act["person"]) == ("ReleaseStatement", "cash")
    assert at.get("/v1/joint-acts", "reviewer").json() == [act]
    off = {"expected": ENDS, "found": ENDS + 5, "difference": 5, "rule": "DOES_NOT_ADD_UP"}
    of = {"account": ACCOUNT, "day": str(NEXT), "statement": "S1"}
    assert act["differences"] == [of | off], "who signs too sees by how much it is off"
    assert bankday(at).fates(name) == {"WAITING"}, "one signature releases nothing"

    problem(sign_too(at, "cash", act["digest"]), 409, "own-proposal")
    problem(sign_too(at, "clerk", act["digest"]), 403, "forbidden")
    done = sign_too(at, "reviewer", act["digest"])
    assert done.status_code == 201, done.text
    assert [(one["new"], one["closing"]) for one in done.json()["imported"]] == [(2, ENDS + 5)]
    assert at.get("/v1/joint-acts", "reviewer").json() == []
    (one,) = quarantined(at)
    assert (one["fate"], one["decided_by"], one["cosigned_by"]) == ("RELEASED", "cash", "reviewer")
    assert one["reason"] == "银行已书面确认"

    found = figures(at.system, ACCOUNT, NEXT)
    assert (found.closing, found.ledger, found.sides.difference) == (ENDS + 5, ENDS, 5)
    assert [(row.amount, row.said and row.said.key) for row in r01(at).rows] == [
        (5, "finding.RELEASED")
    ]
    again = sign_too(at, "reviewer", act["digest"]).json()
    assert (again["repeated"], again["first"]) == (True, done.json()["first"])
    assert [one["new"] for one in again["imported"]] == [0]
    problem(ask(at, "cash", f"/joint-acts/{act['digest']}/withdrawal"), 404, "no-proposal")


def test_deputies_propose_and_sign_and_the_event_shows_in_whose_names(at: Door) -> None:
    """Both posts never by one person, directly or by delegation; nobody signs what is its own."""
    now, paper = at.system.clock(), {"document": "代理令1号", "evidence": "ab" * 32}
    deputies = ("night-cash", "cash"), ("night-check", "reviewer"), ("reviewer2", "reviewer")
    for deputy, principal in deputies:
        if not at.system.law().held(deputy, now):
            appoint(at.system, deputy, "COUNTY", "中心")
        (held,) = at.system.law().posts_of(principal, now)
        who = {"deputy": deputy, "principal": principal, "post": held}
        asked = GrantDelegation(**who, since=now, until=now + timedelta(days=9), **paper)
        assert at.post(at.signed("office", asked)).status_code == 201
    name = kept(at)
    proposed = ask(at, "night-cash", f"/quarantine/{name}/release", reason="银行已书面确认")
    assert proposed.status_code == 201, proposed.text
    act = proposed.json()
    assert (act["person"], act["on_behalf_of"]) == ("night-cash", "cash")
    assert "night-cash（代表 cash）" in at.get("/quarantine", "reviewer").text
    problem(sign_too(at, "night-cash", act["digest"]), 409, "own-proposal")
    problem(sign_too(at, "cash", act["digest"]), 403, "forbidden")
    path = f"/v1/joint-acts/{act['digest']}/signature"
    for person, name in (("night-check", "night-check"), ("reviewer2", "reviewer")):
        headers = at.headers(person) | {"on-behalf-of": name}
        assert at.ask("POST", path, json={}, headers=headers).status_code == 409
    own = at.ask("GET", "/quarantine", headers=headers).text
    assert "您的会签以 reviewer2 的名义" in own
    done = sign_too(at, "night-check", act["digest"])
    assert done.status_code == 201, done.text
    at.system.readers.runner.catch_up()
    actor = read(at.system, done.json()["first"]).body.actor
    assert (actor.person, actor.on_behalf_of) == ("night-cash", "cash")
    page = at.get(f"/events/{done.json()['first']}", "auditor").text
    assert "night-check 代表 reviewer" in page


def test_what_is_of_an_account_that_is_placed_elsewhere_a_county_does_not_read(at: Door) -> None:
    """Neither what waits for a second signature nor the account's balances, by whatever owner, nor
    what befell it and its days.
    """
    for person, region in (("there", "350602"), ("elsewhere", "350626")):
        appoint(at.system, person, "C-SET1", "分中心", region)
    act = ask(at, "cash", f"/quarantine/{kept(at)}/release", reason="x").json()["digest"]
    page, detail = "/balances?open=1001,2001,2015", f"/balances?account=1001&owner={ACCOUNT}"

    def reads(person: str) -> tuple[bool, ...]:
        at.system.readers.runner.catch_up()
        waiting = [one["digest"] for one in at.get("/v1/joint-acts", person).json()]
        rows = at.get("/v1/balances?by=owner", person).json()["data"]
        owners = {row["owner"].partition("/")[0] for row in rows}
        listed = f"{ACCOUNT}/{DAY}" in at.get(page, person).text
        moved = "/events/" in at.get(detail, person).text.partition("<main")[2]
        events = at.get("/v1/events?limit=1000", person).json()["data"]
        told = [row.get("code", "") for row in events]
        trail = f'<span class="second">{ACCOUNT}' in at.get("/trail?kind=bankday", person).text
        opened = ACCOUNT in at.get(f"/events/{first}", person).text
        named = {f"{ACCOUNT}/{DAY}", ACCOUNT} <= {*told}
        return act in waiting, ACCOUNT in owners, listed, moved, named, trail, opened

    every = at.get("/v1/events?limit=1000", "auditor").json()["data"]
    first = next(row["position"] for row in every if row.get("code") == ACCOUNT)
    both, paper = ("there", "elsewhere"), {"document": "协议1号", "evidence": "ab" * 32}
    assert [reads(person) for person in both] == [(True,) * 7] * 2
    placed = PlaceAccount(account=ACCOUNT, region="350602", **paper)
    at.system.ask("office", placed)
    assert [reads(person) for person in both] == [(True,) * 7, (False,) * 7]
    totals = [at.get("/v1/balances?by=account", person).json()["data"] for person in both]
    assert totals[0] == totals[1] != []


def test_what_was_released_and_died_before_it_was_banked_is_in_the_open_and_signed_again(
    at: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = kept(at)
    act = ask(at, "cash", f"/quarantine/{name}/release", reason="x").json()

    def dies(*_: Any, **__: Any) -> Any:
        raise CannotImport("unbanked.wrong", why="the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("api.joint.bank_released", dies)
        said = problem(sign_too(at, "reviewer", act["digest"]), 409, "not-banked")
    assert "the disk is full" in said["detail"]
    assert "The release stands" in said["next"]
    assert bankday(at).fates(name) == {"RELEASED"}
    assert [(row.amount, row.said and row.said.key) for row in r01(at).rows] == [
        (5, "finding.NOT_BANKED")
    ]
    done = sign_too(at, "reviewer", act["digest"]).json()
    assert [one["new"] for one in done["imported"]] == [2]
    assert [row.said and row.said.key for row in r01(at).rows] == ["finding.RELEASED"]


def test_a_release_while_another_file_is_imported_is_answered_in_a_moment(
    at: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands, and is banked by signing it again."""
    monkeypatch.setattr("api.joint.MOMENT_S", 0.05)
    act = ask(at, "cash", f"/quarantine/{kept(at)}/release", reason="x").json()
    with at.system.store.alone([f"import/{ACCOUNT}"], within=5):
        answer = sign_too(at, "reviewer", act["digest"])
    said = problem(answer, 503, "not-banked")
    assert f"another file of account {ACCOUNT} is being imported" in said["detail"]
    assert said["next"] == "The release stands. Sign it again in a moment: that banks it."
    assert answer.headers["Retry-After"] == "5"
    assert [one["new"] for one in sign_too(at, "reviewer", act["digest"]).json()["imported"]] == [2]


def test_the_difference_is_carried_into_the_days_after_until_it_is_explained(at: Door) -> None:
    name = kept(at)
    act = ask(at, "cash", f"/quarantine/{name}/release", reason="x").json()
    assert sign_too(at, "reviewer", act["digest"]).status_code == 201
    third = NEXT.replace(day=19)
    after = file(statement(Row(1, "3"), number=NUMBER, day=str(third), opening=ENDS + 5))
    assert bring(at, after).status_code == 201
    (row,) = r01(at, third).rows
    assert (row.amount, row.said and row.said.key) == (5, "finding.CARRIED")


def test_one_person_discards_it_for_good(at: Door) -> None:
    name = kept(at)
    problem(ask(at, "clerk", f"/quarantine/{name}/discard", reason="x"), 403, "refused")
    answer = ask(at, "cash", f"/quarantine/{name}/discard", reason="银行将重发")
    assert answer.status_code == 201, answer.text
    (one,) = quarantined(at)
    assert (one["fate"], one["decided_by"], one["reason"]) == ("DISCARDED", "cash", "银行将重发")
    said = problem(bring(at, next_day(ENDS + 5)), 409, "in-quarantine")
    assert "discarded" in said["detail"]
    assert [(row.amount, row.said and row.said.key) for row in r01(at).rows] == [
        (5, "finding.DISCARDED")
    ], "who discards does not silence R01"
    problem(ask(at, "cash", f"/quarantine/{name}/release", reason="x"), 404, "not-in-quarantine")


@pytest.mark.parametrize("what", ["release", "discard"])
def test_a_decision_without_a_reason_is_no_defect(at: Door, what: str) -> None:
    problem(ask(at, "cash", f"/quarantine/{kept(at)}/{what}", reason=" "), 422, "invalid")


def test_a_file_of_which_a_day_was_replaced_is_released_no_more(at: Door) -> None:
    third = str(NEXT.replace(day=19))
    both = file(
        statement(*LATER, number=NUMBER, day=str(NEXT), opening=CAME, closing=ENDS + 5),
        statement(Row(1, "3"), number=NUMBER, day=third, opening=ENDS + 5),
    )
    name = kept(at, both)
    assert bring(at, next_day(ENDS)).status_code == 201
    assert [one["fate"] for one in quarantined(at)] == ["SUPERSEDED", "WAITING"]
    problem(ask(at, "cash", f"/quarantine/{name}/release", reason="x"), 404, "not-in-quarantine")
    assert ask(at, "cash", f"/quarantine/{name}/discard", reason="x").status_code == 201
    assert [one["fate"] for one in quarantined(at)] == ["SUPERSEDED", "DISCARDED"]


def test_who_may_not_ask_proposes_nothing(at: Door) -> None:
    name = kept(at)
    for person in ("reviewer", "clerk", "auditor"):
        problem(ask(at, person, f"/quarantine/{name}/release", reason="x"), 403, "forbidden")
        path = f"/closes/{ACCOUNT}/{DAY}/reopening"
        problem(ask(at, person, path, reason="x"), 403, "forbidden")
    for person in ("supervisor", None):
        assert at.get("/v1/quarantine", person).status_code in (401, 403)
    assert at.get("/v1/joint-acts").status_code in (401, 403)
    assert ask(at, "cash", f"/quarantine/{name}/release", reason="x").status_code == 201
    assert at.get("/v1/joint-acts", "supervisor").json() == [], "the desk's are not told there"


def test_the_same_request_proposes_once_and_its_maker_takes_it_back(at: Door) -> None:
    name, path = kept(at), ""
    path = f"/v1/quarantine/{name}/release"
    headers = at.headers("cash") | {"Idempotency-Key": "a" * 16}
    twice = [at.ask("POST", path, json={"reason": "x"}, headers=headers) for _ in range(2)]
    assert twice[0].json() == twice[1].json()
    other = at.ask("POST", path, json={"reason": "y"}, headers=headers)
    assert other.status_code == 409
    digest = twice[0].json()["digest"]
    path = f"/joint-acts/{digest}/withdrawal"
    problem(ask(at, "reviewer", path), 409, "own-proposal")
    assert ask(at, "cash", path).status_code == 204
    problem(ask(at, "cash", path), 404, "no-proposal")


def test_who_signs_with_a_key_of_ones_own_sends_both_signatures_or_proposes_with_one(
    at: Door,
) -> None:
    name = kept(at)
    first = at.signed("cash", asked_release(at.system, name, "银行已书面确认"))
    said = problem(at.post(first), 400, "not-accepted")
    assert "two signatures, this one 1" in said["detail"]
    headers = at.headers("cash")
    brought = at.ask("POST", "/v1/joint-acts", json=envelope(first), headers=headers)
    assert brought.status_code == 201, brought.text
    (waiting,) = at.get("/v1/joint-acts", "reviewer").json()
    assert waiting["body"] == first.body.decode()
    assert "signature" not in waiting, "the first signature is nobody's to use"
    own = signed_by(waiting["body"].encode(), at.system.home.custodial("reviewer"))
    path = f"/joint-acts/{waiting['digest']}/signature"
    second = envelope(own)["signatures"][0]
    foreign = envelope(signed_by(first.body, at.system.home.custodial("clerk")))["signatures"][0]
    problem(ask(at, "reviewer", path, signature=foreign), 403, "not-your-key")
    problem(ask(at, "clerk", path, signature=foreign), 403, "forbidden")
    problem(ask(at, "reviewer", path, signature=second | {"sig": "AAAAAAAA"}), 400, "not-accepted")
    done = ask(at, "reviewer", path, signature=second).json()
    assert [one["new"] for one in done["imported"]] == [2]
    assert bankday(at).fates(name) == {"RELEASED"}
    assert at.get("/v1/joint-acts", "reviewer").json() == []
    assert bring(at, next_day(ENDS + 5)).json()["imported"][0]["new"] == 0, "banked once"


def test_nobody_proposes_without_the_post_and_a_key_of_ones_own(at: Door) -> None:
    """What no Book would take is not kept: it would stand in the way of who may propose it."""
    wanted = asked_release(at.system, kept(at), "x")

    def brought(reader: str, signer: str, name: str | None = None) -> httpx.Response:
        signed = envelope(at.signed(signer, wanted, on_behalf_of=name))
        return at.ask("POST", "/v1/joint-acts", json=signed, headers=at.headers(reader))

    problem(brought("clerk", "clerk"), 403, "forbidden")
    problem(brought("cash", "clerk"), 403, "not-your-key")
    told = problem(brought("cash", "cash", "clerk"), 403, "not-your-key")
    assert told["detail"] == "cash holds no post for clerk"
    key = at.system.home.custodial("cash")
    gone = RevokeKey(key=key_id(key.algorithm, key.public), reason="lost")
    at.system.ask("office", gone)
    problem(brought("cash", "cash"), 403, "not-your-key")
    assert at.get("/v1/joint-acts", "reviewer").json() == []


def closed(at: Door, *days: Any) -> None:
    at.system.publisher.publish()
    for day in days:
        fails = dict.fromkeys(figures(at.system, ACCOUNT, day).to_explain, "说明")
        path = f"/closes/{ACCOUNT}/{day}"
        assert ask(at, "cash", f"{path}/preparation", notes=fails).status_code == 201
        _, proposal = asked_signature(at.system, ACCOUNT, day)
        signed = ask(at, "reviewer", f"{path}/signature", proposal=proposal)
        assert signed.status_code == 201, signed.text
    at.system.readers.runner.catch_up()


def closes(at: Door, day: Any = DAY, **wanted: str) -> list[dict[str, Any]]:
    at.system.readers.runner.catch_up()
    answer = at.get(f"/v1/closes/{ACCOUNT}/{day}", "auditor", params=wanted)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def test_a_closed_day_is_reopened_corrected_and_closed_again_with_both_closes_readable(
    at: Door,
) -> None:
    closed(at, DAY)
    (first,) = closes(at)
    assert first["reopened"] is None
    at_first = str(at.system.store.tail().position)
    extra = Row(500, "1", time="09:00:00+08:00"), Row(700, "2"), Row(33, "3")
    corrected = file(statement(*extra, number=NUMBER, day=str(DAY), opening=OPENING))
    problem(bring(at, corrected), 409, "cannot-import")

    path = f"/closes/{ACCOUNT}/{DAY}/reopening"
    act = ask(at, "cash", path, reason="银行更正").json()
    problem(sign_too(at, "cash", act["digest"]), 409, "own-proposal")
    assert sign_too(at, "reviewer", act["digest"]).status_code == 201
    (taken,) = closes(at)
    told = {"proposed_by": "cash", "reopened_by": "reviewer", "reason": "银行更正"}
    assert taken == first | {"reopened": told}

    assert bring(at, corrected).json()["imported"][0]["new"] == 1
    closed(at, DAY)
    both = closes(at)
    assert both[0] == taken
    assert (both[1]["closing"], both[1]["ledger"]) == (first["closing"] + 33, first["ledger"] + 33)
    assert both[1]["reopened"] is None
    assert closes(at, as_of=at_first) == [first], "as it was known then"
    at.system.publisher.publish()
    tree = at.system.tree
    verdict = verified([*tree.stored()], [tree.checkpoint()], Trust.load(at.system.home.trust))
    assert verdict.problems == ()


def test_only_the_newest_closed_day_is_reopened(at: Door) -> None:
    assert bring(at, next_day(ENDS)).status_code == 201
    closed(at, DAY, NEXT)
    act = ask(at, "cash", f"/closes/{ACCOUNT}/{DAY}/reopening", reason="x").json()
    said = problem(sign_too(at, "reviewer", act["digest"]), 409, "refused")
    assert said["rule"] == "bankday.later_closed"
    for day in (NEXT, DAY):
        act = ask(at, "cash", f"/closes/{ACCOUNT}/{day}/reopening", reason="x").json()
        assert sign_too(at, "reviewer", act["digest"]).status_code == 201
    assert bankday(at, DAY).closed is None


def test_a_later_day_that_was_closed_meanwhile_is_looked_for_before_it_is_signed(at: Door) -> None:
    """When it was proposed nothing had happened on that day: the command does not name it."""
    closed(at, DAY)
    act = ask(at, "cash", f"/closes/{ACCOUNT}/{DAY}/reopening", reason="x").json()
    assert bring(at, next_day(ENDS)).status_code == 201
    closed(at, NEXT)
    problem(sign_too(at, "reviewer", act["digest"]), 409, "out-of-date")
    assert bankday(at, DAY).closed is not None


def test_no_later_day_is_closed_while_an_earlier_one_is_open_again(at: Door) -> None:
    """What is corrected in the earlier one would move what two signed for the later one."""
    assert bring(at, next_day(ENDS)).status_code == 201
    closed(at, DAY)
    fails = dict.fromkeys(figures(at.system, ACCOUNT, NEXT).to_explain, "说明")
    prepare(at.system, "cash", ACCOUNT, NEXT, fails)
    act = ask(at, "cash", f"/closes/{ACCOUNT}/{DAY}/reopening", reason="x").json()
    assert sign_too(at, "reviewer", act["digest"]).status_code == 201
    with pytest.raises(EarlierReopened, match=f"{DAY} was reopened and is closed again first"):
        prepare(at.system, "cash", ACCOUNT, NEXT, {})
    with pytest.raises(EarlierReopened):
        sign(at.system, "reviewer", ACCOUNT, NEXT)
    closed(at, DAY, NEXT)


def test_a_day_open_again_takes_no_line_while_a_later_one_stands_closed(at: Door) -> None:
    """Two who sign by hand can leave the later day unnamed; the importer looks for itself."""
    assert bring(at, next_day(ENDS)).status_code == 201
    closed(at, DAY, NEXT)
    unnamed = ReopenDay(account=ACCOUNT, day=DAY, later=(), reason="x")
    reviewer = at.system.home.custodial("reviewer")
    at.system.book.execute(cosign(at.signed("cash", unnamed), reviewer))
    extra = Row(500, "1", time="09:00:00+08:00"), Row(700, "2"), Row(33, "3")
    corrected = file(statement(*extra, number=NUMBER, day=str(DAY), opening=OPENING))
    said = problem(bring(at, corrected), 409, "cannot-import")
    assert "a day before it was reopened: reopen it first" in said["detail"]


def test_what_came_late_while_the_day_was_closed_is_not_banked_a_second_time(at: Door) -> None:
    """A late line lies on the day that received it, also once its own day is open again."""
    closed(at, DAY)
    late = Row(33, "3", day=str(DAY))
    assert bring(at, next_day(ENDS + 33, *LATER, late)).json()["imported"][0]["new"] == 3
    act = ask(at, "cash", f"/closes/{ACCOUNT}/{DAY}/reopening", reason="x").json()
    assert sign_too(at, "reviewer", act["digest"]).status_code == 201
    extra = Row(500, "1", time="09:00:00+08:00"), Row(700, "2"), Row(33, "3")
    again = file(statement(*extra, number=NUMBER, day=str(DAY), opening=OPENING))
    assert bring(at, again).json()["imported"][0]["new"] == 0
