"""What people do at the door while a tender goes on: a sheet is handed in, a seal is broken."""

from types import SimpleNamespace

from tests.kit.door import Door
from tests.kit.sold import L1, L2
from tests.kit.tendering import LOT, TEXT

PERSON = "N00000000000000F9"
"""A natural person, who had the documents and bids on paper: named to nobody."""
SHEETS = (
    ("panel", (L1.party, 8_750)),
    ("panel", (L2.party, 9_120)),
    ("e1", (L1.party, 8_000)),
    ("e1", (L2.party, 9_500)),
    ("e1", (PERSON, 7_000)),
)
"""What two of the panel give, each bid in hundredths of a point; L1's alone was handed in here."""
MEDDLED = {
    "who": "某局副局长",
    "said_at": "2026-03-11T07:00:00Z",
    "channel": "BY_PHONE",
    "words": "让甲公司中标",
    "lot": LOT,
}
"""Who of power meddled, and how."""
CASE = "漳建稽〔2026〕7号"
WATCHES = "disc"
"""Who is told of each."""


def break_glass(at: Door, person: str | None, what: str) -> SimpleNamespace:
    """One asks, another signs; what was told between the two."""
    wanted = {"what": what, "case": CASE, "reason": "举报串通投标"}
    path = f"/v1/lots/{LOT}/inspections"
    kept = at.ask("POST", path, json=wanted, headers=at.headers(person))
    assert kept.status_code == 201, kept.text
    waits = {one: at.get("/v1/joint-acts", one) for one in (person, "keeper", "clerk", "rival")}
    told = at.get("/v1/inspections", WATCHES)
    sign = f"/v1/joint-acts/{kept.json()['digest']}/signature"
    alone = at.ask("POST", sign, json={}, headers=at.headers(person))
    done = at.ask("POST", sign, json={}, headers=at.headers("keeper"))
    assert done.status_code == 201, done.text
    at.system.readers.runner.catch_up()
    return SimpleNamespace(waits=waits, told=told, alone=alone)


def record_intervention(at: Door) -> None:
    """Somebody of the centre records who meddled; nobody without a post does."""
    said = {"json": MEDDLED, "headers": at.headers("ops")}
    done = at.ask("POST", "/v1/interventions", **said)
    assert done.status_code == 201, done.text
    without = at.ask("POST", "/v1/interventions", json=MEDDLED, headers=at.headers("nobody"))
    assert (without.status_code, at.ask("POST", "/v1/interventions", json=MEDDLED).status_code) == (
        403,
        401,
    )
    at.system.readers.runner.catch_up()


def score(at: Door) -> None:
    """Two of the panel hand in their sheets; who is not on it cannot."""
    for member in dict.fromkeys(member for member, _ in SHEETS):
        given = [score for one, score in SHEETS if one == member]
        sheet = [{"party": party, "points": n, "reasons": TEXT} for party, n in given]
        asked = {"scores": sheet, "on_paper": [party for party, _ in given if party != L1.party]}
        for person, status in ((member, 201), ("disc", 403), ("owner", 403)):
            path = f"/v1/lots/{LOT}/scores"
            answer = at.ask("POST", path, json=asked, headers=at.headers(person))
            assert answer.status_code == status, answer.text
