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
        self.names: dict[int, str] = {}
        """Kind and code of the streams, by number."""
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

    def _follow(self, stretch: Stretch) -> None:
        """A further event of a command that was signed elsewhere is none of the law or of who may
        sign, on which all else rests: there only a sealing key comes in another command's train.
        """
        if stretch.digest == self._command or (
            stretch.stream in (LAW, KEYS) and stretch.name != "KeyReleased"
        ):
            super()._follow(stretch)
        else:
            self.elsewhere += stretch.size

    def _tell(self, stretch: Stretch) -> None:
        if stretch.name == "StreamRegistered" and stretch.public is not None:
            # Numbers are given in order: the registry's first event after the log's opening is 1.
            found, wanted = stretch.public["number"], stretch.sequence - 1
            if found != wanted:
                raise Flaw("stream.number", found=found, wanted=wanted)
        super()._tell(stretch)

    def _register(self, public: dict[str, Any], position: int) -> None:
        number = public["number"]
        if number in self.names:
            self._problems.add("stream.again", position)
        self.names[number] = f"{public['kind']}/{public['code']}"
        self._tails[number] = 0, None
        self._fixed(number, self.names[number])

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
