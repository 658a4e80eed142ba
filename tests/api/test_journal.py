"""The plain-text journal: declared, dated, exact, and without a single name."""

import json
import re

import pytest

from api.demo.cast import BIDDERS
from api.home import Home
from api.journal import beancount, hledger, path
from api.wiring import opened
from ledger.envelope import part

LEG = re.compile(r"  ([^ ]+)  (-?[0-9]+\.[0-9]{2}) ([A-Z]{3})")


@pytest.fixture(scope="module")
def stored(kept):
    with opened(Home(kept.folder)) as system:
        return list(system.tree.stored())


@pytest.fixture(scope="module")
def lines(stored):
    return list(hledger(stored))


def transactions(lines):
    """Each transaction: its heading, its legs."""
    found = []
    for line in lines:
        if re.match(r"\d{4}-", line):
            found.append((line, []))
        elif line.startswith("  "):
            found[-1][1].append(LEG.fullmatch(line))
    return found


def test_every_leg_has_its_amount_with_two_decimals(lines):
    legs = [leg for _, legs in transactions(lines) for leg in legs]
    assert all(legs)


def test_every_leg_of_the_log_is_there_and_no_other(stored, lines):
    legs = [leg for _, legs in transactions(lines) for leg in legs]
    said = [json.loads(part(form)[0]).get("entries") or () for form in stored]
    assert len(legs) == sum(len(entry["legs"]) for entries in said for entry in entries) > 400


def test_every_transaction_sums_to_zero_in_one_book_and_one_currency(lines):
    for heading, legs in transactions(lines):
        assert sum(int(leg[2].replace(".", "")) for leg in legs) == 0, heading
        assert len({(leg[1].split(":")[1], leg[3]) for leg in legs}) == 1, heading


def test_days_come_in_order_and_each_heading_names_its_event(lines):
    headings = [heading for heading, _ in transactions(lines)]
    assert [h[:10] for h in headings] == sorted(h[:10] for h in headings)
    assert all(re.fullmatch(r'\S+ \* "#\d+ [A-Za-z]+ P\d\d"', heading) for heading in headings)


def test_whatever_is_used_is_declared(lines):
    used = {leg[1] for _, legs in transactions(lines) for leg in legs}
    declared = {line.split()[1] for line in lines if line.startswith("account ")}
    assert declared == used
    assert [line for line in lines if line.startswith("commodity")] == [
        "commodity 1000.00 CNY",
        "commodity 1000.00 EUR",
    ]


def test_the_day_is_that_of_beijing(stored):
    """A match at half past midnight there, when it is yesterday still in Greenwich."""
    (matched, *_) = [form for form in stored if b'"name":"ReceiptMatched"' in form]
    late = re.sub(rb'("occurred_at":")[^"]+', rb"\g<1>2026-03-16T16:30:00.000000Z", matched)
    assert late != matched
    ((heading, _),) = transactions(hledger([late]))
    assert heading.startswith("2026-03-17 * ")


def test_beancount_gets_the_same_body_behind_accounts_that_are_opened_in_time(stored, lines):
    other = list(beancount(stored))
    assert other[other.index("") :] == lines[lines.index("") :]
    first = {}
    for heading, legs in transactions(lines):
        for leg in legs:
            first.setdefault(leg[1], heading[:10])
    opened = [line.split() for line in other if " open " in line]
    assert {words[2]: words[0] for words in opened} == first


def test_it_names_nobody(lines):
    text = "\n".join(lines)
    for bidder in BIDDERS:
        for said in (bidder.name, bidder.party, bidder.account, bidder.pays_as.strip()):
            assert not said or said not in text


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (("CUST", "1001", "CNY-DEPOSITS"), "Assets:CUST:1001:CNY-DEPOSITS"),
        (("CUST", "2001", "A1/2026-03-16"), "Liabilities:CUST:2001:A1:2026-03-16"),
        (("OWN", "4101", "X"), "Income:OWN:4101:X"),
        (("OWN", "5102", "X"), "Expenses:OWN:5102:X"),
        (("MEMO", "9001", "X"), "Equity:MEMO:9001:X"),
    ],
)
def test_an_account_stands_under_its_class_and_book(place, says):
    assert path(*place) == says
