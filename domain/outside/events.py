"""Facts of what others say of a day."""

from datetime import date

from domain.kernel import Event, event, restricted

KINDS: tuple[tuple[str, str, str, str], ...] = (
    ("SUB_ACCOUNTS", "银行子账户余额清单", "the bank's balances of sub-accounts", "BANK"),
    ("GUARANTEES", "担保机构保函清单", "the guarantors' list of guarantees", "GUARANTOR"),
    ("REPORTED", "已报送保证金汇总", "what was reported upwards of deposits", "C-CASH"),
    ("ANCHOR", "系统外检查点", "a checkpoint as it is kept outside", "C-CASH"),
)
"""What kinds of list there are: code, Chinese, English, and who brings one.

Before an opening nobody of the centre sees single sub-accounts or guarantees (REFERENCE 4.4): who
has them anyway brings them.
"""

KIND_CODES: tuple[str, ...] = tuple(code for code, *_ in KINDS)


OF_EACH: tuple[str, ...] = ("GUARANTEES",)
"""Kinds of which each organisation has a list of its own; of the others there is one."""


@event("OutsideListRecorded", version=2, zh="外部清单登记")
class OutsideListRecorded(Event):
    """Somebody outside says how an account's day stands with them (R03, R04, R15 to R17).

    `kind` is one of KIND_CODES; of one kind the newest counts, of OF_EACH the newest of each
    `organisation` that brought one; None: before that was written down. `sha256` is the file's.
    How many things it lists would tell how many bid.
    """

    account: str
    day: date
    kind: str
    organisation: str | None
    sha256: str = restricted()


type OutsideEvent = OutsideListRecorded
