"""The order of things where only some streams are whole: what their events alone can show."""

from typing import Any

from ledger.heads import HEADS_STREAM
from ledger.trust import Trust
from ledger.verdict import Flaw, Problems
from ledger.verify_order import Walk
from ledger.verify_shape import KEYS, LAW, REGISTRY
from ledger.verify_stretch import Stretch


class Part(Walk):
    """Goes through the events of a part of the log once, in order; finds what does not follow.

    Streams of the law and of the keys have to be among the whole ones. Of the registry only what
    names these streams is here, of the heads the first and the last.
    """

    def __init__(self, trust: Trust, problems: Problems, size: int) -> None:
        """`size`: of the whole log, which ends with its heads."""
        super().__init__(trust, problems, {size})
        self._size = size
        self._before: tuple[int, str | None] = 0, None
        """Where the stretch before ended, and its command."""
        self.names: dict[int, str] = {}
        """Kind and code of the streams, by number."""
        self._numbered: set[str] = set()
        """Kind and code of all that have a number."""
        self.begun: set[int] = set()
        """Of the registry and the heads, whose first event is here."""
        self.elsewhere = 0
        """Events of commands whose first event, which is signed, is not among these."""
        self.heads: tuple[int, str] | None = None
        """How many streams the log had at its end, and the root of all their heads as it is said,
        which may be any text."""

    def tail(self, number: int) -> tuple[int, str | None]:
        """How long a stream is, and the hash of its last body. Raises KeyError."""
        return self._tails[number]

    def take(self, stretch: Stretch) -> None:
        """Goes one stretch further."""
        super().take(stretch)
        self._before = stretch.position + stretch.size - 1, stretch.digest

    def _follow(self, stretch: Stretch) -> None:
        if stretch.digest == self._command or not self._signed_elsewhere(stretch):
            super()._follow(stretch)
        else:
            self.elsewhere += stretch.size

    def _signed_elsewhere(self, stretch: Stretch) -> bool:
        """A command's events stand one after the other: where the one before is here, and another
        command's, the first was to be here as well.

        In the streams of the law and of who may sign, on which all else rests, only a sealing key
        comes in another command's train.
        """
        end, digest = self._before
        if stretch.position == end + 1 and stretch.digest != digest:
            return False
        return stretch.stream not in (LAW, KEYS) or stretch.name == "KeyReleased"

    def _tell(self, stretch: Stretch) -> None:
        if stretch.name == "StreamRegistered" and stretch.public is not None:
            # Numbers are given in order: the registry's first event after the log's opening is 1.
            found, wanted = stretch.public["number"], stretch.sequence - 1
            if found != wanted:
                raise Flaw("stream.number", found=found, wanted=wanted)
        super()._tell(stretch)

    def _register(self, public: dict[str, Any], position: int) -> None:
        number, name = public["number"], f"{public['kind']}/{public['code']}"
        if number in self.names or name in self._numbered:
            self._problems.add("stream.again", position)
        self.names[number] = name
        self._numbered.add(name)
        self._tails[number] = 0, None
        self._named(number, name)

    def _seal(self, public: dict[str, Any], position: int) -> None:
        if public["at"] != position - 1:
            self._problems.add("heads.at", position, found=public["at"], wanted=position - 1)
        if position == self._size:
            self._sealed.add(position)
            self.heads = public["streams"], public["root"]

    def _chain(self, stretch: Stretch) -> None:
        if stretch.stream not in (REGISTRY, HEADS_STREAM):
            super()._chain(stretch)
        elif stretch.sequence == 1:
            self.begun.add(stretch.stream)
