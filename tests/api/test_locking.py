"""One at a time: who finds it held waits, or goes on without; a lock ends with its holder."""

from threading import Event, Thread

import pytest

from api import locking


def test_who_only_tries_is_told_and_nobody_waits(tmp_path):
    with locking.alone_if_free(tmp_path) as first, locking.alone_if_free(tmp_path) as second:
        assert (first, second) == (True, False)
    with locking.alone_if_free(tmp_path) as again:
        assert again


def test_who_waits_comes_in_once_the_other_is_out(tmp_path):
    inside = Event()

    def waits():
        with locking.alone(tmp_path):
            inside.set()

    thread = Thread(target=waits)
    with locking.alone(tmp_path):
        thread.start()
        assert not inside.wait(0.05)
    assert inside.wait(10)
    thread.join()


def test_a_body_that_breaks_off_lets_others_in(tmp_path):
    with pytest.raises(KeyError), locking.alone(tmp_path):
        raise KeyError
    with locking.alone_if_free(tmp_path) as free:
        assert free
