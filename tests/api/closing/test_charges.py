"""A charge in custody stands in R19 until it was matched, and then until the bank gave it back."""

from api.closing.figures import figures
from domain.bankpage.events import Kind, Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.strays import OpenStrays
from domain.desk.charge import MatchCharge, MatchChargeRepaid
from tests.kit.closing import ACCOUNT, DAY, Office

PAGE = f"{ACCOUNT}/{DAY}/1"
"""Two credits that are nobody's stand on it before."""


def banked(office: Office, key: str, *, credit: bool, kind: Kind | None = None) -> None:
    said = Particulars(fingerprint=key * 64, kind=kind)
    line = BankLine(credit=credit, amount=30, value_date=DAY, booked_at=None, particulars=said)
    facts = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "day": DAY}
    asked = ImportLines(**facts, page=1, statement="f" * 64, lines=(line,))
    office.system.ask("bank", asked)


def opened(office: Office, lines: int) -> None:
    office.system.ask("matcher", OpenStrays(page=PAGE, lines=lines))


def r19(office: Office) -> list[str]:
    found = figures(office.system, ACCOUNT, DAY).checks
    (one,) = (one for one in found if one.check.rule == "R19")
    return [row.said.key for row in one.rows if row.said]


def test_the_day_says_of_a_charge_what_it_waits_for(office: Office):
    """Whatever else the bank took, it calls that no charge: R02 speaks of it, R19 does not."""
    banked(office, "c", credit=False, kind="PAYMENT")
    assert r19(office) == []
    banked(office, "d", credit=False, kind="CHARGE")
    opened(office, 4)
    assert r19(office) == ["finding.CHARGE_UNMATCHED"]
    charge = f"{PAGE}#4"
    office.system.ask("clerk", MatchCharge(line=charge, line_seen=1))
    assert r19(office) == ["finding.CHARGE_OWED"]
    banked(office, "e", credit=True, kind="CHARGE")
    opened(office, 5)
    back = MatchChargeRepaid(line=f"{PAGE}#5", line_seen=1, charge=charge)
    office.system.ask("clerk", back)
    assert r19(office) == []
