"""Every way to ask for something, by people who may not see what is sealed; and what each hears.

An act is a request, and beside it stands what is answered: the status, and the rule that refused.
"""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.kit.bidding import ACCOUNT, COMPANY, DAY, DEPOSITS, FEN, LOTS, PAGE, PARTIES
from tests.kit.desk_facts import (
    COMPLAINT,
    DEBIT,
    DONE,
    EXCESS,
    GUARANTEE,
    HOLD,
    LATE,
    LINES,
    OVER,
    SECURED,
    STRANGE,
    WAITING,
)
from tests.noninterference import acts_of_alerts, acts_of_payouts
from tests.noninterference.act import Act, v1

OTHER_ACCOUNT = "CNY-OTHER"
_NEW, _OTHER = "RB-2026-03-16-0003", "RB-2026-03-16-0004"
_CLOSE = f"{ACCOUNT}/{DAY}"
_NOBODYS = "0" * 64
_POOL, _NO_DEPOSIT = "Y00000000000000FF", "P00000000000000FF"
"""The digest of no command."""


def hears(answer: httpx.Response) -> str:
    """Status and rule of an answer; of a form's, what the address says that it leads to."""
    if answer.is_redirect:
        told = parse_qs(urlsplit(answer.headers["location"]).query)
        return f"303 {told.get('refused', ['done'])[0]}"
    if answer.headers["content-type"].startswith("text/html"):
        return str(answer.status_code)
    return f"{answer.status_code} {answer.json().get('rule', '')}".strip()


def _line(number: int) -> str:
    return f"{PAGE}#{number}"


def _receipts() -> Iterator[Act]:
    """Lines and deposits are tried on each other: of sealed lots every answer is the same."""
    for n, deposit, lot in product((1, 6), (DEPOSITS[0], DEPOSITS[3], DEPOSITS[5]), LOTS):
        tried = {"line": _line(n), "deposit": deposit, "lot": lot}
        yield v1("clerk", "/desk/match", "409 desk.not_open", **tried)
    for n, lot in product((1, 2), LOTS):
        tried = {"line": _line(n), "deposit": DEPOSITS[0], "lot": lot, "reason": "?"}
        yield v1("clerk", "/desk/unmatch", "409 desk.not_open", **tried)
    for path, deposit, lot in product(("reject", "interest"), (DEPOSITS[4], STRANGE), LOTS):
        tried = {"line": _line(LINES[STRANGE]), "deposit": deposit, "lot": lot}
        yield v1("clerk", f"/desk/{path}", "409 desk.not_open", **tried)
    for n, other, lot in product((1, 6), (DEPOSITS[3], DEPOSITS[5]), LOTS):
        parts = [{"deposit": one, "lot": lot} for one in (DEPOSITS[0], other)]
        each = [{**part, "amount_fen": FEN} for part in parts]
        yield v1("clerk", "/desk/division", "409 desk.not_open", line=_line(n), parts=each)
        tried = {"line": _line(n), "parts": parts}
        yield v1("clerk", "/desk/division/undoing", "409 desk.not_open", **tried, reason="?")
        tried["reversed"] = _line(DEBIT)
        yield v1("clerk", "/desk/division/reversal", "409 desk.not_open", **tried)
    tried = {"line": _line(1), "deposit": DEPOSITS[0], "lot": LOTS[0]}
    yield v1("reviewer", "/desk/match", "403 permission.missing", **tried)


def _payments() -> Iterator[Act]:
    """Lines and payments: of a line that does not name the payment every answer is the same."""
    for n, deposit in product((1, 4, 9, 99), (OVER, LATE, SECURED)):
        tried = {"line": _line(n), "payment": f"{deposit}/1/1"}
        yield v1("clerk", "/desk/debit", "409 desk.not_this_line", **tried)
        yield v1("clerk", "/desk/return", "409 desk.not_this_line", **tried)
    for n in (1, 4, DEBIT, 99):
        yield v1("clerk", "/desk/charge", "409 desk.not_this_line", line=_line(n))
        tried = {"line": _line(n), "reason": "?"}
        yield v1("clerk", "/desk/stray-return", "409 desk.not_this_line", **tried)
        tried = {"line": _line(n), "charge": _line(DEBIT)}
        yield v1("clerk", "/desk/charge/repayment", "409 desk.not_this_line", **tried)
    for n, other in product((1, DEBIT, 99), (4, LINES[STRANGE], 98)):
        tried = {"line": _line(n), "reversed": _line(other)}
        yield v1("clerk", "/desk/reversal", "409 desk.not_this_line", **tried)
        for deposit, lot in product((DEPOSITS[0], STRANGE), LOTS):
            of = {"deposit": deposit, "lot": lot}
            yield v1("clerk", "/desk/reversal", "409 desk.not_open", **tried, **of)
    for n, other in product((1, DEBIT), (4, LINES[STRANGE])):
        there = _line(other).replace(ACCOUNT, OTHER_ACCOUNT)
        tried = {"debit": _line(n), "credit": there, "credit_seen": 1}
        yield v1("clerk", "/desk/transfer", "409 desk.not_this_line", **tried)


def _care() -> Iterator[Act]:
    """Notes and assignments: any line that is there takes them."""
    for n in (1, 4, DEBIT):
        yield v1("clerk", "/desk/note", "201", line=_line(n), text="?")
        taken = {"line": _line(n), "assignee": "cash", "seen": ""}
        yield v1("clerk", "/desk/assignment", "201", **taken)
    yield v1("clerk", "/desk/note", "409 desk.no_such_line", line=_line(99), text="?")


def _item(deposit: str, fen: int, version: int = 1) -> dict[str, Any]:
    figures = {"number": 1, "version": version, "amount_fen": fen, "interest_fen": 0}
    return {"deposit": deposit, **figures, "elsewhere": False}


def _refunds() -> Iterator[Act]:
    """Refunds by their opaque ids: that they are owed is told, whose they are by no answer."""
    for deposit, fen, rule in (
        (OVER, EXCESS, "409 refund.not_payable"),
        (SECURED, FEN, "409 refund.unknown"),
        (DEPOSITS[0], FEN, "409 refund.unknown"),
        (STRANGE, FEN + 1, "409 refund.changed"),
        (STRANGE, FEN, "201"),
    ):
        asked = {"batch": _NEW, "account": ACCOUNT, "items": [_item(deposit, fen)]}
        yield v1("clerk", "/refund-batches", rule, **asked)
    same = {"account": ACCOUNT, "items": [_item(STRANGE, FEN)], "proposal": _NOBODYS}
    yield v1("clerk", f"/refund-batches/{_NEW}/approval", "403 permission.missing", **same)
    yield v1("reviewer", f"/refund-batches/{_NEW}/approval", "409 refund.other_proposal", **same)
    yield v1("reviewer", f"/refund-batches/{WAITING}/approval", "409 refund.other_content", **same)
    yield v1("reviewer", f"/refund-batches/{DONE}/return", "409 refund.batch_done", reason="?")
    payee = {"name": "王五", "account": "1", "evidence": _NOBODYS}
    for deposit, rule in (
        (OVER, "409 refund.not_payable"),
        (SECURED, "409 refund.unknown"),
        (LATE, "201"),
    ):
        yield v1("clerk", f"/refunds/{deposit}/1/payee", rule, **payee)


def _deposits() -> Iterator[Act]:
    """Guarantees, holds, and what only a deposit of an open lot can become."""
    promised = {
        "number": "1",
        "guarantor": "insurer",
        "amount_fen": FEN,
        "valid_until": "2026-09-01",
    }
    for deposit, rule in (
        (SECURED, "409 deposit.secured"),
        (DEPOSITS[0], "409 deposit.late"),
        ("P00000000000000FF", "409 deposit.not_required"),
    ):
        yield v1("guarantor", "/guarantees", rule, deposit=deposit, **promised)
    for lot, guarantee in product(LOTS, (GUARANTEE, "G00000000000000FF")):
        of = {"deposit": SECURED, "lot": lot}
        path = f"/guarantees/{guarantee}/release"
        yield v1("agency", path, "409 lot.wrong_phase", **of)
        path = f"/performance-guarantees/{guarantee}/release"
        yield v1("agency", path, "409 guarantee.unknown", lot=lot)
    for lot in LOTS:
        yield v1("guarantor", "/performance-guarantees", "409 lot.wrong_phase", lot=lot, **promised)
    held = {"hold": "H-2026-002", "amount_fen": FEN, "cause": "?", "document": "?"}
    for deposit, rule in (
        (OVER, "409 hold.too_much"),
        (SECURED, "409 hold.too_much"),
        (DEPOSITS[0], "201"),
    ):
        path = f"/deposits/{deposit}/holds"
        yield v1("supervisor", path, "409 hold.which_lot", **held)
        for lot in LOTS:
            yield v1("supervisor", path, "409 desk.not_open", lot=lot, **held)
        yield v1("court", path, rule, **held)
    late = held | {"hold": "H-2026-003", "account": "2005", "number": 1}
    for deposit, rule in ((OVER, "409 hold.too_much"), (LATE, "201")):
        yield v1("court", f"/deposits/{deposit}/holds", rule, **late)
    yield v1("court", f"/deposits/{LATE}/holds/H-2026-003", "201", "DELETE")
    for hold, rule in (("H-2026-009", "409 hold.unknown"), (HOLD, "201")):
        path = f"/deposits/{OVER}/holds/{hold}"
        yield v1("supervisor", path, "409 hold.which_lot", "DELETE")
        for lot in LOTS:
            yield v1("supervisor", f"{path}?lot={lot}", "409 desk.not_open", "DELETE")
        yield v1("court", path, rule, "DELETE")
    for act, deposit, lot in product(("conversion", "interest"), (OVER, DEPOSITS[0]), LOTS):
        yield v1("reviewer", f"/deposits/{deposit}/{act}", "409 desk.not_open", lot=lot)
        if act == "interest":
            path, on = f"/deposits/{deposit}/interest/obligation", {"lot": lot, "account": ACCOUNT}
            yield v1("reviewer", path, "409 desk.not_open", **on)
    number = {"sub_account": "6228480402564890", "valid_until": "2026-09-01"}
    path = f"/deposits/{OVER}/sub-account"
    yield v1("clerk", path, "403 permission.missing", "PUT", **number)
    for person, party in (("agency", COMPANY), ("bidder", PARTIES[1])):
        yield v1(person, "/deposits", "403", lot=LOTS[0], party=party)
        facts = {"source": DEPOSITS[0], "source_lot": LOTS[1], "consent": _NOBODYS}
        path = f"/deposits/{OVER}/carry-over"
        yield v1(person, path, "403", lot=LOTS[0], party=party, **facts)
        yield v1(person, "/pools", "403", party=party, account=ACCOUNT, year=2026)
        of = {"party": party, "deposit": DEPOSITS[0], "lot": LOTS[0]}
        yield v1(person, f"/pools/{_POOL}/reservations", "403", **of)
        yield v1(person, f"/pools/{_POOL}/closing", "403", party=party)
    yield from _claims()
    yield from _offers()
    yield from _bids()
    yield from _applications()
    yield from _questions()
    yield from _disputes()
    path = f"/pools/{_POOL}/sub-account"
    yield v1("clerk", path, "403 permission.missing", "PUT", sub_account="6228480402564890")
    for n in (1, DEBIT, 99):
        yield v1("clerk", "/desk/pool", "409 desk.not_this_line", line=_line(n), pool=_POOL)


def _claims() -> Iterator[Act]:
    """Claims of payments: whether there is one, nobody hears but its bidder."""
    paid = {"amount_fen": FEN, "sent_on": "2026-03-16", "payer": "x", "payer_account": "1"}
    for person, party, rule in (
        ("agency", COMPANY, "403"),
        ("bidder", PARTIES[1], "403"),
        ("bidder", COMPANY, "409 claim.not_theirs"),
    ):
        path = f"/deposits/{_NO_DEPOSIT}/receipt-claims"
        yield v1(person, path, rule, party=party, **paid)
        yield v1(person, f"{path}/1/withdrawal", rule, party=party)
    for deposit, lot, number in product((LATE, STRANGE, OVER, _NO_DEPOSIT), LOTS, (1, 2)):
        tried = {"deposit": deposit, "lot": lot, "claim": number, "reason": "?"}
        yield v1("clerk", "/desk/receipt-claims/refusal", "409 desk.not_open", **tried)


def _offers() -> Iterator[Act]:
    """Numbers and offers: of whom there is a deposit, nobody hears but its bidder."""
    for lot, (person, party, rule) in product(
        LOTS, (("agency", COMPANY, "403"), ("bidder", PARTIES[1], "403"))
    ):
        yield v1(person, f"/lots/{lot}/qualification", rule, party=party)
        tried = {"party": party, "participation": DEPOSITS[0], "session": 1, "amount_fen": FEN}
        yield v1(person, f"/lots/{lot}/offers", rule, **tried)
    for deposit, lot in product((DEPOSITS[0], OVER, _NO_DEPOSIT), LOTS):
        tried = {"party": COMPANY, "participation": deposit, "session": 1, "amount_fen": FEN}
        yield v1("bidder", f"/lots/{lot}/offers", "409 session.unknown", **tried)


def _bids() -> Iterator[Act]:
    """Bids: of another's nobody hears more than of one that is not there."""
    theirs, none = f"B{LATE[1:]}", "B00000000000000FF"
    for person, party, rule in (
        ("agency", COMPANY, "403"),
        ("bidder", PARTIES[1], "403"),
        ("bidder", COMPANY, "409 bid.unknown"),
    ):
        for bid, lot in product((theirs, none), LOTS):
            of = {"lot": lot, "party": party, "document": "?", "evidence": _NOBODYS}
            yield v1(person, f"/bids/{bid}/withdrawal", rule, deposit=_NO_DEPOSIT, **of)
            yield v1(person, f"/bids/{bid}/revocation", rule, **of)
            said = of | {"deposit": _NO_DEPOSIT, "agrees": False}
            yield v1(person, f"/bids/{bid}/extension", rule, **said)
            key = {"lot": lot, "party": party, "secret": _NOBODYS}
            yield v1(person, f"/bids/{bid}/key", rule.partition(" ")[0], **key)
    why = {"document": "?", "evidence": _NOBODYS}
    for bid, lot, fault in product((theirs, none), LOTS, ("BIDDER", "OTHER")):
        path = f"/lots/{lot}/bids/{bid}/decryption-failure"
        yield v1("agency", path, "409 lot.wrong_phase", fault=fault, **why)
    tried = {"lot": LOTS[0], "party": PARTIES[1]}
    yield v1("bidder", "/bids", "403", **tried, file=_NOBODYS)
    for person, party, rule in (
        ("agency", COMPANY, "403"),
        ("bidder", PARTIES[1], "403"),
        ("bidder", COMPANY, "404"),
    ):
        for lot in LOTS:
            yield v1(person, "/bid-files", rule, lot=lot, party=party, upload="0" * 32)


def _applications() -> Iterator[Act]:
    """Applications: in another's name nobody applies, and who is on no panel judges none."""
    none = "A00000000000000FF"
    tried = {"lot": LOTS[0], "file": _NOBODYS}
    for person, party, rule in (
        ("agency", COMPANY, "403"),
        ("bidder", PARTIES[1], "403"),
        ("bidder", COMPANY, "409 lot.wrong_procedure"),
    ):
        yield v1(person, "/applications", rule, party=party, **tried)
    found = {"lot": LOTS[0], "qualified": True, "grounds": _NOBODYS}
    for person in ("agency", "bidder"):
        yield v1(person, f"/applications/{none}/review", "403", **found)


def _questions() -> Iterator[Act]:
    """Questions, downloads: in another's name nobody asks; of lots without documents are none."""
    tried = {"text": _NOBODYS}
    for lot, (person, party, rule) in product(
        LOTS,
        (
            ("agency", COMPANY, "403"),
            ("bidder", PARTIES[1], "403"),
            ("bidder", COMPANY, "409 lot.wrong_procedure"),
        ),
    ):
        yield v1(person, f"/lots/{lot}/questions", rule, party=party, **tried)
        yield v1(person, f"/lots/{lot}/downloads", rule, party=party, **tried)


def _disputes() -> Iterator[Act]:
    """Cases: who filed one nobody hears, and no order finds out which deposits are a lot's."""
    filing = {"matter": "documents", "document": _NOBODYS}
    complaint = filing | {"to": "V-HOUSING", "since": "2026-03-16"}
    for person, party, deposit, rule in (
        ("agency", COMPANY, None, "403"),
        ("bidder", PARTIES[1], None, "403"),
        ("bidder", COMPANY, _NO_DEPOSIT, "409 dispute.not_a_bidder"),
    ):
        of = {"party": party, "deposit": deposit}
        yield v1(person, f"/lots/{LOTS[0]}/objections", rule, **filing, **of)
        yield v1(person, f"/lots/{LOTS[0]}/complaints", rule, **complaint, **of)
    of = {"lot": LOTS[1], "document": _NOBODYS}
    back = of | {"party": PARTIES[1]}
    yield v1("bidder", f"/disputes/{COMPLAINT}/withdrawal", "403", **back)
    path = f"/disputes/{COMPLAINT}"
    accepted = of | {"suspend": False}
    yield v1("agency", f"{path}/acceptance", "403 permission.missing", **accepted)
    yield v1("supervisor", f"{path}/acceptance", "201", **accepted)
    held = {"hold": "H-2026-003", "amount_fen": FEN, "document": "?"}
    for deposit, lot in product((DEPOSITS[0], DEPOSITS[3], OVER, _NO_DEPOSIT), LOTS):
        rule = "desk.not_open" if lot == LOTS[1] else "dispute.unknown"
        tried = held | {"deposit": deposit, "lot": lot}
        yield v1("supervisor", f"{path}/holds", f"409 {rule}", **tried)
    decided = of | {"conclusion": "DISMISSED", "resume": False}
    wrong = [{"deposit": DEPOSITS[0], "hold": HOLD}]
    rule = "409 dispute.other_holds"
    yield v1("supervisor", f"{path}/decision", rule, **decided, holds=wrong)
    yield v1("supervisor", f"{path}/decision", "201", **decided, holds=[])


def _rest() -> Iterator[Act]:
    """What is public, or a day's; and the opening, not as it was seen."""
    yield v1("agency", f"/lots/{LOTS[0]}/opening", "409 lot.too_early", bidders=3)
    yield v1("ops", "/parties", "201", party="N00000000000000AA", name="x")
    close = f"/closes/{_CLOSE}"
    signed = {"proposal": _NOBODYS}
    yield v1("reviewer", f"{close}/return", "201", reason="?")
    yield v1("cash", f"{close}/preparation", "201", notes={"R02": "?"})
    yield v1("cash", f"{close}/signature", "403 permission.missing", **signed)
    yield v1("reviewer", f"{close}/signature", "409 bankday.other_proposal", **signed)


def _form(person: str, path: str, hears: str, **said: Any) -> Act:
    return Act(person, path, said, hears)


def _forms() -> Iterator[Act]:
    """What pages send. Of a line that may not be seen every act of the desk is answered 404."""
    every = (
        "match",
        "return",
        "stray-return",
        "undo",
        "note",
        "assign",
        "divide",
        "undivide",
        "refuse-claim",
    )
    for n, act in product((1, 4, LINES[STRANGE], 99), every):
        told = {"line": _line(n), "seen": 1, "subject": STRANGE, "text": "?", "reason": "?"}
        told |= {"claim": 1}
        yield _form("clerk", f"/desk/{act}", "404", **told)
    ticked = [f"{_line(n)}@1@{STRANGE}" for n in (1, LINES[STRANGE])]
    yield _form("clerk", "/desk/bulk", "303 done", tick=ticked)
    for deposit, rule in ((OVER, "refund.not_payable"), (SECURED, "refund.unknown")):
        asked = {"account": ACCOUNT, "batch": _OTHER, "item": json.dumps(_item(deposit, FEN))}
        yield _form("clerk", "/dues", f"303 {rule}", **asked)
    for deposit in (OVER, LATE, STRANGE, DEPOSITS[0]):
        told = {"name": "王五", "payee_account": "1"}
        path = f"/dues/{deposit}/1/payee"
        yield Act("clerk", path, told, "404", files={"evidence": b"%PDF ?"})
    paying = {"account": ACCOUNT, "batch": _NEW}
    for deposit in (OVER, STRANGE, DEPOSITS[0]):
        done = "done" if deposit == OVER else "refund.not_waiting"
        yield _form("reviewer", f"/refunds/{deposit}/1/payment", f"303 {done}", **paying)
    for lot, deposit in product(LOTS, (OVER, DEPOSITS[0])):
        path = f"/lots/{lot}/deposits/{deposit}/interest"
        yield _form("reviewer", path, "303 desk.not_open", account=ACCOUNT)
        yield _form("reviewer", f"{path[:-8]}conversion", "303 desk.not_open")
    waits = f"/batches/{WAITING}"
    yield _form("reviewer", f"{waits}/approval", "303 batches.evidence_unseen")
    yield _form("reviewer", f"{waits}/approval", "303 refund.changed", seen="yes")
    yield _form("reviewer", f"{waits}/return", "303 batches.no_reason")
    yield _form("reviewer", f"{waits}/return", "303 done", reason="?")
    yield _form("reviewer", f"/batches/{_NEW}/approval", "303 done", seen="yes")
    close = f"/close/{_CLOSE}"
    yield _form("reviewer", f"{close}/return", "303 batches.no_reason")
    yield _form("reviewer", f"{close}/return", "303 done", reason="?")
    yield _form("cash", f"{close}/preparation", "303 bankday.unexplained")
    yield _form("cash", f"{close}/preparation", "303 done", R02="?")
    yield _form("reviewer", f"{close}/signature", "303 done")


ASKED: tuple[Act, ...] = (
    *_receipts(),
    *_payments(),
    *_care(),
    *_refunds(),
    *_deposits(),
    *acts_of_payouts.acts(),
    *acts_of_alerts.acts(),
    *_rest(),
    *_forms(),
    *acts_of_payouts.forms(),
    *acts_of_payouts.awards(),
    *acts_of_payouts.owners(),
)
"""In this order: each finds what those before it wrote."""
