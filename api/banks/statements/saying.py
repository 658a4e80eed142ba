"""What is wrong with a file, as a sentence of the catalogue, in the language of who reads it."""

from typing import Self

from api.texts import spoken

_LONGEST = 500


class Sentence(str):
    """A key of the catalogue (`api/texts`), and what its sentence leaves open.

    By itself it is the English sentence: for programs, and where one is kept. A value that is
    itself said, as what is wrong in a row, is said in the same language. What a sentence quotes of
    a file may be of any length: it is cut at 500 characters.
    """

    __slots__ = ("key", "values")
    key: str
    values: dict[str, object]

    def __new__(cls, key: str, /, **values: object) -> Self:
        """Raises KeyError for a key without a sentence, or one that names what it is not told."""
        sentence = super().__new__(cls, _said(key, values, "en"))
        sentence.key, sentence.values = key, values
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """A copy is made of the key again, not of the sentence."""
        return (self.key,), self.values

    def said(self, language: str) -> str:
        """The sentence in a language, `zh` or `en`."""
        return _said(self.key, self.values, language)


def _said(key: str, values: dict[str, object], language: str) -> str:
    told = {
        name: one.said(language) if isinstance(one, Sentence | Spoken) else one
        for name, one in values.items()
    }
    said = spoken(key, language, **told)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


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
