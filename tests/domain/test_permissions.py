"""Who may ask for what, and which posts exclude each other: the tables of REFERENCE 4.1, 4.2."""

import itertools

import pytest

from domain.conflicts import conflict
from domain.cosigned import COSIGNED, JOINT
from domain.kernel import Command, Post, Rejected, command
from domain.permissions import PERMITTED, acts_for, may
from domain.register import COMMANDS
from domain.roles import ROLE_CODES, ROLES
from tests.kit.story import CHECKER, asked

_LEDGERS_OWN = {"EnrolKey", "RotateKey", "RevokeKey", "DestroyKey"}


def named(name):
    @command(name, zh="试")
    class Asked(Command):
        """Any request."""

    return Asked()


def test_every_command_has_one_row_and_every_row_a_command():
    names = [name for name, _ in PERMITTED]
    assert sorted(names) == sorted(_LEDGERS_OWN | {shape.NAME for shape in COMMANDS})


def test_every_role_in_the_table_is_a_role():
    assert {role for _, roles in PERMITTED for role in roles} <= set(ROLE_CODES)
    assert all(zh for _, zh in ROLES)
    assert len(set(ROLE_CODES)) == len(ROLE_CODES)


@pytest.mark.parametrize(("name", "roles"), PERMITTED)
def test_exactly_the_roles_of_its_row_may_ask(name, roles):
    for role in ROLE_CODES:
        both = {"cosigner": CHECKER, "beside": dict(COSIGNED)[name][0]} if name in JOINT else {}
        answer = may(asked(role, **both), named(name))
        if role in roles:
            assert answer == Post(role)
        else:
            assert isinstance(answer, Rejected)
            assert answer.rule == "permission.missing"
            assert answer.detail == f"{name} is asked for by {' or '.join(roles)}"


@pytest.mark.parametrize(("name", "beside"), COSIGNED)
def test_a_joint_act_is_signed_by_two_posts_that_nobody_holds_both(name, beside):
    told = f"{name} is signed by {' or '.join(beside)} too"
    alone = Rejected("permission.cosigner", told)
    for first in dict(PERMITTED)[name]:
        for role in ROLE_CODES:
            answer = may(asked(first, cosigner=CHECKER, beside=role), named(name))
            assert answer == (Post(first) if role in beside else alone)
        assert may(asked(first), named(name)) == alone
        assert all(conflict([first], role) is not None for role in beside)


def test_the_act_is_done_under_the_first_post_that_permits_it():
    clerk, matcher = Post("C-SET1", "中心", "350602"), Post("MATCHER")
    assert may(asked("AUD", clerk, matcher), named("MatchReceipt")) == clerk


def test_what_is_not_listed_nobody_may():
    answer = may(asked(*ROLE_CODES), named("PrintMoney"))
    assert answer == Rejected("permission.missing", "PrintMoney is asked for by nobody")


def test_money_is_not_moved_by_whoever_makes_the_rules_or_keeps_the_machines():
    moving = {"OpenAccount", "ImportLines", "MatchReceipt", "UnmatchReceipt"}
    assert not {role for name, roles in PERMITTED if name in moving for role in roles} & {
        "OFFICE",
        "COMMITTEE",
        "C-ADMIN",
        "AUD",
    }


def test_no_person_says_of_a_file_that_it_does_not_add_up():
    """The bank's connector says so, who read it: nobody bars a sound file for ever."""
    assert dict(PERMITTED)["QuarantineStatement"] == ("BANK",)


def test_nobody_learns_of_bidders_by_who_asks_for_deposits():
    rows = dict(PERMITTED)
    for name in ("RequireDeposit", "IssueSubAccount", "MatchReceipt"):
        assert not {"OWNER", "AGENCY", "BIDDER"} & set(rows[name])


# REFERENCE 4.2, row by row
_MATRIX = """
           OWNER AGENCY BIDDER EXPERT C-OPS C-SET1 C-SET2 C-CASH C-ADMIN V-HOUSING AUD
OWNER      – ✓ ✗ ✓ ✗ ✗ ✗ ✗ ✗ ✗ ✗
AGENCY     ✓ – ✗ ✗ ✗ ✗ ✗ ✗ ✗ ✗ ✗
BIDDER     ✗ ✗ – ✗ ✗ ✗ ✗ ✗ ✗ ✗ ✗
EXPERT     ✓ ✗ ✗ – ✗ ✗ ✗ ✗ ✗ ✗ ✗
C-OPS      ✗ ✗ ✗ ✗ – ✗ ✗ ✗ ✗ ✗ ✗
C-SET1     ✗ ✗ ✗ ✗ ✗ – ✗ ✗ ✗ ✗ ✗
C-SET2     ✗ ✗ ✗ ✗ ✗ ✗ – ✗ ✗ ✗ ✗
V-HOUSING  ✗ ✗ ✗ ✗ ✗ ✗ ✗ ✗ ✗ – ✗
"""


def test_the_matrix_is_the_references():
    columns, *table = (line.split() for line in _MATRIX.strip().splitlines())
    assert len(table) == 8
    for held, *marks in table:
        for new, mark in zip(columns, marks, strict=True):
            refused = conflict([held], new)
            assert (refused is not None) is (mark == "✗"), (held, new)
            assert (conflict([new], held) is None) is (refused is None)


def test_whoever_reconciles_administers_and_audits_are_three():
    for held, new in itertools.permutations(("C-CASH", "C-ADMIN", "AUD"), 2):
        assert conflict([held], new) == Rejected(
            "role.conflict", f"no person holds both {held} and {new}"
        )


def test_one_conflict_among_many_posts_is_enough():
    assert conflict(["OWNER", "EXPERT"], "AGENCY") is not None
    assert conflict(["OWNER"], "AGENCY") is None
    assert conflict([], "AUD") is None


def test_every_supervisor_is_a_supervisor():
    assert conflict(["V-WATER"], "C-SET1") is not None
    assert conflict(["V-WATER"], "V-HOUSING") is None
    assert conflict(["C-SET1"], "V-COMMERCE") is not None


@pytest.mark.parametrize("authority", ["FIN", "NR", "SASAC", "ECO", "FOR"])
@pytest.mark.parametrize("side", ["OWNER", "AGENCY", "BIDDER", "EXPERT", "C-SET1", "AUD"])
def test_whoever_supervises_a_kind_of_trade_is_on_no_side_of_it(authority, side):
    """Who grants land is another person than who watches over it (4.1, NR)."""
    assert conflict([side], authority) is not None
    assert conflict([authority], side) is not None
    assert conflict([authority], "V-HOUSING") is None


HELD_ALONE = ("OFFICE", "DISC", "COURT", "BANK", "GUARANTOR", "UP", "PLATFORM", "MATCHER")


@pytest.mark.parametrize("alone", HELD_ALONE)
def test_who_gives_out_posts_and_what_banks_and_machines_may_is_held_alone(alone):
    beside = {role for role in ROLE_CODES if conflict([alone], role) is None}
    assert beside == {
        "OFFICE": {"OFFICE", "COMMITTEE"},
        "BANK": {"BANK", "GUARANTOR"},
        "GUARANTOR": {"BANK", "GUARANTOR"},
    }.get(alone, {alone})
    assert beside == {role for role in ROLE_CODES if conflict([role], alone) is None}


def test_who_administers_the_system_holds_no_keys():
    assert conflict(["C-ADMIN"], "KEY") is not None
    assert conflict(["C-SET1"], "KEY") is None


def test_the_committee_is_outside_the_matrix():
    apart = {role for role in ROLE_CODES if conflict([role], "COMMITTEE") is not None}
    assert apart == {*HELD_ALONE} - {"OFFICE"}


def test_acting_for_an_organisation_needs_the_role_there():
    context = asked(Post("BIDDER", "甲"), Post("OWNER", "乙"))
    assert acts_for(context, "BIDDER", "甲")
    assert not acts_for(context, "BIDDER", "乙")
    assert not acts_for(context, "OWNER", "甲")
    assert not acts_for(asked(Post("AGENCY")), "AGENCY", None)
