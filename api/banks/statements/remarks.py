"""What was read with a pinch of salt: one sentence a kind, counted, however many entries it met."""

from api.banks.statements.saying import Sentence


class Remarks:
    """Collects warnings of one statement; memory grows with the kinds, not with the entries."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[Sentence, int]] = {}

    def note(self, code: str, sentence: Sentence) -> None:
        """Count one more of this kind; the first sentence is the one that is kept."""
        first, count = self._kinds.get(code, (sentence, 0))
        self._kinds[code] = (first, count + 1)

    def sentences(self) -> tuple[Sentence, ...]:
        """`code: sentence`, with the number of times where it is more than one."""
        return tuple(
            Sentence("noted.several", code=code, what=first, n=count)
            if count > 1
            else Sentence("noted.one", code=code, what=first)
            for code, (first, count) in self._kinds.items()
        )
