"""However files overlap, and in whatever order they come, each line is banked once."""

import json
from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.bankpage.fitting import MOST_BYTES, fitted
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.kernel import Rejected, StreamId
from tests.kit.rows import ACCOUNT, DAY, FILE, OPENED, PAGE, SAID, print_of
from tests.kit.story import Memory

texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(st.lists(st.lists(st.integers(1, 12), unique=True, max_size=8), max_size=6))
def test_a_line_is_banked_when_it_first_comes(files):
    memory = Memory()
    memory.states[StreamId("account", ACCOUNT)] = ACCOUNTS.evolve(ACCOUNTS.initial, OPENED)
    for file in files:
        lines = tuple(
            BankLine(
                credit=n % 2 == 0,
                amount=n,
                value_date=DAY,
                booked_at=None,
                particulars=replace(SAID, fingerprint=print_of(n)),
            )
            for n in file
        )
        asked = ImportLines(
            account=ACCOUNT,
            holds="1001",
            currency="CNY",
            day=DAY,
            page=1,
            statement=FILE,
            lines=lines,
        )
        assert not isinstance(memory.ask(asked), Rejected)
        assert memory.ask(asked) == ()
    in_order = list(dict.fromkeys(n for file in files for n in file))
    assert [line.amount for line in memory.of(PAGE).lines] == in_order
    assert [line.number for line in memory.of(PAGE).lines] == list(range(1, len(in_order) + 1))


@given(texts, texts, texts, texts, texts, texts)
def test_whatever_the_bank_says_fits(payer, reference, note, serial, bank, code):
    said = replace(
        SAID,
        payer=payer,
        reference=reference,
        note=note,
        serial=serial,
        payer_bank=bank,
        return_code=code,
    )
    cut = fitted(said)
    assert _size(cut) <= MOST_BYTES
    assert cut.fingerprint == said.fingerprint
    assert (cut == said) is (_size(said) <= MOST_BYTES)
    for name in ("payer", "reference", "note", "serial", "payer_bank", "return_code"):
        whole, kept = getattr(said, name), getattr(cut, name)
        assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))


def _size(said):
    return len(json.dumps(asdict(said), ensure_ascii=False, separators=(",", ":")).encode())
