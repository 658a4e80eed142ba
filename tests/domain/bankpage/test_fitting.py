"""What the bank says is cut until it fits: the note first, the serial last, the print never."""

import json
from dataclasses import asdict, replace

import pytest

from domain.bankpage.events import Particulars
from domain.bankpage.fitting import MOST_BYTES, fitted

PRINT = "01" * 32
SHORT = Particulars(
    fingerprint=PRINT,
    payer="漳州市甲建设有限公司",
    payer_account="35050161000000001234",
    payer_bank="中国建设银行漳州分行",
    reference="3500123456",
    end_to_end="E2E-1",
    note="投标保证金",
    serial="000912",
)


def size(said):
    return len(json.dumps(asdict(said), ensure_ascii=False, separators=(",", ":")).encode())


def test_what_fits_is_left_alone():
    assert fitted(SHORT) is SHORT
    assert fitted(Particulars(fingerprint=PRINT)) == Particulars(fingerprint=PRINT)


def test_the_last_byte_that_fits_is_used_and_the_next_cuts_the_note():
    exactly = replace(SHORT, note="n" * (len("投标保证金".encode()) + MOST_BYTES - size(SHORT)))
    assert size(exactly) == MOST_BYTES == 420
    assert fitted(exactly) is exactly
    one_more = fitted(replace(exactly, note=exactly.note + "n"))
    assert one_more == replace(exactly, note=exactly.note[:-3] + "…")
    assert size(one_more) == MOST_BYTES


def test_the_note_goes_before_the_reference_and_the_payer_stays():
    cut = fitted(replace(SHORT, note="长" * 500, reference="R" * 40))
    assert cut.note.endswith("…")
    assert (cut.reference, cut.payer) == ("R" * 40, SHORT.payer)


def test_a_banks_reason_is_cut_after_the_note_and_short_ones_stay():
    cut = fitted(replace(SHORT, note="长" * 500, return_code="AC04"))
    assert (cut.note[-1], cut.return_code) == ("…", "AC04")
    cut = fitted(replace(SHORT, return_code="长" * 500))
    assert (cut.note, cut.return_code[-1], cut.reference) == ("…", "…", SHORT.reference)


@pytest.mark.parametrize("kind", [None, "PAYMENT", "RETURN", "INTEREST", "CHARGE"])
@pytest.mark.parametrize("truth", [True, False])
def test_what_is_never_cut_is_counted_to_the_byte(kind, truth):
    said = replace(SHORT, kind=kind, reversal=truth, returned=truth)
    exactly = replace(said, note="n" * (len("投标保证金".encode()) + MOST_BYTES - size(said)))
    assert fitted(exactly) is exactly
    assert fitted(replace(exactly, note=exactly.note + "n")) != exactly


def test_the_reference_goes_before_the_bank_and_the_bank_before_the_payer():
    reference_cut = fitted(replace(SHORT, note="长" * 500, reference="R" * 500))
    assert reference_cut.note == "…"
    assert reference_cut.reference.endswith("R…")
    assert reference_cut.payer_bank == SHORT.payer_bank
    bank_cut = fitted(replace(SHORT, note="长" * 500, reference="R" * 500, payer_bank="行" * 500))
    assert bank_cut.reference == "…"
    assert bank_cut.payer_bank.endswith("行…")
    assert bank_cut.payer == SHORT.payer


def test_a_payer_is_cut_last_of_the_words_and_then_the_numbers():
    whole = ("fingerprint", "returned", "reversal", "kind")
    long = {name: "长" * 400 for name in asdict(SHORT) if name not in whole}
    cut = fitted(Particulars(fingerprint=PRINT, **long))
    assert [name for name in long if getattr(cut, name) == "…"] == [
        *("payer", "payer_account", "payer_bank", "reference", "end_to_end", "note"),
        "return_code",
    ]
    assert cut.serial.endswith("长…")
    assert MOST_BYTES - 3 < size(cut) <= MOST_BYTES
    assert cut.fingerprint == PRINT


@pytest.mark.parametrize("sign", ["\x01", '"', "\\", "\n", "龘", "𠮷", "é"])
def test_signs_are_counted_as_they_are_written(sign):
    cut = fitted(replace(SHORT, note=sign * 400))
    assert MOST_BYTES - 6 < size(cut) <= MOST_BYTES
    assert set(cut.note[:-1]) == {sign}
    assert cut.note[-1] == "…"


def test_what_is_missing_is_not_invented():
    cut = fitted(replace(SHORT, note=None, reference=None, payer="甲" * 200))
    assert (cut.note, cut.reference) == (None, None)
    assert cut.payer_bank == "…"
    assert cut.payer.endswith("甲…")


def test_the_longest_text_is_cut_at_once():
    """Sign by sign, with all of it written each time, this takes weeks."""
    cut = fitted(replace(SHORT, note="长" * 3_000_000, payer="n" * 3_000_000))
    assert (cut.note, cut.payer[-2:], cut.serial) == ("…", "n…", SHORT.serial)
    assert size(cut) == MOST_BYTES
