"""Publishing and repealing rule packs: what binds lots that are registered from a day on."""

from datetime import date

from domain.calendar import beijing_day
from domain.governance.events import RulePackPublished, RuleRepealed
from domain.governance.publish import LAW
from domain.governance.state import Law
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, command
from domain.packs.publishable import publishable
from domain.packs.shapes import WrittenPack

ROWS_MOST = 500
"""Rows of one pack: a table that people read."""


@command("PublishRulePack", version=2, zh="发布规则包")
class PublishRulePack(Command):
    """Publish the rules of a kind of trade, from a day on. `document`: the decision's reference,
    `evidence`: its SHA-256."""

    since: date
    document: str
    evidence: str
    pack: WrittenPack

    def __post_init__(self) -> None:
        _decided(self.document, self.evidence)
        if len(self.pack.rules) > ROWS_MOST:
            raise ValueError(f"pack.rules: {len(self.pack.rules)}, expected at most {ROWS_MOST}")


@command("RepealRulePack", zh="废止规则包")
class RepealRulePack(Command):
    """From a day on no lot is born under this version of a category's rules any more."""

    category: str
    version: int
    since: date
    document: str
    evidence: str

    def __post_init__(self) -> None:
        _decided(self.document, self.evidence)


def _decided(document: str, evidence: str) -> None:
    if not document.strip():
        raise ValueError("document: expected the decision's reference")
    digest(evidence)


def publish(law: Law, asked: PublishRulePack, context: Context) -> Decision:
    """As the next version of its kind, from today or later: rules bind nobody backwards.

    The same rules from the same day on again change nothing.
    """
    same = (one for one in law.packs if (one.written, one.since) == (asked.pack, asked.since))
    if any(one.until is None for one in same):
        return ()
    if asked.since < beijing_day(context.received_at):
        return Rejected("pack.backwards", f"{asked.since} is past: rules bind nobody backwards")
    try:
        publishable(asked.pack)
    except ValueError as problem:
        return Rejected("pack.contradictory", str(problem))
    earlier = [one.version for one in law.packs if one.code == asked.pack.code]
    published = RulePackPublished(
        category=asked.pack.code,
        version=max(earlier, default=0) + 1,
        since=asked.since,
        document=asked.document,
        evidence=asked.evidence,
        pack=asked.pack,
    )
    return (published,)


def repeal(law: Law, asked: RepealRulePack, context: Context) -> Decision:
    """Once, from today or later, not before the pack begins; old lots keep it."""
    named = (asked.category, asked.version)
    found = next((one for one in law.packs if (one.code, one.version) == named), None)
    if found is None:
        return Rejected("pack.unknown", f"there is no version {asked.version} of {asked.category}")
    if found.until == asked.since:
        return ()
    if found.until is not None:
        return Rejected("pack.repealed", f"it is repealed from {found.until} on")
    if asked.since < max(found.since, beijing_day(context.received_at)):
        return Rejected("pack.backwards", f"{asked.since} is past, or before {found.since}")
    repealed = RuleRepealed(
        category=asked.category,
        version=asked.version,
        since=asked.since,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (repealed,)


PUBLISH_RULE_PACK = Decider(handles=PublishRulePack, touches=lambda _asked: (LAW,), decide=publish)
REPEAL_RULE_PACK = Decider(handles=RepealRulePack, touches=lambda _asked: (LAW,), decide=repeal)
