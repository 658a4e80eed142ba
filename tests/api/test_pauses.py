"""While a process serves, no thread keeps the others waiting for long."""

import gc
import sys

import pytest

from api.pauses import HANDOVER_S, MIDDLE, SELDOM, YOUNG, short_pauses


def test_a_serving_process_hands_over_soon_and_hardly_ever_looks_through_all_it_holds():
    usual = sys.getswitchinterval(), gc.get_threshold()
    with short_pauses():
        assert sys.getswitchinterval() == pytest.approx(HANDOVER_S)
        assert gc.get_threshold() == (YOUNG, MIDDLE, SELDOM)
    assert (sys.getswitchinterval(), gc.get_threshold()) == usual


def test_no_look_for_garbage_goes_through_more_than_was_made_since_the_one_before_the_last():
    """Whatever stays is looked at twice, a few at a time, and then let be."""
    sizes = list[int]()

    def look(phase: str, told: dict[str, int]) -> None:
        if phase == "start" and told["generation"] < 2:
            sizes.append(len(gc.get_objects(told["generation"])))

    kept = list[list[object]]()
    with short_pauses():
        gc.callbacks.append(look)
        try:
            for _ in range(15 * YOUNG):
                kept.append([kept])
        finally:
            gc.callbacks.remove(look)
    assert 0 < max(sizes) < 4 * YOUNG


def test_what_fails_while_serving_leaves_the_process_as_it_was():
    usual = sys.getswitchinterval(), gc.get_threshold()
    with pytest.raises(ValueError, match="gone"), short_pauses():
        raise ValueError("gone")
    assert (sys.getswitchinterval(), gc.get_threshold()) == usual
