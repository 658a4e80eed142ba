"""What is wrong with a file, as a sentence of the catalogue, in the language of who reads it."""

from api.texts import spoken

_LONGEST = 500


class Sentence:
    """A key of the catalogue (`api/texts`), and what its sentence leaves open.

    A value that is itself said, as what is wrong in a row, is said in the same language. What a
    sentence quotes of a file may be of any length: it is cut at 500 characters.
    """

    __slots__ = ("key", "values")

    def __init__(self, key: str, /, **values: object) -> None:
        self.key, self.values = key, values

    def said(self, language: str) -> str:
        """The sentence in a language, `zh` or `en`."""
        values = {
            name: one.said(language) if isinstance(one, Sentence | Spoken) else one
            for name, one in self.values.items()
        }
        said = spoken(self.key, language, **values)
        return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"

    def __str__(self) -> str:
        """For programs, and where a sentence is kept: in English."""
        return self.said("en")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash(self.key)


class Spoken(Exception):
    """Something is wrong with a file, which is said in the language of who brings it."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.sentence = Sentence(key, **values)

    def said(self, language: str) -> str:
        """As `Sentence.said`."""
        return self.sentence.said(language)

    def within(self, file: str) -> None:
        """It is about this file of a zip: its sentence begins with the file's name."""
        self.sentence = Sentence("unbanked.in_file", file=file, why=self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)
