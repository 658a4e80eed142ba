"""Lists come for a day, and the day's checks read them at their position; end to end."""

from base64 import b64encode
from datetime import date
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.appointing import appoint
from api.closing.bringing import bring
from api.closing.figures import figures
from api.closing.outside.refused import ListRefused
from api.closing.reading import NotFollowed
from api.closing.signing import prepare
from api.closing.signing import sign as sign_day
from ledger.blobs import NoBlob
from ledger.checkpoint import parse, sign
from ledger.merkle import EMPTY_ROOT
from ledger.signing import FileSigner
from ledger.tickets import Refused
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING, Office

NUMBER = "62284804025660180101"
TOTAL = OPENING + 500 + 700
"""What the statement of the day closes at; fen."""


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def sub_accounts(**fen: int) -> bytes:
    rows = "".join(f"{number[1:]},{yuan(held)}\n" for number, held in fen.items())
    return f"子账号,余额\n{rows}".encode("gb18030")


BY = {"SUB_ACCOUNTS": "mock", "GUARANTEES": "guarantor"}
REPORTED = b"lot,count,amount\n"
GUARANTEES = b"number,amount,valid_until\n"


@pytest.fixture
def office(office: Office) -> Office:
    """And who brings lists: the account's bank, two guarantors, another bank."""
    for person, role, organisation in (
        ("mock", "BANK", "mock-bank"),
        ("other", "BANK", "bank-of-others"),
        ("guarantor", "GUARANTOR", "甲担保"),
        ("guarantor2", "GUARANTOR", "乙担保"),
    ):
        appoint(office.system, person, role, organisation)
    return office


def brings(office: Office, kind: str, data: bytes, person: str = "", day: date = DAY):
    system = office.system
    person = person or BY.get(kind, "cash")
    posts = system.law().posts_of(person, system.clock())
    ask = system.ask
    return bring(system, ACCOUNT, day, kind, data, lambda one: ask(person, one), posts=posts)


def results(office: Office, position: int | None = None) -> dict[str, str]:
    found = figures(office.system, ACCOUNT, DAY, position).checks
    return {one.check.rule: one.check.result for one in found}


def test_a_day_without_lists_has_nothing_to_compare(office: Office):
    said = results(office)
    assert {said[rule] for rule in ("R03", "R04", "R16", "R17")} == {"NOT_APPLICABLE"}


def test_the_banks_sub_accounts_are_held_against_the_books(office: Office):
    """Nobody's money lies on a number that the books do not know: R03 passes, R04 does not."""
    brings(office, "SUB_ACCOUNTS", sub_accounts(**{f"n{NUMBER}": TOTAL}))
    said = results(office)
    assert (said["R03"], said["R04"]) == ("PASS", "FAIL")


def test_the_newest_list_counts_and_the_earlier_day_stays_as_it_was(office: Office):
    brings(office, "SUB_ACCOUNTS", sub_accounts(**{f"n{NUMBER}": TOTAL + 1}))
    before = office.system.tree.size()
    assert results(office)["R03"] == "FAIL"
    brings(office, "SUB_ACCOUNTS", sub_accounts(**{f"n{NUMBER}": TOTAL}))
    assert results(office)["R03"] == "PASS"
    assert results(office, before)["R03"] == "FAIL", "as it was signed, so it is shown again"


def test_the_same_list_again_is_no_event(office: Office):
    first = brings(office, "REPORTED", b"lot,count,amount\n")
    assert first.last
    assert brings(office, "REPORTED", b"lot,count,amount\n").last == 0
    assert results(office)["R17"] == "PASS"


def test_another_banks_list_takes_the_place_of_none(office: Office):
    """Given the bank's list that does not add up; when another bank brings one that does; then it
    is refused, and so is the machine that imports for every bank."""
    brings(office, "SUB_ACCOUNTS", sub_accounts(**{f"n{NUMBER}": TOTAL + 1}))
    for person in ("other", "bank"):
        with pytest.raises(Refused, match=r"outside\.other_bank"):
            brings(office, "SUB_ACCOUNTS", sub_accounts(**{f"n{NUMBER}": TOTAL}), person=person)
    assert results(office)["R03"] == "FAIL"


def test_a_guarantee_that_only_the_guarantor_knows_is_found(office: Office):
    brings(office, "GUARANTEES", GUARANTEES + b"BH-1,5,2026-07-31\n")
    assert results(office)["R16"] == "FAIL"
    brings(office, "GUARANTEES", GUARANTEES)
    assert results(office)["R16"] == "PASS"


def test_another_guarantors_list_takes_the_place_of_none(office: Office):
    """Given a guarantor's list that differs; when another brings an empty one; then it differs
    still; with whom may be what a sealed lot keeps."""
    brings(office, "GUARANTEES", GUARANTEES + b"BH-1,5,2026-07-31\n")
    brings(office, "GUARANTEES", GUARANTEES, person="guarantor2")
    (found,) = (
        one for one in figures(office.system, ACCOUNT, DAY).checks if one.check.rule == "R16"
    )
    assert [(row.what, row.amount) for row in found.rows] == [("", 500)]


def test_a_checkpoint_that_was_kept_outside_is_held_against_the_log(office: Office):
    office.publish()
    brings(office, "ANCHOR", office.system.tree.checkpoint().encode())
    (found,) = (
        one for one in figures(office.system, ACCOUNT, DAY).checks if one.check.rule == "R15"
    )
    assert "系统外检查点" in found.check.note
    office.publish()
    assert results(office)["R15"] == "PASS"


def test_a_checkpoint_of_another_log_is_found(office: Office):
    size, text = office.system.tree.size() + 50, office.system.tree.checkpoint()
    lines = text.split("\n")
    lines[1] = str(size)
    brings(office, "ANCHOR", "\n".join(lines).encode())
    office.publish()
    assert results(office)["R15"] == "FAIL"


def test_a_checkpoint_of_this_log_that_another_key_signed_is_found(office: Office):
    """Whoever brings it could have made it, of any log that has the same events by now."""
    office.publish()
    ours = parse(office.system.tree.checkpoint())
    (name, *_), *_ = ours.signatures
    theirs = sign(ours.checkpoint, name, FileSigner(Ed25519PrivateKey.generate()))
    brings(office, "ANCHOR", theirs.encode())
    assert results(office)["R15"] == "FAIL"


def test_the_checkpoint_of_an_empty_log_is_refused(office: Office):
    """Every log begins with it: it would pass for ever."""
    origin, _, _, *rest = office.system.tree.checkpoint().split("\n")
    empty = "\n".join([origin, "0", b64encode(EMPTY_ROOT).decode(), *rest])
    with pytest.raises(ListRefused, match="size 0"):
        brings(office, "ANCHOR", empty.encode())


def test_a_checkpoint_from_before_the_last_close_says_so(office: Office):
    """Given one that was kept, and a day closed after it; then the next day's R15 tells that it
    covers nothing since; a newer one tells of no such thing."""
    old = office.system.tree.checkpoint()
    prepare(office.system, "cash", ACCOUNT, DAY, {})
    sign_day(office.system, "reviewer", ACCOUNT, DAY)
    office.publish()

    def noted(note: str) -> str:
        brings(office, "ANCHOR", note.encode(), day=NEXT)
        checks = figures(office.system, ACCOUNT, NEXT).checks
        return next(one.check.note for one in checks if one.check.rule == "R15")

    assert "但早于上次关账" in noted(old)
    assert "但早于上次关账" not in noted(office.system.tree.checkpoint())


@pytest.mark.parametrize("person", ["cash", "other", "guarantor"])
def test_what_somebody_else_has_to_bring_is_not_kept(office: Office, person: str):
    """A list of sub-accounts in the centre's hands would tell what is sealed; nor may a stranger
    fill our store."""
    data = sub_accounts(**{f"n{NUMBER}": TOTAL})
    with pytest.raises(Refused):
        brings(office, "SUB_ACCOUNTS", data, person)
    with pytest.raises(NoBlob):
        office.system.blobs.get(sha256(data).hexdigest())
    brings(office, "SUB_ACCOUNTS", data)
    assert office.system.blobs.get(sha256(data).hexdigest()) == data


def test_what_is_no_list_is_neither_kept_nor_written_down(office: Office):
    before = office.system.tree.size()
    with pytest.raises(ListRefused, match="lacks 余额"):
        brings(office, "SUB_ACCOUNTS", "子账号\n".encode())
    with pytest.raises(NotFollowed):
        bring(office.system, "OTHER", DAY, "REPORTED", REPORTED, lambda one: None, posts=())
    with pytest.raises(Refused, match=r"permission\.missing"):
        brings(office, "REPORTED", b"lot,count,amount\n", person="clerk")
    facts = office.system.tree.size() - before
    assert facts <= 2, "the refusal alone, in a stream of its own"
