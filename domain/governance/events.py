"""Facts of governance; all public."""

from datetime import date, datetime

from domain.governance.deputised import DelegationGranted, DelegationRevoked
from domain.governance.mandated import MandateGranted, MandateRevoked
from domain.kernel import Event, Post, event
from domain.packs.shapes import WrittenPack


@event("CalendarProposed", zh="工作日历提出")
class CalendarProposed(Event):
    """One person of the office asks for a year's days off and make-up days; another publishes them.
    Replaces what was proposed of that year.

    `on_behalf_of`: None, as nobody holds the office for another.
    """

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    proposed_by: str
    on_behalf_of: str | None


@event("CalendarProposalDropped", zh="工作日历提议撤下")
class CalendarProposalDropped(Event):
    """What was proposed of a year waits for nobody any more: one of the office asked for what
    stands.
    """

    year: int


@event("CalendarPublished", zh="工作日历发布")
class CalendarPublished(Event):
    """The days off of a year and its make-up working days (调休). Replaces an earlier one."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]


@event("CalendarCorrected", zh="工作日历更正")
class CalendarCorrected(Event):
    """A year that was published says otherwise now: its days off and make-up days as they stand.

    `now_off`: days that were worked before; `now_worked`: days that were off before.
    """

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    now_off: tuple[date, ...]
    now_worked: tuple[date, ...]


@event("RateTableSet", zh="利率表设定")
class RateTableSet(Event):
    """A bank's demand rate from a day on, in parts per million a year."""

    bank: str
    since: date
    rate_ppm: int


@event("RoleAssigned", zh="岗位授予")
class RoleAssigned(Event):
    """A person holds a post from an instant, until another (None: until removed)."""

    person: str
    post: Post
    since: datetime
    until: datetime | None


@event("RoleRemoved", zh="岗位撤销")
class RoleRemoved(Event):
    """A person no longer holds a post, from an instant on."""

    person: str
    post: Post
    since: datetime


@event("OwnAccountRegistered", zh="自有账户登记")
class OwnAccountRegistered(Event):
    """A bank account is the centre's own: fees go there, and nowhere else (P31).

    `account` is our code of it, `number` the bank's; `evidence` the SHA-256 of what shows both.
    Replaces what stood under this code.
    """

    account: str
    name: str
    number: str
    bank: str
    evidence: str


@event("RulePackPublished", version=2, zh="规则包发布")
class RulePackPublished(Event):
    """The rules of a kind of trade, whole: lots that are registered from a day on keep them.

    `version` counts the packs of its kind from 1; `document` is the decision's reference,
    `evidence` its SHA-256.
    """

    category: str
    version: int
    since: date
    document: str
    evidence: str
    pack: WrittenPack


@event("RuleRepealed", zh="规则包废止")
class RuleRepealed(Event):
    """From a day on no lot is born under this pack any more; those that were keep it."""

    category: str
    version: int
    since: date
    document: str
    evidence: str


type LawEvent = (
    CalendarProposed
    | CalendarProposalDropped
    | CalendarPublished
    | CalendarCorrected
    | RateTableSet
    | RoleAssigned
    | RoleRemoved
    | OwnAccountRegistered
    | RulePackPublished
    | RuleRepealed
    | MandateGranted
    | MandateRevoked
    | DelegationGranted
    | DelegationRevoked
)
