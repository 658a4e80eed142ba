"""What a report within the day (MT942) says of itself: it has no balances, and never posts."""

from collections.abc import Iterable, Iterator

from api.banks.statements.amounts import minor
from api.banks.statements.format import StatementError
from api.banks.statements.mt940_fields import Field
from api.banks.statements.mt940_package import Package
from api.banks.statements.saying import Sentence

NAME = "MT942"


def contradicted_sums(
    stated: Iterable[Field], package: Package, currency: str, debits: int, credits: int
) -> Iterator[Sentence]:
    """Where its fields 90D and 90C do not say what its entries come to, in minor units: a sentence
    for whoever reads it. Below its floor (34F) a bank tells no entries, and may count them.
    """
    for found in stated:
        come = debits if found.tag == "90D" else credits
        try:
            told = minor(package.total(found), currency)
        except StatementError as error:
            yield error.sentence
            continue
        if told != come:
            yield Sentence("noted.sums", tag=found.tag, told=told, come=come)
