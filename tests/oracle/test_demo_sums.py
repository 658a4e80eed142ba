"""What the demonstration booked is what an independent script finds in the raw files."""

import json
import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.kit.demonstration import ROOT

SCRIPT = ROOT / "tests" / "oracle" / "sums_of_statements.py"


@pytest.fixture(scope="module")
def sums(kept):
    """By account and currency, over the real month and what the simulated bank wrote."""
    files = [*(ROOT / "demo_data/camt/2024-05").glob("*.xml"), *kept.folder.glob("statements/*")]
    run = subprocess.run([sys.executable, "-I", SCRIPT, *files], capture_output=True, check=True)
    return json.loads(run.stdout)


def test_what_was_booked_is_what_the_files_say(kept, sums):
    by_currency = {}
    for account, found in sums.items():
        by_currency.setdefault(account.split()[-1], Counter()).update(found)
    assert kept.summary["booked"] == by_currency
    assert kept.summary["lines"] == sum(found["entries"] for found in by_currency.values())


def test_both_halves_of_the_demonstration_are_counted(kept, sums):
    assert len(sums) == 2, "of the EUR accounts one has lines, the CNY account has some"
    assert kept.summary["booked"]["EUR"]["entries"] == 199
    assert kept.summary["booked"]["CNY"]["entries"] == kept.summary["lines"] - 199 > 0


def test_what_is_left_of_the_custody_account_is_what_the_bank_says(kept, sums):
    """Its last statement closes at what all of them together leave."""
    (found,) = (found for account, found in sums.items() if account.endswith("CNY"))
    last = max(kept.folder.glob("statements/*")).read_text("utf-8")
    closing = re.findall(r"<Cd>CLBD</Cd>.*?<Amt Ccy=\"CNY\">([\d.]+)</Amt>", last, re.DOTALL)
    assert [int(one.replace(".", "")) for one in closing] == [found["credits"] - found["debits"]]


def test_the_script_sees_a_line_more_or_less(tmp_path, sums):
    """The oracle is no mirror: other files, other sums."""
    files = sorted((ROOT / "demo_data/camt/2024-05").glob("*.xml"))[1:]
    run = subprocess.run([sys.executable, "-I", SCRIPT, *files], capture_output=True, check=True)
    assert json.loads(run.stdout)["LT625883379695428516 EUR"]["entries"] == 187
