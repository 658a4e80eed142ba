"""Rows for some lots alone bind those lots; the contract is due by a row of the lot's own pack."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bounds import days
from domain.categories.construction import CONSTRUCTION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.governance.state import Pack
from domain.kernel import Rejected
from domain.lot.documents import IssueDocuments
from domain.lot.periods import breaches, due, runs_from, too_early
from domain.lot.state import Lot
from domain.packs.written import written
from domain.phases import Phase
from domain.rules import Rule
from tests.kit import purchase
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import DEFINED
from tests.kit.sentences import hear
from tests.kit.tendering import LAW, OWNER, REGISTERED, STEPS, TEXT, Tender
from tests.kit.till import at

TODAY = date(2026, 3, 10)
ANNOUNCED_BY = "AnnouncementPublished"


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def of_scopes(*scopes):
    """A lot of these, as a state."""
    return replace(Lot(), defined=replace(DEFINED, scopes=scopes))


def with_rows(*rows):
    return replace(CONSTRUCTION, rules=(*CONSTRUCTION.rules, *rows))


def longer(scope):
    """Documents of such lots come forty days before bids."""
    (row,) = CONSTRUCTION.about("documents.to_bid_deadline", TODAY)
    return replace(row, at_least=days(40), scope=scope)


def registered(method="公开招标", **other):
    """What is decided of a lot of a procedure of this method."""
    steps = tuple(
        (replace(asked, method=method) if hasattr(asked, "method") else asked, by, when)
        for asked, by, when in REGISTERED[:-1]
    )
    tender = Tender(registered=steps)
    asked, by, when = REGISTERED[-1]
    return tender.ask(replace(asked, **other), by, when)


def test_a_lot_is_of_the_scopes_of_its_method_and_of_its_registrars_word():
    """As far as a row of its rules is about such lots."""
    for method, scopes in (("公开招标", ()), ("邀请招标", ("INVITED",))):
        (told,) = registered(method)
        assert told.scopes == scopes
    (told,) = registered("邀请招标", scopes=("STATE_FUNDED",))
    assert told.scopes == ("INVITED", "STATE_FUNDED")
    refused(registered(scopes=("LARGE",)), "lot.unknown_scope")


@pytest.mark.parametrize(
    ("scopes", "held"), [((), False), (("DESIGN",), True), (("LARGE",), False)]
)
def test_a_term_for_some_lots_blocks_and_is_missed_by_them_alone(scopes, held):
    category = with_rows(longer("DESIGN"))
    planned = {"BidDeadlinePassed": at(date(2026, 4, 10), 9)}
    found = too_early(category, of_scopes(*scopes), "DocumentIssued", TODAY, FIXTURE, planned)
    assert (found is not None) is held
    if found is not None:
        hear(found.rule, found.detail)
    happened = (("DocumentIssued", TODAY), ("BidDeadlinePassed", date(2026, 4, 10)))
    past = replace(of_scopes(*scopes), happened=happened)
    assert bool(list(breaches(category, past, FIXTURE))) is held


def test_the_contract_is_due_by_the_row_of_the_lots_own_pack():
    """A pack with fifteen days, and one in which no row says when."""
    lot = of_scopes()
    assert due(CONSTRUCTION, lot, "contract.signing", TODAY, FIXTURE) == date(2026, 4, 9)
    for change, day in ((15, date(2026, 4, 15)), (None, None)):
        pack = Pack(written(_signing(change)), 1, date(2026, 1, 1))
        tender = Tender(8, replace(LAW, packs=(pack,)))
        _, told = tender.do(*STEPS[8])
        assert (told.contract_due, tender.lot.contract_due) == (day, day)


def _signing(term):
    """The rules of construction with another term to sign, or with none."""

    def changed(row: Rule) -> tuple[Rule, ...]:
        if row.subject != "contract.signing":
            return (row,)
        return () if term is None else (replace(row, at_most=days(term)),)

    return replace(CONSTRUCTION, rules=tuple(x for row in CONSTRUCTION.rules for x in changed(row)))


def test_a_purchase_signs_by_its_own_row():
    (row,) = GOVERNMENT_PROCUREMENT.about("contract.signing", TODAY)
    assert row.at_most == days(30)
    bought = purchase.purchase(7)
    _, told = bought.do(*purchase.STEPS[7])
    assert told.contract_due == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("scope", "on", "blocked"),
    [
        ("ONLY_SUPPLIER", date(2026, 3, 16), True),
        ("ONLY_SUPPLIER", date(2026, 3, 17), False),
        ("SINGLE_SOURCE", TODAY, False),
        ("TENDER", TODAY, False),
    ],
)
def test_the_one_supplier_gets_its_documents_once_it_stood_in_public_for_its_days(
    scope, on, blocked
):
    """GP-18, of 法 31(一) alone, not of what is urgent or is added: five working days from the
    announcement, of which the 10th of March is a Tuesday.
    """
    lot = replace(of_scopes(scope), phase=Phase.ANNOUNCED, happened=((ANNOUNCED_BY, TODAY),))
    found = too_early(GOVERNMENT_PROCUREMENT, lot, "DocumentIssued", on, FIXTURE)
    assert (found is not None) is blocked
    if found is not None:
        refused(found, "lot.term_too_short")
    early = replace(lot, happened=(*lot.happened, ("DocumentIssued", on)))
    of_it = [one.row.id for one in breaches(GOVERNMENT_PROCUREMENT, early, FIXTURE)]
    assert ("GP-18" in of_it) is blocked, "and what came too early all the same is found"


def test_the_term_of_the_one_supplier_runs_until_its_documents_are_out_and_no_longer():
    (row,) = GOVERNMENT_PROCUREMENT.about("single_source.publicity", TODAY, ("ONLY_SUPPLIER",))
    order = GOVERNMENT_PROCUREMENT.lifecycle
    lot = replace(of_scopes("ONLY_SUPPLIER"), phase=Phase.ANNOUNCED)
    assert runs_from(row, lot, order) is None
    shown = replace(lot, happened=((ANNOUNCED_BY, TODAY),))
    assert runs_from(row, shown, order) == TODAY
    out = replace(shown, happened=(*shown.happened, ("DocumentIssued", date(2026, 3, 17))))
    assert runs_from(row, out, order) is None
    assert runs_from(row, replace(shown, phase=Phase.OPEN), order) is None


def test_documents_of_a_lot_out_of_scope_come_as_late_as_before():
    asked = IssueDocuments(lot=REGISTERED[-1][0].lot, until=at(date(2026, 3, 16), 17), text=TEXT)
    pack = Pack(written(with_rows(longer("DESIGN"))), 1, date(2026, 1, 1))
    tender = Tender(1, replace(LAW, packs=(pack,)))
    assert not isinstance(tender.ask(asked, OWNER, at(date(2026, 3, 5), 10)), Rejected)
