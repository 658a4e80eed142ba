"""The tables of the offered categories, one line a row, as a lawyer would sign them.

`python -m tests.golden.tables` writes those that are not there, never over one that is: a change
of a row is a change of the law, and is made here by hand, too.
"""

import json
from dataclasses import asdict
from pathlib import Path

from domain.categories.category import Category, Refund
from domain.categories.register import CATEGORIES
from domain.methods import Order
from domain.rules import Rule

HERE = Path(__file__).parent / "categories"
OFFERED = [category for category in CATEGORIES if category.offered]
_OWN = (
    *("code", "zh", "en", "offered", "least_bidders", "basic_account_required"),
    *("deposit_becomes", "interest_unowed_goes_to", "secret_until", "awarded_by"),
    *("price_goes_to", "forfeited_to", "forfeited_interest", "overdue_rate"),
)


def place(category: Category) -> Path:
    """Where the table of a category lies."""
    return HERE / f"{category.code.lower()}.json"


def row(rule: Rule) -> dict[str, object]:
    """A rule as one flat row; what is empty is left out."""
    source, bound = rule.source, rule.bound
    cells: dict[str, object] = {
        "id": rule.id,
        "subject": rule.subject,
        "zh": rule.zh,
        "at_most" if rule.at_most is not None else "at_least": bound and bound.n,
        "unit": bound and bound.unit.name,
        "anchor": rule.anchor,
        "ends": rule.ends,
        "scope": rule.scope,
        "direction": rule.direction,
        "roll_to_working_day": rule.roll_to_working_day if rule.is_term else None,
        "severity": rule.severity.value,
        "source": source.text,
        "evidence": source.evidence.value,
        "since": source.since and source.since.isoformat(),
        "until": source.until and source.until.isoformat(),
        "jurisdiction": source.jurisdiction,
    }
    return {name: cell for name, cell in cells.items() if cell not in (None, "")}


def written(category: Category) -> str:
    """The whole table: what the category is, its refunds, what it keeps, its rows."""
    own = [f" {_cell(name)}: {_cell(getattr(category, name))}" for name in _OWN]
    methods = [f"  {_cell(asdict(one))}" for one in category.methods]
    orders = [f"  {_cell(_own_order(one))}" for one in category.orders]
    refunds = [f"  {_cell(_back(refund))}" for refund in category.refunds]
    forfeits = [
        f"  {_cell({'ground': one.ground.value, 'rule': one.rule})}" for one in category.forfeits
    ]
    rules = [f"  {_cell(row(rule))}" for rule in category.rules]
    told = (("methods", methods), ("orders", orders), ("refunds", refunds), ("forfeits", forfeits))
    lists = [(name, lines) for name, lines in (*told, ("rules", rules)) if lines]
    tables = [" " + _cell(name) + ": [\n" + ",\n".join(lines) + "\n ]" for name, lines in lists]
    return "{\n" + ",\n".join([*own, *tables]) + "\n}\n"


def _own_order(order: Order) -> dict[str, object]:
    facts = [one.event for one in order.lifecycle]
    return {"scope": order.scope, "least_bidders": order.least_bidders, "hears": facts}


def _back(refund: Refund) -> dict[str, object]:
    causes = [cause.value for cause in refund.causes]
    return {"causes": causes, "due": refund.due, "interest": refund.interest or None}


def _cell(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Writes the tables that are not there yet."""
    for category in OFFERED:
        if not place(category).exists():
            place(category).write_text(written(category), "utf-8")
            print(f"kept {place(category).name}")


if __name__ == "__main__":
    main()
