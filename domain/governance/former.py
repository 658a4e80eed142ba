"""Shapes that facts of governance once had, and how they are read today."""

from datetime import date

from domain.governance.events import RulePackPublished
from domain.kernel import Event, Former, event
from domain.packs.former import WrittenPackV1, today


@event("RulePackPublished", zh="规则包发布")
class RulePackPublishedV1(Event):
    """Before a pack said by which methods its kind is traded, and in which orders."""

    category: str
    version: int
    since: date
    document: str
    evidence: str
    pack: WrittenPackV1


def _pack(old: RulePackPublishedV1) -> RulePackPublished:
    return RulePackPublished(
        category=old.category,
        version=old.version,
        since=old.since,
        document=old.document,
        evidence=old.evidence,
        pack=today(old.pack),
    )


FORMER = (Former(RulePackPublishedV1, _pack),)
