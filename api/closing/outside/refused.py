"""A file that is no list of its kind: which line of it, what is wrong, in no language yet."""

from api.closing.notes import Said
from api.texts import spoken

_LONGEST = 500


class ListRefused(ValueError):
    """Says where, what, and what would be right: to a person in their language, as a text in
    English. What it quotes of the file may be of any length: `words` cuts at 500 characters.
    """

    def __init__(self, said: Said, line: int = 0) -> None:
        """`line`: of the file, from 1; 0 for the file as a whole."""
        super().__init__(said, line)
        self.said = said
        self.line = line

    def __str__(self) -> str:
        return self.words("en")

    def words(self, language: str) -> str:
        """The sentence, `zh` or `en`."""
        why = self.said.words(language)
        if self.line:
            why = spoken("lists.wrong.line", language, line=self.line, why=why)
        return why if len(why) <= _LONGEST else why[: _LONGEST - 1] + "…"
