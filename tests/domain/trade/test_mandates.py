"""An agency acts for an owner within its mandate alone: which acts, in what, for how long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.governance.mandated import MandateGranted, MandateRevoked
from domain.governance.stream import GOVERNANCE
from domain.kernel import Post
from domain.lot.announce import AnnounceLot, DefineLot
from domain.lot.speaking import is_of
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from domain.lot.suspend import SuspendProcedure
from domain.mandates import Scope
from domain.permissions import AGENCYS, PERMITTED, WISHES
from domain.procedure.stream import PROCEDURE
from domain.project.stream import PROJECT
from domain.trade.compare import CompareOffers
from domain.trade.draw_panel import DrawPanel
from domain.trade.mandate import GrantMandate, RevokeMandate
from domain.trade.register_procedure import RegisterProcedure
from domain.trade.suspension import ResumeProcedure
from tests.golden.requests import COMMANDS
from tests.kit import lots
from tests.kit.lots import AGENCY, OWNER, TEXT
from tests.kit.story import fold, given
from tests.kit.tendering import LAW as RULES
from tests.kit.tendering import REGISTERED, Tender
from tests.kit.till import at

PROJECT_ASKED, PROCEDURE_ASKED, LOT_ASKED = (asked for asked, _, _ in REGISTERED)
OF = PROCEDURE_ASKED.procedure
NOW, LATER = at(date(2026, 3, 2), 10), at(date(2026, 6, 1), 0)
TICK = timedelta(microseconds=1)
SUCCESSOR = Post("AGENCY", "乙代理")
LETTER = {
    "owner": OWNER.organisation,
    "agency": AGENCY.organisation,
    "scope": Scope.PROCEDURE,
    "subject": OF,
    "document": "委托书1号",
    "evidence": TEXT,
}
GRANTED = MandateGranted(**LETTER, acts=(), since=NOW, until=LATER)
REVOKED = MandateRevoked(**LETTER, since=NOW)
DEFINED = replace(lots.DEFINED, procedure=OF)
SAMPLES = {one.NAME: one for one in COMMANDS if one.NAME in AGENCYS}
OF_A_LOT = sorted(
    SAMPLES.keys() - {"RegisterProcedure", "RegisterLot", "DefineLot", "ResumeProcedure", *WISHES}
)


def registered():
    """A procedure as its agency registered it."""
    tender = Tender()
    procedure = next(one for one in tender.memory.said if one.NAME == "ProcedureRegistered")
    project = next(one for one in tender.memory.said if one.NAME == "ProjectRegistered")
    return project, procedure


THE_PROJECT, THE_PROCEDURE = registered()


def granting(**other):
    return GrantMandate(**(LETTER | {"acts": (), "since": NOW, "until": LATER} | other))


def revoking(**other):
    return RevokeMandate(**(LETTER | {"since": None} | other))


def letter(asked, *before, by=OWNER, at=NOW):
    """What becomes of a letter, where these were written before."""
    story = given(GOVERNANCE, *before).given(PROCEDURE, THE_PROCEDURE)
    return story.when(asked, by=by, at=at)


def law(*letters):
    return fold(GOVERNANCE, *letters, start=RULES)


def announce(*letters, by=AGENCY, at=NOW):
    """An act of an agency's, under a law in which these letters were written."""
    asked = AnnounceLot(lot=DEFINED.lot, media=("省平台",), text=TEXT)
    return given(LOT, DEFINED).when(asked, by=by, at=at, law=law(*letters))


# Writing it.


def test_an_owner_lets_an_agency_act_for_it_for_a_time():
    letter(granting()).then(GRANTED)
    letter(granting(acts=("SignContract", "AwardLot", "AwardLot"))).then(
        replace(GRANTED, acts=("AwardLot", "SignContract"))
    )


def test_the_same_letter_again_is_nothing_and_another_stands_in_its_place():
    letter(granting(), GRANTED).nothing_happens()
    narrower = replace(GRANTED, acts=("AwardLot",))
    letter(granting(acts=("AwardLot",)), GRANTED).then(narrower)
    assert len(law(GRANTED, narrower).mandates) == 1


@pytest.mark.parametrize(
    "by", [AGENCY, SUCCESSOR, Post("OWNER", "水利局"), Post("C-OPS", "住建局")]
)
def test_nobody_but_the_owner_gives_or_ends_a_mandate(by):
    letter(granting(), by=by).refused_by("mandate.not_yours")
    letter(revoking(), GRANTED, by=by).refused_by("mandate.not_yours")


def test_an_owner_gives_none_of_what_is_anothers_or_of_nothing():
    mine = Post("OWNER", "水利局")
    letter(granting(owner=mine.organisation), by=mine).refused_by("mandate.not_yours")
    given(GOVERNANCE).when(granting(), by=OWNER).refused_by("mandate.of_nothing")


def test_of_a_lot_that_a_procedure_has_the_mandate_is_the_procedures():
    of_it = {"scope": Scope.LOT, "subject": DEFINED.lot}
    story = given(GOVERNANCE).given(LOT, DEFINED)
    story.when(granting(**of_it), by=OWNER).refused_by("mandate.of_procedure")
    alone = given(GOVERNANCE).given(LOT, lots.DEFINED)
    alone.when(granting(**of_it), by=OWNER).then(replace(GRANTED, **of_it))
    given(GOVERNANCE).when(granting(**of_it), by=OWNER).then(replace(GRANTED, **of_it))


def test_a_mandate_for_no_time_is_refused():
    letter(granting(until=NOW)).refused_by("mandate.no_time")


def test_a_mandate_ends_by_a_letter_too_and_so_does_a_charge_that_nobody_wrote_down():
    letter(revoking(), GRANTED).then(REVOKED)
    letter(revoking()).then(REVOKED)
    letter(revoking(since=LATER)).then(replace(REVOKED, since=LATER))
    letter(revoking(), REVOKED).nothing_happens()


def test_what_is_no_mandate_cannot_end_and_none_ends_backwards():
    letter(revoking(agency=SUCCESSOR.organisation)).refused_by("mandate.none")
    letter(revoking(since=NOW - TICK), GRANTED).refused_by("mandate.backwards")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"agency": "住建局"}, "agency: 住建局 is the owner"),
        ({"agency": " "}, "agency: expected what it is"),
        ({"document": ""}, "document: expected what it is"),
        ({"evidence": "x"}, "sha256 'x'"),
        ({"subject": "x"}, "procedure 'x'"),
        ({"acts": ("PrintMoney",)}, "acts: 'PrintMoney' is none of an agency's"),
        ({"acts": ("ForfeitDeposit",)}, "acts: 'ForfeitDeposit' is none of an agency's"),
        ({"since": NOW.replace(tzinfo=None)}, "since 2026"),
        ({"until": NOW.replace(tzinfo=None)}, "until 2026"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(other, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        granting(**other)


def test_an_end_without_a_place_on_the_clock_is_not_asked():
    with pytest.raises(ValueError, match=r"^since 2026"):
        revoking(since=NOW.replace(tzinfo=None))


# Acting by it.


def test_where_the_owner_wrote_nothing_the_agency_it_named_is_charged_with_everything():
    assert announce().decision[0].NAME == "AnnouncementPublished"
    announce(by=SUCCESSOR).refused_by("lot.not_yours")
    anothers = replace(GRANTED, agency=SUCCESSOR.organisation, acts=("AwardLot",))
    assert announce(anothers).decision[0].NAME == "AnnouncementPublished"


def test_a_mandate_counts_from_its_first_instant_up_to_its_last():
    announce(replace(GRANTED, since=NOW + TICK)).refused_by("mandate.outside")
    announce(replace(GRANTED, until=NOW)).refused_by("mandate.outside")
    assert announce(replace(GRANTED, until=NOW + TICK)).decision[0].NAME == "AnnouncementPublished"


def test_an_act_that_it_does_not_name_is_outside_of_it():
    announce(replace(GRANTED, acts=("AwardLot",))).refused_by("mandate.outside")
    named = replace(GRANTED, acts=("AnnounceLot",))
    assert announce(named).decision[0].NAME == "AnnouncementPublished"


def test_a_mandate_makes_another_agency_speak_for_the_owner_too():
    another = replace(GRANTED, agency=SUCCESSOR.organisation)
    assert announce(another, by=SUCCESSOR).decision[0].NAME == "AnnouncementPublished"
    elsewhere = replace(another, subject="A35060000000100102")
    announce(elsewhere, by=SUCCESSOR).refused_by("lot.not_yours")
    others = replace(another, owner="水利局")
    announce(others, by=SUCCESSOR).refused_by("lot.not_yours")


@pytest.mark.parametrize("scope", [Scope.PROJECT, Scope.LOT])
def test_a_letter_of_what_only_has_the_same_code_lets_nothing_and_ends_nothing(scope):
    """Codes of a project, a procedure and a lot may be the same text."""
    another = replace(GRANTED, agency=SUCCESSOR.organisation, scope=scope)
    announce(another, by=SUCCESSOR).refused_by("lot.not_yours")
    ended = replace(REVOKED, scope=scope)
    for letters in ((ended,), (GRANTED, ended)):
        assert announce(*letters).decision[0].NAME == "AnnouncementPublished"
    assert len(law(GRANTED, ended).mandates) == 2


def test_the_owner_needs_none():
    assert announce(REVOKED, by=OWNER).decision[0].NAME == "AnnouncementPublished"


@pytest.mark.parametrize("name", OF_A_LOT)
def test_each_act_of_an_agencys_is_refused_once_its_mandate_ended(name):
    """Whatever it is: before it is looked at what stands against it."""
    story = given(LOT, DEFINED)
    story.when(SAMPLES[name], by=AGENCY, law=law(REVOKED), at=NOW).refused_by("mandate.outside")


def test_and_so_is_a_lot_that_it_would_define_without_a_procedure():
    asked = DefineLot(**lots.FACTS)
    ended = replace(REVOKED, scope=Scope.LOT, subject=asked.lot)
    given(LOT).when(asked, by=AGENCY, law=law(ended), at=NOW).refused_by("mandate.outside")


def test_and_so_is_to_go_on_with_what_it_suspended():
    story = given(
        LOT,
        DEFINED,
        lots.ANNOUNCED,
        ProcedureSuspended(
            lot=DEFINED.lot,
            cause=Suspending.OWNER,
            case=None,
            rule="",
            suspended_at=NOW,
            until=None,
            document=TEXT,
        ),
    )
    asked = ResumeProcedure(lot=DEFINED.lot, case=None, document=TEXT)
    story.when(asked, by=AGENCY, law=law(REVOKED), at=NOW).refused_by("mandate.outside")
    again = SuspendProcedure(lot=DEFINED.lot, until=None, document=TEXT)
    story.when(again, by=AGENCY, law=law(REVOKED), at=NOW).refused_by("mandate.outside")


def test_a_lot_is_registered_under_its_procedures_mandate():
    story = given(LOT).given(PROCEDURE, THE_PROCEDURE)
    story.when(LOT_ASKED, by=AGENCY, law=law(REVOKED), at=NOW).refused_by("mandate.outside")
    by_name = replace(GRANTED, acts=("RegisterLot",))
    told = story.when(LOT_ASKED, by=AGENCY, law=law(by_name), at=NOW).decision
    assert told[0].NAME == "LotDefined"


def register(*letters, agency=AGENCY, by=None):
    """A procedure of the project, by an agency, under these letters of the project."""
    asked = replace(PROCEDURE_ASKED, agency=agency.organisation)
    assert isinstance(asked, RegisterProcedure)
    of = {"scope": Scope.PROJECT, "subject": THE_PROJECT.project}
    written = law(*(replace(one, **of) for one in letters))
    story = given(PROCEDURE).given(PROJECT, THE_PROJECT)
    return story.when(asked, by=by or agency, law=written, at=NOW)


def test_a_procedure_is_registered_under_its_projects_mandate():
    register(REVOKED).refused_by("mandate.outside")
    register(REVOKED, by=OWNER).refused_by("mandate.outside")
    register(replace(GRANTED, acts=("AwardLot",))).refused_by("mandate.outside")
    newly = replace(GRANTED, agency=SUCCESSOR.organisation)
    register(agency=SUCCESSOR).refused_by("procedure.no_mandate")
    assert register(newly, agency=SUCCESSOR).decision[0].agency == SUCCESSOR.organisation
    assert register(newly, agency=SUCCESSOR, by=OWNER).decision[0].agency == SUCCESSOR.organisation


def test_every_act_of_an_agencys_and_nothing_else_can_be_named():
    rows = dict(PERMITTED)
    assert {name for name in AGENCYS if "AGENCY" not in rows[name]} == WISHES
    assert all(rows[name] == ("PLATFORM",) for name in WISHES)
    assert {DrawPanel.NAME, CompareOffers.NAME} <= AGENCYS, "the platform asks on an agency's wish"


# Reading by it.


def test_what_the_owners_side_may_read_an_agency_may_while_its_mandate_stands():
    def reads(*letters, posts=(AGENCY,), when=NOW, act=""):
        told = law(*letters).mandates
        whose = (OWNER.organisation, AGENCY.organisation, (Scope.PROCEDURE, OF))
        return is_of(posts, told, *whose, when, act)

    assert reads()
    assert reads(posts=(OWNER,))
    assert not reads(posts=(SUCCESSOR,))
    assert not reads(REVOKED)
    assert reads(REVOKED, posts=(OWNER,))
    assert reads(replace(GRANTED, acts=("AwardLot",)))
    assert not reads(replace(GRANTED, acts=("AwardLot",)), act="DrawPanel")
    assert reads(replace(GRANTED, acts=("DrawPanel",)), act="DrawPanel")
    assert not reads(GRANTED, when=LATER)
    assert reads(replace(GRANTED, agency="乙代理"), posts=(SUCCESSOR,))
