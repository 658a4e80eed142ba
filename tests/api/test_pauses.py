"""While a process serves, no thread keeps the others waiting for long."""

import gc
import sys

import pytest

from api.pauses import HANDOVER_S, SELDOM, short_pauses


def test_a_serving_process_hands_over_soon_and_hardly_ever_looks_through_all_it_holds():
    usual = sys.getswitchinterval(), gc.get_threshold()
    with short_pauses():
        assert sys.getswitchinterval() == pytest.approx(HANDOVER_S)
        assert gc.get_threshold()[2] == SELDOM
    assert (sys.getswitchinterval(), gc.get_threshold()) == usual


def test_what_fails_while_serving_leaves_the_process_as_it_was():
    usual = sys.getswitchinterval(), gc.get_threshold()
    with pytest.raises(ValueError, match="gone"), short_pauses():
        raise ValueError("gone")
    assert (sys.getswitchinterval(), gc.get_threshold()) == usual
